import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AanmeldingenService } from '../../src/aanmeldingen/aanmeldingen.service.js';
import { Auditregel } from '../../src/audit/auditregel.entity.js';
import { systeem } from '../../src/toegang/wie.js';
import { AnnulerenService } from '../../src/cohortbeheer/verhuizen/annuleren.service.js';
import { Cohort } from '../../src/cohorten/cohort.entity.js';
import { addHours } from '../../src/platform/clock/dates.js';
import { Persoon } from '../../src/toegang/persoon.entity.js';
import { coordinator, meldLosAan, vul } from '../support/aanmeldingen.js';
import { DINSDAG, startAcademie, type Academie } from '../support/academie.js';
import { logPersoonIn } from '../support/inloggen.js';
import { maakBijeenkomst, maakCohort, maakOpleiding } from '../support/makers.js';
import { stuur, vraag, type Antwoord } from '../support/vraag.js';
import { VervallenBijeenkomst } from '../../src/cohorten/bijeenkomst.entity.js';
import { alsEigenaar } from '../support/database.js';

let academie: Academie;
beforeAll(async () => {
  academie = await startAcademie();
});
afterAll(() => academie?.sluit());

type Regels = Record<string, string>;

/** Reads iCalendar as RFC 5545 says: unfolds lines, and takes what stands between BEGIN and END. */
function lees(tekst: string): { kop: Regels; events: Regels[] } {
  const kop: Regels = {};
  const events: Regels[] = [];
  let doel = kop;
  for (const regel of tekst.replace(/\r\n[ \t]/g, '').split('\r\n')) {
    if (regel === 'BEGIN:VEVENT') events.push((doel = {}));
    else if (regel === 'END:VEVENT') doel = kop;
    else {
      const [, naam = '', waarde = ''] = /^([A-Z-]+)(?:;[^:]*)?:(.*)$/s.exec(regel) ?? [];
      doel[naam] = waarde;
    }
  }
  return { kop, events };
}

const agendaVan = async (antwoord: Promise<Antwoord>) => lees((await antwoord).tekst);

/** Presses the button at /mijn, and reads the address that appears. */
async function maakAdres(persoonId: string): Promise<string> {
  const inlog = await logPersoonIn(academie, persoonId);
  expect((await stuur(academie, '/mijn/agenda-adres', inlog)).status).toBe(303);
  const { tekst } = await vraag(academie, '/mijn', { headers: { cookie: inlog.cookie } });
  const adres = /value="http:\/\/academie\.test(\/agenda\/[\w-]+\.ics)"/.exec(tekst)?.[1];
  expect(tekst).toContain(`href="webcal://academie.test${adres}"`);
  return adres!;
}

