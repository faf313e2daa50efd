import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { AanmeldingenService } from '../../src/aanmeldingen/aanmeldingen.service.js';
import { Auditregel } from '../../src/audit/auditregel.entity.js';
import { Aanmelding } from '../../src/aanmeldingen/aanmelding.entity.js';
import { Bericht } from '../../src/berichten/bericht.entity.js';
import { Bijeenkomst } from '../../src/cohorten/bijeenkomst.entity.js';
import { MomentenService } from '../../src/cohorten/momenten.service.js';
import { AntwoordenService } from '../../src/evaluaties/antwoorden.service.js';
import { Evaluatie, EvaluatieUitnodiging } from '../../src/evaluaties/evaluatie.entity.js';
import { EvaluatieTaak } from '../../src/evaluaties/evaluaties.taken.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import { Persoon } from '../../src/toegang/persoon.entity.js';
import { coordinator, eigenaar, verwachtGaaf } from '../support/aanmeldingen.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { draai, evaluatieVan, leg, maakKlas, mails, uitnodigingen } from './opstelling.js';
import { EvaluatiesService } from '../../src/evaluaties/evaluaties.service.js';
import { alsEigenaar } from '../support/database.js';

let academie: Academie;
/** Another process on the same database. */
let ander: Academie;
beforeAll(async () => {
  academie = await startAcademie();
  ander = await startAcademie({}, academie.databaseUrl);
});
afterAll(async () => {
  await verwachtGaaf(academie);
  await ander.sluit();
  await academie.sluit();
});
beforeEach(async () => {
  academie.clock.set(new Date('2026-09-10T09:00:00Z'));
  await alsEigenaar(() =>
    academie.dataSource.query(
      `TRUNCATE moment, evaluatie_antwoord, evaluatie_uitnodiging, evaluatie_beeld, evaluatie CASCADE;
     UPDATE cohort SET status = 'concept' WHERE status <> 'geannuleerd'`,
    ),
  );
});

const m = () => academie.dataSource.manager;
const gevraagd = async (klas: Parameters<typeof uitnodigingen>[1]): Promise<string[]> =>
  (await uitnodigingen(academie, klas)).map(({ aanmeldingId }) => aanmeldingId).sort();
const ids = (mensen: { id: string }[]): string[] => mensen.map(({ id }) => id).sort();

test('wie er minstens een keer was wordt gevraagd, ook wie inhaalde, en niemand anders; een keer', async () => {
  const { cohort, mensen, eerste, laatste } = await maakKlas(academie, 6);
  const elders = await maakKlas(academie, 1, { opleidingId: cohort.opleidingId });
  const [twee, een, inhaler, nooit, weg] = mensen as [
    Aanmelding,
    Aanmelding,
    Aanmelding,
    Aanmelding,
    Aanmelding,
  ];
  const wilNiet = mensen[5]!;
  await m().update(Persoon, [wilNiet.persoonId], { geenUitnodigingenOp: academie.clock.now() });
  await leg(academie, eerste, [twee, een, weg, wilNiet]);
  await leg(academie, eerste, [nooit], 'afgemeld');
  await leg(academie, elders.laatste, [inhaler], 'aanwezig', eerste.id);
  await academie.app.get(AanmeldingenService).annuleer(weg.id, eigenaar(weg), null);
  await leg(academie, laatste, [twee]);
  await leg(academie, laatste, [een, inhaler, nooit], 'afwezig');
  expect(await draai(academie, '2026-11-10T14:59:59Z')).toEqual([]);
  expect(await draai(academie, '2026-11-10T15:00:00Z', 'evaluatie', true)).toHaveLength(1);
  expect(await m().count(Evaluatie)).toBe(0);
  const samen = await Promise.all([
    draai(academie, '2026-11-10T15:00:00Z'),
    ander.app.get(EvaluatieTaak).voerUit({ proef: false }),
  ]);
  expect(samen.flatMap((uitkomst) => ('regels' in uitkomst ? uitkomst.regels : uitkomst))).toEqual([
    `${cohort.code}: evaluatie gevraagd aan 3 mensen`,
  ]);
  expect(await draai(academie, '2026-11-10T15:05:00Z')).toEqual([]);
  expect(await gevraagd(cohort)).toEqual(ids([twee, een, inhaler]));
  const post = await mails(academie, cohort, 'uitnodiging');
  expect(post.map(({ aanmeldingId }) => aanmeldingId).sort()).toEqual(ids([twee, een, inhaler]));
  const [u] = await m().findBy(EvaluatieUitnodiging, { aanmeldingId: twee.id });
  expect(u!.token).toMatch(/^[\w-]{32}$/);
  const mail = post.find(({ aanmeldingId }) => aanmeldingId === twee.id)!;
  expect(mail.tekst).toContain(`http://academie.test/evaluatie/${u!.token}`);
  expect(mail.tekst).toContain('donderdag 10 december 2026');
  expect(await evaluatieVan(academie, cohort)).toMatchObject({
    schooljaar: '2026-2027',
    sluitOp: new Date('2026-12-10T23:00:00Z'),
    geslotenOp: null,
  });
  const [regel] = await m().findBy(Auditregel, { code: 'evaluatie.geopend', onderwerpId: cohort.id });
  expect(regel!.gegevens).toEqual({ soort: 'evaluatie', uitgenodigd: 3 });
});

