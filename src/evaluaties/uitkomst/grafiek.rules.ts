import type { Vraaguitkomst } from './cijfers.rules.js';

/**
 * The geometry of our pictures; partials/grafiek-*.hbs draw them as SVG. Across in percent of the width and down in
 * pixels, so that bars grow with the screen and the letters stay as large as those of the page.
 */
const getal = new Intl.NumberFormat('nl-NL', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
/** "7,4" */
export const metKomma = (n: number): string => getal.format(n);
const pct = (n: number): string => `${Math.round(n * 100) / 100}%`;

const HOOGTE = 150;
const ONDER = 28;
const BOVEN = 24;

/** Upright bars, one a value; `desc` says the same in words. */
export function staven({ verdeling, tekst }: Vraaguitkomst) {
  const hoogste = Math.max(...verdeling.map(({ aantal }) => aantal), 1);
  const breedte = 100 / verdeling.length;
  return {
    titel: tekst,
    desc: verdeling.map(({ waarde, aantal }) => `${waarde}: ${aantal}`).join(', '),
    hoogte: HOOGTE,
    grond: HOOGTE - ONDER,
    onder: HOOGTE - 8,
    staven: verdeling.map(({ waarde, aantal }, i) => {
      const hoog = Math.round(((HOOGTE - ONDER - BOVEN) * aantal) / hoogste);
      return {
        waarde,
        aantal,
        x: pct(i * breedte + breedte * 0.12),
        breedte: pct(breedte * 0.76),
        midden: pct((i + 0.5) * breedte),
        y: HOOGTE - ONDER - hoog,
        hoog,
        tekstY: HOOGTE - ONDER - hoog - 6,
      };
    }),
  };
}

/** One bar of 100 % in parts that lie in order of value; a part that is too narrow has no number in it. */
export function balk({ verdeling, tekst, antwoorden }: Vraaguitkomst) {
  let links = 0;
  return {
    titel: tekst,
    desc: verdeling.map(({ tekst: keuze, aantal }) => `${keuze}: ${aantal}`).join(', '),
    delen: verdeling
      .map(({ waarde, aantal }, i) => {
        const breed = (100 * aantal) / (antwoorden ?? 1);
        const deel = {
          trap: i + 1,
          waarde,
          aantal,
          x: pct(links),
          breedte: pct(breed),
          midden: pct(links + breed / 2),
          metTekst: breed >= 7,
        };
        links += breed;
        return deel;
      })
      .filter(({ aantal }) => aantal > 0),
  };
}

/** Lying bars, one a choice, with its words above it. */
export function liggend({ verdeling, tekst }: Vraaguitkomst) {
  return {
    titel: tekst,
    desc: verdeling.map(({ tekst: keuze, aantal }) => `${keuze}: ${aantal}`).join(', '),
    hoogte: verdeling.length * RIJ,
    rijen: verdeling.map(({ tekst: keuze, aantal, pct: deel }, i) => ({
      tekst: keuze,
      aantal,
      pct: deel,
      breedte: pct(deel),
      tekstY: i * RIJ + 17,
      y: i * RIJ + 25,
    })),
  };
}

const RIJ = 52;

interface Punt {
  naam: string;
  n: number;
  gemiddelde: number;
  van: number;
  tot: number;
}

/** A dot for each mean on one line of numbers, with a stripe for where the real mean may well lie. */
export function strook(punten: Punt[], titel: string) {
  const laag = Math.min(Math.floor(Math.min(...punten.map(({ van }) => van))), 5);
  const plaats = (cijfer: number): number => 3 + (94 * (cijfer - laag)) / (10 - laag);
  const grond = punten.length * RIJ + 8;
  return {
    titel,
    desc: punten
      .map((p) => `${p.naam}: ${metKomma(p.gemiddelde)}, tussen ${metKomma(p.van)} en ${metKomma(p.tot)}`)
      .join('; '),
    hoogte: grond + 26,
    grond,
    streepjes: Array.from({ length: 11 - laag }, (_, i) => ({
      x: pct(plaats(laag + i)),
      tekst: `${laag + i}`,
    })),
    asY: grond + 20,
    rijen: punten.map((p, i) => ({
      naam: p.naam.length > 38 ? `${p.naam.slice(0, 37)}…` : p.naam,
      n: p.n,
      cijfer: metKomma(p.gemiddelde),
      x: pct(plaats(p.gemiddelde)),
      van: pct(plaats(p.van)),
      tot: pct(plaats(p.tot)),
      tekstY: i * RIJ + 20,
      y: i * RIJ + 38,
    })),
  };
}
