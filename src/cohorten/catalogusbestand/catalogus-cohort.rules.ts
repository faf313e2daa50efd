import { addDays, dateOf, momentAt, schooljaarVan } from '../../platform/clock/dates.js';
import type { Cohort } from '../cohort.entity.js';
import { veldenMet, type VeldenMet } from '../cohortvelden.rules.js';
import type { BijeenkomstRegel, CohortRegel, Dag } from './catalogus-cohort.dto.js';
import { lesdagVanaf, reeksVan, type Vakantie } from '../lesdagen.rules.js';
import { byName } from '../../platform/records.js';

/** Days in a catalogue file are counted with these. */
export interface Kalender {
  /** In Europe/Amsterdam, `YYYY-MM-DD`. */
  vandaag: string;
  vakanties: readonly Vakantie[];
}

/** A bijeenkomst with its day worked out. */
interface Bijeenkomstplan {
  begint: Date;
  eindigt: Date;
  locatie: string | null;
  link: string | null;
  onderwerp: string | null;
  leerjaar: number;
  trainer: string | null;
}

const isRelatief = (dag: Dag | null | undefined): boolean => typeof dag === 'object' && dag !== null;

/** A day as `YYYY-MM-DD`; a day counted from today falls on its weekday when it has one. */
export function dagVan(dag: Dag | null | undefined, kalender: Kalender): string | null {
  if (dag === undefined || dag === null) return null;
  if (typeof dag === 'string') return dag;
  return dag.weekdag ? lesdagVan(dag, kalender) : addDays(kalender.vandaag, dag.overDagen);
}

/** A day on which people meet: one counted from today moves to a lesdag, and the past stays past. */
function lesdagVan(dag: Dag, { vandaag, vakanties }: Kalender): string {
  if (typeof dag === 'string') return dag;
  const stap = dag.overDagen < 0 ? -1 : 1;
  return lesdagVanaf(addDays(vandaag, dag.overDagen), vakanties, { weekdag: dag.weekdag, stap });
}

/** All bijeenkomsten of a cohort in order of time, series written out. */
export function bijeenkomstenVan(regels: readonly BijeenkomstRegel[], kalender: Kalender): Bijeenkomstplan[] {
  const plannen = regels.flatMap((regel) => {
    const eerste = lesdagVan(regel.op, kalender);
    const dagen = reeksVan(eerste, regel.aantal ?? 1, regel.elkeDagen ?? 7, kalender.vakanties);
    return dagen.map((dag) => planVan(regel, dag));
  });
  return plannen.sort((a, b) => a.begint.getTime() - b.begint.getTime());
}

function planVan(regel: BijeenkomstRegel, dag: string): Bijeenkomstplan {
  return {
    begint: momentAt(dag, regel.van),
    eindigt: momentAt(regel.eindigtOp ?? dag, regel.tot),
    locatie: regel.locatie ?? null,
    link: regel.link ?? null,
    onderwerp: regel.onderwerp ?? null,
    leerjaar: regel.leerjaar ?? 1,
    trainer: regel.trainer ?? null,
  };
}

/** The school year as written, `null` too, else that of the first bijeenkomst. */
function schooljaarVoor(cohort: CohortRegel, kalender: Kalender): string | null {
  if (cohort.schooljaar !== undefined) return cohort.schooljaar;
  const dagen = (cohort.bijeenkomsten ?? []).map(({ op }) => lesdagVan(op, kalender));
  const [eerste] = dagen.sort();
  return eerste === undefined ? null : schooljaarVan(eerste);
}
type Blijvend = VeldenMet<'bestand', 'blijft'>;
export type Cohortwaarden = Omit<Cohort, 'id' | 'versie' | 'eerste' | 'laatste' | Blijvend> &
  Partial<Pick<Cohort, Blijvend>>;

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

/** A field that is left out is unknown. */
const bekend = (regel: CohortRegel): Pick<Cohort, Bestandsveld> => {
  const gezegd = byName(bestandsvelden, (veld) => regel[veld] ?? null);
  return gezegd as Pick<Cohort, Bestandsveld>;
};

/** What is left out stays as it is. */
const genoemd = (regel: CohortRegel): Partial<Pick<Cohort, Blijvend>> =>
  Object.fromEntries(
    veldenMet('bestand', 'blijft')
      .filter((veld) => regel[veld] !== undefined)
      .map((veld) => [veld, regel[veld]]),
  );

/** A cohort as a line of the file gives it; a field that is left out is unknown. */
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
    ...genoemd(regel),
    annuleringsreden: regel.annuleringsreden ?? null,
    geannuleerdOp: geannuleerdOp === null ? null : momentAt(geannuleerdOp, '12:00'),
    certificeringOp: dagVan(regel.certificeringOp, kalender),
    certificeringLocatie: regel.certificeringLocatie ?? null,
    bron: regel.bron ?? null,
    alleenAangekondigd: regel.alleenAangekondigd ?? false,
    voorbeeldvelden: regel.voorbeeldvelden ?? [],
  };
}

const zelfdeDag = (een: Date, ander: Date): boolean => dateOf(een) === dateOf(ander);

const dagvelden = [...bestandsdagen, 'geannuleerdOp', 'certificeringOp'] as const;

/**
 * The values that an import may change of a cohort that exists. A day counted from today was counted when the cohort
 * was made, and where people have enrolled its state belongs to the platform, which also tells them of a change.
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
  // A file knows the day only.
  if (cohort.geannuleerdOp && waarden.geannuleerdOp && zelfdeDag(cohort.geannuleerdOp, waarden.geannuleerdOp))
    blijft.add('geannuleerdOp');
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
