// How long the product takes to its first answer on a database that is there, and what it has in memory: at rest and at
// its most under mixed work. Linux only: it reads /proc.
import autocannon from 'autocannon';
import { setTimeout as pause } from 'node:timers/promises';
import { memory, startProduct } from './product.mjs';

const AT_REST_MS = 10_000;
const WORK_S = 20;

/** @returns rows as `verslag` takes them. */
export async function meetZuinig(running, url, rounds) {
  const start = [];
  const rest = [];
  const peak = [];
  for (let round = 0; round < rounds; round += 1) {
    const begin = performance.now();
    const product = await startProduct(running, url, { DEMO_DATA: 'on' });
    for (;;) {
      const ready = await fetch(`${product.base}/health/ready`).catch(() => undefined);
      if (ready?.ok) break;
      await pause(10);
    }
    start.push((performance.now() - begin) / 1000);
    if (round === 0) {
      await pause(AT_REST_MS);
      rest.push((await memory(product.pid)).now);
      await mixedWork(product.base);
      peak.push((await memory(product.pid)).peak);
    }
    await product.stop();
  }
  return [
    { naam: 'start tot het eerste antwoord', eenheid: 's', grens: 2.5, product: start },
    { naam: 'geheugen in rust', eenheid: 'MB', grens: 150, product: rest },
    { naam: 'geheugen, het meeste bij gemengd werk', eenheid: 'MB', grens: 250, product: peak },
  ];
}

/** Pages that are kept and pages that are made, an address that is not there, a form that is refused. */
async function mixedWork(base) {
  const json = { 'content-type': 'application/json' };
  const requests = [
    { path: '/' },
    { path: '/api/v1/opleidingen' },
    { path: '/?zoek=leiders' },
    { path: '/agenda' },
    { path: '/inloggen' },
    { path: '/bestaat-niet' },
    { path: '/api/v1/cohorten/x/aanmeldingen', method: 'POST', headers: json, body: '{}' },
  ];
  await autocannon({ url: base, connections: 16, duration: WORK_S, requests });
}
