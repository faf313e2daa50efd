import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startAcademie, type Academie } from '../support/academie.js';
import { logIn, type Inlog } from '../support/inloggen.js';
import { maakBestuur, maakGebruiker } from '../support/makers.js';
import { vraag, type Antwoord } from '../support/vraag.js';

interface Schema {
  $ref?: string;
  type?: string;
  enum?: unknown[];
  format?: string;
  items?: Schema;
  properties?: Record<string, Schema>;
}
interface Operatie {
  requestBody?: { content: Record<string, { schema: Schema }> };
  parameters?: { name: string; in: string; schema?: Schema }[];
}
interface Document {
  paths: Record<string, Record<string, Operatie>>;
  components: { schemas: Record<string, Schema> };
}

let academie: Academie;
let document: Document;
let wie: Inlog[];
beforeAll(async () => {
  academie = await startAcademie();
  document = (await vraag(academie, '/api/v1/openapi.json')).json<Document>();
  const bestuur = await maakBestuur(academie.dataSource);
  wie = await Promise.all([
    maakGebruiker(academie.dataSource).then((g) => logIn(academie, g)),
    maakGebruiker(academie.dataSource, { rol: 'beheer' }).then((g) => logIn(academie, g)),
    maakGebruiker(academie.dataSource, { rol: 'bestuur', bestuurId: bestuur.id }).then((g) =>
      logIn(academie, g),
    ),
  ]);
});
afterAll(() => academie.sluit());

/** In JSON; the last is half a character. */
const GEEN_TEKST = ['\\u0000', '\\uffff', '\\ufffe', '\\ufdd0', '\\ud83f\\udffe', '\\ud800'];
const operaties = () =>
  Object.entries(document.paths).flatMap(([pad, item]) =>
    Object.entries(item).map(([methode, operatie]) => ({ methode: methode.toUpperCase(), pad, operatie })),
  );
const echt = (pad: string): string =>
  pad
    .replace('/api/v1', '')
    .replace(/\{(\w+)\}/g, (_heel, naam: string) =>
      /id$/i.test(naam) ? 'f0000000-0000-4000-8000-000000000000' : '1',
    );

/** Whoever may do this; who may not is told so before anything is read. */
async function stuurAls(methode: string, pad: string, body?: string): Promise<Antwoord> {
  let antwoord: Antwoord | undefined;
  for (const { cookie, csrf } of wie) {
    antwoord = await vraag(academie, `/api/v1${pad}`, {
      method: methode,
      headers: { cookie, 'x-csrf-token': csrf, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body } : {}),
    });
    if (antwoord.status !== 403) break;
  }
  return antwoord!;
}

/** A body with this in every text that it can hold, and the names of those texts: `a`, `bijeenkomsten.locatie`. */
function vol(schema: Schema, geen: string): { json: string; namen: string[] } | undefined {
  const heel = schema.$ref ? document.components.schemas[schema.$ref.split('/').at(-1)!]! : schema;
  if (heel.type === 'string') return { json: `"a${geen}"`, namen: [''] };
  if (heel.type === 'array') {
    const deel = heel.items && vol(heel.items, geen);
    return deel && { ...deel, json: `[${deel.json}]` };
  }
  const delen = Object.entries(heel.properties ?? {}).flatMap(([veld, waarde]) => {
    const deel = vol(waarde, geen);
    return deel ? [{ veld, ...deel }] : [];
  });
  if (delen.length === 0) return undefined;
  return {
    json: `{${delen.map(({ veld, json }) => `"${veld}":${json}`).join()}}`,
    namen: delen.flatMap(({ veld, namen }) => namen.map((naam) => (naam ? `${veld}.${naam}` : veld))),
  };
}

test('geen enkel tekstveld van de API neemt aan wat geen tekst is', async () => {
  const mis: string[] = [];
  const gezien = new Set<string>();
  for (const { methode, pad, operatie } of operaties()) {
    const schema = operatie.requestBody?.content['application/json']?.schema;
    for (const geen of schema ? GEEN_TEKST : []) {
      const body = vol(schema!, geen);
      if (!body) continue;
      const antwoord = await stuurAls(methode, echt(pad), body.json);
      const fouten = antwoord.status === 400 ? antwoord.json<{ fouten?: { veld: string }[] }>().fouten : [];
      const velden = (fouten ?? []).map(({ veld }) => veld.replace(/\.\d+/g, ''));
      for (const naam of body.namen) {
        gezien.add(`${methode} ${pad} ${naam}`);
        if (!velden.some((veld) => naam === veld || naam.startsWith(`${veld}.`)))
          mis.push(`${methode} ${pad} ${naam} ${geen}: ${antwoord.status}`);
      }
    }
  }
  expect(mis).toEqual([]);
  expect(gezien.size).toBeGreaterThan(80);
});

test('en geen enkele vraag in een adres', async () => {
  const mis: string[] = [];
  for (const { methode, pad, operatie } of operaties()) {
    for (const { name, schema } of (operatie.parameters ?? []).filter((p) => p.in === 'query')) {
      if (schema?.type !== 'string') continue;
      for (const geen of ['%00', '%EF%BF%BF', '%F0%9F%BF%BE']) {
        const { status } = await stuurAls(methode, `${echt(pad)}?${name}=a${geen}`);
        if (status !== 400) mis.push(`${methode} ${pad}?${name} ${geen}: ${status}`);
      }
    }
  }
  expect(mis).toEqual([]);
});
