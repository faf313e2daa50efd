import {
  planvelden,
  rijvelden,
  volgendeN,
  type Planformulier,
  type Planveld,
  type Rij,
} from './planformulier.js';
import { byName } from '../../platform/by-name.js';

/** The plan as it was when the form was opened; goes along in the form. */
export type Basis = Pick<Planformulier, 'velden' | 'rijen'>;

/** A field that two people changed, each in their own way. */
export interface Beide {
  veld: Planveld;
  hun: string;
  jouw: string;
}

/** As text in a hidden field: rows as lists, so that a long plan stays small. */
export function basisTekst({ velden, rijen }: Basis): string {
  return JSON.stringify([
    planvelden.map((veld) => velden[veld]),
    rijen.map((rij) => [rij.n, ...rijvelden.map((veld) => rij[veld])]),
  ]);
}

/** @returns undefined for what is no such text. */
export function leesBasis(tekst: unknown): Basis | undefined {
  try {
    const [velden, rijen] = JSON.parse(String(tekst)) as [unknown[], unknown[][]];
    return {
      velden: opNaam(planvelden, velden),
      rijen: rijen.map(([n, ...rij]) => ({ ...opNaam(rijvelden, rij), n: Number(n) })),
    };
  } catch {
    return undefined;
  }
}

function opNaam<Naam extends string>(namen: readonly Naam[], waarden: unknown[]): Record<Naam, string> {
  const tekst = (waarde: unknown): string => (typeof waarde === 'string' ? waarde : '');
  return byName(namen, (_naam, i) => tekst(waarden[i]));
}

/**
 * What I typed on top of what somebody else saved in the meantime: what I did not touch is as they made it, what I did
 * touch is as I typed it.
 * @returns also the fields that we both changed.
 */
export function voegSamen(
  basis: Basis,
  getypt: Planformulier,
  nu: Planformulier,
): { formulier: Planformulier; beide: Beide[] } {
  const velden = { ...getypt.velden };
  const beide: Beide[] = [];
  for (const veld of planvelden) {
    const [was, mijn, hun] = [basis.velden[veld], getypt.velden[veld], nu.velden[veld]];
    if (veld === 'reden' || mijn === hun || was === hun) continue;
    if (mijn === was) velden[veld] = hun;
    else beide.push({ veld, hun, jouw: mijn });
  }
  return { formulier: { ...getypt, velden, rijen: rijenSamen(basis.rijen, getypt.rijen, nu.rijen) }, beide };
}

function rijenSamen(basis: readonly Rij[], getypt: readonly Rij[], nu: readonly Rij[]): Rij[] {
  const was = new Map(basis.map((rij) => [rij.id, rij]));
  const is = new Map(nu.map((rij) => [rij.id, rij]));
  const mijn = getypt.flatMap((rij): Rij[] => {
    const hun = is.get(rij.id);
    const onaangeroerd = rij.id !== '' && zelfde(rij, was.get(rij.id));
    if (hun) return [onaangeroerd ? { ...hun, n: rij.n } : rij];
    // Dropped by the other: gone as well, unless I changed it, then it comes back as a new one.
    return onaangeroerd ? [] : [{ ...rij, id: '' }];
  });
  const erbij = nu.filter(({ id }) => !was.has(id));
  const begin = volgendeN(getypt);
  return [...mijn, ...erbij.map((rij, i) => ({ ...rij, n: begin + i }))];
}

const zelfde = (a: Rij, b: Rij | undefined): boolean => !!b && rijvelden.every((veld) => a[veld] === b[veld]);
