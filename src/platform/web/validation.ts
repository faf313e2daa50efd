import { plainToInstance, type ClassConstructor } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { type FieldError, InputError } from '../errors/domain-error.js';

const unknownField = 'whitelistValidation';

function sentence(error: ValidationError): string {
  const constraints = error.constraints ?? {};
  return unknownField in constraints
    ? 'Dit veld bestaat niet.'
    : (Object.values(constraints).at(-1) ?? 'Klopt niet.');
}

function flatten(errors: ValidationError[], prefix = ''): FieldError[] {
  return errors.flatMap((error) => {
    const veld = prefix + error.property;
    return error.children?.length
      ? flatten(error.children, `${veld}.`)
      : [{ veld, melding: sentence(error) }];
  });
}

export type Checked<T> = { waarde: T; fouten: [] } | { waarde: undefined; fouten: FieldError[] };

/** Checks plain input against a DTO class: all wrong and all unknown fields at once. */
export function check<T extends object>(dto: ClassConstructor<T>, input: unknown): Checked<T> {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return { waarde: undefined, fouten: [{ veld: '', melding: 'Stuur een object met velden.' }] };
  }
  if (hasNoFields(dto)) return withoutFields(input) as Checked<T>;
  const waarde = plainToInstance(dto, input);
  const fouten = flatten(
    validateSync(waarde, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true }),
  );
  return fouten.length > 0 ? { waarde: undefined, fouten } : { waarde, fouten: [] };
}

/** For a call that takes nothing: whatever is sent does not exist. */
export class NoFields {}

const hasNoFields = (dto: unknown): boolean => dto === NoFields;

function withoutFields(input: object): Checked<NoFields> {
  const fouten = Object.keys(input).map((veld) => ({ veld, melding: 'Dit veld bestaat niet.' }));
  return fouten.length > 0 ? { waarde: undefined, fouten } : { waarde: new NoFields(), fouten: [] };
}

/** @throws InputError with every wrong field. */
export function checkOrThrow<T extends object>(dto: ClassConstructor<T>, input: unknown): T {
  const { waarde, fouten } = check(dto, input);
  if (!waarde) throw new InputError(fouten);
  return waarde;
}

const plainTypes: unknown[] = [String, Number, Boolean, Array, Object, undefined];

/** Checks each `@Body()` and `@Query()` that is typed with a DTO class. */
@Injectable()
export class CheckPipe implements PipeTransform {
  transform(value: unknown, { metatype, type }: ArgumentMetadata): unknown {
    if (type === 'custom' || plainTypes.includes(metatype)) return value;
    return checkOrThrow(metatype as ClassConstructor<object>, value);
  }
}
