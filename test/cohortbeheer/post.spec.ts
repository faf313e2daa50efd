import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Aanmelding } from '../../src/aanmeldingen/aanmelding.entity.js';
import { AanmeldenService } from '../../src/aanmeldingen/aanmelden.service.js';
import { Aanwezigheid } from '../../src/aanwezigheid/aanwezigheid.entity.js';
import { Auditregel } from '../../src/audit/auditregel.entity.js';
import { systeem } from '../../src/toegang/wie.js';
import { Bericht, Cohortalinea } from '../../src/berichten/bericht.entity.js';
import { BerichtenService } from '../../src/berichten/berichten.service.js';
import { Bijeenkomst } from '../../src/cohorten/bijeenkomst.entity.js';
import type { Cohort } from '../../src/cohorten/cohort.entity.js';
import { Uitreiking } from '../../src/certificering/uitreiken/uitreiking.entity.js';
import { KopieService } from '../../src/cohortbeheer/plan/kopie.service.js';
import type { NieuweMededelingDto } from '../../src/cohortbeheer/post/post.dto.js';
import { MededelingenService } from '../../src/cohortbeheer/post/mededelingen.service.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { logIn, type Inlog } from '../support/inloggen.js';
import {
  maakBestuur,
  maakCohort,
  maakGebruiker,
  maakOpleiding,
  maakSchool,
  verzoek,
} from '../support/makers.js';
import { stuur, vraag } from '../support/vraag.js';
import { nietInDeLijst } from '../../src/cohortbeheer/post/geval.service.js';
import { PostService } from '../../src/cohortbeheer/post/post.service.js';

let academie: Academie;
let inlog: Inlog;
/** Full: two have a place, one waits. */
let cohort: Cohort;
let pad: string;
beforeAll(async () => {
  academie = await startAcademie();
  const ds = academie.dataSource;
  inlog = await logIn(academie, await maakGebruiker(ds));
  const bestuur = await maakBestuur(ds, { email: 'akkoord@bestuur.example' });
  const school = await maakSchool(ds, { bestuurId: bestuur.id });
  const opleiding = await maakOpleiding(ds, { naam: 'LAS I', code: 'LAS1' });
  cohort = await maakCohort(ds, {
    opleidingId: opleiding.id,
    capaciteit: 2,
    minimum: 1,
    goNoGoOp: '2026-12-20',
  });
  await maakCohort(ds, { opleidingId: opleiding.id, naam: 'Voorjaar' });
  pad = `/beheer/cohorten/${cohort.id}/berichten`;
  await ds.manager.save(Uitreiking, {
    ...{ cohortId: cohort.id, leerjaar: 1, datum: '2027-06-10', tijd: '15:00', plaats: 'Utrecht' },
    ...{ gastheer: null, aangemaaktOp: academie.clock.now() },
  } as Uitreiking);
  for (const voornaam of ['Noor', 'Bas', 'Cleo'])
    await academie.app
      .get(AanmeldenService)
      .meldAan(cohort.id, verzoek({ voornaam, vestigingscode: school.vestigingscode }), systeem);
});
afterAll(() => academie.sluit());

const get = async (adres: string) => vraag(academie, adres, { headers: { cookie: inlog.cookie } });
const m = () => academie.dataSource.manager;
const van = (voornaam: string): Promise<Aanmelding> =>
  m()
    .createQueryBuilder(Aanmelding, 'a')
    .innerJoin('persoon', 'p', 'p.id = a.persoon_id')
    .where('a.cohort_id = :id AND p.voornaam = :voornaam', { id: cohort.id, voornaam })
    .getOneOrFail();

/** All that is in the database, but for who is logged in. */
async function alles(): Promise<Record<string, string>> {
  const tabellen = await m().query<{ naam: string }[]>(
    `SELECT relname AS naam FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
        AND relname <> 'sessie' ORDER BY 1`,
  );
  const inhoud: Record<string, string> = {};
  for (const { naam } of tabellen) {
    const [row] = await m().query<{ som: string }[]>(
      `SELECT count(*) || ' ' || md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) AS som FROM "${naam}" t`,
    );
    inhoud[naam] = row!.som;
  }
  return inhoud;
}

