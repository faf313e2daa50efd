import type { Bestuur } from '../../besturen/bestuur.entity.js';
import type { School } from '../../besturen/school.entity.js';
import type { Opleiding } from '../../opleidingen/opleiding.entity.js';
import { clockOf, dateOf } from '../../platform/clock/dates.js';
import { byName } from '../../platform/records.js';
import type { Bijeenkomst } from '../bijeenkomst.entity.js';
import type { Cohort, CohortTelling } from '../cohort.entity.js';
import { veldenMet } from '../cohortvelden.rules.js';
import type { Schoolvakantie } from '../schoolvakantie.entity.js';

/** Records as a catalogue file has them: what is unknown is left out, as the import takes it. */
export type Bestandsregel = Record<string, unknown>;

function zonderLeeg(regel: Bestandsregel): Bestandsregel {
  const leeg = (waarde: unknown): boolean =>
    waarde === null ||
    waarde === undefined ||
    waarde === '' ||
    (Array.isArray(waarde) && waarde.length === 0);
  return Object.fromEntries(Object.entries(regel).filter(([, waarde]) => !leeg(waarde)));
}

/** How a school says of which bestuur it is. */
const verwijzing = ({ nummer, code, naam }: Bestuur): string | null => nummer ?? code ?? naam;

export const bestuurregel = ({
  code,
  nummer,
  naam,
  aliassen,
  email,
  vraagtAkkoord,
  voorbeeld,
  sector,
}: Bestuur) =>
  zonderLeeg({
    ...{ code, nummer, naam, aliassen, email, sector },
    vraagtAkkoord: vraagtAkkoord || null,
    voorbeeld: voorbeeld || null,
  });

export const schoolregel = (school: School, bestuur: Bestuur | undefined): Bestandsregel =>
  zonderLeeg({
    ...byName(['vestigingscode', 'naam', 'adres', 'postcode', 'plaats'] as const, (veld) => school[veld]),
    bestuur: bestuur ? verwijzing(bestuur) : null,
    ...byName(['sector', 'aliassen', 'herkomst'] as const, (veld) => school[veld]),
  });

export const vakantieregel = ({ regio, naam, van, totEnMet }: Omit<Schoolvakantie, 'id'>): Bestandsregel => ({
  ...{ regio, naam, van, totEnMet },
});

const opleidingvelden = [
  ...([
    'code',
    'naam',
    'officieleNaam',
    'soort',
    'omschrijving',
    'doelgroepen',
    'sectoren',
    'niveau',
  ] as const),
  ...(['leerjaren', 'duur', 'studielastUren', 'contacturen', 'ects', 'herregistratiepunten'] as const),
  ...(['peCursuscode', 'accreditatieVan', 'accreditatieTot', 'aanbieders', 'kostenCent'] as const),
  ...(['vergoedingPct', 'vergoedingVoor', 'bekostiging', 'voorwaarden', 'externUrl'] as const),
  ...(['aanwezigheidsnormPct', 'peiling', 'gepubliceerd', 'bron', 'voorbeeldvelden'] as const),
] as const satisfies (keyof Opleiding)[];

/** @param vervolgOp code of the opleiding on which this one follows. */
export const opleidingregel = (opleiding: Opleiding, vervolgOp: string | undefined): Bestandsregel =>
  zonderLeeg({ ...byName(opleidingvelden, (veld) => opleiding[veld]), vervolgOp });

const cohortregels = [
  ...veldenMet('bestand', 'met-voorbeeld', 'ja', 'blijft'),
  ...(['annuleringsreden', 'certificeringOp', 'certificeringLocatie', 'bron', 'voorbeeldvelden'] as const),
] as const;

export interface CohortMetInhoud {
  cohort: Cohort;
  /** Code of its opleiding. */
  opleiding: string;
  bijeenkomsten: readonly Bijeenkomst[];
  tellingen: readonly CohortTelling[];
}

export function cohortregel({ cohort, opleiding, bijeenkomsten, tellingen }: CohortMetInhoud): Bestandsregel {
  const { code, status, geannuleerdOp, alleenAangekondigd, schooljaar } = cohort;
  return {
    ...zonderLeeg({
      ...{ code, opleiding, status },
      ...byName(cohortregels, (veld) => cohort[veld]),
      geannuleerdOp: geannuleerdOp && dateOf(geannuleerdOp),
      alleenAangekondigd: alleenAangekondigd || null,
    }),
    // Left out it would be that of the first bijeenkomst; left out, the reminders stay as they are.
    ...(schooljaar === null && bijeenkomsten.length > 0 ? { schooljaar } : {}),
    ...(cohort.herinneringsdagen.length === 0 ? { herinneringsdagen: [] } : {}),
    ...zonderLeeg({
      bijeenkomsten: bijeenkomsten.map(bijeenkomstregel),
      tellingen: tellingen.map(tellingregel),
    }),
  };
}

/** Without the trainer: that is a person, and an import leaves who was set. */
function bijeenkomstregel({
  begint,
  eindigt,
  locatie,
  link,
  onderwerp,
  leerjaar,
}: Bijeenkomst): Bestandsregel {
  const [op, eindigtOp] = [dateOf(begint), dateOf(eindigt)];
  return zonderLeeg({
    ...{ op, van: clockOf(begint), tot: clockOf(eindigt) },
    eindigtOp: eindigtOp === op ? null : eindigtOp,
    ...{ locatie, link, onderwerp },
    leerjaar: leerjaar === 1 ? null : leerjaar,
  });
}

/** An `aantal` of null says that it is not known, so it is written. */
const tellingregel = ({ soort, leerjaar, aantal }: CohortTelling): Bestandsregel => ({
  ...zonderLeeg({ soort, leerjaar }),
  aantal,
});
