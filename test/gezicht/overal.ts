import type { Gebeurtenis } from '../../src/audit/geschiedenis.rules.js';
import type { Kleur } from '../../src/cohorten/cohort.scherm.js';
import { pageLinks } from '../../src/platform/web/paging.js';
import { LANG, ZIN } from './gegevens.js';
import type { Onderdelen } from './onderdeel.js';

/** What stands on pages of all kinds: messages, states, the way to other pages. */
const kleuren: Kleur[] = ['goed', 'let-op', 'fout', 'info', 'neutraal'];
const meldingen = ['goed', 'fout', 'let-op', 'info'] as const;
const iconen = ['goed', 'fout', 'let-op', 'info', 'wacht', 'zoek'] as const;

const bladeren = (pagina: number, totaal: number) => ({
  paginering: pageLinks({ items: [], pagina, paginaGrootte: 50, totaal }, '/personen', { zoek: 'noor' }),
});

const regel = (over: Partial<Gebeurtenis> = {}): Gebeurtenis => ({
  op: new Date('2026-09-10T12:15:00Z'),
  wie: 'Corrie Coördinator',
  tekst: 'Aantal plaatsen van 18 naar 20',
  ...over,
});

export const overal = {
  melding: {
    dicht: 'ook',
    staten: [
      ...meldingen.map((soort) => ({ wat: soort, context: { soort, tekst: ZIN } })),
      {
        wat: 'met een kop, na een daad',
        context: { soort: 'goed', kop: 'Je bent aangemeld', tekst: ZIN, flits: true },
      },
      {
        wat: 'een fout met een lange kop',
        context: { soort: 'fout', kop: LANG, tekst: `${LANG} ${ZIN}`, flits: true },
      },
    ],
  },
  badge: {
    dicht: 'ook',
    smal: true,
    staten: [
      ...kleuren.map((soort) => ({ wat: soort, context: { soort, tekst: 'Gaat door' } })),
      { wat: 'een lang woord', context: { soort: 'info', tekst: LANG } },
    ],
  },
  icoon: { smal: true, staten: iconen.map((naam) => ({ wat: naam, context: { naam } })) },
  stippen: { smal: true, dicht: 'ook', staten: [{ wat: 'het merk', context: {} }] },
  kruimels: {
    dicht: 'ook',
    staten: [
      { wat: 'één erboven', context: { kruimels: [{ tekst: 'Alle opleidingen', href: '#' }] } },
      {
        wat: 'drie, met een lange naam',
        context: {
          kruimels: [
            { tekst: 'Personen', href: '#' },
            { tekst: LANG, href: '#' },
            { tekst: 'Samenvoegen', href: '#' },
          ],
        },
      },
      { wat: 'niets erboven: niets', context: { kruimels: [] } },
    ],
  },
  paginering: {
    dicht: 'ook',
    staten: [
      { wat: 'de eerste van drie', context: bladeren(1, 123) },
      { wat: 'in het midden van veel', context: bladeren(617, 61_700) },
      { wat: 'de laatste', context: bladeren(12_345, 617_250) },
      { wat: 'één pagina: niets', context: bladeren(1, 50) },
    ],
  },
  bladeren: {
    dicht: 'ook',
    staten: [
      { wat: 'de eerste', context: { ouderHref: '#', nieuwsteHref: null } },
      { wat: 'in het midden', context: { ouderHref: '#', nieuwsteHref: '#' } },
      { wat: 'de laatste', context: { ouderHref: null, nieuwsteHref: '#' } },
    ],
  },
  geschiedenis: {
    dicht: true,
    staten: [
      {
        wat: 'drie regels',
        context: {
          regels: [regel(), regel({ tekst: 'Gepubliceerd' }), regel({ tekst: 'Gemaakt', wie: 'Systeem' })],
        },
      },
      {
        wat: 'over mensen',
        context: {
          regels: [regel({ tekst: 'Aangemeld', over: { naam: 'Noor van ’t Hof-Şahin', href: '#' } })],
        },
      },
      {
        wat: 'lange woorden',
        context: { regels: [regel({ tekst: `${LANG} ${ZIN}`, wie: LANG, over: { naam: LANG, href: '#' } })] },
      },
      { wat: 'nog niets', context: { regels: [] } },
    ],
  },
} satisfies Onderdelen;
