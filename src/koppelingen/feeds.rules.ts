import { Feed } from 'feed';
import ical, { ICalCalendarMethod } from 'ical-generator';
import { formatDate, formatDateTime } from '../platform/clock/dates.js';
import { xmlText } from '../platform/text/characters.js';
import { plural } from '../platform/web/template-helpers.js';
import { cohortpaden } from '../cohorten/paden.js';
import { informatiepaden } from '../toegang/paden.js';
import { koppelpaden } from './paden.js';
import { eventVan, type Uitgever } from '../cohorten/agenda.service.js';
import type { Feedpunt, Nieuwtje } from './feeds.service.js';

/** How the feeds are written. Plain functions from what was read to text. */

/** How often a calendar or reader may come back; the same in the text and in the header `Cache-Control`. */
export const verversSeconden = 3600;

/**
 * One calendar with the bijeenkomsten of several cohorten (RFC 5545).
 * @param nu DTSTAMP of every event.
 */
export function agendafeed(naam: string, punten: readonly Feedpunt[], uitgever: Uitgever, nu: Date): string {
  const calendar = ical({
    prodId: { company: uitgever.naam, product: 'Agenda', language: 'NL' },
    name: naam,
    method: ICalCalendarMethod.PUBLISH,
    ttl: verversSeconden,
    events: punten.map((punt) => {
      const { opleiding, code, cohort, cohortlocatie, status, versie, ...bijeenkomst } = punt;
      const agenda = {
        opleiding: { naam: opleiding, code },
        cohort: { naam: cohort, locatie: cohortlocatie, status, versie },
        bijeenkomsten: [],
      };
      return eventVan(agenda, bijeenkomst, uitgever, nu);
    }),
  });
  return calendar.toString();
}

/** RSS 2.0 of cohorten for which one can enrol. The guid of a cohort never changes. */
export function nieuwsfeed(nieuws: readonly Nieuwtje[], { naam, baseUrl }: Uitgever, nu: Date): string {
  const feed = new Feed({
    title: `${naam}: nieuwe groepen`,
    description:
      'Opleidingen en trainingen voor wie in het onderwijs werkt, waarvoor je je nu kunt aanmelden.',
    link: `${baseUrl}/`,
    feedLinks: { rss: `${baseUrl}${koppelpaden.feed}` },
    language: 'nl',
    updated: nieuws.map(({ gepubliceerd }) => gepubliceerd).find((op) => op !== null) ?? nu,
    ttl: verversSeconden / 60,
    generator: false,
  });
  for (const n of nieuws)
    feed.addItem({
      title: n.eerste ? `${n.opleiding}, start ${formatDate(n.eerste)}` : `${n.opleiding}, ${n.cohort}`,
      guid: `urn:uuid:${n.id}`,
      link: `${baseUrl}${cohortpaden.opleiding(n.code)}`,
      date: n.gepubliceerd ?? nu,
      description: beschrijving(n),
      category: [{ name: n.soort }],
    });
  return xmlText(feed.rss2());
}

function beschrijving({ cohort, omschrijving, eerste, locatie, vrij, aanmeldenVoor }: Nieuwtje): string {
  return [
    `${cohort}.`,
    eerste && `Eerste bijeenkomst: ${formatDateTime(eerste)}${locatie ? `, ${locatie}` : ''}.`,
    `Nog ${plural(vrij, 'plek', 'plekken')} vrij.`,
    aanmeldenVoor && `Aanmelden kan vóór ${formatDate(aanmeldenVoor)}.`,
    omschrijving,
  ]
    .filter(Boolean)
    .join(' ');
}

/** https://www.sitemaps.org/protocol.html */
export function sitemap(codes: readonly string[], baseUrl: string): string {
  const paden = [
    '/',
    ...codes.map((code) => cohortpaden.opleiding(code)),
    informatiepaden.privacy,
    informatiepaden.toegankelijkheid,
  ];
  const urls = paden.map((pad) => `<url><loc>${baseUrl}${encodeURI(pad)}</loc></url>`);
  return xmlText(
    `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.join('\n')}\n</urlset>\n`,
  );
}
