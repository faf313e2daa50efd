import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AanmeldenService } from '../../src/aanmeldingen/aanmelden.service.js';
import { systeem } from '../../src/toegang/wie.js';
import type { Cohort } from '../../src/cohorten/cohort.entity.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { leesAgenda } from '../support/agenda.js';
import { maakBijeenkomst, maakCohort, maakOpleiding, verzoek } from '../support/makers.js';
import { vraag } from '../support/vraag.js';
import { type Agenda, agendaVan } from '../../src/cohorten/agenda.service.js';

const agenda = (met: Partial<Agenda['cohort']> = {}): Agenda => ({
  opleiding: { code: 'LAS-1', naam: 'LAS I' },
  cohort: { naam: 'najaar', locatie: 'Utrecht', status: 'open', versie: 3, ...met },
  bijeenkomsten: [
    {
      id: 'b1',
      begint: new Date('2026-10-24T07:00:00Z'),
      eindigt: new Date('2026-10-24T10:00:00Z'),
      locatie: 'Zaal 1, Domplein; Utrecht',
      link: 'https://video.example/1',
      onderwerp: 'Jezelf\nleiden',
    },
  ],
});
const nu = new Date('2026-09-01T08:00:00Z');
const uitgever = {
  naam: 'Utrecht Leert Academie',
  baseUrl: 'https://academie.example',
  contact: 'academie@leert.example',
};
const event = (a: Agenda) => leesAgenda(agendaVan(a, uitgever, nu)).events[0]!;

describe('de tekst', () => {
  test('is voorlopig zolang nog niet besloten is dat het doorgaat', () => {
    expect(event(agenda({ status: 'bevestigd' }))['STATUS']).toBe('CONFIRMED');
    expect(event(agenda({ status: 'geannuleerd' }))['STATUS']).toBe('CANCELLED');
  });

  test('heeft tijden in UTC, een vaste UID en alles wat een deelnemer nodig heeft', () => {
    expect(event(agenda())).toEqual({
      UID: 'b1@academie.example',
      SEQUENCE: '3',
      DTSTAMP: '20260901T080000Z',
      DTSTART: '20261024T070000Z',
      DTEND: '20261024T100000Z',
      SUMMARY: 'LAS I',
      LOCATION: 'Zaal 1, Domplein; Utrecht',
      DESCRIPTION:
        'najaar\nJezelf\nleiden\nOnline: https://video.example/1\nMeer informatie: https://academie.example/opleidingen/LAS-1',
      URL: 'https://academie.example/opleidingen/LAS-1',
      STATUS: 'TENTATIVE',
      ORGANIZER: 'mailto:academie@leert.example',
    });
  });

  test('regels eindigen op CRLF en zijn hoogstens 75 bytes', () => {
    const tekst = agendaVan(agenda({ naam: 'Ü'.repeat(200) }), uitgever, nu);
    expect(tekst.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    for (const regel of tekst.split('\r\n')) expect(Buffer.byteLength(regel)).toBeLessThanOrEqual(75);
  });

  test('een gewijzigd plan vervangt het oude; wat niet doorgaat zegt dat', () => {
    const [eerst, later, af] = [agenda(), agenda({ versie: 4 }), agenda({ status: 'geannuleerd' })].map(
      event,
    );
    expect(later?.UID).toBe(eerst?.UID);
    expect(Number(later?.SEQUENCE)).toBeGreaterThan(Number(eerst?.SEQUENCE));
    expect([af?.STATUS, af?.SUMMARY]).toEqual(['CANCELLED', 'Gaat niet door: LAS I']);
  });

  test('tekst kan geen eigen regel beginnen', () => {
    const a = agenda({ naam: 'x\r\nEND:VEVENT\r\nBEGIN:VALARM' });
    expect(agendaVan(a, uitgever, nu)).not.toMatch(/^BEGIN:VALARM/m);
  });
});

describe('het adres', () => {
  let academie: Academie;
  let cohort: Cohort;
  beforeAll(async () => {
    academie = await startAcademie();
    cohort = await maakCohort(academie.dataSource);
    await maakBijeenkomst(academie.dataSource, {
      cohortId: cohort.id,
      begint: new Date('2027-07-01T07:00:00Z'),
      eindigt: new Date('2027-07-01T08:00:00Z'),
    });
  });
  afterAll(() => academie?.sluit());

  const haal = (id: string) => vraag(academie, `/cohorten/${id}/agenda.ics`);

  test('geeft iedereen de bijeenkomsten, en geen namen', async () => {
    const aanvraag = verzoek({ achternaam: 'Geheim' });
    await academie.app.get(AanmeldenService).meldAan(cohort.id, aanvraag, systeem);
    const antwoord = await haal(cohort.id);
    expect([antwoord.status, antwoord.header('content-type')]).toEqual([200, 'text/calendar; charset=utf-8']);
    expect(leesAgenda(antwoord.tekst).events.map(({ DTSTART }) => DTSTART)).toEqual([
      '20270120T120000Z',
      '20270701T070000Z',
    ]);
    expect(antwoord.tekst).not.toContain('Geheim');
  });

  test('weet niets van een concept of van een opleiding die niet is gepubliceerd', async () => {
    const concept = await maakCohort(academie.dataSource, { status: 'concept' });
    const opleiding = await maakOpleiding(academie.dataSource, { gepubliceerd: false });
    const verborgen = await maakCohort(academie.dataSource, { opleidingId: opleiding.id });
    expect((await haal(concept.id)).status).toBe(404);
    expect((await haal(verborgen.id)).status).toBe(404);
    expect((await haal('geen-id')).status).toBe(404);
  });
});