test('op de aanwezigheid van de laatste keer wordt gewacht tot negen uur, twee dagen later', async () => {
  const { cohort, mensen, eerste, laatste } = await maakKlas(academie, 3);
  const niets = await maakKlas(academie, 2);
  const leeg = await maakKlas(academie, 0);
  await leg(academie, eerste, mensen.slice(0, 1));
  expect(await draai(academie, '2026-11-12T07:59:59Z')).toEqual([]);
  expect((await draai(academie, '2026-11-12T08:00:00Z')).sort()).toEqual(
    [
      `${cohort.code}: evaluatie gevraagd aan 1 mens`,
      // Nothing was ever recorded there: everybody with a place.
      `${niets.cohort.code}: evaluatie gevraagd aan 2 mensen`,
    ].sort(),
  );
  await leg(academie, laatste, mensen.slice(1, 2));
  expect(await draai(academie, '2026-11-20T08:00:00Z')).toContain(`${cohort.code}: 1 nakomer gevraagd`);
  expect(await gevraagd(cohort)).toEqual(ids(mensen.slice(0, 2)));
  await leg(academie, laatste, mensen.slice(2));
  // Of the empty one there is nobody to ask any more.
  expect((await draai(academie, '2026-12-10T22:59:00Z')).sort()).toEqual(
    [`${leeg.cohort.code}: te laat voor de evaluatie`, `${cohort.code}: 1 nakomer gevraagd`].sort(),
  );
  expect((await draai(academie, '2026-12-10T23:00:00Z')).sort()).toEqual(
    [
      `${cohort.code}: evaluatie gesloten met 0 antwoorden`,
      `${niets.cohort.code}: evaluatie gesloten met 0 antwoorden`,
    ].sort(),
  );
});

test('na een week een herinnering aan wie nog niet antwoordde; niet twee mails tegelijk, en niet op de laatste dag', async () => {
  const { cohort, mensen, laatste, eerste } = await maakKlas(academie, 3);
  await leg(academie, laatste, mensen.slice(0, 2));
  await draai(academie, '2026-11-10T15:00:00Z');
  const [u] = await m().findBy(EvaluatieUitnodiging, { aanmeldingId: mensen[0]!.id });
  await academie.app.get(AntwoordenService).geef(u!.token, { cijfer: 8 });
  expect(await draai(academie, '2026-11-17T14:59:00Z')).toEqual([]);
  expect(await draai(academie, '2026-11-17T15:00:00Z')).toEqual([
    `${cohort.code}: 1 herinnering aan de evaluatie`,
  ]);
  expect(await draai(academie, '2026-11-25T15:00:00Z')).toEqual([]);
  const [mail, ...rest] = await mails(academie, cohort, 'herinnering');
  expect([mail!.aanmeldingId, rest]).toEqual([mensen[1]!.id, []]);
  // Down for three weeks: one mail now, and no other one within a day of the end.
  await leg(academie, eerste, mensen.slice(2));
  expect(await draai(academie, '2026-12-03T00:00:00Z')).toEqual([`${cohort.code}: 1 nakomer gevraagd`]);
  expect(await draai(academie, '2026-12-10T00:00:00Z')).toEqual([]);
});

