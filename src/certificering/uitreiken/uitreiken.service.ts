import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Wie } from '../../toegang/wie.js';
import { PlaatsenService } from '../../cohorten/plaatsen.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { inTransaction } from '../../platform/database/transaction.js';
import type { CertificeringDto } from './certificering.dto.js';
import { Uitgifte } from './uitgifte.js';

/** Issuing the certificaten of a leerjaar of a cohort, all in one act. */
@Injectable()
export class UitreikenService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly plaatsen: PlaatsenService,
    private readonly uitgifte: Uitgifte,
  ) {}

  /**
   * Who qualifies and has none yet gets a certificaat with a number of the year of the ceremony. A second time issues
   * only to who was added since. After the last leerjaar the cohort is gecertificeerd.
   * @returns how many were new.
   * @throws DomainError `leerjaar-onbekend`, `leerjaar-niet-voorbij`, `certificeren-kan-niet`, `datum-voor-einde`,
   *   `accreditatie-geldt-niet` unless `bevestigd`, `voldoet-niet`, `niemand-voldoet`.
   */
  async reikUit(wie: Wie, cohortId: string, dto: CertificeringDto): Promise<number> {
    return inTransaction(this.dataSource, async (m) => {
      const { cohort } = await this.plaatsen.vergrendelEen(m, cohortId);
      return this.uitgifte.reikUit(m, wie, cohort, dto, this.clock.now());
    });
  }
}
