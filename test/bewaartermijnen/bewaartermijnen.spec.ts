import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Aanmelding } from '../../src/aanmeldingen/aanmelding.entity.js';
import { AanmeldingenService } from '../../src/aanmeldingen/aanmeldingen.service.js';
import { Aanwezigheid } from '../../src/aanwezigheid/aanwezigheid.entity.js';
import { Bericht } from '../../src/berichten/bericht.entity.js';
import { HerverzendenService } from '../../src/berichten/herverzenden.service.js';
import { BewaartermijnenTaak } from '../../src/bewaartermijnen/bewaartermijnen.taken.js';
import { Certificaat, Certificaatteller } from '../../src/certificering/certificaat/certificaat.entity.js';
import { Uitreiking } from '../../src/certificering/uitreiken/uitreiking.entity.js';
import { Bijeenkomst } from '../../src/cohorten/bijeenkomst.entity.js';
import type { Cohort } from '../../src/cohorten/cohort.entity.js';
import { PersonenQueries } from '../../src/personen/personen.queries.js';
import { Persoon } from '../../src/toegang/persoon.entity.js';
import { systeem } from '../../src/toegang/wie.js';
import { coordinator, eigenaar, meldLosAan, verwachtGaaf } from '../support/aanmeldingen.js';
import { type Academie, DINSDAG, startAcademie } from '../support/academie.js';
import { maakBestuur, maakCohort, maakPersoon, maakSchool } from '../support/makers.js';

let huis: Academie;
let taak: BewaartermijnenTaak;
let cohort: Cohort;
let mensen: Record<'blijver' | 'gestopt' | 'geslaagd', Aanmelding>;

const m = () => huis.dataSource.manager;
const op = (dag: string): void => huis.clock.set(new Date(`${dag}T04:00:00Z`));
const draai = async (proef = false): Promise<string[]> => (await taak.voerUit({ proef })).regels;
const van = ({ id }: Aanmelding): Promise<Aanmelding> => m().findOneByOrFail(Aanmelding, { id });

async function namen(): Promise<Record<string, string>> {
  const rows = await m().query<{ id: string; achternaam: string }[]>(
    'SELECT a.id, p.achternaam FROM aanmelding a JOIN persoon p ON p.id = a.persoon_id',
  );
  const naamVan = new Map(rows.map(({ id, achternaam }) => [id, achternaam]));
  return Object.fromEntries(Object.entries(mensen).map(([wie, { id }]) => [wie, naamVan.get(id)!]));
}

/** Three people of one cohort whose only bijeenkomst ends on 20 January 2027; their state dates from before it. */
beforeAll(async () => {
  huis = await startAcademie();
  taak = huis.app.get(BewaartermijnenTaak);
  cohort = await maakCohort(huis.dataSource);
  const bestuur = await maakBestuur(huis.dataSource);
  const { vestigingscode } = await maakSchool(huis.dataSource, { bestuurId: bestuur.id });
  const meld = (achternaam: string) =>
    meldLosAan(huis, cohort.id, systeem, {
      achternaam,
      email: `${achternaam}@school.example`,
      vestigingscode,
    });
  mensen = {
    blijver: await meld('Blijver'),
    gestopt: await meld('Gestopt'),
    geslaagd: await meld('Geslaagd'),
  };
  await huis.app
    .get(AanmeldingenService)
    .annuleer(mensen.gestopt.id, eigenaar(mensen.gestopt), 'Ik ga naar een andere school');
  const { id: bijeenkomstId } = await m().findOneByOrFail(Bijeenkomst, { cohortId: cohort.id });
  for (const { id: aanmeldingId } of [mensen.blijver, mensen.geslaagd]) {
    await m().update(Aanmelding, { id: aanmeldingId }, { status: 'voltooid' });
    await m().insert(Aanwezigheid, { bijeenkomstId, aanmeldingId, stand: 'aanwezig', op: huis.clock.now() });
  }
  await certificeer(mensen.geslaagd);
});
afterAll(() => huis?.sluit());

async function certificeer({ id: aanmeldingId }: Aanmelding): Promise<void> {
  const uitgereiktOp = new Date('2027-02-01T14:00:00Z');
  const uitreiking = { cohortId: cohort.id, leerjaar: 1, datum: '2027-02-01', aangemaaktOp: uitgereiktOp };
  const { id: uitreikingId } = await m().save(Uitreiking, uitreiking as Uitreiking);
  await m().save(Certificaatteller, { jaar: 2027, laatste: 1 });
  await m().save(Certificaat, {
    ...{ jaar: 2027, volgnummer: 1, nummer: 'ULA-2027-0001', controlecode: 'X', leerjaar: 1 },
    ...{
      uitreikingId,
      aanmeldingId,
      uitgereiktOp,
      gegevens: { naam: 'Anna Geslaagd' },
      naamOpenbaarOp: uitgereiktOp,
    },
  } as unknown as Certificaat);
}

