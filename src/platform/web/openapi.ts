import { ApiParam, DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { contactOf, type Settings } from '../config/settings.js';
import { ProblemDto, ACCESS, NOT_KEPT, problemOf, type Access, type ProblemStatus } from './api-docs.js';
import { openToScripts, validated } from './public-answers.js';
import { API_VERSION } from './security-headers.js';
import { ParseIntPipe } from '@nestjs/common';
import { METHOD_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer } from '@nestjs/core';
import { IdPipe } from './params.js';

interface Argument {
  data: unknown;
  pipes: unknown[];
}

const schemas = new Map<unknown, { type: 'string' | 'integer'; format?: string; minimum?: number }>([
  [IdPipe, { type: 'string', format: 'uuid' }],
  [ParseIntPipe, { type: 'integer', minimum: 1 }],
]);

/** Tells the document what the pipe of a path parameter lets through, so that no route has to say it twice. */
function describeParameters(app: NestFastifyApplication): void {
  for (const { controllers } of app.get(ModulesContainer).values())
    for (const { metatype } of controllers.values()) if (metatype) describeController(metatype);
}

function describeController(controller: object & { prototype?: object }): void {
  const prototype = (controller.prototype ?? {}) as Record<string, object>;
  for (const name of Object.getOwnPropertyNames(prototype)) {
    const descriptor = Object.getOwnPropertyDescriptor(prototype, name)!;
    if (!Reflect.hasMetadata(METHOD_METADATA, descriptor.value as object)) continue;
    const args = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, name) ?? {}) as Record<
      string,
      Argument
    >;
    for (const { data, pipes } of Object.values(args)) {
      const schema = schemas.get(pipes.find((pipe) => schemas.has(pipe)));
      if (schema) ApiParam({ name: String(data), schema })(prototype, name, descriptor);
    }
  }
}

/** The fields of a query are those of a body, but an address knows no null. */
function withoutNull(operations: readonly Operation[]): void {
  for (const { parameters = [] } of operations)
    for (const parameter of parameters)
      if ('schema' in parameter && parameter.schema && 'nullable' in parameter.schema)
        delete parameter.schema.nullable;
}

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;
type Schema = Extract<Schemas[string], { type?: unknown }>;

/** Says of every body what `CheckPipe` does: unknown fields are refused, and a body that asks nothing may be absent. */
function closeBodies(operations: readonly Operation[], schemas: Schemas): void {
  for (const { requestBody } of operations) {
    if (!requestBody || '$ref' in requestBody) continue;
    for (const { schema } of Object.values(requestBody.content)) {
      const name = nameOf(schema);
      const body = name ? (schemas[name] as Schema) : undefined;
      requestBody.required = (body?.required ?? []).length > 0;
      for (const inside of reach(schema, schemas)) inside.additionalProperties ??= false;
    }
  }
}

/** In OpenAPI 3.0 a choice that may be null has null among its choices as well. */
function nullIsAChoice(schemas: Schemas): void {
  for (const inside of Object.values(schemas).flatMap((schema) => reach(schema, schemas)))
    for (const part of Object.values(inside.properties ?? {}))
      if ('nullable' in part && part.nullable && part.enum)
        part.enum = [...new Set<unknown>([...(part.enum as unknown[]), null])];
}

const nameOf = (schema: unknown): string | undefined =>
  /^#\/components\/schemas\/(.+)$/.exec((schema as { $ref?: string } | undefined)?.$ref ?? '')?.[1];

/** Every object with fields of its own in a schema and in those that it refers to. */
function reach(schema: unknown, schemas: Schemas, seen = new Set<unknown>()): Schema[] {
  if (typeof schema !== 'object' || schema === null || seen.has(schema)) return [];
  seen.add(schema);
  const name = nameOf(schema);
  if (name) return reach(schemas[name], schemas, seen);
  const inside = Object.values(schema).flatMap((part) => reach(part, schemas, seen));
  return 'properties' in schema ? [schema as Schema, ...inside] : inside;
}

const PREFIX = '/api/v1';

/** Serves the OpenAPI document that is made from the code, open to all; made when it is first asked for. */
export function addOpenApi(app: NestFastifyApplication, settings: Settings): void {
  let text: string | undefined;
  app
    .getHttpAdapter()
    .getInstance()
    .get(`${PREFIX}/openapi.json`, (request, reply) => {
      text ??= JSON.stringify(describe(app, settings));
      openToScripts(reply);
      void reply.type('application/json; charset=utf-8');
      return reply.send(validated(request, reply, text));
    });
}

function describe(app: NestFastifyApplication, settings: Settings): OpenAPIObject {
  describeParameters(app);
  const document = SwaggerModule.createDocument(app, introduction(settings), { extraModels: [ProblemDto] });
  document.paths = withoutPrefix(document.paths);
  const methods = operationsOf(document);
  const operations = methods.map(([, operation]) => operation);
  withoutNull(operations);
  const schemas = document.components?.schemas ?? {};
  closeBodies(operations, schemas);
  nullIsAChoice(schemas);
  for (const [method, operation] of methods) completeOperation(method, operation);
  document.components = { ...document.components, headers };
  const tags = new Set(operations.flatMap(({ tags }) => tags ?? []));
  document.tags = [...tags].sort().map((name) => ({ name }));
  return document;
}

