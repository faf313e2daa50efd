import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { Aanmelding } from '../../aanmeldingen/aanmelding.entity.js';
import { AanmeldingenMails } from '../../aanmeldingen/aanmeldingen.mails.js';
import { IN_OPEN_EINDE, OPEN_EINDE } from '../../aanmeldingen/standen.js';
import { AuditService } from '../../audit/audit.service.js';
import { Cohort } from '../../cohorten/cohort.entity.js';
import { cohortGewijzigd, cohortovergangNietMogelijk } from '../../cohorten/cohorten.errors.js';
import { cohortovergangen } from '../../cohorten/cohorten.rules.js';
import { MomentenService } from '../../cohorten/momenten.service.js';
import { PlaatsenService } from '../../cohorten/plaatsen.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { InputError } from '../../platform/errors/domain-error.js';
import type { Wie } from '../../toegang/wie.js';
import type { AfrondingDto, AfwijkingDto } from './levensloop.dto.js';
import { geenBijeenkomsten, nogNietVoorbij } from '../cohortbeheer.errors.js';
import { AanwezigheidQueries } from '../../aanwezigheid/aanwezigheid.queries.js';
import { aandeel } from '../../aanwezigheid/aanwezigheid.rules.js';

/** The outcome of one deelnemer when the cohort is finished now. */
export interface Voorstel {
  id: string;
  voornaam: string;
  tussenvoegsel: string | null;
  achternaam: string;
  school: string | null;
  aanwezig: number;
  totaal: number;
  /** Bijeenkomsten attended of the cohort they came from; not counted here, because nobody can tell which were the same. */
  elders: number;
  /** Whole percents; null where there is nothing to count. */
  aandeel: number | null;
  voltooid: boolean;
}

export interface Afrondingsvoorstel {
  normPct: number;
  /** Whether any attendance was recorded; if not, everybody completes it. */
  vastgelegd: boolean;
  /** Bijeenkomsten of which nothing was recorded. */
  oningevuld: number;
  deelnemers: Voorstel[];
  /** The number of people who wait, or hold a place that was never confirmed. */
  overigen: number;
}

type Rij = Pick<Voorstel, 'id' | 'voornaam' | 'tussenvoegsel' | 'achternaam' | 'school'>;

const GEPLAATST = `
  SELECT a.id, p.voornaam, p.tussenvoegsel, p.achternaam, coalesce(s.naam, a.organisatie) AS school
    FROM aanmelding a
    JOIN persoon p ON p.id = a.persoon_id
    LEFT JOIN school s ON s.id = a.school_id
   WHERE a.cohort_id = $1 AND a.status = 'geplaatst'
   ORDER BY p.sorteernaam, a.id`;

/** Somebody who was moved has the earlier attendance with the earlier aanmelding; in a merge the aanmelding itself moved. */
const ELDERS = `
  WITH RECURSIVE keten AS (
    SELECT id AS nu, id AS was FROM aanmelding WHERE cohort_id = $1 AND status = 'geplaatst'
    UNION
    SELECT k.nu, o.id
      FROM keten k
      JOIN aanmelding n ON n.id = k.was
      JOIN aanmelding o ON o.persoon_id = n.persoon_id AND o.id <> n.id
      JOIN auditregel r ON r.onderwerp_soort = 'aanmelding' AND r.onderwerp_id = o.id::text
       AND r.code = 'aanmelding.overgezet' AND r.gegevens->>'nieuw' = n.id::text)
  SELECT k.nu AS id, count(DISTINCT b.id)::integer AS elders
    FROM keten k
    JOIN aanwezigheid w ON w.aanmelding_id = k.was AND w.stand = 'aanwezig'
    JOIN bijeenkomst b ON b.id = coalesce(w.haalt_in_id, w.bijeenkomst_id) AND b.cohort_id <> $1
   GROUP BY k.nu`;