describe('de lijst van mails', () => {
  test('elke mail heeft een voorbeeld, of een reden waarom niet', () => {
    const inLijst = academie.app.get(PostService).soorten.map(({ soort }) => soort);
    const alle = academie.app.get(BerichtenService).soorten;
    expect([...inLijst, ...Object.keys(nietInDeLijst)].sort()).toEqual(alle);
  });

  test('het scherm noemt ze allemaal, met hoeveel er gingen', async () => {
    const { status, tekst } = await get(pad);
    expect(status).toBe(200);
    for (const { naam } of academie.app.get(PostService).soorten) expect(tekst).toContain(naam);
    expect(tekst).toMatch(/soort&#x3D;aanmeldingen%2Fgeplaatst">2 mails/);
  });
});

describe('een mail bekijken', () => {
  test('elke mail is te zien zoals hij echt wordt, en er blijft niets van over', async () => {
    const voor = await alles();
    for (const post of academie.app.get(PostService).soorten) {
      for (const variant of post.varianten ?? [{ waarde: '' }]) {
        const { waarde } = variant;
        const voorbeeld = await academie.app.get(PostService).voorbeeld(cohort.id, post, {
          variant: waarde,
          alinea: { soort: post.soort, tekst: 'Neem een trui mee' },
        });
        expect({ [post.soort]: voorbeeld }).toEqual({
          [post.soort]: expect.objectContaining({
            html: expect.stringContaining('LAS I') as unknown,
          }) as object,
        });
      }
    }
    expect(await alles()).toEqual(voor);
  });

  test('staat op een scherm, met de mail zelf in een raam', async () => {
    const scherm = await get(`${pad}/wachtlijst/verlopen?variant=akkoord`);
    expect(scherm.status).toBe(200);
    expect(scherm.tekst).toContain(`src="${pad}/wachtlijst/verlopen/html?variant&#x3D;akkoord"`);
    const raam = await get(`${pad}/wachtlijst/verlopen/html?variant=akkoord`);
    expect(raam.header('content-security-policy')).toContain('sandbox');
    expect(raam.tekst).toContain('bestuur');
  });

  test('is letter voor letter de mail die is verstuurd', async () => {
    const noor = await van('Noor');
    const echt = await m().findOneByOrFail(Bericht, { sleutel: `geplaatst:${noor.id}` });
    const post = academie.app.get(PostService).vind('aanmeldingen/geplaatst')!;
    const voorbeeld = await academie.app.get(PostService).voorbeeld(cohort.id, post, { aanmelding: noor.id });
    const { aan, onderwerp, html, tekst } = echt;
    expect(voorbeeld).toMatchObject({ aan, onderwerp, html, tekst });
  });

  test('een herinnering heeft de bijeenkomst en het agendabestand', async () => {
    const { tekst } = await get(`${pad}/cohortbeheer/herinnering`);
    expect(tekst).toContain('is bijeenkomst 1 van 1 van LAS I');
    expect(tekst).toContain('bijeenkomst.ics');
  });

  test('een cohort zonder mensen toont een verzonnen deelnemer', async () => {
    const leeg = await maakCohort(academie.dataSource, { status: 'concept', capaciteit: 0, minimum: 0 });
    const voor = await alles();
    const { tekst } = await get(`/beheer/cohorten/${leeg.id}/berichten/aanmeldingen/geplaatst`);
    expect(tekst).toContain('Beste Noor');
    expect(tekst).toContain('iemand die we verzonnen hebben');
    expect(await alles()).toEqual(voor);
  });

  test('een mail die nu niet kan, zegt waarom', async () => {
    const { status, tekst } = await get(
      `/beheer/cohorten/${(await maakCohort(academie.dataSource, { goNoGoOp: null })).id}/berichten/cohortbeheer/go-no-go`,
    );
    expect(status).toBe(200);
    expect(tekst).toContain('Dit cohort heeft geen besluitdatum');
  });

  test('wat geen mail van een cohort is, bestaat niet', async () => {
    expect((await get(`${pad}/inloggen/inloglink`)).status).toBe(404);
    expect((await get(`${pad}/aanmeldingen/geplaatst?aanmelding=${randomUUID()}`)).status).toBe(200);
  });
});

describe('een eigen alinea', () => {
  const alinea = (velden: Record<string, string>) => stuur(academie, `${pad}/alinea`, inlog, velden);
  const inMail = async (voornaam: string): Promise<Bericht> => {
    const a = await academie.app.get(AanmeldenService).meldAan(cohort.id, verzoek({ voornaam }), systeem);
    return m().findOneByOrFail(Bericht, { aanmeldingId: a.aanmelding.id });
  };

  test('staat daarna in die mail, en die van alle mails ook, als gewone tekst', async () => {
    const tekst = 'Parkeren: https://academie.example/parkeren.\r\n<b>Let op</b>';
    expect((await alinea({ bij: 'aanmeldingen/wachtlijst', tekst, actie: 'bewaar' })).status).toBe(303);
    expect((await alinea({ bij: 'alle', tekst: 'Tot snel!', actie: 'bewaar' })).status).toBe(303);
    const mail = await inMail('Dirk');
    expect(mail.soort).toBe('aanmeldingen/wachtlijst');
    expect(mail.tekst).toContain('Parkeren: https://academie.example/parkeren.\n<b>Let op</b>\n\nTot snel!');
    expect(mail.html).toContain('<a href="https://academie.example/parkeren"');
    expect(mail.html).toContain('&lt;b&gt;Let op&lt;/b&gt;');
  });

  test('die van alle mails komt niet in de mail aan het bestuur', async () => {
    const post = academie.app.get(PostService).vind('aanmeldingen/akkoord-gevraagd')!;
    const { aanmelding } = { aanmelding: (await van('Noor')).id };
    const voorbeeld = await academie.app.get(PostService).voorbeeld(cohort.id, post, { aanmelding });
    expect(voorbeeld).toMatchObject({ aan: 'akkoord@bestuur.example' });
    expect(JSON.stringify(voorbeeld)).not.toContain('Tot snel!');
  });

  test('is te zien voor het bewaren, en dan nog nergens', async () => {
    const voor = await alles();
    const { status, tekst } = await alinea({ bij: 'alle', tekst: 'Nog niet zeker', actie: 'bekijk' });
    expect(status).toBe(200);
    const frame = /<iframe[^>]* src="([^"]+)"/
      .exec(tekst)![1]!
      .replaceAll('&amp;', '&')
      .replaceAll('&#x3D;', '=');
    const { tekst: html } = await get(frame);
    expect(html).toContain('Nog niet zeker');
    expect(html).not.toContain('Tot snel!');
    expect(await alles()).toEqual(voor);
  });

  test('te lang of niet voor deze mail: niets bewaard, en wat getypt is staat er nog', async () => {
    const voor = await alles();
    const lang = await alinea({ bij: 'alle', tekst: 'x'.repeat(1001), actie: 'bewaar' });
    expect(lang.status).toBe(422);
    expect(lang.tekst).toContain('x'.repeat(1001));
    expect((await alinea({ bij: 'cohortbeheer/go-no-go', tekst: 'x', actie: 'bewaar' })).status).toBe(404);
    expect(await alles()).toEqual(voor);
  });

  test('leeg bewaard is weg; wie wat deed staat in de geschiedenis', async () => {
    await alinea({ bij: 'alle', tekst: '', actie: 'bewaar' });
    await alinea({ bij: 'alle', tekst: '', actie: 'bewaar' });
    expect((await inMail('Emma')).tekst).not.toContain('Tot snel!');
    const regels = await m().findBy(Auditregel, { code: 'cohort.alinea', onderwerpId: cohort.id });
    expect(regels.map(({ gegevens }) => gegevens)).toEqual([
      { soort: 'aanmeldingen/wachtlijst', weg: false },
      { soort: 'alle', weg: false },
      { soort: 'alle', weg: true },
    ]);
  });

  test('gaat mee naar de kopie voor volgend jaar, tenzij je dat niet wilt', async () => {
    const scherm = await get(`/beheer/cohorten/${cohort.id}/kopie`);
    expect(scherm.tekst).toContain('https://academie.example/parkeren');
    const kopie = await academie.app.get(KopieService).maak(systeem, cohort.id, {});
    const zonder = await academie.app.get(KopieService).maak(systeem, cohort.id, { alineas: false });
    const bij = await m().findBy(Cohortalinea, { cohortId: kopie });
    expect(bij.map(({ soort }) => soort)).toEqual(['aanmeldingen/wachtlijst']);
    expect(await m().countBy(Cohortalinea, { cohortId: zonder })).toBe(0);
  });
});

