import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { AuditService } from '../../src/audit/audit.service.js';
import { type Auditcodes, onderwerpsoorten } from '../../src/audit/auditcodes.rules.js';
import { auditcodes } from '../../src/audit/auditwoorden.rules.js';
import { gebeurtenis } from '../../src/audit/geschiedenis.rules.js';
import { codesVan, groepen } from '../../src/sporen/auditvraag.rules.js';
import { auditpaden } from '../../src/sporen/paden.js';
import type { Gebruiker } from '../../src/toegang/gebruiker.entity.js';
import type { Persoon } from '../../src/toegang/persoon.entity.js';
import { systeem, type Wie } from '../../src/toegang/wie.js';
import { coordinator } from '../support/aanmeldingen.js';
import { DINSDAG, startAcademie, type Academie } from '../support/academie.js';
import { alsEigenaar } from '../support/database.js';
import { logIn, type Inlog } from '../support/inloggen.js';
import { maakCohort, maakGebruiker, maakPersoon } from '../support/makers.js';
import { vraag, type Antwoord } from '../support/vraag.js';

let huis: Academie;
let privacy: Inlog;
let co: Gebruiker;
let anna: Persoon;
let cohortId: string;

const noteer = (regel: { wie?: Wie; code: keyof Auditcodes; soort: string; id: string; gegevens?: object }) =>
  huis.app.get(AuditService).noteer(huis.dataSource.manager, {
    ...{ wie: regel.wie ?? ({ ...coordinator, id: co.id } as Wie), code: regel.code },
    onderwerp: { soort: regel.soort, id: regel.id } as never,
    gegevens: regel.gegevens ?? {},
  });
const haal = (pad: string, cookie = privacy.cookie): Promise<Antwoord> =>
  vraag(huis, pad, { headers: { cookie } });

beforeAll(async () => {
  huis = await startAcademie();
  const ds = huis.dataSource;
  privacy = await logIn(huis, await maakGebruiker(ds, { rol: 'privacy', naam: 'Fee Gege' }));
  co = await maakGebruiker(ds, { naam: 'Co Ordinator' });
  anna = await maakPersoon(ds, { voornaam: 'Anna', achternaam: 'Berg', email: 'anna@school.example' });
  cohortId = (await maakCohort(ds, { naam: 'najaar' })).id;
  huis.clock.set(new Date('2026-03-01T10:00:00Z'));
  await noteer({ code: 'cohort.gepubliceerd', soort: 'cohort', id: cohortId });
  huis.clock.set(DINSDAG);
  await noteer({ code: 'persoon.gewijzigd', soort: 'persoon', id: anna.id, gegevens: { velden: ['email'] } });
  const zij: Wie = { soort: 'persoon', id: anna.id, naam: 'Anna', email: anna.email };
  await noteer({ wie: zij, code: 'persoon.ingelogd', soort: 'persoon', id: anna.id });
  await noteer({ wie: systeem, code: 'cohort.gestart', soort: 'cohort', id: cohortId });
});
afterAll(() => huis?.sluit());