const COHORT = `
  SELECT o.aanwezigheidsnorm_pct AS "normPct",
         (SELECT count(*)::integer FROM aanmelding a
           WHERE a.cohort_id = c.id AND a.status ${IN_OPEN_EINDE}) AS overigen,
         (SELECT count(*)::integer FROM bijeenkomst b
           WHERE b.cohort_id = c.id AND NOT EXISTS (
             SELECT 1 FROM aanwezigheid w WHERE w.bijeenkomst_id = b.id OR w.haalt_in_id = b.id)) AS oningevuld
    FROM cohort c JOIN opleiding o ON o.id = c.opleiding_id
   WHERE c.id = $1`;

const VOORBIJ = 'De groep is afgelopen zonder dat er een plek voor je vrijkwam.';

/** Finishing a cohort after its last bijeenkomst: for everybody it is decided whether they completed it. */
@Injectable()
export class AfrondingService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly plaatsen: PlaatsenService,
    private readonly momenten: MomentenService,
    private readonly aanwezigheid: AanwezigheidQueries,
    private readonly mails: AanmeldingenMails,
    private readonly audit: AuditService,
  ) {}

  /** Proposes an outcome for everybody who has a place, as attendance stands now. */
  async voorstel(m: EntityManager, cohortId: string): Promise<Afrondingsvoorstel> {
    const [cohort] = await m.query<Pick<Afrondingsvoorstel, 'normPct' | 'overigen' | 'oningevuld'>[]>(
      COHORT,
      [cohortId],
    );
    const rijen = await m.query<Rij[]>(GEPLAATST, [cohortId]);
    const tellingen = await this.aanwezigheid.perAanmelding(cohortId, undefined, m);
    const telling = new Map(tellingen.map((t) => [t.aanmeldingId, t]));
    const geweest = await m.query<{ id: string; elders: number }[]>(ELDERS, [cohortId]);
    const elders = new Map(geweest.map((rij) => [rij.id, rij.elders]));
    const vastgelegd = tellingen.some((t) => t.vastgelegd > 0);
    const deelnemers = rijen.map((rij) => {
      const { aanwezig = 0, totaal = 0 } = telling.get(rij.id) ?? {};
      const voltooid = haaltNorm({ aanwezig, totaal }, cohort!.normPct, vastgelegd);
      return {
        ...rij,
        aanwezig,
        totaal,
        elders: elders.get(rij.id) ?? 0,
        aandeel: aandeel(aanwezig, totaal),
        voltooid,
      };
    });
    return { ...cohort!, vastgelegd, deelnemers };
  }

  /**
   * Everybody with a place completes it or not, by their attendance or by the coördinator's own judgement; who still waits is
   * told that it is over.
   * @throws DomainError `nog-niet-voorbij` while a bijeenkomst lies ahead, `geen-bijeenkomsten`,
   *   `overgang-niet-mogelijk`, `cohort-gewijzigd`.
   * @throws InputError for an afwijking of somebody without a place here.
   */
  async rondAf(wie: Wie, id: string, { afwijkingen = [], versie }: AfrondingDto): Promise<void> {
    await inTransaction(this.dataSource, async (m) => {
      const { cohort } = await this.plaatsen.vergrendelEen(m, id);
      if (versie !== undefined && versie !== cohort.versie) throw cohortGewijzigd();
      await this.controleer(m, cohort);
      const uitkomst = await this.beoordeel(m, wie, id, afwijkingen);
      await this.sluitRij(m, wie, id);
      await m.update(Cohort, { id }, { status: 'afgerond', versie: cohort.versie + 1 });
      const onderwerp = { soort: 'cohort' as const, id };
      await this.audit.noteer(m, { wie, code: 'cohort.afgerond', onderwerp, gegevens: uitkomst });
      await this.momenten.leg(m, id);
    });
  }

  private async controleer(m: EntityManager, { id, status }: Cohort): Promise<void> {
    if (!cohortovergangen[status].includes('afgerond')) throw cohortovergangNietMogelijk(status, 'afgerond');
    const [{ laatste }] = await m.query<[{ laatste: Date | null }]>(
      'SELECT max(eindigt) AS laatste FROM bijeenkomst WHERE cohort_id = $1',
      [id],
    );
    if (!laatste) throw geenBijeenkomsten();
    if (laatste > this.clock.now()) throw nogNietVoorbij(laatste);
  }

  /** Gives everybody with a place an outcome. @throws InputError when an afwijking is of nobody with a place here. */
  private async beoordeel(
    m: EntityManager,
    wie: Wie,
    cohortId: string,
    afwijkingen: readonly AfwijkingDto[],
  ): Promise<{ voltooid: number; nietVoltooid: number }> {
    const { deelnemers } = await this.voorstel(m, cohortId);
    const voorgesteld = new Map(deelnemers.map(({ id, voltooid }) => [id, voltooid]));
    controleerAfwijkingen(afwijkingen, voorgesteld);
    const anders = new Map(afwijkingen.map((afwijking) => [afwijking.aanmelding, afwijking]));
    const geplaatst = await m.findBy(Aanmelding, { cohortId, status: 'geplaatst' });
    for (const a of geplaatst) {
      const voltooid = anders.get(a.id)?.voltooid ?? voorgesteld.get(a.id);
      a.gaNaar(voltooid ? 'voltooid' : 'niet-voltooid', this.clock.now());
    }
    await this.plaatsen.bewaar(m, geplaatst);
    await this.audit.noteerAlle(
      m,
      geplaatst.map(({ id, status }) => {
        const reden = anders.get(id)?.reden;
        const gegevens = { status, ...(reden ? { reden } : {}) };
        const onderwerp = { soort: 'aanmelding' as const, id };
        return { wie, code: 'aanmelding.afgerond' as const, onderwerp, gegevens };
      }),
    );
    const voltooid = geplaatst.filter(({ status }) => status === 'voltooid').length;
    return { voltooid, nietVoltooid: geplaatst.length - voltooid };
  }

  /** Tells those who wait, or hold a place that was never confirmed, that it is over. */
  private async sluitRij(m: EntityManager, wie: Wie, cohortId: string): Promise<void> {
    const wachtend = await m.findBy(Aanmelding, { cohortId, status: In([...OPEN_EINDE]) });
    const regels = wachtend.map(({ id, status, wachtOp }) => ({
      wie,
      code: 'aanmelding.geannuleerd' as const,
      onderwerp: { soort: 'aanmelding' as const, id },
      gegevens: { van: status, door: 'academie', reden: VOORBIJ, wachtteOp: wachtOp },
    }));
    for (const a of wachtend) {
      a.gaNaar('geannuleerd', this.clock.now());
      a.reden = VOORBIJ;
      a.beeindigdDoor = 'academie';
    }
    await this.plaatsen.bewaar(m, wachtend);
    await this.audit.noteerAlle(m, regels);
    await this.mails.geannuleerd(m, cohortId, wachtend, 'academie');
  }
}

/** The recorded attendance of one deelnemer; counts bijeenkomsten of the own cohort, made up ones included. */
interface Bijgewoond {
  aanwezig: number;
  totaal: number;
}

/**
 * Whether somebody completes the cohort: attended at least the norm of its bijeenkomsten. Where attendance was never
 * recorded at all, that is not held against anybody.
 * @param normPct of the opleiding, 0..100.
 * @param vastgelegd whether any attendance was recorded for this cohort.
 */
export function haaltNorm({ aanwezig, totaal }: Bijgewoond, normPct: number, vastgelegd: boolean): boolean {
  return !vastgelegd || aanwezig * 100 >= normPct * totaal;
}

function controleerAfwijkingen(
  afwijkingen: readonly AfwijkingDto[],
  geplaatst: ReadonlyMap<string, unknown>,
): void {
  const melding = 'Deze aanmelding heeft geen plaats in dit cohort.';
  const fouten = afwijkingen.flatMap(({ aanmelding }, i) =>
    geplaatst.has(aanmelding) ? [] : [{ veld: `afwijkingen.${i}.aanmelding`, melding }],
  );
  if (fouten.length > 0) throw new InputError(fouten);
}
