import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { setTimeout as pause } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { BerichtenQueries } from '../berichten/berichten.queries.js';
import { vastInWoorden } from '../berichten/berichten.taken.js';
import { Settings } from '../platform/config/settings.js';
import { PlannerQueries } from './planner.queries.js';
import { storingInWoorden } from './planner.scherm.js';
import { Mag } from '../toegang/rechten.js';
import { diskHasRoom } from '../platform/database/data-source.js';

/** What a part says of itself: `ok`, or in a few Dutch words what is wrong. */
type Onderdelen = Record<'database' | 'migraties' | 'planner' | 'post', string>;

/** Without these a process does most of its work, and no other process would do better. */
const ZONDER: readonly string[] = ['post'];

const geduld = 3000;
const onbereikbaar: Onderdelen = {
  database: 'de database antwoordt niet',
  migraties: 'onbekend',
  planner: 'onbekend',
  post: 'onbekend',
};

/** For whoever watches over the processes; says nothing about people. */
@ApiExcludeController()
@Mag('openbaar')
@Controller('health')
export class HealthController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly settings: Settings,
    private readonly queries: PlannerQueries,
    private readonly berichten: BerichtenQueries,
  ) {}

  /** This process is there; nothing more. */
  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** This process can do its work: 200, or 503 naming what is wrong. `verminderd` is 200 too: it can do the rest. */
  @Get('ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const onderdelen = await Promise.race([this.kijk(), pause(geduld, onbereikbaar, { ref: false })]);
    const mis = Object.entries(onderdelen).flatMap(([naam, oordeel]) => (oordeel === 'ok' ? [] : [naam]));
    const fout = mis.some((naam) => !ZONDER.includes(naam));
    void reply.code(fout ? 503 : 200);
    return { status: fout ? 'fout' : mis.length > 0 ? 'verminderd' : 'ok', onderdelen };
  }

  private async kijk(): Promise<Onderdelen> {
    try {
      const [schijf, migraties, planner, post] = await Promise.all([
        diskHasRoom(this.dataSource),
        this.migraties(),
        this.planner(),
        this.post(),
      ]);
      return { database: schijf ? 'ok' : 'de schijf van de database is vol', migraties, planner, post };
    } catch {
      return onbereikbaar;
    }
  }

  private async migraties(): Promise<string> {
    const namen = this.dataSource.migrations.map(({ name, constructor }) => name ?? constructor.name);
    const [row] = await this.dataSource.query<{ gedaan: number }[]>(
      'SELECT count(DISTINCT name)::int AS gedaan FROM migrations WHERE name = ANY ($1)',
      [namen],
    );
    const open = namen.length - row!.gedaan;
    return open === 0 ? 'ok' : `nog uit te voeren: ${open}`;
  }

  private async post(): Promise<string> {
    const vast = await this.berichten.vastgelopen();
    return vast?.alles ? vastInWoorden(vast) : 'ok';
  }

  private async planner(): Promise<string> {
    if (!this.settings.PLANNER) return 'ok';
    const minuten = process.uptime() / 60;
    const teLaat = await this.queries.teLaat(minuten);
    const liggen = await this.queries.blijvenLiggen(minuten);
    return storingInWoorden(teLaat, liggen) ?? 'ok';
  }
}
