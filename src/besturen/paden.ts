const BASIS = '/beheer/organisaties';

/** Besturen and their schools. */
export const bestuurspaden = {
  lijst: BASIS,
  nieuw: `${BASIS}/nieuw`,
  een: (id: string) => `${BASIS}/${id}`,
  sluiting: (id: string) => `${BASIS}/${id}/sluiting`,
  heropening: (id: string) => `${BASIS}/${id}/heropening`,
} as const;

/** Who speaks for a bestuur. */
export const contactpaden = {
  nieuw: (bestuur: string) => `${BASIS}/${bestuur}/contactpersonen/nieuw`,
  een: (bestuur: string, id: string) => `${BASIS}/${bestuur}/contactpersonen/${id}`,
  gesproken: (bestuur: string, id: string) => `${BASIS}/${bestuur}/contactpersonen/${id}/gesproken`,
  verwijdering: (bestuur: string, id: string) => `${BASIS}/${bestuur}/contactpersonen/${id}/verwijdering`,
} as const;

export const schoolpaden = {
  nieuw: `${BASIS}/scholen/nieuw`,
  een: (id: string) => `${BASIS}/scholen/${id}`,
  verhuizing: (id: string) => `${BASIS}/scholen/${id}/verhuizing`,
  intrekking: (id: string) => `${BASIS}/scholen/${id}/verhuizing/intrekking`,
  sluiting: (id: string) => `${BASIS}/scholen/${id}/sluiting`,
  heropening: (id: string) => `${BASIS}/scholen/${id}/heropening`,
} as const;

/** Proposals for where somebody works: of one bestuur, or only schools. */
export function voorstellenpad(bestuurId: string | null, alleenScholen: boolean): string {
  const vragen = new URLSearchParams({
    ...(bestuurId ? { bestuur: bestuurId } : {}),
    ...(alleenScholen ? { soort: 'school' } : {}),
  });
  return `/api/v1/werkplekken${vragen.size > 0 ? `?${vragen.toString()}` : ''}`;
}

/** Lists of DUO by upload: chosen, looked through, and only then read in. */
export const duopaden = {
  kies: `${BASIS}/duo`,
  een: (id: string) => `${BASIS}/duo/${id}`,
  uitvoering: (id: string) => `${BASIS}/duo/${id}/uitvoering`,
} as const;
