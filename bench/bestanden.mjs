// Files that take a while, on a filled database: the list of everybody beside COPY of the same rows, 500 certificaten as
// one PDF and as a zip, and how long others wait meanwhile.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { setTimeout as pause } from 'node:timers/promises';
import { memory, startProduct } from './product.mjs';
import { logIn, logUit } from './sessies.mjs';

const CERTIFICATEN = 500;
const TEGELIJK = 12;
const VEEL = 40;
const LIJST = '/api/v1/deelnemerslijst?formaat=csv';

/** The rows of the list with nothing done to them: what the database itself needs. */
const ROWS = `
  SELECT p.voornaam, p.tussenvoegsel, p.achternaam, p.email, a.functie, s.vestigingscode, s.naam, b.nummer, b.naam, o.code,
         o.naam, c.code, c.naam, c.schooljaar, c.eerste, a.status, a.wacht_op, a.vervalt_op, a.wachtlijst_rang,
         a.aangemeld_op, a.externe_referentie, a.id
    FROM aanmelding a JOIN persoon p ON p.id = a.persoon_id JOIN cohort c ON c.id = a.cohort_id
    JOIN opleiding o ON o.id = c.opleiding_id LEFT JOIN school s ON s.id = a.school_id
    LEFT JOIN bestuur b ON b.id = a.bestuur_id
   ORDER BY o.naam, c.schooljaar DESC NULLS LAST, c.naam, c.id, p.sorteernaam, a.id`;

/** @param url of a filled database. @returns rows as `verslag` takes them. */
export async function meetBestanden(running, url, rounds) {
  const client = new pg.Client(url);
  await client.connect();
  const { rows } = await client.query(
    `SELECT id, (SELECT count(*)::integer FROM aanmelding) AS regels FROM gebruiker WHERE email = 'coordinator@demo.example'`,
  );
  const product = await startProduct(running, url, { DEMO_DATA: 'off' });
  const { coordinator } = await logIn(client, { gebruikers: { coordinator: rows[0].id } });
  const doel = { ...product, headers: coordinator, client };
  const partij = `/beheer/cohorten/${await maakPartij(client)}/certificering/1/certificaten`;
  try {
    return [
      ...(await meetLijst(doel, rows[0].regels, rounds)),
      ...(await meetCertificaten(doel, partij)),
      ...(await meetAnderen(doel, partij)),
    ];
  } finally {
    await logUit(client);
    await client.end();
    await product.stop();
  }
}

async function meetLijst(doel, regels, rounds) {
  const product = [];
  const kaal = [];
  await haal(doel, LIJST);
  const { now: rust } = await memory(doel.pid);
  const begin = meetGeheugen(doel.pid);
  for (let round = 0; round < rounds; round += 1) {
    product.push(await haal(doel, LIJST));
    kaal.push(await copy(doel.client));
  }
  const meeste = await begin();
  const wat = `deelnemerslijst van ${regels.toLocaleString('nl')} regels, CSV`;
  return [
    { naam: wat, eenheid: 's', doel: 0.5, product: product.map(({ s }) => s), kaal },
    { naam: `${wat}: eerste byte`, eenheid: 's', grens: 1, product: product.map(({ eerste }) => eerste) },
    { naam: `${wat}: geheugen erbij`, eenheid: 'MB', grens: 50, product: [Math.max(meeste - rust, 0)] },
  ];
}

async function copy(client) {
  const begin = performance.now();
  for await (const stuk of client.query(copyTo(`COPY (${ROWS}) TO STDOUT (FORMAT csv)`))) void stuk;
  return (performance.now() - begin) / 1000;
}

/** @returns a way to stop, which gives the most that the process had meanwhile. */
function meetGeheugen(pid) {
  let meeste = 0;
  let klaar = false;
  const meten = (async () => {
    while (!klaar) {
      meeste = Math.max(meeste, (await memory(pid)).now);
      await pause(50);
    }
  })();
  return async () => {
    klaar = true;
    await meten;
    return meeste;
  };
}

async function meetCertificaten(doel, partij) {
  const naam = `${CERTIFICATEN} certificaten`;
  const rijen = [];
  for (const [soort, grens, vorm] of [
    ['pdf', 10, 'een PDF'],
    ['zip', 20, 'zip van PDF’s'],
  ]) {
    const anderen = luister(doel, '/health/live');
    const { s } = await haal(doel, `${partij}.${soort}`);
    rijen.push(
      { naam: `${naam}, ${vorm}`, eenheid: 's', grens, product: [s] },
      {
        naam: `${naam}, ${vorm}: p99 van anderen`,
        eenheid: 'ms',
        grens: 100,
        product: [op(await anderen(), 0.99)],
      },
    );
  }
  return rijen;
}

