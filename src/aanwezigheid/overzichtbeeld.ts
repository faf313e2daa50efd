import { cohortkop } from '../cohorten/cohortkop.js';
import type { CohortBeeld } from '../cohorten/cohorten.queries.js';
import { dateOf, formatDateShort, formatTime } from '../platform/clock/dates.js';
import { groupBy } from '../platform/lists.js';
import { volledigeNaam } from '../toegang/persoon.entity.js';
import type { Persoon, Vakje } from './aanwezigheid.queries.js';
import { aandeel } from './aanwezigheid.rules.js';

type Soort = 'aanwezig' | 'afwezig' | 'afgemeld' | 'ingehaald' | 'leeg';

const tekens: Record<Soort, { teken: string; tekst: string }> = {
  aanwezig: { teken: '●', tekst: 'aanwezig' },
  ingehaald: { teken: '◐', tekst: 'ingehaald' },
  afwezig: { teken: '✕', tekst: 'afwezig' },
  afgemeld: { teken: '○', tekst: 'afgemeld' },
  leeg: { teken: '', tekst: 'niet ingevuld' },
};

/** What is known of the attendance of a cohort. */
export interface Overzicht {
  cohort: CohortBeeld;
  /** Share in percent that someone must reach. */
  norm: number;
  personen: Persoon[];
  vakjes: Vakje[];
  nu: Date;
}

interface Rij {
  aanmeldingId: string;
  naam: string;
  school: string | null;
  zonderPlaats: boolean;
  vakjes: Soort[];
  aanwezig: number;
  /** Bijeenkomsten that count so far: recorded for anybody, or made up in advance. */
  geteld: number;
  aandeel: number | null;
}

/** One row a person, one soort a bijeenkomst in the order of the cohort. What was made up is not missed. */
export function rijenVan({ cohort, personen, vakjes }: Overzicht): Rij[] {
  const perPersoon = groupBy(vakjes, ({ aanmeldingId }) => aanmeldingId);
  const ingevuld = ingevuldVan(vakjes);
  return personen.map((p) => {
    const eigen = perPersoon.get(p.aanmeldingId) ?? [];
    const soorten = cohort.bijeenkomsten.map(({ id }) =>
      soortVan(eigen.filter((v) => v.bijeenkomstId === id)),
    );
    const telt = (soort: Soort, i: number): boolean =>
      soort === 'ingehaald' || soort === 'aanwezig' || ingevuld.has(cohort.bijeenkomsten[i]!.id);
    const aanwezig = soorten.filter((s) => s === 'aanwezig' || s === 'ingehaald').length;
    const geteld = soorten.filter(telt).length;
    return {
      aanmeldingId: p.aanmeldingId,
      naam: volledigeNaam(p),
      school: p.school,
      zonderPlaats: !p.metPlaats,
      vakjes: soorten,
      aanwezig,
      geteld,
      aandeel: aandeel(aanwezig, geteld),
    };
  });
}

function soortVan(vakjes: Vakje[]): Soort {
  if (vakjes.some(({ stand, ingehaald }) => stand === 'aanwezig' && !ingehaald)) return 'aanwezig';
  if (vakjes.some(({ ingehaald }) => ingehaald)) return 'ingehaald';
  return vakjes[0]?.stand ?? 'leeg';
}

/** That somebody cancelled beforehand does not make a bijeenkomst one that was recorded. */
const ingevuldVan = (vakjes: Vakje[]): Set<string> =>
  new Set(
    vakjes
      .filter(({ stand, ingehaald }) => stand !== 'afgemeld' && !ingehaald)
      .map(({ bijeenkomstId }) => bijeenkomstId),
  );

/** The screen of the coördinator. */
export function overzichtbeeld(o: Overzicht) {
  const rijen = rijenVan(o);
  const ingevuld = ingevuldVan(o.vakjes);
  return {
    ...cohortkop(o.cohort, 'aanwezigheid'),
    norm: o.norm,
    csvHref: rijen.length > 0 ? `/beheer/cohorten/${o.cohort.id}/aanwezigheid.csv` : null,
    legenda: (['aanwezig', 'ingehaald', 'afgemeld', 'afwezig'] as const).map((soort) => tekens[soort]),
    bijeenkomsten: o.cohort.bijeenkomsten.map((b, i) => bijeenkomst(o, b, i, rijen, ingevuld.has(b.id))),
    rijen: rijen.map((rij) => ({
      ...rij,
      vakjes: rij.vakjes.map((soort) => ({ soort, ...tekens[soort] })),
      onderNorm: rij.aandeel !== null && rij.aandeel < o.norm,
      inhalenHref: `/beheer/aanmeldingen/${rij.aanmeldingId}/inhalen`,
    })),
  };
}

function bijeenkomst(
  { nu }: Overzicht,
  b: CohortBeeld['bijeenkomsten'][number],
  i: number,
  rijen: Rij[],
  ingevuld: boolean,
) {
  const tel = (soort: Soort): number => rijen.filter(({ vakjes }) => vakjes[i] === soort).length;
  const [, dag, maand] = formatDateShort(b.begint).split(' ');
  return {
    href: `/beheer/bijeenkomsten/${b.id}/aanwezigheid`,
    presentielijstHref: `/beheer/bijeenkomsten/${b.id}/presentielijst`,
    nummer: i + 1,
    kort: `${dag} ${maand}`,
    begint: b.begint,
    onderwerp: b.onderwerp,
    ingevuld,
    teDoen: !ingevuld && b.eindigt <= nu,
    aanwezig: tel('aanwezig'),
    ingehaald: tel('ingehaald'),
    afgemeld: tel('afgemeld'),
    afwezig: tel('afwezig'),
  };
}

/** The same as a table for a spreadsheet. */
export function overzichttabel(o: Overzicht): string[][] {
  const koppen = o.cohort.bijeenkomsten.map(({ begint }) => `${dateOf(begint)} ${formatTime(begint)}`);
  return [
    ['Naam', 'School', ...koppen, 'Aanwezig', 'Geteld', 'Percentage', 'Kenmerk'],
    ...rijenVan(o).map((rij) => [
      rij.naam,
      rij.school ?? '',
      ...rij.vakjes.map((soort) => (soort === 'leeg' ? '' : soort)),
      String(rij.aanwezig),
      String(rij.geteld),
      rij.aandeel === null ? '' : String(rij.aandeel),
      rij.aanmeldingId,
    ]),
  ];
}
