import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { AgendaAdres1765800000000 } from '../../migrations/1765800000000-agenda-adres.js';
import { SleutelsService } from '../../src/koppelingen/sleutels.service.js';
import { hashVan } from '../../src/platform/secrets.js';
import { systeem } from '../../src/toegang/wie.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { alsEigenaar } from '../support/database.js';
import { logPersoonIn } from '../support/inloggen.js';
import { maakPersoon } from '../support/makers.js';
import { vraag, type Antwoord } from '../support/vraag.js';

/** `leesbaar`: mailed again later, and of each the decision tells why. `geen`: opens nothing. */
type Bewaard = 'hash' | 'versleuteld' | 'leesbaar' | 'geen';

/** Every column that may hold a secret, as docs/besluiten/032-secrets-in-the-database.md has it. */
const kolommen: Record<string, Bewaard> = {
  'aanmelding.token': 'leesbaar',
  'belangstelling.token': 'leesbaar',
  'evaluatie_uitnodiging.token': 'leesbaar',
  'persoon.agenda_hash': 'hash',
  'persoon.agenda_geheim': 'versleuteld',
  'gebruiker.wachtwoord_hash': 'hash',
  'gebruiker.totp_geheim': 'versleuteld',
  'herstelcode.code_hash': 'hash',
  'sessie.sleutel_hash': 'hash',
  'sessie.totp_voorstel': 'versleuteld',
  'inloglink.sleutel_hash': 'hash',
  'uitnodiging.sleutel_hash': 'hash',
  'api_sleutel.sleutel_hash': 'hash',
  'oidc_verzoek.sleutel_hash': 'hash',
  'oidc_verzoek.uitnodiging_hash': 'hash',
  'oidc_verzoek.link_hash': 'hash',
  'badgesleutel.geheim': 'versleuteld',
};

let huis: Academie;
beforeAll(async () => {
  huis = await startAcademie();
});
afterAll(() => huis?.sluit());

/** Everything in the database that holds this text, as `table.column`. */
async function waarStaat(tekst: string): Promise<string[]> {
  const alle = await huis.dataSource.query<{ tabel: string; kolom: string }[]>(
    `SELECT table_name AS tabel, column_name AS kolom FROM information_schema.columns JOIN information_schema.tables
      USING (table_schema, table_name) WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
        AND data_type IN ('text', 'jsonb', 'json', 'ARRAY', 'character varying')`,
  );
  const gevonden = [];
  for (const { tabel, kolom } of alle) {
    const rows = await huis.dataSource.query<unknown[]>(
      `SELECT FROM "${tabel}" WHERE strpos("${kolom}"::text, $1) > 0 LIMIT 1`,
      [tekst],
    );
    if (rows.length > 0) gevonden.push(`${tabel}.${kolom}`);
  }
  return gevonden;
}

async function mijnAdres(cookie: string): Promise<string | undefined> {
  const { tekst } = await vraag(huis, '/mijn', { headers: { cookie } });
  return /\/agenda\/([\w-]+)\.ics/.exec(tekst)?.[1];
}
const feed = (geheim: string): Promise<Antwoord> => vraag(huis, `/agenda/${geheim}.ics`);

test('elke kolom waar een geheim in kan staan, heeft een keuze', async () => {
  const rows = await huis.dataSource.query<{ kolom: string }[]>(
    `SELECT table_name || '.' || column_name AS kolom FROM information_schema.columns
      JOIN information_schema.tables USING (table_schema, table_name)
      WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
        AND column_name ~ 'token|geheim|hash|secret|totp_voorstel' ORDER BY 1`,
  );
  expect(rows.map(({ kolom }) => kolom)).toEqual(Object.keys(kolommen).toSorted());
});

test('wat alleen wordt nagekeken staat nergens zoals het is', async () => {
  const persoon = await maakPersoon(huis.dataSource, {});
  const inlog = await logPersoonIn(huis, persoon.id);
  const kop = { cookie: inlog.cookie, 'content-type': 'application/x-www-form-urlencoded' };
  const body = new URLSearchParams({ _csrf: inlog.csrf }).toString();
  await vraag(huis, '/mijn/agenda-adres', {
    method: 'POST',
    headers: { ...kop, 'x-csrf-token': inlog.csrf },
    body,
  });
  const agenda = (await mijnAdres(inlog.cookie))!;
  expect((await feed(agenda)).status).toBe(200);
  const sleutel = await huis.app.get(SleutelsService).maak(systeem, 'HR', null, ['aanmelden']);
  for (const geheim of [agenda, sleutel, inlog.cookie.replace('sessie=', '')]) {
    expect(await waarStaat(geheim)).toEqual([]);
    expect((await waarStaat(hashVan(geheim))).map((kolom) => kolommen[kolom])).toEqual(['hash']);
  }
});

test('een agenda-adres van vroeger blijft werken, en is daarna weer te lezen', async () => {
  const persoon = await maakPersoon(huis.dataSource, {});
  const oud = 'een-adres-van-voor-de-migratie_0123456789-ABCD';
  const runner = huis.dataSource.createQueryRunner();
  await alsEigenaar(async () => {
    await new AgendaAdres1765800000000().down(runner);
    await runner.query('UPDATE persoon SET agenda_token = $1 WHERE id = $2', [oud, persoon.id]);
    await new AgendaAdres1765800000000().up(runner);
  });
  await runner.release();
  const { cookie } = await logPersoonIn(huis, persoon.id);
  expect(await waarStaat(oud)).toEqual([]);
  expect(await mijnAdres(cookie)).toBeUndefined();
  expect((await feed(oud)).status).toBe(200);
  expect(await mijnAdres(cookie)).toBe(oud);
  expect(await waarStaat(oud)).toEqual([]);
});
