import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { Aanmelding } from '../aanmeldingen/aanmelding.entity.js';
import { LOPEND } from '../aanmeldingen/standen.js';
import { AuditService } from '../audit/audit.service.js';
import { vergeet, zonderWoordenOver } from '../bewaartermijnen/wissen.rules.js';
import { PlaatsenService } from '../cohorten/plaatsen.service.js';
import { Clock } from '../platform/clock/clock.js';
import { formatDate } from '../platform/clock/dates.js';
import { DomainError } from '../platform/errors/domain-error.js';
import { inTransaction } from '../platform/database/transaction.js';
import { during } from '../platform/database/work.js';
import { inFull } from '../platform/web/template-helpers.js';
import type { Wie } from '../toegang/wie.js';
import { WachtlijstService } from '../wachtlijst/wachtlijst.service.js';
import { doetBinnenkortMee, steedsAnders } from './privacyverzoeken.errors.js';
import { PrivacyverzoekenMails } from './privacyverzoeken.mails.js';
import {
  cohortenVan,
  type Doelwit,
  doelwitVan,
  Ingehaald,
  type Lopende,
  schetsVan,
} from './wissen.queries.js';
import {
  account,
  bestanden,
  catalogus,
  eigen,
  getypt,
  register,
  werkplekken,
  telSql,
  wisSql,
  type Wisstap,
} from './wissen.rules.js';

/** So much of one kind of record. */
export interface Gewistaantal extends Pick<Wisstap, 'wat' | 'afloop'> {
  aantal: number;
}

/** What an erasure does, or would do. */
export interface Wissing {
  persoonId: string;
  aantallen: Gewistaantal[];
  /** Certificaten that stay in the register. */
  certificaten: number;
  /** Where the name or the address stands in what the academie tells the world. */
  catalogus: number;
  doelwit: Doelwit;
}

const STAPPEN = [...eigen, bestanden, werkplekken, ...getypt, ...account];
const POGINGEN = 3;
/** Milliseconds that it waits for who enrols at this very moment. */
const GEDULD = 2500;

/**
 * Makes a person unknown, in one transaction: what only says who it was goes, what counts goes on counting for nobody,
 * and the register of certificaten stays. The preview counts with the conditions that the act changes by.
 */
