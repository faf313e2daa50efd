import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Bijlage } from '../berichten/bericht.entity.js';
import { Clock } from '../platform/clock/clock.js';
import { Settings } from '../platform/config/settings.js';
import { agendaVan, uitgeverVan, zonderLink, type Agenda, type Agendapunt } from './agenda.queries.js';
import type { Cohort } from './cohort.entity.js';
import { bijeenkomstOnbekend, cohortOnbekend } from './cohorten.errors.js';
import { ZICHTBAAR } from './standen.js';

type Kop = Pick<Cohort, 'naam' | 'locatie' | 'status' | 'versie'> & {
  opleidingCode: string;
  opleiding: string;
  gepubliceerd: boolean;
};

const KOP = `
  SELECT c.naam, c.locatie, c.status, c.versie, o.code AS "opleidingCode", o.naam AS opleiding, o.gepubliceerd
    FROM cohort c JOIN opleiding o ON o.id = c.opleiding_id WHERE c.id = $1`;

const PUNTEN = `
  SELECT id, begint, eindigt, locatie, link, onderwerp, false AS vervallen FROM bijeenkomst WHERE cohort_id = $1
   UNION ALL
  SELECT id, begint, eindigt, locatie, NULL, onderwerp, true FROM vervallen_bijeenkomst WHERE cohort_id = $1
   ORDER BY begint, id`;

/** The calendar file of a cohort. What was planned once and is off stays in it, so that calendars take it out. */
@Injectable()
export class AgendaService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  /**
   * For who has or had an aanmelding: also when the cohort is not shown to the world.
   * @param metPlaats who has a place gets the links of what is online.
   * @returns iCalendar text.
   * @throws DomainError `cohort-onbekend`
   */
  async vanCohort(cohortId: string, metPlaats: boolean): Promise<string> {
    return this.tekst(await this.agenda(this.dataSource.manager, cohortId, metPlaats));
  }

  /** One bijeenkomst of it. @throws DomainError `bijeenkomst-onbekend` */
  async vanBijeenkomst(cohortId: string, bijeenkomstId: string, metPlaats: boolean): Promise<string> {
    const agenda = await this.agenda(this.dataSource.manager, cohortId, metPlaats);
    const bijeenkomsten = agenda.bijeenkomsten.filter(({ id }) => id === bijeenkomstId);
    if (bijeenkomsten.length === 0) throw bijeenkomstOnbekend();
    return this.tekst({ ...agenda, bijeenkomsten });
  }

  /** For everybody: a concept, or an opleiding that is not published, is unknown. */
  async vanOpenbaarCohort(cohortId: string): Promise<string> {
    const { gepubliceerd, ...agenda } = await this.agenda(this.dataSource.manager, cohortId, false);
    if (!gepubliceerd || !ZICHTBAAR.includes(agenda.cohort.status)) throw cohortOnbekend();
    return this.tekst(agenda);
  }

  /**
   * A step: the file that goes along with a mail; none while no day is known.
   * @param voor `nieuw` who has a place and nothing of it in a calendar yet, `bijgewerkt` who has a place already,
   *   `zonder-plaats` who counts on the plan but has no certain place, `af` who does not come.
   */
  async bijlagen(
    m: EntityManager,
    cohortId: string,
    voor: 'nieuw' | 'bijgewerkt' | 'zonder-plaats' | 'af',
  ): Promise<Bijlage[]> {
    const agenda = await this.agenda(m, cohortId, voor === 'nieuw' || voor === 'bijgewerkt');
    const bijeenkomsten = agenda.bijeenkomsten
      .filter(({ vervallen }) => voor !== 'nieuw' || !vervallen)
      .map((punt) => (voor === 'af' ? { ...punt, zonderMij: true } : punt));
    if (bijeenkomsten.length === 0) return [];
    const inhoud = this.tekst({ ...agenda, bijeenkomsten });
    return [{ naam: 'agenda.ics', type: 'text/calendar; charset=utf-8; method=PUBLISH', inhoud }];
  }

  private async agenda(
    m: EntityManager,
    cohortId: string,
    metPlaats: boolean,
  ): Promise<Agenda & { gepubliceerd: boolean }> {
    const [kop] = await m.query<Kop[]>(KOP, [cohortId]);
    if (!kop) throw cohortOnbekend();
    const { opleidingCode, opleiding, gepubliceerd, ...cohort } = kop;
    const punten = await m.query<Agendapunt[]>(PUNTEN, [cohortId]);
    const bijeenkomsten = metPlaats ? punten : punten.map(zonderLink);
    return { opleiding: { code: opleidingCode, naam: opleiding }, cohort, bijeenkomsten, gepubliceerd };
  }

  private tekst(agenda: Agenda): string {
    return agendaVan(agenda, uitgeverVan(this.settings), this.clock.now());
  }
}
