import { leesFilter, maandlinks, zoekvak } from '../../src/cohorten/catalogusfilter.scherm.js';
import { kalender, type Punt } from '../../src/cohorten/maand.rules.js';
import { LANG, nu } from './gegevens.js';
import type { Onderdelen } from './onderdeel.js';

/** Looking for a group, and all groups of a month. */
const punt = (dag: string, soort: Punt['soort'], naam = 'Co-teaching in de praktijk'): Punt => ({
  begint: new Date(`${dag}T11:30:00Z`),
  eindigt: new Date(`${dag}T15:00:00Z`),
  naam,
  href: '#',
  soort,
});
const herfst = [{ naam: 'Herfstvakantie', van: '2026-10-17', totEnMet: '2026-10-25' }];
const soorten: Punt['soort'][] = ['start', 'vol', 'dicht', 'vervolg', 'bots'];

export const zoeken = {
  kiezer: {
    dicht: 'ook',
    smal: true,
    staten: [
      { wat: 'op de lijst', context: { maandHref: '#' } },
      { wat: 'op de maand', context: { lijstHref: '#' } },
    ],
  },
  maandstap: {
    dicht: 'ook',
    smal: true,
    staten: [{ wat: 'terug en verder', context: maandlinks('/', '2026-10', {}) }],
  },
  maand: {
    staten: [
      {
        wat: 'elke soort, met een vakantie',
        context: kalender(
          '2026-10',
          soorten.map((soort, i) => punt(`2026-10-0${i + 5}`, soort)),
          herfst,
          '2026-10-14',
        ),
      },
      {
        wat: 'op elke dag één, ook in de vakantie',
        context: kalender(
          '2026-10',
          Array.from({ length: 31 }, (_, i) => punt(`2026-10-${String(i + 1).padStart(2, '0')}`, 'start')),
          herfst,
          '2026-10-14',
        ),
      },
      {
        wat: 'veertig op één dag, met lange namen',
        context: kalender(
          '2026-10',
          [
            ...soorten.map((soort) => punt('2026-10-08', soort, LANG)),
            ...Array.from({ length: 35 }, () => punt('2026-10-08', 'start')),
          ],
          [{ naam: LANG, van: '2026-10-08', totEnMet: '2026-10-08' }],
          '2026-10-08',
        ),
      },
      { wat: 'niets', context: kalender('2027-02', [], [], '2026-10-14') },
    ],
  },
  zoekvak: {
    staten: [
      { wat: 'zonder filters', context: { ...zoekvak(leesFilter({}).shown, ['Utrecht'], nu), maand: '' } },
      {
        wat: 'met alle filters',
        context: {
          ...zoekvak(
            leesFilter({
              zoek: LANG,
              doelgroep: 'leraar',
              soort: 'training',
              sector: 'vo',
              van: '2026-10',
              tot: '2026-12',
              dag: '3',
              plaats: LANG,
              vrij: 'ja',
            }).shown,
            ['Utrecht', LANG],
            nu,
          ),
          maand: '',
        },
      },
      { wat: 'boven de maand', context: { ...zoekvak(leesFilter({}).shown, [], nu), maand: '2026-10' } },
    ],
  },
} satisfies Onderdelen;
