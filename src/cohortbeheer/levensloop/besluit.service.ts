import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../../audit/audit.service.js';
import { Cohort } from '../../cohorten/cohort.entity.js';
import { cohortGewijzigd, cohortOnbekend } from '../../cohorten/cohorten.errors.js';
import { MomentenService } from '../../cohorten/momenten.service.js';
import { PlaatsenService, type Cohortstand } from '../../cohorten/plaatsen.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { dateOf } from '../../platform/clock/dates.js';
import { inTransaction } from '../../platform/database/transaction.js';
import type { Wie } from '../../toegang/wie.js';
import { WachtlijstService } from '../../wachtlijst/wachtlijst.service.js';
import { AnnulerenService } from '../verhuizen/annuleren.service.js';
import type { BesluitDto } from './levensloop.dto.js';
import { geenBesluitMogelijk, nieuweDatumKanNiet } from '../cohortbeheer.errors.js';
import { CohortbeheerMails } from '../cohortbeheer.mails.js';
import { IN_ZEKER } from '../../aanmeldingen/standen.js';
import type { CohortBeeld } from '../../cohorten/cohorten.queries.js';
import { IN_GEHOUDEN } from '../../cohorten/standen.js';

/** The numbers that a go/no-go decision is taken on. */
export interface Besluitstand {
  id: string;
  naam: string;
  opleiding: string;
  opleidingId: string;
  capaciteit: number | null;
  minimum: number | null;
  goNoGoOp: string | null;
  eerste: Date | null;
  /** Places held as of now, a hold past its end not counted. */
  bezet: number;
  voorlopig: number;
  wachtend: number;
  prognose: Prognose | null;
}

/** The expected number of places taken at the start, and the number of earlier cohorten that it rests on. */
interface Prognose {
  verwacht: number;
  laagst: number;
  hoogst: number;
  cohorten: number;
}

type TeVoorspellen = Pick<CohortBeeld, 'id' | 'opleidingId' | 'eerste' | 'bezet' | 'capaciteit'>;

const STAND = `
  SELECT c.id, c.naam, o.naam AS opleiding, c.opleiding_id AS "opleidingId", c.capaciteit, c.minimum,
         c.go_no_go_op AS "goNoGoOp", (SELECT min(begint) FROM bijeenkomst WHERE cohort_id = c.id) AS eerste, t.*
    FROM cohort c
    JOIN opleiding o ON o.id = c.opleiding_id
    CROSS JOIN LATERAL (
      SELECT count(*) FILTER (WHERE plaatsnummer IS NOT NULL AND (vervalt_op IS NULL OR vervalt_op > $2))::integer AS bezet,
             count(*) FILTER (WHERE status = 'voorlopig' AND vervalt_op > $2)::integer AS voorlopig,
             count(*) FILTER (WHERE status = 'wachtlijst')::integer AS wachtend
        FROM aanmelding WHERE cohort_id = c.id) t
   WHERE c.id = $1`;

// An earlier cohort whose people were all entered afterwards tells nothing of when they came.
const ERBIJ = `
  WITH vraag AS (
    SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) AS v (id, opleiding_id, eerste)),
  eerder AS (
    SELECT c.id, c.opleiding_id, b.eerste
      FROM cohort c
      CROSS JOIN LATERAL (SELECT min(begint) AS eerste FROM bijeenkomst WHERE cohort_id = c.id) b
     WHERE c.opleiding_id IN (SELECT opleiding_id FROM vraag)
       AND c.status ${IN_GEHOUDEN} AND b.eerste <= $4)
  SELECT v.id, array_agg(t.erbij) AS erbij
    FROM vraag v
    JOIN eerder e ON e.opleiding_id = v.opleiding_id AND e.id <> v.id
    CROSS JOIN LATERAL (
      SELECT count(*) AS alle,
             count(*) FILTER (WHERE a.aangemeld_op > e.eerste - (v.eerste - $4::timestamptz))::integer AS erbij
        FROM aanmelding a
       WHERE a.cohort_id = e.id AND a.status ${IN_ZEKER}
         AND a.aangemeld_op <= e.eerste) t
   WHERE t.alle > 0
   GROUP BY v.id`;

