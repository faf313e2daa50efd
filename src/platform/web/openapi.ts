import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Settings } from '../config/settings.js';
import { ProblemDto } from './api-docs.js';
import { API_VERSION } from './security-headers.js';

const PREFIX = '/api/v1';

/** Serves the OpenAPI document that is made from the code, open to all; made when it is first asked for. */
export function addOpenApi(app: NestFastifyApplication, settings: Settings): void {
  let document: OpenAPIObject | undefined;
  app
    .getHttpAdapter()
    .getInstance()
    .get(`${PREFIX}/openapi.json`, (_request, reply) => {
      document ??= describe(app, settings);
      return reply
        .header('access-control-allow-origin', '*')
        .type('application/json; charset=utf-8')
        .send(document);
    });
}

function describe(app: NestFastifyApplication, settings: Settings): OpenAPIObject {
  const contact = /<([^<>]+)>/.exec(settings.MAIL_FROM)?.[1] ?? settings.MAIL_FROM;
  const config = new DocumentBuilder()
    .setTitle('Utrecht Leert Academie')
    .setDescription(
      'Opleidingen, cohorten, aanmeldingen en deelnemerslijsten van de Utrecht Leert Academie. Tijden zijn UTC (RFC 3339), datums JJJJ-MM-DD, fouten problem+json (RFC 9457).',
    )
    .setVersion(API_VERSION)
    .setContact('Utrecht Leert Academie', settings.BASE_URL, contact)
    .setLicense('EUPL-1.2', 'https://eupl.eu/1.2/nl/')
    .addServer(`${settings.BASE_URL}${PREFIX}`)
    .addBearerAuth(
      { type: 'http', scheme: 'bearer', description: 'Sleutel van een bestuur of de academie.' },
      'sleutel',
    )
    .build();
  const document = SwaggerModule.createDocument(app, config, { extraModels: [ProblemDto] });
  document.paths = withoutPrefix(document.paths);
  addVersionHeader(document);
  return document;
}

/** The prefix is in the server address; health and pages are not part of the API. */
function withoutPrefix(paths: OpenAPIObject['paths']): OpenAPIObject['paths'] {
  return Object.fromEntries(
    Object.entries(paths)
      .filter(([path]) => path.startsWith(`${PREFIX}/`))
      .map(([path, item]) => [path.slice(PREFIX.length), item]),
  );
}

function addVersionHeader(document: OpenAPIObject): void {
  const header = { schema: { type: 'string', example: API_VERSION }, description: 'Versie van deze API.' };
  for (const item of Object.values(document.paths))
    for (const operation of [item.get, item.post, item.put, item.patch, item.delete])
      for (const response of Object.values(operation?.responses ?? {}))
        if (response && !('$ref' in response))
          response.headers = { ...response.headers, 'API-Version': header };
}
