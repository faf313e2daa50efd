import { Injectable } from '@nestjs/common';
import { ArrayContains, In, Not, type EntityManager } from 'typeorm';
import { Aanmelding } from '../../aanmeldingen/aanmelding.entity.js';
import { Aanwezigheid } from '../../aanwezigheid/aanwezigheid.entity.js';
import { Bijeenkomst } from '../../cohorten/bijeenkomst.entity.js';
import type { Cohort } from '../../cohorten/cohort.entity.js';
import type { GewensteBijeenkomstDto } from '../../cohorten/cohortbeheer.dto.js';
import { bijeenkomstenOnbekend, bijeenkomstHeeftAanwezigheid } from '../../cohorten/cohorten.errors.js';
import { bewaarBijeenkomsten, controleerTrainers } from '../../cohorten/cohorten.service.js';
import { VervallenBijeenkomst } from '../../cohorten/vervallen-bijeenkomst.entity.js';
import { Clock } from '../../platform/clock/clock.js';
import { formatDate } from '../../platform/clock/dates.js';
import { WijzigingMails } from './wijziging.mails.js';
import {
  isGelijk,
  planbericht,
  velddelta,
  verschilVan,
  wieHoort,
  type Planbericht,
  type Planverschil,
} from './wijziging.rules.js';
import { type Aanmeldstatus, LOPEND } from '../../aanmeldingen/standen.js';

/** Steps of changing a plan: the bijeenkomsten in place, and who must hear of it. The cohort is locked. */
@Injectable()
export class WijzigingService {
  constructor(
    private readonly clock: Clock,
    private readonly mails: WijzigingMails,
  ) {}

  bijeenkomsten(m: EntityManager, cohortId: string): Promise<Bijeenkomst[]> {
    return m.find(Bijeenkomst, { where: { cohortId }, order: { begint: 'ASC', id: 'ASC' } });
  }

  /** @throws DomainError `bijeenkomst-onbekend`, `trainer-onbekend` */
  async verschil(
    m: EntityManager,
    bestaand: readonly Bijeenkomst[],
    gewenst: readonly GewensteBijeenkomstDto[] | undefined,
  ): Promise<Planverschil> {
    const verschil = verschilVan(bestaand, gewenst ?? bestaand);
    if (verschil.onbekend.length > 0)
      throw bijeenkomstenOnbekend(verschil.onbekend.map((i) => `bijeenkomsten.${i}.id`));
    // Who was chosen before may stay, also when that is no trainer any more.
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
  async voerUit(m: EntityManager, cohortId: string, verschil: Planverschil): Promise<void> {
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
  async meld(
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

  /** How many people count on the plan; of this change: how many would hear of it. */
  aantalOntvangers(m: EntityManager, cohortId: string, bericht?: Planbericht): Promise<number> {
    return m.countBy(Aanmelding, rekenenErop(cohortId, bericht && wieHoort(bericht)));
  }
}

/** Who has a place or waits. Who has not confirmed the address hears the plan as it is then, with the confirmation. */
const rekenenErop = (cohortId: string, standen: readonly Aanmeldstatus[] = LOPEND) => ({
  cohortId,
  status: In([...standen]),
  wachtOp: Not(ArrayContains(['emailbevestiging'])),
});
