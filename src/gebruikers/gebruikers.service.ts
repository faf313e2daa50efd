import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In, IsNull, MoreThan } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Auditcodes } from '../audit/auditcodes.rules.js';
import type { Wie } from '../toegang/wie.js';
import { Clock } from '../platform/clock/clock.js';
import { addressKey, isAddress, readAddress } from '../platform/text/address.js';
import { Gebruiker, Uitnodiging } from '../toegang/gebruiker.entity.js';
import { SessiesService } from '../toegang/sessies.service.js';
import {
  adresOngeldig,
  alBinnen,
  isUitgeschakeld,
  kiesIemandAnders,
  rolNietTeGeven,
} from './gebruikers.errors.js';
import { GebruikersQueries } from './gebruikers.queries.js';
import { Gebruikerswacht } from './gebruikerswacht.service.js';
import { RollenService, type Rolverzoek } from './rollen.service.js';
import { UitnodigingenService } from './uitnodigingen.service.js';
import { Bestuur } from '../besturen/bestuur.entity.js';
import { Bijeenkomst } from '../cohorten/bijeenkomst.entity.js';
import { dateOf } from '../platform/clock/dates.js';
import { gebruikersMetRol } from '../toegang/rollen.queries.js';
import { magGeven } from './gebruikers.rules.js';

/** Who is asked to work with the academie, as what, and from when until when. */
export interface Uitnodigingsverzoek extends Rolverzoek {
  email: string;
  naam?: string | undefined;
}

export interface Uitgenodigd {
  gebruiker: Gebruiker;
  /** Null for who can log in already: they got a role beside those they had. */
  link: string | null;
}

interface Link {
  link: string;
  vervaltOp: Date;
}

type Uitgezet = 'gebruiker.uitgeschakeld' | 'gebruiker.uit-ongebruikt';
type ZonderGegevens = {
  [C in keyof Auditcodes]: Auditcodes[C] extends Record<string, never> ? C : never;
}[keyof Auditcodes];

/** Work of the academie that hangs on one human. */
interface Werk {
  /** That they still have to give. */
  bijeenkomsten: number;
  /** Besturen whose mails go to their address. */
  postbussen: { id: string; naam: string }[];
}

/**
 * Accounts of who works with the academie, and their work that goes on with somebody else. All of it may be refused:
 * see Gebruikerswacht.
 */