async function meetAnderen(doel, partij) {
  const lijsten = [];
  for (const [wie, headers] of [
    ['wie ook', undefined],
    ['wie is ingelogd', doel.headers],
  ]) {
    const thuis = luister({ ...doel, headers }, '/');
    await Promise.all(Array.from({ length: TEGELIJK }, () => haal(doel, LIJST, true)));
    lijsten.push({
      naam: `${TEGELIJK} lijsten tegelijk: p95 van de startpagina voor ${wie}`,
      ...{ eenheid: 'ms', grens: 300, product: [op(await thuis(), 0.95)] },
    });
  }
  const leven = luister(doel, '/health/live');
  const soorten = [LIJST, LIJST.replace('csv', 'xlsx'), `${partij}.pdf`, `${partij}.zip`];
  await Promise.all(Array.from({ length: VEEL }, (_, i) => haal(doel, soorten[i % soorten.length], true)));
  return [
    ...lijsten,
    {
      naam: `${VEEL} lijsten en PDF’s tegelijk: /health/live`,
      ...{ eenheid: 'ms', grens: 200, product: [op(await leven(), 1)] },
    },
  ];
}

/** Asks again and again; for who is logged in nothing is kept. @returns a way to stop, with the times. */
function luister({ base, headers }, pad) {
  const kind = fork(path.join(import.meta.dirname, 'luisteraar.mjs'));
  const gezegd = once(kind, 'message');
  const dood = once(kind, 'exit').then(([code]) => {
    throw new Error(`the one who listens at ${pad} ended with ${code}`);
  });
  dood.catch(() => undefined);
  kind.send({ adres: base + pad, headers });
  return async () => {
    if (kind.connected) kind.send('stop');
    const [tijden] = await Promise.race([gezegd, dood]);
    return tijden;
  };
}

const op = (tijden, deel) => tijden[Math.min(tijden.length - 1, Math.ceil(deel * tijden.length) - 1)];

/** @param mag whether the product may say that it is too busy. @returns seconds to the first byte and to the last. */
async function haal({ base, headers }, pad, mag = false) {
  const begin = performance.now();
  const sinds = () => (performance.now() - begin) / 1000;
  const antwoord = await fetch(base + pad, { headers });
  let eerste;
  for await (const stuk of antwoord.body) if (stuk.length > 0) eerste ??= sinds();
  if (antwoord.status !== 200 && !(mag && antwoord.status === 503))
    throw new Error(`answer ${antwoord.status} for ${pad}`);
  return { eerste, s: sinds() };
}

/** A cohort of which so many people got their certificaat, with the text of other certificaten. @returns its id. */
async function maakPartij(client) {
  await client.query('BEGIN');
  const { rows } = await client.query(
    `INSERT INTO cohort (opleiding_id, code, naam, status, capaciteit, schooljaar)
     SELECT opleiding_id, 'BENCH-' || gen_random_uuid(), 'Bench', 'gecertificeerd', $1, schooljaar
       FROM cohort WHERE status = 'gecertificeerd' ORDER BY code LIMIT 1 RETURNING id`,
    [CERTIFICATEN],
  );
  const { id } = rows[0];
  await client.query(
    `INSERT INTO aanmelding (cohort_id, persoon_id, functie, status, plaatsnummer, plaats_van, token, aangemeld_op, status_sinds)
     SELECT $1, id, 'leraar', 'voltooid', row_number() OVER (), $2, replace(gen_random_uuid()::text, '-', ''), now(), now()
       FROM (SELECT id FROM persoon ORDER BY id LIMIT $2) p`,
    [id, CERTIFICATEN],
  );
  const uitreiking = await client.query(
    `INSERT INTO uitreiking (cohort_id, leerjaar, datum, aangemaakt_op) VALUES ($1, 1, now(), now()) RETURNING id`,
    [id],
  );
  await client.query(
    `WITH teller AS (
       INSERT INTO certificaatteller (jaar, laatste) VALUES (extract(year FROM now()), $3)
       ON CONFLICT (jaar) DO UPDATE SET laatste = certificaatteller.laatste + $3 RETURNING jaar, laatste - $3 AS vanaf),
     tekst AS (SELECT row_number() OVER () AS n, gegevens FROM (SELECT gegevens FROM certificaat ORDER BY id LIMIT $3) c)
     INSERT INTO certificaat (jaar, volgnummer, nummer, controlecode, uitreiking_id, aanmelding_id, leerjaar, gegevens, uitgereikt_op)
     SELECT jaar, vanaf + plaatsnummer, 'ULA-' || jaar || '-' || lpad((vanaf + plaatsnummer)::text, 6, '0'),
            upper(left(md5('bench' || a.id), 10)), $2, a.id, 1, gegevens || jsonb_build_object('datum', now()::date), now()
       FROM aanmelding a JOIN tekst ON n = plaatsnummer, teller WHERE a.cohort_id = $1`,
    [id, uitreiking.rows[0].id, CERTIFICATEN],
  );
  await client.query('COMMIT');
  return id;
}