describe('de eigen agenda', () => {
  test('is er alleen voor wie erom vroeg, onder een geheim dat is te vernieuwen', async () => {
    const cohort = await maakCohort(academie.dataSource);
    const { persoonId } = await meldLosAan(academie, cohort.id, systeem);
    const { cookie } = await logPersoonIn(academie, persoonId);
    expect((await vraag(academie, '/mijn', { headers: { cookie } })).tekst).toContain(
      'Maak mijn agenda-adres',
    );
    const eerste = await maakAdres(persoonId);
    expect(eerste.length).toBeGreaterThan(40);
    const antwoord = await vraag(academie, eerste);
    expect([antwoord.status, antwoord.header('content-type')]).toEqual([200, 'text/calendar; charset=utf-8']);
    expect(antwoord.header('cache-control')).toBe('private, max-age=300');
    expect(antwoord.header('x-robots-tag')).toContain('noindex');
    const tweede = await maakAdres(persoonId);
    expect(tweede).not.toBe(eerste);
    expect((await vraag(academie, eerste)).status).toBe(404);
    expect((await vraag(academie, tweede)).status).toBe(200);
    for (const onzin of ['/agenda/x.ics', `/agenda/${'a'.repeat(43)}.ics`, `${tweede.slice(0, -4)}`])
      expect([onzin, (await vraag(academie, onzin)).status]).toEqual([onzin, 404]);
    const regels = await academie.dataSource.manager.findBy(Auditregel, { onderwerpId: persoonId });
    expect(JSON.stringify(regels)).toContain('agendaToken');
    expect(JSON.stringify(regels)).not.toContain(tweede.slice(8, -4));
  });

  test('heeft wie een plaats heeft, niet wie wacht of wegging; een nieuw plan heeft een hogere SEQUENCE onder dezelfde UID', async () => {
    const cohort = await maakCohort(academie.dataSource, { capaciteit: 1, minimum: 0 });
    const [zit, wacht] = await vul(academie, cohort.id, 2);
    const [vanZit, vanWacht] = [await maakAdres(zit!.persoonId), await maakAdres(wacht!.persoonId)];
    const { kop, events } = await agendaVan(vraag(academie, vanZit));
    expect(kop).toMatchObject({ 'REFRESH-INTERVAL': 'PT1H', 'X-PUBLISHED-TTL': 'PT1H', METHOD: 'PUBLISH' });
    expect(events).toHaveLength(1);
    expect((await agendaVan(vraag(academie, vanWacht))).events).toEqual([]);
    await academie.dataSource.manager.increment(Cohort, { id: cohort.id }, 'versie', 1);
    const [later] = (await agendaVan(vraag(academie, vanZit))).events;
    expect(later!.UID).toBe(events[0]!.UID);
    expect(Number(later!.SEQUENCE)).toBe(Number(events[0]!.SEQUENCE) + 1);
    await academie.app.get(AanmeldingenService).annuleer(zit!.id, coordinator, 'ziek');
    expect((await agendaVan(vraag(academie, vanZit))).events).toEqual([]);
  });

  test('zegt van wat niet doorgaat dat het niet doorgaat: een bijeenkomst, of het hele cohort', async () => {
    const cohort = await maakCohort(academie.dataSource);
    const [a] = await vul(academie, cohort.id, 1);
    const adres = await maakAdres(a!.persoonId);
    await academie.dataSource.manager.insert(VervallenBijeenkomst, {
      id: cohort.id,
      cohortId: cohort.id,
      begint: addHours(DINSDAG, 100),
      eindigt: addHours(DINSDAG, 102),
      locatie: 'Zaal 2',
      onderwerp: null,
      vervallenOp: DINSDAG,
    });
    const standen = async () => (await agendaVan(vraag(academie, adres))).events.map(({ STATUS }) => STATUS);
    expect(await standen()).toEqual(['CANCELLED', 'TENTATIVE']);
    await annuleer(cohort.id);
    expect(await standen()).toEqual(['CANCELLED', 'CANCELLED']);
  });

  test('volgt naar het record dat iemand bleek te zijn', async () => {
    const cohort = await maakCohort(academie.dataSource);
    const [oud, nieuw] = await vul(academie, cohort.id, 2);
    const adres = await maakAdres(oud!.persoonId);
    await academie.dataSource.query('DELETE FROM bericht WHERE aanmelding_id = $1', [oud!.id]);
    await academie.dataSource.query('DELETE FROM aanmelding WHERE id = $1', [oud!.id]);
    expect((await agendaVan(vraag(academie, adres))).events).toEqual([]);
    await academie.dataSource.manager.update(
      Persoon,
      { id: oud!.persoonId },
      { samengevoegdMetId: nieuw!.persoonId },
    );
    expect((await agendaVan(vraag(academie, adres))).events).toHaveLength(1);
  });
});

async function annuleer(cohortId: string): Promise<void> {
  await academie.app.get(AnnulerenService).annuleer(coordinator, cohortId, { reden: 'te weinig mensen' });
}

describe('de agenda van de academie', () => {
  test('heeft wat openbaar is, van 30 dagen terug tot een jaar vooruit, en geen namen', async () => {
    const ds = academie.dataSource;
    const cohort = await maakCohort(ds, { naam: 'openbaar' });
    await meldLosAan(academie, cohort.id, systeem, { achternaam: 'Geheim' });
    const concept = await maakCohort(ds, { status: 'concept' });
    const verborgen = await maakCohort(ds, {
      opleidingId: (await maakOpleiding(ds, { gepubliceerd: false })).id,
    });
    const dagen = [-31, -29, 364, 366];
    const punten = await Promise.all(
      dagen.map((dag) => {
        const begint = addHours(DINSDAG, 24 * dag);
        return maakBijeenkomst(ds, { cohortId: cohort.id, begint, eindigt: addHours(begint, 1) });
      }),
    );
    const antwoord = await vraag(academie, '/agenda.ics');
    expect(antwoord.header('cache-control')).toBe('public, max-age=3600');
    const uids = lees(antwoord.tekst).events.map(({ UID }) => UID!.split('@')[0]);
    expect(punten.map(({ id }) => uids.includes(id))).toEqual([false, true, true, false]);
    const verstopt = await ds.query<{ id: string }[]>(
      'SELECT id FROM bijeenkomst WHERE cohort_id = ANY($1)',
      [[concept.id, verborgen.id]],
    );
    expect(verstopt.filter(({ id }) => uids.includes(id))).toEqual([]);
    expect(antwoord.tekst).not.toContain('Geheim');
  });

  test('wordt niet nog eens gestuurd aan wie hem heeft, tot er iets wijzigt', async () => {
    const cohort = await maakCohort(academie.dataSource);
    const etag = (await vraag(academie, '/agenda.ics')).header('etag');
    academie.clock.advance(5);
    const haal = () => vraag(academie, '/agenda.ics', { headers: { 'if-none-match': `W/${etag}` } });
    expect([(await haal()).status, (await haal()).tekst]).toEqual([304, '']);
    await academie.dataSource.manager.increment(Cohort, { id: cohort.id }, 'versie', 1);
    expect((await haal()).status).toBe(200);
  });
});

