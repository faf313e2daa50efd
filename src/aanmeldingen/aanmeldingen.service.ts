import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Auditcodes } from '../audit/auditcodes.rules.js';
import { isAcademie, type Wie } from '../toegang/wie.js';
import { aanmeldstand } from '../cohorten/cohorten.rules.js';
import { type Cohortstand, PlaatsenService } from '../cohorten/plaatsen.service.js';
import { Clock } from '../platform/clock/clock.js';
import { dateOf } from '../platform/clock/dates.js';
import { Persoon } from '../toegang/persoon.entity.js';
import { WachtlijstService } from '../wachtlijst/wachtlijst.service.js';
import { Aanmelding } from './aanmelding.entity.js';
import { aanmeldenKanNiet, aanmeldingOnbekend } from './aanmeldingen.errors.js';
import { AANBOD_AFGEWEZEN, type Als, type Daad, isEigenaar, rolVoor } from './aanmeldingen.rules.js';
import { AanmeldingenMails } from './aanmeldingen.mails.js';
import { laatReferentieLos } from './referentie.service.js';
import { controleerNietActief, positieVan, volgendeRang } from './rij.service.js';
import { inTransaction } from '../platform/database/transaction.js';
type Stap<D extends Daad> = (
  m: EntityManager,
  a: Aanmelding,
  gegeven: { stand: Cohortstand; als: Als<D> },
) => Promise<AuditVan> | AuditVan;
type AuditVan = { [C in keyof Auditcodes]: { code: C; gegevens: Auditcodes[C] } }[keyof Auditcodes];

/**
 * The deeds on one aanmelding. Each use case locks the cohort, lets holds run out, makes its change, and gives
 * what came free to the line, in one transaction. `wieMag` of aanmeldingen.rules.ts says who may do which.
 */
@Injectable()
export class AanmeldingenService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly plaatsen: PlaatsenService,
    private readonly wachtlijst: WachtlijstService,
    private readonly mails: AanmeldingenMails,
    private readonly audit: AuditService,
  ) {}

  /** The address is right: a held place becomes certain (or waits for akkoord), a place in line counts from now on. */
  bevestigEmail(id: string, wie: Wie): Promise<Aanmelding> {
    return this.wijzig(id, wie, 'bevestigEmail', async (m, a, { stand }) => {
      a.vervul('emailbevestiging');
      await m.update(Persoon, { id: a.persoonId }, { emailBevestigdOp: this.clock.now() });
      await this.naVervulling(m, a, stand);
      return { code: 'aanmelding.email-bevestigd', gegevens: { status: a.status } };
    });
  }

  accepteerAanbod(id: string, wie: Wie): Promise<Aanmelding> {
    return this.wijzig(id, wie, 'accepteerAanbod', async (m, a, { stand }) => {
      a.vervul('aanbod');
      await this.naVervulling(m, a, stand);
      return { code: 'aanmelding.aanbod-geaccepteerd', gegevens: { status: a.status } };
    });
  }

  wijsAanbodAf(id: string, wie: Wie): Promise<Aanmelding> {
    return this.wijzig(id, wie, 'wijsAanbodAf', async (m, a, { als }) => {
      a.vervul('aanbod');
      return this.beeindig(m, a, als, AANBOD_AFGEWEZEN);
    });
  }

  /** @param reden optional for the deelnemer, shown to the coördinator. */
  annuleer(id: string, wie: Wie, reden: string | null): Promise<Aanmelding> {
    return this.wijzig(id, wie, 'annuleer', (m, a, { als }) => this.beeindig(m, a, als, reden));
  }

  /** A hold that ran out goes to the back of the line; with nobody before them the place itself comes at once. */
  herleef(id: string, wie: Wie): Promise<Aanmelding> {
    return this.wijzig(id, wie, 'herleef', async (m, a, { stand: { cohort, eerste } }) => {
      const nu = this.clock.now();
      const stand = aanmeldstand(cohort, dateOf(nu), eerste !== null && eerste <= nu);
      if (stand !== 'open') throw aanmeldenKanNiet(stand);
      await controleerNietActief(m, a);
      await laatReferentieLos(m, a);
      a.gaNaar('wachtlijst', nu);
      a.wachtlijstRang = await volgendeRang(m, cohort.id);
      if (!isAcademie(wie) && (await misteAkkoord(m, a))) a.wachtOp = ['akkoord'];
      if (isEigenaar(wie, a)) await m.update(Persoon, { id: a.persoonId }, { emailBevestigdOp: nu });
      return { code: 'aanmelding.herleefd', gegevens: { status: a.status } };
    });
  }

  geefAkkoord(id: string, wie: Wie): Promise<Aanmelding> {
    return this.wijzig(id, wie, 'geefAkkoord', async (m, a, { stand }) => {
      a.vervul('akkoord');
      await this.naVervulling(m, a, stand);
      return { code: 'aanmelding.akkoord', gegevens: { status: a.status } };
    });
  }

  wijsAf(id: string, wie: Wie, reden: string): Promise<Aanmelding> {
    return this.wijzig(id, wie, 'wijsAf', async (m, a, { als: door }) => {
      const van = a.status;
      a.gaNaar('afgewezen', this.clock.now());
      a.reden = reden;
      a.beeindigdDoor = door;
      await this.mails.afgewezen(m, a.cohortId, a, door);
      return { code: 'aanmelding.afgewezen', gegevens: { van, door, reden } };
    });
  }

  private wijzig<D extends Daad>(id: string, wie: Wie, daad: D, stap: Stap<D>): Promise<Aanmelding> {
    const mag = (a: Aanmelding): boolean => rolVoor(daad, wie, a) !== undefined;
    return metSlot(this.dataSource, this.plaatsen, id, mag, async (m, stand) => {
      await this.wachtlijst.laatVerlopen(m, stand);
      const a = await m.findOneByOrFail(Aanmelding, { id });
      const als = rolVoor(daad, wie, a);
      if (!als) throw aanmeldingOnbekend();
      const audit = await stap(m, a, { stand, als });
      await this.plaatsen.bewaar(m, [a]);
      await this.audit.noteer(m, { wie, onderwerp: { soort: 'aanmelding', id }, ...audit });
      await this.verdeel(m, stand, a, wie);
      return m.findOneByOrFail(Aanmelding, { id });
    });
  }

  /** Gives what is free to the line. Who is here asking gets the place itself, and hears what came of it. */
  private async verdeel(m: EntityManager, stand: Cohortstand, a: Aanmelding, wie: Wie): Promise<void> {
    const aanwezig = isEigenaar(wie, a) ? new Set([a.id]) : new Set<string>();
    const verplaatst = await this.wachtlijst.bied(m, stand, aanwezig);
    const zelf = verplaatst.filter(({ id }) => aanwezig.has(id));
    await this.mails.geplaatst(
      m,
      stand,
      zelf.filter(({ status }) => status === 'geplaatst'),
    );
    await this.mails.akkoordGevraagd(
      m,
      stand,
      zelf.filter(({ wachtOp }) => wachtOp.includes('akkoord')),
    );
    const wacht = a.komtInAanmerking && !verplaatst.some(({ id }) => id === a.id);
    if (wacht) {
      const wachtlijstpositie = await positieVan(m, a);
      await this.mails.wachtlijst(m, stand, [{ aanmelding: a, wachtlijstpositie, nieuw: false }]);
    }
  }

  /** A step: something it waited for has come; with nothing left to wait for, a held place is certain. */
  async naVervulling(m: EntityManager, a: Aanmelding, stand: Cohortstand): Promise<void> {
    if (a.status !== 'voorlopig') return;
    if (a.wachtOp.length === 0) {
      a.gaNaar('geplaatst', this.clock.now());
      await this.mails.geplaatst(m, stand, [a]);
    } else if (a.wachtOp.every((reden) => reden === 'akkoord')) {
      a.vervaltOp = await this.wachtlijst.vervaltOp(m, a.wachtOp, stand.eerste);
      await this.mails.akkoordGevraagd(m, stand, [a]);
    }
  }

  private async beeindig(
    m: EntityManager,
    a: Aanmelding,
    door: Als<'annuleer'>,
    reden: string | null,
  ): Promise<AuditVan> {
    const van = a.status;
    a.gaNaar('geannuleerd', this.clock.now());
    a.reden = reden;
    a.beeindigdDoor = door;
    await this.mails.geannuleerd(m, a.cohortId, [a], door);
    return { code: 'aanmelding.geannuleerd', gegevens: { van, door, reden } };
  }
}

