import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { AanmeldingenService } from '../../src/aanmeldingen/aanmeldingen.service.js';
import { AuditQueries } from '../../src/audit/audit.queries.js';
import { AuditService, type NieuweAuditregel } from '../../src/audit/audit.service.js';
import type { Auditcodes } from '../../src/audit/auditcodes.rules.js';
import { gebeurtenis, geschiedenisVan } from '../../src/audit/geschiedenis.rules.js';
import { systeem } from '../../src/toegang/wie.js';
import { Bericht } from '../../src/berichten/bericht.entity.js';
import { BesturenService } from '../../src/besturen/besturen.service.js';
import type { Cohort } from '../../src/cohorten/cohort.entity.js';
import { Gebruiker } from '../../src/toegang/gebruiker.entity.js';
import { coordinator, meldLosAan } from '../support/aanmeldingen.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { logIn, type Inlog } from '../support/inloggen.js';
import {
  maakBestuur,
  maakBijeenkomst,
  maakCohort,
  maakGebruiker,
  maakOpleiding,
  maakSchool,
} from '../support/makers.js';
import { vraag } from '../support/vraag.js';

let academie: Academie;
let gebruiker: Gebruiker;
let inlog: Inlog;
beforeAll(async () => {
  academie = await startAcademie();
  gebruiker = await maakGebruiker(academie.dataSource, { naam: 'Co Ordinator' });
  inlog = await logIn(academie, gebruiker);
});
afterAll(() => academie?.sluit());

const door = () => ({ ...coordinator, id: gebruiker.id });
const noteer = <C extends keyof Auditcodes>(regel: Omit<NieuweAuditregel<C>, 'wie'>) =>
  academie.app.get(AuditService).noteer(academie.dataSource.manager, { wie: door(), ...regel });
const cohortMet = async (naam: string, opleiding = 'LAS I'): Promise<Cohort> =>
  maakCohort(academie.dataSource, {
    naam,
    opleidingId: (await maakOpleiding(academie.dataSource, { naam: opleiding })).id,
  });
const teksten = async (soort: string, id: string): Promise<string[]> =>
  geschiedenisVan(await academie.app.get(AuditQueries).vanOnderwerp(soort, id)).map(({ tekst }) => tekst);
const scherm = async (cohortId: string, query = '') =>
  vraag(academie, `/beheer/cohorten/${cohortId}/geschiedenis${query}`, { headers: { cookie: inlog.cookie } });

describe('wat de audit als id bewaart is als naam te lezen', () => {
  test('cohorten, bijeenkomsten, schools, trainers', async () => {
    const ds = academie.dataSource;
    const [van, naar] = [await cohortMet('najaar'), await cohortMet('voorjaar', 'LAS II')];
    const les = await maakBijeenkomst(ds, {
      cohortId: van.id,
      begint: new Date('2026-12-01T12:30:00Z'),
      eindigt: new Date('2026-12-01T14:00:00Z'),
    });
    const [eerst, later] = [
      await maakSchool(ds, { naam: 'De Linde' }),
      await maakSchool(ds, { naam: 'De Beuk' }),
    ];
    const trainer = await maakGebruiker(ds, { rol: 'trainer', naam: 'Tara Trainer' });
    const onderwerp = { soort: 'aanmelding', id: 'a-1' } as const;
    await noteer({ code: 'aanmelding.overzetting-voorgesteld', onderwerp, gegevens: { naar: [naar.id] } });
    await noteer({ code: 'aanmelding.overgezet', onderwerp, gegevens: { van: van.id, naar: naar.id } });
    await noteer({
      code: 'aanmelding.aanwezigheid',
      onderwerp,
      gegevens: { bijeenkomst: les.id, van: null, naar: 'aanwezig' },
    });
    await noteer({
      code: 'aanmelding.gewijzigd',
      onderwerp,
      gegevens: { velden: { schoolId: { van: eerst.id, naar: later.id } } },
    });
    await noteer({
      code: 'cohort.gewijzigd',
      onderwerp,
      gegevens: { velden: { trainerId: { van: null, naar: trainer.id } } },
    });
    expect(await teksten('aanmelding', 'a-1')).toEqual([
      'trainer: Tara Trainer',
      'Gewijzigd: school: De Linde → De Beuk',
      'Aanwezigheid di 1 dec 2026 om 13:30 uur: nog niet ingevuld → aanwezig',
      'Overgezet naar LAS II, voorjaar',
      'Voorgesteld: LAS II, voorjaar',
    ]);
  });

  test('met een keer opzoeken, hoeveel het er ook zijn', async () => {
    const cohort = await cohortMet('zomer');
    for (let i = 0; i < 20; i += 1)
      await noteer({
        code: 'aanmelding.overgezet',
        onderwerp: { soort: 'aanmelding', id: 'a-2' },
        gegevens: { van: cohort.id, naar: (await cohortMet(`c${i}`)).id },
      });
    const spion = jest.spyOn(academie.dataSource, 'query');
    expect(new Set(await teksten('aanmelding', 'a-2')).size).toBe(20);
    const vragen = spion.mock.calls.length;
    spion.mockRestore();
    expect(vragen).toBe(2);
  });

  test('wat nergens meer van is blijft uit beeld', () => {
    const naar = '00000000-0000-4000-8000-000000000000';
    const regel = { code: 'aanmelding.overgezet', gegevens: { van: naar, naar }, namen: new Map() } as const;
    expect(gebeurtenis(regel)).toBe('Overgezet naar een ander cohort');
  });
});

