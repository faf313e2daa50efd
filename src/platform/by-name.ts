/** A value for each of a closed list of names; `Object.fromEntries` forgets in its type which names there are. */
export const byName = <Name extends string, Value>(
  names: readonly Name[],
  valueOf: (name: Name, index: number) => Value,
): Record<Name, Value> =>
  Object.fromEntries(names.map((name, index) => [name, valueOf(name, index)])) as Record<Name, Value>;
