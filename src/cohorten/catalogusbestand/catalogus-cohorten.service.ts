import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { AuditService, type NieuweAuditregel } from '../../audit/audit.service.js';
import { Opleiding } from '../../opleidingen/opleiding.entity.js';
import { changes } from '../../platform/changes.js';
import type { FieldError } from '../../platform/errors/domain-error.js';
import type { Wie } from '../../toegang/wie.js';
import { Cohort } from '../cohort.entity.js';
import { PlaatsenService } from '../plaatsen.service.js';
import { CatalogusBijeenkomstenService } from './catalogus-bijeenkomsten.service.js';
import type { CohortRegel } from './catalogus-cohort.dto.js';
import {
  type Bezetting,
  cohortwaarden,
  type Cohortwaarden,
  teWijzigen,
  wijzigingFouten,
} from './catalogus-cohort.rules.js';
import type { Kalender } from './catalogus-dagen.rules.js';

interface Plan {
  regel: CohortRegel;
  waarden: Cohortwaarden;
  cohort: Cohort | undefined;
  bezetting: Bezetting;
}

const niemand: Bezetting = { aanmeldingen: 0, bezet: 0 };

/** The cohorten of a catalogue file, as steps of the import. Aanmeldingen are never touched. */
@Injectable()
export class CatalogusCohortenService {
  constructor(
    private readonly audit: AuditService,
    private readonly plaatsen: PlaatsenService,
    private readonly bijeenkomsten: CatalogusBijeenkomstenService,
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
      fouten: await this.bijeenkomsten.bewaar(m, over, kalender),
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
}
