import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { vragen } from '../../src/aanmeldingen/aanmelding.scherm.js';
import type { Aanmelding } from '../../src/aanmeldingen/aanmelding.entity.js';
import { AanmeldingenService } from '../../src/aanmeldingen/aanmeldingen.service.js';
import { systeem } from '../../src/toegang/wie.js';
import { AanmeldingbeheerService } from '../../src/cohortbeheer/mensen/aanmeldingbeheer.service.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { coordinator, lees, verwachtGaaf, vul } from '../support/aanmeldingen.js';
import { maakCohort } from '../support/makers.js';
import { vraag } from '../support/vraag.js';
import { zichtbaar } from '../deelnemers/opstelling.js';
import { verplaatsredenen } from '../../src/aanmeldingen/aanmeldingen.rules.js';

let academie: Academie;
beforeAll(async () => {
  academie = await startAcademie();
});
afterAll(async () => {
  await verwachtGaaf(academie);
  await academie.sluit();
});

const blad = (a: Aanmelding, doe = '') => vraag(academie, `/a/${a.token}${doe && `?doe=${doe}`}`);
const titel = (tekst: string): string => /<h1[^>]*>(.*?)<\/h1>/s.exec(tekst)?.[1] ?? '';
/** What the page wants to be pressed: its big buttons, in order. */
const groot = (tekst: string): string[] =>
  [...tekst.matchAll(/<button class="[^"]*primary-action[^"]*"[^>]*>(.*?)<\/button>/gs)].map(([, t]) => t!);

async function metAanbod(): Promise<Aanmelding> {
  const cohort = await maakCohort(academie.dataSource, { capaciteit: 1, minimum: 0 });
  const [zit, wacht] = await vul(academie, cohort.id, 3);
  await academie.app.get(AanmeldingenService).annuleer(zit!.id, systeem, null);
  return wacht!;
}

test('wie in de mail op nee klikt ziet nee voorop, en openen verandert niets', async () => {
  const a = await metAanbod();
  const voor = await lees(academie, a.id);
  const { tekst } = await blad(a, 'afwijzen');
  expect([titel(tekst), groot(tekst)]).toEqual(['Wil je de plek niet?', ['Nee, ik kan niet']]);
  expect(tekst.indexOf('Nee, ik kan niet')).toBeLessThan(tekst.indexOf('Toch wel, ik doe mee'));
  expect(await lees(academie, a.id)).toEqual(voor);
  for (const doe of ['', 'accepteren', 'zomaar']) {
    const ja = (await blad(a, doe)).tekst;
    expect([titel(ja), groot(ja)]).toEqual(['Er is een plek voor je, Anna', ['Ja, ik doe mee']]);
  }
});

test('na nee staat er dat je nee zei, en hoe je later wel kunt', async () => {
  const a = await metAanbod();
  await vraag(academie, `/a/${a.token}/aanbodafwijzing`, { method: 'POST', body: new URLSearchParams() });
  for (const doe of ['', 'afwijzen']) {
    const { tekst } = await blad(a, doe);
    expect([titel(tekst), groot(tekst)]).toEqual(['Je hebt nee gezegd', []]);
    expect(tekst).toContain(`/cohorten/${a.cohortId}/aanmelden`);
    expect(tekst).toMatch(/href="\/opleidingen\/[^"]+">de andere groepen/);
  }
});

test('wie in een mail op annuleren klikt ziet annuleren voorop, zolang dat kan', async () => {
  const cohort = await maakCohort(academie.dataSource, { capaciteit: 1, minimum: 0 });
  const [zit, wacht] = await vul(academie, cohort.id, 2);
  for (const a of [zit!, wacht!]) {
    const { tekst } = await blad(a, 'annuleren');
    expect([titel(tekst), groot(tekst)]).toEqual([
      'Wil je je aanmelding annuleren?',
      ['Ja, annuleer mijn aanmelding'],
    ]);
    expect(tekst).toContain('Nee, ik blijf aangemeld');
  }
  await academie.app.get(AanmeldingenService).annuleer(wacht!.id, systeem, null);
  expect(titel((await blad(wacht!, 'annuleren')).tekst)).toBe('Je aanmelding is geannuleerd');
});

test('elke vraag die een mail in een link zet kent de bladzijde', () => {
  const src = path.resolve(import.meta.dirname, '../../src');
  const gevraagd = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((naam) => naam.endsWith('.mails.ts'))
    .flatMap((naam) => [...readFileSync(path.join(src, naam), 'utf8').matchAll(/\?doe=(\w+)/g)])
    .map(([, doe]) => doe!);
  expect(gevraagd.length).toBeGreaterThan(3);
  expect(gevraagd.filter((doe) => !(vragen as readonly string[]).includes(doe))).toEqual([]);
});

test('wie is ingehaald en wie is verplaatst lezen dat met een reden, zonder namen en zonder vrije woorden', async () => {
  const cohort = await maakCohort(academie.dataSource, { capaciteit: 1, minimum: 0 });
  const [, een, twee, drie, vier] = await vul(academie, cohort.id, 5);
  expect((await blad(een!)).tekst).not.toMatch(/voordringen|nummer op de wachtlijst is veranderd/);
  await academie.app.get(AanmeldingbeheerService).verplaatsInRij(coordinator, drie!.id, {
    positie: 1,
    redencode: 'nodig-op-school',
    reden: 'Berg belde: haar directeur dringt aan',
  });
  const reden = `Reden: ${verplaatsredenen['nodig-op-school']}.`;
  const zinnen = {
    een: 'De academie zette iemand voor je op de wachtlijst: van 1 naar 2.',
    twee: 'De academie zette iemand voor je op de wachtlijst: van 2 naar 3.',
    drie: 'De academie gaf je een ander nummer op de wachtlijst: van 3 naar 1.',
  };
  for (const [a, zin] of [
    [een!, zinnen.een],
    [twee!, zinnen.twee],
    [drie!, zinnen.drie],
  ] as const) {
    const tekst = zichtbaar(await blad(a));
    expect(tekst.split(`${zin} ${reden}`)).toHaveLength(3);
    expect(tekst.slice(tekst.indexOf('Wat er gebeurde'))).toContain(zin);
    expect(tekst).not.toMatch(/directeur|belde|Co Ordinator/);
  }
  expect(zichtbaar(await blad(vier!))).not.toContain('De academie zette');
  // Who moves back passes nobody; without a code the reason is told as another one.
  await academie.app
    .get(AanmeldingbeheerService)
    .verplaatsInRij(coordinator, drie!.id, { positie: 2, reden: 'Wil later' });
  expect(zichtbaar(await blad(drie!))).toContain(`van 1 naar 2. Reden: ${verplaatsredenen.anders}.`);
  expect(zichtbaar(await blad(vier!))).not.toContain('De academie zette');
});

test('een link die we niet kennen, wijst de weg naar een nieuwe', async () => {
  const { status, tekst } = await vraag(academie, '/a/onbekend');
  expect([status, tekst.includes('Vraag je link opnieuw aan')]).toEqual([404, true]);
  expect((await vraag(academie, '/bestaat-niet')).tekst).not.toContain('Vraag je link opnieuw aan');
});
