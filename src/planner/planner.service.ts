import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { CronJob } from 'cron';
import { DataSource } from 'typeorm';
import { timeZone } from '../platform/clock/dates.js';
import { Settings } from '../platform/config/settings.js';
import { withAdvisoryLock } from '../platform/database/advisory-lock.js';
import type { Taak, Taakresultaat } from '../platform/taak.js';
import type { Aanleiding } from './taak-run.entity.js';
import { TakenService, type GeplandeTaak } from './taken.service.js';
import { VerslagService } from './verslag.service.js';

/** `bezet`: the task is running already, here or in another process. */
export interface Uitkomst extends Taakresultaat {
  resultaat: 'gelukt' | 'mislukt' | 'bezet';
  fout?: string;
}

interface Draaiopties {
  proef: boolean;
  door: Aanleiding;
}

/** Runs the tasks of the schedule, each in one process at a time. */
@Injectable()
export class PlannerService implements OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown {
  private readonly logger = new Logger('Planner');
  private readonly lopend = new Set<Promise<unknown>>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly settings: Settings,
    private readonly taken: TakenService,
    private readonly verslag: VerslagService,
    private readonly registry: SchedulerRegistry,
  ) {}

  /** Starts the schedule in this process, unless the settings leave it to another; the commands have it off. */
  onApplicationBootstrap(): void {
    if (!this.settings.PLANNER) return;
    for (const gepland of this.taken.alle()) {
      const job = this.job(gepland);
      this.registry.addCronJob(gepland.taak.naam, job);
      job.start();
    }
  }

  /**
   * Runs one task now and keeps a record of it. What the task throws is in the answer and the record.
   * @param opties with `proef` nothing is changed, locked or recorded.
   * @throws taak-onbekend
   */
  async draai(naam: string, { proef, door }: Draaiopties): Promise<Uitkomst> {
    const taak = this.taken.vind(naam);
    if (proef) return { resultaat: 'gelukt', ...(await taak.voerUit({ proef })) };
    const run = withAdvisoryLock(this.dataSource, `taak ${naam}`, () => this.metVerslag(taak, door));
    this.lopend.add(run);
    try {
      return (await run)?.result ?? { resultaat: 'bezet', aantal: 0, regels: [] };
    } finally {
      this.lopend.delete(run);
    }
  }

  /** When each task runs next in this process; empty where the planner is off. */
  volgende(): Map<string, Date> {
    const jobs = [...this.registry.getCronJobs()];
    return new Map(jobs.map(([naam, job]) => [naam, job.nextDate().toJSDate()]));
  }

  onModuleDestroy(): void {
    for (const job of this.registry.getCronJobs().values()) void job.stop();
  }

  /** Waits for what is under way, while the database is still there. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.allSettled(this.lopend);
  }

  private job({ taak, elke }: GeplandeTaak): CronJob {
    const onTick = (): Promise<void> => this.tik(taak.naam);
    return CronJob.from({ cronTime: elke, onTick, timeZone, waitForCompletion: true });
  }

  private async tik(naam: string): Promise<void> {
    try {
      await this.draai(naam, { proef: false, door: 'planner' });
    } catch (error) {
      this.logger.error({ taak: naam, fout: String(error) });
    }
  }

  private async metVerslag(taak: Taak, door: Aanleiding): Promise<Uitkomst> {
    const run = await this.verslag.begin(taak.naam, door);
    const uitkomst = await this.probeer(taak);
    await this.verslag.eindig(run, uitkomst);
    return uitkomst;
  }

  private async probeer(taak: Taak): Promise<Uitkomst> {
    try {
      return { resultaat: 'gelukt', ...(await taak.voerUit({ proef: false })) };
    } catch (error) {
      this.logger.error({ taak: taak.naam, fout: error instanceof Error ? error.stack : String(error) });
      return { resultaat: 'mislukt', aantal: 0, regels: [], fout: inWoorden(error) };
    }
  }
}

function inWoorden(error: unknown): string {
  const causes = error instanceof AggregateError ? (error.errors as unknown[]).slice(0, 5) : [];
  const text = [error, ...causes].map((e) => (e instanceof Error ? e.message : String(e))).join('\n');
  return text.slice(0, 2000);
}
