import { expect } from '@jest/globals';
import { In, type EntityManager } from 'typeorm';
import { AanmeldenService } from '../../src/aanmeldingen/aanmelden.service.js';
import { Aanmelding } from '../../src/aanmeldingen/aanmelding.entity.js';
import { controleer } from '../../src/invarianten/invarianten.queries.js';
import { systeem, type Wie } from '../../src/toegang/wie.js';
import { Cohort } from '../../src/cohorten/cohort.entity.js';
import { DomainError } from '../../src/platform/errors/domain-error.js';
import type { Academie } from './academie.js';
import { verzoek } from './makers.js';
import { totdat } from './tijd.js';

export const reeks = (aantal: number): number[] => Array.from({ length: aantal }, (_, i) => i);

/** Acts as the one whose aanmelding it is. */
export const eigenaar = (a: Pick<Aanmelding, 'persoonId'>): Wie => ({
  soort: 'persoon',
  id: a.persoonId,
  naam: 'Anna Berg',
  email: 'anna@school.example',
});

export const coordinator: Wie = {
  soort: 'gebruiker',
  id: 'd2f1b0f4-6a4c-4a77-9c39-0f0f7f0f0f01',
  naam: 'Co Ordinator',
  rol: 'coordinator',
  bestuurId: null,
};

export const bestuurder = (bestuurId: string): Wie => ({ ...coordinator, rol: 'bestuur', bestuurId });

/** Enrols by itself, past the batcher, as another process would. */
export async function meldLosAan(
  { app }: Academie,
  cohortId: string,
  wie: Wie,
  met: Parameters<typeof verzoek>[0] = {},
): Promise<Aanmelding> {
  const [besluit] = await app.get(AanmeldenService).meldAllenAan(cohortId, [{ verzoek: verzoek(met), wie }]);
  if (besluit instanceof DomainError) throw besluit;
  return besluit!.aanmelding;
}

/** Fills a cohort with confirmed people. */
export async function vul(
  { app }: Pick<Academie, 'app'>,
  cohortId: string,
  aantal: number,
): Promise<Aanmelding[]> {
  const aanvragen = reeks(aantal).map(() => ({ verzoek: verzoek(), wie: systeem }));
  const besluiten = await app.get(AanmeldenService).meldAllenAan(cohortId, aanvragen);
  return besluiten.map((besluit) => {
    if (besluit instanceof DomainError) throw besluit;
    return besluit.aanmelding;
  });
}

/** Instead of the lock: reads the cohorten, and waits until `aantal` transactions have read theirs. */
export function zonderSlot(aantal: number): (m: EntityManager, ids: string[]) => Promise<Cohort[]> {
  let gezien = 0;
  let open: () => void;
  const allen = new Promise<void>((resolve) => (open = resolve));
  return async (m, ids) => {
    const cohorten = await m.findBy(Cohort, { id: In(ids) });
    gezien += 1;
    if (gezien === aantal) open();
    await allen;
    return cohorten;
  };
}

export const inCohort = ({ dataSource }: Academie, cohortId: string): Promise<Aanmelding[]> =>
  dataSource.manager.find(Aanmelding, {
    where: { cohortId },
    order: { plaatsnummer: 'ASC', wachtlijstRang: 'ASC' },
  });

/** What was written about this aanmelding, oldest first, without the id in each sleutel. */
export async function berichtenVan({ dataSource }: Academie, id: string): Promise<string[]> {
  const rows = await dataSource.query<{ sleutel: string }[]>(
    'SELECT sleutel FROM bericht WHERE aanmelding_id = $1 ORDER BY aangemaakt_op, sleutel',
    [id],
  );
  return rows.map(({ sleutel }) => sleutel.replace(`:${id}`, ''));
}

export const lees = ({ dataSource }: Academie, id: string): Promise<Aanmelding> =>
  dataSource.manager.findOneByOrFail(Aanmelding, { id });

export async function bezet(academie: Academie, cohortId: string): Promise<number> {
  return (await inCohort(academie, cohortId)).filter(({ plaatsnummer }) => plaatsnummer !== null).length;
}

export async function verwachtGaaf({ dataSource, clock }: Academie): Promise<void> {
  expect(await controleer(dataSource, clock.now())).toEqual([]);
}

/** Resolves when so many connections to this database wait for a lock. */
export async function wachtOpSlot({ dataSource }: Academie, aantal: number): Promise<void> {
  await totdat(async () => {
    const [row] = await dataSource.query<{ n: number }[]>(
      `SELECT count(*)::integer AS n FROM pg_stat_activity
        WHERE wait_event_type = 'Lock' AND datname = current_database()`,
    );
    return row!.n >= aantal;
  });
}

/** Deadlocks that PostgreSQL had to end in this database, also those after which a retry went well. */
export async function deadlocks({ dataSource }: Academie): Promise<number> {
  await dataSource.query('SELECT pg_stat_force_next_flush()');
  const [row] = await dataSource.query<{ n: number }[]>(
    'SELECT deadlocks::integer AS n FROM pg_stat_database WHERE datname = current_database()',
  );
  return row!.n;
}

interface Uitkomsten<T> {
  gelukt: T[];
  geweigerd: DomainError[];
}

/** Waits for all; a refusal of ours is an answer, anything else is a bug. */
export async function allen<T>(beloften: Promise<T>[]): Promise<Uitkomsten<T>> {
  const uitkomsten: Uitkomsten<T> = { gelukt: [], geweigerd: [] };
  for (const uitkomst of await Promise.allSettled(beloften)) {
    if (uitkomst.status === 'fulfilled') uitkomsten.gelukt.push(uitkomst.value);
    else if (uitkomst.reason instanceof DomainError) uitkomsten.geweigerd.push(uitkomst.reason);
    else throw uitkomst.reason;
  }
  return uitkomsten;
}
