import type { Opleiding } from '../opleidingen/opleiding.entity.js';
import { doelgroepen } from '../opleidingen/opleidingen.rules.js';
import { addDays, inAmsterdam } from '../platform/clock/dates.js';
import { vrijVan, type BijeenkomstBeeld, type CohortBeeld } from './cohorten.queries.js';
import { type Staat, staatVan } from './cohort.scherm.js';
import { aanmeldpaden } from '../aanmeldingen/paden.js';
import { cohortpaden } from './paden.js';

/** What the public pages tell search engines, in the words of schema.org (Course and CourseInstance). */
type Node = Record<string, unknown>;

/** Whose site it is, and where. */
export interface Site {
  baseUrl: string;
  naam: string;
}

const academie = ({ baseUrl, naam }: Site): Node => ({
  '@type': 'Organization',
  name: naam,
  url: `${baseUrl}/`,
});

/** Without what is not known. */
const bekend = (node: Node): Node =>
  Object.fromEntries(Object.entries(node).filter(([, waarde]) => waarde !== null && waarde !== undefined));

const adres = (baseUrl: string, code: string): string =>
  `${baseUrl}${cohortpaden.opleiding(encodeURIComponent(code))}`;

/** The opleidingen on this page of the catalogue, in its order; what each is, stands on its own page. */
export function catalogusJsonld(opleidingen: readonly Opleiding[], baseUrl: string): Node {
  return {
    '@context': 'https://schema.org',
    '@type': 'ItemList',
    itemListElement: opleidingen.map(({ code, naam }, i) => ({
      '@type': 'ListItem',
      position: i + 1,
      name: naam,
      url: adres(baseUrl, code),
    })),
  };
}

/** One opleiding with the cohorten that somebody may still look for. */
export function opleidingJsonld(o: Opleiding, cohorten: readonly CohortBeeld[], site: Site): Node {
  const getoond = cohorten.filter((c) => !['afgerond', 'aangekondigd', 'bezig'].includes(staatVan(c)));
  return {
    '@context': 'https://schema.org',
    ...cursus(o, site),
    ...bekend({
      timeRequired: o.studielastUren ? `PT${o.studielastUren}H` : null,
      coursePrerequisites: o.voorwaarden,
      numberOfCredits: o.ects ? { '@type': 'QuantitativeValue', value: o.ects, unitText: 'ECTS' } : null,
      hasCourseInstance: getoond.length > 0 ? getoond.map((c) => uitvoering(o, c, site)) : null,
    }),
  };
}

function cursus(o: Opleiding, site: Site): Node {
  const { baseUrl } = site;
  const [aanbieder] = o.aanbieders;
  return bekend({
    '@type': 'Course',
    '@id': adres(baseUrl, o.code),
    url: o.externUrl ?? adres(baseUrl, o.code),
    courseCode: o.code,
    name: o.naam,
    description: o.omschrijving || o.naam,
    inLanguage: 'nl',
    provider: o.externUrl && aanbieder ? { '@type': 'Organization', name: aanbieder } : academie(site),
    educationalLevel: o.niveau,
    audience:
      o.doelgroepen.length > 0
        ? { '@type': 'EducationalAudience', educationalRole: o.doelgroepen.map(inWoorden).join(', ') }
        : null,
  });
}

const inWoorden = (code: string): string => doelgroepen.find((d) => d.code === code)?.naam ?? code;

