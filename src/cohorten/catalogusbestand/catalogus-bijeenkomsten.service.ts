import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { changes } from '../../platform/changes.js';
import type { FieldError } from '../../platform/errors/domain-error.js';
import { groupBy } from '../../platform/lists.js';
import { ooitMetRol } from '../../toegang/rollen.queries.js';
import { Bijeenkomst } from '../bijeenkomst.entity.js';
import { CohortTelling } from '../cohort-telling.entity.js';
import type { CohortRegel, TellingRegel } from './catalogus-cohort.dto.js';
import { heeftRelatieveDagen } from './catalogus-cohort.rules.js';
import { bijeenkomstenVan, type Kalender } from './catalogus-dagen.rules.js';

/** A cohort of the file that now stands in the database. */
export interface Ingelezen {
  regel: CohortRegel;
  cohortId: string;
  heeftAanmeldingen: boolean;
}

type Waarden = Omit<Bijeenkomst, 'id'>;

/** The bijeenkomsten and published counts of the cohorten of a catalogue file, as steps of the import. */
@Injectable()
export class CatalogusBijeenkomstenService {
  /** @returns what may not be, with the path in the file. */
  async bewaar(m: EntityManager, cohorten: readonly Ingelezen[], kalender: Kalender): Promise<FieldError[]> {
    const fouten: FieldError[] = [];
    const trainers = await this.trainers(m);
    const bestaand = await this.bestaande(m, cohorten);
    const nieuw: Waarden[] = [];
    for (const [i, ingelezen] of cohorten.entries()) {
      const oud = bestaand.get(ingelezen.cohortId) ?? [];
      const { waarden, bezwaren } = plan(ingelezen, oud, { kalender, trainers });
      fouten.push(...bezwaren.map((melding) => ({ veld: `cohorten.${i}.bijeenkomsten`, melding })));
      nieuw.push(...(await this.vervang(m, oud, waarden)));
    }
    await m.insert(Bijeenkomst, nieuw);
    await this.bewaarTellingen(m, cohorten);
    return fouten;
  }

  private async trainers(m: EntityManager): Promise<Map<string, string>> {
    const trainers = await ooitMetRol(m, 'trainer');
    return new Map(trainers.map(({ emailNorm, id }) => [emailNorm, id]));
  }

  private async bestaande(
    m: EntityManager,
    cohorten: readonly Ingelezen[],
  ): Promise<Map<string, Bijeenkomst[]>> {
    const alle = await m.find(Bijeenkomst, {
      where: { cohortId: In(cohorten.map(({ cohortId }) => cohortId)) },
      order: { begint: 'ASC' },
    });
    return groupBy(alle, ({ cohortId }) => cohortId);
  }

  /** Changes what has the same place in the row and removes the rest. @returns what is to be added. */
  private async vervang(m: EntityManager, oud: Bijeenkomst[], nieuw: Waarden[]): Promise<Waarden[]> {
    for (const [i, bijeenkomst] of oud.entries()) {
      const waarden = nieuw[i];
      if (!waarden) await m.delete(Bijeenkomst, bijeenkomst.id);
      else if (Object.keys(changes<Waarden>(bijeenkomst, waarden)).length > 0) {
        await m.update(Bijeenkomst, bijeenkomst.id, waarden);
      }
    }
    return nieuw.slice(oud.length);
  }

  /** The counts are small and have no key of their own: they are written anew where they differ. */
  private async bewaarTellingen(m: EntityManager, cohorten: readonly Ingelezen[]): Promise<void> {
    const ids = cohorten.map(({ cohortId }) => cohortId);
    const bestaand = groupBy(await m.findBy(CohortTelling, { cohortId: In(ids) }), (t) => t.cohortId);
    const anders = cohorten.filter(
      ({ regel, cohortId }) => inhoud(bestaand.get(cohortId) ?? []) !== inhoud(regel.tellingen ?? []),
    );
    await m.delete(CohortTelling, { cohortId: In(anders.map(({ cohortId }) => cohortId)) });
    const rijen = anders.flatMap(({ regel, cohortId }) =>
      (regel.tellingen ?? []).map(({ soort, leerjaar = null, aantal = null }) => ({
        cohortId,
        soort,
        leerjaar,
        aantal,
      })),
    );
    await m.insert(CohortTelling, rijen);
  }
}

interface Gegeven {
  kalender: Kalender;
  /** Ids of trainers by normalised address. */
  trainers: ReadonlyMap<string, string>;
}

function plan(
  { regel, cohortId, heeftAanmeldingen }: Ingelezen,
  oud: readonly Bijeenkomst[],
  { kalender, trainers }: Gegeven,
): { waarden: Waarden[]; bezwaren: string[] } {
  // Counted from today means: counted when the cohort was made. A later import does not move it.
  if (oud.length > 0 && heeftRelatieveDagen(regel)) return { waarden: [...oud], bezwaren: [] };
  const plannen = bijeenkomstenVan(regel.bijeenkomsten ?? [], kalender);
  const waarden = plannen.map(({ trainer, ...rest }, i) => ({
    cohortId,
    ...rest,
    trainerId: trainer ? (trainers.get(trainer.toLowerCase()) ?? null) : (oud[i]?.trainerId ?? null),
  }));
  const bezwaren = plannen
    .filter(({ trainer }) => trainer && !trainers.has(trainer.toLowerCase()))
    .map(({ trainer }) => `Er is geen trainer met het adres ${trainer}.`);
  if (heeftAanmeldingen && tijden(oud) !== tijden(waarden)) {
    bezwaren.push(
      'Dit cohort heeft al aanmeldingen. Verplaats de bijeenkomsten in het platform: dan krijgen zij bericht.',
    );
  }
  return { waarden, bezwaren: [...new Set(bezwaren)] };
}

const tijden = (lijst: readonly Pick<Bijeenkomst, 'begint' | 'eindigt' | 'locatie' | 'link'>[]): string =>
  JSON.stringify(lijst.map(({ begint, eindigt, locatie, link }) => [begint, eindigt, locatie, link]));

const inhoud = (tellingen: readonly (CohortTelling | TellingRegel)[]): string =>
  JSON.stringify(
    tellingen.map(({ soort, leerjaar, aantal }) => [soort, leerjaar ?? null, aantal ?? null]).sort(),
  );