function introduction(settings: Settings): ReturnType<DocumentBuilder['build']> {
  const contact = contactOf(settings);
  return new DocumentBuilder()
    .setTitle('Utrecht Leert Academie')
    .setDescription(
      'Opleidingen, cohorten, aanmeldingen en deelnemerslijsten van de Utrecht Leert Academie. Tijden zijn UTC (RFC 3339), datums JJJJ-MM-DD, fouten problem+json (RFC 9457).',
    )
    .setVersion(API_VERSION)
    .setContact('Utrecht Leert Academie', settings.BASE_URL, contact)
    .setLicense('EUPL-1.2', 'https://eupl.eu/1.2/nl/')
    .addServer(`${settings.BASE_URL}${PREFIX}`)
    .addSecurity('sleutel', {
      type: 'http',
      scheme: 'bearer',
      description: 'Sleutel van een bestuur of de academie; begint met `ula_`.',
    })
    .build();
}

/** The prefix is in the server address; health and pages are not part of the API. */
function withoutPrefix(paths: OpenAPIObject['paths']): OpenAPIObject['paths'] {
  return Object.fromEntries(
    Object.entries(paths)
      .filter(([path]) => path.startsWith(`${PREFIX}/`))
      .map(([path, item]) => [path.slice(PREFIX.length), item]),
  );
}

const operationsOf = ({ paths }: OpenAPIObject): [method: string, Operation][] =>
  Object.values(paths).flatMap((item) =>
    (['get', 'post', 'put', 'patch', 'delete'] as const).flatMap((method): [string, Operation][] =>
      item[method] ? [[method, item[method]]] : [],
    ),
  );

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Responses = Operation['responses'];
type Described = Operation & { [ACCESS]: Access; [NOT_KEPT]?: true };

const text = { type: 'string' };

/** The headers of answers, said once in the document. */
const headers = {
  'API-Version': { description: 'Versie van deze API.', schema: { ...text, example: API_VERSION } },
  ETag: {
    description: 'Stuur het mee in If-None-Match: is er niets veranderd, dan krijg je 304.',
    schema: text,
  },
  Location: { description: 'Waar het gemaakte staat.', schema: { ...text, format: 'uri-reference' } },
  'Retry-After': {
    description: 'Over hoeveel seconden je het weer kunt proberen.',
    schema: { type: 'integer' },
  },
  'WWW-Authenticate': {
    description: 'Hoe je binnenkomt, of wat er aan de sleutel mankeert (RFC 6750).',
    schema: { ...text, example: 'Bearer realm="academie"' },
  },
  'X-Request-Id': {
    description: 'Het kenmerk van dit verzoek; geef het door als er iets misgaat.',
    schema: { ...text, format: 'uuid' },
  },
};
const refer = (...names: (keyof typeof headers)[]) =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));

const onEach = refer('API-Version', 'X-Request-Id');
const onSome: Record<string, object> = {
  201: refer('Location'),
  401: refer('WWW-Authenticate'),
  429: refer('Retry-After'),
  503: refer('Retry-After'),
};
const validator = refer('ETag');
const successes: Record<string, string> = { 200: 'Gelukt.', 201: 'Gemaakt.', 202: 'Aangenomen.' };

/** Says of a call what follows from what it is, so that no controller has to: who may make it and how it can fail. */
function completeOperation(method: string, operation: Operation): void {
  const { [ACCESS]: access, [NOT_KEPT]: notKept, ...rest } = operation as Described;
  for (const key of Object.keys(operation)) delete operation[key as keyof Operation];
  Object.assign(operation, rest, {
    description: [rest.description, inWords(access)].filter(Boolean).join('\n\n'),
    security: access.open ? [{}, { sleutel: [] }] : [{ sleutel: [] }],
    responses: responsesOf(method, rest, access, !notKept),
  });
}

function inWords({ open, scope }: Access): string {
  if (scope === null) return 'Voor iedereen.';
  const nodig = `een sleutel heeft bevoegdheid \`${scope}\` nodig.`;
  return open ? `Kan zonder sleutel; ${nodig}` : `Voor wie mag inloggen; ${nodig}`;
}

function responsesOf(method: string, operation: Operation, access: Access, keep: boolean): Responses {
  const kept = keep && method === 'get' && access.open && access.scope === null;
  const all: Responses = {
    ...operation.responses,
    ...Object.fromEntries(problemsOf(method, operation, access).map((status) => [status, problemOf(status)])),
    ...(kept ? { 304: { description: 'Er is niets veranderd.' } } : {}),
  };
  for (const [status, response] of Object.entries(all)) {
    if (!response || '$ref' in response) continue;
    const own = kept && /^[23]/.test(status) ? validator : onSome[status];
    all[status] = {
      ...response,
      description: response.description || (successes[status] ?? ''),
      headers: { ...onEach, ...own },
    };
  }
  return all;
}

function problemsOf(method: string, operation: Operation, { open, scope }: Access): ProblemStatus[] {
  const parameters = (operation.parameters ?? []).flatMap((one) => ('in' in one ? [one] : []));
  const writes = method !== 'get';
  const asks = writes || parameters.length > 0;
  return [
    ...(asks ? ([400] as const) : []),
    // Also of what is open to all: a key that is wrong gets nowhere.
    401,
    ...(writes || !open || scope !== null ? ([403] as const) : []),
    ...(parameters.some((one) => one.in === 'path') ? ([404, 414] as const) : []),
    ...(writes ? ([413, 415] as const) : []),
    503,
  ];
}
