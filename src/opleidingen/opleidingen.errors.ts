import { DomainError, type FieldError } from '../platform/errors/domain-error.js';

export const opleidingOnbekend = () =>
  new DomainError('niet-gevonden', 'opleiding-onbekend', 'Deze opleiding bestaat niet.');

export const versieOnbekend = () =>
  new DomainError('niet-gevonden', 'versie-onbekend', 'Deze versie van de opleiding bestaat niet.');

export const opleidingscodeBestaat = (code: string) =>
  new DomainError('conflict', 'opleidingscode-bestaat', `Er is al een opleiding met code ${code}.`, [
    { veld: 'code', melding: `Er is al een opleiding met code ${code}.` },
  ]);

export const vervolgOpOnbekend = (code: string) =>
  new DomainError('ongeldig', 'vervolg-op-onbekend', 'De opleiding waarop deze volgt bestaat niet.', [
    { veld: 'vervolgOp', melding: `Er is geen opleiding met code ${code}.` },
  ]);

export const vervolgInKring = (code: string) =>
  new DomainError('ongeldig', 'vervolg-in-kring', 'Een opleiding kan niet op zichzelf volgen.', [
    { veld: 'vervolgOp', melding: `${code} is deze opleiding zelf, of volgt er al op. Kies een andere.` },
  ]);

export const opleidingOngeldig = (fouten: FieldError[]) =>
  new DomainError('ongeldig', 'opleiding-ongeldig', 'Wat je invulde past niet bij elkaar.', fouten);

/** @param fouten what the other one changed, one line a field. */
export const opleidingGewijzigd = (fouten: FieldError[]) =>
  new DomainError(
    'conflict',
    'opleiding-gewijzigd',
    'Iemand anders heeft deze opleiding intussen gewijzigd. Bekijk de wijziging en bewaar opnieuw.',
    fouten,
  );
