import { soortInWoorden } from '../berichten/berichten.scherm.js';
import { formatDate, formatDateTime } from '../platform/clock/dates.js';
import { apparaatInWoorden } from '../toegang/apparaat.rules.js';
import type { Gegevensregel, Gegevenssoort } from './soorten.rules.js';

/** Fields whose words do not follow from their names. */
const woorden: Record<string, string> = {
  aan: 'Aan',
  adresGeweigerd: 'Adres geweigerd',
  begint: 'Begint',
  bekendSinds: 'Bekend sinds',
  brin: 'BRIN van de school',
  certificaat: 'Een certificaat',
  cohort: 'Groep',
  door: 'Door',
  ects: 'ECTS',
  email: 'E-mailadres',
  emailBevestigdOp: 'E-mailadres bevestigd op',
  fout: 'Wat er misging',
  inhoud: 'Inhoud',
  jwt: 'Digitale badge',
  kid: 'Getekend met sleutel',
  naarCohort: 'Naar groep',
  plaatsnummer: 'Plek nummer',
  rij: 'Rij',
  stand: 'Was je er',
  tekst: 'Tekst',
  vanCohort: 'Van groep',
  wachtOp: 'Wacht nog op',
  wachtlijstpositie: 'Nummer op de wachtlijst',
};

/** "statusSinds" is "Status sinds". */
export function veldInWoorden(veld: string): string {
  const los = veld.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return woorden[veld] ?? los.charAt(0).toUpperCase() + los.slice(1);
}

const DAG = /^\d{4}-\d{2}-\d{2}$/;

/** A value of the file for people; empty when it holds nothing. */
export function waardeInWoorden(veld: string, waarde: unknown): string {
  if (waarde === null || waarde === undefined) return '';
  if (waarde instanceof Date) return formatDateTime(waarde);
  if (typeof waarde === 'boolean') return waarde ? 'ja' : 'nee';
  if (Array.isArray(waarde)) return waarde.map((deel) => waardeInWoorden(veld, deel)).join(', ');
  if (typeof waarde === 'object')
    return feitenVan(waarde as Gegevensregel)
      .map(zin)
      .join('; ');
  if (typeof waarde !== 'string') return '';
  if (DAG.test(waarde)) return formatDate(waarde);
  return veld === 'soort' && waarde.includes('/') ? soortInWoorden(waarde) : waarde;
}

const zin = ({ wat, waarde }: Feit): string => `${wat.toLowerCase()}: ${waarde}`;

interface Feit {
  wat: string;
  waarde: string;
}

/** Numbers from within that tell nobody anything; they are in the file. */
const VAN_BINNEN = ['id', 'code', 'gegevens', 'jwt', 'kid', 'nummerInStatuslijst', 'kenmerkVanHerkomst'];

/** What a row holds, field by field; what is empty is left out. */
const feitenVan = (regel: Gegevensregel, behalve: readonly string[] = []): Feit[] =>
  Object.entries(regel)
    .filter(([veld]) => !behalve.includes(veld))
    .map(([veld, waarde]) => ({ wat: veldInWoorden(veld), waarde: waardeInWoorden(veld, waarde) }))
    .filter(({ waarde }) => waarde !== '');

/** A row as the page shows it; the text of a mail is folded away. */
export function regelInWoorden({ naam, regelkop, bijregel = [] }: Gegevenssoort, regel: Gegevensregel) {
  const delen = (velden: readonly string[]): string[] =>
    velden.map((veld) => deelInWoorden(veld, regel[veld])).filter(Boolean);
  const { tekst } = regel;
  const certificaat = naam === 'certificaten' ? feitenVan(regel.gegevens as Gegevensregel, DUBBEL) : [];
  const apart = ['tekst', ...VAN_BINNEN, ...regelkop.filter((veld) => veld !== 'apparaat')];
  return {
    kop: delen(regelkop).join(naam === 'persoon' ? ' ' : ', '),
    bij: delen(bijregel).join(' · '),
    feiten: bijregel.length > 0 ? [] : [...feitenVan(regel, apart), ...certificaat],
    tekst: typeof tekst === 'string' && tekst !== '' ? tekst : null,
  };
}

/** Stand with a certificaat itself, too. */
const DUBBEL = ['cohort', 'leerjaar', 'opleidingCode'];

const deelInWoorden = (veld: string, waarde: unknown): string =>
  veld === 'apparaat' ? apparaatInWoorden(waarde as string | null) : waardeInWoorden(veld, waarde);
