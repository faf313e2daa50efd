import { uitkomstVan } from '../../src/evaluaties/uitkomst/cijfers.rules.js';
import { balk, liggend, staven, strook } from '../../src/evaluaties/uitkomst/grafiek.rules.js';
import type { Telling } from '../../src/evaluaties/uitkomst/uitkomst.entity.js';
import { uitkomstcontext } from '../../src/evaluaties/uitkomst/uitkomst.scherm.js';
import { NAMETINGVRAGEN, vragenlijst } from '../../src/evaluaties/vragenlijst.rules.js';
import { LANG, ZIN } from './gegevens.js';
import type { Onderdelen } from './onderdeel.js';

/** Charts, and the outcome of an evaluatie that is made of them. */
const vragen = [
  ...vragenlijst('evaluatie', [{ id: 'eigen', soort: 'schaal', tekst: `${LANG} ${ZIN}` }]),
  ...NAMETINGVRAGEN,
];

const uitkomst = (telling: Telling, antwoorden: number, uitgenodigd: number, weggelaten = 0) =>
  uitkomstVan(
    {
      evaluaties: 1,
      uitgenodigd,
      antwoorden,
      telling,
      weggelaten: { evaluaties: weggelaten, antwoorden: weggelaten * 3 },
    },
    vragen,
  );

const gewoon = uitkomst(
  {
    cijfer: { 6: 1, 7: 3, 8: 5, 9: 2 },
    inhoud: { 3: 2, 4: 5, 5: 4 },
    trainer: { 1: 1, 2: 1, 3: 1, 4: 4, 5: 4 },
    toepasbaar: { 5: 11 },
    stap: { 'andere-functie': 2, 'nieuwe-rol': 4, 'van-plan': 4, nee: 1 },
  },
  11,
  14,
);
const veel = uitkomst(
  {
    cijfer: { 1: 12_345, 10: 54_321 },
    inhoud: { 1: 1, 2: 12_345, 3: 1, 4: 54_321, 5: 1 },
    eigen: { 1: 30, 5: 70 },
    stap: { 'andere-functie': 12_345 },
  },
  66_666,
  99_999,
  2,
);
const weinig = uitkomst({}, 3, 12, 1);

const vraag = (van: typeof gewoon, code: string) => van.vragen.find((v) => v.code === code)!;
const met = <C extends object>(sleutel: string, context: C) => ({ ...context, sleutel });
const lijn = (naam: string, gemiddelde: number, marge: number) => ({
  naam,
  n: 11,
  gemiddelde,
  van: gemiddelde - marge,
  tot: Math.min(10, gemiddelde + marge),
});

export const grafieken = {
  'grafiek-staven': {
    smal: true,
    dicht: true,
    staten: [
      { wat: 'gewoon', context: met('staven-1', staven(vraag(gewoon, 'cijfer'))) },
      {
        wat: 'alleen de uitersten, met grote getallen',
        context: met('staven-2', staven(vraag(veel, 'cijfer'))),
      },
    ],
  },
  'grafiek-balk': {
    smal: true,
    dicht: true,
    staten: [
      { wat: 'gewoon', context: met('balk-1', balk(vraag(gewoon, 'trainer'))) },
      { wat: 'allemaal hetzelfde', context: met('balk-2', balk(vraag(gewoon, 'toepasbaar'))) },
      { wat: 'delen te smal voor een getal', context: met('balk-3', balk(vraag(veel, 'inhoud'))) },
    ],
  },
  'grafiek-liggend': {
    smal: true,
    dicht: true,
    staten: [
      { wat: 'gewoon', context: met('liggend-1', liggend(vraag(gewoon, 'stap'))) },
      { wat: 'één antwoord, een groot getal', context: met('liggend-2', liggend(vraag(veel, 'stap'))) },
    ],
  },
  'grafiek-strook': {
    smal: true,
    dicht: true,
    staten: [
      {
        wat: 'drie',
        context: met(
          'strook-1',
          strook(
            [lijn('Hogeschool Utrecht', 8.1, 0.4), lijn('SPO Academie', 7.2, 1.4), lijn('KPZ', 6.9, 0.2)],
            'Aanbieders',
          ),
        ),
      },
      {
        wat: 'één, met een lange naam',
        context: met('strook-2', strook([lijn(LANG, 9.8, 2.5)], 'Aanbieders')),
      },
      {
        wat: 'meer dan veertig',
        context: met(
          'strook-3',
          strook(
            Array.from({ length: 41 }, (_, i) => lijn(`Aanbieder ${i + 1}`, 6 + (i % 30) / 10, 0.5)),
            'Aanbieders',
          ),
        ),
      },
    ],
  },
  uitkomst: {
    dicht: true,
    staten: [
      { wat: 'gewoon', context: met('uitkomst-1', uitkomstcontext(gewoon)) },
      { wat: 'veel, met weggelaten groepen', context: met('uitkomst-2', uitkomstcontext(veel)) },
      { wat: 'te weinig antwoorden', context: met('uitkomst-3', uitkomstcontext(weinig)) },
    ],
  },
} satisfies Onderdelen;
