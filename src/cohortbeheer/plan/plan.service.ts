import { Injectable } from '@nestjs/common';
import { ArrayContains, DataSource, type EntityManager, In, Not } from 'typeorm';
import { Aanmelding } from '../../aanmeldingen/aanmelding.entity.js';
import { type Aanmeldstatus, LOPEND } from '../../aanmeldingen/standen.js';
import { Aanwezigheid } from '../../aanwezigheid/aanwezigheid.entity.js';
import { AuditService } from '../../audit/audit.service.js';
import type { Wijzigingen } from '../../audit/auditcodes.rules.js';
import { Bijeenkomst, VervallenBijeenkomst } from '../../cohorten/bijeenkomst.entity.js';
import { Cohort } from '../../cohorten/cohort.entity.js';
import type { GewensteBijeenkomstDto, WijzigCohortDto } from '../../cohorten/cohortbeheer.dto.js';
import {
  bijeenkomstenOnbekend,
  bijeenkomstHeeftAanwezigheid,
  cohortGewijzigd,
} from '../../cohorten/cohorten.errors.js';
import { bewaarBijeenkomsten, controleerTrainers } from '../../cohorten/cohorten.service.js';
import { controleerPlan } from '../../cohorten/cohortplan.rules.js';
import { MomentenService } from '../../cohorten/momenten.service.js';
import { PlaatsenService } from '../../cohorten/plaatsen.service.js';
import { changes } from '../../platform/records.js';
import { Clock } from '../../platform/clock/clock.js';
import { formatDate } from '../../platform/clock/dates.js';
import { inTransaction } from '../../platform/database/transaction.js';
import type { Wie } from '../../toegang/wie.js';
import { WachtlijstService } from '../../wachtlijst/wachtlijst.service.js';
import {
  isGelijk,
  planbericht,
  type Planbericht,
  type Planverschil,
  planwijziging,
  velddelta,
  verandertNiets,
  verschilVan,
  wieHoort,
} from './wijziging.rules.js';
import { CohortbeheerMails } from '../cohortbeheer.mails.js';

