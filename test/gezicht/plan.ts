import { type Planbeeld, rijbeeld } from '../../src/cohortbeheer/plan/planformulier.scherm.js';
import { leegFormulier, legeRij, type Rij, rijVan } from '../../src/cohortbeheer/plan/planformulier.rules.js';
import { keren, LANG, ZIN } from './gegevens.js';
import type { Onderdelen } from './onderdeel.js';

/** Planning a cohort, and adding people to it. */
const trainers = [
  { waarde: 'tom', tekst: 'Tom Trainer' },
  { waarde: 'lang', tekst: LANG },
];
type Fouten = Parameters<typeof rijbeeld>[1];
const rij = (n: number, over: Partial<Rij> = {}, fouten: Fouten = {}) =>
  rijbeeld({ ...rijVan(keren(n + 1)[n]!, n), ...over }, fouten, trainers);

const leeg = leegFormulier('CT-1');
const reeks = (waarde: string, fouten: Record<string, string> = {}): Planbeeld['reeks'] => {
  const veld = (naam: string) => ({ naam: `reeks-${naam}`, waarde, fout: fouten[naam] });
  return {
    vanaf: veld('vanaf'),
    keer: veld('keer'),
    weken: veld('weken'),
    van: veld('van'),
    tot: veld('tot'),
    plaats: veld('plaats'),
  };
};

const botsing = {
  href: '#',
  dag: 'wo 7 okt',
  melding: 'Tom Trainer geeft dan al les bij Startende leraren, 13:30–17:00.',
};
const controle = (over: Partial<Planbeeld['controle']> = {}): { controle: Planbeeld['controle'] } => ({
  controle: { botsingen: [], bericht: null, ontvangers: null, ...over },
});

const plan = (over: Partial<Planbeeld> = {}) => ({
  velden: leeg.velden,
  fouten: {} as Planbeeld['fouten'],
  rijen: [rij(0), rij(1)],
  lege: rijbeeld(legeRij(99), {}, trainers),
  herinneringen: 'Bijvoorbeeld: 7, 1. Nu: 7 dagen ervoor en een dag ervoor, om 9:00 uur.',
  reeks: reeks(''),
  reeksOpen: false,
  ...controle(),
  metCode: true,
  metReden: false,
  ...over,
});

const fout = { rij: 3, kolom: 'E-mailadres', melding: 'Dit is geen e-mailadres.' };
const fouten = (getoond: { rij: number | null; kolom: string | null; melding: string }[], meer = 0) => ({
  fouten: { totaal: getoond.length + meer, getoond, meer },
  regelwoord: 'Rij',
});
const ander = { rij: 2, naam: 'Noor Hof', email: 'noor@school.example', bekendAls: 'Noor van ’t Hof-Şahin' };
const geenAnderen = { totaal: 0, getoond: [] as (typeof ander)[] };
const iemand = (i: number) => ({
  rij: i + 1,
  naam: `Deelnemer ${i + 1}`,
  email: `deelnemer-${i + 1}@school.example`,
  functie: 'Leraar',
  alAangemeld: i === 1,
});
const vooruitblik = {
  aantal: 3,
  nieuw: 2,
  geplaatst: 2,
  wachtlijst: 0,
  vanafPositie: 1,
  overgeslagen: 1,
  mensen: [0, 1, 2].map(iemand),
  meer: 0,
  vreemd: null as { aantal: number; namen: { rij: number; naam: string }[]; meer: boolean } | null,
  anderen: geenAnderen,
};
const lang = { ...iemand(0), naam: LANG, email: `${LANG}@school.example`, functie: LANG };

