import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { CronJob } from 'cron';
import { timeZone } from '../platform/clock/dates.js';
import { Settings } from '../platform/config/settings.js';
import { type GeplandeTaak, PlannerService } from './planner.service.js';
import { isAanDeBeurt, ritme } from './rooster.rules.js';
const MINUUT = 60_000;
const EERSTE_KEER = 5_000;

/** Knows when to run what in this process; who else is there to do it is the PlannerService's to find out. */
@Injectable()
export class RoosterService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Planner');
  private wekkers: NodeJS.Timeout[] = [];

  constructor(
    private readonly settings: Settings,
    private readonly planner: PlannerService,
    private readonly registry: SchedulerRegistry,
  ) {}

  /** Starts the schedule in this process, unless the settings leave it to another; the commands have it off. */
  onApplicationBootstrap(): void {
    if (!this.settings.PLANNER) return;
    for (const gepland of this.planner.taken()) {
      const job = this.job(gepland);
      this.registry.addCronJob(gepland.taak.naam, job);
      job.start();
    }
    const inhalen = (): void => void this.haalIn();
    this.wekkers = [setTimeout(inhalen, EERSTE_KEER).unref(), setInterval(inhalen, MINUUT).unref()];
  }

  onModuleDestroy(): void {
    this.wekkers.forEach((wekker) => clearTimeout(wekker));
    for (const job of this.registry.getCronJobs().values()) void job.stop();
  }

  /**
   * Does the turns that went by while nobody was there, and tries again what failed. Only of what comes seldom: the
   * next turn of the others is near.
   */
  async haalIn(): Promise<void> {
    for (const { taak, elke } of this.planner.taken()) {
      if (ritme(elke) <= 5 * MINUUT) continue;
      const beurten = await this.planner.beurten(taak.naam).catch(() => null);
      if (beurten && isAanDeBeurt(elke, beurten)) await this.tik(taak.naam);
    }
  }

  private job({ taak, elke }: GeplandeTaak): CronJob {
    const onTick = (): Promise<void> => this.tik(taak.naam);
    return CronJob.from({ cronTime: elke, onTick, timeZone, waitForCompletion: true });
  }

  private async tik(naam: string): Promise<void> {
    try {
      await this.planner.draaiOpTijd(naam);
    } catch (error) {
      this.logger.error({ taak: naam, fout: String(error) });
    }
  }
}