/**
 * Whether the akkoord of the bestuur had not come when this aanmelding last ran out. Only the audit remembers: a
 * verlopen aanmelding itself waits for nothing.
 */
async function misteAkkoord(m: EntityManager, a: Aanmelding): Promise<boolean> {
  const [row] = await m.query<{ akkoord: boolean }[]>(
    `SELECT gegevens->'wachtteOp' ? 'akkoord' AS akkoord FROM auditregel
      WHERE onderwerp_soort = 'aanmelding' AND onderwerp_id = $1 AND code = 'aanmelding.verlopen'
      ORDER BY id DESC LIMIT 1`,
    [a.id],
  );
  return row?.akkoord ?? false;
}

class Verhuisd extends Error {}

/**
 * Does something to one aanmelding with its cohort locked. Which cohort that is, can only be read before the lock; one
 * that was merged into another cohort just then is looked up again, so that the right places are locked.
 * @param plaatsen locks the cohort, and whatever else must be locked with it.
 * @param mag whether this may be done at all; who may not, does not learn that the aanmelding exists.
 */
export async function metSlot<T>(
  dataSource: DataSource,
  plaatsen: Pick<PlaatsenService, 'vergrendelEen'>,
  id: string,
  mag: (a: Aanmelding) => boolean,
  werk: (m: EntityManager, stand: Cohortstand) => Promise<T>,
): Promise<T> {
  for (;;) {
    try {
      return await inTransaction(dataSource, async (m) => {
        const gevonden = await m.findOneBy(Aanmelding, { id });
        if (!gevonden || !mag(gevonden)) throw aanmeldingOnbekend();
        const stand = await plaatsen.vergrendelEen(m, gevonden.cohortId);
        if (!(await m.existsBy(Aanmelding, { id, cohortId: stand.cohort.id }))) throw new Verhuisd();
        return werk(m, stand);
      });
    } catch (fout) {
      if (!(fout instanceof Verhuisd)) throw fout;
    }
  }
}