/** The go/no-go decision of an open cohort: recorded with what it was taken on, and carried out at once. */
@Injectable()
export class BesluitService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly plaatsen: PlaatsenService,
    private readonly wachtlijst: WachtlijstService,
    private readonly momenten: MomentenService,
    private readonly mails: CohortbeheerMails,
    private readonly annuleren: AnnulerenService,
    private readonly audit: AuditService,
  ) {}

  /**
   * `go` mails everybody who has a place or waits; `no-go` calls the cohort off, with the toelichting as the reason in
   * the mails; `later` moves the go/no-go date and its moments.
   * @throws DomainError `geen-besluit-mogelijk` when it is not open, `cohort-gewijzigd` when `versie` is not the present one.
   * @throws InputError when `later` has no possible date.
   */
  async besluit(wie: Wie, id: string, dto: BesluitDto): Promise<void> {
    await inTransaction(this.dataSource, async (m) => {
      const { cohort } = await this.legVast(m, wie, id, dto);
      await this.voerUit(m, wie, cohort, dto);
    });
  }

  /**
   * Only records a no-go: the coördinator goes on to choose what people are offered instead, and calls it off there.
   * @throws DomainError as `besluit`
   */
  async noGo(wie: Wie, id: string, dto: BesluitDto): Promise<void> {
    await inTransaction(this.dataSource, (m) => this.legVast(m, wie, id, { ...dto, besluit: 'no-go' }));
  }

  /** Tells how a cohort stands before its go/no-go, with a forecast from earlier cohorten of the same opleiding. */
  async stand(m: EntityManager, cohortId: string): Promise<Besluitstand> {
    const [row] = await m.query<Omit<Besluitstand, 'prognose'>[]>(STAND, [cohortId, this.clock.now()]);
    if (!row) throw cohortOnbekend();
    return { ...row, prognose: (await this.prognoses(m, [row])).get(row.id) ?? null };
  }

  /** One query for any number of cohorten. @returns by id; none for what has no start ahead or no earlier cohort. */
  async prognoses(m: EntityManager, cohorten: readonly TeVoorspellen[]): Promise<Map<string, Prognose>> {
    const nu = this.clock.now();
    const komend = cohorten.filter(({ eerste }) => eerste !== null && eerste > nu);
    if (komend.length === 0) return new Map();
    const rows = await m.query<{ id: string; erbij: number[] }[]>(ERBIJ, [
      komend.map(({ id }) => id),
      komend.map(({ opleidingId }) => opleidingId),
      komend.map(({ eerste }) => eerste),
      nu,
    ]);
    const erbij = new Map(rows.map((row) => [row.id, row.erbij]));
    return new Map(
      komend.flatMap((c) => {
        const prognose = prognoseVan(c.bezet, c.capaciteit, erbij.get(c.id) ?? []);
        return prognose ? [[c.id, prognose] as const] : [];
      }),
    );
  }

  private async legVast(m: EntityManager, wie: Wie, id: string, dto: BesluitDto): Promise<Cohortstand> {
    const stand = await this.plaatsen.vergrendelEen(m, id);
    this.controleer(stand, dto);
    if (dto.besluit !== 'no-go') await this.wachtlijst.werkBij(m, stand);
    await this.noteer(m, wie, id, dto);
    return stand;
  }

  private controleer({ cohort, eerste }: Cohortstand, { besluit, nieuweDatum, versie }: BesluitDto): void {
    if (versie !== undefined && versie !== cohort.versie) throw cohortGewijzigd();
    if (cohort.status !== 'open') throw geenBesluitMogelijk(cohort.status);
    if (besluit !== 'later' || !nieuweDatum) return;
    const vandaag = dateOf(this.clock.now());
    const bezwaar = bezwaarTegenDatum(nieuweDatum, vandaag, eerste && dateOf(eerste));
    if (bezwaar) throw nieuweDatumKanNiet(bezwaar);
  }

  private async noteer(m: EntityManager, wie: Wie, id: string, dto: BesluitDto): Promise<void> {
    const { bezet, minimum, prognose } = await this.stand(m, id);
    const { besluit, toelichting, nieuweDatum } = dto;
    await this.audit.noteer(m, {
      wie,
      code: 'cohort.besluit',
      onderwerp: { soort: 'cohort', id },
      gegevens: {
        besluit,
        toelichting,
        bezet,
        minimum,
        verwacht: prognose?.verwacht ?? null,
        ...(besluit === 'later' && nieuweDatum ? { nieuweDatum } : {}),
      },
    });
  }

  private async voerUit(m: EntityManager, wie: Wie, { id, versie }: Cohort, dto: BesluitDto): Promise<void> {
    if (dto.besluit === 'no-go') {
      await this.annuleren.annuleerIn(m, wie, id, { reden: dto.toelichting });
      return;
    }
    const anders = dto.besluit === 'go' ? { status: 'bevestigd' as const } : { goNoGoOp: dto.nieuweDatum! };
    await m.update(Cohort, { id }, { ...anders, versie: versie + 1 });
    await this.momenten.leg(m, id);
    if (dto.besluit === 'go') await this.mails.gaatDoor(m, id);
  }
}

/**
 * Adds what still came in earlier cohorten to what is here now; never more than fits, never less than is here.
 * @param erbij places that were still added in each earlier cohort, as many days before its start as this one is now.
 * @returns null when there is no earlier cohort to go by.
 */
export function prognoseVan(
  bezet: number,
  capaciteit: number | null,
  erbij: readonly number[],
): Prognose | null {
  if (erbij.length === 0) return null;
  const gemiddeld = erbij.reduce((som, aantal) => som + aantal, 0) / erbij.length;
  const inHuis = (aantal: number): number => Math.max(bezet, Math.min(aantal, capaciteit ?? aantal));
  return {
    verwacht: inHuis(bezet + Math.round(gemiddeld)),
    laagst: inHuis(bezet + Math.min(...erbij)),
    hoogst: inHuis(bezet + Math.max(...erbij)),
    cohorten: erbij.length,
  };
}

/**
 * Whether a go/no-go decision can be put off until this day, and if not why, in words for the coördinator.
 * @param vandaag all days are `YYYY-MM-DD` in Europe/Amsterdam.
 * @param eerste day of the first bijeenkomst; null when none is planned.
 */
function bezwaarTegenDatum(datum: string, vandaag: string, eerste: string | null): string | null {
  if (datum <= vandaag) return 'Kies een dag na vandaag.';
  if (eerste && datum >= eerste) return 'Kies een dag vóór de eerste bijeenkomst.';
  return null;
}
