import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Aanmelding } from '../../src/aanmeldingen/aanmelding.entity.js';
import { AanmeldenService } from '../../src/aanmeldingen/aanmelden.service.js';
import { systeem } from '../../src/audit/wie.js';
import { Bericht } from '../../src/berichten/bericht.entity.js';
import { BerichtenService } from '../../src/berichten/berichten.service.js';
import type { Cohort } from '../../src/cohorten/cohort.entity.js';
import { Postlijst } from '../../src/cohortbeheer/post/postlijst.js';
import { nietInDeLijst } from '../../src/cohortbeheer/post/postsoort.js';
import { VoorbeeldService } from '../../src/cohortbeheer/post/voorbeeld.service.js';
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
import { vraag } from '../support/vraag.js';

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
    const inLijst = academie.app.get(Postlijst).soorten.map(({ soort }) => soort);
    const alle = academie.app.get(BerichtenService).soorten;
    expect([...inLijst, ...Object.keys(nietInDeLijst)].sort()).toEqual(alle);
  });

  test('het scherm noemt ze allemaal, met hoeveel er gingen', async () => {
    const { status, tekst } = await get(pad);
    expect(status).toBe(200);
    for (const { naam } of academie.app.get(Postlijst).soorten) expect(tekst).toContain(naam);
    expect(tekst).toMatch(/soort&#x3D;aanmeldingen%2Fgeplaatst">2 mails/);
  });
});

describe('een mail bekijken', () => {
  test('elke mail is te zien zoals hij echt wordt, en er blijft niets van over', async () => {
    const voor = await alles();
    for (const post of academie.app.get(Postlijst).soorten) {
      for (const variant of post.varianten ?? [{ waarde: '' }]) {
        const { waarde } = variant;
        const voorbeeld = await academie.app
          .get(VoorbeeldService)
          .maak(cohort.id, post, {
            variant: waarde,
            alinea: { soort: post.soort, tekst: 'Neem een trui mee' },
          });
        expect({ [post.soort]: voorbeeld }).toEqual({
          [post.soort]: expect.objectContaining({
            html: expect.stringContaining('LAS I') as unknown,
          }) as object,
        });
      }
      const scherm = await get(`${pad}/${post.soort}`);
      expect(scherm.status).toBe(200);
      expect(scherm.tekst).toContain('<iframe');
      expect((await get(`${pad}/${post.soort}/html`)).status).toBe(200);
    }
    expect(await alles()).toEqual(voor);
  });

  test('is letter voor letter de mail die is verstuurd', async () => {
    const noor = await van('Noor');
    const echt = await m().findOneByOrFail(Bericht, { sleutel: `geplaatst:${noor.id}` });
    const post = academie.app.get(Postlijst).vind('aanmeldingen/geplaatst')!;
    const voorbeeld = await academie.app.get(VoorbeeldService).maak(cohort.id, post, { aanmelding: noor.id });
    const { aan, onderwerp, html, tekst } = echt;
    expect(voorbeeld).toMatchObject({ aan, onderwerp, html, tekst });
  });

  test('een herinnering telt de dagen vanaf wanneer zij gaat', async () => {
    const { tekst } = await get(`${pad}/cohortbeheer/herinnering`);
    expect(tekst).toContain('Over 7 dagen is bijeenkomst 1 van 1');
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
