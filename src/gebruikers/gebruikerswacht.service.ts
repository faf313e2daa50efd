import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Wie } from '../toegang/wie.js';
import { Clock } from '../platform/clock/clock.js';
import { dateOf } from '../platform/clock/dates.js';
import { Settings } from '../platform/config/settings.js';
import { inTransaction } from '../platform/database/transaction.js';
import { DomainError } from '../platform/errors/domain-error.js';
import { Gebruiker } from '../toegang/gebruiker.entity.js';
import {
  gebruikerOnbekend,
  gebruikerGewist,
  heeftAndereRol,
  laatsteBeheerder,
  nietJezelf,
} from './gebruikers.errors.js';
import { GebruikersQueries, type GebruikerBeeld } from './gebruikers.queries.js';
import { dagZonderBeheerder, magZien, weigering } from './gebruikers.rules.js';

/** Stands at every change of a gebruiker: who may make it, and that a beheerder remains. */
@Injectable()
export class Gebruikerswacht {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly audit: AuditService,
    private readonly queries: GebruikersQueries,
  ) {}

  /**
   * A use case on one gebruiker, who is held until it is done; what is refused is recorded.
   * @throws DomainError `gebruiker-onbekend`, `niet-jezelf`, `heeft-andere-rol`
   */
  wijzig<T>(
    wie: Wie,
    id: string,
    werk: (m: EntityManager, gebruiker: Gebruiker, beeld: GebruikerBeeld) => Promise<T>,
  ): Promise<T> {
    return this.vastleggend(wie, id, async (m) => {
      const gebruiker = await this.vergrendel(m, id);
      return werk(m, gebruiker, await this.controleer(m, wie, id));
    });
  }

  /** The same on two at once: both must be theirs to change. */
  wijzigSamen<T>(
    wie: Wie,
    [een, ander]: readonly [string, string],
    werk: (m: EntityManager, een: GebruikerBeeld, ander: Gebruiker) => Promise<T>,
  ): Promise<T> {
    return this.vastleggend(wie, een, async (m) => {
      const vast = new Map<string, Gebruiker>();
      for (const id of [een, ander].toSorted()) vast.set(id, await this.vergrendel(m, id));
      await this.controleer(m, wie, ander);
      return werk(m, await this.controleer(m, wie, een), vast.get(ander)!);
    });
  }

  /** One transaction, with a line in the audit when it is refused because they may not. */
  async vastleggend<T>(wie: Wie, id: string | null, werk: (m: EntityManager) => Promise<T>): Promise<T> {
    try {
      return await inTransaction(this.dataSource, werk);
    } catch (fout) {
      if (fout instanceof DomainError && fout.kind === 'verboden' && wie.soort === 'gebruiker')
        await this.audit.tel(this.dataSource.manager, {
          wie,
          code: 'gebruiker.geweigerd',
          onderwerp: { soort: 'gebruiker', id: id ?? wie.id },
          gegevens: { waarom: fout.code },
        });
      throw fout;
    }
  }

  private async vergrendel(m: EntityManager, id: string): Promise<Gebruiker> {
    const gebruiker = await m.findOne(Gebruiker, { where: { id }, lock: { mode: 'for_no_key_update' } });
    if (!gebruiker) throw gebruikerOnbekend();
    return gebruiker;
  }

  private async controleer(m: EntityManager, wie: Wie, id: string): Promise<GebruikerBeeld> {
    const beeld = await this.queries.een(id, m);
    if (!beeld || !magZien(wie, beeld)) throw gebruikerOnbekend();
    this.controleerWijziging(wie, beeld);
    return beeld;
  }

  /**
   * A step, once the row is held: may this one change that one?
   * @throws DomainError `niet-jezelf`, `heeft-andere-rol`, `gebruiker-gewist`
   */
  controleerWijziging(wie: Wie, beeld: GebruikerBeeld): void {
    const waarom = weigering(wie, beeld, dateOf(this.clock.now()));
    if (waarom === 'jezelf') throw nietJezelf();
    if (waarom === 'andere-rol') throw heeftAndereRol();
    if (waarom === 'gewist') throw gebruikerGewist();
  }

  /**
   * A step around what may take a beheerder away: all that make somebody beheerder are held first, so that of two who
   * switch each other off one is refused.
   * @throws DomainError `laatste-beheerder`
   */
  async bewaakBeheer<T>(m: EntityManager, werk: () => Promise<T>): Promise<T> {
    await m.query(`SELECT FROM gebruiker_rol WHERE rol = 'beheer' ORDER BY id FOR UPDATE`);
    const { production } = this.settings;
    const voor = await this.queries.beheerperioden(m, production);
    const uitkomst = await werk();
    const na = await this.queries.beheerperioden(m, production);
    const dag = dagZonderBeheerder(voor, na, dateOf(this.clock.now()));
    if (dag) throw laatsteBeheerder(dag);
    return uitkomst;
  }
}