describe('het nieuws', () => {
  const items = (tekst: string) =>
    [...tekst.matchAll(/<item>([\s\S]*?)<\/item>/g)].map(([, item = '']) => ({
      titel: /<title><!\[CDATA\[([\s\S]*?)\]\]><\/title>/.exec(item)?.[1],
      guid: /<guid isPermaLink="false">(.*?)<\/guid>/.exec(item)?.[1],
      op: /<pubDate>(.*?)<\/pubDate>/.exec(item)?.[1],
      tekst: item,
    }));

  test('heeft cohorten met een vrije plaats, het nieuwste eerst, met een guid die blijft', async () => {
    const ds = academie.dataSource;
    const opleiding = await maakOpleiding(ds, {
      naam: 'Lezen & schrijven',
      omschrijving: 'Een <b> ]]> einde',
    });
    const nieuw = await maakCohort(ds, {
      opleidingId: opleiding.id,
      aanmeldenVanaf: '2026-11-09',
      capaciteit: 3,
      minimum: 0,
    });
    const vol = await maakCohort(ds, { opleidingId: opleiding.id, capaciteit: 1, minimum: 0 });
    await vul(academie, vol.id, 1);
    const dicht = await maakCohort(ds, { opleidingId: opleiding.id, aanmeldenVoor: '2026-11-10' });
    const straks = await maakCohort(ds, { opleidingId: opleiding.id, aanmeldenVanaf: '2026-12-01' });
    const antwoord = await vraag(academie, '/feed.xml');
    expect(antwoord.header('content-type')).toBe('application/rss+xml; charset=utf-8');
    const gevonden = items(antwoord.tekst);
    expect(gevonden[0]).toMatchObject({
      titel: 'Lezen & schrijven, start woensdag 20 januari 2027',
      guid: `urn:uuid:${nieuw.id}`,
      op: 'Sun, 08 Nov 2026 23:00:00 GMT',
    });
    expect(gevonden[0]!.tekst).toContain('Nog 3 plekken vrij. Aanmelden kan vóór vrijdag 1 januari 2027.');
    expect(gevonden[0]!.tekst).toContain('Een <b> ]]]]><![CDATA[> einde');
    const guids = gevonden.map(({ guid }) => guid);
    for (const { id } of [vol, dicht, straks]) expect(guids).not.toContain(`urn:uuid:${id}`);
    await alsEigenaar(() =>
      ds.manager.insert(Auditregel, {
        op: new Date('2026-11-09T12:00:00Z'),
        wieSoort: 'systeem',
        wieId: null,
        code: 'cohort.gepubliceerd',
        onderwerpSoort: 'cohort',
        onderwerpId: nieuw.id,
        gegevens: {},
      }),
    );
    const [later] = items((await vraag(academie, '/feed.xml')).tekst);
    expect([later?.guid, later?.op]).toEqual([`urn:uuid:${nieuw.id}`, 'Mon, 09 Nov 2026 12:00:00 GMT']);
  });
});

test('geen feed en geen sitemap bevat wat XML niet kent, ook niet uit oude rijen', async () => {
  const opleiding = await maakOpleiding(academie.dataSource, {
    naam: 'Taal\uFFFE\u0001',
    omschrijving: 'a\uFFFFb\u000Bc',
  });
  await maakCohort(academie.dataSource, { opleidingId: opleiding.id, aanmeldenVanaf: '2026-11-10' });
  for (const pad of ['/feed.xml', '/sitemap.xml']) {
    const { tekst } = await vraag(academie, pad);
    expect([pad, /(?![\t\n\r\x7F-\x9F])\p{Cc}|[\uFFFE\uFFFF]/u.test(tekst)]).toEqual([pad, false]);
  }
  expect((await vraag(academie, '/feed.xml')).tekst).toContain('[Taal, start');
});

describe('zoekmachines', () => {
  test('vinden wat openbaar is, en horen wat niet van hen is', async () => {
    const ds = academie.dataSource;
    await maakOpleiding(ds, { code: 'VINDBAAR' });
    await maakOpleiding(ds, { code: 'GEHEIM', gepubliceerd: false });
    const { tekst } = await vraag(academie, '/sitemap.xml');
    expect(tekst).toContain('<loc>http://academie.test/opleidingen/VINDBAAR</loc>');
    expect(tekst).not.toContain('GEHEIM');
    const robots = (await vraag(academie, '/robots.txt')).tekst;
    expect(robots).toContain('Sitemap: http://academie.test/sitemap.xml');
    // A calendar that obeys robots.txt may fetch the personal feed too; search engines are told noindex.
    expect(robots).not.toContain('/agenda/');
  });
});
