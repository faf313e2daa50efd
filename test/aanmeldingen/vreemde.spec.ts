import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { AanmeldingenService } from '../../src/aanmeldingen/aanmeldingen.service.js';
import type { Aanmelding } from '../../src/aanmeldingen/aanmelding.entity.js';
import { anoniem, systeem } from '../../src/toegang/wie.js';
import { berichtenVan, eigenaar, inCohort, meldLosAan, verwachtGaaf } from '../support/aanmeldingen.js';
import { DINSDAG, startAcademie, type Academie } from '../support/academie.js';
import { logPersoonIn } from '../support/inloggen.js';
import { maakBestuur, maakCohort, maakSchool } from '../support/makers.js';
import { stuur, vraag, type Antwoord } from '../support/vraag.js';

/**
 * Two cohorten that differ in one thing: the address that a stranger fills in is in the first, and somebody else's in
 * the second. Whatever the stranger does, they see the same.
 */
let academie: Academie;
let vestigingscode: string;
beforeAll(async () => {
  academie = await startAcademie();
  const bestuur = await maakBestuur(academie.dataSource, { vraagtAkkoord: true });
  vestigingscode = (await maakSchool(academie.dataSource, { bestuurId: bestuur.id })).vestigingscode;
});
afterAll(() => academie?.sluit());
beforeEach(() => academie.clock.set(DINSDAG));

let teller = 0;
type Opstelling = (cohortId: string, email: string) => Promise<Aanmelding>;

async function tweeling(capaciteit: number, opstelling: Opstelling) {
  const email = `doelwit${(teller += 1)}@school.example`;
  const maak = async (wie: string) => {
    const cohort = await maakCohort(academie.dataSource, { capaciteit, minimum: 0, naam: 'Tweeling' });
    return { id: cohort.id, a: await opstelling(cohort.id, wie) };
  };
  return { email, bekend: await maak(email), nieuw: await maak(`ander.${email}`) };
}

const invoer = (email: string) => ({
  voornaam: 'Vreem',
  achternaam: 'De',
  email,
  functie: 'leraar',
  vestigingscode,
});
const viaApi = (id: string, email: string): Promise<Antwoord> =>
  vraag(academie, `/api/v1/cohorten/${id}/aanmeldingen`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(invoer(email)),
  });

const PER_ANTWOORD = ['date', 'content-length', 'x-request-id', 'etag', 'content-security-policy'];

/** An answer without what differs between two answers, or between two cohorten and codes. */
async function gezien(pad: string, init: RequestInit, cohortId: string): Promise<unknown> {
  const antwoord = await fetch(academie.url + pad, { redirect: 'manual', ...init });
  const anoniemer = (tekst: string): string =>
    tekst
      .replaceAll(cohortId, ':cohort')
      .replace(/aanmeldingen\/[0-9a-f-]{36}/, 'aanmeldingen/:id')
      .replace(/C\d+|OPL\d+|opl\d+|Opleiding \d+|cohort-c\d+/g, ':code')
      .replace(
        /nonce="[^"]*"|name="_csrf" value="[^"]*"|csrf-token" content="[^"]*"|bezoek=[^;]*/g,
        ':geheim',
      )
      .replace(/"id":"[0-9a-f-]{36}"/, '"id":":id"');
  const headers = [...antwoord.headers].filter(([naam]) => !PER_ANTWOORD.includes(naam));
  const tekst = anoniemer(await antwoord.text());
  return {
    status: antwoord.status,
    headers: headers.map(([naam, waarde]) => [naam, anoniemer(waarde)]),
    tekst,
  };
}

const api = (id: string, email: string) =>
  gezien(
    `/api/v1/cohorten/${id}/aanmeldingen`,
    { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(invoer(email)) },
    id,
  );

/** Sends the form, and opens the page that it leads to with the cookies it gave. */
async function pagina(id: string, email: string): Promise<unknown[]> {
  const formulier = await fetch(`${academie.url}/cohorten/${id}/aanmelden`);
  const csrf = /name="_csrf" value="([^"]*)"/.exec(await formulier.text())?.[1] ?? '';
  const bezoek = formulier.headers.getSetCookie().map((koekje) => koekje.split(';')[0]!);
  const init = (): RequestInit => ({
    method: 'POST',
    headers: { cookie: bezoek.join('; ') },
    body: new URLSearchParams({ ...invoer(email), _csrf: csrf }),
  });
  const antwoord = await fetch(`${academie.url}/cohorten/${id}/aanmelden`, { ...init(), redirect: 'manual' });
  expect([antwoord.status, antwoord.headers.get('location')]).toEqual([
    303,
    `/cohorten/${id}/aanmelden/ontvangen`,
  ]);
  const koekjes = antwoord.headers.getSetCookie();
  const ontvangst = koekjes.find((koekje) => koekje.startsWith('ontvangst='))!.split(';')[0]!;
  const inhoud: unknown = JSON.parse(Buffer.from(ontvangst.slice(10), 'base64url').toString());
  const cookie = [...bezoek, ontvangst].join('; ');
  return [inhoud, await gezien(`/cohorten/${id}/aanmelden/ontvangen`, { headers: { cookie } }, id)];
}

