import { type EntityManager, In, IsNull, Not } from 'typeorm';
import { Bestuur } from '../../besturen/bestuur.entity.js';
import { School } from '../../besturen/school.entity.js';
import { Opleiding } from '../../opleidingen/opleiding.entity.js';
import { groupBy } from '../../platform/lists.js';
import { Bijeenkomst } from '../bijeenkomst.entity.js';
import { Cohort, CohortTelling } from '../cohort.entity.js';
import { Schoolvakantie } from '../schoolvakantie.entity.js';
import { schooljaren } from '../schoolvakanties.service.js';
import {
  bestuurregel,
  type Bestandsregel,
  cohortregel,
  opleidingregel,
  schoolregel,
  vakantieregel,
} from './catalogus-export.rules.js';

/** What is open. */
export async function bestuurregels(m: EntityManager): Promise<Bestandsregel[]> {
  const besturen = await m.find(Bestuur, {
    where: { geslotenOp: IsNull() },
    order: { naam: 'ASC', nummer: 'ASC', id: 'ASC' },
  });
  return besturen.map(bestuurregel);
}

/** What is open; the schools of DUO come from DUO. */
export async function schoolregels(m: EntityManager): Promise<Bestandsregel[]> {
  const besturen = new Map((await m.find(Bestuur)).map((bestuur) => [bestuur.id, bestuur]));
  const scholen = await m.find(School, {
    where: { geslotenOp: IsNull(), herkomst: Not('duo') },
    order: { vestigingscode: 'ASC' },
  });
  return scholen.map((school) => schoolregel(school, besturen.get(school.bestuurId ?? '')));
}

/** Those that the product does not know by itself. */
export async function vakantieregels(m: EntityManager): Promise<Bestandsregel[]> {
  const bekend = new Set(
    schooljaren().flatMap(({ regio, vakanties }) =>
      vakanties.map((vakantie) => JSON.stringify(vakantieregel({ regio, ...vakantie }))),
    ),
  );
  const alle = await m.find(Schoolvakantie, { order: { regio: 'ASC', van: 'ASC' } });
  return alle.map(vakantieregel).filter((regel) => !bekend.has(JSON.stringify(regel)));
}

export async function opleidingregels(m: EntityManager): Promise<Bestandsregel[]> {
  const opleidingen = await m.find(Opleiding, { order: { code: 'ASC' } });
  const codes = new Map(opleidingen.map(({ id, code }) => [id, code]));
  return opleidingen.map((opleiding) => opleidingregel(opleiding, codes.get(opleiding.vervolgOpId ?? '')));
}

/** Codes of all cohorten, in the order of a file. */
export async function cohortcodes(m: EntityManager): Promise<string[]> {
  return (await m.find(Cohort, { select: { code: true }, order: { code: 'ASC' } })).map(({ code }) => code);
}

/** @param metTrainers also the id of each trainer, for who compares: a file is without people. */
export async function cohortregels(
  m: EntityManager,
  codes: readonly string[],
  metTrainers = false,
): Promise<Bestandsregel[]> {
  const cohorten = await m.find(Cohort, { where: { code: In(codes) }, order: { code: 'ASC' } });
  const cohortId = In(cohorten.map(({ id }) => id));
  const opleidingen = await m.find(Opleiding, { select: { id: true, code: true } });
  const codeVan = new Map(opleidingen.map(({ id, code }) => [id, code]));
  const bijeenkomsten = groupBy(
    await m.find(Bijeenkomst, { where: { cohortId }, order: { begint: 'ASC', eindigt: 'ASC', id: 'ASC' } }),
    (bijeenkomst) => bijeenkomst.cohortId,
  );
  const tellingen = groupBy(
    await m.find(CohortTelling, { where: { cohortId }, order: { soort: 'ASC', leerjaar: 'ASC' } }),
    (telling) => telling.cohortId,
  );
  return cohorten.map((cohort) => ({
    ...cohortregel({
      cohort,
      opleiding: codeVan.get(cohort.opleidingId)!,
      bijeenkomsten: bijeenkomsten.get(cohort.id) ?? [],
      tellingen: tellingen.get(cohort.id) ?? [],
    }),
    ...(metTrainers ? { trainers: (bijeenkomsten.get(cohort.id) ?? []).map((b) => b.trainerId) } : {}),
  }));
}
