import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Aanmelding } from '../../src/aanmeldingen/aanmelding.entity.js';
import { AanmeldingenService } from '../../src/aanmeldingen/aanmeldingen.service.js';
import { Bericht } from '../../src/berichten/bericht.entity.js';
import { HerverzendenService } from '../../src/berichten/herverzenden.service.js';
import { TrainerScherm } from '../../src/deelnemerslijsten/trainer.scherm.js';
import { BewaartermijnenTaak } from '../../src/bewaartermijnen/bewaartermijnen.taken.js';
import { MededelingenService } from '../../src/cohortbeheer/post/mededelingen.service.js';
import { PersonenSamenvoegenService } from '../../src/deelnemers/samenvoegen.service.js';
import { InloggenService } from '../../src/inloggen/inloggen.service.js';
import { Persoon } from '../../src/toegang/persoon.entity.js';
import { systeem } from '../../src/toegang/wie.js';
import { coordinator, eigenaar, meldLosAan, verwachtGaaf } from '../support/aanmeldingen.js';
import { DINSDAG, startAcademie, type Academie } from '../support/academie.js';
import { logIn, logPersoonIn, type Inlog } from '../support/inloggen.js';
import { maakBestuur, maakCohort, maakGebruiker, maakPersoon, maakSchool } from '../support/makers.js';
import { stuur, vraag } from '../support/vraag.js';

let huis: Academie;
let privacy: Inlog;
const m = () => huis.dataSource.manager;
beforeAll(async () => {
  huis = await startAcademie();
  privacy = await logIn(huis, await maakGebruiker(huis.dataSource, { rol: 'privacy' }));
});
afterAll(() => huis?.sluit());

const opSlot = (id: string) => stuur(huis, `/beheer/personen/${id}/beperking`, privacy);
const ontslot = (id: string) => stuur(huis, `/beheer/personen/${id}/beperking/opheffing`, privacy);
const stand = async ({ id }: Aanmelding) => (await m().findOneByOrFail(Aanmelding, { id })).status;
const post = async (persoonId: string): Promise<string[]> =>
  (await m().findBy(Bericht, { persoonId }))
    .filter(({ status }) => status === 'wacht')
    .map(({ soort }) => soort)
    .sort();

test('op de wachtlijst: het nummer blijft, het aanbod gaat naar de volgende, en daarna doet die weer mee', async () => {
  const cohort = await maakCohort(huis.dataSource, { capaciteit: 1, minimum: 0 });
  const heeft = await meldLosAan(huis, cohort.id, systeem);
  const [eerste, tweede] = [
    await meldLosAan(huis, cohort.id, systeem),
    await meldLosAan(huis, cohort.id, systeem),
  ];
  expect((await opSlot(eerste.persoonId)).status).toBe(303);
  await huis.app.get(AanmeldingenService).annuleer(heeft.id, eigenaar(heeft), null);
  expect([await stand(eerste), await stand(tweede)]).toEqual(['wachtlijst', 'voorlopig']);
  await verwachtGaaf(huis);
  await huis.app.get(AanmeldingenService).wijsAanbodAf(tweede.id, eigenaar(tweede));
  // The place is free, and nobody who may have it waits.
  await verwachtGaaf(huis);
  expect((await ontslot(eerste.persoonId)).status).toBe(303);
  expect(await stand(eerste)).toBe('voorlopig');
  const codes = await m().query<{ code: string }[]>(
    `SELECT code FROM auditregel WHERE onderwerp_id = $1 ORDER BY id`,
    [eerste.persoonId],
  );
  expect(codes.map(({ code }) => code)).toEqual(['persoon.beperkt', 'persoon.beperking-opgeheven']);
});

