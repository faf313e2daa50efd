import type { AuditBeeld } from './audit.queries.js';
import { vrijeWoorden } from './auditcodes.rules.js';
import { woorden } from './auditwoorden.rules.js';
import { metNamen } from './wijzigingen.rules.js';

/** One line of history, as partials/geschiedenis.hbs shows it. */
export interface Gebeurtenis {
  op: Date;
  wie: string;
  tekst: string;
  /** Whom it is about, where lines of several people stand together. */
  over?: { naam: string; href: string } | null;
}

/** What is told of an auditregel; without `namen` nothing is called by its name. */
type Vertelbaar = Pick<AuditBeeld, 'op' | 'code' | 'gegevens' | 'wieSoort' | 'wie'> &
  Partial<Pick<AuditBeeld, 'namen'>>;

/** Newest first. */
export function geschiedenisVan(regels: Vertelbaar[]): Gebeurtenis[] {
  return regels.toReversed().map((regel) => ({
    op: regel.op,
    wie: wieVan(regel),
    tekst: gebeurtenis(regel),
  }));
}

/** Who did it, in words. */
export const wieVan = ({ wie, wieSoort }: Pick<AuditBeeld, 'wie' | 'wieSoort'>): string =>
  wie ?? wieSoorten[wieSoort] ?? wieSoort;

const wieSoorten: Record<string, string> = {
  persoon: 'de deelnemer',
  anoniem: 'de deelnemer',
  systeem: 'het platform',
};

export function gebeurtenis({
  code,
  gegevens,
  namen,
}: Pick<Vertelbaar, 'code' | 'gegevens' | 'namen'>): string {
  const zeg = woorden[code] as ((gegevens: Record<string, unknown>) => string) | undefined;
  if (!zeg) return code;
  const compleet = 'gewist' in gegevens ? naWissen(gegevens) : gegevens;
  try {
    return zeg(namen ? metNamen(compleet, namen) : compleet);
  } catch {
    // A line of years ago may have another shape; it may not keep all others from being read.
    return code;
  }
}

/** Of a line whose words were erased only the names of its fields are left. */
function naWissen({ gewist, ...rest }: Record<string, unknown>): Record<string, unknown> {
  const velden = Array.isArray(gewist) ? (gewist as string[]) : [];
  const woord = Object.fromEntries(vrijeWoorden.map((naam) => [naam, '(gewist)']));
  const perVeld = Object.fromEntries(velden.map((veld) => [veld, { van: '(gewist)', naar: '(gewist)' }]));
  return { ...woord, ...rest, ...('velden' in rest ? {} : { velden: perVeld }) };
}
