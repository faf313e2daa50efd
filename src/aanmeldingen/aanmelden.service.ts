import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Wie } from '../toegang/wie.js';
import { cohortOnbekend } from '../cohorten/cohorten.errors.js';
import { type Cohortstand, PlaatsenService } from '../cohorten/plaatsen.service.js';
import { Batcher } from '../platform/batcher.js';
import { LOCKED, sqlstate, violates } from '../platform/database/sql-error.js';
import { inTransaction } from '../platform/database/transaction.js';
import { DomainError } from '../platform/errors/domain-error.js';
import { WachtlijstService } from '../wachtlijst/wachtlijst.service.js';
import { Aanmelding } from './aanmelding.entity.js';
import { NaamAnders } from './aanmeldingen.errors.js';
import type { Aanvraag, Aanmeldverzoek } from './aanvraag.rules.js';
import {
  AanvragenService,
  type Cohortaanvraag,
  type Cohorttoelating,
  type Keuring,
  type Toelating,
} from './aanvragen.service.js';
import { AanmeldingenMails } from './aanmeldingen.mails.js';
import { type Lijn, lijnenVan } from './rij.service.js';
import { ToewijzingService } from './toewijzing.service.js';
import { Clock } from '../platform/clock/clock.js';
import { normaliseerEmail } from '../personen/personen.rules.js';
import { AanmeldingenQueries } from './aanmeldingen.queries.js';
import { standInWoorden } from './aanmeldingen.rules.js';
import { originOf, RateLimiter } from '../platform/web/rate-limiter.js';

/** The outcome of one request. `nieuw` is false when the same external reference was sent before. */
export interface Aangemeld {
  aanmelding: Aanmelding;
  wachtlijstpositie: number | null;
  nieuw: boolean;
  /** In line, and a place is free: it comes with the confirmation of the address. */
  plekNaBevestiging?: boolean;
}

type Besluit = Aangemeld | DomainError;

/** A whole school, or all schools of a bestuur, may sit behind one address of the internet. */
const PER_HERKOMST = { naam: 'aanmelden-herkomst', keer: 1200, seconden: 600 };
/** Of one origin, so that nobody can keep somebody else out by typing that address often. */
const PER_PAAR = { naam: 'aanmelden-paar', keer: 20, seconden: 3600 };

/** Of this cohort somebody else holds the row at this moment. */
const BEZET = Symbol('bezet');

/** One transaction decides about so many at most: the last of them waits for the first. */
const PER_BESLUIT = 128;

/**
 * Enrolling. Deciding takes a list of requests for any number of cohorten in one transaction; one aanmelding is a list
 * of one, and what arrives while a decision is under way goes together in the next. A cohort that somebody else holds
 * does not hold up the others: who asks for that one waits for it in a lane of its own.
 */
@Injectable()
export class AanmeldenService {
  private readonly rij = new Batcher<Cohortaanvraag, Aangemeld | typeof BEZET>(
    (_alle, aanvragen) => this.beslisVrije(aanvragen),
    PER_BESLUIT,
  );
  private readonly rijPerCohort = new Batcher<Aanvraag, Aangemeld>((cohortId, aanvragen) =>
    this.meldAllenAan(cohortId, aanvragen),
  );

  constructor(
    private readonly dataSource: DataSource,
    private readonly plaatsen: PlaatsenService,
    private readonly wachtlijst: WachtlijstService,
    private readonly aanvragen: AanvragenService,
    private readonly toewijzing: ToewijzingService,
    private readonly queries: AanmeldingenQueries,
    private readonly mails: AanmeldingenMails,
    private readonly clock: Clock,
    private readonly limiter: RateLimiter,
  ) {}

  /**
   * Keeps a script from filling cohorten or mailboxes; who is known to the academie is not limited.
   * @throws TooManyRequests
   */
  async telPoging(wie: Wie, ip: string, email: string): Promise<void> {
    if (wie.soort !== 'anoniem') return;
    const herkomst = originOf(ip);
    await this.limiter.count(PER_HERKOMST, herkomst);
    await this.limiter.count(PER_PAAR, `${herkomst} ${normaliseerEmail(email)}`);
  }

  /**
   * @param cohortId a uuid.
   * @param herkomst where the request comes from, for who may hold only so many places.
   * @throws DomainError when the cohort takes no registrations, or the school is unknown; `al-aangemeld` only to who
   *   vouches for the address, a stranger gets what somebody new would get.
   */
  async meldAan(cohortId: string, verzoek: Aanmeldverzoek, wie: Wie, herkomst?: string): Promise<Aangemeld> {
    const aanvraag = { verzoek, wie, herkomst };
    const besluit = await this.rij.add('alle', { ...aanvraag, cohortId });
    return besluit === BEZET ? this.rijPerCohort.add(cohortId, aanvraag) : besluit;
  }

  /** One transaction for all; each request gets its own answer, in the order given. */
  async meldAllenAan(cohortId: string, aanvragen: Aanvraag[]): Promise<Besluit[]> {
    return this.inEen((m) => this.beslis(m, cohortId, aanvragen));
  }

  /** A step: decides about all in the order given, with the cohort locked from here on. */
  async beslis(m: EntityManager, cohortId: string, aanvragen: Aanvraag[]): Promise<Besluit[]> {
    const stand = await this.plaatsen.vergrendelEen(m, cohortId);
    return this.beslisIn(
      m,
      [stand],
      aanvragen.map((aanvraag) => ({ ...aanvraag, cohortId })),
    );
  }

