import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { getMetadataStorage } from 'class-validator';
import type { FastifyInstance } from 'fastify';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { AanmeldenService } from '../../src/aanmeldingen/aanmelden.service.js';
import { AppModule } from '../../src/app.module.js';
import { systeem } from '../../src/toegang/wie.js';
import { Bericht } from '../../src/berichten/bericht.entity.js';
import { Bijeenkomst } from '../../src/cohorten/bijeenkomst.entity.js';
import { projectRoot } from '../../src/platform/project-root.js';
import { rechten } from '../../src/toegang/rechten.js';
import { routesVan, type Route } from '../../src/opdrachten/routes.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { logIn } from '../support/inloggen.js';
import {
  maakBestuur,
  maakCohort,
  maakGebruiker,
  maakOpleiding,
  maakSchool,
  verzoek,
} from '../support/makers.js';

/**
 * Every route that there is, also one that comes later, gets what no form and no client of ours sends: none may fall
 * over it, and none may think longer about it than about an ordinary request.
 */
const ID = '00000000-0000-4000-8000-000000000000';
/** Milliseconds of work that a strange request may take more than an ordinary one. */
const RUIMTE = 100;

// Thousands of requests, one after the other: how long that takes says nothing of any of them.
jest.setTimeout(600_000);

type Bezoeker = 'anoniem' | 'coordinator' | 'bestuur' | 'trainer' | 'beheer';
const medewerkers = ['coordinator', 'bestuur', 'trainer', 'beheer'] as const;

let huis: Academie;
let fastify: FastifyInstance;
let routes: Route[];
let document: Openapi;
const gebruikers = new Map<Bezoeker, string>();
/** What stands in a path after the name of its collection. */
const bekend: Record<string, string> = {};

beforeAll(async () => {
  huis = await startAcademie();
  fastify = huis.app.getHttpAdapter().getInstance();
  routes = routesVan(AppModule.with(huis.settings, huis.databaseUrl));
  document = (await fastify.inject('/api/v1/openapi.json')).json<Openapi>();
  const { dataSource: ds } = huis;
  const bestuurId = (await maakBestuur(ds)).id;
  const school = await maakSchool(ds, { bestuurId });
  for (const rol of medewerkers) {
    const gebruiker = await maakGebruiker(ds, { rol, ...(rol === 'bestuur' ? { bestuurId } : {}) });
    gebruikers.set(rol, gebruiker.id);
  }
  const opleiding = await maakOpleiding(ds);
  const cohort = await maakCohort(ds, { opleidingId: opleiding.id });
  await ds.manager.update(Bijeenkomst, { cohortId: cohort.id }, { trainerId: gebruikers.get('trainer')! });
  const { aanmelding } = await huis.app
    .get(AanmeldenService)
    .meldAan(cohort.id, verzoek({ vestigingscode: school.vestigingscode }), systeem);
  Object.assign(bekend, {
    cohorten: cohort.id,
    opleidingen: opleiding.code,
    aanmeldingen: aanmelding.id,
    personen: aanmelding.persoonId,
    scholen: school.id,
    a: aanmelding.token,
    certificering: '1',
    bijeenkomsten: (await ds.manager.findOneByOrFail(Bijeenkomst, { cohortId: cohort.id })).id,
    berichten: (await ds.manager.findOneByOrFail(Bericht, {})).id,
  });
});
afterAll(() => huis?.sluit());

const isApi = (pad: string): boolean => pad.startsWith('/api/');
const parameters = (pad: string): string[] => pad.match(/:\w+/g) ?? [];

/** A path as somebody could ask for it; what we do not know has an id that cannot be wrong in shape. */
function ingevuld(pad: string, anders: { naam: string; waarde: string } = { naam: '', waarde: '' }): string {
  const delen = pad.split('/');
  const invullen = (deel: string, i: number): string => {
    if (!deel.startsWith(':')) return deel.replace(/:\w+/, anders.waarde || 'x');
    return deel === anders.naam ? anders.waarde : (bekend[delen[i - 1]!] ?? (deel === ':id' ? ID : 'x'));
  };
  return delen.map(invullen).join('/');
}

