import type { Formuliervraag, Vraagsoort } from '../evaluatie.entity.js';
import { BEREIK, NAMETINGVRAGEN } from '../vragenlijst.rules.js';
import { aantalIn, type Vergelijkingsgroep, LEEG, type Zicht, zonder } from './uitkomst.rules.js';

/** The outcome of one question. */
export interface Vraaguitkomst {
  code: string;
  soort: Vraagsoort;
  tekst: string;
  /** How many answered it; null when they were too few to say anything about. */
  antwoorden: number | null;
  /** Of a cijfer or a schaal. */
  maten: Maten | null;
  /** Every value that could be chosen, in order. Empty for an open question and for one that few answered. */
  verdeling: { waarde: string; tekst: string; aantal: number; pct: number }[];
}

/** The outcome of a view, for a screen, an export or the API. */
export interface Evaluatieuitkomst extends Omit<Zicht, 'telling'> {
  /** How many of the invited answered, in percent; null when nobody was invited. */
  respons: number | null;
  vragen: Vraaguitkomst[];
}

export function uitkomstVan(
  { telling, ...rest }: Zicht,
  vragen: readonly Formuliervraag[],
): Evaluatieuitkomst {
  return {
    ...rest,
    respons: procent(rest.antwoorden, rest.uitgenodigd),
    vragen: vragen.map((vraag) => vraaguitkomst(vraag, telling[vraag.code])),
  };
}

function vraaguitkomst(vraag: Formuliervraag, waarden: Record<string, number> | undefined): Vraaguitkomst {
  const { code, soort, tekst } = vraag;
  const n = aantalIn(waarden);
  if (!waarden || n === 0) return { code, soort, tekst, antwoorden: null, maten: null, verdeling: [] };
  return {
    code,
    soort,
    tekst,
    antwoorden: n,
    maten: soort === 'cijfer' || soort === 'schaal' ? maten(waarden, grenzen(soort)) : null,
    verdeling: keuzesVan(vraag).map((keuze) => {
      const aantal = waarden[keuze.waarde] ?? 0;
      return { ...keuze, aantal, pct: procent(aantal, n)! };
    }),
  };
}

const grenzen = (soort: 'cijfer' | 'schaal'): [number, number] => [BEREIK[soort].van, BEREIK[soort].tot];

function keuzesVan({ soort, keuzes = [] }: Formuliervraag): { waarde: string; tekst: string }[] {
  if (soort === 'keuze') return keuzes.map(({ code, tekst }) => ({ waarde: code, tekst }));
  if (soort === 'open') return [];
  const [van, tot] = grenzen(soort);
  return Array.from({ length: tot - van + 1 }, (_, i) => ({ waarde: `${van + i}`, tekst: `${van + i}` }));
}

/** In whole percents; null of nothing. */
const procent = (deel: number, geheel: number): number | null =>
  geheel === 0 ? null : Math.round((100 * deel) / geheel);

/** The two answers that a nameting is for: how many took a step, how many stayed. */
export function gevolg(uitkomst: Evaluatieuitkomst): { stap: Gevolg | null; blijven: Gevolg | null } {
  return {
    stap: aandeel(uitkomst, 'stap', ['andere-functie', 'nieuwe-rol']),
    blijven: aandeel(uitkomst, 'blijven', ['zelfde-bestuur']),
  };
}

export interface Gevolg {
  aantal: number;
  van: number;
  pct: number;
}

function aandeel({ vragen }: Evaluatieuitkomst, code: string, waarden: string[]): Gevolg | null {
  const vraag = vragen.find((v) => v.code === code);
  if (!vraag?.antwoorden) return null;
  const aantal = vraag.verdeling
    .filter(({ waarde }) => waarden.includes(waarde))
    .reduce((n, { aantal: m }) => n + m, 0);
  return { aantal, van: vraag.antwoorden, pct: procent(aantal, vraag.antwoorden)! };
}

const { van, tot } = BEREIK.cijfer;
const { van: laag, tot: hoog } = BEREIK.schaal;

/** The four scales that every evaluatie has, so that anything can be laid beside anything. */
export const SCHALEN = ['inhoud', 'trainer', 'toepasbaar', 'organisatie'] as const;
type Schaal = (typeof SCHALEN)[number];

/** One line of a comparison. What too few people answered is null. */
export interface Vergelijking {
  sleutel: string;
  evaluaties: number;
  uitgenodigd: number;
  antwoorden: number;
  respons: number | null;
  cijfer: Maten | null;
  schalen: Record<Schaal, number | null>;
  /** Beside all others of the comparison together; null when one of the two says too little. */
  verschil: Verschil | null;
  /** Antwoorden that are in no figure, because they are too few. */
  weggelaten: number;
  nameting: { antwoorden: number; stap: Gevolg | null; blijven: Gevolg | null } | null;
}

/** @param totaal everything that is compared; without it nothing is said about differences. */
export function vergelijk(groepen: Map<string, Vergelijkingsgroep>, totaal?: Zicht): Vergelijking[] {
  return [...groepen].map(([sleutel, { evaluatie, nameting }]) => ({
    ...kengetallen(sleutel, evaluatie ?? LEEG),
    verschil: totaal && evaluatie ? verschilMet(evaluatie, totaal, groepen.size) : null,
    nameting: nameting ? nametingVan(nameting) : null,
  }));
}

function kengetallen(sleutel: string, zicht: Zicht): Omit<Vergelijking, 'verschil' | 'nameting'> {
  const { evaluaties, uitgenodigd, antwoorden, telling, weggelaten } = zicht;
  const schalen = SCHALEN.map((code) => [code, maten(telling[code], [laag, hoog])?.gemiddelde ?? null]);
  return {
    sleutel,
    evaluaties,
    uitgenodigd,
    antwoorden,
    respons: procent(antwoorden, uitgenodigd),
    cijfer: maten(telling.cijfer, [van, tot]),
    schalen: Object.fromEntries(schalen) as Record<Schaal, number | null>,
    weggelaten: weggelaten.antwoorden,
  };
}

/** One cohort is one trainer in one year: from that nothing is concluded. */
function verschilMet(eigen: Zicht, totaal: Zicht, keren: number): Verschil | null {
  if (eigen.evaluaties < 2 || totaal.evaluaties - eigen.evaluaties < 2) return null;
  const anderen = maten(zonder(totaal.telling, eigen.telling).cijfer, [van, tot]);
  const hier = maten(eigen.telling.cijfer, [van, tot]);
  return hier && anderen && hier.n > 1 && anderen.n > 1 ? verschil(hier, anderen, keren) : null;
}

function nametingVan(zicht: Zicht): Vergelijking['nameting'] {
  const uitkomst = uitkomstVan(zicht, NAMETINGVRAGEN);
  return { antwoorden: uitkomst.antwoorden, ...gevolg(uitkomst) };
}

/** Statistics of whole numbers that people gave. */
interface Maten {
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

type Verschil = 'hoger' | 'lager' | 'toeval';

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
