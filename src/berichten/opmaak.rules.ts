/** A piece of a line: plain text, or text with a link behind it. */
export interface Stuk {
  tekst: string;
  href: string | null;
}

/** Plain text as a mail shows it: alineas of lines of pieces. Templates escape each piece. */
export type Opmaak = Stuk[][][];

const link = /https?:\/\/[^\s<>"]+|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/giu;
/** Marks that end a sentence rather than an address. */
const staart = /(?<![.,;:!?'’”)\]}])[.,;:!?'’”)\]}]+$/u;

/** An empty line begins a new alinea, a single line break a new line; addresses of pages and mailboxes become links. */
export function opgemaakt(tekst: string): Opmaak {
  return tekst
    .replace(/\r\n?/g, '\n')
    .split(/\n[^\S\n]*\n\s*/)
    .map((alinea) => alinea.trim())
    .filter((alinea) => alinea !== '')
    .map((alinea) => alinea.split('\n').map((regel) => stukkenVan(regel.trimEnd())));
}

function stukkenVan(regel: string): Stuk[] {
  const stukken: Stuk[] = [];
  let vanaf = 0;
  for (const { 0: gevonden, index } of regel.matchAll(link)) {
    const adres = zonderStaart(gevonden);
    if (index > vanaf) stukken.push({ tekst: regel.slice(vanaf, index), href: null });
    stukken.push({ tekst: adres, href: /^https?:/i.test(adres) ? adres : `mailto:${adres}` });
    vanaf = index + adres.length;
  }
  if (vanaf < regel.length) stukken.push({ tekst: regel.slice(vanaf), href: null });
  return stukken;
}

/** "(see https://site.example/x(1))" keeps the bracket that it opened itself. */
function zonderStaart(adres: string): string {
  const kaal = adres.replace(staart, '');
  return kaal.includes('(') && adres.slice(kaal.length).startsWith(')') ? `${kaal})` : kaal;
}