/** All names that a field of one of our pages has. */
const namen = (() => {
  const map = path.join(projectRoot, 'templates');
  const sjablonen = readdirSync(map, { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.hbs'));
  const tekst = sjablonen.map((bestand) => readFileSync(path.join(map, bestand), 'utf8')).join('\n');
  const gevonden = [...tekst.matchAll(/\b(?:name|naam)="([\w-]+)"/g)].map(([, naam]) => naam!);
  return [...new Set([...gevonden, 'rij-0-datum', 'rij-0-van', 'rij-0-link', 'was-x', `stand-${ID}`])];
})();
const overal = (waarde: unknown): Record<string, unknown> =>
  Object.fromEntries(namen.map((naam) => [naam, waarde]));

const tienduizend = Array.from({ length: 9000 }, (_, i) => `n${i}=x`).join('&');
const FORMULIER = 'application/x-www-form-urlencoded';
const JSON_ = 'application/json';
const DELEN = 'multipart/form-data; boundary=X';

interface Geval {
  wat: string;
  pad: string;
  soort?: string;
  body?: string;
}

const gewoon = ({ methode, pad }: Route): Geval => {
  if (methode === 'GET') return { wat: 'gewoon', pad: ingevuld(pad) };
  const vol = namen.map((naam) => `${naam}=x`).join('&');
  const [soort, body] = isApi(pad) ? [JSON_, '{}'] : [FORMULIER, vol];
  return { wat: 'gewoon', pad: ingevuld(pad), soort, body };
};

function gevallen(route: Route, binnen: boolean): Geval[] {
  const pad = ingevuld(route.pad);
  const nul = parameters(route.pad).map((naam) => ({
    ...gewoon(route),
    wat: `%00 in ${naam}`,
    pad: ingevuld(route.pad, { naam, waarde: '%00' }),
  }));
  if (route.methode === 'GET')
    return [
      ...nul,
      { wat: '%00 in de vraag', pad: `${pad}?${namen.map((naam) => `${naam}=%00`).join('&')}` },
      {
        wat: 'lijsten in de vraag',
        pad: `${pad}?${namen.map((naam) => `${naam}=x&${naam}=1e-7`).join('&')}`,
      },
      { wat: 'duizenden paren in de vraag', pad: `${pad}?${'zoek&'.repeat(2000)}` },
    ];
  const met = (wat: string, soort: string, body: string): Geval => ({ wat, pad, soort, body });
  const buiten = [
    ...nul,
    { wat: 'niets', pad },
    met('duizenden paren', FORMULIER, tienduizend),
    met('een veld van 16.000 keer', FORMULIER, 'a&'.repeat(16_000)),
    met('delen die niet eindigen', DELEN, '--X\r\nContent-Disposition: form-data; name="a"\r\n\r\nb'),
  ];
  if (!binnen) return buiten;
  return [
    ...buiten,
    met('duizenden velden', JSON_, `{${Array.from({ length: 9000 }, (_, i) => `"n${i}":1`).join()}}`),
    ...['[]', '"tekst"', '5'].map((body) => met(`JSON ${body}`, JSON_, body)),
    ...[[[]], 1e-7, '\0', '\uffff', {}].map((waarde) =>
      met(`JSON met overal ${JSON.stringify(waarde).slice(0, 20)}`, JSON_, JSON.stringify(overal(waarde))),
    ),
    met('formulier met overal %00', FORMULIER, namen.map((naam) => `${naam}=%00`).join('&')),
    met('formulier met overal 1e-7', FORMULIER, namen.map((naam) => `${naam}=1e-7`).join('&')),
  ];
}

type Kopregels = Record<string, string>;

/** A session of its own for each route: one of them logs out. */
async function kopregels(wie: Bezoeker): Promise<Kopregels> {
  const id = gebruikers.get(wie);
  if (!id) return {};
  const { cookie, csrf } = await logIn(huis, { id });
  return { cookie, 'x-csrf-token': csrf };
}

interface Meting {
  status: number;
  /** Milliseconds on the clock, and of those what this process was at work. */
  ms: number;
  werk: number;
}

async function meet({ methode }: Route, { pad, soort, body }: Geval, headers: Kopregels): Promise<Meting> {
  const [begin, bezig] = [performance.now(), process.cpuUsage()];
  const { statusCode } = await fastify.inject({
    method: methode,
    url: pad,
    headers: { ...headers, ...(soort ? { 'content-type': soort } : {}) },
    ...(body === undefined ? {} : { payload: body }),
  });
  const { user, system } = process.cpuUsage(bezig);
  return { status: statusCode, ms: performance.now() - begin, werk: (user + system) / 1000 };
}

/** A busy machine makes the clock run on and leaves the work as it is; only a wait of seconds is looked at by itself. */
const isTraag = (vreemd: Meting, eerst: Meting): boolean =>
  vreemd.werk > eerst.werk + RUIMTE || vreemd.ms > eerst.ms + 20 * RUIMTE;

/** Once may be the collector of garbage or a neighbour: slow is what stays slow. */
async function blijftTraag(route: Route, geval: Geval, headers: Kopregels): Promise<boolean> {
  for (let keer = 0; keer < 5; keer++) {
    const eerst = await meet(route, gewoon(route), headers);
    if (!isTraag(await meet(route, geval, headers), eerst)) return false;
  }
  return true;
}

/** What fell over or was slow, as sentences. */
async function bezoek(wie: Bezoeker, route: Route): Promise<string[]> {
  const headers = await kopregels(wie);
  const open = (rechten[route.recht!] as readonly string[]).includes(wie);
  const naam = `${wie} ${route.methode} ${route.pad}`;
  const eerst = await meet(route, gewoon(route), headers);
  const mis = isGevallen(route, eerst) ? [`${naam}: ${eerst.status}`] : [];
  for (const geval of gevallen(route, open)) {
    const meting = await meet(route, geval, headers);
    const bestaatNiet = geval.wat.startsWith('%00 in :');
    if (isGevallen(route, meting) || (bestaatNiet && meting.status !== 404))
      mis.push(`${naam}, ${geval.wat}: ${meting.status}`);
    else if (isTraag(meting, eerst) && (await blijftTraag(route, geval, headers)))
      mis.push(`${naam}, ${geval.wat}: traag`);
  }
  return mis;
}

/** That the planner of a test never ran is no fault of what was asked. */
const isGevallen = ({ pad }: Route, { status }: Meting): boolean => status >= 500 && pad !== '/health/ready';

async function loopLangs(wie: Bezoeker, deze: Route[]): Promise<string[]> {
  const mis: string[] = [];
  for (const route of deze) mis.push(...(await bezoek(wie, route)));
  return mis;
}

const mag = ({ recht }: Route, wie: Bezoeker): boolean =>
  (rechten[recht!] as readonly string[]).includes(wie);

describe('niets wat iemand stuurt laat een route vallen of wachten', () => {
  test('van wie niet is ingelogd', async () => {
    expect(routes.length).toBeGreaterThan(250);
    expect(await loopLangs('anoniem', routes)).toEqual([]);
  });

  test('van de coördinator', async () => {
    const eigen = routes.filter((route) => mag(route, 'coordinator') && route.recht !== 'openbaar');
    expect(await loopLangs('coordinator', eigen)).toEqual([]);
  });

  test.each(['bestuur', 'trainer', 'beheer'] as const)('van %s', async (wie) => {
    const eigen = routes.filter((route) => mag(route, wie) && !mag(route, 'anoniem'));
    expect(await loopLangs(wie, eigen)).toEqual([]);
  });
});

interface Schema {
  $ref?: string;
  allOf?: Schema[];
  type?: string;
  format?: string;
  enum?: unknown[];
  example?: unknown;
  minimum?: number;
  items?: Schema;
  nullable?: boolean;
  properties?: Record<string, Schema>;
}
interface Operatie {
  requestBody?: { content: Record<string, { schema: Schema }> };
}
interface Openapi {
  paths: Record<string, Record<string, Operatie | undefined>>;
  components: { schemas: Record<string, Schema> };
}

describe('elk veld van de API weigert wat het niet kent', () => {
  const vanRef = (schema: Schema): Schema =>
    schema.$ref
      ? document.components.schemas[schema.$ref.split('/').at(-1)!]!
      : schema.allOf
        ? vanRef(schema.allOf[0]!)
        : schema;

  /** Something that this schema takes, as far as a shape can tell. */
  function voorbeeld(gegeven: Schema): unknown {
    const schema = vanRef(gegeven);
    if (schema.enum) return schema.enum[0];
    if (schema.example !== undefined) return schema.example;
    if (schema.type === 'object' || schema.properties) return voorbeeldObject(schema);
    const perFormaat: Record<string, string> = {
      date: '2026-11-20',
      'date-time': '2026-11-20T12:00:00Z',
      uuid: ID,
      uri: 'https://elders.example/x',
      email: 'iemand@school.example',
    };
    if (schema.format && perFormaat[schema.format]) return perFormaat[schema.format];
    const perSoort: Record<string, unknown> = {
      integer: schema.minimum ?? 1,
      number: 1,
      boolean: true,
      array: [],
    };
    return perSoort[schema.type as string] ?? 'X';
  }

  const voorbeeldObject = (schema: Schema): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(schema.properties ?? {}).map(([naam, deel]) => [naam, voorbeeld(deel)]),
    );

  /** Bodies that are right but for one value. */
  function fout(schema: Schema): { wat: string; body: object }[] {
    const heel = voorbeeldObject(schema);
    return Object.entries(schema.properties ?? {}).flatMap(([naam, deel]) => {
      const veld = vanRef(deel);
      const gevallen = waardenTegen(naam, veld).map((waarde) => ({
        wat: `${naam} ${JSON.stringify(waarde).slice(0, 40)}`,
        body: { ...heel, [naam]: waarde },
      }));
      const binnen = veld.items ? vanRef(veld.items) : undefined;
      if (!binnen?.properties) return gevallen;
      const dieper = fout(binnen).map(({ wat, body }) => ({
        wat: `${naam}.${wat}`,
        body: { ...heel, [naam]: [body] },
      }));
      return [...gevallen, ...dieper];
    });
  }

  function waardenTegen(naam: string, { type, format }: Schema): unknown[] {
    if (type === 'array') return [[[]], [null], [1e-7], 'x', {}, Array.from({ length: 3000 }, () => ({}))];
    if (type === 'integer' || type === 'number') return [1e-7, -1e-7, 1e300];
    if (format === 'uri' || /link|url/i.test(naam))
      return [
        'javascript:alert(1)',
        'http://elders.example',
        '//elders.example',
        'data:,x',
        'elders.example',
      ];
    return [];
  }

  interface Lijf {
    naam: string;
    route: Route;
    schema: Schema;
  }

  /** Every call of the coördinator that takes a body. */
  const lijven = (): Lijf[] =>
    Object.entries(document.paths).flatMap(([pad, item]) =>
      (['post', 'put', 'patch'] as const).flatMap((methode) => {
        const schema = item[methode]?.requestBody?.content['application/json']?.schema;
        const vorm = `/api/v1${pad.replace(/{(\w+)}/g, ':$1')}`;
        const route = routes.find((r) => r.pad === vorm && r.methode === methode.toUpperCase());
        if (!schema || !route || !mag(route, 'coordinator')) return [];
        return [{ naam: `${methode} ${pad}`, route, schema: vanRef(schema) }];
      }),
    );

  test('een lijst, een getal of een adres', async () => {
    const headers = await kopregels('coordinator');
    const mis: string[] = [];
    let aantal = 0;
    for (const { naam, route, schema } of lijven())
      for (const { wat, body } of fout(schema)) {
        aantal += 1;
        const geval: Geval = { wat, pad: ingevuld(route.pad), soort: JSON_, body: JSON.stringify(body) };
        const { status, werk } = await meet(route, geval, headers);
        const traag = async (): Promise<boolean> => (await meet(route, geval, headers)).werk > 3 * RUIMTE;
        if (status !== 400) mis.push(`${naam} ${wat}: ${status}`);
        else if (werk > 3 * RUIMTE && (await traag())) mis.push(`${naam} ${wat}: traag`);
      }
    expect(aantal).toBeGreaterThan(100);
    expect(mis).toEqual([]);
  });

  test('null, behalve waar het document zegt dat het mag', async () => {
    const headers = await kopregels('coordinator');
    const mis: string[] = [];
    let aantal = 0;
    for (const { naam, route, schema } of lijven())
      for (const [veld, deel] of Object.entries(schema.properties ?? {})) {
        aantal += 1;
        // Refused anyway, so that nothing is changed.
        const payload = { ...voorbeeldObject(schema), [veld]: null, 'bestaat niet': 1 };
        const vraag = { method: route.methode, url: ingevuld(route.pad), headers, payload };
        const { fouten } = (await fastify.inject(vraag)).json<{ fouten: { veld: string }[] }>();
        const geweigerd = fouten.some((fout) => fout.veld === veld);
        if (geweigerd === (deel.nullable ?? false)) mis.push(`${naam} ${veld}`);
      }
    expect(aantal).toBeGreaterThan(100);
    expect(mis).toEqual([]);
  });
});

describe('elk veld van het product, ook van een formulier en van het bestand van de catalogus', () => {
  interface Regel {
    target: () => unknown;
    propertyName: string;
    type: string;
    name?: string;
  }
  const regels = (): Regel[] => {
    const opslag = getMetadataStorage() as unknown as { validationMetadatas: Map<unknown, Regel[]> };
    return [...opslag.validationMetadatas.values()].flat();
  };
  const perVeld = (): Map<string, Set<string>> => {
    const velden = new Map<string, Set<string>>();
    for (const { target, propertyName, type, name } of regels()) {
      const veld = `${(target as { name?: string }).name}.${propertyName}`;
      velden.set(veld, (velden.get(veld) ?? new Set()).add(name ?? type));
    }
    return velden;
  };
  const waar = (wat: (veld: string, soorten: Set<string>) => boolean): string[] =>
    [...perVeld()].filter(([veld, soorten]) => wat(veld, soorten)).map(([veld]) => veld);

  test('met een webadres is van het soort dat alleen https kent', () => {
    const adressen = waar((veld) => !veld.startsWith('Settings.') && /\.(\w*url|link|website)$/i.test(veld));
    expect(adressen.length).toBeGreaterThan(4);
    expect(waar((veld, soorten) => adressen.includes(veld) && !soorten.has('url'))).toEqual([]);
  });

  test('met een lijst van gegevens kijkt eerst of dat gegevens zijn', () => {
    const lijsten = waar((_veld, soorten) => soorten.has('nestedValidation'));
    expect(lijsten.length).toBeGreaterThan(10);
    expect(waar((veld, soorten) => lijsten.includes(veld) && !soorten.has('recordList'))).toEqual([]);
  });

  test('met een getal kent de macht van tien', () => {
    expect(waar((_veld, soorten) => soorten.has('isNumber'))).toEqual([]);
  });
});

test.each([
  ['/beheer/opleidingen/nieuw', 'externUrl'],
  ['/beheer/cohorten/nieuw', 'rij-0-link'],
])('het formulier %s wil een adres met https', async (pad, veld) => {
  const headers = { ...(await kopregels('coordinator')), 'content-type': FORMULIER };
  for (const adres of ['javascript:alert(1)', 'http://elders.example']) {
    const velden = { [veld]: adres, 'rij-0-datum': '2027-01-20', 'rij-0-van': '13:00', 'rij-0-tot': '15:00' };
    const payload = new URLSearchParams({
      ...velden,
      opleiding: bekend.opleidingen!,
      soort: 'extern',
    }).toString();
    const { statusCode, body } = await fastify.inject({ method: 'POST', url: pad, headers, payload });
    expect(statusCode).toBe(422);
    expect(body).toContain('Geef een webadres dat met https:// begint.');
  }
});