@Injectable()
export class GebruikersService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditService,
    private readonly sessies: SessiesService,
    private readonly wacht: Gebruikerswacht,
    private readonly rollen: RollenService,
    private readonly queries: GebruikersQueries,
    private readonly uitnodigingen: UitnodigingenService,
  ) {}

  /**
   * Gives somebody a role, who is made a gebruiker when the address is new; who cannot log in yet gets a (new) link.
   * @throws DomainError when the address, the role or the days cannot be, or are not theirs to give.
   */
  async nodigUit(wie: Wie, { email: getypt, naam, ...rol }: Uitnodigingsverzoek): Promise<Uitgenodigd> {
    const email = readAddress(getypt);
    if (!isAddress(addressKey(email))) throw adresOngeldig();
    return this.wacht.vastleggend(wie, null, async (m) => {
      const { gebruiker, nieuw } = await this.vindOfMaak(m, email, naam);
      if (!nieuw) this.wacht.controleerWijziging(wie, (await this.queries.een(gebruiker.id, m))!);
      if (gebruiker.uitgeschakeldOp) throw isUitgeschakeld();
      const rolId = await this.rollen.geef(m, wie, gebruiker, rol);
      if (!gebruiker.wachtwoordHash && !gebruiker.laatstIngelogdOp) {
        const { link } = await this.uitnodigingen.maak(m, gebruiker, 'uitnodiging', wie);
        return { gebruiker, link };
      }
      await this.rollen.meld(m, gebruiker, [rolId]);
      return { gebruiker, link: null };
    });
  }

  /** Until a name is chosen somebody is called by the address. */
  private async vindOfMaak(
    m: EntityManager,
    email: string,
    naam: string | undefined,
  ): Promise<{ gebruiker: Gebruiker; nieuw: boolean }> {
    const emailNorm = addressKey(email);
    const gemaakt = await m.query<unknown[]>(
      `INSERT INTO gebruiker (naam, email, email_norm, aan_sinds) VALUES ($1, $2, $3, $4)
       ON CONFLICT (email_norm) DO NOTHING RETURNING id`,
      [naam || email, email, emailNorm, this.clock.now()],
    );
    const lock = { mode: 'for_no_key_update' as const };
    const gebruiker = await m.findOneOrFail(Gebruiker, { where: { emailNorm }, lock });
    return { gebruiker, nieuw: gemaakt.length > 0 };
  }

  /** The invitation once more; the link before it opens nothing any more. @throws DomainError `al-binnen` */
  nodigOpnieuwUit(wie: Wie, id: string): Promise<Link> {
    return this.wacht.wijzig(wie, id, async (m, gebruiker) => {
      if (gebruiker.uitgeschakeldOp) throw isUitgeschakeld();
      if (gebruiker.wachtwoordHash || gebruiker.laatstIngelogdOp) throw alBinnen();
      await this.noteer(m, wie, id, 'gebruiker.opnieuw-uitgenodigd');
      return this.uitnodigingen.maak(m, gebruiker, 'uitnodiging', wie);
    });
  }

  /**
   * Logs somebody out everywhere and lets them in no more; links they still have open nothing either.
   * @throws DomainError `laatste-beheerder`
   */
  schakelUit(wie: Wie, id: string): Promise<void> {
    return this.wacht.wijzig(wie, id, async (m, { uitgeschakeldOp }) => {
      if (!uitgeschakeldOp) await this.zetUit(m, wie, id, 'gebruiker.uitgeschakeld');
    });
  }

  /** A step, with the gebruiker held. @throws DomainError `laatste-beheerder` */
  async zetUit(m: EntityManager, wie: Wie, id: string, waarom: Uitgezet): Promise<void> {
    const nu = this.clock.now();
    const uit = { uitgeschakeldOp: nu, uitOngebruikt: waarom === 'gebruiker.uit-ongebruikt' };
    await this.wacht.bewaakBeheer(m, () => m.update(Gebruiker, id, uit));
    const open = { gebruikerId: id, gebruiktOp: IsNull(), vervangenOp: IsNull() };
    await m.update(Uitnodiging, open, { vervangenOp: nu });
    await this.sessies.beeindigAlle(m, id);
    await this.noteer(m, wie, id, waarom);
  }

  /** Lets somebody in again. */
  schakelAan(wie: Wie, id: string): Promise<void> {
    return this.wacht.wijzig(wie, id, async (m, { uitgeschakeldOp }) => {
      if (!uitgeschakeldOp) return;
      const aan = { uitgeschakeldOp: null, uitOngebruikt: false, aanSinds: this.clock.now() };
      await m.update(Gebruiker, id, aan);
      await this.noteer(m, wie, id, 'gebruiker.ingeschakeld');
    });
  }

  /** A link to begin anew, for who lost the password or the second step; who was never in is invited again. */
  herstel(wie: Wie, id: string): Promise<Link> {
    return this.wacht.wijzig(wie, id, async (m, gebruiker) => {
      if (gebruiker.uitgeschakeldOp) throw isUitgeschakeld();
      const binnen = gebruiker.wachtwoordHash !== null || gebruiker.laatstIngelogdOp !== null;
      await this.noteer(m, wie, id, binnen ? 'gebruiker.hersteld' : 'gebruiker.opnieuw-uitgenodigd');
      return this.uitnodigingen.maak(m, gebruiker, binnen ? 'herstel' : 'uitnodiging', wie);
    });
  }

  /** Counts what there is to hand over by this one. */
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
  draagBijeenkomstenOver(wie: Wie, id: string, aan: string): Promise<{ aantal: number; dubbel: number }> {
    return this.wacht.wijzig(wie, id, async (m) => {
      if (!magGeven(wie, { rol: 'trainer', bestuurId: null })) throw rolNietTeGeven();
      const trainers = await gebruikersMetRol(m, 'trainer', dateOf(this.clock.now()));
      if (aan === id || !trainers.some((trainer) => trainer.id === aan)) throw kiesIemandAnders();
      const lock = { mode: 'for_no_key_update' as const };
      const rijen = await m.find(Bijeenkomst, { where: this.komende(id), order: { id: 'ASC' }, lock });
      await m.update(Bijeenkomst, { id: In(rijen.map((een) => een.id)) }, { trainerId: aan });
      await this.noteerCohorten(m, wie, rijen, aan);
      await this.noteerOverdracht(m, wie, id, aan, rijen.length);
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
  draagPostbussenOver(wie: Wie, id: string, aan: string): Promise<number> {
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
      await this.noteerOverdracht(m, wie, id, aan, over.length);
      return over.length;
    });
  }

  private noteerOverdracht(
    m: EntityManager,
    wie: Wie,
    id: string,
    aan: string,
    aantal: number,
  ): Promise<void> {
    const onderwerp = { soort: 'gebruiker' as const, id };
    const gegevens = { aan, aantal };
    return this.audit.noteer(m, { wie, code: 'gebruiker.overgedragen', onderwerp, gegevens });
  }

  private noteer(m: EntityManager, wie: Wie, id: string, code: ZonderGegevens): Promise<void> {
    return this.audit.noteer(m, { wie, code, onderwerp: { soort: 'gebruiker', id }, gegevens: {} });
  }
}
