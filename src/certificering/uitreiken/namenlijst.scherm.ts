import { cohortpaden } from '../../cohorten/paden.js';
import { Page } from '../../platform/web/page.js';
import type { Certificaatbeeld } from '../certificaat/certificaten.queries.js';
import { certificeringpaden } from '../paden.js';
import type { Leerjaarbeeld } from '../voorwaarden/leerjaar.rules.js';

/**
 * The list of names of a ceremony, on paper, to read aloud.
 * @param nietNoemen aanmeldingen of whom the screen shows the name and the paper does not.
 */
export function namenlijstscherm(
  b: Leerjaarbeeld,
  opleiding: string,
  certificaten: readonly Certificaatbeeld[],
  nietNoemen: ReadonlySet<string>,
): Page {
  const context = namenlijstcontext(b, opleiding, certificaten, nietNoemen);
  return new Page('certificering/namenlijst', context, { titel: `Namenlijst: ${opleiding}` });
}

/** Lists those who have the certificaat or will get it, by family name. */
function namenlijstcontext(
  b: Leerjaarbeeld,
  opleiding: string,
  certificaten: readonly Certificaatbeeld[],
  nietNoemen: ReadonlySet<string>,
) {
  const gegeven = new Map(
    certificaten.filter(({ stand }) => stand === 'geldig').map((c) => [c.aanmeldingId, c]),
  );
  const mensen = b.kandidaten.filter(
    (k) =>
      gegeven.has(k.aanmeldingId) || (k.nummer === null && k.elders === null && k.uitslag.groep === 'wel'),
  );
  return {
    kruimels: [
      { tekst: 'Cohorten', href: cohortpaden.lijst },
      { tekst: b.cohort.naam, href: certificeringpaden.cohort(b.cohort.id) },
    ],
    opleiding,
    cohort: b.cohort.naam,
    leerjaar: b.leerjaren.length > 1 ? b.leerjaar : null,
    uitreiking: b.uitreiking,
    terugHref: certificeringpaden.cohort(b.cohort.id),
    aantal: mensen.filter((k) => !nietNoemen.has(k.aanmeldingId)).length,
    rijen: mensen.map((k) => ({
      niet: nietNoemen.has(k.aanmeldingId),
      naam: gegeven.get(k.aanmeldingId)?.gegevens.naam ?? k.naam,
      school: k.school,
      nummer: gegeven.get(k.aanmeldingId)?.nummer ?? null,
    })),
  };
}
