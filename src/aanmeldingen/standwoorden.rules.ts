import type { Kleur } from '../cohorten/cohort.scherm.js';
import type { Aanmeldstatus, Wachtreden } from './standen.js';

const namen: Record<Aanmeldstatus, [Kleur, string]> = {
  voorlopig: ['let-op', 'Voorlopig'],
  geplaatst: ['goed', 'Geplaatst'],
  wachtlijst: ['info', 'Wachtlijst'],
  verlopen: ['neutraal', 'Verlopen'],
  geannuleerd: ['neutraal', 'Geannuleerd'],
  afgewezen: ['fout', 'Afgewezen'],
  voltooid: ['goed', 'Voltooid'],
  'niet-voltooid': ['neutraal', 'Niet voltooid'],
};

export const standnaam = (status: Aanmeldstatus): string => namen[status][1];

/** The state of an aanmelding as staff reads it: "Wachtlijst, plaats 3". */
export function standVan(a: { status: Aanmeldstatus; wachtlijstpositie: number | null }): {
  soort: Kleur;
  tekst: string;
} {
  const [soort, tekst] = namen[a.status];
  return { soort, tekst: a.wachtlijstpositie ? `${tekst}, plaats ${a.wachtlijstpositie}` : tekst };
}

/** The state as the deelnemer reads it: "Je hebt een plek", "Je staat op de wachtlijst, als nummer 3". */
export function standInWoorden(a: {
  status: Aanmeldstatus;
  wachtOp: readonly Wachtreden[];
  wachtlijstpositie: number | null;
}): string {
  if (a.wachtOp.includes('emailbevestiging')) return 'Je e-mailadres is nog niet bevestigd';
  if (a.status === 'wachtlijst') return `Je staat op de wachtlijst, als nummer ${a.wachtlijstpositie}`;
  if (a.wachtOp.includes('aanbod')) return 'Er is een plek voor je vrij: laat weten of je komt';
  if (a.wachtOp.includes('akkoord')) return 'Je bestuur moet nog akkoord geven';
  return woorden[a.status];
}

const woorden: Record<Aanmeldstatus, string> = {
  voorlopig: 'Je plek wordt vastgehouden',
  geplaatst: 'Je hebt een plek',
  wachtlijst: 'Je staat op de wachtlijst',
  verlopen: 'Je aanmelding is verlopen',
  geannuleerd: 'Je aanmelding is geannuleerd',
  afgewezen: 'Je aanmelding is afgewezen',
  voltooid: 'Je hebt deze opleiding voltooid',
  'niet-voltooid': 'Deze opleiding is niet voltooid',
};
