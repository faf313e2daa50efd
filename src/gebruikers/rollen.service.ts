import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Rolgegevens } from '../audit/auditcodes.rules.js';
import { anoniem, type Wie } from '../toegang/wie.js';
import { BerichtenService } from '../berichten/berichten.service.js';
import { Bestuur } from '../besturen/bestuur.entity.js';
import { School } from '../besturen/school.entity.js';
import { Clock } from '../platform/clock/clock.js';
import { addDays, dateOf } from '../platform/clock/dates.js';
import { Settings } from '../platform/config/settings.js';
import { GebruikerRol, type Rol } from '../toegang/gebruiker-rol.entity.js';
import type { Gebruiker } from '../toegang/gebruiker.entity.js';
import { type Begonnen, type Hoedkeuze, SessiesService } from '../toegang/sessies.service.js';
import {
  bestuurOnbekend,
  eindeVoorBegin,
  eindeVoorbij,
  isUitgeschakeld,
  kiesBestuur,
  kiesSchool,
  nietsWaarTeNemen,
  rolAlGegeven,
  rolNietTeGeven,
  rolNietVanJou,
  rolOnbekend,
} from './gebruikers.errors.js';
import { inlogpaden } from '../inloggen/paden.js';
import { rolErbij } from './gebruikers.mails.js';
import { GebruikersQueries } from './gebruikers.queries.js';
import { isNietVoorbij, magGeven, binnenBestuur, rolVoluit, waarneemperiode } from './gebruikers.rules.js';
import { Gebruikerswacht } from './gebruikerswacht.service.js';
import { isUUID } from 'class-validator';
import { schoolGesloten } from '../besturen/besturen.errors.js';
import { BesturenService, schoolMet } from '../besturen/besturen.service.js';
import type { RolDto } from './gebruikers.dto.js';
import { inTransaction } from '../platform/database/transaction.js';

/** Which role, of which bestuur or school, from when until when. */
export interface Rolverzoek {
  rol: Rol;
  bestuurId?: string | null;
  schoolId?: string | null;
  /** YYYY-MM-DD; today when left out. */
  begintOp?: string;
  /** The last day; for as long as it lasts when left out. */
  eindigtOp?: string | null;
}

const BEWAAR = `
  INSERT INTO gebruiker_rol (gebruiker_id, rol, bestuur_id, school_id, begint_op, eindigt_op, waarneemt_voor_id)
  VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT ON CONSTRAINT gebruiker_rol_een_keer
  DO UPDATE SET begint_op = EXCLUDED.begint_op, eindigt_op = EXCLUDED.eindigt_op
  RETURNING id`;

interface Waarneming {
  /** Id of who takes the place. */
  aan: string;
  /** First and last day, YYYY-MM-DD. */
  vanaf: string;
  tot: string;
}

export type Rolrij = Omit<GebruikerRol, 'id'>;

