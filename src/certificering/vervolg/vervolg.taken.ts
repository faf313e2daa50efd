import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { IN_ACTIEF } from '../../aanmeldingen/standen.js';
import { Cohort } from '../../cohorten/cohort.entity.js';
import { type CohortBeeld, CohortenQueries, vrijVan } from '../../cohorten/cohorten.queries.js';
import { perCohort } from '../../cohorten/momenten.service.js';
import { Opleiding } from '../../opleidingen/opleiding.entity.js';
import { Clock } from '../../platform/clock/clock.js';
import { addDays, dateOf } from '../../platform/clock/dates.js';
import { inSteps } from '../../platform/database/rehearsal.js';
import { groupBy } from '../../platform/lists.js';
import type { Taak, Taakresultaat } from '../../platform/taak.js';
import { plural } from '../../platform/web/template-helpers.js';
import { CertificeringMails } from '../certificering.mails.js';
import { Vervolguitnodiging } from './vervolguitnodiging.entity.js';

/** Days after the ceremony on which somebody may be invited, the first and the last. */
const uitnodigdagen = [7, 730] as const;

/** Somebody to invite, with what the form can be filled in with. */
export interface Uitgenodigde {
  aanmeldingId: string;
  persoonId: string;
  voornaam: string;
  tussenvoegsel: string | null;
  achternaam: string;
  email: string;
  functie: string;
  vestigingscode: string | null;
}

/** $1 the follow-on opleidingen that can be enrolled for, $2 first and $3 last day of the ceremony, $4 cohort or null. */
const UIT_TE_NODIGEN = `
    FROM uitreiking u
    JOIN cohort c ON c.id = u.cohort_id
    JOIN opleiding v ON v.vervolg_op_id = c.opleiding_id AND v.id = ANY($1)
    JOIN certificaat k ON k.uitreiking_id = u.id AND k.ingetrokken_op IS NULL AND k.vervangen_op IS NULL
     AND (k.gegevens->>'leerjaar')::integer >= (k.gegevens->>'leerjaren')::integer
    JOIN aanmelding a ON a.id = k.aanmelding_id
    JOIN persoon p ON p.id = a.persoon_id
    LEFT JOIN school s ON s.id = a.school_id
   WHERE u.datum BETWEEN $2 AND $3 AND ($4::uuid IS NULL OR c.id = $4)
     AND p.geen_uitnodigingen_op IS NULL AND p.onbestelbaar_op IS NULL
     AND NOT EXISTS (SELECT FROM aanmelding al JOIN cohort ac ON ac.id = al.cohort_id
                      WHERE al.persoon_id = a.persoon_id AND ac.opleiding_id = v.id
                        AND al.status ${IN_ACTIEF})
     AND NOT EXISTS (SELECT FROM aanmelding al JOIN vervolguitnodiging w ON w.aanmelding_id = al.id
                      WHERE al.persoon_id = a.persoon_id AND w.opleiding_id = v.id)`;

/** Task `vervolg`: who finished is invited to what follows on it, once. See docs/certificaten-gebruik.md. */
@Injectable()
export class VervolgTaak implements Taak {
  readonly naam = 'vervolg';
  readonly omschrijving = 'Nodigt wie een opleiding afrondde uit voor de opleiding die erop volgt';

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly cohorten: CohortenQueries,
    private readonly mails: CertificeringMails,
  ) {}

  async voerUit({ proef }: { proef: boolean }): Promise<Taakresultaat> {
    const open = await this.openVervolg();
    if (open.size === 0) return { aantal: 0, regels: [] };
    return inSteps(this.dataSource, proef, async (step) => {
      const rijp = await step((m) => this.cohortenMet(m, [...open.keys()]));
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
    const mensen = await this.mensen(m, opleidingId, cohortId);
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
    await this.mails.vervolg(m, gedaan.naam, open, uit);
    return `${cohort.code}: ${plural(uit.length, 'uitnodiging', 'uitnodigingen')} voor ${opleiding}`;
  }

  /** Cohorten with somebody to invite, each with the opleiding that follows. @param opleidingen that can be enrolled for. */
  private cohortenMet(m: EntityManager, opleidingen: string[]): Promise<{ id: string; vervolgId: string }[]> {
    return m.query(
      `SELECT DISTINCT c.id, v.id AS "vervolgId" ${UIT_TE_NODIGEN} ORDER BY c.id, v.id`,
      this.waarden(opleidingen, null),
    );
  }

  /** Everybody once, also who finished it twice. */
  private mensen(m: EntityManager, vervolgId: string, cohortId: string): Promise<Uitgenodigde[]> {
    return m.query(
      `SELECT DISTINCT ON (p.id) a.id AS "aanmeldingId", p.id AS "persoonId", p.voornaam, p.tussenvoegsel,
              p.achternaam, p.email, a.functie, s.vestigingscode ${UIT_TE_NODIGEN} ORDER BY p.id, a.id`,
      this.waarden([vervolgId], cohortId),
    );
  }

  private waarden(opleidingen: string[], cohortId: string | null): unknown[] {
    const vandaag = dateOf(this.clock.now());
    const [na, tot] = uitnodigdagen;
    return [opleidingen, addDays(vandaag, -tot), addDays(vandaag, -na), cohortId];
  }
}
