import { cataloguspagina } from '../../src/cohorten/catalogus.scherm.js';
import { sleutelcontext } from '../../src/koppelingen/sleutels.scherm.js';
import type { SleutelBeeld } from '../../src/koppelingen/sleutels.service.js';
import { vandaagbeeld } from '../../src/werklijst/werklijst.scherm.js';
import { gegevenssoorten } from '../../src/inzage/gegevens.rules.js';
import { soortOpScherm } from '../../src/inzage/gegevens.scherm.js';
import type { Gegevensregel } from '../../src/inzage/soorten.rules.js';
import { LANG, nu, ZIN } from './gegevens.js';
import type { Onderdelen } from './onderdeel.js';

/** What only a page has: a dense table with its head and its long cells, and what stands there when there is nothing. */
const sleutel = (over: Partial<SleutelBeeld> = {}): SleutelBeeld => ({
  id: 'sleutel',
  naam: 'Leerlingsysteem van SPO',
  bestuurId: 'spo',
  bestuur: 'SPO Utrecht',
  bevoegdheden: ['aanmeldingen', 'deelnemerslijst'],
  aangemaaktOp: nu,
  ingetrokkenOp: null,
  ...over,
});
const sleutels = (rijen: SleutelBeeld[], fouten: Record<string, string> | null = null) =>
  sleutelcontext(rijen, [], fouten && { formulier: 'sleutel', waarden: {}, fouten }, null);

const catalogus = (vraag: Record<string, string>) =>
  cataloguspagina({ vraag, opleidingen: [], cohorten: [], totaal: 0, plaatsen: [], inrichting: null, nu });

const gegevens = (naam: string, rijen: Gegevensregel[]) =>
  soortOpScherm(
    gegevenssoorten.find((soort) => soort.naam === naam)!,
    rijen,
  );

export const bladen = {
  gegevenssoort: {
    staten: [
      {
        wat: 'wat iemand volgt, met een lange naam',
        context: gegevens('aanmeldingen', [
          { opleiding: LANG, cohort: 'Najaar 2026', opmerking: ZIN, sinds: nu },
        ]),
      },
      {
        wat: 'een mail, met de tekst erachter',
        context: gegevens('berichten', [
          { onderwerp: ZIN, aan: 'a@b.example', soort: 'x/geplaatst', tekst: ZIN },
        ]),
      },
      {
        wat: 'wie keek, vaker dan er op een bladzijde past',
        context: gegevens(
          'inkijk',
          Array.from({ length: 12_345 }, () => ({
            op: nu,
            wat: 'Gegevens bekeken',
            door: 'een medewerker',
            waarover: LANG,
          })),
        ),
      },
    ],
  },
  'koppelingen/sleutels': {
    dicht: true,
    staten: [
      { wat: 'een tabel van één rij', context: sleutels([sleutel()]) },
      {
        wat: 'een tabel van veertig rijen, met lange cellen',
        context: sleutels([
          sleutel({ naam: LANG, bestuur: LANG }),
          ...Array.from({ length: 39 }, (_, i) =>
            sleutel({ naam: `Sleutel ${i + 2}`, ingetrokkenOp: i > 30 ? nu : null }),
          ),
        ]),
      },
      {
        wat: 'een lege tabel, het formulier geweigerd',
        context: sleutels([], { naam: 'Vul een naam in.', bevoegdheden: 'Kies wat de sleutel mag.' }),
      },
    ],
  },
  'werklijst/vandaag': {
    dicht: true,
    staten: [
      {
        wat: 'niets te doen',
        context: {
          ...vandaagbeeld({ groepen: [], week: { totaal: 0, regels: [] }, volgende: nu, nu }),
          mailstop: null,
          inrichtbalk: null,
        },
      },
    ],
  },
  'opleidingen/catalogus': {
    staten: [
      { wat: 'niets gevonden', context: { ...catalogus({ zoek: LANG }), maand: '' } },
      { wat: 'er is nog niets', context: { ...catalogus({}), maand: '' } },
    ],
  },
} satisfies Onderdelen;
