import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as rust } from 'node:timers/promises';
import { accountpaden } from '../../src/account/paden.js';
import { demogebruikers, demowachtwoord } from '../../src/inloggen/inloggen.rules.js';
import { inlogpaden } from '../../src/inloggen/paden.js';
import { Bladeraar } from '../support/bladeraar.js';
import { builtCopy, startCommand, startVariables } from '../support/built.js';
import { cleanUp, filledFolder } from '../support/embedded.js';
import { totdat } from '../support/tijd.js';

/** The server as it is shipped: one file, and what is seldom asked for read when it is. */
const POORT = String(4200 + (process.pid % 90));
const site = `http://localhost:${POORT}`;
/** Megabytes; 131 to 138 were measured, and 206 before it was one file (besluit 025). */
const HOOGSTENS = 160;

let clone: string;
let server: ChildProcess;
let gezegd = '';

/** @param vooraf is read first. */
function start(vooraf: string): void {
  gezegd = '';
  server = spawn(process.execPath, ['-r', vooraf, ...startCommand], {
    cwd: clone,
    env: {
      ...process.env,
      ...startVariables,
      NODE_ENV: '',
      NODE_OPTIONS: '',
      DATABASE_URL: '',
      PORT: POORT,
      BASE_URL: site,
      PLANNER: 'off',
      OIDC_ISSUER: 'http://127.0.0.1:9',
      OIDC_CLIENT_ID: 'academie',
      OIDC_CLIENT_SECRET: 'geheim',
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  for (const stroom of [server.stdout!, server.stderr!])
    stroom.on('data', (stuk: Buffer) => (gezegd += String(stuk)));
}

async function begin(): Promise<void> {
  // Tells which files Node has read for `require`, when it is asked.
  const vraag = 'process.on("message", () => process.send(Object.keys(require.cache)))';
  await fs.writeFile(path.join(clone, 'vraag.cjs'), vraag);
  start('./vraag.cjs');
  await totdat(() => gezegd.includes('Utrecht Leert Academie: ') || server.exitCode !== null);
  expect([server.exitCode, gezegd]).toEqual([null, expect.stringContaining('Utrecht Leert Academie')]);
}

async function einde(): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  server.kill('SIGTERM');
  await once(server, 'exit');
}

async function gelezen(): Promise<string[]> {
  const antwoord = once(server, 'message') as Promise<[string[]]>;
  server.send('wat');
  return (await antwoord)[0].map((bestand) => path.relative(clone, bestand));
}

beforeAll(async () => {
  clone = await builtCopy();
  await fs.rename(await filledFolder(), path.join(clone, '.data'));
  // Fills the demo: reads YAML, and makes passwords.
  await begin();
}, 240_000);
afterAll(async () => {
  await einde();
  await cleanUp();
});

test('wat zelden wordt gevraagd, wordt gelezen als het wordt gevraagd', async () => {
  const browser = new Bladeraar();
  const document = await browser.ga(`${site}/api/v1/openapi.json`);
  expect(JSON.parse(document.html)).toMatchObject({ openapi: '3.0.0' });

  const aanbieder = await browser.volg(site + inlogpaden.oidc);
  expect([aanbieder.status, gezegd]).toEqual([503, expect.stringContaining('OpenID Connect: onbereikbaar')]);

  const email = demogebruikers.find(({ rol }) => rol === 'coordinator')!.email;
  await browser.stuur(`${site}/inloggen`, { email, wachtwoord: demowachtwoord });
  const account = await browser.ga(site + accountpaden.account);
  const _csrf = /name="csrf-token" content="([^"]+)"/.exec(account.html)![1]!;

  const app = await browser.ga(site + accountpaden.app);
  expect(app.html).toContain('data:image/svg+xml');

  const vraag = await browser.ga(`${site}${accountpaden.account}/passkeys/opties`, {
    method: 'POST',
    body: new URLSearchParams({ wachtwoord: demowachtwoord, _csrf }),
  });
  expect(JSON.parse(vraag.html)).toMatchObject({ rp: { id: 'localhost' } });

  // A cohort with certificaten.
  const { html: lijst } = await browser.ga(`${site}/beheer/cohorten?zoek=COT-B-0`);
  const cohort = lijst.match(/\/beheer\/cohorten\/[0-9a-f-]{36}/g)!.at(-1)!;
  const werkblad = await browser.ga(`${site}${cohort}/deelnemerslijst.xlsx`);
  expect([werkblad.status, werkblad.html.slice(0, 2)]).toEqual([200, 'PK']);
  const pdf = await browser.ga(`${site}${cohort}/certificering/1/certificaten.pdf`);
  expect([pdf.status, pdf.html.slice(0, 5)]).toEqual([200, '%PDF-']);
});

test('een fout wijst de regel in de bron aan', async () => {
  await einde();
  const breuk = 'process.on = () => { throw new Error("stuk"); };';
  await fs.writeFile(path.join(clone, 'breuk.cjs'), breuk);
  start('./breuk.cjs');
  await once(server, 'exit');
  expect(gezegd).toMatch(/Error: stuk[^]*\/src\/platform\/running\.ts:\d+:\d+[^]*\/src\/main\.ts:\d+/);
});

test('op een gevulde database leest een server bij het begin een bestand en blijft klein', async () => {
  await einde();
  await begin();
  expect((await fetch(`${site}/health/ready`)).status).toBe(200);
  expect((await fetch(site)).status).toBe(200);
  await rust(2000);
  expect(await gelezen()).toEqual(['vraag.cjs', 'dist/server.cjs']);
  const [, kB] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))!;
  expect(Number(kB) / 1024).toBeLessThan(HOOGSTENS);
});