describe('een mededeling', () => {
  const velden = (anders: Record<string, string> = {}) => ({
    id: randomUUID(),
    onderwerp: 'Andere ingang',
    tekst: 'Kom achterom.\n\nTot donderdag',
    aan: 'plaats',
    ...anders,
  });
  const post = (body: Record<string, string>) => stuur(academie, `${pad}/mededeling`, inlog, body);
  const mails = () => m().findBy(Bericht, { cohortId: cohort.id, soort: 'cohortbeheer/mededeling' });

  test('is eerst te zien, met wie hem krijgt en hoeveel dat er zijn', async () => {
    const voor = await alles();
    const { status, tekst } = await post(velden({ actie: 'bekijk' }));
    expect(status).toBe(200);
    expect(tekst).toContain('Verstuur aan 2 mensen');
    expect(tekst).toContain('Noor Berg');
    expect(tekst).not.toContain('Cleo Berg');
    const frame = /<iframe[^>]* src="([^"]+)"/
      .exec(tekst)![1]!
      .replaceAll('&amp;', '&')
      .replaceAll('&#x3D;', '=');
    expect((await get(frame)).tekst).toMatch(/<p[^>]*>Kom achterom\.<\/p>/);
    expect(await alles()).toEqual(voor);
  });

  test('gaat één keer, ook na twee keer klikken tegelijk', async () => {
    const body = { ...velden(), actie: 'verstuur', aantal: '2' };
    const antwoorden = await Promise.all([post(body), post(body), post(body)]);
    expect(antwoorden.map(({ status }) => status)).toEqual([303, 303, 303]);
    const verstuurd = await mails();
    expect(verstuurd.map(({ onderwerp }) => onderwerp)).toEqual(['Andere ingang', 'Andere ingang']);
    expect(new Set(verstuurd.map(({ aan }) => aan)).size).toBe(2);
    expect(await m().countBy(Auditregel, { code: 'cohort.mededeling', onderwerpId: cohort.id })).toBe(1);
    expect((await get(pad)).tekst).toContain('Andere ingang');
  });

  test('aan een groep die intussen anders is: opnieuw gezien, niets verstuurd', async () => {
    const voor = await alles();
    const { status, tekst } = await post({ ...velden(), actie: 'verstuur', aantal: '3' });
    expect(status).toBe(409);
    expect(tekst).toContain('Intussen is de groep veranderd');
    expect(tekst).toContain('Verstuur aan 2 mensen');
    expect(await alles()).toEqual(voor);
  });

  test('niet goed ingevuld: dezelfde velden terug, met fouten', async () => {
    const { status, tekst } = await post({ ...velden({ onderwerp: '', aan: 'aanwezig' }), actie: 'bekijk' });
    expect(status).toBe(422);
    expect(tekst).toContain('Kom achterom.');
    expect(tekst).toContain('id="fout-onderwerp"');
    const zonder = await post({ ...velden({ aan: 'aanwezig' }), actie: 'bekijk' });
    expect(zonder.status).toBe(422);
    expect(zonder.tekst).toContain('Kies een bijeenkomst van dit cohort.');
  });

  test('aan wie er niet was, aan de rij, en aan de trainers', async () => {
    const trainer = await maakGebruiker(academie.dataSource, { rol: 'trainer', naam: 'Tra Iner' });
    const b = await m().findOneByOrFail(Bijeenkomst, { cohortId: cohort.id });
    await m().update(Bijeenkomst, { id: b.id }, { trainerId: trainer.id });
    const [noor, bas] = [await van('Noor'), await van('Bas')];
    const op = academie.clock.now();
    await m().insert(Aanwezigheid, { bijeenkomstId: b.id, aanmeldingId: noor.id, stand: 'aanwezig', op });
    await m().insert(Aanwezigheid, { bijeenkomstId: b.id, aanmeldingId: bas.id, stand: 'afgemeld', op });
    const wie = async (anders: object) => {
      const dto = { onderwerp: 'x', tekst: 'y', ...anders } as NieuweMededelingDto;
      const { mensen, trainers } = await academie.app.get(MededelingenService).voorbeeld(cohort.id, dto);
      return [...mensen.map(({ naam }) => naam.split(' ')[0]), ...trainers];
    };
    expect(await wie({ aan: 'afwezig', bijeenkomst: b.id })).toEqual(['Bas']);
    expect(await wie({ aan: 'aanwezig', bijeenkomst: b.id, ookTrainers: true })).toEqual([
      'Noor',
      'Tra Iner',
    ]);
    expect(await wie({ aan: 'rij' })).toEqual(expect.arrayContaining(['Cleo', 'Dirk', 'Emma']));
    expect((await wie({ aan: 'plaats-en-rij' })).length).toBe(5);
  });

  test('door de API: 201, en met hetzelfde kenmerk 200 zonder nieuwe mails', async () => {
    const roep = (body: object) =>
      vraag(academie, `/api/v1/cohorten/${cohort.id}/mededelingen`, {
        method: 'POST',
        headers: { cookie: inlog.cookie, 'x-csrf-token': inlog.csrf, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const body = velden({ aan: 'rij' });
    const eerste = await roep(body);
    expect(eerste.status).toBe(201);
    expect(eerste.json()).toMatchObject({ id: body.id, aantal: 3, aan: 'rij', bijeenkomst: null });
    const aantal = (await mails()).length;
    expect((await roep(body)).status).toBe(200);
    expect((await mails()).length).toBe(aantal);
    expect((await roep({ ...body, tekst: 'Iets anders' })).json()).toMatchObject({
      code: 'mededeling-bestaat',
    });
    expect((await roep({ ...velden(), aan: 'niemand', extra: 1 })).status).toBe(400);
  });
});
