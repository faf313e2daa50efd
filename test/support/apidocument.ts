import { Ajv, type ValidateFunction } from 'ajv';
import addFormatsModule from 'ajv-formats';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface Operatie {
  operationId: string;
  description?: string;
  tags: string[];
  security: object[];
  parameters: { name: string; in: string; required: boolean; schema: Schema }[];
  requestBody?: { required: boolean; content: Record<string, { schema: Schema }> };
  responses: Record<string, Beschreven>;
}
export interface Schema {
  $ref?: string;
  type?: string;
  format?: string;
  pattern?: string;
  enum?: unknown[];
  nullable?: boolean;
  properties?: Record<string, Schema>;
  items?: Schema;
  additionalProperties?: boolean | Schema;
  required?: string[];
}
interface Beschreven {
  description: string;
  headers?: Record<string, object>;
  content?: Record<string, { schema: Schema }>;
}
export interface Apidocument {
  openapi: string;
  info: { contact: Record<string, string>; version: string };
  servers: { url: string }[];
  tags: { name: string }[];
  paths: Record<string, Record<string, Operatie>>;
  components: { schemas: Record<string, Schema>; securitySchemes: Record<string, Record<string, string>> };
}

const PREFIX = '/api/v1';
let document: Apidocument | undefined;

/** The document of the build under test. It follows from the code alone, so the first process that asks keeps it for all. */
async function apidocument(url: string): Promise<Apidocument> {
  if (document) return document;
  const werkmap = process.env.TEST_WORKSPACE;
  if (!werkmap) throw new Error('TEST_WORKSPACE ontbreekt: deze test hoort met npm test te worden gestart.');
  const bestand = path.join(werkmap, 'openapi.json');
  if (!existsSync(bestand)) {
    const eigen = `${bestand}.${process.pid}`;
    writeFileSync(eigen, await (await fetch(`${url}${PREFIX}/openapi.json`)).text());
    renameSync(eigen, bestand);
  }
  document = JSON.parse(readFileSync(bestand, 'utf8')) as Apidocument;
  return document;
}

/**
 * Fails the test when the API answers what its document does not say: another status, a body of another shape, a
 * header that its status asks for.
 */
export async function controleerAntwoord(
  url: string,
  method: string,
  pad: string,
  antwoord: { status: number; header: (naam: string) => string; tekst: string },
): Promise<void> {
  if (!pad.startsWith(`${PREFIX}/`)) return;
  const { status } = antwoord;
  const mist = koppen.filter(([wanneer, naam]) => wanneer === status && !antwoord.header(naam));
  if (mist.length > 0) throw new Error(`${method} ${pad}: ${status} zonder ${mist.join(', ')}`);
  const operatie = vind(await apidocument(url), method, pad.slice(PREFIX.length).split('?', 1)[0]!);
  if (!operatie) return;
  // Never promised; a test that breaks the product on purpose looks at it itself.
  if (status === 500) return;
  const beschreven = operatie.responses[status];
  if (!beschreven) throw new Error(`${method} ${pad}: ${status} staat niet in het document`);
  const soort = antwoord.header('content-type').split(';', 1)[0]!;
  const inhoud = beschreven.content?.[soort];
  if (antwoord.tekst && !inhoud) throw new Error(`${method} ${pad}: ${status} als ${soort} staat er niet`);
  if (method === 'HEAD' || !/json$/.test(soort) || !inhoud) return;
  const fouten = misvormd(document!, inhoud.schema, JSON.parse(antwoord.tekst));
  if (fouten) throw new Error(`${method} ${pad}: ${status} heeft een andere vorm: ${fouten}`);
}

const koppen: [status: number, kop: string][] = [
  [201, 'location'],
  [401, 'www-authenticate'],
  [405, 'allow'],
  [429, 'retry-after'],
  [503, 'retry-after'],
];

/** An address that is written out goes before one with a parameter, as in the server. */
function vind({ paths }: Apidocument, method: string, pad: string): Operatie | undefined {
  const vormen = Object.keys(paths).sort((a, b) => a.split('{').length - b.split('{').length);
  const vorm = vormen.find(
    (een) =>
      paths[een]![method.toLowerCase()] && new RegExp(`^${een.replace(/\{\w+\}/g, '[^/]+')}$`).test(pad),
  );
  return vorm === undefined ? undefined : paths[vorm]![method.toLowerCase()];
}

let ajv: Ajv | undefined;
const gelezen = new Map<string, ValidateFunction>();

function misvormd(doc: Apidocument, schema: Schema, waarde: unknown): string | undefined {
  ajv ??= lezer(doc);
  const naam = JSON.stringify(schema);
  const lees = gelezen.get(naam) ?? ajv.compile(vertaald(schema, 'api#') as object);
  gelezen.set(naam, lees);
  return lees(waarde) ? undefined : ajv.errorsText(lees.errors);
}

function lezer({ components }: Apidocument): Ajv {
  const nieuw = new Ajv({ strict: false, allErrors: true });
  (addFormatsModule as unknown as (naar: Ajv) => void)(nieuw);
  return nieuw.addSchema({ $id: 'api', components: vertaald(components, '#') as object });
}

/** OpenAPI 3.0 as JSON Schema: `nullable` said in full, and no field that the document does not name. */
function vertaald(deel: unknown, basis: string): unknown {
  if (Array.isArray(deel)) return deel.map((een) => vertaald(een, basis));
  if (typeof deel !== 'object' || deel === null) return deel;
  const { nullable, ...rest } = deel as Schema & Record<string, unknown>;
  const schema = Object.fromEntries(
    Object.entries(rest).map(([sleutel, waarde]) => [
      sleutel,
      sleutel === '$ref' ? String(waarde).replace(/^#/, basis) : vertaald(waarde, basis),
    ]),
  );
  if ('properties' in schema && schema.type === 'object') schema.additionalProperties ??= false;
  return nullable === true ? { anyOf: [{ type: 'null' }, schema] } : schema;
}
