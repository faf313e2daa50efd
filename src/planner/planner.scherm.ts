import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.js';
import { Settings } from '../platform/config/settings.js';
import { Page, type Melding } from '../platform/web/page.js';
import { pageLinks, type PagingQuery } from '../platform/web/paging.js';
import { PlannerQueries, type Dagtelling, type KomendMoment, type TeLaat } from './planner.queries.js';
import { type GeplandeTaak, type Taakuitkomst, PlannerService } from './planner.service.js';
import { cohortpaden } from '../cohorten/paden.js';
import { plannerpaden } from './paden.js';
import type { Moment } from '../cohorten/moment.entity.js';
import { dagenErvoor, formatDateTime, formatDayShort, formatTime } from '../platform/clock/dates.js';
import { inFull, plural } from '../platform/web/template-helpers.js';
import { volgendeKeer } from './rooster.rules.js';
import type { Aanleiding, TaakRun } from './taak-run.entity.js';

/** Lines of a rehearsal that are shown; more than anybody reads. */
const MEESTE_REGELS = 200;

/** What the one who looks may do. */
export interface Kijker {
  draaien: boolean;
  cohorten: boolean;
}

/** The screens of `/beheer/planner`. */
@Injectable()
export class PlannerScherm {
  constructor(
    private readonly settings: Settings,
    private readonly clock: Clock,
    private readonly planner: PlannerService,
    private readonly queries: PlannerQueries,
  ) {}

  /** @param taak only the runs of this one. */
  async overzicht(query: PagingQuery, taak: string | undefined, kijker: Kijker): Promise<Page> {
    const gekozen = this.planner.taken().find((gepland) => gepland.taak.naam === taak)?.taak.naam;
    const runs = await this.queries.lijst(query, gekozen);
    const minuten = process.uptime() / 60;
    const teLaat = await this.queries.teLaat(minuten);
    const context = {
      aan: this.settings.PLANNER,
      storing: storingInWoorden(teLaat, await this.queries.blijvenLiggen(minuten)),
      taken: await this.taakregels(teLaat, kijker),
      dagen: dagregels(await this.queries.komendPerDag()),
      komend: (await this.queries.komende()).map((moment) => komendregel(moment, kijker.cohorten)),
      runs: runs.items.map(runregel),
      gekozen: gekozen ?? null,
      alleRuns: plannerpaden.runs,
      paginering: pageLinks(runs, plannerpaden.planner, gekozen ? { ...query, taak: gekozen } : query),
    };
    return new Page('planner/planner', context, { titel: 'Planner' });
  }

  /** Shows the outcome of a rehearsal. */
  proef(naam: string, { aantal, regels, fout }: Taakuitkomst): Page {
    const { taak } = this.planner.taakMet(naam);
    const context = {
      kruimels: [{ tekst: 'Planner', href: plannerpaden.planner }],
      naam,
      uitleg: taak.omschrijving,
      op: this.clock.now(),
      aantal,
      regels: regels.slice(0, MEESTE_REGELS),
      meer: Math.max(0, regels.length - MEESTE_REGELS),
      fout: fout ?? null,
      start: plannerpaden.run(naam),
      opnieuw: plannerpaden.proef(naam),
    };
    return new Page('planner/proef', context, { titel: `Proef: ${naam}` });
  }

  private async taakregels(teLaat: readonly TeLaat[], { draaien }: Kijker) {
    const laatste = await this.queries.laatstePerTaak();
    const nu = this.clock.now();
    return this.planner.taken().map((gepland) => {
      const { naam } = gepland.taak;
      return {
        ...taakregel(
          gepland,
          laatste.get(naam),
          teLaat.find(({ taak }) => taak === naam),
          nu,
        ),
        runs: plannerpaden.runsVan(naam),
        start: draaien ? plannerpaden.run(naam) : null,
        proef: draaien ? plannerpaden.proef(naam) : null,
      };
    });
  }
}

const aanleiding: Record<Aanleiding, string> = {
  planner: 'planner',
  opdracht: 'opdracht',
  beheer: 'met de hand',
};

const seconds = new Intl.NumberFormat('nl-NL', { maximumFractionDigits: 1 });

function statusVan({ resultaat }: TaakRun) {
  if (resultaat === null) return { soort: 'info', tekst: 'Bezig' };
  return resultaat === 'gelukt' ? { soort: 'goed', tekst: 'Gelukt' } : { soort: 'fout', tekst: 'Mislukt' };
}

const soorten: Record<Moment['soort'], [een: string, meer: string]> = {
  herinnering: ['herinnering', 'herinneringen'],
  'go-no-go': ['vraag om een besluit', 'vragen om een besluit'],
  evaluatie: ['evaluatie', 'evaluaties'],
  nameting: ['nameting', 'nametingen'],
};

