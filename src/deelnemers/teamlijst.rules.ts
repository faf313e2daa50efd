import { vindDoelgroep } from '../opleidingen/opleidingen.rules.js';
import { addressKey, readAddress } from '../platform/text/address.js';
import { withoutUnseen, withPlainLines } from '../platform/text/characters.js';
import type { RuweRegel } from './velden.rules.js';
import { splitsNaam } from '../personen/personen.rules.js';

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