function uitvoering(o: Opleiding, c: CohortBeeld, site: Site): Node {
  const { baseUrl } = site;
  const staat = staatVan(c);
  return bekend({
    '@type': 'CourseInstance',
    '@id': `${adres(baseUrl, c.opleidingCode)}#cohort-${c.code.toLowerCase()}`,
    name: `${o.naam}, ${c.naam}`,
    url: `${adres(baseUrl, c.opleidingCode)}#cohort-${c.code.toLowerCase()}`,
    inLanguage: 'nl',
    startDate: c.eerste && metZone(c.eerste),
    endDate: c.laatste && metZone(c.laatste),
    courseMode: vorm(c),
    location: plek(c, baseUrl),
    organizer: academie(site),
    eventStatus: `https://schema.org/Event${staat === 'geannuleerd' ? 'Cancelled' : 'Scheduled'}`,
    courseWorkload: uren(o, c),
    maximumAttendeeCapacity: c.capaciteit,
    remainingAttendeeCapacity: c.capaciteit === null || staat === 'geannuleerd' ? null : vrijVan(c),
    offers: staat === 'geannuleerd' ? null : aanbod(c, staat, baseUrl),
  });
}

/** "2027-01-20T13:00:00+01:00", as the clock in Utrecht says it. */
const metZone = (moment: Date): string =>
  inAmsterdam(moment).toString({ timeZoneName: 'never', smallestUnit: 'second' });

const isOnline = ({ locatie, link }: Pick<BijeenkomstBeeld, 'locatie' | 'link'>): boolean =>
  link !== null || /\bonline\b/i.test(locatie ?? '');

function vorm(c: CohortBeeld): string | null {
  if (c.bijeenkomsten.length === 0) return null;
  const online = c.bijeenkomsten.filter((b) => isOnline({ ...b, locatie: b.locatie ?? c.locatie })).length;
  if (online === 0) return 'Onsite';
  return online === c.bijeenkomsten.length ? 'Online' : 'Blended';
}

/** "Utrecht" of "Utrecht, Café ’t Hoogt" and of "Rafaëlschool Utrecht"; null where the text names no town that is known. */
const plaatsUit = (locatie: string): string | null => (/\bUtrecht\b/.test(locatie) ? 'Utrecht' : null);

function plek(c: CohortBeeld, baseUrl: string): Node | null {
  const locatie = c.locatie ?? c.bijeenkomsten[0]?.locatie ?? null;
  // The link of a meeting is for who takes part; the page says how to become one.
  if (vorm(c) === 'Online') return { '@type': 'VirtualLocation', url: adres(baseUrl, c.opleidingCode) };
  return locatie
    ? {
        '@type': 'Place',
        name: locatie,
        // The town is in the name, or nobody said.
        address: bekend({
          '@type': 'PostalAddress',
          addressLocality: plaatsUit(locatie),
          addressCountry: 'NL',
        }),
      }
    : null;
}

/** ISO 8601: the contact hours as stated, else those of the bijeenkomsten. */
function uren(o: Opleiding, c: CohortBeeld): string | null {
  const minuten =
    o.contacturen !== null
      ? o.contacturen * 60
      : c.bijeenkomsten.reduce((som, b) => som + (b.eindigt.getTime() - b.begint.getTime()) / 60_000, 0);
  if (minuten <= 0) return null;
  const [heel, rest] = [Math.floor(minuten / 60), Math.round(minuten % 60)];
  return `PT${heel > 0 ? `${heel}H` : ''}${rest > 0 ? `${rest}M` : ''}`;
}

const voorraad: Partial<Record<Staat, string>> = {
  open: 'InStock',
  wachtlijst: 'BackOrder',
  'nog-niet-open': 'PreSale',
  gesloten: 'SoldOut',
};

function aanbod(c: CohortBeeld, staat: Staat, baseUrl: string): Node | null {
  const beschikbaar = voorraad[staat];
  if (!beschikbaar) return null;
  return bekend({
    '@type': 'Offer',
    url: `${baseUrl}${aanmeldpaden.aanmelden(c.id)}`,
    availability: `https://schema.org/${beschikbaar}`,
    category: c.kostenCent === null ? null : c.kostenCent === 0 ? 'Free' : 'Paid',
    price: c.kostenCent === null ? null : c.kostenCent / 100,
    priceCurrency: c.kostenCent === null ? null : 'EUR',
    validFrom: c.aanmeldenVanaf,
    availabilityEnds: c.aanmeldenVoor && addDays(c.aanmeldenVoor, -1),
  });
}