/** The days of `pages/planner/planner.hbs`: for each what happens. */
function dagregels(tellingen: readonly Dagtelling[]): { dag: string; wat: string[] }[] {
  const dagen = new Set(tellingen.map(({ dag }) => dag));
  return [...dagen].map((dag) => ({
    dag,
    wat: tellingen.filter((t) => t.dag === dag).map((t) => plural(t.aantal, ...soorten[t.soort])),
  }));
}

function komendregel(
  { soort, op, dagenVooraf, cohortId, opleiding, cohort, begint }: KomendMoment,
  link: boolean,
) {
  const over = begint ? ` voor ${formatDateTime(begint)}` : '';
  const vooraf = soort === 'herinnering' || soort === 'go-no-go' ? `, ${dagenErvoor([dagenVooraf])}` : '';
  return {
    op,
    wat: `${soorten[soort][0]}${over}${vooraf}`,
    cohort: inFull(opleiding, cohort),
    href: link ? cohortpaden.voortgang(cohortId) : null,
  };
}

/** "17:12" today, "di 1 dec 04:15" on another day. */
function wanneer(op: Date, nu: Date): string {
  const dag = formatDayShort(op);
  return dag === formatDayShort(nu) ? formatTime(op) : `${dag} ${formatTime(op)}`;
}

/** A task as it stands in the list. */
function taakregel(
  { taak: { naam, omschrijving }, elke, inWoorden }: GeplandeTaak,
  laatste: TaakRun | undefined,
  teLaat: TeLaat | undefined,
  nu: Date,
) {
  return {
    naam,
    uitleg: omschrijving,
    schema: inWoorden,
    laatste: laatste ? wanneer(laatste.begonnenOp, nu) : null,
    status: laatste ? statusVan(laatste) : null,
    gedaan: laatste?.resultaat === 'gelukt' ? gedaan(laatste.aantal ?? 0) : null,
    teLaat: teLaat ? waaromTeLaat[teLaat.waarom] : null,
    klaarOp: teLaat?.klaarOp ?? null,
    volgende: wanneer(volgendeKeer(elke, nu), nu),
  };
}

/** A line of the list of runs. */
function runregel(run: TaakRun) {
  const { taak, nu, begonnenOp, geeindigdOp, aantal, fout } = run;
  const duur = geeindigdOp && geeindigdOp.getTime() - begonnenOp.getTime();
  return {
    taak,
    begonnen: begonnenOp,
    alsof: nu,
    duur: duur === null ? '–' : `${seconds.format(duur / 1000)} s`,
    door: run.hulp === 0 ? aanleiding[run.door] : `${aanleiding[run.door]}, hielp mee`,
    status: statusVan(run),
    resultaat: run.resultaat === 'gelukt' ? gedaan(aantal ?? 0) : null,
    fout,
  };
}

const gedaan = (aantal: number): string =>
  aantal === 0 ? 'niets te doen' : plural(aantal, 'ding gedaan', 'dingen gedaan');

/** Tells the person who started a task how it went; without an uitkomst it is still running. */
export function meldingVan(naam: string, uitkomst: Taakuitkomst | undefined): Melding {
  if (!uitkomst)
    return { soort: 'info', tekst: `De taak ${naam} draait nog. Laad deze pagina straks opnieuw.` };
  if (uitkomst.resultaat === 'bezet' || uitkomst.resultaat === 'niet-nodig')
    return { soort: 'info', tekst: `De taak ${naam} draait al.` };
  if (uitkomst.resultaat === 'mislukt') return { soort: 'fout', tekst: `De taak ${naam} is mislukt.` };
  return { soort: 'goed', tekst: `De taak ${naam} is klaar: ${gedaan(uitkomst.aantal)}.` };
}

const waaromTeLaat: Record<TeLaat['waarom'], string> = {
  stil: 'draait niet',
  mislukt: 'mislukt steeds',
  hangt: 'blijft hangen',
};

/** "te laat: herinneringen (mislukt steeds); blijft liggen: 3 keer evaluatie"; null when all is well. */
export function storingInWoorden(
  teLaat: readonly TeLaat[],
  liggen: readonly { soort: string; aantal: number }[],
): string | null {
  const taken = teLaat.map(({ taak, waarom }) => `${taak} (${waaromTeLaat[waarom]})`);
  const momenten = liggen.map(({ soort, aantal }) => `${aantal} keer ${soort}`);
  const delen = [
    ...(taken.length > 0 ? [`te laat: ${taken.join(', ')}`] : []),
    ...(momenten.length > 0 ? [`blijft liggen: ${momenten.join(', ')}`] : []),
  ];
  return delen.join('; ') || null;
}
