import { afterAll, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { taak } from '../../src/opdrachten/taak.js';
import { WerklijstQueries } from '../../src/werklijst/werklijst.queries.js';
import { DINSDAG, startAcademie, type Academie } from '../support/academie.js';
import { startMailCatcher, type MailCatcher } from '../support/mail.js';
import { Verzendrij } from '../../src/berichten/verzendrij.service.js';
import { alsEigenaar } from '../support/database.js';

/** Tells whoever looks that mail does not leave: the werklijst, /health/ready and the command. */
let huis: Academie;
let post: MailCatcher;
beforeAll(async () => {
  post = await startMailCatcher();
  huis = await startAcademie({ SMTP_URL: post.url, MAIL_FROM: 'academie@leert.example' });
});
afterAll(async () => {
  await huis?.sluit();
  await post.sluit();
});
beforeEach(async () => {
  post.gedrag = {};
  await alsEigenaar(() => huis.dataSource.query('TRUNCATE bericht CASCADE'));
});

const ZES_UUR = 6 * 3_600_000;
/** @param hoe SQL for status, pogingen and moment of sending. */
const schrijf = (aantal: number, hoe: string): Promise<unknown> =>
  huis.dataSource.query(
    `INSERT INTO bericht (sleutel, soort, aan, onderwerp, html, tekst, aangemaakt_op, status, pogingen, verzenden_op, verzonden_op)
     SELECT 's' || n || gen_random_uuid(), 'proef/groet', 'a@school.example', 'Dag', 'Dag', 'Dag', $2::timestamptz, ${hoe}
       FROM generate_series(1, $1) n`,
    [aantal, new Date(DINSDAG.getTime() - ZES_UUR)],
  );
const NEGEN_KEER = `'opnieuw', 9, $2::timestamptz + interval '8 hours', NULL`;
const WACHT = `'wacht', 0, $2, NULL`;

async function zicht(): Promise<{ werklijst: string[]; code: number; ready: unknown }> {
  const { regels } = await huis.app.get(WerklijstQueries).groep('post', 0, 5);
  const antwoord = await fetch(`${huis.url}/health/ready`);
  return {
    werklijst: regels.map(({ onderwerp, zin }) => `${onderwerp}. ${zin}`),
    code: antwoord.status,
    ready: await antwoord.json(),
  };
}
const GOED = { code: 200, ready: expect.objectContaining({ status: 'ok' }) };

test('120 mails bij poging 9, zes uur oud: op de werklijst, verminderd en in de code van de taak', async () => {
  await schrijf(120, NEGEN_KEER);
  expect(await zicht()).toEqual({
    werklijst: ['120 mails wachten. De oudste is van di 10 nov 2026 om 04:00 uur.'],
    // Another process would do no better, so a load balancer keeps this one.
    code: 200,
    ready: {
      status: 'verminderd',
      onderdelen: {
        ...{ database: 'ok', migraties: 'ok', planner: 'ok' },
        post: '120 mails gaan niet weg, de oudste is van di 10 nov 2026 om 04:00 uur',
      },
    },
  });
  const fout = jest.spyOn(console, 'error').mockReturnValue();
  expect(await taak(['berichten'], huis.app)).toBe(2);
  expect(fout.mock.calls.join()).toContain('Let op: 120 mails gaan niet weg');
  fout.mockRestore();
});

test('wat wacht en niemand verstuurt, ook; wat bewust stilstaat of op zijn beurt wacht, niet', async () => {
  await schrijf(3, WACHT);
  expect((await zicht()).werklijst).toEqual([
    '3 mails wachten. De oudste is van di 10 nov 2026 om 04:00 uur.',
  ]);
  await huis.app.get(Verzendrij).stop({ soort: 'systeem' }, 'Even niet');
  expect(await zicht()).toMatchObject({ werklijst: [], ...GOED });
  await huis.app.get(Verzendrij).hervat({ soort: 'systeem' });
  await schrijf(1, `'verzonden', 1, $2, $2::timestamptz + interval '6 hours'`);
  expect(await zicht()).toMatchObject({ werklijst: [], ...GOED });
});

test('een adres dat steeds weigert terwijl de rest gaat: op de werklijst, en het systeem is gezond', async () => {
  await schrijf(1, NEGEN_KEER);
  await schrijf(1, `'verzonden', 1, $2, $2::timestamptz + interval '6 hours'`);
  expect(await zicht()).toMatchObject({
    werklijst: ['1 mail wacht. De oudste is van di 10 nov 2026 om 04:00 uur.'],
    ...GOED,
  });
});

test('gaat de post weer, dan is alles weer goed', async () => {
  await schrijf(2, `'opnieuw', 9, $2, NULL`);
  expect((await zicht()).werklijst).toHaveLength(1);
  expect(await taak(['berichten'], huis.app)).toBe(0);
  expect(await zicht()).toMatchObject({ werklijst: [], ...GOED });
});
