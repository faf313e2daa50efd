import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { StandDto } from '../../src/aanmeldingen/aanmeldingen.dto.js';
import { Aanmelding } from '../../src/aanmeldingen/aanmelding.entity.js';
import type { Cohort } from '../../src/cohorten/cohort.entity.js';
import { WachtlijstTaak } from '../../src/wachtlijst/wachtlijst.taken.js';
import { coordinator, inCohort, lees, meldLosAan, reeks, verwachtGaaf } from '../support/aanmeldingen.js';
import { DINSDAG, startAcademie, type Academie } from '../support/academie.js';
import { maakCohort, verzoek } from '../support/makers.js';
import { AanmeldenService } from '../../src/aanmeldingen/aanmelden.service.js';
import { anoniem } from '../../src/toegang/wie.js';

let academie: Academie;
let cohort: Cohort;
beforeAll(async () => {
  academie = await startAcademie({ RATE_LIMIT: true, TRUST_PROXY: 1 });
});
afterAll(() => academie.sluit());
beforeEach(async () => {
  academie.clock.set(DINSDAG);
  cohort = await maakCohort(academie.dataSource, { capaciteit: 20 });
});

const van = (ip: string) => ({ 'x-forwarded-for': ip });
async function viaApi(ip: string, email?: string): Promise<StandDto> {
  const antwoord = await fetch(`${academie.url}/api/v1/cohorten/${cohort.id}/aanmeldingen`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...van(ip) },
    body: JSON.stringify(verzoek(email ? { email } : {})),
  });
  expect(antwoord.status).toBe(201);
  return (await antwoord.json()) as StandDto;
}

/** What the visitor reads after the form. */
async function viaScherm(ip: string, email: string): Promise<string> {
  const pad = `${academie.url}/cohorten/${cohort.id}/aanmelden`;
  const velden = {
    voornaam: 'Anna',
    achternaam: 'Berg',
    email,
    functie: 'leraar',
    vestigingscode: 'geen',
    organisatie: 'zelfstandig',
  };
  const antwoord = await fetch(pad, {
    method: 'POST',
    redirect: 'manual',
    headers: van(ip),
    body: new URLSearchParams(velden),
  });
  expect(antwoord.status).toBe(303);
  const ontvangst = antwoord.headers.getSetCookie().find((cookie) => cookie.startsWith('ontvangst='))!;
  return (await fetch(`${pad}/ontvangen`, { headers: { cookie: ontvangst.split(';')[0]! } })).text();
}

async function bevestig(id: string): Promise<void> {
  const { token } = await lees(academie, id);
  const antwoord = await fetch(`${academie.url}/a/${token}/emailbevestiging`, {
    method: 'POST',
    redirect: 'manual',
  });
  expect(antwoord.status).toBe(303);
}
const pagina = async (id: string): Promise<string> =>
  (await fetch(`${academie.url}/a/${(await lees(academie, id)).token}`)).text();
const merken = async (): Promise<(string | null)[]> =>
  (
    await academie.dataSource.query<{ herkomst: string | null }[]>(
      'SELECT herkomst FROM aanmelding WHERE cohort_id = $1 ORDER BY aangemeld_op, id',
      [cohort.id],
    )
  ).map(({ herkomst }) => herkomst);

const planner = () => academie.app.get(WachtlijstTaak).voerUit({ proef: false });

test('een bezoeker houdt met verzonnen adressen drie plaatsen vast, niet twintig', async () => {
  const standen = await Promise.all(reeks(20).map(() => viaApi('203.0.113.1')));
  const tel = (status: string): number => standen.filter((stand) => stand.status === status).length;
  expect([tel('voorlopig'), tel('wachtlijst')]).toEqual([3, 17]);
  expect(standen.flatMap(({ wachtlijstpositie }) => wachtlijstpositie ?? []).sort((a, b) => a - b)).toEqual(
    reeks(17).map((i) => i + 1),
  );
  expect(await viaApi('203.0.113.2')).toMatchObject({ status: 'voorlopig' });
  // Who has not confirmed gets no offer, so no free place waits for them.
  expect((await planner()).aantal).toBe(0);
  await verwachtGaaf(academie);
});

test('wie in de rij staat en bevestigt, krijgt meteen een vrije plek; is het dan vol, dan een plaats in de rij', async () => {
  cohort = await maakCohort(academie.dataSource, { capaciteit: 4, minimum: 1 });
  for (const _ of reeks(3)) await viaApi('203.0.113.3');
  const vierde = await viaApi('203.0.113.3');
  const vijfde = await viaApi('203.0.113.3');
  expect(await pagina(vierde.id)).toContain('je staat in de rij en er is nog plek');
  await bevestig(vierde.id);
  expect(await lees(academie, vierde.id)).toMatchObject({ status: 'geplaatst', plaatsnummer: 4 });
  expect(await pagina(vijfde.id)).toContain('alle plekken zijn bezet');
  await bevestig(vijfde.id);
  expect(await lees(academie, vijfde.id)).toMatchObject({ status: 'wachtlijst', wachtOp: [] });
  await verwachtGaaf(academie);
});

