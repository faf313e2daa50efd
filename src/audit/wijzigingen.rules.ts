import { dagenErvoor, formatDate, formatDateTime } from '../platform/clock/dates.js';
import type { Bijeenkomstwijzigingen, Wijzigingen, Rolgegevens } from './auditcodes.rules.js';

const veldnamen: Record<string, string> = {
  aanmeldenVanaf: 'aanmelden vanaf',
  aanmeldenVoor: 'aanmelden vóór',
  goNoGoOp: 'besluitdatum',
  capaciteit: 'aantal plaatsen',
  schoolId: 'school',
  bestuurId: 'bestuur',
  organisatie: 'zelf ingevulde werkplek',
  vraagtAkkoord: 'geeft zelf akkoord',
  aliassen: 'ook bekend als',
  studielastUren: 'studielast',
  herregistratiepunten: 'registerpunten',
  kostenCent: 'kosten in centen',
  vergoedingPct: 'vergoeding in procenten',
  vergoedingVoor: 'vergoeding voor',
  vervolgOpId: 'vervolg op',
  vervolgOp: 'vervolg op',
  externUrl: 'adres elders',
  eindigt: 'einde',
  locatie: 'plaats',
  peCursuscode: 'PE-cursuscode',
  officieleNaam: 'officiële naam',
  accreditatieVan: 'accreditatie vanaf',
  accreditatieTot: 'accreditatie tot',
  gastheer: 'gastheer',
  tijd: 'tijd',
  registerperiodeBegin: 'begin van de registerperiode',
  agendaToken: 'agenda-adres',
  laatstOp: 'laatste contact',
  laatstOver: 'waarover',
  peUitvoeringscode: 'code in PE-online',
  herinneringsdagen: 'herinneringen',
  aanwezigheidsnormPct: 'aanwezigheidsnorm in procenten',
};
export const veldnaam = (veld: string): string => veldnamen[veld] ?? veld;

/** Each field with its value before and after. */
export function wijzigingen(velden: Wijzigingen): string {
  return Object.entries(velden ?? {})
    .map(([veld, { van, naar }]) =>
      veld === 'trainerId'
        ? trainerwissel(van, naar)
        : `${veldnaam(veld)}: ${toonVeld(veld, van)} → ${toonVeld(veld, naar)}`,
    )
    .join('; ');
}

function trainerwissel(van: unknown, naar: unknown): string {
  if (typeof naar !== 'string') return 'zonder trainer';
  const eerst = typeof van === 'string' ? `${ofAnders(van, 'iemand anders')} → ` : '';
  return `trainer: ${eerst}${ofAnders(naar, 'gekozen')}`;
}

/** What happened to the bijeenkomsten of a cohort. */
export function planwijziging({
  verplaatst,
  toegevoegd,
  vervallen,
  gewijzigd = [],
}: Bijeenkomstwijzigingen): string {
  return [
    ...verplaatst.map(
      ({ van, naar }) => `bijeenkomst van ${formatDateTime(van)} naar ${formatDateTime(naar)}`,
    ),
    ...toegevoegd.map((moment) => `bijeenkomst erbij op ${formatDateTime(moment)}`),
    ...vervallen.map((moment) => `bijeenkomst van ${formatDateTime(moment)} vervalt`),
    ...gewijzigd.map(
      ({ begint, velden }) => `bijeenkomst van ${formatDateTime(begint)}: ${wijzigingen(velden)}`,
    ),
  ].join('; ');
}

const toonVeld = (veld: string, waarde: unknown): string =>
  veld === 'herinneringsdagen' && Array.isArray(waarde) ? dagenErvoor(waarde as number[]) : toon(waarde);

function toon(waarde: unknown): string {
  if (waarde === null || waarde === undefined || waarde === '') return 'leeg';
  if (typeof waarde === 'boolean') return waarde ? 'ja' : 'nee';
  if (typeof waarde === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(waarde)) return formatDate(waarde);
  if (typeof waarde === 'string' && /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(waarde))
    return formatDateTime(waarde);
  if (Array.isArray(waarde) && waarde.every((deel) => typeof deel === 'string'))
    return ingekort(waarde.join(', ')) || 'leeg';
  return typeof waarde === 'string' ? ingekort(waarde) : JSON.stringify(waarde);
}

/** A long text is recognised by how it begins; the version itself has all of it. */
const ingekort = (tekst: string): string => (tekst.length > 120 ? `${tekst.slice(0, 117)}…` : tekst);

/** As people write it; what has no name of its own stays. */
export const rolnaam = (rol: string): string => (rol === 'coordinator' ? 'coördinator' : rol);

/** "bestuur SPO Utrecht, vanaf …, tot en met …, neemt waar voor Anna Berg" */
export function rolVoluit({ rol, bestuur, school, vanaf, tot, voor }: Rolgegevens): string {
  const waarvan = ofAnders(bestuur ?? school, '');
  return [
    waarvan ? `${rolnaam(rol)} ${waarvan}` : rolnaam(rol),
    vanaf && `vanaf ${formatDate(vanaf)}`,
    tot && `tot en met ${formatDate(tot)}`,
    voor && `neemt waar voor ${ofAnders(voor, 'iemand anders')}`,
  ]
    .filter(Boolean)
    .join(', ');
}

/** An id, where it stands in a text. */
export const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const heelUuid = new RegExp(`^${UUID.source}$`);

/** The same data with names where ids stood. An id without a record keeps standing there. */
export function metNamen<T>(gegevens: T, namen: ReadonlyMap<string, string>): T {
  if (typeof gegevens === 'string') return (namen.get(gegevens) ?? gegevens) as T;
  if (Array.isArray(gegevens)) return gegevens.map((deel: unknown) => metNamen(deel, namen)) as T;
  if (gegevens === null || typeof gegevens !== 'object') return gegevens;
  return Object.fromEntries(
    Object.entries(gegevens).map(([veld, deel]: [string, unknown]) => [veld, metNamen(deel, namen)]),
  ) as T;
}

/** The name, or these words where there is only an id. */
export const ofAnders = (naam: string | null | undefined, anders: string): string =>
  naam && !heelUuid.test(naam) ? naam : anders;
