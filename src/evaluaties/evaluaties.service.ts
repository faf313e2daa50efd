import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { Cohort } from '../cohorten/cohort.entity.js';
import { legMomenten, MomentenService, perCohort } from '../cohorten/momenten.service.js';
import { PlaatsenService } from '../cohorten/plaatsen.service.js';
import { Opleiding } from '../opleidingen/opleiding.entity.js';
import { Clock } from '../platform/clock/clock.js';
import { dateOf, inAmsterdam, schooljaarVan, toDate } from '../platform/clock/dates.js';
import { Settings } from '../platform/config/settings.js';
import { inSteps, type Step } from '../platform/database/rehearsal.js';
import { inTransaction } from '../platform/database/transaction.js';
import type { Taakresultaat } from '../platform/taak.js';
import { plural } from '../platform/web/template-helpers.js';
import { systeem, type Wie } from '../toegang/wie.js';
import { Evaluatie, EvaluatieAntwoord, type Evaluatiesoort } from './evaluatie.entity.js';
import { evaluatieGesloten, evaluatieOnbekend } from './evaluaties.errors.js';
import { EvaluatiesMails, type Gevraagde } from './evaluaties.mails.js';
import {
  HERINNER,
  MAAK,
  MET_NAKOMERS,
  NODIG_UIT,
  SCHUIF_SLUITING,
  TE_HERINNEREN,
  TE_OPENEN,
  TE_SLUITEN,
  TE_VRAGEN,
} from './evaluaties.queries.js';
import { eigenVragen } from './evaluatievragen.service.js';
import { TellenService } from './uitkomst/tellen.service.js';
import { vragenlijst } from './vragenlijst.rules.js';

interface TeSluiten {
  id: string;
  /** Before its time, because everybody has answered. */
  iedereen: boolean;
}

/** Days after the question on which who did not answer is reminded, once. */
const HERINNER_NA: Record<Evaluatiesoort, number> = { evaluatie: 7, nameting: 14 };

/**
 * An evaluatie from the question to its end: asked, asked again of who came later, reminded and closed, each cohort a step
 * of its own. When the question goes is a moment of the cohort: see cohorten/momenten.
 */
