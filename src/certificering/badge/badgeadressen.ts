/** The public addresses that a badge names. They must keep working as long as there are badges. */
export const paden = {
  sleutel: (kid: string) => `/certificaten/sleutels/${kid}`,
  statuslijst: (nummer: number) => `/certificaten/statuslijsten/${nummer}`,
  uitgever: '/certificaten/uitgever',
} as const;

/** Places in one status list; the least that the standard allows, so that nobody stands out in it. */
export const PLAATSEN = 131_072;

/** In which list a statusindex stands, and where in it. */
export const plekVan = (statusindex: number): { lijst: number; plaats: number } => ({
  lijst: Math.floor(statusindex / PLAATSEN),
  plaats: statusindex % PLAATSEN,
});
