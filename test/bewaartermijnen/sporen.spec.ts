import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { AanmeldingenService } from '../../src/aanmeldingen/aanmeldingen.service.js';
import { INZAGE, vrijeWoorden } from '../../src/audit/auditcodes.rules.js';
import { auditcodes, inzagecodes } from '../../src/audit/auditwoorden.rules.js';
import { gebeurtenis } from '../../src/audit/geschiedenis.rules.js';
import { Auditregel } from '../../src/audit/auditregel.entity.js';
import { anoniem, systeem } from '../../src/toegang/wie.js';
import { BelangstellingService } from '../../src/belangstelling/belangstelling.service.js';
import { Bericht } from '../../src/berichten/bericht.entity.js';
import { opruimingen } from '../../src/bewaartermijnen/bewaartermijnen.rules.js';
import { BewaartermijnenTaak } from '../../src/bewaartermijnen/bewaartermijnen.taken.js';
import { AanmeldingbeheerService } from '../../src/cohortbeheer/mensen/aanmeldingbeheer.service.js';
import { PlanService } from '../../src/cohortbeheer/plan/plan.service.js';
import { PostService } from '../../src/cohortbeheer/post/post.service.js';
import { MededelingenService } from '../../src/cohortbeheer/post/mededelingen.service.js';
import { Bijeenkomst } from '../../src/cohorten/bijeenkomst.entity.js';
import { InloggenService } from '../../src/inloggen/inloggen.service.js';
import { RateLimiter } from '../../src/platform/web/rate-limiter.js';
import { SessiesService } from '../../src/toegang/sessies.service.js';
import { SleutelsService } from '../../src/koppelingen/sleutels.service.js';
import { coordinator, eigenaar, meldLosAan } from '../support/aanmeldingen.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { maakCohort, maakOpleiding } from '../support/makers.js';
import { Certificeringsoordeel } from '../../src/certificering/voorwaarden/leerjaar.entity.js';
import { Verzendrij } from '../../src/berichten/verzendrij.service.js';

/** In every name, address and text that anybody types in this story, so that it can be found back. */
const SPOOR = 'Spoorzoeker';
const spoor = SPOOR.toLowerCase();

let huis: Academie;
beforeAll(async () => {
  huis = await startAcademie({ RATE_LIMIT: true });
});
afterAll(() => huis?.sluit());

/** Every column of every table that can hold text, with how many of its rows hold the marked word. */
async function vindplaatsen(): Promise<string[]> {
  const kolommen = await huis.dataSource.query<{ tabel: string; kolom: string }[]>(
    `SELECT table_name AS tabel, column_name AS kolom FROM information_schema.columns
      WHERE table_schema = 'public' AND data_type IN ('text', 'character varying', 'json', 'jsonb', 'ARRAY', 'tsvector')`,
  );
  const gevonden: string[] = [];
  for (const { tabel, kolom } of kolommen) {
    const [row] = await huis.dataSource.query<{ n: number }[]>(
      `SELECT count(*)::integer AS n FROM "${tabel}" WHERE "${kolom}"::text ILIKE '%${spoor}%'`,
    );
    if (row!.n > 0) gevonden.push(`${tabel}.${kolom}`);
  }
  return gevonden.sort();
}

const haal = <T>(soort: abstract new (...args: never[]) => T): T => huis.app.get(soort as never);
let mens = 0;
const iemand = () => ({
  voornaam: SPOOR,
  achternaam: `Van ${SPOOR}`,
  email: `${spoor}${(mens += 1)}@school.example`,
  functie: `hoofd ${SPOOR}`,
  opmerking: `${SPOOR} komt later`,
});

