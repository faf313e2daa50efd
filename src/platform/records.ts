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

/** A value for each of a closed list of names; `Object.fromEntries` forgets in its type which names there are. */
export const byName = <Name extends string, Value>(
  names: readonly Name[],
  valueOf: (name: Name, index: number) => Value,
): Record<Name, Value> =>
  Object.fromEntries(names.map((name, index) => [name, valueOf(name, index)])) as Record<Name, Value>;
