import { vindDoelgroep } from '../opleidingen/opleidingen.rules.js';
import { splitsNaam } from '../personen/naam.rules.js';
import type { RuweRegel } from './velden.rules.js';

const ADRES = /(?<![^\s<>;,"'()|])[^\s<>;,"'()|]+@[^\s<>;,"'()|]+/;
const TUSSEN_HAKEN = /<[^<>@]+@[^<>]+>/g;

/**
 * A list of people as somebody types or pastes it, one a line: "Anna van den Berg <anna@x.nl>", "Anna van den Berg;
 * anna@x.nl; leraar", a row of a spreadsheet, or the receivers of a mail all on one line. `rij` is the line.
 */
export function leesTeamlijst(tekst: string): RuweRegel[] {
  return tekst.split(/\r\n|\r|\n/).flatMap((regel, i) =>
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
  const regel = mens.replace(/mailto:/gi, '');
  const adres = ADRES.exec(regel)?.[0].replace(/(?<!\.)\.+$/, '');
  if (!adres) return { naam: regel.trim(), ...naamdelen([regel]) };
  const plek = regel.indexOf(adres);
  const voor = delenVan(regel.slice(0, plek));
  const na = delenVan(regel.slice(plek + adres.length));
  if (voor.length > 0) return { email: adres, ...naamdelen(voor), ...functieEnMeer(na) };
  const functie = na.findIndex((deel, i) => i > 0 && vindDoelgroep(deel));
  const grens = functie > 0 ? functie : Math.min(na.length, 1);
  return { email: adres, ...naamdelen(na.slice(0, grens)), ...functieEnMeer(na.slice(grens)) };
}

/** The cells on one side of the address: a tab or ; wins over a comma, which may stand within a name. */
function delenVan(tekst: string): string[] {
  const kaal = tekst.replace(/[<>"|()]/g, ' ');
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
