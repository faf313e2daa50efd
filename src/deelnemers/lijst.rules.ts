import { vindDoelgroep } from '../opleidingen/opleidingen.rules.js';
import { splitsNaam } from '../personen/personen.rules.js';
import { addressKey, readAddress } from '../platform/text/address.js';
import { withoutUnseen, withPlainLines } from '../platform/text/characters.js';
import { fold } from '../platform/text/fold.js';

/** The fields of somebody who is to be enrolled, in the words of a file. */
export const velden = [
  'voornaam',
  'tussenvoegsel',
  'achternaam',
  'naam',
  'email',
  'school',
  'vestigingscode',
  'bestuur',
  'organisatie',
  'functie',
  'opmerking',
] as const;
export type Veld = (typeof velden)[number];

/** One person as typed, nothing checked yet. */
export interface RuweRegel {
  /** The number of the line as a spreadsheet or an editor shows it, from 1. */
  rij: number;
  velden: Partial<Record<Veld, string>>;
}

/** Something wrong, and where; `rij` is null for the file as a whole, `kolom` for the line as a whole. */
export interface Regelfout {
  rij: number | null;
  kolom: string | null;
  melding: string;
}

/** How a field is called where a file does not call it. */
export const veldnamen: Record<Veld, string> = {
  voornaam: 'voornaam',
  tussenvoegsel: 'tussenvoegsel',
  achternaam: 'achternaam',
  naam: 'naam',
  email: 'e-mailadres',
  school: 'school',
  vestigingscode: 'vestigingscode',
  bestuur: 'bestuur',
  organisatie: 'organisatie',
  functie: 'functie',
  opmerking: 'opmerking',
};

const andereNamen: Record<Veld, string> = {
  voornaam: 'voornaam voornamen roepnaam firstname',
  tussenvoegsel: 'tussenvoegsel tussenvoegsels tussenvoeging tussenv tv voorvoegsel voorvoegsels voorv infix',
  achternaam: 'achternaam familienaam lastname surname',
  naam: 'naam volledigenaam naamdeelnemer deelnemer name',
  email:
    'email emailadres mail mailadres emailaddress werkmail emailwerk emailadreswerk emailschool emailadresschool schoolemail schoolmail mailschool',
  school: 'school schoolnaam naamschool vestiging vestigingsnaam',
  vestigingscode: 'vestigingscode brin brincode brinnummer brinvestiging vestigingsnummer brinvest',
  bestuur: 'bestuur schoolbestuur bestuursnaam naambestuur stichting',
  organisatie: 'organisatie werkgever werkplek instelling instituut bedrijf',
  functie: 'functie functies rol doelgroep functienaam',
  opmerking: 'opmerking opmerkingen bijzonderheid bijzonderheden',
};

const perWoord: ReadonlyMap<string, Veld> = new Map(
  velden.flatMap((veld) => andereNamen[veld].split(' ').map((woord): [string, Veld] => [woord, veld])),
);

/** The field that the head of a column means; capitals, spaces, accents and marks do not count. */
export function veldVan(kop: string): Veld | undefined {
  return perWoord.get(fold(kop).replace(/[^a-z0-9]/g, ''));
}

/**
 * Whether this holds what no name holds, so that the file was probably read in another charset than it was written in:
 * "RenŽe" and "No‘l" come from a Mac, "RenÃ©e" is UTF-8 taken for Windows. Only worth a warning.
 */
