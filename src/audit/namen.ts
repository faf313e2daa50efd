import type { DataSource } from 'typeorm';
import { formatDateTime } from '../platform/clock/dates.js';

/** An auditregel keeps ids; whoever reads it wants names. All ids of a page are looked up with one statement. */
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const heelUuid = new RegExp(`^${UUID.source}$`);

const NAMEN = `
  SELECT c.id, o.naam || ', ' || c.naam AS naam, NULL::timestamptz AS begint
    FROM cohort c JOIN opleiding o ON o.id = c.opleiding_id WHERE c.id = ANY($1)
  UNION ALL SELECT id, NULL, begint FROM bijeenkomst WHERE id = ANY($1)
  UNION ALL SELECT id, NULL, begint FROM vervallen_bijeenkomst WHERE id = ANY($1)
  UNION ALL SELECT id, naam, NULL FROM school WHERE id = ANY($1)
  UNION ALL SELECT id, coalesce(naam, 'bestuur ' || nummer), NULL FROM bestuur WHERE id = ANY($1)
  UNION ALL SELECT id, naam, NULL FROM opleiding WHERE id = ANY($1)
  UNION ALL SELECT id, naam, NULL FROM gebruiker WHERE id = ANY($1)
  UNION ALL SELECT id, concat_ws(' ', voornaam, tussenvoegsel, achternaam), NULL FROM persoon WHERE id = ANY($1)`;

/** A bijeenkomst is called by its moment. */
export async function namenBij(
  dataSource: DataSource,
  gegevens: readonly unknown[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(JSON.stringify(gegevens).match(UUID) ?? [])];
  if (ids.length === 0) return new Map();
  const rows = await dataSource.query<{ id: string; naam: string | null; begint: Date | null }[]>(NAMEN, [
    ids,
  ]);
  return new Map(rows.map(({ id, naam, begint }) => [id, naam ?? formatDateTime(begint!)]));
}

/** The same data with names where ids stood; an id that nothing has any more stays. */
export function metNamen<T>(gegevens: T, namen: ReadonlyMap<string, string>): T {
  if (typeof gegevens === 'string') return (namen.get(gegevens) ?? gegevens) as T;
  if (Array.isArray(gegevens)) return gegevens.map((deel: unknown) => metNamen(deel, namen)) as T;
  if (gegevens === null || typeof gegevens !== 'object') return gegevens;
  return Object.fromEntries(
    Object.entries(gegevens).map(([veld, deel]: [string, unknown]) => [veld, metNamen(deel, namen)]),
  ) as T;
}

/** The name, or these words where there is only an id. */
export const ofAnders = (naam: string | null | undefined, anders: string): string =>
  naam && !heelUuid.test(naam) ? naam : anders;
