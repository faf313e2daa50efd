import { Injectable, NotFoundException, type PipeTransform } from '@nestjs/common';
import { isUUID } from 'class-validator';

const unwritable = /[\p{Cc}\p{Noncharacter_Code_Point}\p{Surrogate}]/u;

/** Nothing has a name with characters in it that no text has, and PostgreSQL knows no NUL. */
export function checkPathPart(value: unknown): void {
  if (typeof value === 'string' && unwritable.test(value)) throw new NotFoundException();
}

/** An id in a path that cannot exist is simply not found. */
@Injectable()
export class IdPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (!isUUID(value)) throw new NotFoundException();
    return value;
  }
}
