import type { Aanmeldstand } from '../cohorten/cohorten.rules.js';
import { DomainError } from '../platform/errors/domain-error.js';
import { volledigeNaam } from '../toegang/persoon.entity.js';
import type { Naam } from '../personen/personen.rules.js';

/** In words that a participant, who reads groep, and a supplier, who reads cohort, both know. */
const sluitingen: Record<Exclude<Aanmeldstand, 'open'>, [code: string, zin: string]> = {
  'nog-niet': ['aanmelden-nog-niet-open', 'Aanmelden kan hier nog niet.'],
  voorbij: ['aanmelden-gesloten', 'Aanmelden kan hier niet meer: de laatste dag is voorbij.'],
  begonnen: ['cohort-begonnen', 'Dit is al begonnen. Aanmelden kan niet meer.'],
  geannuleerd: ['cohort-geannuleerd', 'Dit gaat niet door. Aanmelden kan niet meer.'],
  dicht: ['cohort-niet-open', 'Aanmelden kan hier nu niet.'],
};

export const aanmeldenKanNiet = (stand: Exclude<Aanmeldstand, 'open'>) =>
  new DomainError('conflict', ...sluitingen[stand]);

export const aanmeldingOnbekend = () =>
  new DomainError('niet-gevonden', 'aanmelding-onbekend', 'Deze aanmelding bestaat niet.');

export const alAangemeld = () =>
  new DomainError('conflict', 'al-aangemeld', 'Dit e-mailadres is hier al aangemeld.');

export const referentieElders = () =>
  new DomainError(
    'conflict',
    'referentie-elders',
    'Deze externe referentie hoort al bij een lopende aanmelding van iemand anders, of bij een ander cohort.',
  );

/** The address belongs to somebody whom we know by another name. */
export class NaamAnders extends DomainError {
  /** @param bekend null when this name is not for whoever asks. */
  constructor(readonly bekend: Naam | null) {
    const melding = bekend
      ? `Dit e-mailadres kennen we van ${volledigeNaam(bekend)}.`
      : 'Dit e-mailadres kennen we met een andere naam.';
    const uitweg = 'Is dit dezelfde persoon? Bevestig dat dan. Anders is een eigen e-mailadres nodig.';
    super('conflict', 'naam-anders', `${melding} ${uitweg}`, [{ veld: 'email', melding }], { bekend });
  }
}

const woorden: Record<string, string> = {
  voorlopig: 'voorlopig',
  geplaatst: 'geplaatst',
  wachtlijst: 'op de wachtlijst',
  verlopen: 'verlopen',
  geannuleerd: 'geannuleerd',
  afgewezen: 'afgewezen',
  voltooid: 'voltooid',
  'niet-voltooid': 'niet voltooid',
};

export const overgangNietMogelijk = (van: string) =>
  new DomainError(
    'conflict',
    'overgang-niet-mogelijk',
    `Dit kan niet meer: deze aanmelding is ${woorden[van] ?? van}.`,
  );

const vervuld: Record<string, string> = {
  emailbevestiging: 'Dit e-mailadres hoeft niet meer te worden bevestigd.',
  akkoord: 'Voor deze aanmelding is geen akkoord meer nodig.',
  aanbod: 'Er staat voor deze aanmelding geen aanbod meer open.',
};

export const wachtDaarNietOp = (reden: string) =>
  new DomainError('conflict', 'wacht-daar-niet-op', vervuld[reden] ?? 'Dit is niet meer nodig.');

export const geenPlaats = () =>
  new DomainError(
    'conflict',
    'cohort-vol',
    'In het andere cohort is geen plaats vrij. De aanmelding blijft waar zij was.',
  );

export const zelfdeCohort = () =>
  new DomainError('conflict', 'zelfde-cohort', 'Deze aanmelding staat al in dit cohort.');

export const nietOpWachtlijst = () =>
  new DomainError('conflict', 'niet-op-wachtlijst', 'Deze aanmelding staat niet (meer) op de wachtlijst.');

export const positieBestaatNiet = (laatste: number) =>
  new DomainError('ongeldig', 'positie-bestaat-niet', `De wachtlijst loopt van 1 tot en met ${laatste}.`, [
    { veld: 'positie', melding: `Kies een plaats van 1 tot en met ${laatste}.` },
  ]);

/** The page of this error shows the way to a new link. */
export const linkOnbekend = () =>
  new DomainError('niet-gevonden', 'link-onbekend', 'Deze link kennen we niet.');

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
  aanvaard: 'Je bent al overgezet naar die groep.',
  afgewezen: 'Je hebt al laten weten dat je niet naar die groep wilt.',
  vervallen: 'Deze keuze is vervallen. Je aanmelding is niet veranderd.',
};

export const voorstelNietOpen = (status: 'aanvaard' | 'afgewezen' | 'vervallen') =>
  new DomainError('conflict', `voorstel-${status}`, zinnen[status]);

export const nietVoorgesteld = () =>
  new DomainError(
    'conflict',
    'niet-voorgesteld',
    'De academie heeft je deze groep niet voorgesteld. Meld je ervoor aan op de website.',
  );

export const overstapVol = () =>
  new DomainError(
    'conflict',
    'cohort-vol',
    'De laatste plek in die groep is net vergeven. Je houdt de plek die je nu hebt.',
  );
