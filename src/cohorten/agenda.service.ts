import { Injectable } from '@nestjs/common';
import { House } from '../platform/web/house.js';
import { DataSource, type EntityManager } from 'typeorm';
import type { Bijlage } from '../berichten/bericht.entity.js';
import { Clock } from '../platform/clock/clock.js';
import { contactOf, Settings } from '../platform/config/settings.js';
import type { Cohort } from './cohort.entity.js';
import { bijeenkomstOnbekend, cohortOnbekend } from './cohorten.errors.js';
import { ZICHTBAAR } from './standen.js';
import ical, { ICalCalendarMethod, type ICalEventData, ICalEventStatus } from 'ical-generator';
import type { Bijeenkomst } from './bijeenkomst.entity.js';
import { cohortpaden } from './paden.js';

/** A cohort as a calendar tells of it, without names of people. */
export interface Agenda {
  opleiding: { code: string; naam: string };
  cohort: Pick<Cohort, 'naam' | 'locatie' | 'status' | 'versie'>;
  bijeenkomsten: readonly Agendapunt[];
}

type Agendapunt = Pick<Bijeenkomst, 'id' | 'begint' | 'eindigt' | 'locatie' | 'link' | 'onderwerp'> & {
  /** It is online, also where the link is not told. */
  online?: boolean;
  /** It is off. */
  vervallen?: boolean;
  /** It goes on, but without the one this calendar is for. */
  zonderMij?: boolean;
};

/** The owner of a calendar: the address of the site, without a slash at the end, and the mailbox of the academie. */
export interface Uitgever {
  baseUrl: string;
  naam: string;
  contact: string;
}

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
    private readonly house: House,
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
    return agendaVan(agenda, this.uitgever(), this.clock.now());
  }

  /** In whose name calendars are written. */
  uitgever(): Uitgever {
    const { BASE_URL: baseUrl } = this.settings;
    return { baseUrl, naam: this.house.current.name, contact: contactOf(this.settings) };
  }
}

/**
 * The bijeenkomsten of a cohort as iCalendar text (RFC 5545). A UID never changes and SEQUENCE rises with the plan, so
 * that a calendar which has the older plan replaces it; with the same SEQUENCE the later DTSTAMP wins (RFC 5546). Times
 * are UTC: ical-generator writes a `Date` with its option `timezone` two hours off.
 * @param nu when this text is made (DTSTAMP).
 */
export function agendaVan(agenda: Agenda, uitgever: Uitgever, nu: Date): string {
  const calendar = ical({
    prodId: { company: uitgever.naam, product: 'Agenda', language: 'NL' },
    name: agenda.opleiding.naam,
    method: ICalCalendarMethod.PUBLISH,
    events: agenda.bijeenkomsten.map((bijeenkomst) => eventVan(agenda, bijeenkomst, uitgever, nu)),
  });
  return calendar.toString();
}

/** As everybody may read it: the link lets in whoever has it, so it is for who has a place. */
export const zonderLink = <T extends Pick<Bijeenkomst, 'link'>>(
  b: T,
): T & { link: null; online: boolean } => ({
  ...b,
  link: null,
  online: b.link !== null,
});

/**
 * One bijeenkomst as an event, for whoever puts several cohorten in one calendar. A published event names its organizer
 * (RFC 5546), and is tentative as long as nobody has decided that the cohort goes on.
 */
export function eventVan(
  { opleiding, cohort }: Agenda,
  bijeenkomst: Agendapunt,
  { baseUrl, naam, contact }: Uitgever,
  nu: Date,
): ICalEventData {
  const geannuleerd = cohort.status === 'geannuleerd' || bijeenkomst.vervallen === true;
  const zeker = cohort.status === 'open' ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED;
  const url = `${baseUrl}${cohortpaden.opleiding(opleiding.code)}`;
  return {
    id: `${bijeenkomst.id}@${new URL(baseUrl).host}`,
    sequence: cohort.versie,
    stamp: nu,
    start: bijeenkomst.begint,
    end: bijeenkomst.eindigt,
    summary: `${voorvoegsel(geannuleerd, bijeenkomst)}${opleiding.naam}`,
    location:
      bijeenkomst.locatie ?? cohort.locatie ?? bijeenkomst.link ?? (bijeenkomst.online ? 'Online' : null),
    description: omschrijving(cohort.naam, bijeenkomst, url),
    url,
    organizer: { name: naam, email: contact },
    status: geannuleerd || bijeenkomst.zonderMij ? ICalEventStatus.CANCELLED : zeker,
  };
}

function voorvoegsel(geannuleerd: boolean, { zonderMij }: Agendapunt): string {
  if (geannuleerd) return 'Gaat niet door: ';
  return zonderMij ? 'Geannuleerd: ' : '';
}

function omschrijving(
  cohort: string,
  { onderwerp, link }: Pick<Bijeenkomst, 'onderwerp' | 'link'>,
  url: string,
): string {
  return [cohort, onderwerp, link && `Online: ${link}`, `Meer informatie: ${url}`].filter(Boolean).join('\n');
}
