// Fills an empty, migrated database with the academy of years from now, in sets: see vulling/*.sql.
import fs from 'node:fs/promises';
import { hash } from '@node-rs/argon2';

/** The full size; `deel` of `vul` makes it smaller. */
const VOL = {
  besturen: 110,
  scholen: 1_000,
  trainers: 250,
  opleidingen: 800,
  cohorten: 20_000,
  personen: 60_000,
  berichten: 500_000,
  runs: 100_000,
};
/** In this many cohorten there is one of 500 people. */
const PER_GROOT = 2_500;
const folder = new URL('./vulling/', import.meta.url);

/**
 * @param client a connected pg.Client.
 * @param opties `deel` how much of the full size (1), `nu` the moment it is as of, `meld` told of each step,
 * `wachtwoord` of the log-ins of the demo.
 */
export async function vul(client, opties = {}) {
  const { deel = 1, nu = new Date(), meld = () => undefined, wachtwoord = 'demo-academie' } = opties;
  const maten = Object.fromEntries(Object.entries(VOL).map(([naam, n]) => [naam, Math.ceil(n * deel)]));
  const waarden = {
    ...maten,
    besturen: Math.max(maten.besturen, 20),
    // Fewer make two aanmeldingen of one person in one cohort.
    personen: Math.max(maten.personen, 2_000),
    perGroot: Math.max(Math.round(PER_GROOT * deel), 500),
    nu: `'${nu.toISOString()}'`,
    wachtwoord: `'${await hash(wachtwoord)}'`,
  };
  await client.query(`BEGIN; SET LOCAL work_mem = '256MB'; SET LOCAL jit = off; SET LOCAL TIME ZONE 'UTC'`);
  for (const bestand of (await fs.readdir(folder)).sort()) {
    const begin = Date.now();
    const sql = await fs.readFile(new URL(bestand, folder), 'utf8');
    await client.query(sql.replace(/\{(\w+)\}/g, (alles, naam) => waarden[naam] ?? alles));
    await client.query('ANALYZE');
    meld(`${bestand} ${((Date.now() - begin) / 1000).toFixed(1)} s`);
  }
  await client.query('COMMIT');
  await client.query('DISCARD TEMP');
  await client.query('VACUUM ANALYZE');
}

/** What is in the database now, for whoever reads the figures. */
export async function tel(client) {
  const tabellen =
    `bestuur school opleiding cohort bijeenkomst persoon aanmelding bericht auditregel aanwezigheid
    belangstelling overzetvoorstel moment certificaat`.split(/\s+/);
  const delen = tabellen.map((naam) => `SELECT '${naam}' AS naam, count(*)::integer AS n FROM ${naam}`);
  const { rows } = await client.query(delen.join(' UNION ALL '));
  return rows.map(({ naam, n }) => `${naam} ${n.toLocaleString('nl')}`).join(', ');
}
