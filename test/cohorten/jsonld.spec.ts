import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Cohort } from '../../src/cohorten/cohort.entity.js';
import { vul } from '../support/aanmeldingen.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { maakCohort, maakOpleiding } from '../support/makers.js';
import { vraag } from '../support/vraag.js';

let academie: Academie;
beforeAll(async () => {
  academie = await startAcademie();
});
afterAll(() => academie?.sluit());

/** What stands in the head of the page, as a search engine reads it. */
async function gegevensVan(pad: string): Promise<{ json: Record<string, unknown>; kop: string }> {
  const { tekst } = await vraag(academie, pad);
  const blokken = [...tekst.matchAll(/<script type="application\/ld\+json">([\s\S]*?)<\/script>/g)];
  expect(blokken).toHaveLength(1);
  return { json: JSON.parse(blokken[0]![1]!) as Record<string, unknown>, kop: tekst.split('</head>')[0]! };
}

test('een opleiding met een cohort: wanneer, waar, hoe duur, hoeveel', async () => {
  const o = await maakOpleiding(academie.dataSource, {
    code: 'LAS9',
    naam: 'Leiding </script><script>alert(1)</script> & "zo"',
    omschrijving: 'Voor wie leidt.',
    doelgroepen: ['schoolleider'],
    studielastUren: 40,
    kostenCent: 12_550,
  });
  const cohort = await maakCohort(academie.dataSource, { opleidingId: o.id, code: 'LAS9-A', naam: 'najaar' });
  await vul(academie, cohort.id, 3);
  const { json, kop } = await gegevensVan('/opleidingen/las9?van=elders');
  expect(kop).toContain('<link rel="canonical" href="http://academie.test/opleidingen/LAS9">');
  expect(json).toMatchObject({
    '@context': 'https://schema.org',
    '@type': 'Course',
    name: 'Leiding </script><script>alert(1)</script> & "zo"',
    description: 'Voor wie leidt.',
    timeRequired: 'PT40H',
    provider: { '@type': 'Organization', name: 'Utrecht Leert Academie' },
    hasCourseInstance: [
      {
        '@type': 'CourseInstance',
        url: 'http://academie.test/opleidingen/LAS9#cohort-las9-a',
        startDate: '2027-01-20T13:00:00+01:00',
        endDate: '2027-01-20T16:00:00+01:00',
        courseMode: 'Onsite',
        courseWorkload: 'PT3H',
        location: { '@type': 'Place', name: 'Utrecht' },
        eventStatus: 'https://schema.org/EventScheduled',
        maximumAttendeeCapacity: 20,
        remainingAttendeeCapacity: 17,
        offers: {
          '@type': 'Offer',
          price: 125.5,
          priceCurrency: 'EUR',
          category: 'Paid',
          availability: 'https://schema.org/InStock',
          availabilityEnds: '2026-12-31',
          url: `http://academie.test/cohorten/${cohort.id}/aanmelden`,
        },
      },
    ],
  });
});

test('een cohort dat vol is, of niet doorgaat, of online is', async () => {
  const o = await maakOpleiding(academie.dataSource, { code: 'STANDEN' });
  const cohort = await maakCohort(academie.dataSource, { opleidingId: o.id, capaciteit: 1, minimum: 0 });
  await vul(academie, cohort.id, 1);
  const eerste = async () =>
    ((await gegevensVan('/opleidingen/STANDEN')).json.hasCourseInstance as Record<string, unknown>[])[0]!;
  const vol = await eerste();
  expect(vol.remainingAttendeeCapacity).toBe(0);
  expect(vol.offers).toMatchObject({ availability: 'https://schema.org/BackOrder' });
  expect(vol.offers).not.toHaveProperty('price');
  await academie.dataSource.query(
    `UPDATE bijeenkomst SET locatie = NULL, link = 'https://meet.example/geheim' WHERE cohort_id = $1`,
    [cohort.id],
  );
  const online = await eerste();
  expect(online).toMatchObject({ courseMode: 'Online', location: { '@type': 'VirtualLocation' } });
  expect(JSON.stringify(online)).not.toContain('geheim');
  await academie.dataSource.query('DELETE FROM bericht');
  await academie.dataSource.query('DELETE FROM aanmelding');
  await academie.dataSource.manager.update(
    Cohort,
    { id: cohort.id },
    { status: 'geannuleerd', annuleringsreden: 'ziek' },
  );
  const af = await eerste();
  expect(af.eventStatus).toBe('https://schema.org/EventCancelled');
  expect(af).not.toHaveProperty('offers');
});

test('de catalogus is een lijst van opleidingen, met haar feeds', async () => {
  const { json, kop } = await gegevensVan('/');
  const lijst = json.itemListElement as { position: number; name: string; url: string }[];
  expect(json['@type']).toBe('ItemList');
  expect(lijst.map(({ position }) => position)).toEqual(lijst.map((_, i) => i + 1));
  expect(lijst.map(({ url }) => url)).toEqual(
    expect.arrayContaining([
      'http://academie.test/opleidingen/LAS9',
      'http://academie.test/opleidingen/STANDEN',
    ]),
  );
  expect(lijst.map(({ name }) => name)).toContain('Leiding </script><script>alert(1)</script> & "zo"');
  expect(kop).toContain('type="application/rss+xml" title="Nieuwe groepen" href="/feed.xml"');
  expect(kop).toContain('<link rel="canonical" href="http://academie.test/">');
});

test("pagina's van medewerkers zeggen niets van dien aard", async () => {
  const { tekst } = await vraag(academie, '/inloggen');
  expect(tekst).not.toContain('ld+json');
  expect(tekst).not.toContain('canonical');
});
