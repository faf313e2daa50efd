import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../../audit/audit.service.js';
import { Cohort } from '../../cohorten/cohort.entity.js';
import { cohortGewijzigd } from '../../cohorten/cohorten.errors.js';
import { MomentenService } from '../../cohorten/momenten.service.js';
import { PlaatsenService, type Cohortstand } from '../../cohorten/plaatsen.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { dateOf } from '../../platform/clock/dates.js';
import { inTransaction } from '../../platform/database/transaction.js';
import type { Wie } from '../../toegang/wie.js';
import { WachtlijstService } from '../../wachtlijst/wachtlijst.service.js';
import { AnnulerenService } from '../verhuizen/annuleren.service.js';
import { BesluitQueries } from './besluit.queries.js';
import type { BesluitDto } from './levensloop.dto.js';
import { geenBesluitMogelijk, nieuweDatumKanNiet } from './levensloop.errors.js';
import { LevensloopMails } from './levensloop.mails.js';

/** The go/no-go decision of an open cohort: recorded with what it was taken on, and carried out at once. */
@Injectable()
export class BesluitService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly plaatsen: PlaatsenService,
    private readonly wachtlijst: WachtlijstService,
    private readonly queries: BesluitQueries,
    private readonly momenten: MomentenService,
    private readonly mails: LevensloopMails,
    private readonly annuleren: AnnulerenService,
    private readonly audit: AuditService,
  ) {}

  /**
   * `go` mails everybody who has a place or waits; `no-go` calls the cohort off, with the toelichting as the reason in
   * the mails; `later` moves the go/no-go date and its moments.
   * @throws DomainError `geen-besluit-mogelijk` when it is not open, `cohort-gewijzigd` when `versie` is not the present one.
   * @throws InputError when `later` has no possible date.
   */
  async besluit(wie: Wie, id: string, dto: BesluitDto): Promise<void> {
    await inTransaction(this.dataSource, async (m) => {
      const { cohort } = await this.legVast(m, wie, id, dto);
      await this.voerUit(m, wie, cohort, dto);
    });
  }

  /**
   * Only records a no-go: the coördinator goes on to choose what people are offered instead, and calls it off there.
   * @throws DomainError as `besluit`
   */
  async noGo(wie: Wie, id: string, dto: BesluitDto): Promise<void> {
    await inTransaction(this.dataSource, (m) => this.legVast(m, wie, id, { ...dto, besluit: 'no-go' }));
  }

  private async legVast(m: EntityManager, wie: Wie, id: string, dto: BesluitDto): Promise<Cohortstand> {
    const stand = await this.plaatsen.vergrendelEen(m, id);
    this.controleer(stand, dto);
    if (dto.besluit !== 'no-go') await this.wachtlijst.werkBij(m, stand);
    await this.noteer(m, wie, id, dto);
    return stand;
  }

  private controleer({ cohort, eerste }: Cohortstand, { besluit, nieuweDatum, versie }: BesluitDto): void {
    if (versie !== undefined && versie !== cohort.versie) throw cohortGewijzigd();
    if (cohort.status !== 'open') throw geenBesluitMogelijk(cohort.status);
    if (besluit !== 'later' || !nieuweDatum) return;
    const vandaag = dateOf(this.clock.now());
    const bezwaar = bezwaarTegenDatum(nieuweDatum, vandaag, eerste && dateOf(eerste));
    if (bezwaar) throw nieuweDatumKanNiet(bezwaar);
  }

  private async noteer(m: EntityManager, wie: Wie, id: string, dto: BesluitDto): Promise<void> {
    const { bezet, minimum, prognose } = await this.queries.stand(m, id);
    const { besluit, toelichting, nieuweDatum } = dto;
    await this.audit.noteer(m, {
      wie,
      code: 'cohort.besluit',
      onderwerp: { soort: 'cohort', id },
      gegevens: {
        besluit,
        toelichting,
        bezet,
        minimum,
        verwacht: prognose?.verwacht ?? null,
        ...(besluit === 'later' && nieuweDatum ? { nieuweDatum } : {}),
      },
    });
  }

  private async voerUit(m: EntityManager, wie: Wie, { id, versie }: Cohort, dto: BesluitDto): Promise<void> {
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

/**
 * Whether a go/no-go decision can be put off until this day, and if not why, in words for the coördinator.
 * @param vandaag all days are `YYYY-MM-DD` in Europe/Amsterdam.
 * @param eerste day of the first bijeenkomst; null when none is planned.
 */
function bezwaarTegenDatum(datum: string, vandaag: string, eerste: string | null): string | null {
  if (datum <= vandaag) return 'Kies een dag na vandaag.';
  if (eerste && datum >= eerste) return 'Kies een dag vóór de eerste bijeenkomst.';
  return null;
}
