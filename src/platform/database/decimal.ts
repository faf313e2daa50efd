/** PostgreSQL hands out `numeric` as text; the columns that use this hold small decimals that a number keeps exactly. */
export const decimal = {
  from: (value: string | null): number | null => (value === null ? null : Number(value)),
  to: (value: number | null): number | null => value,
};
