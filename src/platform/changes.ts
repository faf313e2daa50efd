import { isDeepStrictEqual } from 'node:util';

/** The fields of `after` that differ from `before`, each with both values. Absent fields are left alone. */
export function changes<T extends object>(
  before: T,
  after: Partial<T>,
): Record<string, { van: unknown; naar: unknown }> {
  const fields = Object.keys(after) as (keyof T & string)[];
  return Object.fromEntries(
    fields
      .filter((field) => after[field] !== undefined && !isDeepStrictEqual(before[field], after[field]))
      .map((field) => [field, { van: before[field], naar: after[field] }]),
  );
}
