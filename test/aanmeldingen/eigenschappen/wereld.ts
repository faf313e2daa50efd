import type { DataSource } from 'typeorm';
import { AanmeldingenQueries, type AanmeldingBeeld } from '../../../src/aanmeldingen/aanmeldingen.queries.js';
import type { Wie } from '../../../src/toegang/wie.js';
import type { FixedClock } from '../../../src/platform/clock/clock.js';
import { ApiSleutel } from '../../../src/toegang/api-sleutel.entity.js';
import { vul } from '../../support/aanmeldingen.js';
import { DINSDAG, type Academie } from '../../support/academie.js';
import { maakBestuur, maakCohort, maakGebruiker, maakSchool } from '../../support/makers.js';
import { alsEigenaar } from '../../support/database.js';

/** Two small cohorten, a school whose bestuur wants to agree first, one that does not, and who may act. */
export interface Wereld {
  app: Academie['app'];
  dataSource: DataSource;
  clock: FixedClock;
  cohorten: string[];
  /** With and without akkoord; undefined is no school. */
  scholen: (string | undefined)[];
  coordinator: Wie;
  sleutel: Wie;
  /** The clock has moved and the planner has not been here since. */
  plannerIsLaat: boolean;
}

const LEEG = `DELETE FROM bericht; DELETE FROM auditregel; DELETE FROM aanmelding; DELETE FROM persoon;
  DELETE FROM moment; DELETE FROM bijeenkomst; DELETE FROM cohort; DELETE FROM opleiding`;

type Mensen = Pick<Wereld, 'scholen' | 'coordinator' | 'sleutel'>;

/** What stays the same in every story. */
export async function maakMensen({ dataSource }: Academie): Promise<Mensen> {
  const { id: bestuurId } = await maakBestuur(dataSource, {
    vraagtAkkoord: true,
    email: 'post@bestuur.example',
  });
  const metAkkoord = await maakSchool(dataSource, { bestuurId });
  const zonder = await maakSchool(dataSource);
  const { id } = await maakGebruiker(dataSource);
  const sleutel = await dataSource.manager.save(ApiSleutel, {
    naam: 'Personeelssysteem',
    sleutelHash: 'x',
    bestuurId: null,
    aangemaaktOp: DINSDAG,
  });
  return {
    scholen: [undefined, zonder.vestigingscode, metAkkoord.vestigingscode],
    coordinator: { soort: 'gebruiker', id, naam: 'Co', rol: 'coordinator', bestuurId: null },
    sleutel: { soort: 'sleutel', id: sleutel.id, naam: 'P', bestuurId: null, bevoegdheden: [] },
  };
}

export async function maakWereld({ app, dataSource, clock }: Academie, mensen: Mensen): Promise<Wereld> {
  clock.set(DINSDAG);
  await alsEigenaar(() => dataSource.query(LEEG));
  const cohorten = [
    await maakCohort(dataSource, { capaciteit: 2, minimum: 0 }),
    await maakCohort(dataSource, { capaciteit: 3, minimum: 0 }),
  ];
  // Full, with a line: so that most stories are about something from the first step.
  for (const { id, capaciteit } of cohorten) await vul({ app }, id, capaciteit! + 4);
  return { ...mensen, app, dataSource, clock, cohorten: cohorten.map(({ id }) => id), plannerIsLaat: false };
}

/** Everything there is, as somebody who looks now sees it, in order of the line within each cohort. */
export async function bekijk({ app, cohorten }: Wereld): Promise<AanmeldingBeeld[]> {
  const queries = app.get(AanmeldingenQueries);
  return (await Promise.all(cohorten.map((id) => queries.vanCohort(id)))).flat();
}
