import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { systeem, type Wie } from '../toegang/wie.js';
import { Cohort } from '../cohorten/cohort.entity.js';
import { normaliseerEmail } from '../personen/personen.rules.js';
import { PersonenService } from '../personen/personen.service.js';
import { Clock } from '../platform/clock/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { Persoon } from '../toegang/persoon.entity.js';
import { Belangstelling } from './belangstelling.entity.js';
import {
  belangstellingKanNiet,
  belangstellingOnbekend,
  belangstellingVoorbij,
} from './belangstelling.errors.js';
import { BelangstellingMails, type Geinteresseerde } from './belangstelling.mails.js';
import { neemtBelangstelling, standVan } from './belangstelling.rules.js';
import { BerichtenService } from '../berichten/berichten.service.js';
import { originOf, RateLimiter } from '../platform/web/rate-limiter.js';
import { randomBytes, randomUUID } from 'node:crypto';
import { eneWerkplek } from '../besturen/werkplek.service.js';
import { cohortOnbekend } from '../cohorten/cohorten.errors.js';
import { Opleiding } from '../opleidingen/opleiding.entity.js';
import { opleidingOnbekend } from '../opleidingen/opleidingen.errors.js';
import { functieNaam } from '../opleidingen/opleidingen.rules.js';
import { mag } from '../toegang/rechten.js';
import type { MeldBelangstellingDto } from './belangstelling.dto.js';
/** The form of somebody who leaves interest; shapes already checked. */
type Belangstellingsverzoek = MeldBelangstellingDto;

/** In what: an opleiding by code, or one cohort by id. */
export type Doel = { opleiding: string } | { cohort: string };
interface Gevonden {
  opleiding: Opleiding;
  cohort: Cohort | null;
}

/** The outcome of a request. Somebody who did not prove the address learns nothing about it. */
export type Gemeld = { status: 'bevestigd'; token: string } | { status: 'onbevestigd' };

/** A whole school, or all schools of a bestuur, may sit behind one address of the internet. */
const PER_HERKOMST = { naam: 'belangstelling-herkomst', keer: 600, seconden: 600 };
/** Of one origin, so that nobody can keep somebody else out by typing that address often. */
const PER_PAAR = { naam: 'belangstelling-paar', keer: 20, seconden: 3600 };

/** As many mails as are rendered and written with one statement, so that thousands do not fill the memory. */
const PER_KEER = 500;

/**
 * $1 the cohort that opens, $2 only these when given. Who wants no invitations
 * goes on waiting. Who waits for a cohort that was called off waits for the opleiding from then on. In order
 * of id, so that two cohorten of one opleiding that open at once wait for each other and the second finds nobody left.
 */
const TE_MELDEN = `
  SELECT b.id, b.persoon_id AS "persoonId", p.voornaam, p.email
    FROM cohort c
    JOIN belangstelling b ON b.opleiding_id = c.opleiding_id
    JOIN persoon p ON p.id = b.persoon_id
   WHERE c.id = $1
     AND b.bevestigd_op IS NOT NULL AND b.ingetrokken_op IS NULL AND b.gemeld_op IS NULL
     AND p.geen_uitnodigingen_op IS NULL
     AND ($2::uuid[] IS NULL OR b.id = ANY($2))
     AND (b.cohort_id IS NULL OR b.cohort_id = c.id
          OR EXISTS (SELECT 1 FROM cohort g WHERE g.id = b.cohort_id AND g.status = 'geannuleerd'))
   ORDER BY b.id FOR UPDATE OF b`;