const vast: Opstelling = (cohortId, email) => meldLosAan(academie, cohortId, systeem, { email });
const onbevestigd: Opstelling = (cohortId, email) => meldLosAan(academie, cohortId, anoniem, { email });
const standen: [string, number, Opstelling][] = [
  ['met een plaats, terwijl er plaats is', 5, vast],
  ['met een plaats die nog bevestigd moet worden', 5, onbevestigd],
  ['met de laatste plaats', 1, vast],
  [
    'op de wachtlijst',
    1,
    async (cohortId, email) => {
      await meldLosAan(academie, cohortId, systeem);
      return vast(cohortId, email);
    },
  ],
  [
    'met een plaats waarop het bestuur nog akkoord moet geven',
    5,
    async (cohortId, email) => {
      const a = await meldLosAan(academie, cohortId, anoniem, { email, vestigingscode });
      return academie.app.get(AanmeldingenService).bevestigEmail(a.id, eigenaar(a));
    },
  ],
];

describe('een vreemde die het adres invult van iemand', () => {
  test.each(standen)('%s, ziet via de API wat een nieuw mens ziet', async (_wat, capaciteit, opstelling) => {
    const { email, bekend, nieuw } = await tweeling(capaciteit, opstelling);
    const voor = await inCohort(academie, bekend.id);
    expect(await api(bekend.id, email)).toEqual(await api(nieuw.id, email));
    expect(await inCohort(academie, bekend.id)).toEqual(voor);
    await verwachtGaaf(academie);
  });

  test.each(standen)(
    '%s, ziet op de pagina wat een nieuw mens ziet',
    async (_wat, capaciteit, opstelling) => {
      const { email, bekend, nieuw } = await tweeling(capaciteit, opstelling);
      academie.clock.advance(7);
      expect(await pagina(bekend.id, email)).toEqual(await pagina(nieuw.id, email));
    },
  );

  test('die al drie plaatsen vasthoudt, komt ook dan in de rij zoals een nieuw mens', async () => {
    academie.settings.RATE_LIMIT = true;
    try {
      for (const weg of [api, pagina]) {
        const { email, bekend, nieuw } = await tweeling(9, vast);
        for (const { id } of [bekend, nieuw])
          for (const nummer of [1, 2, 3]) await viaApi(id, `houdt${nummer}.${email}`);
        const ziet = await weg(bekend.id, email);
        expect(JSON.stringify(ziet)).toContain('achtlijst');
        expect(ziet).toEqual(await weg(nieuw.id, email));
      }
    } finally {
      academie.settings.RATE_LIMIT = false;
    }
  });

  test('kan met het nummer dat terugkomt niets te weten komen', async () => {
    const { email, bekend, nieuw } = await tweeling(5, vast);
    const nummers = [
      (await viaApi(bekend.id, email)).json().id,
      (await viaApi(nieuw.id, email)).json().id,
    ].map(String);
    const doe = async (id: string, methode: string, pad: string, body?: object) => {
      const antwoord = await vraag(academie, `/api/v1/aanmeldingen/${id}${pad}`, {
        method: methode,
        ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
      });
      return [antwoord.status, { ...antwoord.json(), instance: null }];
    };
    for (const [methode, pad, body] of [
      ['GET', ''],
      ['GET', `?token=${'x'.repeat(32)}`],
      ['POST', '/annulering', {}],
      ['POST', '/emailbevestiging', { token: 'x'.repeat(32) }],
      ['POST', '/herleving', {}],
    ] as const)
      expect(await doe(nummers[0]!, methode, pad, body)).toEqual(await doe(nummers[1]!, methode, pad, body));
  });

  test('laat een mail na aan wie het adres is, via de API net zo goed als via de pagina', async () => {
    for (const weg of [viaApi, pagina]) {
      const { email, bekend } = await tweeling(5, vast);
      const { persoonId } = bekend.a;
      await weg(bekend.id, email);
      const post = await berichtenVan(academie, bekend.a.id);
      expect(post.map((sleutel) => sleutel.split(':')[0])).toEqual(['al-aangemeld', 'geplaatst']);
      const [persoon] = await academie.dataSource.query<{ voornaam: string }[]>(
        'SELECT voornaam FROM persoon WHERE id = $1',
        [persoonId],
      );
      expect(persoon!.voornaam).toBe('Anna');
    }
  });
});

describe('wie het adres bewezen heeft', () => {
  test('leest op de pagina dat de aanmelding er al is', async () => {
    const { email, bekend } = await tweeling(5, vast);
    const inlog = await logPersoonIn(academie, bekend.a.persoonId);
    const antwoord = await stuur(academie, `/cohorten/${bekend.id}/aanmelden`, inlog, invoer(email));
    expect([antwoord.status, antwoord.tekst.includes('al aangemeld')]).toEqual([409, true]);
  });
});
