import { randomInt } from 'node:crypto';
import type { EntityManager } from 'typeorm';

/** `ULA-2026-0047`; the number just grows longer after 9999. */
export const nummerVan = (jaar: number, volgnummer: number): string =>
  `ULA-${jaar}-${String(volgnummer).padStart(4, '0')}`;

/** How people type a number: in small letters, or with spaces around it. */
export const alsNummer = (getypt: string): string => getypt.trim().toUpperCase();

/** Without 0 and O, 1, I and L, which look alike on paper, and without U, so that no words appear. */
const TEKENS = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTE = 10;

/** Ten random characters: 30^10 possibilities, so that nobody finds the one of a certificaat by trying. */
export const nieuweControlecode = (): string =>
  Array.from({ length: LENGTE }, () => TEKENS[randomInt(TEKENS.length)]).join('');

/**
 * A step: the next `aantal` numbers of a year, in order. The row of the year stays locked until the transaction ends,
 * so take them last: whoever certifies in the same year waits. A transaction that is rolled back gives them back.
 */
export async function neemNummers(m: EntityManager, jaar: number, aantal: number): Promise<number[]> {
  const [{ laatste }] = await m.query<[{ laatste: number }]>(
    `INSERT INTO certificaatteller AS t (jaar, laatste) VALUES ($1, $2)
     ON CONFLICT (jaar) DO UPDATE SET laatste = t.laatste + $2 RETURNING laatste`,
    [jaar, aantal],
  );
  return Array.from({ length: aantal }, (_, i) => laatste - aantal + 1 + i);
}
