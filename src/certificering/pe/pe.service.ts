import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../../audit/audit.service.js';
import { PlaatsenService } from '../../cohorten/plaatsen.service.js';
import { Opleiding } from '../../opleidingen/opleiding.entity.js';
import { Clock } from '../../platform/clock/clock.js';
import { inAmsterdam, momentAt } from '../../platform/clock/dates.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { Lists } from '../../platform/lists.js';
import type { Wie } from '../../toegang/wie.js';
import { CertificeringMails } from '../certificering.mails.js';
import { PeDoorgave, PeOverdracht } from './pe-overdracht.entity.js';
import { niemandDoorTeGeven, nietAfgerondHier } from './pe.errors.js';
import { PeQueries } from './pe.queries.js';
import { deelnameXml, magVragen } from './pe.rules.js';

/** Handing over who finished to PE-online, where somebody of the academie enters it. */
@Injectable()
export class PeService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly plaatsen: PlaatsenService,
    private readonly queries: PeQueries,
    private readonly mails: CertificeringMails,
    private readonly audit: AuditService,
    private readonly lists: Lists,
  ) {}

  /**
   * The file, which is recorded: it holds registernummers.
   * @param alle also who was handed over before.
   */
  bestand(wie: Wie, cohortId: string, alle: boolean): Promise<string> {
    return this.lists.make(() => this.maakBestand(wie, cohortId, alle));
  }

  private maakBestand(wie: Wie, cohortId: string, alle: boolean): Promise<string> {
    return inTransaction(this.dataSource, async (m) => {
      const { cohort } = await this.plaatsen.vergrendelEen(m, cohortId);
      const { peCursuscode } = await m.findOneByOrFail(Opleiding, { id: cohort.opleidingId });
      const lijst = (await this.queries.afgerond(cohortId, m)).flatMap((a) =>
        a.registernummer && (alle || !a.doorgegevenOp)
          ? [{ registernummer: a.registernummer, datum: a.datum }]
          : [],
      );
      const onderwerp = { soort: 'cohort' as const, id: cohortId };
      await this.audit.noteer(m, {
        wie,
        code: 'cohort.pe-gedownload',
        onderwerp,
        gegevens: { aantal: lijst.length },
      });
      return deelnameXml({ peCursuscode, peUitvoeringscode: cohort.peUitvoeringscode }, lijst, zoneOp);
    });
  }

  /**
   * These people were entered in PE-online. Who has no number, or went along before, is left out.
   * @param aanmeldingen those that were on the screen.
   * @returns how many were noted.
   * @throws DomainError `niemand-door-te-geven`
   */
  draagOver(wie: Wie, cohortId: string, aanmeldingen: readonly string[]): Promise<number> {
    return inTransaction(this.dataSource, async (m) => {
      await this.plaatsen.vergrendelEen(m, cohortId);
      const open = (await this.queries.afgerond(cohortId, m)).filter((a) => !a.doorgegevenOp);
      const mee = open.flatMap(({ aanmeldingId, registernummer }) =>
        registernummer && aanmeldingen.includes(aanmeldingId) ? [{ aanmeldingId, registernummer }] : [],
      );
      if (mee.length === 0) throw niemandDoorTeGeven();
      const zonderNummer = open.filter(({ registernummer }) => !registernummer).length;
      const overdracht = await m.save(
        PeOverdracht,
        m.create(PeOverdracht, {
          cohortId,
          op: this.clock.now(),
          gebruikerId: wie.soort === 'gebruiker' ? wie.id : null,
          aantal: mee.length,
          zonderNummer,
        }),
      );
      await m.insert(
        PeDoorgave,
        mee.map((een) => ({ ...een, peOverdrachtId: overdracht.id })),
      );
      await this.audit.noteer(m, {
        wie,
        code: 'cohort.pe-overgedragen',
        onderwerp: { soort: 'cohort', id: cohortId },
        gegevens: { aantal: mee.length, zonderNummer },
      });
      return mee.length;
    });
  }

  /**
   * Asks by mail for a number, nobody more than once a week.
   * @param persoonId only this person; without it, everybody who lacks one.
   * @returns how many were asked.
   */
  vraagNummers(cohortId: string, persoonId?: string): Promise<number> {
    return inTransaction(this.dataSource, async (m) => {
      const { cohort } = await this.plaatsen.vergrendelEen(m, cohortId);
      const { naam } = await m.findOneByOrFail(Opleiding, { id: cohort.opleidingId });
      const nu = this.clock.now();
      const zonder = (await this.queries.afgerond(cohortId, m)).filter(
        (a) => !a.registernummer && (!persoonId || a.persoonId === persoonId) && magVragen(a.gevraagdOp, nu),
      );
      return this.mails.vraagNummer(m, cohortId, naam, zonder);
    });
  }

  /** @throws DomainError `persoon-onbekend` for who did not finish here. */
  async eisAfgerond(cohortId: string, persoonId: string): Promise<void> {
    const afgerond = await this.queries.afgerond(cohortId);
    if (!afgerond.some((a) => a.persoonId === persoonId)) throw nietAfgerondHier();
  }
}

const zoneOp = (dag: string): string => inAmsterdam(momentAt(dag, '12:00')).offset;
