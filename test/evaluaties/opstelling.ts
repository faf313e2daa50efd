import type { Aanmelding } from '../../src/aanmeldingen/aanmelding.entity.js';
import { Aanwezigheid, type Aanwezigheidsstand } from '../../src/aanwezigheid/aanwezigheid.entity.js';
import { Bericht } from '../../src/berichten/bericht.entity.js';
import { Bijeenkomst } from '../../src/cohorten/bijeenkomst.entity.js';
import type { Cohort } from '../../src/cohorten/cohort.entity.js';
import {
  Evaluatie,
  EvaluatieAntwoord,
  type Evaluatiesoort,
  EvaluatieUitnodiging,
} from '../../src/evaluaties/evaluatie.entity.js';
import { EvaluatieTaak, NametingTaak } from '../../src/evaluaties/evaluaties.taken.js';
import { vul } from '../support/aanmeldingen.js';
import type { Academie } from '../support/academie.js';
import { maakBijeenkomst, maakCohort } from '../support/makers.js';

export interface Klas {
  cohort: Cohort;
  eerste: Bijeenkomst;
  laatste: Bijeenkomst;
  mensen: Aanmelding[];
}

/** A cohort of two bijeenkomsten; the last one is on 10 November 2026, from one to four in the afternoon. */
export async function maakKlas(
  academie: Academie,
  aantal: number,
  met: Parameters<typeof maakCohort>[1] = {},
): Promise<Klas> {
  const { dataSource: ds } = academie;
  const cohort = await maakCohort(ds, { minimum: 1, ...met });
  const mensen = await vul(academie, cohort.id, aantal);
  await ds.manager.delete(Bijeenkomst, { cohortId: cohort.id });
  const op = (dag: string): Promise<Bijeenkomst> =>
    maakBijeenkomst(ds, {
      cohortId: cohort.id,
      begint: new Date(`${dag}T12:00:00Z`),
      eindigt: new Date(`${dag}T15:00:00Z`),
    });
  return { cohort, mensen, eerste: await op('2026-11-03'), laatste: await op('2026-11-10') };
}

export async function leg(
  { dataSource }: Academie,
  { id, eindigt }: Bijeenkomst,
  mensen: Aanmelding[],
  stand: Aanwezigheidsstand = 'aanwezig',
  haaltInId: string | null = null,
): Promise<void> {
  await dataSource.manager.insert(
    Aanwezigheid,
    mensen.map((a) => ({ bijeenkomstId: id, aanmeldingId: a.id, stand, haaltInId, op: eindigt })),
  );
}

/** Runs a task as of this moment; the clock stays there. */
export async function draai(
  academie: Academie,
  nu: string,
  soort: Evaluatiesoort = 'evaluatie',
  proef = false,
): Promise<string[]> {
  academie.clock.set(new Date(nu));
  const taak = academie.app.get(soort === 'evaluatie' ? EvaluatieTaak : NametingTaak);
  return (await taak.voerUit({ proef })).regels;
}

export const evaluatieVan = (
  { dataSource }: Academie,
  { id }: Cohort,
  soort: Evaluatiesoort = 'evaluatie',
): Promise<Evaluatie> => dataSource.manager.findOneByOrFail(Evaluatie, { cohortId: id, soort });

export async function uitnodigingen(
  academie: Academie,
  cohort: Cohort,
  soort: Evaluatiesoort = 'evaluatie',
): Promise<EvaluatieUitnodiging[]> {
  const { id } = await evaluatieVan(academie, cohort, soort);
  return academie.dataSource.manager.find(EvaluatieUitnodiging, {
    where: { evaluatieId: id },
    order: { id: 'ASC' },
  });
}

export async function antwoorden(academie: Academie, cohort: Cohort): Promise<EvaluatieAntwoord[]> {
  const { id } = await evaluatieVan(academie, cohort);
  return academie.dataSource.manager.findBy(EvaluatieAntwoord, { evaluatieId: id });
}

export const mails = ({ dataSource }: Academie, { id }: Cohort, soort: string): Promise<Bericht[]> =>
  dataSource.manager.find(Bericht, {
    where: { cohortId: id, soort: `evaluaties/${soort}` },
    order: { sleutel: 'ASC' },
  });
