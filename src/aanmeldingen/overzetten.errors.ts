import { DomainError } from '../platform/errors/domain-error.js';

const bijAlternatieven = (code: string, melding: string) =>
  new DomainError('ongeldig', code, melding, [{ veld: 'alternatieven', melding }]);

export const teVeelAlternatieven = (hoogstens: number) =>
  bijAlternatieven('te-veel-alternatieven', `Kies ten hoogste ${hoogstens} andere cohorten.`);

export const alternatiefOnbekend = () =>
  bijAlternatieven('alternatief-onbekend', 'Een van de gekozen cohorten bestaat niet.');

export const alternatiefIsZelf = () =>
  bijAlternatieven('alternatief-is-zelf', 'Een cohort kan niet zijn eigen alternatief zijn.');

export const alternatiefDicht = (naam: string) =>
  bijAlternatieven('alternatief-dicht', `Voor ${naam} kan niemand zich nu aanmelden. Kies een ander cohort.`);

const zinnen = {
  aanvaard: 'Je bent al overgezet naar dat cohort.',
  afgewezen: 'Je hebt al laten weten dat je niet naar dat cohort wilt.',
  vervallen: 'Deze keuze is vervallen. Je aanmelding is niet veranderd.',
};

export const voorstelNietOpen = (status: 'aanvaard' | 'afgewezen' | 'vervallen') =>
  new DomainError('conflict', `voorstel-${status}`, zinnen[status]);

export const nietVoorgesteld = () =>
  new DomainError(
    'conflict',
    'niet-voorgesteld',
    'De academie heeft je dit cohort niet voorgesteld. Meld je ervoor aan op de website.',
  );

export const overstapVol = () =>
  new DomainError(
    'conflict',
    'cohort-vol',
    'De laatste plaats in dat cohort is net vergeven. Je houdt de plaats die je nu hebt.',
  );
