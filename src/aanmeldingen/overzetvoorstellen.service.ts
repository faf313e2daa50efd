import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Wie } from '../toegang/wie.js';
import { Cohort } from '../cohorten/cohort.entity.js';
import { PlaatsenService } from '../cohorten/plaatsen.service.js';
import { Clock } from '../platform/clock/clock.js';
import { Aanmelding } from './aanmelding.entity.js';
import { overgangNietMogelijk } from './aanmeldingen.errors.js';
import { statusOp } from './aanmeldingen.rules.js';
import { rolBij } from './bevoegdheid.js';
import { nietVoorgesteld, voorstelNietOpen } from './overzetten.errors.js';
import { OverzetMails } from './overzetten.mails.js';
import { kanVerhuizen } from './overzetten.rules.js';
import { Overzetvoorstel } from './overzetvoorstel.entity.js';
import { Overzetvoorstellen } from './overzetvoorstellen.stappen.js';
import { controleerNietActief } from './rij.js';
import { metSlot } from './slot.js';

/** Asking somebody whether they want to move to another cohort, and hearing that they do not. */
@Injectable()
export class OverzetvoorstellenService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly plaatsen: PlaatsenService,
    private readonly voorstellen: Overzetvoorstellen,
    private readonly mails: OverzetMails,
    private readonly audit: AuditService,
  ) {}

  /**
   * The present place stays theirs until they choose.
   * @throws DomainError `alternatief-…` when nobody can enrol there now, `al-aangemeld` when they are in it already.
   */
  vraag(id: string, naar: string, wie: Wie): Promise<void> {
    const beide = {
      vergrendelEen: (m: EntityManager, van: string) => this.voorstellen.vergrendel(m, van, [naar]),
    };
    const mag = (a: Aanmelding): boolean => rolBij(wie, a) === 'academie';
    return metSlot(this.dataSource, beide, id, mag, async (m, { cohort }) => {
      const a = await m.findOneByOrFail(Aanmelding, { id });
      this.controleerVerhuizing(a, cohort);
      await controleerNietActief(m, Object.assign(new Aanmelding(), a, { cohortId: naar }));
      await this.voorstellen.stelVoor(m, wie, [a], [naar]);
      await this.mails.voorgesteld(m, a, naar);
    });
  }

  /** "Nee, bedankt": nothing else changes. @throws DomainError when it was answered before. */
  wijsAf(id: string, naar: string, wie: Wie): Promise<void> {
    const mag = (a: Aanmelding): boolean => rolBij(wie, a) === 'deelnemer';
    return metSlot(this.dataSource, this.plaatsen, id, mag, async (m) => {
      await vindOpen(m, id, naar);
      await m.update(
        Overzetvoorstel,
        { aanmeldingId: id, naarCohortId: naar },
        { status: 'afgewezen', beantwoordOp: this.clock.now() },
      );
      await this.audit.noteer(m, {
        wie,
        code: 'aanmelding.overzetting-afgewezen',
        onderwerp: { soort: 'aanmelding', id },
        gegevens: { naar },
      });
    });
  }

  private controleerVerhuizing(a: Aanmelding, cohort: Cohort): void {
    const status = statusOp(a, this.clock.now());
    const geannuleerd = cohort.status === 'geannuleerd';
    if (!kanVerhuizen({ status, beeindigdDoor: a.beeindigdDoor }, geannuleerd))
      throw overgangNietMogelijk(status);
  }
}

/** A step, with the cohort of the aanmelding locked. @throws DomainError when this choice cannot be made any more. */
export async function vindOpen(
  m: EntityManager,
  aanmeldingId: string,
  naar: string,
): Promise<Overzetvoorstel> {
  const voorstel = await m.findOneBy(Overzetvoorstel, { aanmeldingId, naarCohortId: naar });
  if (!voorstel) throw nietVoorgesteld();
  if (voorstel.status !== 'open') throw voorstelNietOpen(voorstel.status);
  return voorstel;
}
