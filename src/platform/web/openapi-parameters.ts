import { ParseIntPipe } from '@nestjs/common';
import { METHOD_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiParam } from '@nestjs/swagger';
import type { Operation } from './openapi-operations.js';
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
export function describeParameters(app: NestFastifyApplication): void {
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
export function withoutNull(operations: readonly Operation[]): void {
  for (const { parameters = [] } of operations)
    for (const parameter of parameters)
      if ('schema' in parameter && parameter.schema && 'nullable' in parameter.schema)
        delete parameter.schema.nullable;
}
