import { deflateSync } from 'node:zlib';

/** The ornaments, as drawing commands of PDF. The page has its origin at the top left; sizes in points. */
export const kleuren = {
  inkt: '#10313a',
  zacht: '#47616a',
  petrol: '#0c5a68',
  diep: '#07414c',
  lijn: '#b9cfcf',
  saffraan: '#f0a92e',
  waas: '#edf5f4',
  rood: '#9b2c1f',
} as const;

export const A4 = { breed: 595.28, hoog: 841.89 };
const BUITEN = 25;
const BAND = 15;
const BINNEN = BUITEN + BAND;
/** A cubic curve that follows a quarter of a sine wave, as fractions of the quarter and of the height. */
const KWART: [number, number][] = [
  [0.512286623 / 1.570796327, 0.512286623],
  [1.002313686 / 1.570796327, 1],
  [1, 1],
];

type Punt = [x: number, y: number];
const n = (waarde: number): string => String(Math.round(waarde * 100) / 100);
const p = ([x, y]: Punt): string => `${n(x)} ${n(y)}`;

/** One strand from `van`, `lengte` long in the direction of `langs`, in whole waves; `kant` is 1 or -1. */
function streng(van: Punt, langs: Punt, lengte: number, golven: number, hoogte: number): string {
  const kwart = lengte / golven / 4;
  const op = (l: number, h: number): Punt => [
    van[0] + langs[0] * l - langs[1] * h,
    van[1] + langs[1] * l + langs[0] * h,
  ];
  const deel = (i: number): string => {
    const [begin, teken] = [i * kwart, i % 4 < 2 ? hoogte : -hoogte];
    const stijgt = i % 2 === 0;
    const punten: [number, number][] = stijgt
      ? KWART
      : [
          [1 - KWART[1]![0], KWART[1]![1]],
          [1 - KWART[0]![0], KWART[0]![1]],
          [1, 0],
        ];
    return `${punten.map(([l, h]) => p(op(begin + l * kwart, h * teken))).join(' ')} c`;
  };
  return `${p(van)} m ${Array.from({ length: golven * 4 }, (_, i) => deel(i)).join(' ')} S`;
}

const BOL = 0.5523;
function stip([x, y]: Punt, r: number): string {
  const b = r * BOL;
  const boog = (...punten: Punt[]): string => `${punten.map(p).join(' ')} c`;
  return [
    `${p([x + r, y])} m`,
    boog([x + r, y + b], [x + b, y + r], [x, y + r]),
    boog([x - b, y + r], [x - r, y + b], [x - r, y]),
    boog([x - r, y - b], [x - b, y - r], [x, y - r]),
    boog([x + b, y - r], [x + r, y - b], [x + r, y]),
    'f',
  ].join(' ');
}

const rechthoek = (rand: number): string =>
  `${n(rand)} ${n(rand)} ${n(A4.breed - 2 * rand)} ${n(A4.hoog - 2 * rand)} re S`;

const rgb = (kleur: string): string =>
  [1, 3, 5]
    .map((i) => (Math.round((parseInt(kleur.slice(i, i + 2), 16) / 255) * 1000) / 1000).toString())
    .join(' ');

/** Two strands that cross, with a point in each eye: a chain of people, all around. */
function kant(van: Punt, langs: Punt, lengte: number): string {
  const golven = Math.round(lengte / 27);
  const oog = lengte / golven / 2;
  const ogen = Array.from({ length: golven * 2 }, (_, i) => (i + 0.5) * oog);
  return [
    streng(van, langs, lengte, golven, 4.4),
    streng(van, langs, lengte, golven, -4.4),
    ...ogen.map((l) => stip([van[0] + langs[0] * l, van[1] + langs[1] * l], 1.15)),
  ].join('\n');
}

function hoek(x: number, y: number): string {
  const rijen = [0, 1].flatMap((rij) =>
    [0, 1, 2].map((kolom): Punt => [x + (kolom - 1) * 4, y + (rij - 0.5) * 4]),
  );
  return [
    `${rgb(kleuren.diep)} rg ${n(x - BAND / 2)} ${n(y - BAND / 2)} ${BAND} ${BAND} re f`,
    '1 1 1 rg',
    ...rijen.slice(0, 5).map((punt) => stip(punt, 1.25)),
    `${rgb(kleuren.saffraan)} rg ${stip(rijen[5]!, 1.25)}`,
  ].join('\n');
}

function maakLijst(): string {
  const as = BUITEN + BAND / 2;
  const [rechts, onder] = [A4.breed - as, A4.hoog - as];
  const [breed, hoog] = [A4.breed - 2 * BINNEN, A4.hoog - 2 * BINNEN];
  return [
    `q ${rgb(kleuren.petrol)} RG ${rgb(kleuren.petrol)} rg 0.55 w`,
    kant([BINNEN, as], [1, 0], breed),
    kant([BINNEN, onder], [1, 0], breed),
    kant([as, BINNEN], [0, 1], hoog),
    kant([rechts, BINNEN], [0, 1], hoog),
    `1.1 w ${rgb(kleuren.diep)} RG ${rechthoek(BUITEN)}`,
    `0.5 w ${rechthoek(BINNEN)}`,
    `${rgb(kleuren.saffraan)} RG 0.7 w ${rechthoek(BINNEN + 3)}`,
    ...[as, rechts].flatMap((x) => [as, onder].map((y) => hoek(x, y))),
    'Q',
  ].join('\n');
}

/** The frame around the page, packed; the same on every sheet, so it is made once. */
export const lijst = deflateSync(maakLijst());

/** The mark of the academy, six points of which one in saffron, around a centre; `r` is the radius of a point. */
export function merk(midden: number, boven: number, r: number): string {
  const punten = [0, 1].flatMap((rij) =>
    [-1, 0, 1].map((kolom): Punt => [midden + kolom * r * 2.8, boven + r + rij * r * 2.8]),
  );
  return [
    `q ${rgb(kleuren.diep)} rg`,
    ...punten.slice(0, 5).map((punt) => stip(punt, r)),
    `${rgb(kleuren.saffraan)} rg ${stip(punten[5]!, r)} Q`,
  ].join('\n');
}