@Injectable()
export class WissenService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly plaatsen: PlaatsenService,
    private readonly wachtlijst: WachtlijstService,
    private readonly mails: PrivacyverzoekenMails,
    private readonly audit: AuditService,
  ) {}

  /** Changes nothing. @throws DomainError `persoon-onbekend` or `al-gewist` */
  proef(id: string): Promise<Wissing> {
    return during('list', async () => {
      const { manager } = this.dataSource;
      const doelwit = await doelwitVan(manager, id, this.clock.now());
      const aantallen = await this.tel(manager, doelwit, STAPPEN);
      return this.uitkomst(manager, doelwit, aantallen);
    });
  }

  /** What somebody should know before asking: small, for everybody may ask. @throws as `proef` */
  async schets(id: string): Promise<{ lopend: Lopende[]; certificaten: number; medewerker: boolean }> {
    const { manager } = this.dataSource;
    const { lopend, aanmeldingen, accounts } = await schetsVan(manager, id, this.clock.now());
    const [row] = await manager.query<[{ n: number }]>(
      'SELECT count(*)::integer AS n FROM certificaat WHERE aanmelding_id = ANY($1)',
      [aanmeldingen.map((a) => a.id)],
    );
    return { lopend, certificaten: row.n, medewerker: accounts[0] !== undefined && !accounts[0].uit };
  }

  /**
   * Does it, and tells by mail that it was done.
   * @param id any record of the person: merged ones go along.
   * @param afmelden also ends a place in what is under way or near.
   * @throws DomainError `persoon-onbekend`, `al-gewist` or `doet-binnenkort-mee`; the last is recorded.
   */
  async wis(wie: Wie, id: string, afmelden: boolean): Promise<Wissing> {
    try {
      return await during('erase', () => this.probeer(wie, id, afmelden));
    } catch (fout) {
      if (fout instanceof DomainError && fout.kind === 'conflict')
        await this.noteerTegengehouden(wie, id, fout);
      throw fout;
    }
  }

  private async probeer(wie: Wie, id: string, afmelden: boolean): Promise<Wissing> {
    for (let poging = 1; poging <= POGINGEN; poging += 1) {
      try {
        return await inTransaction(this.dataSource, (m) => this.doe(m, wie, id, afmelden), GEDULD);
      } catch (fout) {
        if (!(fout instanceof Ingehaald)) throw fout;
      }
    }
    throw steedsAnders();
  }

  /** Cohorten first and people last, as everybody who enrols does. */
  private async doe(m: EntityManager, wie: Wie, id: string, afmelden: boolean): Promise<Wissing> {
    const cohortIds = (await cohortenVan(m, id)).map((cohort) => cohort.id);
    const standen = cohortIds.length > 0 ? await this.plaatsen.vergrendel(m, cohortIds) : [];
    for (const stand of standen) await this.wachtlijst.laatVerlopen(m, stand);
    const doelwit = await doelwitVan(m, id, this.clock.now(), true);
    if (doelwit.lopend.some(({ cohortId }) => !cohortIds.includes(cohortId))) throw new Ingehaald();
    const dichtbij = doelwit.lopend.filter((een) => een.dichtbij);
    if (dichtbij.length > 0 && !afmelden) throw doetBinnenkortMee(dichtbij.map(waarEnWanneer));
    await this.meldAf(m, wie, doelwit.lopend);
    await this.noemBehandelaar(m, wie, doelwit);
    const wissing = await this.maakOnbekend(m, doelwit);
    await this.sluitAf(m, wie, wissing);
    for (const stand of standen) await this.wachtlijst.bied(m, stand);
    return wissing;
  }

  private async meldAf(m: EntityManager, wie: Wie, lopend: Lopende[]): Promise<void> {
    if (lopend.length === 0) return;
    const waar = { id: In(lopend.map(({ id }) => id)), status: In([...LOPEND]) };
    const aanmeldingen = await m.findBy(Aanmelding, waar);
    const van = new Map(aanmeldingen.map(({ id, status }) => [id, status]));
    for (const a of aanmeldingen) {
      a.gaNaar('geannuleerd', this.clock.now());
      a.reden = null;
      a.beeindigdDoor = 'deelnemer';
    }
    await this.plaatsen.bewaar(m, aanmeldingen);
    await m.query(
      `UPDATE overzetvoorstel SET status = 'vervallen', beantwoord_op = $2 WHERE aanmelding_id = ANY($1) AND status = 'open'`,
      [aanmeldingen.map(({ id }) => id), this.clock.now()],
    );
    await this.audit.noteerAlle(
      m,
      aanmeldingen.map(({ id }) => ({
        wie,
        code: 'aanmelding.geannuleerd' as const,
        onderwerp: { soort: 'aanmelding' as const, id },
        gegevens: { van: van.get(id)!, door: 'deelnemer', reden: null },
      })),
    );
  }

  private async noemBehandelaar(m: EntityManager, wie: Wie, { mensen }: Doelwit): Promise<void> {
    if (wie.soort !== 'gebruiker') return;
    await m.query(`UPDATE privacyverzoek SET door_id = $2 WHERE persoon_id = ANY($1) AND status = 'open'`, [
      mensen.map(({ id }) => id),
      wie.id,
    ]);
  }

  private async maakOnbekend(m: EntityManager, doelwit: Doelwit): Promise<Wissing> {
    const { aanmeldingen, mensen, waarden } = doelwit;
    const aantallen = await this.tel(m, doelwit, STAPPEN);
    const wissing = await this.uitkomst(m, doelwit, aantallen);
    for (const stap of [...STAPPEN, register]) await m.query(wisSql(stap), waarden);
    const ids = (rows: { id: string }[]): string[] => rows.map(({ id }) => id);
    const nu = this.clock.now();
    for (const statement of vergeet) await m.query(statement, [ids(aanmeldingen), nu]);
    await m.query(zonderWoordenOver('persoon'), [ids(mensen), nu]);
    // The records that lead to another go before the one they lead to.
    for (const { id } of mensen.toReversed()) await m.query('DELETE FROM persoon WHERE id = $1', [id]);
    return wissing;
  }

  private async sluitAf(m: EntityManager, wie: Wie, { doelwit, certificaten }: Wissing): Promise<void> {
    const gegevens = { aanmeldingen: doelwit.aanmeldingen.length, certificaten };
    await this.audit.noteerAlle(
      m,
      doelwit.mensen.map(({ id }) => ({
        wie,
        code: 'persoon.gewist' as const,
        onderwerp: { soort: 'persoon' as const, id },
        gegevens,
      })),
    );
    const afgemeld = doelwit.lopend.map(({ opleiding, cohort }) => inFull(opleiding, cohort));
    await this.mails.gewist(m, doelwit.mensen[0]!, { afgemeld, certificaten });
  }

  private async tel(m: EntityManager, { waarden }: Doelwit, stappen: Wisstap[]): Promise<Gewistaantal[]> {
    const aantallen = new Map<string, Gewistaantal>();
    for (const stap of stappen) {
      const [row] = await m.query<{ n: number }[]>(telSql(stap), waarden);
      const al = aantallen.get(stap.wat[0]);
      aantallen.set(stap.wat[0], { wat: stap.wat, afloop: stap.afloop, aantal: (al?.aantal ?? 0) + row!.n });
    }
    return [...aantallen.values()].filter(({ aantal }) => aantal > 0);
  }

  private async uitkomst(m: EntityManager, doelwit: Doelwit, aantallen: Gewistaantal[]): Promise<Wissing> {
    const aantalVan = async (stappen: Wisstap[]): Promise<number> =>
      (await this.tel(m, doelwit, stappen)).reduce((som, { aantal }) => som + aantal, 0);
    return {
      persoonId: doelwit.mensen[0]!.id,
      aantallen,
      certificaten: await aantalVan([register]),
      catalogus: await aantalVan(catalogus),
      doelwit,
    };
  }

  /** What was refused changed nothing, so it is written down apart. */
  private async noteerTegengehouden(wie: Wie, id: string, { code }: DomainError): Promise<void> {
    await inTransaction(this.dataSource, (m) =>
      this.audit.noteer(m, {
        wie,
        code: 'persoon.wissing-tegengehouden',
        onderwerp: { soort: 'persoon', id },
        gegevens: { waarom: code },
      }),
    );
  }
}

const waarEnWanneer = ({ opleiding, cohort, eerste }: Lopende): string =>
  `${inFull(opleiding, cohort)}${eerste ? ` (eerste bijeenkomst ${formatDate(eerste)})` : ''}`;
