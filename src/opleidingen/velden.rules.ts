import { type Sector, sectorInWoorden } from '../besturen/standen.js';
import { formatDate } from '../platform/clock/dates.js';
import { formatEuro } from '../platform/web/template-helpers.js';
import type { Opleiding } from './opleiding.entity.js';
import { doelgroepnaam } from './opleidingen.rules.js';

/** A field of an opleiding that staff can change: its column, its name in forms and the API, and its label. */
interface Veld {
  kolom: keyof Opleiding;
  naam: string;
  label: string;
}

const veld = (kolom: keyof Opleiding, label: string, naam: string = kolom): Veld => ({ kolom, naam, label });

/** In the order of the form. */
export const opleidingsvelden: readonly Veld[] = [
  veld('naam', 'Naam'),
  veld('soort', 'Soort'),
  veld('omschrijving', 'Omschrijving'),
  veld('doelgroepen', 'Voor wie'),
  veld('sectoren', 'Sectoren'),
  veld('niveau', 'Niveau'),
  veld('voorwaarden', 'Voorwaarden'),
  veld('vervolgOpId', 'Vervolg op', 'vervolgOp'),
  veld('leerjaren', 'Leerjaren'),
  veld('duur', 'Duur'),
  veld('studielastUren', 'Studielast'),
  veld('contacturen', 'Contacturen'),
  veld('ects', 'ECTS'),
  veld('aanwezigheidsnormPct', 'Aanwezigheidsnorm'),
  veld('herregistratiepunten', 'Herregistratiepunten'),
  veld('peCursuscode', 'PE-cursuscode'),
  veld('officieleNaam', 'Officiële naam'),
  veld('accreditatieVan', 'Accreditatie vanaf'),
  veld('accreditatieTot', 'Accreditatie tot'),
  veld('kostenCent', 'Kosten', 'kosten'),
  veld('vergoedingPct', 'Vergoeding'),
  veld('vergoedingVoor', 'Vergoeding voor'),
  veld('bekostiging', 'Bekostiging'),
  veld('aanbieders', 'Aanbieders'),
  veld('externUrl', 'Webadres elders'),
  veld('gepubliceerd', 'Gepubliceerd'),
  veld('peiling', 'Peiling'),
];

type Codes = ReadonlyMap<string | null, string>;

const eenheden: Partial<Record<keyof Opleiding, string>> = {
  studielastUren: ' uur',
  contacturen: ' uur',
  vergoedingPct: '%',
  aanwezigheidsnormPct: '%',
};

const deelwoord = (kolom: keyof Opleiding, deel: string): string => {
  if (kolom === 'doelgroepen') return doelgroepnaam(deel);
  return kolom === 'sectoren' ? sectorInWoorden(deel as Sector) : deel;
};

/** What a column says, in words for staff. @param codes of opleidingen by id. */
export function inWoorden(kolom: keyof Opleiding, waarde: unknown, codes: Codes): string {
  if (kolom === 'vervolgOpId') return codes.get(waarde as string | null) ?? 'leeg';
  if (waarde === null || waarde === undefined || waarde === '') return 'leeg';
  if (typeof waarde === 'boolean') return waarde ? 'ja' : 'nee';
  if (kolom === 'accreditatieVan' || kolom === 'accreditatieTot') return formatDate(waarde as string);
  if (kolom === 'kostenCent') return formatEuro((waarde as number) / 100);
  if (Array.isArray(waarde)) {
    return (waarde as string[]).map((deel) => deelwoord(kolom, deel)).join(', ') || 'leeg';
  }
  const tekst = typeof waarde === 'string' ? waarde : JSON.stringify(waarde);
  return kolom === 'ects' ? tekst.replace('.', ',') : `${tekst}${eenheden[kolom] ?? ''}`;
}

export interface Verschil {
  /** As forms and the API call it. */
  naam: string;
  label: string;
  was: string;
  nu: string;
}

/** What differs between two states of an opleiding, in the order of the form. */
export function verschillen(was: Omit<Opleiding, 'id'>, nu: Omit<Opleiding, 'id'>, codes: Codes): Verschil[] {
  return opleidingsvelden.flatMap(({ kolom, naam, label }) => {
    const [eerst, daarna] = [was, nu].map((o) => inWoorden(kolom, (o as Opleiding)[kolom], codes));
    return eerst === daarna ? [] : [{ naam, label, was: eerst!, nu: daarna! }];
  });
}
