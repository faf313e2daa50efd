import type { Opleiding } from './opleiding.entity.js';

/** What the coördinator's screens of one opleiding have in common: its name, its state and the way to the other screens. */
export type Opleidingtab =
  'gegevens' | 'certificering' | 'belangstelling' | 'evaluatievragen' | 'geschiedenis';

const tabs: [Opleidingtab, string][] = [
  ['gegevens', 'Gegevens'],
  ['certificering', 'Certificering'],
  ['belangstelling', 'Belangstelling'],
  ['evaluatievragen', 'Evaluatie'],
  ['geschiedenis', 'Geschiedenis'],
];

export const standVan = ({ gepubliceerd }: Pick<Opleiding, 'gepubliceerd'>) =>
  gepubliceerd
    ? { soort: 'goed' as const, tekst: 'Gepubliceerd' }
    : { soort: 'neutraal' as const, tekst: 'Niet gepubliceerd' };

/** Context of partials/opleidingkop.hbs. */
export function opleidingkop(
  o: Pick<Opleiding, 'code' | 'naam' | 'gepubliceerd' | 'peiling'>,
  actief: Opleidingtab,
) {
  const basis = `/beheer/opleidingen/${o.code}`;
  return {
    kruimels: [{ tekst: 'Opleidingen', href: '/beheer/opleidingen' }],
    code: o.code,
    naam: o.naam,
    status: standVan(o),
    peiling: o.peiling,
    publiekHref: o.gepubliceerd ? `/opleidingen/${o.code}` : null,
    tabs: tabs.map(([tab, tekst]) => ({
      tekst,
      href: tab === 'gegevens' ? basis : `${basis}/${tab}`,
      actief: tab === actief,
    })),
  };
}