/** The roles of people, also as deputy, with their days. A change logs its owner out, who begins again with it. */
@Injectable()
export class RollenService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly audit: AuditService,
    private readonly berichten: BerichtenService,
    private readonly sessies: SessiesService,
    private readonly wacht: Gebruikerswacht,
    private readonly queries: GebruikersQueries,
    private readonly besturen: BesturenService,
  ) {}

  /**
   * From what somebody fills in, or sends, to the role that is meant.
   * @throws DomainError `bestuur-onbekend`, `school-onbekend`, `school-gesloten`
   */
  async verzoekVan(
    wie: Wie,
    { rol, bestuur, vestigingscode, begintOp, eindigtOp }: RolDto,
  ): Promise<Rolverzoek> {
    const dagen = { ...(begintOp ? { begintOp } : {}), ...(eindigtOp ? { eindigtOp } : {}) };
    if (rol === 'bestuur') return { rol, bestuurId: await this.bestuurId(wie, bestuur), ...dagen };
    if (rol !== 'schoolleider') return { rol, ...dagen };
    const school = await schoolMet(this.dataSource.manager, vestigingscode);
    if (school?.geslotenOp) throw schoolGesloten();
    return { rol, schoolId: school?.id ?? null, ...dagen };
  }

  private async bestuurId(wie: Wie, getypt: string | null | undefined): Promise<string | null> {
    if (!getypt) return binnenBestuur(wie);
    if (isUUID(getypt)) return getypt;
    const gevonden = await this.besturen.vindBestuur(getypt);
    if (!gevonden) throw bestuurOnbekend();
    return gevonden.id;
  }

  /** One more role for somebody we know. @throws DomainError */
  voegToe(wie: Wie, gebruikerId: string, verzoek: Rolverzoek): Promise<void> {
    return this.wacht.wijzig(wie, gebruikerId, async (m, gebruiker) => {
      if (gebruiker.uitgeschakeldOp) throw isUitgeschakeld();
      const id = await this.geef(m, wie, gebruiker, verzoek);
      await this.meld(m, gebruiker, [id]);
    });
  }

  /**
   * A step on a gebruiker who is held: gives the role and writes it down. @returns the id of the role.
   * @throws DomainError `rol-niet-te-geven`, `rol-al-gegeven`, and what is wrong with the role or the days.
   */
  async geef(m: EntityManager, wie: Wie, gebruiker: Gebruiker, verzoek: Rolverzoek): Promise<string> {
    const dag = dateOf(this.clock.now());
    const rij = await this.rijVan(m, wie, gebruiker.id, verzoek, dag);
    const { rol, bestuurId, schoolId } = rij;
    const bestaand = await m.findBy(GebruikerRol, { gebruikerId: gebruiker.id, rol });
    const zelfde = bestaand.find(
      (een) => een.bestuurId === bestuurId && een.schoolId === schoolId && een.waarneemtVoorId === null,
    );
    if (zelfde && isNietVoorbij(zelfde, dag)) throw rolAlGegeven();
    const code = kwamBinnen(gebruiker) ? 'gebruiker.rol-gegeven' : 'gebruiker.uitgenodigd';
    return this.bewaar(m, wie, rij, code);
  }

  private async rijVan(
    m: EntityManager,
    wie: Wie,
    gebruikerId: string,
    { rol, eindigtOp = null, ...verzoek }: Rolverzoek,
    dag: string,
  ): Promise<Rolrij> {
    const begintOp = verzoek.begintOp ?? dag;
    if (eindigtOp !== null && eindigtOp < dag) throw eindeVoorbij();
    if (eindigtOp !== null && eindigtOp < begintOp) throw eindeVoorBegin();
    const bestuurId = rol === 'bestuur' ? (verzoek.bestuurId ?? null) : null;
    const schoolId = rol === 'schoolleider' ? (verzoek.schoolId ?? null) : null;
    if (rol === 'bestuur' && !bestuurId) throw kiesBestuur();
    if (rol === 'schoolleider' && !schoolId) throw kiesSchool();
    if (bestuurId && !(await m.existsBy(Bestuur, { id: bestuurId, geslotenOp: IsNull() })))
      throw bestuurOnbekend();
    const school = schoolId ? await m.findOneBy(School, { id: schoolId }) : null;
    if (schoolId && !school) throw kiesSchool();
    if (!magGeven(wie, { rol, bestuurId: bestuurId ?? school?.bestuurId ?? null })) throw rolNietTeGeven();
    return { gebruikerId, rol, bestuurId, schoolId, begintOp, eindigtOp, waarneemtVoorId: null };
  }

  /** A step: the same role again takes the place of the one that was. @returns its id. */
  async bewaar(
    m: EntityManager,
    wie: Wie,
    rij: Rolrij,
    code: 'gebruiker.rol-gegeven' | 'gebruiker.uitgenodigd' = 'gebruiker.rol-gegeven',
  ): Promise<string> {
    const { gebruikerId, rol, bestuurId, schoolId, begintOp, eindigtOp, waarneemtVoorId } = rij;
    const waarden = [gebruikerId, rol, bestuurId, schoolId, begintOp, eindigtOp, waarneemtVoorId];
    const [bewaard] = await m.query<{ id: string }[]>(BEWAAR, waarden);
    await this.noteer(m, wie, rij, code);
    await this.sessies.beeindigAlle(m, gebruikerId);
    return bewaard!.id;
  }

  private noteer(
    m: EntityManager,
    wie: Wie,
    { gebruikerId, rol, bestuurId, schoolId, begintOp, eindigtOp, waarneemtVoorId }: Rolrij,
    code: 'gebruiker.rol-gegeven' | 'gebruiker.uitgenodigd' | 'gebruiker.rol-beeindigd',
  ): Promise<void> {
    const gegevens: Rolgegevens = {
      rol,
      ...(bestuurId ? { bestuur: bestuurId } : {}),
      ...(schoolId ? { school: schoolId } : {}),
      ...(begintOp > dateOf(this.clock.now()) ? { vanaf: begintOp } : {}),
      ...(eindigtOp ? { tot: eindigtOp } : {}),
      ...(waarneemtVoorId ? { voor: waarneemtVoorId } : {}),
    };
    return this.audit.noteer(m, { wie, code, onderwerp: { soort: 'gebruiker', id: gebruikerId }, gegevens });
  }

  /**
   * Another last day for a role; null ends it now. A role that is over stays so.
   * @throws DomainError `rol-onbekend`, `einde-voorbij`, `einde-voor-begin`, `laatste-beheerder`
   */
  zetEinde(wie: Wie, gebruikerId: string, rolId: string, laatsteDag: string | null): Promise<void> {
    return this.wacht.wijzig(wie, gebruikerId, async (m) => {
      const dag = dateOf(this.clock.now());
      const rij = await m.findOneBy(GebruikerRol, { id: rolId, gebruikerId });
      if (!rij) throw rolOnbekend();
      if (!isNietVoorbij(rij, dag)) return;
      if (laatsteDag !== null && laatsteDag < dag) throw eindeVoorbij();
      if (laatsteDag !== null && laatsteDag < rij.begintOp) throw eindeVoorBegin();
      const eindigtOp = laatsteDag ?? addDays(dag, -1);
      await this.wacht.bewaakBeheer(m, async () => {
        // A role that had not begun, or began today, leaves no trace.
        if (eindigtOp < rij.begintOp) await m.delete(GebruikerRol, { id: rolId });
        else await m.update(GebruikerRol, { id: rolId }, { eindigtOp });
      });
      const langer = laatsteDag !== null && rij.eindigtOp !== null && laatsteDag > rij.eindigtOp;
      await this.noteer(
        m,
        wie,
        { ...rij, eindigtOp },
        langer ? 'gebruiker.rol-gegeven' : 'gebruiker.rol-beeindigd',
      );
      await this.sessies.beeindigAlle(m, gebruikerId);
    });
  }

  /**
   * The roles that are somebody's own, as far as they last; what they do for another is not handed on.
   * @throws DomainError `einde-voor-begin`, `einde-voorbij`, `niets-waar-te-nemen`, and when either of them is not
   * theirs to change.
   */
  laatWaarnemen(wie: Wie, id: string, { aan, vanaf, tot }: Waarneming): Promise<void> {
    return this.wacht.wijzigSamen(wie, [id, aan], async (m, beeld, waarnemer) => {
      if (waarnemer.uitgeschakeldOp) throw isUitgeschakeld();
      if (tot < vanaf) throw eindeVoorBegin('tot');
      if (tot < dateOf(this.clock.now())) throw eindeVoorbij('tot');
      const ids: string[] = [];
      for (const eigen of beeld.rollen.filter(({ waarneemtVoorId }) => waarneemtVoorId === null)) {
        const periode = waarneemperiode(eigen, vanaf, tot);
        if (!periode) continue;
        const { rol, schoolId } = eigen;
        const bestuurId = rol === 'bestuur' ? eigen.bestuurId : null;
        const rij = { gebruikerId: aan, rol, bestuurId, schoolId, ...periode, waarneemtVoorId: id };
        ids.push(await this.bewaar(m, wie, rij));
      }
      if (ids.length === 0) throw nietsWaarTeNemen();
      await this.meld(m, waarnemer, ids);
    });
  }

  /** A step: tells somebody which roles came beside theirs. Who was never in hears it with the invitation. */
  async meld(m: EntityManager, gebruiker: Gebruiker, ids: readonly string[]): Promise<void> {
    if (!kwamBinnen(gebruiker)) return;
    const { rollen = [] } = (await this.queries.een(gebruiker.id, m)) ?? {};
    const woorden = rollen.filter(({ id }) => ids.includes(id)).map(rolVoluit);
    const rol = new Intl.ListFormat('nl', { type: 'conjunction' }).format(woorden);
    const kenmerk = `${ids.join('+')}:${this.clock.now().getTime()}`;
    const link = this.settings.BASE_URL + inlogpaden.inloggen;
    await this.berichten.schrijf(m, [rolErbij(gebruiker, kenmerk, { rol, link })]);
  }

  /**
   * One human with several roles goes on in another of them.
   * @returns the new key, and who holds it now.
   * @throws DomainError `rol-niet-van-jou`, also for a role that has ended since the page was made.
   */
  async wissel(sleutel: string, keuze: Hoedkeuze): Promise<{ begonnen: Begonnen; wie: Wie }> {
    const gebruiker = await this.gebruikerVan(sleutel);
    const onderwerp = { soort: 'gebruiker' as const, id: gebruiker.id };
    const begonnen = await inTransaction(this.dataSource, async (m) => {
      const nieuw = await this.sessies.wissel(m, sleutel, keuze);
      if (!nieuw) return undefined;
      const gegevens = { rol: keuze === 'deelnemer' ? keuze : keuze.rol };
      await this.audit.noteer(m, { wie: gebruiker, code: 'gebruiker.rol-gewisseld', onderwerp, gegevens });
      return nieuw;
    });
    if (begonnen) return { begonnen, wie: (await this.sessies.wieHeeft(begonnen.sleutel))?.wie ?? anoniem };
    const gegevens = { waarom: 'rol-niet-van-jou' };
    await this.audit.tel(this.dataSource.manager, {
      wie: gebruiker,
      code: 'gebruiker.geweigerd',
      onderwerp,
      gegevens,
    });
    throw rolNietVanJou();
  }

  /** Also of who acts as deelnemer at the moment. */
  private async gebruikerVan(sleutel: string): Promise<Wie & { soort: 'gebruiker' }> {
    const bezoeker = await this.sessies.wieHeeft(sleutel);
    if (!bezoeker?.wie || !bezoeker.gebruikerId) throw rolNietVanJou();
    if (bezoeker.wie.soort === 'gebruiker') return bezoeker.wie;
    return { soort: 'gebruiker', id: bezoeker.gebruikerId, naam: '', rol: null, bestuurId: null };
  }
}

const kwamBinnen = ({ wachtwoordHash, laatstIngelogdOp }: Gebruiker): boolean =>
  wachtwoordHash !== null || laatstIngelogdOp !== null;
