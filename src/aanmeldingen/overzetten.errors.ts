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
