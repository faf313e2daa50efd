import { Injectable } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Auditcodes } from '../audit/auditcodes.rules.js';
import type { Wie } from '../toegang/wie.js';
import { Clock } from '../platform/clock/clock.js';
import { addressKey, isAddress, readAddress } from '../platform/text/address.js';
import { Gebruiker } from '../toegang/gebruiker.entity.js';
import { SessiesService } from '../toegang/sessies.service.js';
import { Uitnodiging } from '../toegang/uitnodiging.entity.js';
import { adresOngeldig, alBinnen, isUitgeschakeld } from './gebruikers.errors.js';
import { GebruikersQueries } from './gebruikers.queries.js';
import { Gebruikerswacht } from './gebruikerswacht.service.js';
import { RollenService, type Rolverzoek } from './rollen.service.js';
import { UitnodigingenService } from './uitnodigingen.service.js';

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

/** Accounts of who works with the academie. Every one of these may be refused: see Gebruikerswacht. */
@Injectable()
export class GebruikersService {
  constructor(
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
      `INSERT INTO gebruiker (naam, email, email_norm) VALUES ($1, $2, $3)
       ON CONFLICT (email_norm) DO NOTHING RETURNING id`,
      [naam || email, email, emailNorm],
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
      if (uitgeschakeldOp) return;
      const nu = this.clock.now();
      await this.wacht.bewaakBeheer(m, () => m.update(Gebruiker, id, { uitgeschakeldOp: nu }));
      await m.update(
        Uitnodiging,
        { gebruikerId: id, gebruiktOp: IsNull(), vervangenOp: IsNull() },
        { vervangenOp: nu },
      );
      await this.sessies.beeindigAlle(m, id);
      await this.noteer(m, wie, id, 'gebruiker.uitgeschakeld');
    });
  }

  /** Lets somebody in again. */
  schakelAan(wie: Wie, id: string): Promise<void> {
    return this.wacht.wijzig(wie, id, async (m, { uitgeschakeldOp }) => {
      if (!uitgeschakeldOp) return;
      await m.update(Gebruiker, id, { uitgeschakeldOp: null });
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

  private noteer(
    m: EntityManager,
    wie: Wie,
    id: string,
    code: {
      [C in keyof Auditcodes]: Auditcodes[C] extends Record<string, never> ? C : never;
    }[keyof Auditcodes],
  ): Promise<void> {
    return this.audit.noteer(m, { wie, code, onderwerp: { soort: 'gebruiker', id }, gegevens: {} });
  }
}