@Injectable()
export class EvaluatiesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly plaatsen: PlaatsenService,
    private readonly momenten: MomentenService,
    private readonly tellen: TellenService,
    private readonly audit: AuditService,
    private readonly mails: EvaluatiesMails,
  ) {}

  /** One run of a task. */
  draai(soort: Evaluatiesoort, proef: boolean): Promise<Taakresultaat> {
    return inSteps(this.dataSource, proef, async (step) => {
      await legMomenten(step, this.momenten);
      if (soort === 'evaluatie') await step((m) => this.schuifSluiting(m));
      return samen([
        () =>
          this.voor(
            step,
            (m) => this.teOpenen(m, soort),
            (m, id) => this.open(m, soort, id),
          ),
        () =>
          soort === 'evaluatie'
            ? this.voor(
                step,
                (m) => this.metNakomers(m),
                (m, id) => this.vraagNakomers(m, id),
              )
            : Promise.resolve({ aantal: 0, regels: [] }),
        () =>
          this.voor(
            step,
            (m) => this.teHerinneren(m, soort),
            (m, id) => this.herinner(m, soort, id),
          ),
        () =>
          this.voor(
            step,
            (m) => this.teSluiten(m, soort),
            (m, id) => this.sluitRijpe(m, soort, id),
          ),
        async () => {
          const regels = await step((m) => this.bundel(m));
          return { aantal: regels.length, regels };
        },
      ]);
    });
  }

  private async voor(
    step: Step,
    vind: (m: EntityManager) => Promise<string[]>,
    doe: (m: EntityManager, id: string) => Promise<string[]>,
  ): Promise<Taakresultaat> {
    return perCohort(step, await step(vind), doe);
  }

  private async teOpenen(m: EntityManager, soort: Evaluatiesoort): Promise<string[]> {
    const rijp = await this.momenten.rijpeCohorten(m, soort);
    const rows = await m.query<{ id: string }[]>(TE_OPENEN(soort), [rijp, this.clock.now()]);
    return rows.map(({ id }) => id);
  }

  /** @returns a line for what was done; none when it was asked before, because the plan moved after that. */
  private async open(m: EntityManager, soort: Evaluatiesoort, cohortId: string): Promise<string[]> {
    const { cohort } = await this.plaatsen.vergrendelEen(m, cohortId);
    const { doen, gemist } = await this.momenten.neem(m, cohortId, soort);
    if (doen.length === 0) return gemist.map(() => `${cohort.code}: te laat voor de ${soort}`);
    const evaluatie = await this.maak(m, cohort, soort);
    if (!evaluatie) return [];
    const uitgenodigd = await this.nodigUit(m, evaluatie);
    await this.audit.noteer(m, {
      wie: systeem,
      code: 'evaluatie.geopend',
      onderwerp: { soort: 'cohort', id: cohortId },
      gegevens: { soort, uitgenodigd },
    });
    return [`${cohort.code}: ${soort} gevraagd aan ${mensen(uitgenodigd)}`];
  }

  /** Asks whoever it is for and was not asked yet; needs the evaluatie locked. @returns how many that were. */
  private async nodigUit(m: EntityManager, evaluatie: Evaluatie): Promise<number> {
    const { id, cohortId, soort } = evaluatie;
    const rows = await m.query<{ id: string }[]>(TE_VRAGEN(soort), [cohortId]);
    const aanmeldingen = rows.map((row) => row.id);
    const tokens = rows.map(() => randomBytes(24).toString('base64url'));
    const gevraagden = await m.query<Gevraagde[]>(NODIG_UIT, [id, aanmeldingen, tokens, this.clock.now()]);
    await this.mails.vraag(m, evaluatie, gevraagden);
    return gevraagden.length;
  }

  private async maak(m: EntityManager, cohort: Cohort, soort: Evaluatiesoort): Promise<Evaluatie | null> {
    const { id, aanbieders } = await m.findOneByOrFail(Opleiding, { id: cohort.opleidingId });
    const vragen = vragenlijst(soort, await eigenVragen(m, id));
    const schooljaar = schooljaarVan(dateOf(cohort.laatste!));
    const [row] = await m.query<{ id: string }[]>(MAAK(soort), [
      cohort.id,
      JSON.stringify(vragen),
      aanbieders,
      schooljaar,
      this.clock.now(),
    ]);
    return row ? m.findOneByOrFail(Evaluatie, { id: row.id }) : null;
  }

  /** When the plan moved on after the question, the end moves along. */
  private async schuifSluiting(m: EntityManager): Promise<void> {
    await m.query(SCHUIF_SLUITING);
  }

  private async metNakomers(m: EntityManager): Promise<string[]> {
    return ids(await m.query(MET_NAKOMERS, [this.clock.now()]));
  }

  private async vraagNakomers(m: EntityManager, id: string): Promise<string[]> {
    const evaluatie = await vergrendelOpen(m, id, this.clock.now());
    if (!evaluatie) return [];
    const aantal = await this.nodigUit(m, evaluatie);
    return aantal === 0
      ? []
      : [`${await codeVan(m, evaluatie)}: ${plural(aantal, 'nakomer', 'nakomers')} gevraagd`];
  }

  private async teHerinneren(m: EntityManager, soort: Evaluatiesoort): Promise<string[]> {
    return ids(await m.query(TE_HERINNEREN, this.grens(soort)));
  }

  private async herinner(m: EntityManager, soort: Evaluatiesoort, id: string): Promise<string[]> {
    const evaluatie = await vergrendelOpen(m, id, this.clock.now());
    if (!evaluatie) return [];
    const [gevraagden] = await m.query<[Gevraagde[], number]>(HERINNER, [...this.grens(soort), id]);
    await this.mails.herinnering(m, evaluatie, gevraagden);
    const aantal = plural(gevraagden.length, 'herinnering', 'herinneringen');
    return gevraagden.length === 0 ? [] : [`${await codeVan(m, evaluatie)}: ${aantal} aan de ${soort}`];
  }

  private grens(soort: Evaluatiesoort): [Evaluatiesoort, Date, Date, boolean] {
    const nu = this.clock.now();
    const gevraagdOp = toDate(inAmsterdam(nu).subtract({ days: HERINNER_NA[soort] }));
    return [soort, nu, gevraagdOp, this.settings.SMTP_URL !== undefined];
  }

  /**
   * The coördinator waits no longer.
   * @throws DomainError `evaluatie-onbekend`, `evaluatie-gesloten`
   */
  async sluit(wie: Wie, id: string, reden?: string): Promise<Evaluatie> {
    return inTransaction(this.dataSource, async (m) => {
      const evaluatie = await vergrendel(m, id);
      if (!evaluatie) throw evaluatieOnbekend();
      if (evaluatie.geslotenOp) throw evaluatieGesloten();
      await this.sluitAf(m, wie, evaluatie, reden);
      return evaluatie;
    });
  }

  /** The ones of this soort whose time is over, or that everybody has answered. */
  private async teSluiten(m: EntityManager, soort: Evaluatiesoort): Promise<string[]> {
    const rows = await m.query<TeSluiten[]>(TE_SLUITEN, [this.clock.now(), soort, null]);
    return rows.map(({ id }) => id);
  }

  /** Closes one of those, when it still is one. */
  private async sluitRijpe(m: EntityManager, soort: Evaluatiesoort, id: string): Promise<string[]> {
    const evaluatie = await vergrendel(m, id);
    const [rijp] = await m.query<TeSluiten[]>(TE_SLUITEN, [this.clock.now(), soort, id]);
    if (!evaluatie || !rijp) return [];
    const reden = rijp.iedereen ? 'iedereen heeft geantwoord' : undefined;
    const antwoorden = await this.sluitAf(m, systeem, evaluatie, reden);
    const { code } = await m.findOneByOrFail(Cohort, { id: evaluatie.cohortId });
    return [`${code}: ${soort} gesloten met ${plural(antwoorden, 'antwoord', 'antwoorden')}`];
  }

  /** On 1 October small groups are put together. */
  private async bundel(m: EntityManager): Promise<string[]> {
    const aantal = await this.tellen.verdeel(m);
    return aantal === 0 ? [] : [`${plural(aantal, 'bundel', 'bundels')} van kleine groepen gemaakt`];
  }

  private async sluitAf(m: EntityManager, wie: Wie, evaluatie: Evaluatie, reden?: string): Promise<number> {
    evaluatie.geslotenOp = this.clock.now();
    await m.update(Evaluatie, { id: evaluatie.id }, { geslotenOp: evaluatie.geslotenOp });
    await this.tellen.leg(m, [evaluatie.id]);
    const antwoorden = await m.countBy(EvaluatieAntwoord, { evaluatieId: evaluatie.id });
    await this.audit.noteer(m, {
      wie,
      code: 'evaluatie.gesloten',
      onderwerp: { soort: 'cohort', id: evaluatie.cohortId },
      gegevens: { soort: evaluatie.soort, antwoorden, ...(reden ? { reden } : {}) },
    });
    return antwoorden;
  }
}

