import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { Aanmelding } from '../../aanmeldingen/aanmelding.entity.js';
import { AanmeldingenMails } from '../../aanmeldingen/aanmeldingen.mails.js';
import { AuditService } from '../../audit/audit.service.js';
import type { Wie } from '../../toegang/wie.js';
import { PlaatsenService } from '../../cohorten/plaatsen.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { InputError } from '../../platform/errors/input-error.js';
import type { AfwijkingDto } from './afronding.dto.js';
import { AfrondingQueries } from './afronding.queries.js';
import { OPEN_EINDE } from '../../aanmeldingen/standen.js';

const VOORBIJ = 'Het cohort is afgelopen zonder dat er een plaats voor je vrijkwam.';

/** What finishing a cohort does to its aanmeldingen. All steps need the cohort locked, and take any number at once. */
@Injectable()
export class Afrondingsstappen {
  constructor(
    private readonly clock: Clock,
    private readonly plaatsen: PlaatsenService,
    private readonly queries: AfrondingQueries,
    private readonly mails: AanmeldingenMails,
    private readonly audit: AuditService,
  ) {}

  /** Who has a place completes the cohort or not. @throws InputError when an afwijking is of nobody with a place here. */
  async beoordeel(
    m: EntityManager,
    wie: Wie,
    cohortId: string,
    afwijkingen: readonly AfwijkingDto[],
  ): Promise<{ voltooid: number; nietVoltooid: number }> {
    const { deelnemers } = await this.queries.voorstel(m, cohortId);
    const voorgesteld = new Map(deelnemers.map(({ id, voltooid }) => [id, voltooid]));
    controleer(afwijkingen, voorgesteld);
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
        return {
          wie,
          code: 'aanmelding.afgerond' as const,
          onderwerp: { soort: 'aanmelding' as const, id },
          gegevens,
        };
      }),
    );
    const voltooid = geplaatst.filter(({ status }) => status === 'voltooid').length;
    return { voltooid, nietVoltooid: geplaatst.length - voltooid };
  }

  /** Who waits, or holds a place that was never confirmed, hears that it is over. */
  async sluitRij(m: EntityManager, wie: Wie, cohortId: string): Promise<void> {
    const wachtend = await m.findBy(Aanmelding, { cohortId, status: In([...OPEN_EINDE]) });
    const regels = wachtend.map(({ id, status, wachtOp }) => ({
      wie,
      code: 'aanmelding.geannuleerd' as const,
      onderwerp: { soort: 'aanmelding' as const, id },
      gegevens: { van: status, door: 'academie', reden: VOORBIJ, wachtteOp: wachtOp },
    }));
    for (const a of wachtend) {
      a.gaNaar('geannuleerd', this.clock.now());
      Object.assign(a, { reden: VOORBIJ, beeindigdDoor: 'academie' });
    }
    await this.plaatsen.bewaar(m, wachtend);
    await this.audit.noteerAlle(m, regels);
    await this.mails.geannuleerd(m, cohortId, wachtend, 'academie');
  }
}

function controleer(afwijkingen: readonly AfwijkingDto[], geplaatst: ReadonlyMap<string, unknown>): void {
  const fouten = afwijkingen.flatMap(({ aanmelding }, i) =>
    geplaatst.has(aanmelding)
      ? []
      : [
          {
            veld: `afwijkingen.${i}.aanmelding`,
            melding: 'Deze aanmelding heeft geen plaats in dit cohort.',
          },
        ],
  );
  if (fouten.length > 0) throw new InputError(fouten);
}
