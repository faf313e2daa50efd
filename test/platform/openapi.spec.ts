import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startAcademie, type Academie } from '../support/academie.js';
import type { Apidocument, Operatie, Schema } from '../support/apidocument.js';

interface Aanroep {
  naam: string;
  methode: string;
  pad: string;
  operatie: Operatie;
}

let academie: Academie;
let document: Apidocument;
beforeAll(async () => {
  academie = await startAcademie();
  const antwoord = await fetch(`${academie.url}/api/v1/openapi.json`);
  expect(antwoord.headers.get('access-control-allow-origin')).toBe('*');
  document = (await antwoord.json()) as Apidocument;
});
afterAll(() => academie.sluit());

const aanroepen = (): Aanroep[] =>
  Object.entries(document.paths).flatMap(([pad, item]) =>
    Object.entries(item).map(([methode, operatie]) => ({
      naam: `${methode.toUpperCase()} ${pad}`,
      methode,
      pad,
      operatie,
    })),
  );
const namen = (houdtZichNiet: (een: Aanroep) => boolean): string[] =>
  aanroepen()
    .filter(houdtZichNiet)
    .map(({ naam }) => naam);
const schrijft = ({ methode }: Aanroep): boolean => methode !== 'get';
const openbaar = ({ operatie }: Aanroep): boolean => operatie.security.some((een) => !('sleutel' in een));

it('beschrijft elke afgesproken aanroep die er is', () => {
  expect(
    aanroepen()
      .map(({ naam }) => naam)
      .sort(),
  ).toMatchSnapshot();
});

it('geeft elke aanroep een eigen naam van woorden, die blijft wat er in de code ook verhuist', () => {
  const eigen = aanroepen().map(({ naam, operatie }) => `${operatie.operationId}: ${naam}`);
  const ids = aanroepen().map(({ operatie }) => operatie.operationId);
  expect(ids.filter((id) => !/^[a-z]+([A-Z][a-z]+)*$/.test(id) || /controller/i.test(id))).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
  expect(eigen.sort()).toMatchSnapshot();
});

it('zegt waar de server is, wie hem onderhoudt, en welke versie dit is', () => {
  expect(document.servers[0]?.url).toMatch(/\/api\/v1$/);
  expect(Object.keys(document.info.contact).sort()).toEqual(['email', 'name', 'url']);
});

it('kent elke groep, en zegt van elke aanroep iets', () => {
  const groepen = document.tags.map(({ name }) => name);
  expect(groepen.filter((groep) => groep !== groep.toLowerCase())).toEqual([]);
  expect(namen(({ operatie }) => !operatie.tags.every((tag) => groepen.includes(tag)))).toEqual([]);
  expect(namen(({ operatie }) => !operatie.description)).toEqual([]);
});

describe('elke aanroep noemt wat ze kan antwoorden', () => {
  it('400 bij wat gevraagd of gestuurd wordt, 401 altijd, 404 bij wat er in het adres staat', () => {
    const vraagt = ({ operatie }: Aanroep): boolean => operatie.parameters.length > 0;
    expect(namen((een) => (schrijft(een) || vraagt(een)) && !('400' in een.operatie.responses))).toEqual([]);
    expect(namen(({ operatie }) => !('401' in operatie.responses))).toEqual([]);
    expect(namen(({ pad, operatie }) => pad.includes('{') && !('404' in operatie.responses))).toEqual([]);
  });

  it('403, 413 en 415 bij elke wijziging, en 403 bij alles wat niet voor iedereen is', () => {
    for (const status of ['403', '413', '415'])
      expect(namen((een) => schrijft(een) && !(status in een.operatie.responses))).toEqual([]);
    expect(namen((een) => !openbaar(een) && !('403' in een.operatie.responses))).toEqual([]);
  });

  it('met de koppen die erbij horen, en in woorden', () => {
    const bij: Record<string, string> = {
      201: 'Location',
      401: 'WWW-Authenticate',
      429: 'Retry-After',
      503: 'Retry-After',
      304: 'ETag',
    };
    for (const { operatie } of aanroepen())
      for (const [status, antwoord] of Object.entries(operatie.responses)) {
        for (const kop of ['API-Version', 'X-Request-Id', ...(bij[status] ? [bij[status]] : [])])
          expect(antwoord.headers).toHaveProperty(kop);
        expect(antwoord.description).not.toBe('');
        if (Number(status) >= 400)
          expect(Object.keys(antwoord.content!)).toEqual(['application/problem+json']);
      }
  });
});

