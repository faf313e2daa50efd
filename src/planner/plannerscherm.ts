import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.js';
import { Settings } from '../platform/config/settings.js';
import { pageLinks } from '../platform/web/page-links.js';
import { Page } from '../platform/web/page.js';
import type { PagingQuery } from '../platform/web/paging.js';
import { KomendQueries } from './komend.queries.js';
import { dagbeelden, komendBeeld, runView, storingInWoorden, taakbeeld } from './plannerbeeld.js';
import { PlannerQueries } from './planner.queries.js';
import type { Uitkomst } from './planner.service.js';
import { TakenService } from './taken.service.js';

/** Lines of a rehearsal that are shown; more than anybody reads. */
const MEESTE_REGELS = 200;

/** What the one who looks may do. */
export interface Kijker {
  draaien: boolean;
  cohorten: boolean;
}

/** The screens of `/beheer/planner`. */
@Injectable()
export class Plannerscherm {
  constructor(
    private readonly settings: Settings,
    private readonly clock: Clock,
    private readonly taken: TakenService,
    private readonly queries: PlannerQueries,
    private readonly komend: KomendQueries,
  ) {}

  /** @param taak only the runs of this one. */
  async overzicht(pad: string, query: PagingQuery, taak: string | undefined, kijker: Kijker): Promise<Page> {
    const gekozen = this.taken.alle().find((gepland) => gepland.taak.naam === taak)?.taak.naam;
    const runs = await this.queries.lijst(query, gekozen);
    const minuten = process.uptime() / 60;
    const teLaat = await this.queries.teLaat(minuten);
    const context = {
      aan: this.settings.PLANNER,
      storing: storingInWoorden(teLaat, await this.queries.blijvenLiggen(minuten)),
      taken: await this.taakbeelden(pad, teLaat, kijker),
      dagen: dagbeelden(await this.komend.perDag()),
      komend: (await this.komend.eerste()).map((moment) => komendBeeld(moment, kijker.cohorten)),
      runs: runs.items.map(runView),
      gekozen: gekozen ?? null,
      alleRuns: `${pad}#runs`,
      paginering: pageLinks(runs, pad, gekozen ? { ...query, taak: gekozen } : query),
    };
    return new Page('planner/planner', context, { titel: 'Planner' });
  }

  /** What a rehearsal said. */
  proef(pad: string, naam: string, { aantal, regels, fout }: Uitkomst): Page {
    const { taak } = this.taken.vind(naam);
    const context = {
      kruimels: [{ tekst: 'Planner', href: pad }],
      naam,
      uitleg: taak.omschrijving,
      op: this.clock.now(),
      aantal,
      regels: regels.slice(0, MEESTE_REGELS),
      meer: Math.max(0, regels.length - MEESTE_REGELS),
      fout: fout ?? null,
      start: `${pad}/${naam}/run`,
      opnieuw: `${pad}/${naam}/proef`,
    };
    return new Page('planner/proef', context, { titel: `Proef: ${naam}` });
  }

  private async taakbeelden(
    pad: string,
    teLaat: Awaited<ReturnType<PlannerQueries['teLaat']>>,
    { draaien }: Kijker,
  ) {
    const laatste = await this.queries.laatstePerTaak();
    const nu = this.clock.now();
    return this.taken.alle().map((gepland) => {
      const { naam } = gepland.taak;
      return {
        ...taakbeeld(
          gepland,
          laatste.get(naam),
          teLaat.find(({ taak }) => taak === naam),
          nu,
        ),
        runs: `${pad}?taak=${naam}#runs`,
        start: draaien ? `${pad}/${naam}/run` : null,
        proef: draaien ? `${pad}/${naam}/proef` : null,
      };
    });
  }
}
