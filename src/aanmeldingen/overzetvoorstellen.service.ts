import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Wie } from '../toegang/wie.js';
import { Cohort } from '../cohorten/cohort.entity.js';
import { type Cohortstand, PlaatsenService } from '../cohorten/plaatsen.service.js';
import { Clock } from '../platform/clock/clock.js';
import { Aanmelding, Overzetvoorstel } from './aanmelding.entity.js';
import {
  alternatiefDicht,
  alternatiefIsZelf,
  alternatiefOnbekend,
  nietVoorgesteld,
  overgangNietMogelijk,
  teVeelAlternatieven,
  voorstelNietOpen,
} from './aanmeldingen.errors.js';
import { kanVerhuizen, rolBij, statusOp } from './aanmeldingen.rules.js';
import { OverzetMails } from './overzetten.mails.js';
import { controleerNietActief } from './rij.service.js';
import { metSlot } from './aanmeldingen.service.js';
import { aanmeldstand } from '../cohorten/cohorten.rules.js';
import { dateOf } from '../platform/clock/dates.js';
import { type CohortBeeld, CohortenQueries, vrijVan } from '../cohorten/cohorten.queries.js';
import type { AanmeldingBeeld } from './aanmeldingen.queries.js';

/** A cohort that somebody may move to, with its places as of now. */
export interface Keuze {
  voorstelId: string;
  cohort: CohortBeeld;
  /** Where they would come in the line; null when there is a place. */
  positie: number | null;
}

/** Where an aanmelding went on after it was moved. */
export interface Vervolg {
  token: string;
  opleiding: string;
  cohort: string;
}

/** More choices than this help nobody to choose. */
export const MEESTE_ALTERNATIEVEN = 3;

const STEL_VOOR = `
  INSERT INTO overzetvoorstel (aanmelding_id, naar_cohort_id, status, gemaakt_op)
  SELECT a, c, 'open', $3 FROM unnest($1::uuid[]) a CROSS JOIN unnest($2::uuid[]) c
  ON CONFLICT (aanmelding_id, naar_cohort_id) DO UPDATE
    SET status = 'open', gemaakt_op = excluded.gemaakt_op, beantwoord_op = NULL`;

/** The other cohorten that people may choose, kept per aanmelding: asking them, and hearing
 * that they do not want to. */
