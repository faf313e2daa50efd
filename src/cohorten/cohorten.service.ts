import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Wie } from '../toegang/wie.js';
import { dateOf, formatDate, schooljaarVan } from '../platform/clock/dates.js';
import { neemAlineasMee } from '../berichten/berichten.service.js';
import { Clock } from '../platform/clock/clock.js';
import { violates } from '../platform/database/sql-error.js';
import { inTransaction } from '../platform/database/transaction.js';
import { ooitMetRol } from '../toegang/rollen.queries.js';
import { Opleiding } from '../opleidingen/opleiding.entity.js';
import { Bijeenkomst } from './bijeenkomst.entity.js';
import { Cohort } from './cohort.entity.js';
import type { NieuwCohortDto, NieuweBijeenkomstDto } from './cohortbeheer.dto.js';
import { cohortcodeBestaat, opleidingOnbekend, trainersOnbekend } from './cohorten.errors.js';
import { controleerPlan, eersteDag } from './cohortplan.rules.js';

/** Making cohorten. What becomes of them, and what touches their people, is in cohortbeheer. */
@Injectable()
export class CohortenService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditService,
  ) {}

  /**
   * Past dates are allowed: the academie enters history too.
   * @param kopieVan id of the cohort that this one was copied from.
   * @returns the id.
   */
  async maak(wie: Wie, dto: NieuwCohortDto, kopieVan?: string, metAlineas = false): Promise<string> {
    controleerPlan(dto);
    try {
      return await inTransaction(this.dataSource, async (m) => {
        const opleiding = await m.findOneBy(Opleiding, { code: dto.opleiding.toUpperCase() });
        if (!opleiding) throw opleidingOnbekend(dto.opleiding);
        const { bijeenkomsten = [], opleiding: _code, ...gegevens } = dto;
        const schooljaar = dto.schooljaar ?? this.schooljaar(dto);
        const code = dto.code ?? (await this.vrijeCode(opleiding.code, schooljaar, m));
        const naam = dto.naam ?? naamVan(dto);
        const cohort = { ...gegevens, schooljaar, code, naam };
        const { id } = await m.save(Cohort, {
          ...cohort,
          opleidingId: opleiding.id,
          status: 'concept',
        } as Cohort);
        await bewaarBijeenkomsten(m, id, bijeenkomsten);
        if (kopieVan && metAlineas) await neemAlineasMee(m, kopieVan, id, this.clock.now());
        await this.audit.noteer(m, {
          wie,
          code: 'cohort.gemaakt',
          onderwerp: { soort: 'cohort', id },
          gegevens: { code, ...(kopieVan ? { kopieVan } : {}) },
        });
        return id;
      });
    } catch (error) {
      throw violates(error, 'cohort_code_key') ? cohortcodeBestaat(dto.code ?? '') : error;
    }
  }

  private schooljaar(dto: NieuwCohortDto): string {
    const eerste = eersteDag(dto.bijeenkomsten ?? []);
    return schooljaarVan(eerste ?? dateOf(this.clock.now()));
  }

  /** LAS1-2026-2027, and LAS1-2026-2027-2 for the second of that year. */
  async vrijeCode(
    opleiding: string,
    schooljaar: string,
    m: EntityManager = this.dataSource.manager,
  ): Promise<string> {
    const basis = `${opleiding}-${schooljaar}`;
    const codes = await m.query<{ code: string }[]>('SELECT code FROM cohort WHERE starts_with(code, $1)', [
      basis,
    ]);
    const bezet = new Set(codes.map(({ code }) => code));
    let code = basis;
    for (let n = 2; bezet.has(code); n += 1) code = `${basis}-${n}`;
    return code;
  }
}

/** The name of a cohort that was given none. */
export function naamVan({ bijeenkomsten = [] }: { bijeenkomsten?: readonly { begint: Date }[] }): string {
  const eerste = eersteDag(bijeenkomsten);
  return eerste ? `Start ${formatDate(eerste)}` : 'Data volgen';
}

/** A step: adds bijeenkomsten to a cohort. */
export async function bewaarBijeenkomsten(
  m: EntityManager,
  cohortId: string,
  bijeenkomsten: NieuweBijeenkomstDto[],
): Promise<void> {
  if (bijeenkomsten.length === 0) return;
  await controleerTrainers(m, bijeenkomsten);
  const rows = bijeenkomsten.map(({ trainer, ...rest }) => ({
    ...rest,
    cohortId,
    trainerId: trainer ?? null,
  }));
  await m.insert(Bijeenkomst, rows);
}

/** @throws DomainError `trainer-onbekend` naming every row whose trainer is not somebody with that role. */
export async function controleerTrainers(
  m: EntityManager,
  bijeenkomsten: readonly { trainer?: string | null }[],
): Promise<void> {
  const ids = new Set(bijeenkomsten.flatMap(({ trainer }) => trainer ?? []));
  if (ids.size === 0) return;
  for (const { id } of await ooitMetRol(m, 'trainer')) ids.delete(id);
  if (ids.size === 0) return;
  const velden = bijeenkomsten.flatMap(({ trainer }, i) =>
    trainer && ids.has(trainer) ? [`bijeenkomsten.${i}.trainer`] : [],
  );
  throw trainersOnbekend(velden);
}
