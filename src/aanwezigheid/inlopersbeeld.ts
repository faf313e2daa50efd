import type { Wie } from '../toegang/wie.js';
import { functiekeuzes } from '../opleidingen/opleidingen.rules.js';
import { formatDateShort } from '../platform/clock/dates.js';
import { volledigeNaam } from '../toegang/persoon.entity.js';
import type { Gemist, Gevonden } from './inlopers.queries.js';
import { inhaalkeuzes } from './aanwezigheid.rules.js';
import { kop, nummerVan, zaalpad } from './zaalbeeld.js';
import type { Zaal } from './zaalscherm.js';

/** Whoever was looked for, and found. */
export interface Zoekresultaat {
  zoek: string;
  zonderPlaats: Gevonden[];
  elders: Gevonden[];
  gemist: Gemist[];
}

const standen: Partial<Record<Gevonden['status'], string>> = {
  wachtlijst: 'staat op de wachtlijst',
  verlopen: 'eerder aangemeld, nu verlopen',
  geannuleerd: 'eerder aangemeld, nu afgemeld',
  afgewezen: 'eerder aangemeld, toen afgewezen',
};

/** "di 3 nov 2026: Leiden" */
export const inWoorden = ({ begint, onderwerp, nummer }: Omit<Gemist, 'aanmeldingId' | 'id' | 'leerjaar'>) =>
  `${formatDateShort(begint)}: ${onderwerp ?? `bijeenkomst ${nummer}`}`;

export function inlopersbeeld(wie: Wie, { cohort, bijeenkomst }: Zaal, gevonden: Zoekresultaat | null) {
  const pad = zaalpad(wie, bijeenkomst.id);
  const algemeen = kop(wie, cohort, bijeenkomst);
  const hier = { ...bijeenkomst, nummer: nummerVan(cohort, bijeenkomst.id) };
  const naam = (g: Gevonden) => ({ id: g.aanmeldingId, naam: volledigeNaam(g), school: g.school });
  return {
    ...algemeen,
    kruimels: [...algemeen.kruimels, { tekst: 'Wie is er?', href: `${pad}/aanwezigheid` }],
    pad: `${pad}/inlopers`,
    inhaalActie: `${pad}/inhalers`,
    zoek: gevonden?.zoek ?? '',
    niemand: gevonden !== null && gevonden.zonderPlaats.length + gevonden.elders.length === 0,
    zonderPlaats: (gevonden?.zonderPlaats ?? []).map((g) => ({
      ...naam(g),
      stand: standen[g.status] ?? null,
    })),
    elders: (gevonden?.elders ?? []).map((g) => ({
      ...naam(g),
      cohort: g.cohort,
      keuzes: inhaalkeuzes(
        hier,
        (gevonden?.gemist ?? []).filter(({ aanmeldingId }) => aanmeldingId === g.aanmeldingId),
      ).map((b) => ({ waarde: b.id, tekst: inWoorden(b) })),
    })),
    functies: functiekeuzes,
  };
}
