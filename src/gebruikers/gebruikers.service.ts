import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Wie } from '../audit/wie.js';
import { BerichtenService } from '../berichten/berichten.service.js';
import { Bestuur } from '../besturen/bestuur.entity.js';
import { Clock } from '../platform/clock/clock.js';
import { dateOf } from '../platform/clock/dates.js';
import { Settings } from '../platform/config/settings.js';
import { inTransaction } from '../platform/database/transaction.js';
import { addressKey, isAddress, readAddress } from '../platform/text/address.js';
import { Gebruiker } from '../toegang/gebruiker.entity.js';
import { GebruikerRol, type Rol } from '../toegang/gebruiker-rol.entity.js';
import { kanIemandInloggen } from '../toegang/rollen.queries.js';
import { hoedInWoorden } from '../toegang/rollen.js';
import { SessiesService } from '../toegang/sessies.service.js';
import {
  adresOngeldig,
  bestuurNodig,
  eindeVoorBegin,
  gebruikerOnbekend,
  isUitgeschakeld,
  schoolNodig,
} from './gebruikers.errors.js';
import { rolErbij } from './gebruikers.mails.js';
import { UitnodigingenService } from './uitnodigingen.service.js';

/** Who is asked to work with the academie, as what, and from when until when. */
export interface Uitnodigingsverzoek {
  email: string;
  naam?: string;
  rol: Rol;
  bestuurId?: string | null;
  schoolId?: string | null;
  /** YYYY-MM-DD; today when left out. */
  begintOp?: string;
  eindigtOp?: string | null;
}

export interface Uitgenodigd {
  gebruiker: Gebruiker;
  /** Null for who can log in already: they got a role beside those they had. */
  link: string | null;
}