describe('het hele logboek', () => {
  test('laatste maand, met namen, de nieuwste boven', async () => {
    const { tekst, status } = await haal(auditpaden.lijst);
    expect(status).toBe(200);
    const plek = (woord: string) => tekst.indexOf(woord);
    expect(plek('Gestart')).toBeGreaterThan(0);
    expect(plek('Ingelogd met een gekoppeld')).toBeGreaterThan(plek('Gestart'));
    expect(tekst).toContain('Co Ordinator');
    expect(tekst).toContain('Anna Berg');
    expect(tekst).not.toContain('Opengesteld');
  });

  test.each([
    ['?van=2026-03-01&tot=2026-03-01', 'Opengesteld', 'Gestart'],
    ['?wie=systeem', 'Gestart', 'Gewijzigd: email'],
    ['?wat=persoon', 'Gewijzigd: email', 'Gestart'],
    ['?soort=cohort', 'Gestart', 'Gewijzigd: email'],
  ])('filter %s', async (query, wel, niet) => {
    const { tekst } = await haal(auditpaden.lijst + query);
    expect(tekst).toContain(wel);
    expect(tekst).not.toContain(niet);
  });

  test('op één medewerker en op één record, ook van langer geleden', async () => {
    const vanCo = await haal(`${auditpaden.lijst}?wie=gebruiker:${co.id}`);
    expect(vanCo.tekst).toContain('Gewijzigd: email');
    expect(vanCo.tekst).not.toContain('Ingelogd met');
    const vanCohort = await haal(`${auditpaden.lijst}?soort=cohort&kenmerk=${cohortId}`);
    expect(vanCohort.tekst).toContain('Opengesteld');
    const vanAnna = await haal(`${auditpaden.lijst}?wie=persoon:${anna.id}`);
    expect(vanAnna.tekst).toContain(`value="persoon:${anna.id}" selected>Anna Berg`);
  });

  test.each([
    ['van=gisteren', 'Vul een datum in die bestaat.'],
    ['van=2026-02-30', 'Vul een datum in die bestaat.'],
    ['van=9999-01-01&tot=9999-12-31', 'Vul een datum in die bestaat.'],
    ['van=2026-05-02&tot=2026-05-01', 'De laatste dag ligt vóór de eerste.'],
    ['van=2024-01-01&tot=2026-01-01', 'Kies een periode van hoogstens een jaar.'],
    ['wie=toString', 'Kies iets uit de lijst.'],
    ['wie=gebruiker&wie=sleutel', 'Dit filter is meer dan een keer gegeven.'],
    ['wie=gebruiker:a:b', 'Kies iets uit de lijst.'],
    ['wat=__proto__', 'Kies iets uit de lijst.'],
    ['soort=tafel', 'Kies iets uit de lijst.'],
    ['kenmerk=x', 'Kies ook wat voor record dit is.'],
    [`soort=persoon&kenmerk=${encodeURIComponent("x' OR 1=1")}`, 'Dit is geen kenmerk van een record.'],
  ])('wat niet kan (%s) komt terug met wat er mis is, ook in plaats van het bestand', async (query, fout) => {
    for (const pad of [auditpaden.lijst, auditpaden.csv]) {
      const { status, tekst } = await haal(`${pad}?${query}`);
      expect([status, tekst.includes(fout)]).toEqual([422, true]);
    }
  });

  test('bladert zonder iets over te slaan, ook bij regels van hetzelfde moment', async () => {
    const van = { wie: systeem, code: 'cohort.peiling' as const, soort: 'cohort', id: 'blader' };
    for (let i = 0; i < 120; i += 1) await noteer({ ...van, code: i % 2 ? 'cohort.gestart' : van.code });
    let pad: string | undefined = `${auditpaden.lijst}?soort=cohort&kenmerk=blader`;
    let regels = 0;
    let bladen = 0;
    while (pad) {
      const { tekst } = await haal(pad);
      regels += tekst.match(/data-kop="Wanneer"/g)!.length;
      bladen += 1;
      pad = /href="([^"]*)" rel="next"/.exec(tekst)?.[1]?.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=');
    }
    expect([bladen, regels]).toEqual([3, 120]);
    expect((await haal(`${auditpaden.lijst}?na=1%20OR%201`)).status).toBe(200);
  });
});

describe('als bestand', () => {
  test('dezelfde regels in woorden, en dat het is opgehaald staat er daarna in', async () => {
    const antwoord = await haal(`${auditpaden.csv}?wat=persoon`);
    expect(antwoord.header('content-disposition')).toBe('attachment; filename="logboek-2026-11-10.csv"');
    const rijen: Record<string, string>[] = parse(antwoord.bytes, {
      delimiter: ';',
      bom: true,
      columns: true,
    });
    expect(rijen.map(({ Wie, Wat, Record: over }) => [Wie, Wat, over])).toEqual([
      ['Anna Berg', 'Ingelogd met een gekoppeld account', 'Anna Berg'],
      ['Co Ordinator', 'Gewijzigd: email', 'Anna Berg'],
    ]);
    const regels = await huis.dataSource.query<unknown[]>(
      `SELECT gegevens FROM auditregel WHERE code = 'audit.gedownload'`,
    );
    expect(regels).toEqual([
      { gegevens: { aantal: 2, filter: { van: '2026-10-11', tot: '2026-11-10', wat: 'persoon' } } },
    ]);
    expect((await haal(`${auditpaden.lijst}?wat=meegenomen`)).tekst).toContain(
      'Logboek gedownload (2 regels)',
    );
  });

  test('wat niet kan worden vastgelegd gaat niet weg', async () => {
    const zonder = (sql: string) => alsEigenaar(() => huis.dataSource.query(sql));
    await zonder(`ALTER TABLE auditregel ADD CONSTRAINT proef CHECK (code <> 'audit.gedownload') NOT VALID`);
    try {
      const antwoord = await haal(auditpaden.csv);
      expect([antwoord.status, antwoord.tekst.includes('Berg')]).toEqual([500, false]);
    } finally {
      await zonder('ALTER TABLE auditregel DROP CONSTRAINT proef');
    }
  });
});

