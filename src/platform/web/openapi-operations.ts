import type { OpenAPIObject } from '@nestjs/swagger';
import { ACCESS, NOT_KEPT, problemOf, type Access, type ProblemStatus } from './api-docs.js';
import { API_VERSION } from './security-headers.js';

export type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Responses = Operation['responses'];
type Described = Operation & { [ACCESS]: Access; [NOT_KEPT]?: true };

const text = { type: 'string' };

/** The headers of answers, said once in the document. */
export const headers = {
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
export function completeOperation(method: string, operation: Operation): void {
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
