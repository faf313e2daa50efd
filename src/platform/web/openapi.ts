import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { contactOf, type Settings } from '../config/settings.js';
import { ProblemDto } from './api-docs.js';
import { closeBodies, nullIsAChoice } from './openapi-bodies.js';
import { completeOperation, headers, type Operation } from './openapi-operations.js';
import { describeParameters, withoutNull } from './openapi-parameters.js';
import { openToScripts, validated } from './public-answers.js';
import { API_VERSION } from './security-headers.js';

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
