import ical, { ICalCalendarMethod, ICalEventStatus, type ICalEventData } from 'ical-generator';
import { contactOf, type Settings } from '../platform/config/settings.js';
import type { Bijeenkomst } from './bijeenkomst.entity.js';
import type { Cohort } from './cohort.entity.js';
import { cohortpaden } from './paden.js';

/** What a calendar tells of a cohort: no names of people. */
export interface Agenda {
  opleiding: { code: string; naam: string };
  cohort: Pick<Cohort, 'naam' | 'locatie' | 'status' | 'versie'>;
  bijeenkomsten: readonly Agendapunt[];
}

export type Agendapunt = Pick<Bijeenkomst, 'id' | 'begint' | 'eindigt' | 'locatie' | 'link' | 'onderwerp'> & {
  /** It is online, also where the link is not told. */
  online?: boolean;
  /** It is off. */
  vervallen?: boolean;
  /** It goes on, but without the one this calendar is for. */
  zonderMij?: boolean;
};

/** Who a calendar is of: the address of the site, without a slash at the end, and the mailbox of the academie. */
export interface Uitgever {
  baseUrl: string;
  contact: string;
}

export const uitgeverVan = (settings: Settings): Uitgever => ({
  baseUrl: settings.BASE_URL,
  contact: contactOf(settings),
});

/**
 * The bijeenkomsten of a cohort as iCalendar text (RFC 5545). A UID never changes and SEQUENCE rises with the plan, so
 * that a calendar which has the older plan replaces it; with the same SEQUENCE the later DTSTAMP wins (RFC 5546). Times
 * are UTC: ical-generator writes a `Date` with its option `timezone` two hours off.
 * @param nu when this text is made (DTSTAMP).
 */
export function agendaVan(agenda: Agenda, uitgever: Uitgever, nu: Date): string {
  const calendar = ical({
    prodId: { company: 'Utrecht Leert Academie', product: 'Agenda', language: 'NL' },
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
  { baseUrl, contact }: Uitgever,
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
    organizer: { name: 'Utrecht Leert Academie', email: contact },
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