/** What people type in a year, through the use cases that keep it. */
async function speelVerhaal(): Promise<void> {
  const ds = huis.dataSource;
  const opleiding = await maakOpleiding(ds);
  const cohort = await maakCohort(ds, { opleidingId: opleiding.id, capaciteit: 3, minimum: 0 });
  const meld = () =>
    meldLosAan(huis, cohort.id, systeem, { ...iemand(), externeReferentie: `${SPOOR} ${mens}` });
  const [blijft, gaat, afgewezen] = [await meld(), await meld(), await meld()];
  const [eerste, tweede] = [await meld(), await meld()];
  const aanmeldingen = haal(AanmeldingenService);
  const beheer = haal(AanmeldingbeheerService);
  await beheer.verplaatsInRij(coordinator, tweede.id, {
    positie: 1,
    reden: `${SPOOR} gaat voor`,
  });
  await beheer.wijzig(coordinator, blijft.id, { functie: `chef ${SPOOR}`, opmerking: SPOOR });
  await haal(MededelingenService).verstuur(coordinator, cohort.id, {
    onderwerp: `Over ${SPOOR}`,
    tekst: SPOOR,
    aan: 'plaats-en-rij',
  });
  await haal(PostService).bewaarAlinea(coordinator, cohort.id, 'alle', `Vraag het ${SPOOR}`);
  const { id } = await ds.manager.findOneByOrFail(Bijeenkomst, { cohortId: cohort.id });
  const begint = new Date('2027-01-21T12:00:00Z');
  await haal(PlanService).wijzig(coordinator, cohort.id, {
    bijeenkomsten: [{ id, begint, eindigt: new Date('2027-01-21T15:00:00Z') }],
    reden: `${SPOOR} is ziek`,
  });
  await aanmeldingen.annuleer(gaat.id, eigenaar(gaat), `Ruzie met ${SPOOR}`);
  await aanmeldingen.wijsAf(afgewezen.id, coordinator, `${SPOOR} mag niet`);
  await aanmeldingen.annuleer(eerste.id, eigenaar(eerste), SPOOR);
  await haal(Verzendrij).stop(coordinator, `${SPOOR} vroeg erom`);
  await haal(Verzendrij).hervat(coordinator);
  await haal(BelangstellingService).geef(
    anoniem,
    { cohort: (await maakCohort(ds, { status: 'peiling' })).id },
    iemand(),
  );
  await haal(InloggenService).stuurLink(`${spoor}1@school.example`);
  await haal(InloggenService).metWachtwoord(
    { adres: `${spoor}.onbekend@school.example`, herkomst: '192.0.2.1', browser: null },
    SPOOR,
    undefined,
  );
  await haal(SessiesService).begin(ds.manager, { persoonId: blijft.persoonId }, `Telefoon van ${SPOOR}`);
  await haal(RateLimiter).count({ naam: 'proef', keer: 5, seconden: 60 }, `${spoor}1@school.example`);
  await haal(SleutelsService).maak(systeem, `Koppeling van ${SPOOR}`, null, []);
  const [sleutel] = await ds.query<{ id: string }[]>(
    'SELECT id FROM api_sleutel ORDER BY aangemaakt_op DESC LIMIT 1',
  );
  await haal(SleutelsService).trekIn(systeem, sleutel!.id);
  await ds.manager.insert(Certificeringsoordeel, {
    aanmeldingId: blijft.id,
    leerjaar: 1,
    besluit: 'niet',
    reden: SPOOR,
    op: huis.clock.now(),
  });
  await ds.query(`UPDATE aanmelding SET status = 'voltooid' WHERE id = $1`, [blijft.id]);
  await weigerMail(ds.manager.findOneByOrFail(Bericht, { aanmeldingId: tweede.id }));
}

/** As the sender does when the mail server refuses an address, with the words of that server. */
async function weigerMail(bericht: Promise<Bericht>): Promise<void> {
  const { id, aan } = await bericht;
  const fout = `550 5.1.1 <${aan}>: ${SPOOR} unknown`;
  await huis.dataSource.query(`UPDATE bericht SET status = 'mislukt', fout = $2 WHERE id = $1`, [id, fout]);
  await huis.dataSource.query(
    `INSERT INTO auditregel (op, wie_soort, code, onderwerp_soort, onderwerp_id, gegevens)
     SELECT now(), 'systeem', 'bericht.adres-onbestelbaar', 'persoon', persoon_id::text, jsonb_build_object('reden', $2::text)
       FROM bericht WHERE id = $1`,
    [id, fout],
  );
}