test('drie collega’s achter één adres, en de vierde leest op het scherm en in de mail hoe het zit', async () => {
  const ip = '203.0.113.4';
  const schermen: string[] = [];
  for (const i of reeks(4)) schermen.push(await viaScherm(ip, `collega${i}@school.example`));
  expect(schermen[2]).toContain('We houden je plek vast tot');
  expect(schermen[3]).toContain('Er is nog plek. Bevestig je adres, dan krijg je meteen een plek');
  expect(schermen[3]).not.toMatch(/wachtlijst|We houden je plek vast/);
  const [mail] = await academie.dataSource.query<{ tekst: string }[]>(
    `SELECT tekst FROM bericht WHERE cohort_id = $1 AND aan = 'collega3@school.example'`,
    [cohort.id],
  );
  expect(mail!.tekst).toContain('Bevestig je adres, dan krijg je meteen een plek, zolang er een vrij is:');
  expect(mail!.tekst).not.toContain('is vol');
  // Somebody who is in already, or an outsider who tries that address, reads what a newcomer reads.
  const zonderAdres = (html: string): string => html.replace(/collega\d/g, '').replace(/csrf[^>]+>/g, '');
  const nieuw = await viaScherm(ip, 'collega4@school.example');
  expect(zonderAdres(await viaScherm(ip, 'collega0@school.example'))).toBe(zonderAdres(nieuw));
});

test('een bevestiging, een afmelding en het einde van de tijd maken weer ruimte, en wissen het merk', async () => {
  const ip = '203.0.113.5';
  const [eerste, tweede] = [await viaApi(ip), await viaApi(ip), await viaApi(ip)];
  expect(new Set(await merken()).size).toBe(1);
  expect((await viaApi(ip)).status).toBe('wachtlijst');
  await bevestig(eerste.id);
  expect((await viaApi(ip)).status).toBe('voorlopig');
  const { token } = await lees(academie, tweede.id);
  const annulering = {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ reden: '' }),
  } as const;
  expect((await fetch(`${academie.url}/a/${token}/annulering`, annulering)).status).toBe(303);
  expect((await viaApi(ip)).status).toBe('voorlopig');
  academie.clock.advance(25 * 60);
  await planner();
  expect((await merken()).every((merk) => merk === null)).toBe(true);
  expect((await viaApi(ip)).status).toBe('voorlopig');
  await verwachtGaaf(academie);
});

test('het merk is in elk cohort een ander, noemt het adres niet, en de database bewaart het nergens anders', async () => {
  const a = await viaApi('203.0.113.6');
  const [hier] = await merken();
  cohort = await maakCohort(academie.dataSource);
  await viaApi('203.0.113.6');
  const [daar] = await merken();
  expect(hier).toMatch(/^[\w-]{43}$/);
  expect(daar).not.toBe(hier);
  await expect(
    academie.dataSource.query(`UPDATE aanmelding SET wacht_op = '{akkoord}' WHERE id = $1`, [a.id]),
  ).rejects.toThrow('aanmelding_herkomst_alleen_onbevestigd');
});

test('een heel team in één keer telt mee, en een netwerk van IPv6 is één plek', async () => {
  const aanvraag = (herkomst: string) => ({ verzoek: verzoek(), wie: anoniem, herkomst });
  const besluiten = await academie.app
    .get(AanmeldenService)
    .meldAllenAan(cohort.id, [...reeks(5).map(() => aanvraag('team')), aanvraag('elders')]);
  const standen = besluiten.map((besluit) => (besluit as { aanmelding: Aanmelding }).aanmelding.status);
  expect(standen).toEqual([...reeks(3).map(() => 'voorlopig'), 'wachtlijst', 'wachtlijst', 'voorlopig']);
  for (const i of reeks(3)) await viaApi(`2001:db8:9:9::${i}`);
  expect((await viaApi('2001:db8:9:9:8:7:6:5')).status).toBe('wachtlijst');
});

test('wie voor het adres instaat, wordt niet geteld; met de grenzen uit niemand', async () => {
  for (const _ of reeks(5)) await meldLosAan(academie, cohort.id, coordinator);
  academie.settings.RATE_LIMIT = false;
  try {
    for (const _ of reeks(5)) await viaApi('203.0.113.7');
  } finally {
    academie.settings.RATE_LIMIT = true;
  }
  expect((await inCohort(academie, cohort.id)).map(({ status }) => status)).not.toContain('wachtlijst');
  expect((await merken()).every((merk) => merk === null)).toBe(true);
});