test('met een plaats: die blijft, er gaat geen mail meer, en het bestuur ziet niemand', async () => {
  const bestuur = await maakBestuur(huis.dataSource);
  const { vestigingscode } = await maakSchool(huis.dataSource, { bestuurId: bestuur.id });
  const cohort = await maakCohort(huis.dataSource, { capaciteit: 5, minimum: 0 });
  const mens = await meldLosAan(huis, cohort.id, systeem, { achternaam: 'Slotman', vestigingscode });
  const { cookie } = await logIn(
    huis,
    await maakGebruiker(huis.dataSource, { rol: 'bestuur', bestuurId: bestuur.id }),
  );
  const lijsten = async (): Promise<string> => {
    const paden = ['/bestuur', `/api/v1/cohorten/${cohort.id}/aanmeldingen`, '/api/v1/deelnemerslijst'];
    const csv = { cookie, accept: 'text/csv' };
    const antwoorden = await Promise.all([
      ...paden.map((pad) => vraag(huis, pad, { headers: { cookie } })),
      vraag(huis, '/api/v1/deelnemerslijst', { headers: csv }),
    ]);
    return antwoorden.map(({ tekst }) => tekst).join('\n');
  };
  const eigen = (await vraag(huis, `/api/v1/aanmeldingen/${mens.id}`, { headers: { cookie } })).status;
  expect([eigen, (await lijsten()).match(/Slotman/g)!.length > 2]).toEqual([200, true]);
  expect(await post(mens.persoonId)).toEqual(['aanmeldingen/geplaatst']);

  await opSlot(mens.persoonId);
  expect(await stand(mens)).toBe('geplaatst');
  expect(await post(mens.persoonId)).toEqual(['privacyverzoeken/beperkt']);
  const mededeling = { onderwerp: 'Ander lokaal', tekst: 'Zaal 2', aan: 'plaats-en-rij' as const };
  const mededelingen = huis.app.get(MededelingenService);
  await expect(mededelingen.voorbeeld(cohort.id, mededeling)).rejects.toThrow('Er is niemand');
  const lijst = await vraag(huis, `/beheer/cohorten/${cohort.id}`, {
    headers: { cookie: (await logIn(huis, await maakGebruiker(huis.dataSource))).cookie },
  });
  expect(lijst.tekst).toContain('Op slot: geen mail en geen aanbod');
  await expect(mededelingen.verstuur(coordinator, cohort.id, mededeling)).rejects.toThrow('Er is niemand');
  const { email } = await m().findOneByOrFail(Persoon, { id: mens.persoonId });
  await huis.app.get(InloggenService).stuurLink(email);
  expect(await post(mens.persoonId)).toEqual(['inloggen/inloglink', 'privacyverzoeken/beperkt']);
  const [mail] = await m().findBy(Bericht, { persoonId: mens.persoonId, soort: 'aanmeldingen/geplaatst' });
  await m().update(Bericht, mail!.id, { status: 'verzonden', verzondenOp: huis.clock.now() });
  await expect(huis.app.get(HerverzendenService).herverzend(coordinator, mail!.id)).rejects.toMatchObject({
    code: 'gegevens-op-slot',
  });
  expect(await huis.app.get(TrainerScherm).deelnemersVan(cohort.id)).toEqual([]);
  expect(await lijsten()).not.toContain('Slotman');
  expect((await vraag(huis, `/api/v1/aanmeldingen/${mens.id}`, { headers: { cookie } })).status).toBe(404);

  // What the same person enrols in now is asked for, and so may be used.
  const nieuw = await maakCohort(huis.dataSource);
  const later = await meldLosAan(huis, nieuw.id, systeem, { achternaam: 'Slotman', email, vestigingscode });
  expect(await post(later.persoonId)).toContain('aanmeldingen/geplaatst');
});

test('wat er eerder ging, gaat niet nog eens; wat nieuw is wel, en het eigen adres kan worden verbeterd', async () => {
  const cohort = await maakCohort(huis.dataSource);
  const mens = await meldLosAan(huis, cohort.id, systeem);
  await opSlot(mens.persoonId);
  const { email } = await m().findOneByOrFail(Persoon, { id: mens.persoonId });
  const later = await meldLosAan(huis, (await maakCohort(huis.dataSource)).id, systeem, { email });
  const herverzenden = huis.app.get(HerverzendenService);
  const eerste = async (waar: object): Promise<string> =>
    (await m().findOneByOrFail(Bericht, { persoonId: mens.persoonId, ...waar })).id;
  const oud = await eerste({ aanmeldingId: mens.id });
  await expect(herverzenden.herverzend(coordinator, oud)).rejects.toMatchObject({ code: 'gegevens-op-slot' });
  await m().update(Bericht, { id: oud }, { status: 'mislukt' });
  expect(await herverzenden.herverzendMislukte(coordinator, mens.persoonId)).toBe(0);
  for (const waar of [{ aanmeldingId: later.id }, { soort: 'privacyverzoeken/beperkt' }])
    expect((await herverzenden.herverzend(coordinator, await eerste(waar))).status).toBe('wacht');

  const inlog = await logPersoonIn(huis, mens.persoonId);
  await stuur(huis, '/mijn/gegevens/adres', inlog, { email: 'beter@school.example' });
  expect(await post(mens.persoonId)).toContain('inzage/adres-bevestigen');
});

test('de mens haalt het slot er zelf af; twee keer wordt gezegd', async () => {
  const { id } = await maakPersoon(huis.dataSource);
  const inlog = await logPersoonIn(huis, id);
  await stuur(huis, '/mijn/gegevens/verzoek', inlog, { soort: 'beperking' });
  await opSlot(id);
  const lees = async () =>
    (await vraag(huis, '/mijn/gegevens/verzoek', { headers: { cookie: inlog.cookie } })).tekst;
  expect(await lees()).toMatch(/Je gegevens staan op slot[^]*uitgevoerd/);
  const nogEens = await opSlot(id);
  expect(nogEens.status).toBe(303);
  expect(await m().countBy(Bericht, { persoonId: id, soort: 'privacyverzoeken/beperkt' })).toBe(1);
  expect((await stuur(huis, '/mijn/gegevens/verzoek/opheffing', inlog)).status).toBe(303);
  expect((await m().findOneByOrFail(Persoon, { id })).beperktOp).toBeNull();
});

test('zolang het slot erop zit loopt geen bewaartermijn af, en samenvoegen neemt het mee', async () => {
  const [mens, ander] = [await maakPersoon(huis.dataSource), await maakPersoon(huis.dataSource)];
  await opSlot(ander.id);
  await huis.app.get(PersonenSamenvoegenService).voegSamen(systeem, mens.id, ander.id);
  expect((await m().findOneByOrFail(Persoon, { id: mens.id })).beperktOp).not.toBeNull();
  huis.clock.set(new Date('2040-01-01T04:00:00Z'));
  await huis.app.get(BewaartermijnenTaak).voerUit({ proef: false });
  expect(await m().existsBy(Persoon, { id: mens.id })).toBe(true);
  huis.clock.set(DINSDAG);
});