@Injectable()
export class OverzetvoorstellenService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly plaatsen: PlaatsenService,
    private readonly mails: OverzetMails,
    private readonly audit: AuditService,
    private readonly cohorten: CohortenQueries,
  ) {}

  /**
   * The present place stays theirs until they choose.
   * @throws DomainError `alternatief-…` when nobody can enrol there now, `al-aangemeld` when they are in it already.
   */
  vraag(id: string, naar: string, wie: Wie): Promise<void> {
    const beide = {
      vergrendelEen: (m: EntityManager, van: string) => this.vergrendel(m, van, [naar]),
    };
    const mag = (a: Aanmelding): boolean => rolBij(wie, a) === 'academie';
    return metSlot(this.dataSource, beide, id, mag, async (m, { cohort }) => {
      const a = await m.findOneByOrFail(Aanmelding, { id });
      this.controleerVerhuizing(a, cohort);
      await controleerNietActief(m, { ...a, cohortId: naar });
      await this.stelVoor(m, wie, [a], [naar]);
      await this.mails.voorgesteld(m, a, naar);
    });
  }

  /** "Nee, bedankt": nothing else changes. @throws DomainError when it was answered before. */
  wijsAf(id: string, naar: string, wie: Wie): Promise<void> {
    const mag = (a: Aanmelding): boolean => rolBij(wie, a) === 'deelnemer';
    return metSlot(this.dataSource, this.plaatsen, id, mag, async (m) => {
      await vindOpen(m, id, naar);
      await m.update(
        Overzetvoorstel,
        { aanmeldingId: id, naarCohortId: naar },
        { status: 'afgewezen', beantwoordOp: this.clock.now() },
      );
      await this.audit.noteer(m, {
        wie,
        code: 'aanmelding.overzetting-afgewezen',
        onderwerp: { soort: 'aanmelding', id },
        gegevens: { naar },
      });
    });
  }

  /**
   * Locks the cohort that people leave together with those they may choose, so that none of these closes unseen.
   * @returns the cohort that they leave.
   * @throws DomainError `alternatief-…` naming what is wrong; a cohort that nobody can join now is no alternative.
   */
  async vergrendel(m: EntityManager, van: string, alternatieven: string[]): Promise<Cohortstand> {
    const naar = [...new Set(alternatieven)];
    if (naar.length > MEESTE_ALTERNATIEVEN) throw teVeelAlternatieven(MEESTE_ALTERNATIEVEN);
    if (naar.includes(van)) throw alternatiefIsZelf();
    if ((await m.countBy(Cohort, { id: In(naar) })) < naar.length) throw alternatiefOnbekend();
    const standen = await this.plaatsen.vergrendel(m, [van, ...naar]);
    for (const stand of standen)
      if (stand.cohort.id !== van && !this.isOpen(stand)) throw alternatiefDicht(stand.cohort.naam);
    return standen.find(({ cohort }) => cohort.id === van)!;
  }

  isOpen(stand: Cohortstand): boolean {
    return this.standVan(stand) === 'open';
  }

  standVan({ cohort, eerste }: Cohortstand) {
    const nu = this.clock.now();
    return aanmeldstand(cohort, dateOf(nu), eerste !== null && eerste <= nu);
  }

  /** Gives each of them the choice of each cohort; what was answered before is asked anew. */
  async stelVoor(m: EntityManager, wie: Wie, aanmeldingen: Aanmelding[], cohortIds: string[]): Promise<void> {
    const naar = [...new Set(cohortIds)];
    if (naar.length === 0 || aanmeldingen.length === 0) return;
    const ids = aanmeldingen.map(({ id }) => id);
    await m.query(STEL_VOOR, [ids, naar, this.clock.now()]);
    await this.audit.noteerAlle(
      m,
      ids.map((id) => ({
        wie,
        code: 'aanmelding.overzetting-voorgesteld' as const,
        onderwerp: { soort: 'aanmelding' as const, id },
        gegevens: { naar },
      })),
    );
  }

  /** Nobody can move to this cohort any more. */
  async naarCohortVervallen(m: EntityManager, cohortId: string): Promise<void> {
    await m.query(
      `UPDATE overzetvoorstel SET status = 'vervallen', beantwoord_op = $2
        WHERE naar_cohort_id = $1 AND status = 'open'`,
      [cohortId, this.clock.now()],
    );
  }

  /** Somebody has moved: the choice that was made is aanvaard, the others lapse. */
  async besluit(m: EntityManager, aanmeldingIds: string[], naar: string): Promise<void> {
    await m.query(
      `UPDATE overzetvoorstel
          SET status = CASE WHEN naar_cohort_id = $2 THEN 'aanvaard' ELSE 'vervallen' END, beantwoord_op = $3
        WHERE aanmelding_id = ANY($1) AND status = 'open'`,
      [aanmeldingIds, naar, this.clock.now()],
    );
  }

  /** The choices that are still open, the soonest first; none for who cannot be moved any more. */
  async keuzes(a: AanmeldingBeeld): Promise<Keuze[]> {
    if (!kanVerhuizen(a, a.cohortstatus === 'geannuleerd')) return [];
    const rows = await this.dataSource.query<{ id: string; naar: string }[]>(
      `SELECT id, naar_cohort_id AS naar FROM overzetvoorstel WHERE aanmelding_id = $1 AND status = 'open'`,
      [a.id],
    );
    if (rows.length === 0) return [];
    const cohorten = await this.cohorten.zoek({ ids: rows.map(({ naar }) => naar), openbaar: false });
    return cohorten.map((cohort) => ({
      voorstelId: rows.find(({ naar }) => naar === cohort.id)!.id,
      cohort,
      positie: vrijVan(cohort) > 0 ? null : cohort.wachtend + 1,
    }));
  }

  /** The cohort of a choice, whatever became of it; undefined when this aanmelding never had it. */
  async cohortVan(aanmeldingId: string, voorstelId: string): Promise<string | undefined> {
    const [row] = await this.dataSource.query<{ naar: string }[]>(
      'SELECT naar_cohort_id AS naar FROM overzetvoorstel WHERE aanmelding_id = $1 AND id::text = $2',
      [aanmeldingId, voorstelId],
    );
    return row?.naar;
  }

  /** Where an aanmelding that was moved went on; null when it was not. */
  async vervolg(aanmeldingId: string): Promise<Vervolg | null> {
    const [row] = await this.dataSource.query<Vervolg[]>(
      `SELECT n.token, o.naam AS opleiding, c.naam AS cohort
         FROM auditregel r
         JOIN aanmelding n ON n.id = (r.gegevens->>'nieuw')::uuid AND n.id::text <> r.onderwerp_id
         JOIN cohort c ON c.id = n.cohort_id JOIN opleiding o ON o.id = c.opleiding_id
        WHERE r.onderwerp_soort = 'aanmelding' AND r.onderwerp_id = $1 AND r.code = 'aanmelding.overgezet'
        ORDER BY r.id DESC LIMIT 1`,
      [aanmeldingId],
    );
    return row ?? null;
  }

  private controleerVerhuizing(a: Aanmelding, cohort: Cohort): void {
    const status = statusOp(a, this.clock.now());
    const geannuleerd = cohort.status === 'geannuleerd';
    if (!kanVerhuizen({ status, beeindigdDoor: a.beeindigdDoor }, geannuleerd))
      throw overgangNietMogelijk(status);
  }
}

/** A step, with the cohort of the aanmelding locked. @throws DomainError when this choice cannot be made any more. */
export async function vindOpen(
  m: EntityManager,
  aanmeldingId: string,
  naar: string,
): Promise<Overzetvoorstel> {
  const voorstel = await m.findOneBy(Overzetvoorstel, { aanmeldingId, naarCohortId: naar });
  if (!voorstel) throw nietVoorgesteld();
  if (voorstel.status !== 'open') throw voorstelNietOpen(voorstel.status);
  return voorstel;
}
