import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Wie } from '../toegang/wie.js';
import { academieMagAanmelden } from '../cohorten/cohorten.rules.js';
import { PlaatsenService, type Cohortstand } from '../cohorten/plaatsen.service.js';
import { inTransaction } from '../platform/database/transaction.js';
import { WachtlijstService } from '../wachtlijst/wachtlijst.service.js';
import { Aanmelding } from './aanmelding.entity.js';
import {
  aanmeldenKanNiet,
  aanmeldingOnbekend,
  geenPlaats,
  overgangNietMogelijk,
  zelfdeCohort,
} from './aanmeldingen.errors.js';
import { rolBij, type RolBij } from './bevoegdheid.js';
import { overstapVol } from './overzetten.errors.js';
import { kanVerhuizen } from './overzetten.rules.js';
import { vindOpen } from './overzetvoorstellen.service.js';
import { Overzetvoorstellen } from './overzetvoorstellen.stappen.js';
import { Verhuizing } from './overzetten.stappen.js';

interface Overstap {
  oud: Aanmelding;
  van: Cohortstand;
  doel: Cohortstand;
}

/** Moving someone to another cohort: both are locked, in id order, and the date of the first aanmelding is kept. */
@Injectable()
export class OverzettenService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly plaatsen: PlaatsenService,
    private readonly wachtlijst: WachtlijstService,
    private readonly voorstellen: Overzetvoorstellen,
    private readonly verhuizing: Verhuizing,
  ) {}

  /**
   * The academie moves somebody who agreed.
   * @param naar id of the other cohort.
   * @param toelichting how the person agreed; kept in the history.
   * @returns the aanmelding in the other cohort.
   * @throws DomainError `cohort-vol` when a place would be lost: who has one only moves to a free one.
   */
  zetOver(id: string, naar: string, wie: Wie, toelichting?: string | null): Promise<Aanmelding> {
    return inTransaction(this.dataSource, async (m) => {
      const { oud, van, doel } = await this.begin(m, id, naar, wie, 'academie');
      if (!kanVerhuizen(oud, van.cohort.status === 'geannuleerd')) throw overgangNietMogelijk(oud.status);
      if (!academieMagAanmelden(doel.cohort.status)) throw aanmeldenKanNiet('dicht');
      const hadPlaats = oud.plaatsnummer !== null;
      const nieuw = await this.verhuizing.verplaats(m, oud, doel, wie, toelichting);
      if (hadPlaats && nieuw.plaatsnummer === null) throw geenPlaats();
      await this.wachtlijst.bied(m, van);
      return nieuw;
    });
  }

  /**
   * Somebody takes a cohort that was proposed: a place when there is one, otherwise the end of its line.
   * @throws DomainError `voorstel-…` after a second click, `cohort-vol` for who would lose a place, and why enrolling
   *   there is closed; nothing has changed then.
   */
  aanvaard(id: string, naar: string, wie: Wie): Promise<Aanmelding> {
    return inTransaction(this.dataSource, async (m) => {
      const { oud, van, doel } = await this.begin(m, id, naar, wie, 'deelnemer');
      await vindOpen(m, id, naar);
      if (!kanVerhuizen(oud, van.cohort.status === 'geannuleerd')) throw overgangNietMogelijk(oud.status);
      const stand = this.voorstellen.standVan(doel);
      if (stand !== 'open') throw aanmeldenKanNiet(stand);
      const hadPlaats = oud.plaatsnummer !== null;
      const nieuw = await this.verhuizing.verplaats(m, oud, doel, wie);
      if (hadPlaats && nieuw.plaatsnummer === null) throw overstapVol();
      await this.wachtlijst.bied(m, van);
      return nieuw;
    });
  }

  /** Both cohorten locked, their holds and lines up to date, and the aanmelding as it is then. */
  private async begin(m: EntityManager, id: string, naar: string, wie: Wie, als: RolBij): Promise<Overstap> {
    const gevonden = await m.findOneBy(Aanmelding, { id });
    if (!gevonden || rolBij(wie, gevonden) !== als) throw aanmeldingOnbekend();
    if (gevonden.cohortId === naar) throw zelfdeCohort();
    const standen = await this.plaatsen.vergrendel(m, [gevonden.cohortId, naar]);
    for (const stand of standen) await this.wachtlijst.werkBij(m, stand);
    const oud = await m.findOneByOrFail(Aanmelding, { id });
    const van = standen.find(({ cohort }) => cohort.id === oud.cohortId);
    // Merged into another cohort at this very moment.
    if (!van || oud.cohortId === naar) throw zelfdeCohort();
    return { oud, van, doel: standen.find(({ cohort }) => cohort.id === naar)! };
  }
}
