import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../../audit/audit.service.js';
import type { Wie } from '../../toegang/wie.js';
import { Clock } from '../../platform/clock/clock.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { Persoon, volledigeNaam } from '../../toegang/persoon.entity.js';
import { Certificaat, type Certificaatgegevens } from './certificaat.entity.js';
import { CertificatenQueries, type Certificaatbeeld } from './certificaten.queries.js';
import { Certificaatstappen } from './certificaten.stappen.js';
import type { CorrectieDto } from '../uitreiken/certificering.dto.js';
import {
  alIngetrokken,
  heeftAlGeldig,
  isVervangen,
  nietIngetrokken,
  nietsTeCorrigeren,
} from '../certificering.errors.js';
import { CertificeringMails } from './certificering.mails.js';

/** What can happen to a certificaat once it was issued. It is never changed: it is withdrawn, or another takes its place. */
@Injectable()
export class CertificatenService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly queries: CertificatenQueries,
    private readonly stappen: Certificaatstappen,
    private readonly mails: CertificeringMails,
    private readonly audit: AuditService,
  ) {}

  /** @throws DomainError `certificaat-onbekend` */
  vind(nummer: string): Promise<Certificaatbeeld> {
    return this.queries.vind(nummer);
  }

  /** The holder is told, with the reason. @throws DomainError `certificaat-onbekend`, `al-ingetrokken`, `certificaat-vervangen` */
  async trekIn(wie: Wie, nummer: string, reden: string): Promise<void> {
    await inTransaction(this.dataSource, async (m) => {
      const c = await this.geldig(m, nummer);
      await m.update(Certificaat, { id: c.id }, { ingetrokkenOp: this.clock.now(), intrekkingsreden: reden });
      await this.audit.noteer(m, {
        wie,
        code: 'certificaat.ingetrokken',
        onderwerp: { soort: 'aanmelding', id: c.aanmeldingId },
        gegevens: { nummer: c.nummer, reden },
      });
      await this.mails.ingetrokken(m, c, reden);
    });
  }

  /**
   * The name was wrong: another certificaat takes its place, and says of the old one that it was replaced.
   * @returns the new number.
   * @throws DomainError `certificaat-onbekend`, `al-ingetrokken`, `certificaat-vervangen`, `niets-te-corrigeren`
   */
  async corrigeer(wie: Wie, nummer: string, { naam, reden }: CorrectieDto): Promise<string> {
    return inTransaction(this.dataSource, async (m) => {
      const oud = await this.geldig(m, nummer);
      const juist = naam ?? volledigeNaam(await m.findOneByOrFail(Persoon, { id: oud.persoonId }));
      if (juist === oud.gegevens.naam) throw nietsTeCorrigeren();
      await m.update(Certificaat, { id: oud.id }, { vervangenOp: this.clock.now() });
      const nieuw = await this.volg(m, wie, oud, { ...oud.gegevens, naam: juist }, reden);
      await this.mails.opnieuw(m, oud, nieuw, 'correctie');
      return nieuw.nummer;
    });
  }

  /**
   * One that was withdrawn is issued again, under a new number; the old one stays withdrawn.
   * @returns the new number.
   * @throws DomainError `certificaat-onbekend`, `niet-ingetrokken`, `heeft-al-certificaat`
   */
  async reikOpnieuwUit(wie: Wie, nummer: string, reden: string): Promise<string> {
    return inTransaction(this.dataSource, async (m) => {
      const oud = await this.vergrendeld(m, nummer);
      if (oud.stand !== 'ingetrokken') throw nietIngetrokken();
      const alle = await this.queries.vanCohort(oud.cohortId, oud.leerjaar, m);
      const ander = alle.find((c) => c.aanmeldingId === oud.aanmeldingId && c.stand === 'geldig');
      if (ander) throw heeftAlGeldig(ander.nummer);
      if (oud.vervangenDoor) throw isVervangen(oud.vervangenDoor);
      const naam = volledigeNaam(await m.findOneByOrFail(Persoon, { id: oud.persoonId }));
      const nieuw = await this.volg(m, wie, oud, { ...oud.gegevens, naam }, reden);
      await this.mails.opnieuw(m, oud, nieuw, 'heruitgave');
      return nieuw.nummer;
    });
  }

  /** The aanmelding is the lock: of one person, one thing at a time. */
  private async vergrendeld(m: EntityManager, nummer: string): Promise<Certificaatbeeld> {
    const { aanmeldingId } = await this.queries.vind(nummer, m);
    await m.query('SELECT 1 FROM aanmelding WHERE id = $1 FOR NO KEY UPDATE', [aanmeldingId]);
    return this.queries.vind(nummer, m);
  }

  private async geldig(m: EntityManager, nummer: string): Promise<Certificaatbeeld> {
    const c = await this.vergrendeld(m, nummer);
    if (c.stand === 'vervangen') throw isVervangen(c.vervangenDoor!);
    if (c.stand === 'ingetrokken') throw alIngetrokken();
    return c;
  }

  private async volg(
    m: EntityManager,
    wie: Wie,
    oud: Certificaatbeeld,
    gegevens: Certificaatgegevens,
    reden: string,
  ): Promise<Certificaat> {
    const { uitreikingId } = await m.findOneByOrFail(Certificaat, { id: oud.id });
    const { aanmeldingId } = oud;
    const [nieuw] = await this.stappen.geefUit(m, wie, [
      { uitreikingId, aanmeldingId, gegevens, vervangt: oud },
    ]);
    await this.audit.noteer(m, {
      wie,
      code: 'certificaat.vervangen',
      onderwerp: { soort: 'aanmelding', id: aanmeldingId },
      gegevens: { nummer: oud.nummer, door: nieuw!.nummer, reden },
    });
    return nieuw!;
  }
}