test('de dag voor het einde van de termijn gaat er niets weg; een proef wist niets', async () => {
  op('2027-07-20');
  expect(await draai()).toEqual([]);
  op('2027-07-21');
  expect(await draai(true)).toEqual(['1 aanmelding van wie afviel gewist', '1 persoon gewist']);
  expect(await namen()).toEqual({ blijver: 'Blijver', gestopt: 'Gestopt', geslaagd: 'Geslaagd' });
});

test('wie zich afmeldde is een half jaar na de laatste dag vergeten, en telt nog mee', async () => {
  const id = mensen.gestopt.persoonId;
  expect(await draai()).toEqual(['1 aanmelding van wie afviel gewist', '1 persoon gewist']);
  expect(await namen()).toEqual({ blijver: 'Blijver', gestopt: 'gewist', geslaagd: 'Geslaagd' });
  const rest = await van(mensen.gestopt);
  expect(rest).toMatchObject({ status: 'geannuleerd', cohortId: cohort.id, reden: null, schoolId: null });
  expect(rest.bestuurId).toBe(mensen.gestopt.bestuurId);
  expect(rest.token).not.toBe(mensen.gestopt.token);
  expect(await m().countBy(Persoon, { id })).toBe(0);
  const mails = await m().findBy(Bericht, { aanmeldingId: rest.id });
  expect(mails.length).toBeGreaterThan(0);
  expect(mails.map(({ aan, html, tekst, persoonId }) => [aan, html, tekst, persoonId])).toEqual(
    mails.map(() => ['gewist', '', '', null]),
  );
  const zoek = (woord: string) =>
    huis.app.get(PersonenQueries).zoek({ zoek: woord, pagina: 1, paginaGrootte: 9 });
  expect((await zoek('gewist')).totaal).toBe(0);
  expect((await zoek('blijver')).totaal).toBe(1);
  expect(await draai()).toEqual([]);
});

test('de tekst van een mail gaat na een jaar weg; dat hij is verstuurd blijft, en hij kan niet nog eens worden verstuurd', async () => {
  const mails = { aanmeldingId: mensen.blijver.id };
  await m().update(Bericht, mails, { status: 'verzonden', verzondenOp: huis.clock.now() });
  op('2027-11-11');
  // The other one still waits: nobody set a mail server. After a year it is of no use to anybody.
  expect(await draai()).toEqual(['2 teksten van berichten gewist']);
  const wachtte = await m().findOneByOrFail(Bericht, { aanmeldingId: mensen.geslaagd.id });
  expect(wachtte).toMatchObject({ status: 'vervallen', tekst: '', onderwerp: 'Onderwerp gewist' });
  const mail = await m().findOneByOrFail(Bericht, mails);
  expect(mail).toMatchObject({ html: '', tekst: '', aan: 'Blijver@school.example', status: 'verzonden' });
  await expect(huis.app.get(HerverzendenService).herverzend(coordinator, mail.id)).rejects.toMatchObject({
    code: 'bericht-gewist',
  });
});

test('een deelnemer is na twee jaar vergeten, behalve wie een certificaat heeft: dat duurt zeven', async () => {
  op('2029-01-21');
  expect(await draai()).toEqual([
    '2 keer aanwezigheid gewist',
    '1 aanmelding van een deelnemer gewist',
    '1 persoon gewist',
  ]);
  expect(await namen()).toEqual({ blijver: 'gewist', gestopt: 'gewist', geslaagd: 'Geslaagd' });
  expect(await m().count(Aanwezigheid)).toBe(0);
  op('2034-02-02');
  expect(await draai()).toEqual([
    '1 naam op een certificaat gewist',
    '1 aanmelding van een deelnemer gewist',
    '1 persoon gewist',
  ]);
  expect(await m().findOneByOrFail(Certificaat, { nummer: 'ULA-2027-0001' })).toMatchObject({
    gegevens: { naam: 'Gewist' },
    naamOpenbaarOp: null,
  });
  await verwachtGaaf(huis);
});

test('wat vandaag over jaren geleden is ingevoerd blijft zijn termijn', async () => {
  const oud = await maakCohort(huis.dataSource);
  huis.clock.set(DINSDAG);
  const { id, persoonId } = await meldLosAan(huis, oud.id, systeem, { achternaam: 'Historie' });
  op('2034-02-02');
  await m().update(Aanmelding, { id }, { status: 'voltooid', statusSinds: huis.clock.now() });
  await draai();
  expect(await m().findOneByOrFail(Aanmelding, { id })).toMatchObject({ persoonId });
});

test('meer dan in een portie past gaat toch weg; een samengevoegd record gaat mee met wie het werd', async () => {
  op('2034-02-02');
  const mens = await maakPersoon(huis.dataSource, { aangemaaktOp: new Date('2030-01-01') });
  await maakPersoon(huis.dataSource, { aangemaaktOp: new Date('2030-01-01'), samengevoegdMetId: mens.id });
  await m().query(
    `INSERT INTO persoon (voornaam, achternaam, email, email_norm, aangemaakt_op)
     SELECT 'A', 'B', n || '@x.example', n || '@x.example', '2030-01-01' FROM generate_series(1, 1000) n`,
  );
  expect(await draai()).toEqual(['1.001 personen gewist']);
  expect(await m().countBy(Persoon, { voornaam: 'A' })).toBe(0);
});
