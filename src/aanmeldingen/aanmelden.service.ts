import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Wie } from '../toegang/wie.js';
import { PlaatsenService } from '../cohorten/plaatsen.service.js';
import { Batcher } from '../platform/batcher.js';
import { violates } from '../platform/database/sql-error.js';
import { inTransaction } from '../platform/database/transaction.js';
import { DomainError } from '../platform/errors/domain-error.js';
import { WachtlijstService } from '../wachtlijst/wachtlijst.service.js';
import { Aanmelding } from './aanmelding.entity.js';
import { NaamAnders } from './aanmeldingen.errors.js';
import type { Aanvraag, Aanmeldverzoek } from './aanvraag.rules.js';
import { AanvragenService, type Keuring } from './aanvragen.service.js';
import { AanmeldingenMails } from './aanmeldingen.mails.js';
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

/**
 * Enrolling. Deciding takes a list of requests for one cohort in one transaction; one aanmelding is a list of one, and
 * what arrives for a cohort while a decision is under way goes together in the next.
 */
@Injectable()
export class AanmeldenService {
  private readonly batcher = new Batcher<Aanvraag, Aangemeld>((cohortId, aanvragen) =>
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
  meldAan(cohortId: string, verzoek: Aanmeldverzoek, wie: Wie, herkomst?: string): Promise<Aangemeld> {
    return this.batcher.add(cohortId, { verzoek, wie, herkomst });
  }

  /** One transaction for all; each request gets its own answer, in the order given. */
  async meldAllenAan(cohortId: string, aanvragen: Aanvraag[]): Promise<Besluit[]> {
    const beslis = () => inTransaction(this.dataSource, (m) => this.beslis(m, cohortId, aanvragen));
    try {
      return await beslis();
    } catch (error) {
      // At this very moment the same reference or address was used elsewhere; now it can be seen.
      if (violates(error, 'aanmelding_een_actieve_per_referentie') || error instanceof NaamAnders)
        return beslis();
      throw error;
    }
  }

  /** A step: decides about all in the order given, with the cohort locked from here on. */
  async beslis(m: EntityManager, cohortId: string, aanvragen: Aanvraag[]): Promise<Besluit[]> {
    const stand = await this.plaatsen.vergrendelEen(m, cohortId);
    await this.wachtlijst.werkBij(m, stand);
    const keuringen = await this.aanvragen.keur(m, stand, aanvragen);
    const toegelaten = keuringen.filter((keuring) => 'aanvraag' in keuring);
    const gemaakt = await this.toewijzing.wijsToe(m, stand, toegelaten);
    await this.mails.naAanmelden(
      m,
      stand,
      gemaakt.filter((_een, i) => !toegelaten[i]!.schijn),
    );
    await this.stuurLink(
      m,
      cohortId,
      toegelaten.filter(({ schijn }) => schijn).map(({ aanvraag }) => aanvraag.verzoek.email),
    );
    return besluitenVan(keuringen, gemaakt);
  }

  /**
   * For who enrols again: the link to the aanmelding they have, to their own mailbox.
   * @param emails addresses that are in this cohort.
   */
  private async stuurLink(m: EntityManager, cohortId: string, emails: string[]): Promise<void> {
    for (const email of new Set(emails.map(normaliseerEmail))) {
      const beeld = await this.queries.actieveVan(m, cohortId, email);
      if (!beeld) continue;
      const a = await m.findOneByOrFail(Aanmelding, { id: beeld.id });
      await this.mails.alAangemeld(m, cohortId, a, standInWoorden(beeld), this.clock.now());
    }
  }
}

function besluitenVan(keuringen: Keuring[], gemaakt: Aangemeld[]): Besluit[] {
  const volgende = gemaakt.values();
  const besluiten: Besluit[] = [];
  for (const keuring of keuringen) {
    if (keuring instanceof DomainError) besluiten.push(keuring);
    else if ('aanvraag' in keuring) besluiten.push(volgende.next().value!);
    else if ('herhaalt' in keuring) besluiten.push(nogEens(besluiten[keuring.herhaalt]!));
    else besluiten.push({ ...keuring, nieuw: false });
  }
  return besluiten;
}

const nogEens = (besluit: Besluit): Besluit =>
  besluit instanceof DomainError ? besluit : { ...besluit, nieuw: false };
