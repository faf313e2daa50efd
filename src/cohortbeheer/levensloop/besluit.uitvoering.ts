import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Wie } from '../../toegang/wie.js';
import { Cohort } from '../../cohorten/cohort.entity.js';
import { MomentenService } from '../../cohorten/momenten.service.js';
import { AnnulerenService } from '../verhuizen/annuleren.service.js';
import type { BesluitDto } from './besluit.dto.js';
import { BesluitMails } from './besluit.mails.js';

/** What each go/no-go decision does. All steps need the cohort locked. */
@Injectable()
export class Besluituitvoering {
  constructor(
    private readonly momenten: MomentenService,
    private readonly mails: BesluitMails,
    private readonly annuleren: AnnulerenService,
  ) {}

  async voerUit(m: EntityManager, wie: Wie, { id, versie }: Cohort, dto: BesluitDto): Promise<void> {
    if (dto.besluit === 'no-go') {
      await this.annuleren.annuleerIn(m, wie, id, { reden: dto.toelichting });
      return;
    }
    const anders = dto.besluit === 'go' ? { status: 'bevestigd' as const } : { goNoGoOp: dto.nieuweDatum! };
    await m.update(Cohort, { id }, { ...anders, versie: versie + 1 });
    await this.momenten.leg(m, id);
    if (dto.besluit === 'go') await this.mails.gaatDoor(m, id);
  }
}
