import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Bestuur } from '../../src/besturen/bestuur.entity.js';
import { Cohort } from '../../src/cohorten/cohort.entity.js';
import { Opleiding } from '../../src/opleidingen/opleiding.entity.js';
import type { Settings } from '../../src/platform/config/settings.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { logIn, type Inlog } from '../support/inloggen.js';
import { maakBestuur, maakCohort, maakGebruiker, maakSchool } from '../support/makers.js';
import { startMailCatcher, type Ontvangen } from '../support/mail.js';
import { stuur, vraag } from '../support/vraag.js';

const STAPPEN = '/beheer/inrichten';
let academie: Academie;
let beheer: Inlog;

const zie = async (pad: string, { cookie }: Inlog): Promise<string> => {
  const { status, tekst } = await vraag(academie, pad, { headers: { cookie } });
  expect([pad, status]).toEqual([pad, 200]);
  return tekst;
};
/** The state of every step, by its code. */
const standen = async (inlog: Inlog): Promise<Record<string, string>> =>
  Object.fromEntries(
    [...(await zie(STAPPEN, inlog)).matchAll(/id="stap-([a-z]+)"[\s\S]*?status-badge[^>]*>([^<]+)</g)].map(
      ([, code, stand]) => [code!, stand!],
    ),
  );
const start = async (met: Partial<Settings> = {}): Promise<void> => {
  academie = await startAcademie(met);
  beheer = await logIn(academie, await maakGebruiker(academie.dataSource, { rol: 'beheer' }));
};
const wijzig = <T extends object>(soort: new () => T, met: object): Promise<unknown> =>
  academie.dataSource.manager.createQueryBuilder().update(soort).set(met).execute();