/** Changes of a cohort that touch its aanmeldingen: its plan and capacity. */
@Injectable()
export class PlanService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly plaatsen: PlaatsenService,
    private readonly wachtlijst: WachtlijstService,
    private readonly audit: AuditService,
    private readonly momenten: MomentenService,
    private readonly mails: CohortbeheerMails,
    private readonly clock: Clock,
  ) {}

  /**
   * What is left out stays. A raised capacity is offered to the line at once, and who counts on the plan is told what
   * changes in it. Without any change nothing happens.
   * @returns how many people were told.
   * @throws DomainError `capaciteit-te-laag` below the places held, `cohort-gewijzigd` when `versie` is not the present one.
   */
  async wijzig(wie: Wie, id: string, dto: WijzigCohortDto): Promise<number> {
    const { versie, bijeenkomsten, reden, ...velden } = dto;
    return inTransaction(this.dataSource, async (m) => {
      const stand = await this.plaatsen.vergrendelEen(m, id);
      const { cohort } = stand;
      if (versie !== undefined && versie !== cohort.versie) throw cohortGewijzigd();
      await this.wachtlijst.laatVerlopen(m, stand);
      if (velden.capaciteit !== undefined) await this.plaatsen.maakPassend(m, id, velden.capaciteit);
      const bestaand = await this.bijeenkomsten(m, id);
      controleerPlan(
        { ...cohort, ...velden, bijeenkomsten: bijeenkomsten ?? bestaand },
        { ...cohort, bijeenkomsten: bestaand },
      );
      const verschil = await this.verschil(m, bestaand, bijeenkomsten);
      const gewijzigd = changes<Cohort>(cohort, velden);
      const anders = Object.keys(gewijzigd).length > 0 || !verandertNiets(verschil);
      const gemeld = anders
        ? await this.voerWijzigingUit(m, wie, cohort, gewijzigd, verschil, reden ?? null)
        : 0;
      await this.wachtlijst.bied(m, await this.plaatsen.vergrendelEen(m, id));
      return gemeld;
    });
  }

  /** In the order of time. */
  bijeenkomsten(m: EntityManager, cohortId: string): Promise<Bijeenkomst[]> {
    return m.find(Bijeenkomst, { where: { cohortId }, order: { begint: 'ASC', id: 'ASC' } });
  }

  /** Counts the people who count on the plan; with `bericht` those who would hear of it. */
  aantalOntvangers(m: EntityManager, cohortId: string, bericht?: Planbericht): Promise<number> {
    return m.countBy(Aanmelding, rekenenErop(cohortId, bericht && wieHoort(bericht)));
  }

  private async voerWijzigingUit(
    m: EntityManager,
    wie: Wie,
    cohort: Cohort,
    gewijzigd: Wijzigingen,
    verschil: Planverschil,
    reden: string | null,
  ): Promise<number> {
    const { id } = cohort;
    const nieuw = Object.fromEntries(Object.entries(gewijzigd).map(([veld, { naar }]) => [veld, naar]));
    const na: Cohort = { ...cohort, ...nieuw, versie: cohort.versie + 1 };
    await m.update(Cohort, { id }, { ...nieuw, versie: na.versie });
    await this.voerUit(m, id, verschil);
    await this.audit.noteer(m, {
      wie,
      code: 'cohort.gewijzigd',
      onderwerp: { soort: 'cohort', id },
      gegevens: {
        velden: gewijzigd,
        ...(verandertNiets(verschil) ? {} : { bijeenkomsten: planwijziging(verschil) }),
        ...(reden ? { reden } : {}),
      },
    });
    await this.momenten.leg(m, id);
    return this.meld(m, cohort, na, verschil, reden);
  }
  /** @throws DomainError `bijeenkomst-onbekend`, `trainer-onbekend` */
  private async verschil(
    m: EntityManager,
    bestaand: readonly Bijeenkomst[],
    gewenst: readonly GewensteBijeenkomstDto[] | undefined,
  ): Promise<Planverschil> {
    const verschil = verschilVan(bestaand, gewenst ?? bestaand);
    if (verschil.onbekend.length > 0)
      throw bijeenkomstenOnbekend(verschil.onbekend.map((i) => `bijeenkomsten.${i}.id`));
    // Somebody who was chosen before may stay, also when they are no trainer any more.
    const waren = new Set(bestaand.map(({ trainerId }) => trainerId));
    const gekozen = (gewenst ?? []).map(({ trainer }) => ({
      trainer: trainer && !waren.has(trainer) ? trainer : null,
    }));
    await controleerTrainers(m, gekozen);
    return verschil;
  }

  /**
   * Writes the difference; each bijeenkomst keeps its id, and what goes is kept as vervallen.
   * @throws DomainError `bijeenkomst-heeft-aanwezigheid`
   */
  private async voerUit(m: EntityManager, cohortId: string, verschil: Planverschil): Promise<void> {
    await this.laatVervallen(m, verschil.vervallen);
    for (const paar of verschil.behouden.filter((een) => !isGelijk(een))) {
      const nieuw = Object.fromEntries(
        Object.entries(velddelta(paar)).map(([veld, { naar }]) => [veld, naar]),
      );
      await m.update(Bijeenkomst, { id: paar.oud.id }, nieuw);
    }
    const nieuwe = verschil.toegevoegd.map(({ trainerId, ...b }) => ({ ...b, trainer: trainerId }));
    await bewaarBijeenkomsten(m, cohortId, nieuwe);
  }

  private async laatVervallen(m: EntityManager, vervallen: Bijeenkomst[]): Promise<void> {
    if (vervallen.length === 0) return;
    const ids = vervallen.map(({ id }) => id);
    // Locked before looking, so that nobody records who came in between.
    await m.query('SELECT FROM bijeenkomst WHERE id = ANY($1) ORDER BY id FOR UPDATE', [ids]);
    const vastgelegd = await m.find(Aanwezigheid, {
      where: [{ bijeenkomstId: In(ids) }, { haaltInId: In(ids) }],
      select: { bijeenkomstId: true, haaltInId: true, aanmeldingId: true },
    });
    const bezocht = new Set(vastgelegd.flatMap(({ bijeenkomstId, haaltInId }) => [bijeenkomstId, haaltInId]));
    const dagen = vervallen.filter(({ id }) => bezocht.has(id)).map(({ begint }) => formatDate(begint));
    if (dagen.length > 0) throw bijeenkomstHeeftAanwezigheid(dagen);
    const rijen = vervallen.map(({ id, cohortId, begint, eindigt, locatie, onderwerp }) => ({
      ...{ id, cohortId, begint, eindigt, locatie, onderwerp },
      vervallenOp: this.clock.now(),
    }));
    await m.insert(VervallenBijeenkomst, rijen);
    await m.delete(Bijeenkomst, { id: In(ids) });
  }

  /** One mail to everybody who counts on the plan; nobody when nothing changes for them. @returns how many. */
  private async meld(
    m: EntityManager,
    cohort: Cohort,
    na: { locatie: string | null; versie: number },
    verschil: Planverschil,
    reden: string | null,
  ): Promise<number> {
    const bericht = planbericht(cohort, na.locatie, verschil, this.clock.now());
    if (!bericht) return 0;
    const ontvangers = await m.findBy(Aanmelding, rekenenErop(cohort.id, wieHoort(bericht)));
    await this.mails.gewijzigd(m, { id: cohort.id, versie: na.versie }, ontvangers, bericht, reden);
    return ontvangers.length;
  }
}

/** Finds those who have a place or wait. Without a confirmed address they hear the plan later, with the confirmation. */
const rekenenErop = (cohortId: string, standen: readonly Aanmeldstatus[] = LOPEND) => ({
  cohortId,
  status: In([...standen]),
  wachtOp: Not(ArrayContains(['emailbevestiging'])),
});