describe('tab Geschiedenis', () => {
  let cohort: Cohort;
  let persoonId: string;
  beforeAll(async () => {
    cohort = await cohortMet('met een verhaal');
    await noteer({
      code: 'cohort.gepubliceerd',
      onderwerp: { soort: 'cohort', id: cohort.id },
      gegevens: {},
    });
    const a = await meldLosAan(academie, cohort.id, systeem, { voornaam: 'Noor', achternaam: 'Hont' });
    ({ persoonId } = a);
    const b = await meldLosAan(academie, cohort.id, systeem, { voornaam: 'Bram', achternaam: 'Aal' });
    await academie.app.get(AanmeldingenService).annuleer(b.id, door(), 'ziek geworden');
    const les = await academie.dataSource.query<{ id: string }[]>(
      'SELECT id FROM bijeenkomst WHERE cohort_id = $1',
      [cohort.id],
    );
    await noteer({
      code: 'aanmelding.aanwezigheid',
      onderwerp: { soort: 'aanmelding', id: a.id },
      gegevens: { bijeenkomst: les[0]!.id, van: null, naar: 'afgemeld' },
    });
    const ander = await cohortMet('van een ander');
    await meldLosAan(academie, ander.id, systeem, { voornaam: 'Iemand', achternaam: 'Elders' });
  });

  const regelsVan = (tekst: string): string[] =>
    [...tekst.matchAll(/<li class="ula-stap[^"]*">([\s\S]*?)<\/li>/g)].map(([, li = '']) =>
      li
        .replace(/<[^>]+>/g, ' ')
        .replace(/&#x27;/g, '’')
        .replace(/\s+/g, ' ')
        .replace(/ :/g, ':')
        .trim(),
    );

  test('vertelt wat er met het cohort en met iedereen erin gebeurde, het nieuwste eerst', async () => {
    const { status, tekst } = await scherm(cohort.id);
    expect(status).toBe(200);
    expect(regelsVan(tekst)).toEqual([
      'Noor Hont: Aanwezigheid wo 20 jan 2027 om 13:00 uur: nog niet ingevuld → afgemeld di 10 nov 2026 om 10:00 uur, Co Ordinator',
      'Bram Aal: Geannuleerd door de academie. Reden: ziek geworden di 10 nov 2026 om 10:00 uur, Co Ordinator',
      'Bram Aal: Aangemeld: geplaatst di 10 nov 2026 om 10:00 uur, het platform',
      'Noor Hont: Aangemeld: geplaatst di 10 nov 2026 om 10:00 uur, het platform',
      'Opengesteld di 10 nov 2026 om 10:00 uur, Co Ordinator',
    ]);
    expect(tekst).toContain(`href="/beheer/personen/${persoonId}"`);
    expect(tekst).not.toContain('Elders');
  });

  test('van een persoon, of van een soort', async () => {
    expect(regelsVan((await scherm(cohort.id, `?persoon=${persoonId}`)).tekst)).toHaveLength(2);
    expect(regelsVan((await scherm(cohort.id, '?soort=cohort')).tekst)).toHaveLength(1);
    expect(regelsVan((await scherm(cohort.id, '?soort=aanwezigheid')).tekst)).toHaveLength(1);
    expect(regelsVan((await scherm(cohort.id, '?soort=aanmelding')).tekst)).toHaveLength(3);
    expect(regelsVan((await scherm(cohort.id, '?soort=onzin&persoon=niemand')).tekst)).toHaveLength(5);
  });

  test('wordt per pagina gelezen', async () => {
    const lees = (skip: number, take: number) =>
      academie.app.get(AuditQueries).vanCohort(cohort.id, {}, skip, take);
    const [eerst, dan] = [await lees(0, 3), await lees(3, 3)];
    expect([eerst.totaal, eerst.regels.length, dan.regels.length]).toEqual([5, 3, 2]);
    expect(dan.regels.at(-1)?.code).toBe('cohort.gepubliceerd');
  });

  test('vertelt welke mails gingen, naar hoeveel, en leidt ernaartoe', async () => {
    const ds = academie.dataSource;
    const mails = await ds.manager.findBy(Bericht, { cohortId: cohort.id });
    const geplaatst = mails.filter(({ soort }) => soort === 'aanmeldingen/geplaatst');
    expect(geplaatst).toHaveLength(2);
    await ds.manager.update(Bericht, { id: geplaatst[0]!.id }, { status: 'mislukt', fout: '550' });
    const { tekst } = await scherm(cohort.id);
    expect(tekst).toContain('aan 2 adressen, 1 wacht nog, <strong class="ula-foutregel">1 mislukt</strong>');
    const lijst = `/beheer/berichten?cohort=${cohort.id}&amp;soort=aanmeldingen%2Fgeplaatst`;
    expect(tekst.replaceAll('&#x3D;', '=')).toContain(lijst);
    const antwoord = await vraag(academie, lijst.replace('&amp;', '&'), {
      headers: { cookie: inlog.cookie },
    });
    expect(antwoord.tekst).toContain('2 berichten');
    expect(antwoord.tekst).toContain('LAS I, met een verhaal');
    const api = await vraag(academie, `/api/v1/berichten?cohort=${cohort.id}`, {
      headers: { cookie: inlog.cookie },
    });
    expect(api.json()).toMatchObject({ totaal: mails.length });
  });

  test('weet niets van een cohort dat er niet is', async () => {
    expect((await scherm('00000000-0000-4000-8000-000000000000')).status).toBe(404);
  });
});

test('een bestuur toont wie wat wijzigde', async () => {
  const bestuur = await maakBestuur(academie.dataSource, { naam: 'Oude naam' });
  await academie.app.get(BesturenService).wijzig(door(), bestuur.id, { naam: 'Nieuwe naam' });
  const { tekst } = await vraag(academie, `/beheer/organisaties/${bestuur.id}`, {
    headers: { cookie: inlog.cookie },
  });
  expect(tekst).toContain('Gewijzigd: naam: Oude naam → Nieuwe naam');
});