describe('een lege academie', () => {
  beforeAll(() => start());
  afterAll(() => academie.sluit());

  test('zegt alles wat ontbreekt, en wie het doet als jij het niet mag', async () => {
    expect(await standen(beheer)).toEqual({
      academie: 'Ontbreekt',
      mail: 'Ontbreekt',
      coordinator: 'Ontbreekt',
      scholen: 'Ontbreekt',
      opleiding: 'Ontbreekt',
      cohort: 'Ontbreekt',
      beheerders: 'Kan later',
      adressen: 'Kan later',
    });
    const pagina = await zie(STAPPEN, beheer);
    expect(pagina).toContain('Er ontbreken nog 6 dingen');
    expect(pagina).toContain('href="/beheer/organisaties/duo"');
    expect(pagina).toContain('href="/beheer/gebruikers"');
    expect(pagina).toContain('Dit doet de coördinator.');
    expect(pagina).not.toContain('href="/beheer/opleidingen/nieuw"');
  });

  test('brengt beheer en de coördinator erheen vanaf hun startscherm, en niemand anders', async () => {
    const leidt = 'Mensen kunnen zich nog niet aanmelden';
    expect(await zie('/beheer/gebruikers', beheer)).toContain(leidt);
    const coordinator = await logIn(academie, await maakGebruiker(academie.dataSource));
    expect(await zie('/beheer', coordinator)).toContain(leidt);
    const bestuurId = (await maakBestuur(academie.dataSource)).id;
    const bestuur = await logIn(
      academie,
      await maakGebruiker(academie.dataSource, { rol: 'bestuur', bestuurId }),
    );
    expect(await zie('/beheer/gebruikers', bestuur)).not.toContain(leidt);
    const pagina = await zie(STAPPEN, coordinator);
    expect(pagina).toContain('href="/beheer/opleidingen/nieuw"');
    // Whom the coördinator invites is never a beheerder.
    expect(pagina.slice(pagina.indexOf('stap-beheerders'))).toContain('Dit doet beheer.');
  });

  test('elke link ervan opent voor wie haar ziet', async () => {
    const coordinator = await logIn(academie, await maakGebruiker(academie.dataSource));
    for (const inlog of [beheer, coordinator])
      for (const [, pad] of (await zie(STAPPEN, inlog)).matchAll(
        /<a class="utrecht-link[^"]*" href="([^"]+)"/g,
      ))
        await zie(pad!, inlog);
  });
});

describe('wat er is, telt als klaar', () => {
  beforeAll(() => start({ SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'Proef <proef@academie.example>' }));
  afterAll(() => academie.sluit());

  test('stap voor stap, tot er niets meer ontbreekt en niets meer in de weg staat', async () => {
    const { dataSource } = academie;
    expect((await standen(beheer)).mail).toBe('Klaar');
    expect(await zie(STAPPEN, beheer)).toContain('proef@academie.example');

    const naam = { naam: 'Proefacademie', contactadres: 'vraag@academie.example' };
    expect((await stuur(academie, '/beheer/academie', beheer, { ...naam, naam: ' ' })).status).toBe(422);
    expect((await stuur(academie, '/beheer/academie', beheer, naam)).status).toBe(303);
    expect((await standen(beheer)).academie).toBe('Klaar');
    const { tekst: openbaar } = await vraag(academie, '/');
    expect(openbaar).toMatch(/<title>[^<]+ – Proefacademie<\/title>/);
    expect(openbaar).toContain('mailto:vraag@academie.example');
    expect(openbaar).not.toContain('Utrecht Leert Academie');
    for (const feed of ['/agenda.ics', '/feed.xml']) {
      const { status, tekst } = await vraag(academie, feed);
      expect([status, tekst.includes('Proefacademie'), tekst.includes('Utrecht Leert')]).toEqual([
        200,
        true,
        false,
      ]);
    }

    const test = await stuur(academie, '/beheer/inrichten/testmail', beheer);
    expect(test.status).toBe(422);
    expect(test.tekst).toContain('De mailserver is niet bereikbaar of werkt niet mee');

    const nieuw = await maakGebruiker(dataSource, { wachtwoordHash: null });
    expect((await standen(beheer)).coordinator).toBe('Ontbreekt');
    expect(await zie(STAPPEN, beheer)).toContain('Uitgenodigd, maar nog niet binnen geweest: 1.');
    await dataSource.query(`UPDATE gebruiker SET wachtwoord_hash = 'x' WHERE id = $1`, [nieuw.id]);
    expect((await standen(beheer)).coordinator).toBe('Klaar');

    await maakSchool(dataSource);
    expect(await standen(beheer)).toMatchObject({ scholen: 'Klaar', adressen: 'Kan later' });
    await wijzig(Bestuur, { vraagtAkkoord: true });
    expect(await zie(STAPPEN, beheer)).toContain('Bij 1 daarvan staat dat het akkoord geeft');
    await wijzig(Bestuur, { email: 'bestuur@school.example' });
    expect((await standen(beheer)).adressen).toBe('Klaar');

    await maakCohort(dataSource, { status: 'concept' });
    await wijzig(Opleiding, { gepubliceerd: false });
    const dicht = await standen(beheer);
    expect([dicht.opleiding, dicht.cohort]).toEqual(['Ontbreekt', 'Ontbreekt']);
    await wijzig(Opleiding, { gepubliceerd: true });
    expect(await standen(beheer)).toMatchObject({ opleiding: 'Klaar', cohort: 'Ontbreekt' });
    await wijzig(Cohort, { status: 'open' });
    expect((await standen(beheer)).cohort).toBe('Klaar');
    expect(await zie(STAPPEN, beheer)).toContain('Alles is er: mensen kunnen zich aanmelden.');
    expect(await zie('/beheer/gebruikers', beheer)).not.toContain('nog niet aanmelden');
  });

  test('een uitgezet account en een gesloten school tellen niet', async () => {
    await academie.dataSource.query(
      `UPDATE gebruiker SET uitgeschakeld_op = now() WHERE id IN (SELECT gebruiker_id FROM gebruiker_rol WHERE rol = 'coordinator')`,
    );
    await academie.dataSource.query(`UPDATE school SET gesloten_op = '2026-01-01'`);
    expect(await standen(beheer)).toMatchObject({ coordinator: 'Ontbreekt', scholen: 'Ontbreekt' });
  });
});

test('een testmail komt bij wie haar vraagt, en een antwoord erop bij het contactadres', async () => {
  const post = await startMailCatcher();
  await start({ SMTP_URL: post.url, MAIL_FROM: 'Proef <proef@academie.example>' });
  try {
    await stuur(academie, '/beheer/academie', beheer, {
      naam: 'Proef',
      contactadres: 'vraag@academie.example',
    });
    expect((await stuur(academie, '/beheer/inrichten/testmail', beheer)).status).toBe(303);
    const [{ mail, aan }] = (await post.wachtOp(1)) as [Ontvangen];
    expect(mail.replyTo).toMatchObject([{ address: 'vraag@academie.example' }]);
    expect([aan, mail.subject]).toEqual([[expect.stringMatching(/^gebruiker\d+@/)], 'Testmail van Proef']);
  } finally {
    await academie.sluit();
    await post.sluit();
  }
});