/** Locks one evaluatie, so that answering, asking and closing take turns. */
export const vergrendel = (m: EntityManager, id: string): Promise<Evaluatie | null> =>
  m.findOne(Evaluatie, { where: { id }, lock: { mode: 'for_no_key_update' } });

/** The same, and nothing when it takes no answers any more. */
async function vergrendelOpen(m: EntityManager, id: string, nu: Date): Promise<Evaluatie | null> {
  const evaluatie = await vergrendel(m, id);
  return evaluatie?.isOpen(nu) ? evaluatie : null;
}

/** Does all parts, also when one of them fails: a cohort that can not be asked must not keep others from being closed. */
async function samen(delen: (() => Promise<Taakresultaat>)[]): Promise<Taakresultaat> {
  const regels: string[] = [];
  const fouten: unknown[] = [];
  for (const deel of delen) {
    try {
      regels.push(...(await deel()).regels);
    } catch (fout) {
      fouten.push(fout);
    }
  }
  if (fouten.length > 0) throw fouten.length === 1 ? fouten[0] : new AggregateError(fouten);
  return { aantal: regels.length, regels };
}

const ids = (rows: { id: string }[]): string[] => rows.map(({ id }) => id);

const codeVan = async (m: EntityManager, { cohortId }: Evaluatie): Promise<string> =>
  (await m.findOneByOrFail(Cohort, { id: cohortId })).code;

const mensen = (aantal: number): string => plural(aantal, 'mens', 'mensen');
