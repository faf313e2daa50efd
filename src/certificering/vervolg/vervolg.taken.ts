import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Cohort } from '../../cohorten/cohort.entity.js';
import { CohortenQueries, vrijVan, type CohortBeeld } from '../../cohorten/cohorten.queries.js';
import { Opleiding } from '../../opleidingen/opleiding.entity.js';
import { Clock } from '../../platform/clock/clock.js';
import { inSteps } from '../../platform/database/rehearsal.js';
import type { Taak, Taakresultaat } from '../../platform/taak.js';
import { groupBy } from '../../platform/group-by.js';
import { plural } from '../../platform/web/template-helpers.js';
import { VervolgMails } from './vervolg.mails.js';
import { VervolgQueries } from './vervolg.queries.js';
import { Vervolguitnodiging } from './vervolguitnodiging.entity.js';
import { perCohort } from '../../cohorten/momenten.service.js';

/** Task `vervolg`: who finished is invited to what follows on it, once. See docs/certificaten-gebruik.md. */
@Injectable()
export class VervolgTaak implements Taak {
  readonly naam = 'vervolg';
  readonly omschrijving = 'Nodigt wie een opleiding afrondde uit voor de opleiding die erop volgt';

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly cohorten: CohortenQueries,
    private readonly queries: VervolgQueries,
    private readonly mails: VervolgMails,
  ) {}

  async voerUit({ proef }: { proef: boolean }): Promise<Taakresultaat> {
    const open = await this.openVervolg();
    if (open.size === 0) return { aantal: 0, regels: [] };
    return inSteps(this.dataSource, proef, async (step) => {
      const rijp = await step((m) => this.queries.cohorten(m, [...open.keys()]));
      const perId = groupBy(rijp, ({ id }) => id);
      return perCohort(step, [...perId.keys()], async (m, id) => {
        const regels: string[] = [];
        for (const { vervolgId } of perId.get(id)!) {
          const regel = await this.nodigUit(m, id, open.get(vervolgId)!);
          if (regel) regels.push(regel);
        }
        return regels;
      });
    });
  }

  /** Follow-on opleidingen with cohorten that take registrations now and have a place: an invitation to a line helps nobody. */
  private async openVervolg(): Promise<Map<string, CohortBeeld[]>> {
    const rijen = await this.dataSource.query<{ id: string }[]>(
      `SELECT id FROM opleiding WHERE vervolg_op_id IS NOT NULL AND gepubliceerd AND extern_url IS NULL`,
    );
    const opleidingIds = rijen.map(({ id }) => id);
    if (opleidingIds.length === 0) return new Map();
    const open = await this.cohorten.zoek({ opleidingIds, aanmelden: 'open', openbaar: true });
    return groupBy(
      open.filter((cohort) => vrijVan(cohort) > 0),
      ({ opleidingId }) => opleidingId,
    );
  }

  private async nodigUit(m: EntityManager, cohortId: string, open: CohortBeeld[]): Promise<string | null> {
    const { opleidingId, opleiding } = open[0]!;
    const mensen = await this.queries.mensen(m, opleidingId, cohortId);
    const op = this.clock.now();
    const genoteerd = await m
      .createQueryBuilder()
      .insert()
      .into(Vervolguitnodiging)
      .values(mensen.map(({ aanmeldingId }) => ({ aanmeldingId, opleidingId, op })))
      .orIgnore()
      .returning('aanmelding_id')
      .execute();
    const nieuw = new Set((genoteerd.raw as { aanmelding_id: string }[]).map((rij) => rij.aanmelding_id));
    const uit = mensen.filter(({ aanmeldingId }) => nieuw.has(aanmeldingId));
    if (uit.length === 0) return null;
    const cohort = await m.findOneByOrFail(Cohort, { id: cohortId });
    const gedaan = await m.findOneByOrFail(Opleiding, { id: cohort.opleidingId });
    await this.mails.schrijf(m, gedaan.naam, open, uit);
    return `${cohort.code}: ${plural(uit.length, 'uitnodiging', 'uitnodigingen')} voor ${opleiding}`;
  }
}
