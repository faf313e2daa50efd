import { vrijVan, type CohortBeeld } from './cohorten.queries.js';
import type { Cohortstatus } from './standen.js';

/** What the coördinator's screens of one cohort have in common: its name, its state and the way to the other screens. */
export type Kleur = 'goed' | 'let-op' | 'fout' | 'info' | 'neutraal';
export type Cohorttab =
  | 'mensen'
  | 'plan'
  | 'voortgang'
  | 'aanwezigheid'
  | 'berichten'
  | 'evaluatie'
  | 'certificering'
  | 'geschiedenis';

const statussen: Record<Cohortstatus, [Kleur, string]> = {
  concept: ['neutraal', 'Concept'],
  peiling: ['info', 'Peiling'],
  open: ['info', 'Open'],
  bevestigd: ['goed', 'Gaat door'],
  gestart: ['goed', 'Gestart'],
  afgerond: ['neutraal', 'Afgerond'],
  gecertificeerd: ['goed', 'Gecertificeerd'],
  geannuleerd: ['fout', 'Geannuleerd'],
};

export const statusInWoorden = (status: Cohortstatus): string => statussen[status][1];

/** The state with what the calendar and the filling add to it. */
export function statusVan(c: CohortBeeld): { soort: Kleur; tekst: string } {
  const [soort, tekst] = statussen[c.status];
  if (c.status === 'open' && c.aanmelden === 'begonnen') return { soort: 'goed', tekst: 'Begonnen' };
  if (c.status === 'open' && c.aanmelden === 'voorbij')
    return { soort: 'neutraal', tekst: 'Aanmelden gesloten' };
  if (c.status === 'open' && vrijVan(c) === 0) return { soort: 'let-op', tekst: 'Vol' };
  return { soort, tekst };
}

const tabs: [Cohorttab, string][] = [
  ['mensen', 'Mensen'],
  ['plan', 'Plan'],
  ['voortgang', 'Voortgang'],
  ['aanwezigheid', 'Aanwezigheid'],
  ['berichten', 'Berichten'],
  ['evaluatie', 'Evaluatie'],
  ['certificering', 'Certificering'],
  ['geschiedenis', 'Geschiedenis'],
];

/** Context of partials/cohortkop.hbs. */
export function cohortkop(c: CohortBeeld, actief: Cohorttab) {
  const basis = `/beheer/cohorten/${c.id}`;
  return {
    kruimels: [{ tekst: 'Cohorten', href: '/beheer/cohorten' }],
    opleiding: { naam: c.opleiding, href: `/beheer/opleidingen/${c.opleidingCode}` },
    naam: c.naam,
    status: statusVan(c),
    naarWebsite: c.status === 'concept' && actief !== 'voortgang' ? `${basis}/voortgang` : null,
    tabs: tabs.map(([tab, tekst]) => ({
      tekst,
      href: tab === 'mensen' ? basis : `${basis}/${tab}`,
      actief: tab === actief,
    })),
  };
}
