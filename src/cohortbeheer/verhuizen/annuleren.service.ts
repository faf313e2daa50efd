import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AanmeldingenMails } from '../../aanmeldingen/aanmeldingen.mails.js';
import { alternatievenInMail } from '../../aanmeldingen/overzetten.mails.js';
import type { Wie } from '../../toegang/wie.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { WachtlijstService } from '../../wachtlijst/wachtlijst.service.js';
import { Annuleringsstappen } from './annuleren.stappen.js';
import { OverzetvoorstellenService } from '../../aanmeldingen/overzetvoorstellen.service.js';

export interface Annulering {
  /** Everybody who had a place or waited reads this in the mail. */
  reden: string;
  /** Ids of at most three other cohorten that each of them may move to with one click. */
  alternatieven?: string[];
}

/** Calling a whole cohort off. Nobody is moved without their own click. */
@Injectable()
export class AnnulerenService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly wachtlijst: WachtlijstService,
    private readonly stappen: Annuleringsstappen,
    private readonly voorstellen: OverzetvoorstellenService,
    private readonly mails: AanmeldingenMails,
  ) {}

  /**
   * @returns how many people heard of it.
   * @throws DomainError `overgang-niet-mogelijk` from `afgerond` on, `alternatief-*` for a cohort that nobody could
   *   move to now.
   */
  annuleer(wie: Wie, id: string, annulering: Annulering): Promise<number> {
    return inTransaction(this.dataSource, (m) => this.annuleerIn(m, wie, id, annulering));
  }

  /** The same as a step of a larger decision. */
  async annuleerIn(
    m: EntityManager,
    wie: Wie,
    id: string,
    { reden, alternatieven = [] }: Annulering,
  ): Promise<number> {
    const stand = await this.voorstellen.vergrendel(m, id, alternatieven);
    await this.wachtlijst.laatVerlopen(m, stand);
    await this.stappen.sluit(m, stand, reden);
    const actief = await this.stappen.beeindig(m, wie, id, reden);
    await this.voorstellen.stelVoor(m, wie, actief, alternatieven);
    await this.mails.geannuleerd(m, id, actief, 'cohort', await alternatievenInMail(m, alternatieven));
    return actief.length;
  }
}