test('na alle termijnen staat nergens meer wat iemand ooit typte', async () => {
  await speelVerhaal();
  const voor = await vindplaatsen();
  for (const plek of [
    'aanmelding.functie',
    'aanmelding.reden',
    'api_sleutel.naam',
    'auditregel.gegevens',
    'bericht.aan',
    'bericht.fout',
    'bericht.onderwerp',
    'bericht.zoektekst',
    'certificeringsoordeel.reden',
    'cohortalinea.tekst',
    'mededeling.onderwerp',
    'persoon.email',
    'sessie.apparaat',
  ])
    expect(voor).toContain(plek);
  expect(voor).not.toContain('limiet.key');
  const tellers = async () =>
    Number((await huis.dataSource.query<{ n: string }[]>('SELECT count(*) AS n FROM limiet'))[0]!.n);
  expect(await tellers()).toBeGreaterThan(0);
  const taak = haal(BewaartermijnenTaak);
  huis.clock.set(new Date('2036-01-01T04:00:00Z'));
  await taak.voerUit({ proef: false });
  expect(await vindplaatsen()).toEqual([]);
  expect(await tellers()).toBe(0);
  // What happened can still be read, and nothing is chosen a second time.
  const regels = await huis.dataSource.manager.find(Auditregel);
  for (const regel of regels) {
    const tekst = gebeurtenis(regel as never);
    expect([regel.code, tekst]).not.toEqual([regel.code, expect.stringMatching(/undefined|\[object|null/)]);
  }
  expect((await taak.voerUit({ proef: false })).aantal).toBe(0);
});

test('wie keek, downloadde of inlogde staat in de termijnen, ook als er een code bij komt', () => {
  const kies = opruimingen.find(({ termijn }) => termijn === 'BEWAAR_INZAGE')!.kies;
  for (const code of auditcodes.filter((een) => INZAGE.test(een))) expect(kies).toContain(`'${code}'`);
  expect(inzagecodes).toEqual(
    expect.arrayContaining([
      'certificatenlijst.gedownload',
      'cohort.pe-gedownload',
      'deelnemerslijst.bekeken',
      'gebruiker.inloggen-mislukt',
    ]),
  );
  expect(auditcodes.filter((code) => code.includes('download') && !INZAGE.test(code))).toEqual([]);
});

test('elk veld van een auditregel is van een gesloten lijst, of staat bij de vrije woorden die gewist worden', () => {
  const bron = readFileSync('src/audit/auditcodes.rules.ts', 'utf8');
  const interfaces = bron.slice(
    bron.indexOf('export interface Auditcodes'),
    bron.indexOf('export interface Geteld'),
  );
  const velden = [...interfaces.matchAll(/(\w+)\??: (?:string|string \| null)(?=[;,} ])/g)].map(
    ([, veld]) => veld!,
  );
  const gesloten = [
    'cohort',
    'status',
    'vervaltOp',
    'van',
    'naar',
    'door',
    'nieuw',
    'bijeenkomst',
    'inhalen',
    'opleiding',
  ].concat([
    // Of OpenID Connect: its issuer, and a reason from the list in oidc.errors.ts.
    'uitgever',
    'contactpersoon',
    // Of what somebody agrees to, and which of the lists was taken along.
    'doel',
    'lijst',
    'waarom',
    'code',
    'kopieVan',
    'nieuweDatum',
    'met',
    'formaat',
    'bericht',
    'soort',
    'nummer',
    'onderdeel',
    'redencode',
    'waarom',
    'begint',
    'id',
    // Of a role: its name, ids of whom and what it is for, its days, and who it was handed to.
    'rol',
    'bestuur',
    'school',
    'vanaf',
    'tot',
    'voor',
    'aan',
  ]);
  expect(velden.length).toBeGreaterThan(30);
  expect(
    [...new Set(velden)].filter(
      (veld) => !gesloten.includes(veld) && !(vrijeWoorden as readonly string[]).includes(veld),
    ),
  ).toEqual([]);
});
