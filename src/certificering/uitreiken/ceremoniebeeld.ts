import { textOf, type Typed } from '../../platform/web/form-input.js';
import type { Certificaatbeeld } from '../certificaat/certificaten.queries.js';
import type { Leerjaarbeeld } from '../voorwaarden/leerjaarbeeld.js';

/** A form of the tab that was refused. */
export interface Geweigerd {
  leerjaar: number;
  /** Which form, and of whom. */
  formulier: 'oordeel' | 'uitreiking' | 'ceremonie' | 'onderdelen';
  aanmelding?: string;
  waarden: Typed;
  fouten: Record<string, string>;
}

/** The part of the tab about the ceremony. @param uitgenodigd how many people were invited to it */
export function ceremonieContext(b: Leerjaarbeeld, uitgenodigd: number, geweigerd?: Geweigerd) {
  const hier = geweigerd?.formulier === 'ceremonie' ? geweigerd : null;
  const { uitreiking: u } = b;
  const waarde = (veld: 'datum' | 'tijd' | 'plaats' | 'gastheer'): string =>
    hier && veld in hier.waarden ? textOf(hier.waarden[veld]) : (u?.[veld] ?? '');
  const uitgereikt = b.kandidaten.some(({ nummer }) => nummer !== null);
  return {
    gepland: u && { datum: u.datum, tijd: u.tijd, plaats: u.plaats, gastheer: u.gastheer },
    vast: uitgereikt,
    waarden: {
      datum: waarde('datum'),
      tijd: waarde('tijd'),
      plaats: waarde('plaats'),
      gastheer: waarde('gastheer'),
    },
    fouten: hier?.fouten ?? {},
    open: hier !== null || u === null,
    kanUitnodigen: u !== null && u.tijd !== null && !uitgereikt,
    uitTeNodigen: b.kandidaten.filter((k) => k.uitslag.groep === 'wel' && k.elders === null).length,
    uitgenodigd,
    namenlijstHref: b.kandidaten.some((k) => k.nummer !== null || k.uitslag.groep === 'wel')
      ? `/beheer/cohorten/${b.cohort.id}/certificering/${b.leerjaar}/namenlijst`
      : null,
  };
}

/** Context of pages/certificering/namenlijst.hbs: who has it or will get it, by family name. */
export function namenlijstbeeld(
  b: Leerjaarbeeld,
  opleiding: string,
  certificaten: readonly Certificaatbeeld[],
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
      { tekst: 'Cohorten', href: '/beheer/cohorten' },
      { tekst: b.cohort.naam, href: `/beheer/cohorten/${b.cohort.id}/certificering` },
    ],
    opleiding,
    cohort: b.cohort.naam,
    leerjaar: b.leerjaren.length > 1 ? b.leerjaar : null,
    uitreiking: b.uitreiking,
    terugHref: `/beheer/cohorten/${b.cohort.id}/certificering`,
    rijen: mensen.map((k) => ({
      naam: gegeven.get(k.aanmeldingId)?.gegevens.naam ?? k.naam,
      school: k.school,
      nummer: gegeven.get(k.aanmeldingId)?.nummer ?? null,
    })),
  };
}
