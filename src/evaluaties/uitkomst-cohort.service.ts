import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Wie } from '../toegang/wie.js';
import { cohortOnbekend } from '../cohorten/cohorten.errors.js';
import { CohortenQueries, type CohortBeeld } from '../cohorten/cohorten.queries.js';
import { inTransaction } from '../platform/database/transaction.js';
import { Lists } from '../platform/lists.js';
import type { Evaluatiesoort } from './evaluatie.entity.js';
import { UitkomstQueries, type Stand } from './uitkomst.queries.js';
import { zicht, zoalsVerdeeld, type Verdeling } from './uitkomst.rules.js';
import { uitkomstVan, type Uitkomst } from './uitkomst-vragen.rules.js';

/** Why there is nothing to see of a closed evaluatie. `bundel`: it counts in the figures of its opleiding. */
export interface TeKlein {
  hoe: 'bundel' | 'wacht' | 'los';
  /** `wacht`: the day on which it may be put together with others. */
  dag: string;
}

export interface Cohortdeel extends Omit<Stand, 'vragen'> {
  stand: 'niet-gepland' | 'gepland' | 'open' | 'gesloten';
  uitkomst: Uitkomst | null;
  /** What was written, by code of the question. */
  teksten: Map<string, string[]>;
  teKlein: TeKlein | null;
}

export interface Cohortuitkomst {
  cohort: CohortBeeld;
  evaluatie: Cohortdeel;
  nameting: Cohortdeel;
}

/** What one cohort thought of it. */
@Injectable()
export class UitkomstCohortService {
  constructor(
    private readonly cohorten: CohortenQueries,
    private readonly queries: UitkomstQueries,
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly lists: Lists,
  ) {}

  /** @throws DomainError `cohort-onbekend` */
  async van(cohortId: string): Promise<Cohortuitkomst> {
    const cohort = await this.cohorten.een(cohortId, false);
    if (!cohort) throw cohortOnbekend();
    const standen = await this.queries.standen(cohortId);
    const verdeling = zoalsVerdeeld(await this.queries.vanCohort(cohortId));
    const deel = (soort: Evaluatiesoort): Promise<Cohortdeel> =>
      this.deel(
        standen.find((s) => s.soort === soort)!,
        cohortId,
        verdeling,
      );
    return { cohort, evaluatie: await deel('evaluatie'), nameting: await deel('nameting') };
  }

  /** Takes the figures along as a file, and records that. */
  neemMee(wie: Wie, cohortId: string): Promise<Cohortuitkomst> {
    return this.lists.make(() => this.maakLijst(wie, cohortId));
  }

  private async maakLijst(wie: Wie, cohortId: string): Promise<Cohortuitkomst> {
    const uitkomst = await this.van(cohortId);
    await inTransaction(this.dataSource, (m) =>
      this.audit.noteer(m, {
        wie,
        code: 'evaluatie.gedownload',
        onderwerp: { soort: 'cohort', id: cohortId },
        gegevens: { filter: { cohort: cohortId } },
      }),
    );
    return uitkomst;
  }

  private async deel({ vragen, ...stand }: Stand, cohort: string, verdeling: Verdeling): Promise<Cohortdeel> {
    const leeg = { ...stand, uitkomst: null, teksten: new Map<string, string[]>(), teKlein: null };
    if (stand.id === null) return { ...leeg, stand: stand.gepland ? 'gepland' : 'niet-gepland' };
    if (stand.geslotenOp === null) return { ...leeg, stand: 'open' };
    const gezien = zicht(verdeling, { soort: stand.soort, cohort });
    if (gezien.evaluaties === 0) return { ...leeg, stand: 'gesloten', teKlein: teKlein(stand.id, verdeling) };
    const uitkomst = uitkomstVan(gezien, vragen);
    const open = uitkomst.vragen.filter((v) => v.soort === 'open' && v.antwoorden !== null);
    const teksten = await this.queries.teksten(
      stand.id,
      open.map(({ code }) => code),
    );
    return { ...leeg, stand: 'gesloten', uitkomst, teksten };
  }
}

function teKlein(id: string, { los }: Verdeling): TeKlein {
  const zelf = los.find((e) => e.id === id);
  if (!zelf) return { hoe: 'bundel', dag: '' };
  return zelf.bundelOp === null ? { hoe: 'los', dag: '' } : { hoe: 'wacht', dag: zelf.bundelOp };
}
