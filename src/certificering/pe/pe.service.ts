import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, Not } from 'typeorm';
import { MeegenomenService } from '../../audit/meegenomen.service.js';
import { AuditService } from '../../audit/audit.service.js';
import { PlaatsenService } from '../../cohorten/plaatsen.service.js';
import { Opleiding } from '../../opleidingen/opleiding.entity.js';
import { persoonOnbekend } from '../../personen/personen.errors.js';
import { Clock } from '../../platform/clock/clock.js';
import { dateOf, inAmsterdam, momentAt } from '../../platform/clock/dates.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { Lists } from '../../platform/lists.js';
import { Persoon } from '../../toegang/persoon.entity.js';
import type { Wie } from '../../toegang/wie.js';
import {
  niemandDoorTeGeven,
  nietAfgerondHier,
  periodeInToekomst,
  registernummerBezet,
  registernummerKanNiet,
} from '../certificering.errors.js';
import { CertificeringMails } from '../certificering.mails.js';
import { PeDoorgave, PeOverdracht } from './pe-overdracht.entity.js';
import { deelnameXml, leesRegisternummer, magVragen } from './pe.rules.js';

/** Somebody who finished: has a valid certificaat of the last leerjaar. */
export interface Afgerond {
  aanmeldingId: string;
  persoonId: string;
  voornaam: string;
  tussenvoegsel: string | null;
  achternaam: string;
  email: string;
  registernummer: string | null;
  nummer: string;
  /** Of the ceremony, `YYYY-MM-DD`. */
  datum: string;
  doorgegevenOp: Date | null;
  /** When a number was last asked for by mail. */
  gevraagdOp: Date | null;
}

interface Overdracht {
  op: Date;
  door: string | null;
  aantal: number;
  zonderNummer: number;
}

/** As typed; an empty one takes it away, one that is absent stays. */
interface Registergegevens {
  registernummer?: string;
  /** `YYYY-MM-DD` or empty. */
  periodeBegin?: string | null;
}

const GELDIG = `k.ingetrokken_op IS NULL AND k.vervangen_op IS NULL
  AND (k.gegevens->>'leerjaar')::integer >= (k.gegevens->>'leerjaren')::integer`;

