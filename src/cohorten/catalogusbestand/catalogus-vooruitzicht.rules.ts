import type { Wijzigingen } from '../../audit/auditcodes.rules.js';
import { formatDateShort } from '../../platform/clock/dates.js';
import { byName, changes } from '../../platform/records.js';
import type { Bestandsregel } from './catalogus-export.rules.js';
import {
  cataloguslijsten,
  type Cataloguslijst,
  type Catalogusregel,
  type Catalogusvooruitzicht,
} from './cataloguslezing.entity.js';

/** The records of a file as the database has them, before and after it was read. */
export type Bestandsstand = Record<Cataloguslijst, readonly Bestandsregel[]>;

const EERSTE = 25;

/** By what a record is the same one before and after. */
const sleutels: Record<Cataloguslijst, (regel: Bestandsregel) => string> = {
  besturen: ({ nummer, code, naam }) => String(nummer ?? code ?? naam),
  scholen: ({ vestigingscode }) => String(vestigingscode),
  vakanties: ({ regio, van }) => `${String(regio)} ${String(van)}`,
  opleidingen: ({ code }) => String(code),
  cohorten: ({ code }) => String(code),
};

/** Everything that is new or different, in the order of the file. */
export const verschillen = (
  voor: Bestandsstand,
  na: Bestandsstand,
): Record<Cataloguslijst, Catalogusregel[]> =>
  byName(cataloguslijsten, (lijst) => {
    const sleutel = sleutels[lijst];
    const eerder = new Map(voor[lijst].map((regel) => [sleutel(regel), regel]));
    return na[lijst].flatMap((regel) => {
      const oud = eerder.get(sleutel(regel));
      const velden = oud ? gewijzigd(oud, regel) : {};
      if (oud && Object.keys(velden).length === 0) return [];
      const soort = oud ? 'gewijzigd' : 'nieuw';
      return [{ soort, sleutel: sleutel(regel), naam: tekst(regel.naam ?? sleutel(regel)), velden }];
    });
  });

export const vooruitzichtVan = (regels: Record<Cataloguslijst, Catalogusregel[]>): Catalogusvooruitzicht =>
  byName(cataloguslijsten, (lijst) => {
    const aantal = (soort: Catalogusregel['soort']): number =>
      regels[lijst].filter((regel) => regel.soort === soort).length;
    return {
      nieuw: aantal('nieuw'),
      gewijzigd: aantal('gewijzigd'),
      eerste: regels[lijst].slice(0, EERSTE),
    };
  });

function gewijzigd(oud: Bestandsregel, nieuw: Bestandsregel): Wijzigingen {
  const weg = Object.fromEntries(Object.keys(oud).map((veld) => [veld, null]));
  const velden = changes<Bestandsregel>(
    { ...byName(Object.keys(nieuw), () => null), ...oud },
    { ...weg, ...nieuw },
  );
  return Object.fromEntries(
    Object.entries(velden).map(([veld, { van, naar }]) =>
      // Who somebody is stays out of what is kept.
      veld === 'trainers'
        ? [veld, { van: 'zoals nu', naar: 'zoals in het bestand' }]
        : [veld, { van: leesbaar(van), naar: leesbaar(naar) }],
    ),
  );
}

/** Records within a record as lines of text. */
function leesbaar(waarde: unknown): unknown {
  if (!Array.isArray(waarde)) return waarde;
  const delen: unknown[] = waarde;
  return delen.map((deel) => (typeof deel === 'object' && deel !== null ? regelVan(deel) : deel));
}

function regelVan(deel: object): string {
  const { op, van, tot, ...rest } = deel as Record<string, unknown>;
  const wanneer = typeof op === 'string' ? [`${formatDateShort(op)} ${String(van)}–${String(tot)}`] : [];
  return [
    ...wanneer,
    ...Object.values(rest).map((waarde) => (waarde === null ? 'onbekend' : tekst(waarde))),
  ].join(' ');
}

const tekst = (waarde: unknown): string => (typeof waarde === 'string' ? waarde : JSON.stringify(waarde));