export const plannen = {
  planrij: {
    dicht: true,
    staten: [
      { wat: 'gewoon', context: rij(0) },
      { wat: 'nieuw', context: rijbeeld(legeRij(1), {}, trainers) },
      {
        wat: 'meer dagen, met link en onderwerp',
        context: rij(2, {
          einddatum: '2026-11-06',
          link: 'https://bellen.example',
          onderwerp: 'Kennismaken',
          trainer: 'lang',
        }),
      },
      { wat: 'uit de reeks, met waarom', context: rij(3, { waarom: 'Verschoven: herfstvakantie' }) },
      {
        wat: 'geweigerd',
        context: rij(
          4,
          { locatie: LANG },
          {
            'rij-4-datum': 'Kies een dag.',
            'rij-4-tot': 'Het einde ligt voor het begin.',
            'rij-4-link': 'Een link begint met https://.',
          },
        ),
      },
    ],
  },
  plancontrole: {
    dicht: true,
    staten: [
      { wat: 'geen botsingen, niemand krijgt bericht', context: controle({ ontvangers: 17 }) },
      {
        wat: 'botst',
        context: controle({ botsingen: [botsing, { ...botsing, melding: `${LANG} ${ZIN}` }] }),
      },
      {
        wat: 'mensen krijgen bericht',
        context: controle({
          bericht: {
            aantal: 12_345,
            regels: ['wo 7 okt, 13:30–17:00 → do 8 okt, 13:30–17:00', `Plaats: ${LANG} → niet bekend`],
          },
        }),
      },
    ],
  },
  planformulier: {
    dicht: true,
    staten: [
      { wat: 'nieuw', context: plan() },
      {
        wat: 'geweigerd',
        context: plan({
          fouten: {
            naam: 'Vul een naam in.',
            capaciteit: 'Vul een getal in.',
            herinneringsdagen: 'Vul getallen in.',
            'reeks-keer': 'Vul een getal in.',
          },
          reeks: reeks('?', { keer: 'Vul een getal in.' }),
          reeksOpen: true,
          ...controle({ botsingen: [botsing] }),
        }),
      },
    ],
  },
  'deelnemers-stand': {
    dicht: true,
    staten: [
      { wat: 'plaatsen vrij', context: { dicht: null as string | null, vrij: 11, volgende: 1 } },
      { wat: 'één plaats vrij', context: { dicht: null, vrij: 1, volgende: 1 } },
      { wat: 'vol', context: { dicht: null, vrij: 0, volgende: 12_345 } },
      {
        wat: 'er kan niemand meer bij',
        context: { dicht: 'Dit cohort is afgerond. Je kunt niemand meer aanmelden.', vrij: 0, volgende: 1 },
      },
    ],
  },
  'deelnemers-fouten': {
    dicht: true,
    staten: [
      { wat: 'één fout', context: fouten([fout]) },
      {
        wat: 'tien, en er zijn er meer',
        context: fouten(
          Array.from({ length: 10 }, (_, i) => ({ ...fout, rij: i + 2 })),
          12_335,
        ),
      },
      {
        wat: 'van heel het bestand, met lange woorden',
        context: fouten([
          { rij: null, kolom: null, melding: ZIN },
          { ...fout, kolom: LANG, melding: `${LANG} ${ZIN}` },
        ]),
      },
    ],
  },
  'deelnemers-anderen': {
    dicht: true,
    staten: [
      {
        wat: 'één adres',
        context: {
          anderen: { totaal: 1, getoond: [ander] },
          regelwoord: 'Rij',
          fout: undefined as string | undefined,
        },
      },
      {
        wat: 'geweigerd, met lange namen',
        context: {
          anderen: {
            totaal: 2,
            getoond: [ander, { ...ander, naam: LANG, bekendAls: LANG, email: `${LANG}@school.example` }],
          },
          regelwoord: 'Regel',
          fout: 'Zeg of het dezelfde mensen zijn.',
        },
      },
      { wat: 'niemand: niets', context: { anderen: geenAnderen, regelwoord: 'Rij', fout: undefined } },
    ],
  },
  'deelnemers-vooruitblik': {
    dicht: true,
    staten: [
      { wat: 'drie mensen', context: { vooruitblik, regelwoord: 'Regel' } },
      {
        wat: 'meer dan er plaatsen zijn, met vreemde en bekende namen',
        context: {
          vooruitblik: {
            ...vooruitblik,
            aantal: 12_345,
            wachtlijst: 12_300,
            vanafPositie: 4,
            mensen: [lang, ...Array.from({ length: 9 }, (_, i) => iemand(i + 1))],
            meer: 12_335,
            vreemd: {
              aantal: 2,
              namen: [
                { rij: 4, naam: 'RenÃ©e' },
                { rij: 5, naam: LANG },
              ],
              meer: true,
            },
            anderen: { totaal: 1, getoond: [ander] },
          },
          regelwoord: 'Rij',
        },
      },
    ],
  },
} satisfies Onderdelen;