export const onwaarschijnlijk = (naam: string): boolean =>
  /[^\p{L}\p{M}\s'’‘ʼ`´.,()/-]|\p{L}‘|\p{Ll}[ŽŠŸ]|[ŽŠŸ]\p{Ll}{0,2}[ŽŠŸ]|Ÿ\p{Ll}|Ã\p{Lu}?\P{L}/u.test(naam);

/** How many fields these heads name. */
export const bekendeKoppen = (koppen: string[]): number =>
  new Set(koppen.flatMap((kop) => veldVan(kop) ?? [])).size;

/** Which column holds which field. */
export interface Kolommen {
  /** Place and head, by field. */
  gebruikt: Map<Veld, { plaats: number; kop: string }>;
  /** Heads that mean nothing to us; these columns are passed over. */
  onbekend: string[];
  fouten: string[];
}

export function leesKoppen(koppen: string[]): Kolommen {
  const kolommen: Kolommen = { gebruikt: new Map(), onbekend: [], fouten: [] };
  for (const [plaats, ruw] of koppen.entries()) {
    const kop = ruw.trim();
    const veld = veldVan(kop);
    if (!veld) {
      if (kop) kolommen.onbekend.push(kop);
      continue;
    }
    const eerder = kolommen.gebruikt.get(veld);
    if (eerder)
      kolommen.fouten.push(
        `De kolommen ‘${eerder.kop}’ en ‘${kop}’ zijn allebei: ${veldnamen[veld]}. Laat er een weg.`,
      );
    else kolommen.gebruikt.set(veld, { plaats, kop });
  }
  kolommen.fouten.push(...ontbrekend(kolommen));
  return kolommen;
}

function ontbrekend({ gebruikt, onbekend }: Kolommen): string[] {
  const gezien = [...[...gebruikt.values()].map(({ kop }) => kop), ...onbekend];
  const lijst = gezien.length > 0 ? gezien.slice(0, 20).join(', ') : 'geen';
  const mist: string[] = [];
  if (!gebruikt.has('email')) mist.push('e-mailadres');
  if (!gebruikt.has('naam') && !gebruikt.has('achternaam')) mist.push('naam of achternaam');
  if (mist.length === 0) return [];
  return [
    `Er is geen kolom voor: ${mist.join(' en ')}. Op de eerste regel horen de namen van de kolommen te staan; nu staat daar: ${lijst}.`,
  ];
}

/** Only where a word begins, so that a long line costs no more than its length. */
const ADRES = /(?<![^\s<>;,"()|])[^\s<>;,"()|@]+@[^\s<>;,"'()|@]+/g;
const TUSSEN_HAKEN = /<[^<>@]+@[^<>]+>/g;

/**
 * A list of people as somebody types or pastes it, one a line: "Anna van den Berg <anna@x.nl>", "Anna van den Berg;
 * anna@x.nl; leraar", a row of a spreadsheet, or the receivers of a mail all on one line. `rij` is the line, whatever
 * ends it: Word has line breaks of its own.
 */
export function leesTeamlijst(tekst: string): RuweRegel[] {
  return withPlainLines(tekst)
    .split('\n')
    .flatMap((regel, i) =>
      mensenOp(regel)
        .filter((mens) => mens.trim() !== '')
        .map((mens) => ({ rij: i + 1, velden: leesMens(mens) })),
    );
}

/** Several addresses between < and > on one line are as many people. */
function mensenOp(regel: string): string[] {
  if ((regel.match(TUSSEN_HAKEN) ?? []).length < 2) return [regel];
  return regel.split(/(?<=<[^<>@]+@[^<>]+>)\s*[;,]?\s*/);
}

function leesMens(mens: string): RuweRegel['velden'] {
  const regel = withoutUnseen(mens)
    .replace(/[＠﹫]/g, '@')
    .replace(/mailto:/gi, '');
  const [gevonden, ...meer] = [...regel.matchAll(ADRES)].map(([adres]) => adres.replace(/^'+/, ''));
  if (!gevonden) return { naam: regel.trim(), ...naamdelen([regel]) };
  const adres = readAddress(gevonden);
  const anderen = meer.filter((ander) => addressKey(ander) !== addressKey(adres));
  // Two people on one line are nobody in particular; the check of the address will say that it is none.
  if (anderen.length > 0) return { email: [adres, ...anderen].join(' '), ...naamdelen([]) };
  const plek = regel.indexOf(gevonden);
  const voor = delenVan(zonder(regel.slice(0, plek), meer));
  const na = delenVan(zonder(regel.slice(plek + gevonden.length), meer));
  if (voor.length > 0) return { email: adres, ...naamdelen(voor), ...functieEnMeer(na) };
  const functie = na.findIndex((deel, i) => i > 0 && vindDoelgroep(deel));
  const grens = functie > 0 ? functie : Math.min(na.length, 1);
  return { email: adres, ...naamdelen(na.slice(0, grens)), ...functieEnMeer(na.slice(grens)) };
}

const zonder = (tekst: string, adressen: string[]): string =>
  adressen.reduce((rest, adres) => rest.replace(adres, ' '), tekst);

/** The cells on one side of the address: a tab or ; wins over a comma, which may stand within a name. */
function delenVan(tekst: string): string[] {
  const kaal = tekst.replace(/[<>"|()]/g, ' ').replace(/(?<!\S)'(?!\S)/g, ' ');
  const teken = /[\t;]/.test(kaal) ? /[\t;]/ : /,\s*$|^\s*,|,(?=.*,)/.test(kaal) ? /,/ : /$^/;
  return kaal
    .split(teken)
    .map((deel) => deel.trim().replace(/^'(.*)'$/, '$1'))
    .filter((deel) => deel !== '');
}

/** One cell is a whole name; two are voornaam and achternaam, with a tussenvoegsel before it or in a cell of its own. */
function naamdelen(cellen: string[]): RuweRegel['velden'] {
  if (cellen.length > 1) {
    const [voornaam = '', ...rest] = cellen;
    return { voornaam, achternaam: rest.join(' ') };
  }
  const { voornaam, tussenvoegsel, achternaam } = splitsNaam(cellen[0] ?? '');
  return { voornaam, tussenvoegsel: tussenvoegsel ?? '', achternaam };
}

function functieEnMeer([functie, ...rest]: string[]): RuweRegel['velden'] {
  return { ...(functie ? { functie } : {}), ...(rest.length > 0 ? { opmerking: rest.join('; ') } : {}) };
}
