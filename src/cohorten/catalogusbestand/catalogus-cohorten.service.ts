import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { AuditService, type NieuweAuditregel } from '../../audit/audit.service.js';
import { Opleiding } from '../../opleidingen/opleiding.entity.js';
import { changes } from '../../platform/records.js';
import type { FieldError } from '../../platform/errors/domain-error.js';
import type { Wie } from '../../toegang/wie.js';
import { Cohort, CohortTelling } from '../cohort.entity.js';
import { PlaatsenService } from '../plaatsen.service.js';
import type { CohortRegel, TellingRegel } from './catalogus-cohort.dto.js';
import {
  type Bezetting,
  bijeenkomstenVan,
  cohortwaarden,
  type Cohortwaarden,
  heeftRelatieveDagen,
  type Kalender,
  teWijzigen,
  wijzigingFouten,
} from './catalogus-cohort.rules.js';
import { groupBy } from '../../platform/lists.js';
import { ooitMetRol } from '../../toegang/rollen.queries.js';
import { Bijeenkomst } from '../bijeenkomst.entity.js';

/** A cohort of the file that now stands in the database. */
interface Ingelezen {
  regel: CohortRegel;
  cohortId: string;
  heeftAanmeldingen: boolean;
}

type Waarden = Omit<Bijeenkomst, 'id'>;

interface Gegeven {
  kalender: Kalender;
  /** Ids of trainers by normalised address. */
  trainers: ReadonlyMap<string, string>;
}

interface Plan {
  regel: CohortRegel;
  waarden: Cohortwaarden;
  cohort: Cohort | undefined;
  bezetting: Bezetting;
}

const niemand: Bezetting = { aanmeldingen: 0, bezet: 0 };

/** The cohorten of a catalogue file with their bijeenkomsten and published counts, as steps of the import. Aanmeldingen are never touched. */
@Injectable()
export class CatalogusCohortenService {
  constructor(
    private readonly audit: AuditService,
    private readonly plaatsen: PlaatsenService,
  ) {}

  /** Adds or changes cohorten by code, with their bijeenkomsten and counts. */
  async bewaar(
    m: EntityManager,
    wie: Wie,
    regels: readonly CohortRegel[],
    kalender: Kalender,
  ): Promise<{ aantal: number; fouten: FieldError[] }> {
    const plannen = await this.plan(m, regels, kalender);
    const fouten = plannen.flatMap(({ cohort, waarden, bezetting }, i) =>
      (cohort ? wijzigingFouten(cohort, waarden, bezetting) : []).map(([veld, melding]) => ({
        veld: `cohorten.${i}.${veld}`,
        melding,
      })),
    );
    if (fouten.length > 0) return { aantal: 0, fouten };
    const nieuw = plannen.filter(({ cohort }) => !cohort).map(({ waarden }) => m.create(Cohort, waarden));
    await m.insert(Cohort, nieuw);
    const gewijzigd = await this.wijzig(m, wie, plannen);
    const ids = new Map(nieuw.map(({ code, id }) => [code, id]));
    const over = plannen.map(({ regel, cohort, bezetting }) => ({
      regel,
      cohortId: cohort?.id ?? ids.get(regel.code)!,
      heeftAanmeldingen: bezetting.aanmeldingen > 0,
    }));
    return {
      aantal: nieuw.length + gewijzigd,
      fouten: await this.bewaarBijeenkomsten(m, over, kalender),
    };
  }

  /** Locks what exists, so that the places counted here are still the places when this commits. */
  private async plan(m: EntityManager, regels: readonly CohortRegel[], kalender: Kalender): Promise<Plan[]> {
    const codes = regels.map(({ code }) => code);
    const ids = (await m.find(Cohort, { select: { id: true }, where: { code: In(codes) } })).map(
      ({ id }) => id,
    );
    const cohorten = (await this.plaatsen.vergrendel(m, ids)).map(({ cohort }) => cohort);
    const perCode = new Map(cohorten.map((cohort) => [cohort.code, cohort]));
    const opleidingen = new Map((await m.find(Opleiding)).map(({ code, id }) => [code, id]));
    const bezettingen = await this.bezettingen(m, ids);
    return regels.map((regel) => {
      const cohort = perCode.get(regel.code);
      return {
        regel,
        waarden: cohortwaarden(regel, opleidingen.get(regel.opleiding)!, kalender),
        cohort,
        bezetting: (cohort && bezettingen.get(cohort.id)) ?? niemand,
      };
    });
  }

  private async bezettingen(m: EntityManager, ids: string[]): Promise<Map<string, Bezetting>> {
    const rijen = await m.query<{ id: string; aanmeldingen: number; bezet: number }[]>(
      `SELECT cohort_id AS id, count(*)::integer AS aanmeldingen, count(plaatsnummer)::integer AS bezet
         FROM aanmelding WHERE cohort_id = ANY($1) GROUP BY cohort_id`,
      [ids],
    );
    return new Map(rijen.map(({ id, ...bezetting }) => [id, bezetting]));
  }

  private async wijzig(m: EntityManager, wie: Wie, plannen: readonly Plan[]): Promise<number> {
    const auditregels: NieuweAuditregel<'cohort.gewijzigd'>[] = [];
    for (const { cohort, regel, waarden, bezetting } of plannen) {
      if (!cohort) continue;
      const nieuw = teWijzigen(cohort, regel, waarden, bezetting);
      const velden = changes<Partial<Cohortwaarden>>(cohort, nieuw);
      if (Object.keys(velden).length === 0) continue;
      if (typeof nieuw.capaciteit === 'number')
        await this.plaatsen.maakPassend(m, cohort.id, nieuw.capaciteit);
      await m.update(Cohort, cohort.id, { ...nieuw, versie: cohort.versie + 1 });
      auditregels.push({
        wie,
        code: 'cohort.gewijzigd',
        onderwerp: { soort: 'cohort', id: cohort.id },
        gegevens: { velden },
      });
    }
    await this.audit.noteerAlle(m, auditregels);
    return auditregels.length;
  }

  /** @returns what may not be, with the path in the file. */
  private async bewaarBijeenkomsten(
    m: EntityManager,
    cohorten: readonly Ingelezen[],
    kalender: Kalender,
  ): Promise<FieldError[]> {
    const fouten: FieldError[] = [];
    const trainers = await this.trainers(m);
    const bestaand = await this.bestaande(m, cohorten);
    const nieuw: Waarden[] = [];
    for (const [i, ingelezen] of cohorten.entries()) {
      const oud = bestaand.get(ingelezen.cohortId) ?? [];
      const { waarden, bezwaren } = bijeenkomstplan(ingelezen, oud, { kalender, trainers });
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
      order: { begint: 'ASC', eindigt: 'ASC', id: 'ASC' },
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

/** The bijeenkomsten that a cohort gets, and the objections to them. */
function bijeenkomstplan(
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
