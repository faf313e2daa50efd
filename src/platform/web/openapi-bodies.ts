import type { OpenAPIObject } from '@nestjs/swagger';
import type { Operation } from './openapi-operations.js';

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;
type Schema = Extract<Schemas[string], { type?: unknown }>;

/** Says of every body what `CheckPipe` does: unknown fields are refused, and a body that asks nothing may be absent. */
export function closeBodies(operations: readonly Operation[], schemas: Schemas): void {
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
export function nullIsAChoice(schemas: Schemas): void {
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
