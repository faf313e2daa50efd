/** Statistics of whole numbers that people gave. */
export interface Maten {
  n: number;
  gemiddelde: number;
  mediaan: number;
  /** Standard deviation. */
  spreiding: number;
  /** Between these the mean of many more such people lies, with 95 % certainty. */
  van: number;
  tot: number;
}

/** A value stands for all that rounds to it; so five equal answers are not taken for certainty. */
const AFRONDING = 1 / 12;

/** @param waarden how many gave each value. @returns null when nobody did. */
export function maten(waarden: Record<string, number> | undefined, bereik: [number, number]): Maten | null {
  const rijen = Object.entries(waarden ?? {})
    .map(([waarde, aantal]) => ({ waarde: Number(waarde), aantal }))
    .sort((a, b) => a.waarde - b.waarde);
  const n = rijen.reduce((som, { aantal }) => som + aantal, 0);
  if (n === 0) return null;
  const gemiddelde = rijen.reduce((som, { waarde, aantal }) => som + waarde * aantal, 0) / n;
  const kwadraten = rijen.reduce((som, { waarde, aantal }) => som + aantal * (waarde - gemiddelde) ** 2, 0);
  const spreiding = n > 1 ? Math.sqrt(kwadraten / (n - 1)) : 0;
  const marge =
    n > 1 ? student(normaal(0.05), n - 1) * Math.sqrt((spreiding ** 2 + AFRONDING) / n) : Infinity;
  return {
    n,
    gemiddelde,
    mediaan: (opPlaats(rijen, Math.floor((n - 1) / 2)) + opPlaats(rijen, Math.floor(n / 2))) / 2,
    spreiding,
    van: Math.max(bereik[0], gemiddelde - marge),
    tot: Math.min(bereik[1], gemiddelde + marge),
  };
}

function opPlaats(rijen: { waarde: number; aantal: number }[], plaats: number): number {
  let over = plaats;
  for (const { waarde, aantal } of rijen) {
    if (over < aantal) return waarde;
    over -= aantal;
  }
  return NaN;
}

export type Verschil = 'hoger' | 'lager' | 'toeval';

/**
 * Whether a mean differs from that of the others by more than chance (Welch's test).
 * @param keren how many such comparisons are made at once: the more, the more of them differ by chance alone (Bonferroni).
 */
export function verschil(eigen: Maten, anderen: Maten, keren: number): Verschil {
  const a = (eigen.spreiding ** 2 + AFRONDING) / eigen.n;
  const b = (anderen.spreiding ** 2 + AFRONDING) / anderen.n;
  const vrijheid = (a + b) ** 2 / (a ** 2 / (eigen.n - 1) + b ** 2 / (anderen.n - 1));
  const grens = student(normaal(0.05 / Math.max(keren, 1)), vrijheid) * Math.sqrt(a + b);
  const afstand = eigen.gemiddelde - anderen.gemiddelde;
  if (Math.abs(afstand) <= grens) return 'toeval';
  return afstand > 0 ? 'hoger' : 'lager';
}

/** Two-sided bound of the normal distribution; Abramowitz and Stegun 26.2.23, wrong by at most 0.00045. */
function normaal(kans: number): number {
  const t = Math.sqrt(-2 * Math.log(kans / 2));
  const boven = 2.515517 + t * (0.802853 + t * 0.010328);
  return t - boven / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
}

/** The same of Student's distribution; Abramowitz and Stegun 26.7.5. */
function student(z: number, vrijheid: number): number {
  const z2 = z * z;
  const g1 = (z * (z2 + 1)) / 4;
  const g2 = (z * (5 * z2 * z2 + 16 * z2 + 3)) / 96;
  const g3 = (z * (3 * z2 ** 3 + 19 * z2 * z2 + 17 * z2 - 15)) / 384;
  return z + g1 / vrijheid + g2 / vrijheid ** 2 + g3 / vrijheid ** 3;
}
