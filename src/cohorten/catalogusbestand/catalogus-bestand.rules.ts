import type { FieldError } from '../../platform/errors/domain-error.js';
import { ONDERWEG } from '../standen.js';
import type { Catalogusbestand, OpleidingRegel } from './catalogus-bestand.dto.js';
import type { BijeenkomstRegel, CohortRegel } from './catalogus-cohort.dto.js';
import { dagVan, type Kalender } from './catalogus-cohort.rules.js';

/** The surroundings with which a file must agree. */
export interface Omgeving {
  kalender: Kalender;
  /** Leerjaren of the opleidingen that the database has, by code. */
  leerjaren: ReadonlyMap<string, number>;
}

/** Everything in the file that does not fit together, each with the path of its field. */
export function tegenspraken(bestand: Catalogusbestand, omgeving: Omgeving): FieldError[] {
  const opleidingen = bestand.opleidingen ?? [];
  const leerjaren = new Map([
    ...omgeving.leerjaren,
    ...opleidingen.map((o): [string, number] => [o.code, o.leerjaren ?? 1]),
  ]);
  return [
    ...dubbel('scholen', 'vestigingscode', bestand.scholen ?? []),
    ...dubbel('opleidingen', 'code', opleidingen),
    ...dubbel('cohorten', 'code', bestand.cohorten ?? []),
    ...(bestand.besturen ?? []).flatMap((b, i) =>
      leeg(b.naam) && leeg(b.nummer)
        ? [{ veld: `besturen.${i}.naam`, melding: 'Geef een bestuur een naam of een nummer.' }]
        : [],
    ),
    ...opleidingen.flatMap((o, i) => onder(`opleidingen.${i}`, opleidingFouten(o, leerjaren))),
    ...(bestand.cohorten ?? []).flatMap((c, i) =>
      onder(`cohorten.${i}`, cohortFouten(c, leerjaren, omgeving.kalender)),
    ),
    ...(bestand.vakanties ?? []).flatMap((v, i) =>
      v.totEnMet < v.van
        ? [{ veld: `vakanties.${i}.totEnMet`, melding: 'De laatste dag ligt voor de eerste.' }]
        : [],
    ),
  ];
}

type Fout = [veld: string, melding: string];

function onder(pad: string, fouten: (Fout | false)[]): FieldError[] {
  return fouten
    .filter((fout) => fout !== false)
    .map(([veld, melding]) => ({ veld: `${pad}.${veld}`, melding }));
}

function dubbel<V extends string>(
  lijst: string,
  veld: V,
  records: readonly Record<V, string>[],
): FieldError[] {
  const eerder = new Set<string>();
  return records.flatMap((record, i) => {
    const code = record[veld];
    const staatErAl = eerder.has(code);
    eerder.add(code);
    if (!staatErAl) return [];
    return [{ veld: `${lijst}.${i}.${veld}`, melding: `${code} staat twee keer in het bestand.` }];
  });
}

function opleidingFouten(o: OpleidingRegel, bekend: ReadonlyMap<string, number>): (Fout | false)[] {
  const { vervolgOp } = o;
  return [
    o.code.length > 30 && ['code', 'De code van een opleiding is ten hoogste 30 tekens.'],
    (o.accreditatieVan ?? '') >= (o.accreditatieTot ?? '9') && [
      'accreditatieTot',
      'De accreditatie eindigt voordat zij begint.',
    ],
    vervolgOp === o.code && ['vervolgOp', 'Een opleiding kan geen vervolg op zichzelf zijn.'],
    vervolgOp !== undefined &&
      vervolgOp !== null &&
      !bekend.has(vervolgOp) && ['vervolgOp', `Er is geen opleiding met code ${vervolgOp}.`],
  ];
}

function cohortFouten(
  c: CohortRegel,
  leerjaren: ReadonlyMap<string, number>,
  kalender: Kalender,
): (Fout | false)[] {
  const jaren = leerjaren.get(c.opleiding);
  const geannuleerd = c.status === 'geannuleerd';
  return [
    jaren === undefined && ['opleiding', `Er is geen opleiding met code ${c.opleiding}.`],
    ONDERWEG.includes(c.status) &&
      leeg(c.capaciteit) && ['capaciteit', `Een cohort met status ${c.status} heeft een capaciteit nodig.`],
    (c.minimum ?? 0) > (c.capaciteit ?? Infinity) && ['minimum', 'Het minimum is hoger dan de capaciteit.'],
    geannuleerd && leeg(c.annuleringsreden) && ['annuleringsreden', 'Zeg waarom dit cohort niet doorgaat.'],
    !geannuleerd &&
      !(leeg(c.annuleringsreden) && leeg(c.geannuleerdOp)) && [
        'status',
        'Alleen een geannuleerd cohort heeft dit.',
      ],
    ...periodeFouten(c, kalender),
    ...(c.bijeenkomsten ?? []).flatMap((b, i) => bijeenkomstFouten(b, i, jaren ?? 6)),
    ...tellingFouten(c, jaren ?? 6),
  ];
}

const leeg = (waarde: unknown): boolean => waarde === undefined || waarde === null;

function periodeFouten(c: CohortRegel, kalender: Kalender): (Fout | false)[] {
  const [van, voor] = [dagVan(c.aanmeldenVanaf, kalender), dagVan(c.aanmeldenVoor, kalender)];
  const [eerste = 0, tweede = 1] = (c.schooljaar ?? '0-1').split('-').map(Number);
  return [
    van !== null && voor !== null && van >= voor && ['aanmeldenVoor', 'Aanmelden sluit voordat het begint.'],
    tweede !== eerste + 1 && ['schooljaar', 'Een schooljaar is twee jaren na elkaar, zoals 2026-2027.'],
  ];
}

/** A bijeenkomst of several days. */
const eindigtLater = (op: string, { eindigtOp, van, tot }: BijeenkomstRegel): boolean =>
  `${eindigtOp} ${tot}` > `${op} ${van}`;

function bijeenkomstFouten(b: BijeenkomstRegel, i: number, leerjaren: number): (Fout | false)[] {
  const pad = `bijeenkomsten.${i}`;
  return [
    !b.eindigtOp && b.tot <= b.van && [`${pad}.tot`, 'Een bijeenkomst eindigt na het begin.'],
    !leeg(b.eindigtOp) &&
      !(typeof b.op === 'string' && (b.aantal ?? 1) === 1 && eindigtLater(b.op, b)) && [
        `${pad}.eindigtOp`,
        'Een laatste dag ligt na een gewone dag, en hoort niet bij een reeks.',
      ],
    (b.aantal ?? 1) > 1 && !b.elkeDagen && [`${pad}.elkeDagen`, 'Zeg om de hoeveel dagen deze reeks is.'],
    (b.leerjaar ?? 1) > leerjaren && [`${pad}.leerjaar`, `Deze opleiding heeft ${leerjaren} leerjaar.`],
  ];
}

function tellingFouten(c: CohortRegel, leerjaren: number): (Fout | false)[] {
  const eerder = new Set<string>();
  return (c.tellingen ?? []).flatMap((t, i): (Fout | false)[] => {
    const sleutel = `${t.soort} ${t.leerjaar ?? ''}`;
    const staatErAl = eerder.has(sleutel);
    eerder.add(sleutel);
    return [
      staatErAl && [`tellingen.${i}.soort`, 'Deze telling staat er twee keer.'],
      (t.leerjaar ?? 1) > leerjaren && [
        `tellingen.${i}.leerjaar`,
        `Deze opleiding heeft ${leerjaren} leerjaar.`,
      ],
    ];
  });
}