  /** Decides about the cohorten that nobody else holds; who came first for a cohort that is held stays first. */
  private async beslisVrije(aanvragen: Cohortaanvraag[]): Promise<(Besluit | typeof BEZET)[]> {
    const kan = aanvragen.filter(({ cohortId }) => !this.rijPerCohort.has(cohortId));
    if (kan.length === 0) return aanvragen.map(() => BEZET);
    const besluiten = await this.inEen((m) => this.beslisVrijeIn(m, kan), 0).catch((error: unknown) => {
      // Somebody holds a person: who asks for another cohort need not wait for that.
      if (sqlstate(error) === LOCKED) return new Map<Cohortaanvraag, Besluit>();
      throw error;
    });
    return aanvragen.map((aanvraag) => besluiten.get(aanvraag) ?? BEZET);
  }

  private async beslisVrijeIn(
    m: EntityManager,
    aanvragen: Cohortaanvraag[],
  ): Promise<Map<Cohortaanvraag, Besluit>> {
    const ids = new Set(aanvragen.map(({ cohortId }) => cohortId));
    const { standen, bezet } = await this.plaatsen.vergrendelVrije(m, [...ids]);
    const vrij = new Set(standen.map(({ cohort }) => cohort.id));
    const kan = aanvragen.filter(({ cohortId }) => vrij.has(cohortId));
    const besluiten = await this.beslisIn(m, standen, kan);
    const onbekend = aanvragen.filter(({ cohortId }) => !vrij.has(cohortId) && !bezet.has(cohortId));
    return new Map([
      ...kan.map((aanvraag, i) => [aanvraag, besluiten[i]!] as const),
      ...onbekend.map((aanvraag) => [aanvraag, cohortOnbekend()] as const),
    ]);
  }

  private async inEen<T>(beslis: (m: EntityManager) => Promise<T>, patience?: number): Promise<T> {
    try {
      return await inTransaction(this.dataSource, beslis, patience);
    } catch (error) {
      // At this very moment the same reference or address was used elsewhere; now it can be seen.
      if (violates(error, 'aanmelding_een_actieve_per_referentie') || error instanceof NaamAnders)
        return inTransaction(this.dataSource, beslis, patience);
      throw error;
    }
  }

  /** The decision itself, with all these cohorten locked. */
  private async beslisIn(
    m: EntityManager,
    standen: Cohortstand[],
    aanvragen: Cohortaanvraag[],
  ): Promise<Besluit[]> {
    if (aanvragen.length === 0) return [];
    const lijnen = await this.bijgewerkt(m, standen, aanvragen);
    const perId = new Map(standen.map((stand) => [stand.cohort.id, stand]));
    const keuringen = await this.aanvragen.keur(m, perId, aanvragen);
    const toegelaten = keuringen.filter((keuring) => 'aanvraag' in keuring);
    const toedelingen = standen.map((stand) => ({
      stand,
      lijn: lijnen.get(stand.cohort.id)!,
      toelatingen: toegelaten.filter(({ aanvraag }) => aanvraag.cohortId === stand.cohort.id),
    }));
    const gemaakt = await this.toewijzing.wijsToe(m, toedelingen);
    await this.mails.naAanmelden(
      m,
      toedelingen.map(({ stand, toelatingen }) => ({
        stand,
        gemaakt: toelatingen.filter(({ schijn }) => !schijn).map((een) => gemaakt.get(een)!),
      })),
    );
    await this.stuurLinks(m, toegelaten);
    return besluitenVan(keuringen, gemaakt);
  }

  /** The lines of these cohorten; where a hold has run out or a place has come free, after that is dealt with. */
  private async bijgewerkt(
    m: EntityManager,
    standen: Cohortstand[],
    aanvragen: Cohortaanvraag[],
  ): Promise<Map<string, Lijn>> {
    const lees = (deze: Cohortstand[]) =>
      lijnenVan(
        m,
        deze,
        deze.map(({ cohort }) => aanvragen.filter(({ cohortId }) => cohortId === cohort.id).length),
        this.clock.now(),
      );
    const lijnen = await lees(standen);
    const achter = standen.filter(({ cohort }) => lijnen.get(cohort.id)!.achter);
    for (const stand of achter) await this.wachtlijst.werkBij(m, stand);
    return achter.length === 0 ? lijnen : new Map([...lijnen, ...(await lees(achter))]);
  }

  /** For who enrols again: the link to the aanmelding they have, to their own mailbox. */
  private async stuurLinks(m: EntityManager, toegelaten: Cohorttoelating[]): Promise<void> {
    const gezien = new Set<string>();
    for (const { schijn, aanvraag } of toegelaten) {
      const { cohortId, verzoek } = aanvraag;
      const adres = normaliseerEmail(verzoek.email);
      if (!schijn || gezien.has(`${cohortId} ${adres}`)) continue;
      gezien.add(`${cohortId} ${adres}`);
      const beeld = await this.queries.actieveVan(m, cohortId, adres);
      if (!beeld) continue;
      const a = await m.findOneByOrFail(Aanmelding, { id: beeld.id });
      await this.mails.alAangemeld(m, cohortId, a, standInWoorden(beeld), this.clock.now());
    }
  }
}

function besluitenVan(keuringen: Keuring[], gemaakt: Map<Toelating, Aangemeld>): Besluit[] {
  const besluiten: Besluit[] = [];
  for (const keuring of keuringen) {
    if (keuring instanceof DomainError) besluiten.push(keuring);
    else if ('aanvraag' in keuring) besluiten.push(gemaakt.get(keuring)!);
    else if ('herhaalt' in keuring) besluiten.push(nogEens(besluiten[keuring.herhaalt]!));
    else besluiten.push({ ...keuring, nieuw: false });
  }
  return besluiten;
}

const nogEens = (besluit: Besluit): Besluit =>
  besluit instanceof DomainError ? besluit : { ...besluit, nieuw: false };