it('vraagt een sleutel waar die nodig is, en zegt waar iedereen mag', () => {
  expect(document.components.securitySchemes.sleutel).not.toHaveProperty('bearerFormat');
  expect(namen(openbaar).sort()).toMatchSnapshot();
  for (const { operatie } of aanroepen())
    expect([[{ sleutel: [] }], [{}, { sleutel: [] }]]).toContainEqual(operatie.security);
});

it('zegt van elk stuk van een adres welke vorm het heeft', () => {
  const zonder = aanroepen().flatMap(({ naam, operatie }) =>
    operatie.parameters
      .filter(({ in: waar }) => waar === 'path')
      .filter(({ schema }) => !schema.format && !schema.pattern && !schema.enum && schema.type !== 'integer')
      .map((een) => `${naam} ${een.name}`),
  );
  expect(zonder).toEqual([]);
  const ids = aanroepen().flatMap(({ operatie }) => operatie.parameters.filter(({ name }) => name === 'id'));
  expect(ids.filter(({ schema }) => schema.format !== 'uuid')).toEqual([]);
});

/** What a schema consists of, through every reference. */
function binnen(deel: unknown, gezien = new Set<unknown>()): Schema[] {
  if (typeof deel !== 'object' || deel === null || gezien.has(deel)) return [];
  gezien.add(deel);
  const naam = /^#\/components\/schemas\/(.+)$/.exec((deel as Schema).$ref ?? '')?.[1];
  if (naam) return binnen(document.components.schemas[naam], gezien);
  return [deel, ...Object.values(deel).flatMap((een) => binnen(een, gezien))];
}

describe('de vormen', () => {
  it('bij elke wijziging met een lijf, dat onbekende velden weigert; een antwoord belooft dat nooit', () => {
    const verstuurd = aanroepen().map(({ operatie }) => binnen(operatie.requestBody?.content));
    const open = verstuurd.flat().filter((een) => een.properties && een.additionalProperties !== false);
    expect(open).toEqual([]);
    expect(namen(({ methode, operatie }) => /^p/.test(methode) && !operatie.requestBody)).toEqual([]);
    const gekregen = aanroepen().flatMap(({ operatie }) => binnen(operatie.responses));
    expect(gekregen.filter(({ additionalProperties }) => additionalProperties === false)).toEqual([]);
  });

  it('een lijf waarin niets moet, mag er ook niet zijn', () => {
    const moet = ({ operatie: { requestBody } }: Aanroep): boolean =>
      binnen(requestBody?.content['application/json']?.schema)[0]?.required !== undefined;
    expect(namen((een) => een.operatie.requestBody?.required === true && !moet(een))).toEqual([]);
    expect(namen((een) => een.operatie.requestBody?.required === false && moet(een))).toEqual([]);
  });

  it('geen enkel object zonder velden, behalve het lijf dat leeg hoort te zijn', () => {
    const kaal = Object.entries(document.components.schemas).flatMap(([naam, schema]) =>
      binnen(schema)
        .filter(({ type }) => type === 'object')
        .filter((een) => !een.properties && !een.additionalProperties && !('allOf' in een))
        .map(() => naam),
    );
    expect(kaal).toEqual([]);
  });

  it('een keuze die null mag zijn, noemt null; in een adres bestaat dat niet', () => {
    const delen = binnen(document.components.schemas).filter((een) => een.nullable);
    expect(delen.filter((een) => een.enum && !een.enum.includes(null))).toEqual([]);
    expect(delen.some((een) => een.enum)).toBe(true);
    expect(namen(({ operatie }) => operatie.parameters.some(({ schema }) => schema.nullable))).toEqual([]);
  });

  it('de getallen van een leerjaar kunnen ontbreken, in het antwoord als null', () => {
    const { properties } = document.components.schemas.IngesteldLeerjaarDto!;
    const leeg = Object.entries(properties!).filter(([, schema]) => schema.nullable);
    expect(leeg.map(([naam]) => naam)).toEqual([
      'aanwezigheidsnormPct',
      'studielastUren',
      'contacturen',
      'ects',
      'herregistratiepunten',
    ]);
  });
});

it('geeft elk antwoord van de API de kopregels die erbij horen', async () => {
  for (const pad of ['/api/v1/opleidingen', '/api/v1/bestaat-niet', '/api/v1/berichten']) {
    const { headers } = await fetch(academie.url + pad);
    expect(headers.get('api-version')).toBe('1.0.0');
    // What everybody may see is kept, and asked again each time; see antwoorden.spec.
    expect(headers.get('cache-control')).toBe(pad.endsWith('/opleidingen') ? 'no-cache' : 'no-store');
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('strict-transport-security')).toContain('max-age');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
  }
});
