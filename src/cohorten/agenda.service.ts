import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { Settings } from '../platform/config/settings.js';
import { Opleiding } from '../opleidingen/opleiding.entity.js';
import { agendaVan } from './agenda.js';
import { Bijeenkomst } from './bijeenkomst.entity.js';
import { Cohort } from './cohort.entity.js';
import { cohortOnbekend } from './cohorten.errors.js';
import { zichtbaar } from './cohorten.rules.js';

/** The calendar file of a cohort. */
@Injectable()
export class AgendaService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  /**
   * For who has or had an aanmelding: also when the cohort is not shown to the world.
   * @returns iCalendar text.
   * @throws DomainError `cohort-onbekend`
   */
  async vanCohort(cohortId: string): Promise<string> {
    const { cohort, opleiding } = await this.zoek(cohortId);
    return this.tekst(cohort, opleiding);
  }

  /** For everybody: a concept, or an opleiding that is not published, is unknown. */
  async vanOpenbaarCohort(cohortId: string): Promise<string> {
    const { cohort, opleiding } = await this.zoek(cohortId);
    if (!opleiding.gepubliceerd || !zichtbaar.includes(cohort.status)) throw cohortOnbekend();
    return this.tekst(cohort, opleiding);
  }

  private async zoek(id: string): Promise<{ cohort: Cohort; opleiding: Opleiding }> {
    const cohort = await this.dataSource.manager.findOneBy(Cohort, { id });
    if (!cohort) throw cohortOnbekend();
    const opleiding = await this.dataSource.manager.findOneByOrFail(Opleiding, { id: cohort.opleidingId });
    return { cohort, opleiding };
  }

  private async tekst(cohort: Cohort, opleiding: Opleiding): Promise<string> {
    const bijeenkomsten = await this.dataSource.manager.find(Bijeenkomst, {
      where: { cohortId: cohort.id },
      order: { begint: 'ASC', id: 'ASC' },
    });
    return agendaVan({ opleiding, cohort, bijeenkomsten }, this.settings.BASE_URL, this.clock.now());
  }
}
