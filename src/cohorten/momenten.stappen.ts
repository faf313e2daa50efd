import { Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { MomentenService } from './momenten.service.js';
import type { Step } from '../platform/database/rehearsal.js';
import type { Taakresultaat } from '../platform/taak.js';

const logger = new Logger('Cohorten');

/** Does each cohort as a step of its own. One that fails does not stop the others. @returns a line for each thing done. */
export async function perCohort(
  step: Step,
  cohortIds: string[],
  werk: (m: EntityManager, cohortId: string) => Promise<string[]>,
): Promise<Taakresultaat> {
  const regels: string[] = [];
  const fouten: unknown[] = [];
  for (const id of cohortIds) {
    try {
      regels.push(...(await step((m) => werk(m, id))));
    } catch (fout) {
      logger.error(`cohort ${id}: ${String(fout)}`);
      fouten.push(fout);
    }
  }
  if (fouten.length > 0)
    throw new AggregateError(fouten, `${fouten.length} van ${cohortIds.length} cohorten mislukt`);
  return { aantal: regels.length, regels };
}

/** Lays what nobody laid, cohorten in portions, so that none is locked for long. */
export async function legMomenten(step: Step, momenten: MomentenService): Promise<void> {
  while ((await step((m) => momenten.legAlle(m))) > 0);
}
