import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { bekendeBesturen, metAliassen, vindBestuurIn, zoeksleutel } from './besturen.rules.js';
import { Bestuur } from './bestuur.entity.js';
import type { Duobestuur, Duoschool } from './duo.rules.js';

interface Besturenverslag {
  nieuw: number;
  benoemd: number;
  /** Id of a bestuur by its number. */
  ids: Map<string, string>;
}

/** The besturen that DUO's files name by number, as a step of the import. */
@Injectable()
export class DuoBesturenService {
  /** Adds unknown numbers. A name is only given to who has none: what a person filled in stays. */
  async bewaar(
    m: EntityManager,
    scholen: readonly Duoschool[],
    namen: readonly Duobestuur[],
  ): Promise<Besturenverslag> {
    const besturen = await m.find(Bestuur);
    const aantal = besturen.length;
    const nummers = new Set([...scholen.map((s) => s.bestuursnummer), ...namen.map((b) => b.nummer)]);
    for (const nummer of nummers) {
      if (!besturen.some((b) => b.nummer === nummer)) erken(m, besturen, nummer);
    }
    const benoemd = new Set<Bestuur>();
    for (const { nummer, naam } of namen) {
      const bestuur = besturen.find((b) => b.nummer === nummer)!;
      if (noem(bestuur, naam)) benoemd.add(bestuur);
    }
    await m.save(besturen, { chunk: 500 });
    const ids = new Map(besturen.flatMap((b) => (b.nummer ? [[b.nummer, b.id] as const] : [])));
    return { nieuw: besturen.length - aantal, benoemd: benoemd.size, ids };
  }
}

/** A number that is new: of a bestuur that is known by name, or of a new one. */
function erken(m: EntityManager, besturen: Bestuur[], nummer: string): void {
  const bekend = bekendeBesturen.find((b) => b.nummer === nummer);
  const zonderNummer = besturen.filter((b) => b.nummer === null);
  const bestaand =
    bekend && (vindBestuurIn(zonderNummer, bekend.code!) ?? vindBestuurIn(zonderNummer, bekend.naam!));
  if (bestaand) {
    bestaand.nummer = nummer;
    bestaand.aliassen = metAliassen(bestaand, [bekend.naam!, ...bekend.aliassen]);
    return;
  }
  const codeVrij = bekend && !besturen.some((b) => b.code === bekend.code);
  besturen.push(
    m.create(Bestuur, {
      nummer,
      naam: bekend?.naam ?? null,
      code: codeVrij ? bekend.code : null,
      aliassen: bekend?.aliassen ?? [],
    }),
  );
}

/** @returns whether it had no name until now; another name than it has becomes an alias. */
function noem(bestuur: Bestuur, naam: string): boolean {
  if (zoeksleutel(naam) === '') return false;
  if (bestuur.naam !== null) {
    bestuur.aliassen = metAliassen(bestuur, [naam]);
    return false;
  }
  bestuur.naam = naam;
  return true;
}
