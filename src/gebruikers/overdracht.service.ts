import { Injectable } from '@nestjs/common';
import { DataSource, In, MoreThan, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Wie } from '../toegang/wie.js';
import { Bestuur } from '../besturen/bestuur.entity.js';
import { Bijeenkomst } from '../cohorten/bijeenkomst.entity.js';
import { Clock } from '../platform/clock/clock.js';
import { dateOf } from '../platform/clock/dates.js';
import { addressKey } from '../platform/text/address.js';
import type { Gebruiker } from '../toegang/gebruiker.entity.js';
import { gebruikersMetRol } from '../toegang/rollen.queries.js';
import { kiesIemandAnders, rolNietTeGeven } from './gebruikers.errors.js';
import { GebruikersQueries } from './gebruikers.queries.js';
import { magGeven } from './gebruikers.rules.js';
import { Gebruikerswacht } from './gebruikerswacht.service.js';

/** What of the academie hangs on one human. */
export interface Werk {
  /** That they still have to give. */
  bijeenkomsten: number;
  /** Besturen whose mails go to their address. */
  postbussen: { id: string; naam: string }[];
}

/** Work that was somebody's goes on with somebody else. */
@Injectable()
export class OverdrachtService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditService,
    private readonly wacht: Gebruikerswacht,
    private readonly queries: GebruikersQueries,
  ) {}

  /** What there is to hand over by this one. */
  async werkVan(wie: Wie, { id, email }: { id: string; email: string }): Promise<Werk> {
    const { manager } = this.dataSource;
    const bijeenkomsten = magGeven(wie, { rol: 'trainer', bestuurId: null })
      ? await manager.countBy(Bijeenkomst, this.komende(id))
      : 0;
    const besturen = await this.metPostbus(manager, wie, email);
    return {
      bijeenkomsten,
      postbussen: besturen.map((een) => ({ id: een.id, naam: een.naam ?? `bestuur ${een.nummer}` })),
    };
  }

  private komende(trainerId: string) {
    return { trainerId, begint: MoreThan(this.clock.now()) };
  }

  private async metPostbus(m: EntityManager, wie: Wie, email: string): Promise<Bestuur[]> {
    const besturen = await m
      .createQueryBuilder(Bestuur, 'b')
      .where('lower(btrim(b.email)) = :email', { email: addressKey(email) })
      .orderBy('b.naam')
      .addOrderBy('b.id')
      .getMany();
    return besturen.filter(({ id }) => magGeven(wie, { rol: 'bestuur', bestuurId: id }));
  }

  /**
   * Every bijeenkomst to come gets another trainer.
   * @returns how many, and at how many of them the new trainer has to be elsewhere too.
   * @throws DomainError `kies-iemand-anders` for who is no trainer, and when it is not theirs to change.
   */
  bijeenkomsten(wie: Wie, id: string, aan: string): Promise<{ aantal: number; dubbel: number }> {
    return this.wacht.wijzig(wie, id, async (m) => {
      if (!magGeven(wie, { rol: 'trainer', bestuurId: null })) throw rolNietTeGeven();
      const trainers = await gebruikersMetRol(m, 'trainer', dateOf(this.clock.now()));
      if (aan === id || !trainers.some((trainer) => trainer.id === aan)) throw kiesIemandAnders();
      const lock = { mode: 'for_no_key_update' as const };
      const rijen = await m.find(Bijeenkomst, { where: this.komende(id), order: { id: 'ASC' }, lock });
      await m.update(Bijeenkomst, { id: In(rijen.map((een) => een.id)) }, { trainerId: aan });
      await this.noteerCohorten(m, wie, rijen, aan);
      await this.noteer(m, wie, id, aan, rijen.length);
      return { aantal: rijen.length, dubbel: await this.dubbel(m, aan) };
    });
  }

  private async dubbel(m: EntityManager, trainerId: string): Promise<number> {
    const [row] = await m.query<{ n: number }[]>(
      `SELECT count(*)::integer AS n FROM bijeenkomst a
        WHERE a.trainer_id = $1 AND a.begint > $2 AND EXISTS (SELECT FROM bijeenkomst b
          WHERE b.trainer_id = $1 AND b.id <> a.id AND b.begint < a.eindigt AND b.eindigt > a.begint)`,
      [trainerId, this.clock.now()],
    );
    return row!.n;
  }

  /** In the history of each cohort, as a change of its plan. */
  private async noteerCohorten(
    m: EntityManager,
    wie: Wie,
    rijen: Bijeenkomst[],
    naar: string,
  ): Promise<void> {
    const cohorten = new Map<string, Bijeenkomst[]>();
    for (const rij of rijen) cohorten.set(rij.cohortId, [...(cohorten.get(rij.cohortId) ?? []), rij]);
    await this.audit.noteerAlle(
      m,
      [...cohorten].map(([cohortId, bijeenkomsten]) => ({
        wie,
        code: 'cohort.gewijzigd' as const,
        onderwerp: { soort: 'cohort' as const, id: cohortId },
        gegevens: {
          velden: {},
          bijeenkomsten: {
            verplaatst: [],
            toegevoegd: [],
            vervallen: [],
            gewijzigd: bijeenkomsten.map(({ begint, trainerId }) => ({
              begint: begint.toISOString(),
              velden: { trainerId: { van: trainerId, naar } },
            })),
          },
        },
      })),
    );
  }

  /**
   * The mails of each bestuur that went to this address go to that of somebody else who speaks for it.
   * @returns how many besturen. @throws DomainError `kies-iemand-anders`
   */
  postbussen(wie: Wie, id: string, aan: string): Promise<number> {
    return this.wacht.wijzig(wie, id, async (m, gebruiker: Gebruiker) => {
      const ander = await this.queries.een(aan, m);
      const besturen = await this.metPostbus(m, wie, gebruiker.email);
      const dag = dateOf(this.clock.now());
      const spreektVoor = (bestuurId: string): boolean =>
        ander?.uitgeschakeldOp === null &&
        ander.rollen.some(
          (een) =>
            een.rol === 'bestuur' &&
            een.bestuurId === bestuurId &&
            een.begintOp <= dag &&
            (een.eindigtOp === null || een.eindigtOp >= dag),
        );
      const over = besturen.filter((bestuur) => spreektVoor(bestuur.id));
      if (!ander || aan === id || over.length === 0) throw kiesIemandAnders();
      for (const { id: bestuurId, email: van } of over) {
        await m.update(Bestuur, bestuurId, { email: ander.email });
        await this.audit.noteer(m, {
          wie,
          code: 'bestuur.gewijzigd',
          onderwerp: { soort: 'bestuur', id: bestuurId },
          gegevens: { velden: { email: { van, naar: ander.email } } },
        });
      }
      await this.noteer(m, wie, id, aan, over.length);
      return over.length;
    });
  }

  private noteer(m: EntityManager, wie: Wie, id: string, aan: string, aantal: number): Promise<void> {
    const onderwerp = { soort: 'gebruiker' as const, id };
    return this.audit.noteer(m, {
      wie,
      code: 'gebruiker.overgedragen',
      onderwerp,
      gegevens: { aan, aantal },
    });
  }
}