test('een uitnodiging die nog niet weg is, of net, krijgt er geen herinnering naast', async () => {
  const { cohort, mensen, laatste } = await maakKlas(academie, 2);
  await leg(academie, laatste, mensen);
  await draai(academie, '2026-11-10T15:00:00Z');
  const week = '2026-11-18T15:00:00Z';
  Object.assign(academie.settings, { SMTP_URL: 'smtp://niets.test' });
  try {
    expect(await draai(academie, week)).toEqual([]);
    await m().update(
      Bericht,
      { aanmeldingId: mensen[0]!.id },
      { status: 'verzonden', verzondenOp: new Date(week) },
    );
    const eerder = new Date('2026-11-10T16:00:00Z');
    await m().update(Bericht, { aanmeldingId: mensen[1]!.id }, { status: 'verzonden', verzondenOp: eerder });
    expect(await draai(academie, week)).toEqual([`${cohort.code}: 1 herinnering aan de evaluatie`]);
    expect(await draai(academie, '2026-11-25T15:00:00Z')).toEqual([
      `${cohort.code}: 1 herinnering aan de evaluatie`,
    ]);
  } finally {
    delete academie.settings.SMTP_URL;
  }
});

test('sluit vanzelf als iedereen antwoordde en alle aanwezigheid er is; of als de coördinator dat wil', async () => {
  const klas = await maakKlas(academie, 2);
  await leg(academie, klas.laatste, klas.mensen.slice(0, 1));
  await draai(academie, '2026-11-10T15:00:00Z');
  const [u] = await uitnodigingen(academie, klas.cohort);
  await academie.app.get(AntwoordenService).geef(u!.token, { cijfer: 8 });
  expect(await draai(academie, '2026-11-11T15:00:00Z')).toEqual([]);
  await leg(academie, klas.eerste, klas.mensen);
  expect(await draai(academie, '2026-11-11T15:05:00Z')).toEqual([`${klas.cohort.code}: 1 nakomer gevraagd`]);
  const [tweede] = (await uitnodigingen(academie, klas.cohort)).filter(({ beantwoord }) => !beantwoord);
  await academie.app.get(AntwoordenService).geef(tweede!.token, { cijfer: 6 });
  expect(await draai(academie, '2026-11-11T15:10:00Z')).toEqual([
    `${klas.cohort.code}: evaluatie gesloten met 2 antwoorden`,
  ]);
  const [regel] = await m().findBy(Auditregel, { code: 'evaluatie.gesloten', onderwerpId: klas.cohort.id });
  expect(regel!.gegevens).toEqual({ soort: 'evaluatie', antwoorden: 2, reden: 'iedereen heeft geantwoord' });

  const vroeg = await maakKlas(academie, 2);
  await leg(academie, vroeg.laatste, vroeg.mensen);
  await draai(academie, '2026-11-11T15:15:00Z');
  const { id } = await evaluatieVan(academie, vroeg.cohort);
  const [derde] = await uitnodigingen(academie, vroeg.cohort);
  await academie.app.get(EvaluatiesService).sluit(coordinator, id, 'Genoeg antwoorden');
  await expect(academie.app.get(EvaluatiesService).sluit(coordinator, id)).rejects.toThrow(
    'evaluatie-gesloten',
  );
  await expect(academie.app.get(AntwoordenService).geef(derde!.token, { cijfer: 6 })).rejects.toThrow(
    'evaluatie-gesloten',
  );
});

