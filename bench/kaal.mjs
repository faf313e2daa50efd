// The bare server that the product is measured against: node:http and pg, nothing else. It enrols with one call of one
// function for all who wait (kaal.sql), and gives the bytes of the product's catalogue from memory.
//   node kaal.mjs DATABASE_URL PORT PRODUCT_URL
import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import pg from 'pg';

const [url, port, product] = process.argv.slice(2);
const client = new pg.Client(url);
await client.connect();
await client.query(await fs.readFile(path.join(import.meta.dirname, 'kaal.sql'), 'utf8'));
/** As long as the mail of the product. */
const HTML = 'h'.repeat(3500);
const TEKST = 't'.repeat(900);

const bytes = new Map();
for (const pad of ['/', '/api/v1/opleidingen']) {
  const answer = await fetch(product + pad, { headers: { 'accept-encoding': 'identity' } });
  bytes.set(pad, {
    body: Buffer.from(await answer.arrayBuffer()),
    headers: { 'content-type': answer.headers.get('content-type') },
  });
}

let waiting = [];
let busy = false;
async function drive() {
  while (waiting.length > 0) {
    const now = waiting.splice(0, 128);
    const { rows } = await client.query({
      name: 'kaal',
      text: 'SELECT * FROM kaal_meld_aan($1, $2, $3)',
      values: [JSON.stringify(now.map(({ asked }) => asked)), HTML, TEKST],
    });
    const answers = new Map(rows.map((row) => [Number(row.nummer), row]));
    now.forEach(({ respond }, i) => respond(answers.get(i + 1)));
  }
  busy = false;
}

const ENROL = /^\/api\/v1\/cohorten\/([0-9a-f-]{36})\/aanmeldingen$/;
const server = http.createServer((req, res) => {
  const kept = bytes.get(req.url);
  if (kept) return res.writeHead(200, kept.headers).end(kept.body);
  const cohort = ENROL.exec(req.url)?.[1];
  if (!cohort) return res.writeHead(404).end();
  let body = '';
  req.on('data', (chunk) => (body += chunk));
  req.on('end', () => {
    const asked = { ...JSON.parse(body), cohort, token: randomBytes(24).toString('base64url') };
    const respond = (row) =>
      res.writeHead(row ? 201 : 409, { 'content-type': 'application/json' }).end(JSON.stringify(row ?? {}));
    waiting.push({ asked, respond });
    if (busy) return;
    busy = true;
    setImmediate(() => void drive());
  });
});
server.listen(Number(port), '127.0.0.1', () => console.log('Kaal'));
process.on('SIGTERM', () => process.exit(0));
