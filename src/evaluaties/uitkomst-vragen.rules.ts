import type { Vraag, Vraagsoort } from './evaluatie.entity.js';
import { maten, type Maten } from './uitkomst-cijfers.rules.js';
import { aantalIn, type Zicht } from './uitkomst.rules.js';
import { BEREIK } from './vragenlijst.rules.js';

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

/** What a screen, an export or the API tells of a view. */
export interface Uitkomst extends Omit<Zicht, 'telling'> {
  /** How many of the invited answered, in percent; null when nobody was invited. */
  respons: number | null;
  vragen: Vraaguitkomst[];
}

export function uitkomstVan({ telling, ...rest }: Zicht, vragen: readonly Vraag[]): Uitkomst {
  return {
    ...rest,
    respons: procent(rest.antwoorden, rest.uitgenodigd),
    vragen: vragen.map((vraag) => vraaguitkomst(vraag, telling[vraag.code])),
  };
}

function vraaguitkomst(vraag: Vraag, waarden: Record<string, number> | undefined): Vraaguitkomst {
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

function keuzesVan({ soort, keuzes = [] }: Vraag): { waarde: string; tekst: string }[] {
  if (soort === 'keuze') return keuzes.map(({ code, tekst }) => ({ waarde: code, tekst }));
  if (soort === 'open') return [];
  const [van, tot] = grenzen(soort);
  return Array.from({ length: tot - van + 1 }, (_, i) => ({ waarde: `${van + i}`, tekst: `${van + i}` }));
}

/** In whole percents; null of nothing. */
export const procent = (deel: number, geheel: number): number | null =>
  geheel === 0 ? null : Math.round((100 * deel) / geheel);

/** What a nameting is asked for: how many took a step, how many stayed. */
export function gevolg(uitkomst: Uitkomst): { stap: Gevolg | null; blijven: Gevolg | null } {
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

function aandeel({ vragen }: Uitkomst, code: string, waarden: string[]): Gevolg | null {
  const vraag = vragen.find((v) => v.code === code);
  if (!vraag?.antwoorden) return null;
  const aantal = vraag.verdeling
    .filter(({ waarde }) => waarden.includes(waarde))
    .reduce((n, { aantal: m }) => n + m, 0);
  return { aantal, van: vraag.antwoorden, pct: procent(aantal, vraag.antwoorden)! };
}
