import { applyDecorators, type Type } from '@nestjs/common';
import type { ApiPropertyOptions } from '@nestjs/swagger';
import { plainToInstance, Transform } from 'class-transformer';
import { isUUID, ValidateNested, type ValidationArguments } from 'class-validator';
import { tidyLine } from '../text/characters.js';
import { field, rule, textError, type FieldOptions } from './fields.js';

/** The kinds of list that DTOs are made of. A list is looked at before any of its elements is. */
interface NumberListOptions extends FieldOptions {
  min: number;
  max: number;
  /** How many at most. */
  aantal: number;
}

/** Different whole numbers from `min` to `max`; the DTO holds them from high to low. */
export function NumberListField(options: NumberListOptions): PropertyDecorator {
  const { min, max, aantal } = options;
  const message = `Geef ten hoogste ${aantal} verschillende hele getallen van ${min} tot en met ${max}.`;
  const fits = (n: unknown): boolean => Number.isInteger(n) && Number(n) >= min && Number(n) <= max;
  const sorted = ({ value }: { value: unknown }): unknown =>
    Array.isArray(value) && value.every(fits) ? (value as number[]).toSorted((a, b) => b - a) : value;
  const test = (value: unknown): string | undefined =>
    Array.isArray(value) &&
    value.length <= aantal &&
    value.every(fits) &&
    new Set(value).size === value.length
      ? undefined
      : message;
  const items = { type: 'integer', minimum: min, maximum: max };
  const api = { type: 'array', items, maxItems: aantal, uniqueItems: true } as ApiPropertyOptions;
  return field(options, api, Transform(sorted), rule('numberList', test));
}

const textList = (value: unknown): string | undefined =>
  Array.isArray(value) &&
  value.length <= 50 &&
  value.every((item) => textError(item, 200, false) === undefined)
    ? undefined
    : 'Geef een lijst met ten hoogste 50 teksten.';

export function TextListField(options: FieldOptions = {}): PropertyDecorator {
  const tidied = ({ value }: { value: unknown }): unknown =>
    Array.isArray(value)
      ? value.map((item: unknown) => (typeof item === 'string' ? tidyLine(item) : item))
      : value;
  return field(options, { type: [String], maxItems: 50 }, Transform(tidied), rule('textList', textList));
}

/** Some of a fixed list of words. */
export function ChoiceListField(choices: readonly string[], options: FieldOptions = {}): PropertyDecorator {
  const test = (value: unknown): string | undefined =>
    Array.isArray(value) && value.length <= 50 && value.every((item) => choices.includes(item as string))
      ? undefined
      : `Geef een lijst met alleen: ${choices.join(', ')}.`;
  const api = { type: 'array', items: { type: 'string', enum: [...choices] } } as ApiPropertyOptions;
  return field(options, api, rule('choiceList', test));
}

interface ListOptions extends FieldOptions {
  /** The items in it, as the sentences call them: `aanmeldingen`. */
  van: string;
  /** How many at most (1000). */
  aantal?: number;
}

/** Ids of records. */
export function IdListField(options: ListOptions): PropertyDecorator {
  const test = (value: unknown): string | undefined =>
    listError(value, options) ??
    ((value as unknown[]).every((id) => isUUID(id)) ? undefined : 'Dit is geen geldig kenmerk.');
  const items = { type: 'string', format: 'uuid' };
  const api = { type: 'array', items, maxItems: options.aantal ?? 1000 } as ApiPropertyOptions;
  return field(options, api, rule('idList', test));
}

interface RecordListOptions<T> extends ListOptions {
  /** No two elements have the same of this; `zin` says so. */
  uniek?: { waarop: (item: T) => unknown; zin: string };
}

/** Records of one class; an element that is no object makes the whole list wrong. */
export function RecordListField<T extends object>(
  soort: () => Type<T>,
  options: RecordListOptions<T>,
): PropertyDecorator {
  const { uniek, aantal = 1000 } = options;
  const error = (value: unknown): string | undefined =>
    listError(value, options) ?? notRecords(value, options);
  const records = ({ obj, key }: { obj: Record<string, unknown>; key: string }): unknown => {
    const value = obj[key];
    // Absent stays absent; what is wrong becomes the sentence that says so, so that nobody looks into it.
    if (value === undefined || value === null) return value;
    return error(value) ?? (value as unknown[]).map((item) => plainToInstance(soort(), item));
  };
  const test = (value: unknown): string | undefined =>
    typeof value === 'string' ? value : (error(value) ?? repeated(value as T[], uniek));
  const message = ({ value }: ValidationArguments): string =>
    test(value) ?? `Geef een lijst van ${options.van}.`;
  return (target, name) => {
    applyDecorators(
      field(
        options,
        { type: soort(), isArray: true, maxItems: aantal },
        Transform(records),
        rule('recordList', test),
      ),
      ValidateNested({ each: true, message }),
    )(target, name);
  };
}

function listError(value: unknown, { van, aantal = 1000 }: ListOptions): string | undefined {
  if (!Array.isArray(value)) return `Geef een lijst van ${van}.`;
  return value.length > aantal ? `Geef ten hoogste ${aantal} ${van}.` : undefined;
}

const isRecord = (item: unknown): boolean =>
  typeof item === 'object' && item !== null && !Array.isArray(item);

const notRecords = (value: unknown, { van }: ListOptions): string | undefined =>
  (value as unknown[]).every(isRecord) ? undefined : `Geef een lijst van ${van}.`;

function repeated<T>(items: T[], uniek: RecordListOptions<T>['uniek']): string | undefined {
  return uniek && new Set(items.map(uniek.waarop)).size < items.length ? uniek.zin : undefined;
}