/** Keeps who wants to hear when something opens; it never holds a place. */
@Injectable()
export class BelangstellingService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly personen: PersonenService,
    private readonly mails: BelangstellingMails,
    private readonly berichten: BerichtenService,
    private readonly audit: AuditService,
    private readonly limiter: RateLimiter,
  ) {}

  /**
   * Keeps a script from filling lists or mailboxes; who is known to the academie is not limited.
   * @throws TooManyRequests
   */
  async telPoging(wie: Wie, ip: string, email: string): Promise<void> {
    if (wie.soort !== 'anoniem') return;
    const herkomst = originOf(ip);
    await this.limiter.count(PER_HERKOMST, herkomst);
    await this.limiter.count(PER_PAAR, `${herkomst} ${normaliseerEmail(email)}`);
  }

  /**
   * Leaves interest, once per person and opleiding or cohort; who does so again gets the link once more.
   * @throws DomainError `geen-peiling` when it is not polled, or for a school that is not known.
   */
  geef(wie: Wie, doel: Doel, verzoek: Belangstellingsverzoek): Promise<Gemeld> {
    return inTransaction(this.dataSource, async (m) => {
      const bewezen = adresIsBewezen(wie, verzoek.email);
      const { opleiding, cohort } = await doelVan(m, doel);
      const rij = await nieuweBelangstelling(m, wie, verzoek, { opleiding, cohort });
      const personen = await this.personen.zoekOfMaak(m, [{ ...verzoek, bevestigd: bewezen }]);
      const nu = this.clock.now();
      rij.persoonId = personen.get(normaliseerEmail(verzoek.email))!.id;
      rij.aangemaaktOp = nu;
      rij.bevestigdOp = bewezen ? nu : null;
      const toegevoegd = await m
        .createQueryBuilder()
        .insert()
        .into(Belangstelling)
        .values(rij)
        .orIgnore()
        .execute();
      const isNieuw = (toegevoegd.raw as unknown[]).length > 0;
      const b = isNieuw ? await this.noteer(m, wie, rij) : await this.nogEens(m, wie, rij);
      return bewezen ? { status: 'bevestigd', token: b.token } : { status: 'onbevestigd' };
    });
  }

  /** The one with the link says that the address is theirs. A second time changes nothing. */
  bevestig(token: string, wie: Wie): Promise<void> {
    return inTransaction(this.dataSource, async (m) => {
      const b = await this.vergrendel(m, token);
      const stand = standVan(b);
      if (stand === 'bevestigd') return;
      if (stand !== 'onbevestigd') throw belangstellingVoorbij();
      await m.update(
        Persoon,
        { id: b.persoonId, emailBevestigdOp: IsNull() },
        { emailBevestigdOp: this.clock.now() },
      );
      await this.zetBevestigd(m, wie, b);
      const onderwerp = { soort: 'belangstelling' as const, id: b.id };
      await this.audit.noteer(m, { wie, code: 'belangstelling.bevestigd', onderwerp, gegevens: {} });
    });
  }

  trekIn(token: string, wie: Wie): Promise<void> {
    return inTransaction(this.dataSource, async (m) => {
      const b = await this.vergrendel(m, token);
      if (b.ingetrokkenOp) return;
      if (b.gemeldOp) throw belangstellingVoorbij();
      await m.update(Belangstelling, { id: b.id }, { ingetrokkenOp: this.clock.now() });
      const onderwerp = { soort: 'belangstelling' as const, id: b.id };
      await this.audit.noteer(m, { wie, code: 'belangstelling.ingetrokken', onderwerp, gegevens: {} });
    });
  }

  /**
   * A step of opening a cohort: tells everybody with a confirmed interest in it or in its opleiding, once, and thereby
   * ends that interest. Somebody who waits for both gets one mail.
   * @param m the transaction that opens the cohort.
   * @returns how many people were told.
   */
  meldOpening(m: EntityManager, cohortId: string): Promise<number> {
    return this.meld(m, cohortId);
  }

  private async noteer(m: EntityManager, wie: Wie, b: Belangstelling): Promise<Belangstelling> {
    await this.audit.noteer(m, {
      wie,
      code: 'belangstelling.gegeven',
      onderwerp: { soort: 'belangstelling', id: b.id },
      gegevens: { opleiding: b.opleidingId, cohort: b.cohortId },
    });
    if (b.bevestigdOp) await this.wilHoren(m, wie, b.persoonId);
    await this.mails.ontvangen(m, b);
    return b;
  }

  /** Known already. Who proves the address this time confirms it; the link goes to the mailbox in any case. */
  private async nogEens(m: EntityManager, wie: Wie, rij: Belangstelling) {
    const { opleidingId, cohortId, persoonId, bevestigdOp } = rij;
    const open = { ingetrokkenOp: IsNull(), gemeldOp: IsNull() };
    const b = await m.findOneByOrFail(Belangstelling, {
      opleidingId,
      cohortId: cohortId ?? IsNull(),
      persoonId,
      ...open,
    });
    if (bevestigdOp && !b.bevestigdOp) await this.zetBevestigd(m, wie, b);
    await this.mails.alBekend(m, b);
    return b;
  }

  /** Whoever confirms after the cohort opened is told at once. */
  private async zetBevestigd(m: EntityManager, wie: Wie, b: Belangstelling): Promise<void> {
    b.bevestigdOp = this.clock.now();
    await this.wilHoren(m, wie, b.persoonId);
    await m.update(Belangstelling, { id: b.id }, { bevestigdOp: b.bevestigdOp });
    if (!b.cohortId) return;
    const { status } = await m.findOneByOrFail(Cohort, { id: b.cohortId });
    if (status === 'open' || status === 'bevestigd') await this.meld(m, b.cohortId, [b.id]);
  }

  private async vergrendel(m: EntityManager, token: string): Promise<Belangstelling> {
    const b = await m.findOne(Belangstelling, { where: { token }, lock: { mode: 'pessimistic_write' } });
    if (!b) throw belangstellingOnbekend();
    return b;
  }

  /** @param alleen ids of belangstelling; without them, everybody who waits. @returns how many people were told. */
  private async meld(m: EntityManager, cohortId: string, alleen: string[] | null = null): Promise<number> {
    const rows = await m.query<Geinteresseerde[]>(TE_MELDEN, [cohortId, alleen]);
    if (rows.length === 0) return 0;
    const ids = rows.map(({ id }) => id);
    await m.query('UPDATE belangstelling SET gemeld_op = $2 WHERE id = ANY($1)', [ids, this.clock.now()]);
    const perPersoon = new Map(rows.toReversed().map((row) => [row.persoonId, row]));
    let gemeld = 0;
    for (const deel of inDelen([...perPersoon.values()]))
      gemeld += await this.mails.opening(m, cohortId, deel);
    for (const deel of inDelen(ids)) await this.noteerGemeld(m, cohortId, deel);
    return gemeld;
  }

  /** Somebody who asks to hear of an opening wants that mail, also after saying no to all of them before. */
  private wilHoren(m: EntityManager, wie: Wie, persoonId: string): Promise<void> {
    return this.berichten.zetUitnodigingen(m, wie, persoonId, true);
  }

  private async noteerGemeld(m: EntityManager, cohort: string, ids: string[]): Promise<void> {
    await this.audit.noteerAlle(
      m,
      ids.map((id) => ({
        wie: systeem,
        code: 'belangstelling.gemeld' as const,
        onderwerp: { soort: 'belangstelling' as const, id },
        gegevens: { cohort },
      })),
    );
  }
}