/** Accounts of who works with the academie, and the roles they have. */
@Injectable()
export class GebruikersService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly audit: AuditService,
    private readonly berichten: BerichtenService,
    private readonly sessies: SessiesService,
    private readonly uitnodigingen: UitnodigingenService,
  ) {}

  /**
   * Gives somebody a role, who is made a gebruiker when the address is new; who cannot log in yet gets a (new) link.
   * @throws DomainError when the address, the role or the days cannot be.
   */
  async nodigUit(wie: Wie, verzoek: Uitnodigingsverzoek): Promise<Uitgenodigd> {
    const email = readAddress(verzoek.email);
    if (!isAddress(addressKey(email))) throw adresOngeldig();
    if (verzoek.rol === 'bestuur' && !verzoek.bestuurId) throw bestuurNodig();
    if (verzoek.rol === 'schoolleider' && !verzoek.schoolId) throw schoolNodig();
    return inTransaction(this.dataSource, async (m) => {
      const gebruiker = await this.vindOfMaak(m, email, verzoek.naam);
      if (gebruiker.uitgeschakeldOp) throw isUitgeschakeld();
      const rol = await this.geefRol(m, wie, gebruiker, verzoek);
      if (!gebruiker.wachtwoordHash) {
        const { link } = await this.uitnodigingen.maak(m, gebruiker, 'uitnodiging', wie);
        return { gebruiker, link };
      }
      // What somebody may has changed: whoever is logged in begins again with it.
      await this.sessies.beeindigAlle(m, gebruiker.id);
      await this.meldRol(m, gebruiker, rol);
      return { gebruiker, link: null };
    });
  }

  private async vindOfMaak(m: EntityManager, email: string, naam: string | undefined): Promise<Gebruiker> {
    const emailNorm = addressKey(email);
    await m
      .createQueryBuilder()
      .insert()
      .into(Gebruiker)
      .values({ naam: naam ?? email, email, emailNorm, wachtwoordHash: null })
      .orIgnore()
      .execute();
    return m.findOneOrFail(Gebruiker, { where: { emailNorm }, lock: { mode: 'for_no_key_update' } });
  }

  private async geefRol(
    m: EntityManager,
    wie: Wie,
    { id: gebruikerId, wachtwoordHash }: Gebruiker,
    { rol, bestuurId, schoolId, begintOp, eindigtOp = null }: Uitnodigingsverzoek,
  ): Promise<GebruikerRol> {
    const eerste = begintOp ?? dateOf(this.clock.now());
    if (eindigtOp !== null && eindigtOp < eerste) throw eindeVoorBegin();
    const waarvan = {
      bestuurId: rol === 'bestuur' ? bestuurId! : null,
      schoolId: rol === 'schoolleider' ? schoolId! : null,
    };
    const rij = { gebruikerId, rol, ...waarvan, begintOp: eerste, eindigtOp, waarneemtVoorId: null };
    const [bewaard] = await m.query<{ id: string }[]>(
      `INSERT INTO gebruiker_rol (gebruiker_id, rol, bestuur_id, school_id, begint_op, eindigt_op)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT ON CONSTRAINT gebruiker_rol_een_keer
       DO UPDATE SET begint_op = EXCLUDED.begint_op, eindigt_op = EXCLUDED.eindigt_op
       RETURNING id`,
      [gebruikerId, rol, waarvan.bestuurId, waarvan.schoolId, eerste, eindigtOp],
    );
    await this.audit.noteer(m, {
      wie,
      code: wachtwoordHash ? 'gebruiker.rol-gegeven' : 'gebruiker.uitgenodigd',
      onderwerp: { soort: 'gebruiker', id: gebruikerId },
      gegevens: {
        rol,
        ...(waarvan.bestuurId ? { bestuur: waarvan.bestuurId } : {}),
        ...(waarvan.schoolId ? { school: waarvan.schoolId } : {}),
        ...(eindigtOp ? { tot: eindigtOp } : {}),
      },
    });
    return m.create(GebruikerRol, { ...rij, id: bewaard!.id });
  }

  private async meldRol(m: EntityManager, gebruiker: Gebruiker, rij: GebruikerRol): Promise<void> {
    const bestuur = rij.bestuurId && (await m.findOneByOrFail(Bestuur, { id: rij.bestuurId })).naam;
    const rol = hoedInWoorden({ rol: rij.rol, bestuur });
    const link = `${this.settings.BASE_URL}/inloggen`;
    const kenmerk = `${rij.id}:${this.clock.now().getTime()}`;
    await this.berichten.schrijf(m, [rolErbij(gebruiker, kenmerk, { rol, link })]);
  }

  kanIemandInloggen(): Promise<boolean> {
    const vandaag = dateOf(this.clock.now());
    return kanIemandInloggen(this.dataSource.manager, vandaag, this.settings.production);
  }

  /** Logs somebody out everywhere and lets them in no more. @throws DomainError `gebruiker-onbekend` */
  async schakelUit(wie: Wie, id: string): Promise<void> {
    await inTransaction(this.dataSource, async (m) => {
      const gebruiker = await this.vergrendel(m, id);
      if (gebruiker.uitgeschakeldOp) return;
      await m.update(Gebruiker, id, { uitgeschakeldOp: this.clock.now() });
      await this.sessies.beeindigAlle(m, id);
      const onderwerp = { soort: 'gebruiker' as const, id };
      await this.audit.noteer(m, { wie, code: 'gebruiker.uitgeschakeld', onderwerp, gegevens: {} });
    });
  }

  /** Lets somebody in again. @throws DomainError `gebruiker-onbekend` */
  async schakelAan(wie: Wie, id: string): Promise<void> {
    await inTransaction(this.dataSource, async (m) => {
      const gebruiker = await this.vergrendel(m, id);
      if (!gebruiker.uitgeschakeldOp) return;
      await m.update(Gebruiker, id, { uitgeschakeldOp: null });
      const onderwerp = { soort: 'gebruiker' as const, id };
      await this.audit.noteer(m, { wie, code: 'gebruiker.ingeschakeld', onderwerp, gegevens: {} });
    });
  }

  /** A link to begin anew, for who lost the password or the second step. @throws DomainError */
  herstel(wie: Wie, id: string): Promise<{ link: string; vervaltOp: Date }> {
    return inTransaction(this.dataSource, async (m) => {
      const gebruiker = await this.vergrendel(m, id);
      if (gebruiker.uitgeschakeldOp) throw isUitgeschakeld();
      const onderwerp = { soort: 'gebruiker' as const, id };
      await this.audit.noteer(m, { wie, code: 'gebruiker.hersteld', onderwerp, gegevens: {} });
      return this.uitnodigingen.maak(m, gebruiker, gebruiker.wachtwoordHash ? 'herstel' : 'uitnodiging', wie);
    });
  }

  private async vergrendel(m: EntityManager, id: string): Promise<Gebruiker> {
    const gebruiker = await m.findOne(Gebruiker, { where: { id }, lock: { mode: 'for_no_key_update' } });
    if (!gebruiker) throw gebruikerOnbekend();
    return gebruiker;
  }
}