test('verschuift de laatste bijeenkomst, dan schuift de vraag mee, of anders het einde', async () => {
  const { cohort, mensen, laatste } = await maakKlas(academie, 2);
  await draai(academie, '2026-11-01T15:00:00Z');
  await verzet(laatste, '2026-11-24');
  expect(await draai(academie, '2026-11-10T15:00:00Z')).toEqual([]);
  await leg(academie, laatste, mensen.slice(0, 1));
  expect(await draai(academie, '2026-11-24T15:00:00Z')).toHaveLength(1);
  await verzet(laatste, '2026-12-08');
  expect(await draai(academie, '2026-12-01T15:00:00Z')).toEqual([
    `${cohort.code}: 1 herinnering aan de evaluatie`,
  ]);
  expect((await evaluatieVan(academie, cohort)).sluitOp).toEqual(new Date('2027-01-07T23:00:00Z'));
  expect(await draai(academie, '2026-12-08T15:00:00Z')).toEqual([]);
  await verzet(laatste, '2026-12-01');
  await draai(academie, '2026-12-08T15:05:00Z');
  expect((await evaluatieVan(academie, cohort)).sluitOp).toEqual(new Date('2027-01-07T23:00:00Z'));
  expect(await gevraagd(cohort)).toEqual(ids(mensen.slice(0, 1)));
});

test('een half jaar later de nameting, aan wie een plaats had en uitnodigingen wil, met een herinnering na twee weken', async () => {
  const { cohort, mensen } = await maakKlas(academie, 4);
  const [klaar, nietKlaar, wilNiet, samen] = mensen as [Aanmelding, Aanmelding, Aanmelding, Aanmelding];
  await m().update(Aanmelding, [klaar.id, wilNiet.id], { status: 'voltooid' });
  await m().update(Aanmelding, [nietKlaar.id], { status: 'niet-voltooid' });
  await m().update(Persoon, [wilNiet.persoonId], { geenUitnodigingenOp: academie.clock.now() });
  await m().update(Aanmelding, [samen.id], { status: 'voltooid' });
  await m().update(Persoon, [samen.persoonId], { samengevoegdMetId: klaar.persoonId });
  await draai(academie, '2027-05-10T06:59:00Z', 'nameting');
  expect(await m().count(Evaluatie)).toBe(0);
  expect(await draai(academie, '2027-05-10T07:00:00Z', 'nameting')).toEqual([
    `${cohort.code}: nameting gevraagd aan 2 mensen`,
  ]);
  const gevraagden = await uitnodigingen(academie, cohort, 'nameting');
  expect(gevraagden.map((u) => u.aanmeldingId).sort()).toEqual(ids([klaar, nietKlaar]));
  expect((await evaluatieVan(academie, cohort, 'nameting')).sluitOp).toEqual(
    new Date('2027-06-09T22:00:00Z'),
  );
  await academie.app.get(AntwoordenService).geef(gevraagden[0]!.token, { stap: 'nee' });
  expect(await draai(academie, '2027-05-23T07:00:00Z', 'nameting')).toEqual([]);
  expect(await draai(academie, '2027-05-24T07:00:00Z', 'nameting')).toEqual([
    `${cohort.code}: 1 herinnering aan de nameting`,
  ]);
  expect(await mails(academie, cohort, 'nameting')).toHaveLength(2);
  expect(await mails(academie, cohort, 'nameting-herinnering')).toHaveLength(1);
  expect(await draai(academie, '2027-06-09T22:00:00Z', 'nameting')).toEqual([
    `${cohort.code}: nameting gesloten met 1 antwoord`,
  ]);
  await m().update(Persoon, [samen.persoonId], { samengevoegdMetId: null });
});

async function verzet({ id, cohortId }: Bijeenkomst, dag: string): Promise<void> {
  await inTransaction(academie.dataSource, async (t) => {
    await t.query(
      `UPDATE bijeenkomst SET begint = $2::timestamptz, eindigt = $2::timestamptz + interval '3 hours' WHERE id = $1`,
      [id, `${dag}T12:00:00Z`],
    );
    await academie.app.get(MomentenService).leg(t, cohortId);
  });
}
