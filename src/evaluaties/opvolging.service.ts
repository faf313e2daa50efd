import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Cohort } from '../cohorten/cohort.entity.js';
import { Clock } from '../platform/clock/clock.js';
import { inAmsterdam, toDate } from '../platform/clock/dates.js';
import { Settings } from '../platform/config/settings.js';
import { plural } from '../platform/web/template-helpers.js';
import { Evaluatie, type Evaluatiesoort } from './evaluatie.entity.js';
import { EvaluatiesMails, type Gevraagde } from './evaluaties.mails.js';
import { HERINNER, MET_NAKOMERS, SCHUIF_SLUITING, TE_HERINNEREN } from './evaluaties.sql.js';
import { vergrendelOpen } from './evaluaties.service.js';
import { OpeningService } from './opening.service.js';

/** Days after the question on which who did not answer is reminded, once. */
const HERINNER_NA: Record<Evaluatiesoort, number> = { evaluatie: 7, nameting: 14 };

/** While it can be answered: who was marked as present later, and who has not answered yet. Steps of the tasks. */
@Injectable()
export class OpvolgingService {
  constructor(
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly opening: OpeningService,
    private readonly mails: EvaluatiesMails,
  ) {}

  /** When the plan moved on after the question, the end moves along. */
  async schuifSluiting(m: EntityManager): Promise<void> {
    await m.query(SCHUIF_SLUITING);
  }

  async metNakomers(m: EntityManager): Promise<string[]> {
    return ids(await m.query(MET_NAKOMERS, [this.clock.now()]));
  }

  async vraagNakomers(m: EntityManager, id: string): Promise<string[]> {
    const evaluatie = await vergrendelOpen(m, id, this.clock.now());
    if (!evaluatie) return [];
    const aantal = await this.opening.nodigUit(m, evaluatie);
    return aantal === 0
      ? []
      : [`${await codeVan(m, evaluatie)}: ${plural(aantal, 'nakomer', 'nakomers')} gevraagd`];
  }

  async teHerinneren(m: EntityManager, soort: Evaluatiesoort): Promise<string[]> {
    return ids(await m.query(TE_HERINNEREN, this.grens(soort)));
  }

  async herinner(m: EntityManager, soort: Evaluatiesoort, id: string): Promise<string[]> {
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
}

const ids = (rows: { id: string }[]): string[] => rows.map(({ id }) => id);

const codeVan = async (m: EntityManager, { cohortId }: Evaluatie): Promise<string> =>
  (await m.findOneByOrFail(Cohort, { id: cohortId })).code;
