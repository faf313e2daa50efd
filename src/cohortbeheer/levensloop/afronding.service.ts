import { Injectable } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';
import { Aanmelding } from '../../aanmeldingen/aanmelding.entity.js';
import { AanmeldingenMails } from '../../aanmeldingen/aanmeldingen.mails.js';
import { OPEN_EINDE } from '../../aanmeldingen/standen.js';
import { AuditService } from '../../audit/audit.service.js';
import { Cohort } from '../../cohorten/cohort.entity.js';
import { cohortGewijzigd, cohortovergangNietMogelijk } from '../../cohorten/cohorten.errors.js';
import { cohortovergangen } from '../../cohorten/cohorten.rules.js';
import { MomentenService } from '../../cohorten/momenten.service.js';
import { PlaatsenService } from '../../cohorten/plaatsen.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { InputError } from '../../platform/errors/domain-error.js';
import type { Wie } from '../../toegang/wie.js';
import { AfrondingQueries } from './afronding.queries.js';
import type { AfrondingDto, AfwijkingDto } from './levensloop.dto.js';
import { geenBijeenkomsten, nogNietVoorbij } from './levensloop.errors.js';

const VOORBIJ = 'De groep is afgelopen zonder dat er een plek voor je vrijkwam.';

/** Finishing a cohort after its last bijeenkomst: for everybody it is decided whether they completed it. */
@Injectable()
export class AfrondingService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly plaatsen: PlaatsenService,
    private readonly momenten: MomentenService,
    private readonly queries: AfrondingQueries,
    private readonly mails: AanmeldingenMails,
    private readonly audit: AuditService,
  ) {}

  /**
   * Who has a place completes it or not, by their attendance or by the coördinator's own judgement; who still waits is
   * told that it is over.
   * @throws DomainError `nog-niet-voorbij` while a bijeenkomst lies ahead, `geen-bijeenkomsten`,
   *   `overgang-niet-mogelijk`, `cohort-gewijzigd`.
   * @throws InputError for an afwijking of somebody without a place here.
   */
  async rondAf(wie: Wie, id: string, { afwijkingen = [], versie }: AfrondingDto): Promise<void> {
    await inTransaction(this.dataSource, async (m) => {
      const { cohort } = await this.plaatsen.vergrendelEen(m, id);
      if (versie !== undefined && versie !== cohort.versie) throw cohortGewijzigd();
      await this.controleer(m, cohort);
      const uitkomst = await this.beoordeel(m, wie, id, afwijkingen);
      await this.sluitRij(m, wie, id);
      await m.update(Cohort, { id }, { status: 'afgerond', versie: cohort.versie + 1 });
      const onderwerp = { soort: 'cohort' as const, id };
      await this.audit.noteer(m, { wie, code: 'cohort.afgerond', onderwerp, gegevens: uitkomst });
      await this.momenten.leg(m, id);
    });
  }

  private async controleer(m: EntityManager, { id, status }: Cohort): Promise<void> {
    if (!cohortovergangen[status].includes('afgerond')) throw cohortovergangNietMogelijk(status, 'afgerond');
    const [{ laatste }] = await m.query<[{ laatste: Date | null }]>(
      'SELECT max(eindigt) AS laatste FROM bijeenkomst WHERE cohort_id = $1',
      [id],
    );
    if (!laatste) throw geenBijeenkomsten();
    if (laatste > this.clock.now()) throw nogNietVoorbij(laatste);
  }

  /** Who has a place completes the cohort or not. @throws InputError when an afwijking is of nobody with a place here. */
  private async beoordeel(
    m: EntityManager,
    wie: Wie,
    cohortId: string,
    afwijkingen: readonly AfwijkingDto[],
  ): Promise<{ voltooid: number; nietVoltooid: number }> {
    const { deelnemers } = await this.queries.voorstel(m, cohortId);
    const voorgesteld = new Map(deelnemers.map(({ id, voltooid }) => [id, voltooid]));
    controleerAfwijkingen(afwijkingen, voorgesteld);
    const anders = new Map(afwijkingen.map((afwijking) => [afwijking.aanmelding, afwijking]));
    const geplaatst = await m.findBy(Aanmelding, { cohortId, status: 'geplaatst' });
    for (const a of geplaatst) {
      const voltooid = anders.get(a.id)?.voltooid ?? voorgesteld.get(a.id);
      a.gaNaar(voltooid ? 'voltooid' : 'niet-voltooid', this.clock.now());
    }
    await this.plaatsen.bewaar(m, geplaatst);
    await this.audit.noteerAlle(
      m,
      geplaatst.map(({ id, status }) => {
        const reden = anders.get(id)?.reden;
        const gegevens = { status, ...(reden ? { reden } : {}) };
        const onderwerp = { soort: 'aanmelding' as const, id };
        return { wie, code: 'aanmelding.afgerond' as const, onderwerp, gegevens };
      }),
    );
    const voltooid = geplaatst.filter(({ status }) => status === 'voltooid').length;
    return { voltooid, nietVoltooid: geplaatst.length - voltooid };
  }

  /** Who waits, or holds a place that was never confirmed, hears that it is over. */
  private async sluitRij(m: EntityManager, wie: Wie, cohortId: string): Promise<void> {
    const wachtend = await m.findBy(Aanmelding, { cohortId, status: In([...OPEN_EINDE]) });
    const regels = wachtend.map(({ id, status, wachtOp }) => ({
      wie,
      code: 'aanmelding.geannuleerd' as const,
      onderwerp: { soort: 'aanmelding' as const, id },
      gegevens: { van: status, door: 'academie', reden: VOORBIJ, wachtteOp: wachtOp },
    }));
    for (const a of wachtend) {
      a.gaNaar('geannuleerd', this.clock.now());
      a.reden = VOORBIJ;
      a.beeindigdDoor = 'academie';
    }
    await this.plaatsen.bewaar(m, wachtend);
    await this.audit.noteerAlle(m, regels);
    await this.mails.geannuleerd(m, cohortId, wachtend, 'academie');
  }
}

function controleerAfwijkingen(
  afwijkingen: readonly AfwijkingDto[],
  geplaatst: ReadonlyMap<string, unknown>,
): void {
  const melding = 'Deze aanmelding heeft geen plaats in dit cohort.';
  const fouten = afwijkingen.flatMap(({ aanmelding }, i) =>
    geplaatst.has(aanmelding) ? [] : [{ veld: `afwijkingen.${i}.aanmelding`, melding }],
  );
  if (fouten.length > 0) throw new InputError(fouten);
}
