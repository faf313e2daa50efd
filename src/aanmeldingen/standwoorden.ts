import type { Kleur } from '../cohorten/cohortkop.js';
import type { Aanmeldstatus } from './standen.js';
const standen: Record<Aanmeldstatus, [Kleur, string]> = {
  voorlopig: ['let-op', 'Voorlopig'],
  geplaatst: ['goed', 'Geplaatst'],
  wachtlijst: ['info', 'Wachtlijst'],
  verlopen: ['neutraal', 'Verlopen'],
  geannuleerd: ['neutraal', 'Geannuleerd'],
  afgewezen: ['fout', 'Afgewezen'],
  voltooid: ['goed', 'Voltooid'],
  'niet-voltooid': ['neutraal', 'Niet voltooid'],
};

export const standnaam = (status: Aanmeldstatus): string => standen[status][1];

/** The state of an aanmelding as staff reads it: "Wachtlijst, plaats 3". */
export function standVan(a: { status: Aanmeldstatus; wachtlijstpositie: number | null }): {
  soort: Kleur;
  tekst: string;
} {
  const [soort, tekst] = standen[a.status];
  return { soort, tekst: a.wachtlijstpositie ? `${tekst}, plaats ${a.wachtlijstpositie}` : tekst };
}
