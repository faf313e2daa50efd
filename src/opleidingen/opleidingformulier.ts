import { withPlainLines } from '../platform/text/characters.js';
import type { FieldError } from '../platform/errors/domain-error.js';
import { byFieldOf } from '../platform/web/form-input.js';
import { check } from '../platform/web/validation.js';
import { leesCenten, leesDecimaal, leesGetal, toonCenten } from './bedragen.rules.js';
import type { Opleiding } from './opleiding.entity.js';
import { NieuweOpleidingDto, WijzigOpleidingDto } from './opleidingen.dto.js';
import { opleidingsvelden } from './opleidingsvelden.js';
import { byName } from '../platform/by-name.js';

export type Formulier = Record<string, unknown>;
const tekstvelden = [
  'naam',
  'soort',
  'omschrijving',
  'niveau',
  'voorwaarden',
  'duur',
  'peCursuscode',
  'officieleNaam',
  'vergoedingVoor',
  'bekostiging',
  'vervolgOp',
  'externUrl',
] as const;
const getallen = [
  'leerjaren',
  'studielastUren',
  'contacturen',
  'herregistratiepunten',
  'vergoedingPct',
  'aanwezigheidsnormPct',
] as const;
const dagen = ['accreditatieVan', 'accreditatieTot'] as const;
const vinkjes = ['gepubliceerd', 'peiling'] as const;
const bewerkt = ['ects', 'kosten', 'aanbieders'] as const;
const alleTekst = [...tekstvelden, ...getallen, ...dagen, ...bewerkt, ...vinkjes] as const;
type Tekstveld = (typeof alleTekst)[number] | 'code' | 'versie';

/** What stands in the form, by name of its field; a list for what can be ticked more than once. */
export interface Waarden extends Partial<Record<Tekstveld, string>> {
  doelgroepen: string[];
}

const tekstVan = (waarde: unknown): string =>
  typeof waarde === 'string' ? waarde.replaceAll('\r\n', '\n') : '';

/** What was typed, to be shown again. */
export function getypt(formulier: Formulier): Waarden {
  const { doelgroepen } = formulier;
  const lijst = (Array.isArray(doelgroepen) ? doelgroepen : [doelgroepen]) as unknown[];
  return {
    ...byName(alleTekst, (veld) => tekstVan(formulier[veld])),
    code: tekstVan(formulier.code),
    versie: tekstVan(formulier.versie),
    doelgroepen: lijst.filter((code) => typeof code === 'string'),
  };
}

/** An opleiding as the form shows it. @param vervolgOp code of the one it follows. */
export function waardenVan(o: Omit<Opleiding, 'id'>, vervolgOp: string | null): Waarden {
  const gegevens: Record<string, unknown> = { ...o, vervolgOp };
  const tekst = (veld: string): string => {
    const waarde = gegevens[veld];
    return typeof waarde === 'string' || typeof waarde === 'number' ? String(waarde) : '';
  };
  return {
    ...byName([...tekstvelden, ...getallen, ...dagen], tekst),
    ...byName(vinkjes, (veld) => (gegevens[veld] ? 'ja' : '')),
    code: o.code,
    versie: String(o.versie),
    ects: tekst('ects').replace('.', ','),
    kosten: toonCenten(o.kostenCent),
    aanbieders: o.aanbieders.join('\n'),
    doelgroepen: o.doelgroepen,
  };
}

/** What a new opleiding begins with. */
export const nieuweWaarden: Waarden = { leerjaren: '1', aanwezigheidsnormPct: '80', doelgroepen: [] };

export type Gelezen<Dto> = { dto: Dto; fouten: [] } | { dto: undefined; fouten: FieldError[] };

/** The whole form: what is empty there is emptied. */
export function leesWijziging(waarden: Waarden): Gelezen<WijzigOpleidingDto> {
  const { waarde, fouten } = check(WijzigOpleidingDto, {
    ...invoer(waarden),
    versie: leesGetal(tekstVan(waarden.versie)),
  });
  return waarde ? { dto: waarde, fouten: [] } : { dto: undefined, fouten: fouten.map(opHetScherm) };
}

export function leesNieuwe(waarden: Waarden): Gelezen<NieuweOpleidingDto> {
  const code = tekstVan(waarden.code).trim().toUpperCase();
  const { waarde, fouten } = check(NieuweOpleidingDto, { ...invoer(waarden), code });
  return waarde ? { dto: waarde, fouten: [] } : { dto: undefined, fouten: fouten.map(opHetScherm) };
}

function invoer(waarden: Waarden): Record<string, unknown> {
  const tekst = (veld: Tekstveld): string => tekstVan(waarden[veld]);
  const regels = withPlainLines(tekst('aanbieders')).split('\n');
  return {
    ...byName(tekstvelden, tekst),
    ...byName(getallen, (veld) => leesGetal(tekst(veld))),
    ...byName(dagen, (veld) => tekst(veld) || null),
    ...byName(vinkjes, (veld) => tekst(veld) === 'ja'),
    ects: leesDecimaal(tekst('ects')),
    kostenCent: leesCenten(tekst('kosten')),
    aanbieders: regels.map((regel) => regel.trim()).filter(Boolean),
    doelgroepen: waarden.doelgroepen,
  };
}

const zinnen: Record<string, string> = {
  naam: 'Geef de opleiding een naam.',
  soort: 'Kies wat voor opleiding dit is.',
  accreditatieVan: 'Geef een datum, bijvoorbeeld 2026-08-01.',
  accreditatieTot: 'Geef een datum, bijvoorbeeld 2032-08-01.',
  kosten: 'Geef een bedrag in euro, bijvoorbeeld 1250 of 1.250,50.',
  aanbieders: 'Geef ten hoogste 50 aanbieders, elk van ten hoogste 200 tekens.',
};
const eigenZin = new Set(['kosten', 'aanbieders', 'soort']);

function opHetScherm({ veld, melding }: FieldError): FieldError {
  const naam = opleidingsvelden.find(({ kolom }) => kolom === veld)?.naam ?? veld;
  const leeg = melding === 'Vul dit veld in.';
  return { veld: naam, melding: leeg || eigenZin.has(naam) ? (zinnen[naam] ?? melding) : melding };
}

/** Errors by field in the order of the screen. */
export const foutenPerVeld = (fouten: FieldError[]): Record<string, string> =>
  byFieldOf(['code', ...opleidingsvelden.map(({ naam }) => naam)], fouten);