/** Acts for the academie: the coördinator, or a key of the academie that may. */
export const beheertBelangstelling = (wie: Wie): boolean => mag(wie, 'belangstelling.beheren');

/** Whether the address needs no confirmation: staff, systems, and someone who logged in through that very mailbox. */
function adresIsBewezen(wie: Wie, email: string): boolean {
  if (wie.soort === 'persoon') return normaliseerEmail(wie.email) === normaliseerEmail(email);
  return beheertBelangstelling(wie) || wie.soort === 'sleutel';
}

/**
 * A step: what it is about. A cohort stays as it is until this transaction ends, so that nobody leaves interest in one
 * that opens at this moment and hears nothing.
 */
async function doelVan(m: EntityManager, doel: Doel): Promise<Gevonden> {
  const cohort =
    'cohort' in doel
      ? await m.findOne(Cohort, { where: { id: doel.cohort }, lock: { mode: 'pessimistic_read' } })
      : null;
  if ('cohort' in doel && !cohort) throw cohortOnbekend();
  const waar = cohort
    ? { id: cohort.opleidingId }
    : { code: 'opleiding' in doel ? doel.opleiding.toUpperCase() : '' };
  const opleiding = await m.findOneBy(Opleiding, waar);
  if (!opleiding || !opleiding.gepubliceerd) throw cohort ? cohortOnbekend() : opleidingOnbekend();
  if (cohort?.status === 'concept') throw cohortOnbekend();
  if (!neemtBelangstelling(opleiding, cohort)) throw belangstellingKanNiet();
  return { opleiding, cohort };
}

/** The row to be, still without its person and its moments. */
async function nieuweBelangstelling(
  m: EntityManager,
  wie: Wie,
  verzoek: Belangstellingsverzoek,
  { opleiding, cohort }: Gevonden,
): Promise<Belangstelling> {
  const ookGesloten = beheertBelangstelling(wie);
  const { schoolId, bestuurId, organisatie } = await eneWerkplek(m, { wie, verzoek, ookGesloten });
  return m.create(Belangstelling, {
    id: randomUUID(),
    opleidingId: opleiding.id,
    cohortId: cohort?.id ?? null,
    ...{ schoolId, bestuurId, organisatie },
    functie: functieNaam(verzoek.functie),
    opmerking: verzoek.opmerking ?? null,
    // 24 random bytes: nobody guesses the link in a mail.
    token: randomBytes(24).toString('base64url'),
  });
}

function inDelen<T>(lijst: T[]): T[][] {
  const aantal = Math.ceil(lijst.length / PER_KEER);
  return Array.from({ length: aantal }, (_, i) => lijst.slice(i * PER_KEER, (i + 1) * PER_KEER));
}
