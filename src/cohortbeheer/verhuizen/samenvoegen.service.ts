import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Aanmelding } from '../../aanmeldingen/aanmelding.entity.js';
import type { Wie } from '../../toegang/wie.js';
import { PlaatsenService, type Cohortstand } from '../../cohorten/plaatsen.service.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { WachtlijstService } from '../../wachtlijst/wachtlijst.service.js';
import { Annuleringsstappen } from './annuleren.stappen.js';
import { samenvoegenMetZichzelf, samenvoegenNietLager, samenvoegenTeVol } from './samenvoegen.errors.js';
import { SamenvoegenMails } from './samenvoegen.mails.js';
import { posities } from './samenvoegen.queries.js';
import { controleerPaar, voegSamen, type Samenvoeging } from './samenvoegen.rules.js';
import { lopende, Samenvoegstappen } from './samenvoegen.stappen.js';

export interface SamenTeVoegen {
  /** Id of the cohort that stays. */
  met: string;
  /** Added to "samengevoegd met …". */
  reden?: string | null;
  /** As many places as the cohort that stays gets; not fewer than it has. */
  capaciteit?: number | null;
}

/** Making one cohort of two of the same opleiding. */
@Injectable()
export class SamenvoegenService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly plaatsen: PlaatsenService,
    private readonly wachtlijst: WachtlijstService,
    private readonly annulering: Annuleringsstappen,
    private readonly stappen: Samenvoegstappen,
    private readonly mails: SamenvoegenMails,
  ) {}

  /**
   * Everybody of cohort `id` goes to `met`, all or nobody; `id` itself is called off.
   * @returns how many people moved.
   * @throws DomainError `capaciteit-te-laag` with the numbers when not everybody who has a place would keep one.
   */
  async voegSamen(wie: Wie, id: string, { met, reden, capaciteit }: SamenTeVoegen): Promise<number> {
    if (id === met) throw samenvoegenMetZichzelf();
    return inTransaction(this.dataSource, async (m) => {
      const standen = await this.plaatsen.vergrendel(m, [id, met]);
      const van = standen.find(({ cohort }) => cohort.id === id)!;
      const daar = standen.find(({ cohort }) => cohort.id === met)!;
      controleerPaar(van.cohort, daar.cohort);
      for (const stand of standen) await this.wachtlijst.laatVerlopen(m, stand);
      const rijVoor = await lopende(m, met);
      const plan = voegSamen(await lopende(m, id), rijVoor);
      const naar = await this.maakPlaats(m, wie, daar, plan, capaciteit ?? null);
      const eerder = posities(rijVoor);
      await this.stappen.beeindigDubbele(m, plan.dubbel);
      await this.stappen.verhuis(m, naar, plan);
      await this.stappen.keuzesVervallen(m, plan, met);
      await this.annulering.sluit(m, van, redenVan(naar, reden));
      await this.stappen.noteer(m, wie, id, met, plan);
      await this.wachtlijst.bied(m, naar);
      await this.mails.samengevoegd(m, id, naar, plan, eerder);
      return plan.verhuizen.length;
    });
  }

  private maakPlaats(
    m: EntityManager,
    wie: Wie,
    stand: Cohortstand,
    { nodig }: Samenvoeging<Aanmelding>,
    gevraagd: number | null,
  ): Promise<Cohortstand> {
    const nu = stand.cohort.capaciteit ?? 0;
    const capaciteit = gevraagd ?? nu;
    if (capaciteit < nu) throw samenvoegenNietLager(nu);
    if (capaciteit < nodig) throw samenvoegenTeVol(nodig, capaciteit);
    return this.stappen.verhoog(m, wie, stand, capaciteit);
  }
}

const redenVan = ({ cohort }: Cohortstand, reden?: string | null): string =>
  `Samengevoegd met ${cohort.naam}.${reden ? ` ${reden}` : ''}`;
