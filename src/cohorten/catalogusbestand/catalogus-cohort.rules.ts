import { byName } from '../../platform/by-name.js';
import { momentAt } from '../../platform/clock/dates.js';
import type { Cohort } from '../cohort.entity.js';
import { veldenMet, type VeldenMet } from '../cohortvelden.rules.js';
import type { CohortRegel } from './catalogus-cohort.dto.js';
import { dagVan, isRelatief, type Kalender, schooljaarVoor } from './catalogus-dagen.rules.js';

export type Cohortwaarden = Omit<
  Cohort,
  'id' | 'versie' | 'eerste' | 'laatste' | 'herinneringsdagen' | 'peUitvoeringscode'
>;

/** How many people have to do with a cohort. */
export interface Bezetting {
  aanmeldingen: number;
  bezet: number;
}

type Bestandsveld = Exclude<
  VeldenMet<'bestand', 'ja' | 'met-voorbeeld'>,
  'naam' | 'schooljaar' | (typeof bestandsdagen)[number]
>;
/** Days of a file may be counted from today. */
const bestandsdagen = veldenMet('invoer', 'dag');
const anders: readonly string[] = ['naam', 'schooljaar', ...bestandsdagen];
/** The fields of the form that stand in a file as they are. */
const bestandsvelden = veldenMet('bestand', 'ja', 'met-voorbeeld').filter(
  (veld): veld is Bestandsveld => !anders.includes(veld),
);

/** What is left out is unknown. */
const bekend = (regel: CohortRegel): Pick<Cohort, Bestandsveld> => {
  const gezegd = byName(bestandsvelden, (veld) => regel[veld] ?? null);
  return gezegd as Pick<Cohort, Bestandsveld>;
};

/** What a line of the file says of a cohort; what it leaves out is unknown. */
export function cohortwaarden(regel: CohortRegel, opleidingId: string, kalender: Kalender): Cohortwaarden {
  const geannuleerdOp = dagVan(regel.geannuleerdOp, kalender);
  return {
    opleidingId,
    code: regel.code,
    naam: regel.naam,
    schooljaar: schooljaarVoor(regel, kalender),
    status: regel.status,
    ...byName(bestandsdagen, (veld) => dagVan(regel[veld], kalender)),
    ...bekend(regel),
    annuleringsreden: regel.annuleringsreden ?? null,
    geannuleerdOp: geannuleerdOp === null ? null : momentAt(geannuleerdOp, '12:00'),
    certificeringOp: dagVan(regel.certificeringOp, kalender),
    certificeringLocatie: regel.certificeringLocatie ?? null,
    bron: regel.bron ?? null,
    alleenAangekondigd: regel.alleenAangekondigd ?? false,
    voorbeeldvelden: regel.voorbeeldvelden ?? [],
  };
}

const dagvelden = [...bestandsdagen, 'geannuleerdOp', 'certificeringOp'] as const;

/**
 * What an import may change of a cohort that exists. A day counted from today was counted when the cohort was made,
 * and where people have enrolled its state belongs to the platform, which also tells them of a change.
 */
export function teWijzigen(
  cohort: Cohort,
  regel: CohortRegel,
  waarden: Cohortwaarden,
  { aanmeldingen }: Bezetting,
): Partial<Cohortwaarden> {
  const blijft = new Set<string>(
    dagvelden.filter((veld) => isRelatief(regel[veld]) && cohort[veld] !== null),
  );
  if (heeftRelatieveDagen(regel) && !regel.schooljaar) blijft.add('schooljaar');
  if (aanmeldingen > 0) for (const veld of ['status', 'annuleringsreden', 'geannuleerdOp']) blijft.add(veld);
  return Object.fromEntries(Object.entries(waarden).filter(([veld]) => !blijft.has(veld)));
}

/** Whether a day of a bijeenkomst is counted from today. */
export function heeftRelatieveDagen(regel: CohortRegel): boolean {
  return (regel.bijeenkomsten ?? []).some(({ op }) => isRelatief(op));
}

/** Why an import may not change this cohort so; each with its field. */
export function wijzigingFouten(
  cohort: Cohort,
  waarden: Cohortwaarden,
  { aanmeldingen, bezet }: Bezetting,
): [veld: string, melding: string][] {
  const fouten: [string, string][] = [];
  if (aanmeldingen > 0 && cohort.opleidingId !== waarden.opleidingId) {
    fouten.push(['opleiding', 'Dit cohort heeft al aanmeldingen en kan niet naar een andere opleiding.']);
  }
  if (bezet > (waarden.capaciteit ?? 0)) {
    fouten.push([
      'capaciteit',
      `Er zijn al ${bezet} plaatsen bezet. Een lagere capaciteit dan ${bezet} kan niet.`,
    ]);
  }
  return fouten;
}