/** The schoolleidersregister: what people tell about their place in it, and handing over who finished to its PE-online. */
@Injectable()
export class PeService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly plaatsen: PlaatsenService,
    private readonly mails: CertificeringMails,
    private readonly audit: AuditService,
    private readonly meegenomen: MeegenomenService,
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
      const lijst = (await this.afgerond(cohortId, m)).flatMap((a) =>
        a.registernummer && (alle || !a.doorgegevenOp)
          ? [{ registernummer: a.registernummer, datum: a.datum, aanmeldingId: a.aanmeldingId }]
          : [],
      );
      const onderwerp = { soort: 'cohort' as const, id: cohortId };
      await this.audit.noteer(m, {
        wie,
        code: 'cohort.pe-gedownload',
        onderwerp,
        gegevens: { aantal: lijst.length },
      });
      const bestand = { lijst: 'pe-online', formaat: 'xml', filter: { cohort: cohortId } } as const;
      const ids = lijst.map(({ aanmeldingId }) => aanmeldingId);
      await this.meegenomen.noteerVan(m, wie, bestand, ids);
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
      const open = (await this.afgerond(cohortId, m)).filter((a) => !a.doorgegevenOp);
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
      const zonder = (await this.afgerond(cohortId, m)).filter(
        (a) => !a.registernummer && (!persoonId || a.persoonId === persoonId) && magVragen(a.gevraagdOp, nu),
      );
      return this.mails.vraagNummer(m, cohortId, naam, zonder);
    });
  }

  /** @throws DomainError `persoon-onbekend` for who did not finish here. */
  async eisAfgerond(cohortId: string, persoonId: string): Promise<void> {
    const afgerond = await this.afgerond(cohortId);
    if (!afgerond.some((a) => a.persoonId === persoonId)) throw nietAfgerondHier();
  }

  /** By name; not who asked that nothing is used for now. */
  afgerond(cohortId: string, m: EntityManager = this.dataSource.manager): Promise<Afgerond[]> {
    return m.query(
      `SELECT a.id AS "aanmeldingId", p.id AS "persoonId", p.voornaam, p.tussenvoegsel, p.achternaam, p.email,
              p.registernummer, k.nummer, k.gegevens->>'datum' AS datum, o.op AS "doorgegevenOp",
              (SELECT max(b.aangemaakt_op) FROM bericht b
                WHERE b.persoon_id = p.id AND b.soort = 'certificering/vraag-registernummer') AS "gevraagdOp"
         FROM aanmelding a
         JOIN certificaat k ON k.aanmelding_id = a.id AND ${GELDIG}
         JOIN persoon p ON p.id = a.persoon_id
         LEFT JOIN pe_doorgave d ON d.aanmelding_id = a.id
         LEFT JOIN pe_overdracht o ON o.id = d.pe_overdracht_id
        WHERE a.cohort_id = $1 AND NOT a.beperkt ORDER BY p.sorteernaam, a.id`,
      [cohortId],
    );
  }

  /** Names of who was handed over and has no valid certificaat any more: the register must hear of it. */
  async ingetrokkenNaDoorgave(cohortId: string): Promise<string[]> {
    const rijen = await this.dataSource.query<{ naam: string }[]>(
      `SELECT concat_ws(' ', p.voornaam, p.tussenvoegsel, p.achternaam) AS naam
         FROM aanmelding a JOIN pe_doorgave d ON d.aanmelding_id = a.id JOIN persoon p ON p.id = a.persoon_id
        WHERE a.cohort_id = $1
          AND NOT EXISTS (SELECT FROM certificaat k WHERE k.aanmelding_id = a.id AND ${GELDIG})
        ORDER BY p.sorteernaam, a.id`,
      [cohortId],
    );
    return rijen.map(({ naam }) => naam);
  }

  /** Newest first. */
  overdrachten(cohortId: string): Promise<Overdracht[]> {
    return this.dataSource.query(
      `SELECT o.op, g.naam AS door, o.aantal, o.zonder_nummer AS "zonderNummer"
         FROM pe_overdracht o LEFT JOIN gebruiker g ON g.id = o.gebruiker_id
        WHERE o.cohort_id = $1 ORDER BY o.op DESC, o.id`,
      [cohortId],
    );
  }

  /** @throws DomainError `registernummer-kan-niet`, `registernummer-bezet`, `periode-in-toekomst` or `persoon-onbekend` */
  bewaarRegister(wie: Wie, persoonId: string, gegevens: Registergegevens): Promise<void> {
    return inTransaction(this.dataSource, async (m) => {
      const persoon = await m.findOne(Persoon, {
        where: { id: persoonId },
        lock: { mode: 'pessimistic_write' },
      });
      if (!persoon) throw persoonOnbekend();
      const nieuw = {
        registernummer: await this.nummer(m, persoon, gegevens.registernummer),
        registerperiodeBegin: this.begin(persoon, gegevens.periodeBegin),
      };
      const velden = (Object.keys(nieuw) as (keyof typeof nieuw)[]).filter(
        (veld) => nieuw[veld] !== persoon[veld],
      );
      if (velden.length === 0) return;
      await m.update(Persoon, { id: persoonId }, nieuw);
      const onderwerp = { soort: 'persoon' as const, id: persoonId };
      await this.audit.noteer(m, { wie, code: 'persoon.gewijzigd', onderwerp, gegevens: { velden } });
    });
  }

  private async nummer(m: EntityManager, persoon: Persoon, getypt?: string): Promise<string | null> {
    if (getypt === undefined) return persoon.registernummer;
    if (getypt.trim() === '') return null;
    const registernummer = leesRegisternummer(getypt);
    if (!registernummer) throw registernummerKanNiet();
    if (await m.existsBy(Persoon, { registernummer, id: Not(persoon.id) })) throw registernummerBezet();
    return registernummer;
  }

  private begin({ registerperiodeBegin }: Persoon, gegeven?: string | null): string | null {
    if (gegeven === undefined) return registerperiodeBegin;
    if (gegeven && gegeven > dateOf(this.clock.now())) throw periodeInToekomst();
    return gegeven || null;
  }
}

const zoneOp = (dag: string): string => inAmsterdam(momentAt(dag, '12:00')).offset;
