import { addDays, dateOf, schooljaarVan } from '../../platform/clock/dates.js';
import type { Persoon } from '../../toegang/persoon.entity.js';
import type { Bijgewoond, EigenCertificaat } from './mijn.queries.js';
import { periodeOp, puntenIn } from '../pe/register.rules.js';
import type { Certificaatstand } from '../controle/controle.rules.js';

const standen: Record<Certificaatstand, { soort: 'goed' | 'fout' | 'neutraal'; tekst: string }> = {
  geldig: { soort: 'goed', tekst: 'Geldig' },
  ingetrokken: { soort: 'fout', tekst: 'Ingetrokken' },
  vervangen: { soort: 'neutraal', tekst: 'Vervangen' },
};

/** One certificaat in the list of its holder, and on the coördinator's page of that person. */
export const certificaatregel = (c: EigenCertificaat) => ({
  nummer: c.nummer,
  opleiding: c.gegevens.opleiding,
  leerjaar: c.gegevens.leerjaren > 1 ? c.gegevens.leerjaar : null,
  cohort: c.gegevens.cohort,
  cohortHref: `/beheer/cohorten/${c.cohortId}/certificering`,
  datum: c.gegevens.datum,
  studielastUren: c.gegevens.studielastUren,
  punten: c.gegevens.herregistratiepunten,
  status: standen[c.stand],
  geldig: c.stand === 'geldig',
  sinds: c.ingetrokkenOp ?? c.vervangenOp,
  vervangenDoor: c.vervangenDoor,
  naamOpenbaar: c.naamOpenbaarOp !== null,
  controleHref: `/certificaten/${c.nummer}`,
  pdfHref: `/mijn/certificaten/${c.nummer}.pdf`,
  badgeHref: `/mijn/certificaten/${c.nummer}/badge`,
  naamActie: `/mijn/certificaten/${c.nummer}/naam`,
});

const eenDecimaal = (uren: number): number => Math.round(uren * 10) / 10;

/** Per school year, newest first: hours that someone was there, and the study load of what was certified. */
export function urenPerJaar(bijgewoond: readonly Bijgewoond[], certificaten: readonly EigenCertificaat[]) {
  const jaren = new Map<string, { aanwezig: number; studielast: number }>();
  const jaar = (dag: string) => {
    const schooljaar = schooljaarVan(dag);
    const rij = jaren.get(schooljaar) ?? { aanwezig: 0, studielast: 0 };
    jaren.set(schooljaar, rij);
    return rij;
  };
  for (const { begint, eindigt } of bijgewoond)
    jaar(dateOf(begint)).aanwezig += (eindigt.getTime() - begint.getTime()) / 3_600_000;
  for (const { gegevens, stand } of certificaten)
    if (stand === 'geldig') jaar(gegevens.periode.tot).studielast += gegevens.studielastUren ?? 0;
  return [...jaren]
    .map(([schooljaar, { aanwezig, studielast }]) => ({
      schooljaar,
      aanwezig: eenDecimaal(aanwezig),
      studielast,
    }))
    .sort((a, b) => b.schooljaar.localeCompare(a.schooljaar));
}

/** Where someone stands in the register, as far as the academie can tell. */
export function registerstand(
  certificaten: readonly EigenCertificaat[],
  { registerperiodeBegin: begin }: Pick<Persoon, 'registerperiodeBegin'>,
  regels: { jaren: number; punten: number; vandaag: string },
) {
  const geldig = certificaten.filter(({ stand }) => stand === 'geldig').map(({ gegevens }) => gegevens);
  const periode = begin ? periodeOp(begin, regels.jaren, regels.vandaag) : null;
  const punten = puntenIn(geldig, periode);
  return {
    punten,
    nodig: regels.punten,
    jaren: regels.jaren,
    nog: Math.max(regels.punten - punten, 0),
    periode: periode && { van: periode.van, totEnMet: addDays(periode.tot, -1) },
  };
}
