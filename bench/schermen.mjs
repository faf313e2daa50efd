// Every screen and list on a full database, one user, as often as TELKENS: `npm run bench -- schermen [FOLDER]`.
// Exit code 2 when one of them needs GRENS_MS or more at the 95th percentile.
import os from 'node:os';
import pg from 'pg';
import { openGevuld } from './gevuld.mjs';
import { startProduct } from './product.mjs';
import { logIn, logUit } from './sessies.mjs';
import { leesKenmerken, schermen } from './schermenlijst.mjs';

const TELKENS = Number(process.env.TELKENS ?? 40);
const OPWARMEN = 5;
const GRENS_MS = 200;
let base;

/** @param deel measures only what has this text in its address. */
export async function meet(running, folder, deel = '') {
  const url = await openGevuld(running, folder);
  ({ base } = await startProduct(running, url, { DEMO_DATA: 'off' }));
  const client = new pg.Client(url);
  await client.connect();
  try {
    const kenmerken = await leesKenmerken(client);
    const koppen = await logIn(client, kenmerken);
    const regels = [];
    const gekozen = schermen(kenmerken).filter(([, pad]) => pad.includes(deel));
    for (const [wie, pad, verwacht = 200] of gekozen)
      regels.push(await meetEen(wie, pad, verwacht, koppen[wie]));
    toon(regels);
  } finally {
    await logUit(client);
    await client.end();
  }
}

async function meetEen(wie, pad, verwacht, headers) {
  const tijden = [];
  let bytes = 0;
  for (let i = 0; i < OPWARMEN + TELKENS; i += 1) {
    const begin = performance.now();
    const antwoord = await fetch(`${base}${pad}`, { headers, redirect: 'manual' });
    bytes = (await antwoord.arrayBuffer()).byteLength;
    if (i >= OPWARMEN) tijden.push(performance.now() - begin);
    if (antwoord.status !== verwacht) {
      console.log(`answer ${antwoord.status} instead of ${verwacht} for ${wie} at ${pad}`);
      return { wie, pad, midden: 0, p95: Infinity, bytes };
    }
    // What cannot be quick need not be asked as often to know it.
    if (i >= OPWARMEN + 5 && tijden.every((ms) => ms > 3 * GRENS_MS)) break;
  }
  tijden.sort((a, b) => a - b);
  const regel = { wie, pad, midden: op(tijden, 0.5), p95: op(tijden, 0.95), bytes };
  console.log(inKolommen(regel));
  return regel;
}

const op = (tijden, deel) => tijden[Math.min(tijden.length - 1, Math.ceil(deel * tijden.length) - 1)];

function inKolommen({ wie, pad, midden, p95, bytes }) {
  const traag = p95 >= GRENS_MS ? '  TRAAG' : '';
  const kort = pad.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '{id}').replace(/\/a\/[0-9a-zXY]{32}/, '/a/{token}');
  const getallen = [midden.toFixed(0), p95.toFixed(0), (bytes / 1024).toFixed(0)].map((n) => n.padStart(6));
  return `${getallen.join('')}  ${wie.padEnd(12)} ${kort}${traag}`;
}

function toon(regels) {
  const traag = regels.filter(({ p95 }) => p95 >= GRENS_MS);
  console.log(
    `\nms at the median, ms at p95, kB; ${TELKENS} times each, one user, ${os.cpus().length} cores`,
  );
  console.log(`${regels.length - traag.length} of ${regels.length} under ${GRENS_MS} ms`);
  for (const regel of traag.toSorted((a, b) => b.p95 - a.p95)) console.log(inKolommen(regel));
  if (traag.length > 0) process.exitCode = 2;
}