describe('van één record', () => {
  test('alles bij elkaar, ook wie keek', async () => {
    const { tekst } = await haal(auditpaden.record('persoon', anna.id));
    expect(tekst).toContain('Gewijzigd: email');
    expect(tekst).toContain('Ingelogd met een gekoppeld account');
    expect(tekst).toContain('>Anna Berg</h1>');
  });

  test('de coördinator ziet het ook, maar niet van accounts, sleutels en het logboek zelf', async () => {
    const { cookie } = await logIn(huis, co);
    expect((await haal(auditpaden.record('persoon', anna.id), cookie)).status).toBe(200);
    for (const soort of ['gebruiker', 'sleutel', 'audit'])
      expect((await haal(auditpaden.record(soort, co.id), cookie)).status).toBe(403);
  });

  test('is te openen vanaf het scherm van het record zelf, door wie dat mag', async () => {
    const beheer = await logIn(huis, await maakGebruiker(huis.dataSource, { rol: 'beheer' }));
    const vanCo = await logIn(huis, co);
    const heeft = async (pad: string, soort: string, id: string, { cookie }: Inlog) =>
      (await haal(pad, cookie)).tekst.includes(`href="${auditpaden.record(soort, id)}"`);
    expect(await heeft(`/beheer/personen/${anna.id}`, 'persoon', anna.id, vanCo)).toBe(true);
    expect(await heeft(`/beheer/gebruikers/${co.id}`, 'gebruiker', co.id, beheer)).toBe(true);
    expect(await heeft(`/beheer/gebruikers/${co.id}`, 'gebruiker', co.id, vanCo)).toBe(false);
  });

  test('een soort of kenmerk dat niet bestaat', async () => {
    expect((await haal(auditpaden.record('tafel', anna.id))).status).toBe(404);
    expect((await haal(auditpaden.record('persoon', "x' OR 1=1"))).status).toBe(404);
    expect((await haal(auditpaden.record('persoon', 'weg'))).tekst).toContain('niets vastgelegd');
  });
});

test('wie is gewist heeft nergens meer een naam', async () => {
  const bep = await maakPersoon(huis.dataSource, { voornaam: 'Bep', achternaam: 'Verdwenen' });
  const zij: Wie = { soort: 'persoon', id: bep.id, naam: 'Bep', email: bep.email };
  await noteer({ wie: zij, code: 'persoon.ingelogd', soort: 'persoon', id: bep.id });
  const paden = [auditpaden.lijst, auditpaden.csv, auditpaden.record('persoon', bep.id)];
  for (const pad of paden) expect((await haal(pad)).tekst).toContain('Verdwenen');
  await huis.dataSource.query('UPDATE persoon SET gewist_op = now() WHERE id = $1', [bep.id]);
  for (const pad of paden) expect((await haal(pad)).tekst).not.toContain('Verdwenen');
  await huis.dataSource.query('DELETE FROM persoon WHERE id = $1', [bep.id]);
  for (const pad of paden) expect((await haal(pad)).status).toBe(200);
});

test('elke code heeft woorden en een groep, en is te vinden in het hele logboek', async () => {
  const perGroep = Object.keys(groepen).map((groep) => codesVan(groep));
  expect(perGroep.flat().toSorted()).toEqual(auditcodes.toSorted());
  expect(perGroep.filter((codes) => codes.length === 0)).toEqual([]);
  // A line whose details are gone is told as well.
  const kaal = {
    ...{
      aantal: 1,
      wachtteOp: [],
      velden: [],
      wat: [],
      gewist: [],
      waarom: 'x',
      soort: 'alle',
      rol: 'trainer',
      lijst: 'x',
    },
    vervaltOp: DINSDAG.toISOString(),
    vanaf: '2026-11-10',
  };
  for (const code of auditcodes) {
    const gegevens = code.startsWith('aanmelding.overzetting') ? { naar: [] } : kaal;
    expect([code, gebeurtenis({ code, gegevens }) === code]).toEqual([code, false]);
  }
  for (const soort of onderwerpsoorten)
    expect([soort, (await haal(auditpaden.record(soort, 'alle'))).status]).toEqual([soort, 200]);
});
