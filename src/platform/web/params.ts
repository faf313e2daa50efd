import { Injectable, NotFoundException, type PipeTransform } from '@nestjs/common';
import { isUUID } from 'class-validator';
import type { FastifyInstance } from 'fastify';

const unwritable = /[\p{Cc}\p{Noncharacter_Code_Point}\p{Surrogate}]/u;

/**
 * Nothing has a name with characters in it that no text has, and PostgreSQL knows no NUL: whatever the route, there is
 * nothing there.
 */
export function addPathCheck(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const parts = Object.values(request.params as Record<string, string>);
    if (parts.some((part) => unwritable.test(part))) reply.callNotFound();
    else done();
  });
}

/** An id in a path that cannot exist is simply not found. */
@Injectable()
export class IdPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (!isUUID(value)) throw new NotFoundException();
    return value;
  }
}
