import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { systeem } from '../toegang/wie.js';
import type { Cohort } from '../cohorten/cohort.entity.js';
import { MomentenService } from '../cohorten/momenten.service.js';
import { PlaatsenService } from '../cohorten/plaatsen.service.js';
import { Opleiding } from '../opleidingen/opleiding.entity.js';
import { Clock } from '../platform/clock/clock.js';
import { dateOf, schooljaarVan } from '../platform/clock/dates.js';
import { plural } from '../platform/web/template-helpers.js';
import { Evaluatie, type Evaluatiesoort } from './evaluatie.entity.js';
import { EvaluatiesMails, type Gevraagde } from './evaluaties.mails.js';
import { MAAK, NODIG_UIT, TE_VRAGEN } from './evaluaties.sql.js';
import { eigenVragen } from './evaluatievragen.queries.js';
import { vragenlijst } from './vragenlijst.rules.js';

/** Makes the questionnaire of a cohort, and asks the people it is for. Steps of the tasks. */
@Injectable()
export class OpeningService {
  constructor(
    private readonly clock: Clock,
    private readonly plaatsen: PlaatsenService,
    private readonly momenten: MomentenService,
    private readonly audit: AuditService,
    private readonly mails: EvaluatiesMails,
  ) {}

  /** @returns a line for what was done; none when it was asked before, because the plan moved after that. */
  async open(m: EntityManager, soort: Evaluatiesoort, cohortId: string): Promise<string[]> {
    const { cohort } = await this.plaatsen.vergrendelEen(m, cohortId);
    const { doen, gemist } = await this.momenten.neem(m, cohortId, soort);
    if (doen.length === 0) return gemist.map(() => `${cohort.code}: te laat voor de ${soort}`);
    const evaluatie = await this.maak(m, cohort, soort);
    if (!evaluatie) return [];
    const uitgenodigd = await this.nodigUit(m, evaluatie);
    await this.audit.noteer(m, {
      wie: systeem,
      code: 'evaluatie.geopend',
      onderwerp: { soort: 'cohort', id: cohortId },
      gegevens: { soort, uitgenodigd },
    });
    return [`${cohort.code}: ${soort} gevraagd aan ${mensen(uitgenodigd)}`];
  }

  /** Asks whoever it is for and was not asked yet; needs the evaluatie locked. @returns how many that were. */
  async nodigUit(m: EntityManager, evaluatie: Evaluatie): Promise<number> {
    const { id, cohortId, soort } = evaluatie;
    const rows = await m.query<{ id: string }[]>(TE_VRAGEN(soort), [cohortId]);
    const aanmeldingen = rows.map((row) => row.id);
    const tokens = rows.map(() => randomBytes(24).toString('base64url'));
    const gevraagden = await m.query<Gevraagde[]>(NODIG_UIT, [id, aanmeldingen, tokens, this.clock.now()]);
    await this.mails.vraag(m, evaluatie, gevraagden);
    return gevraagden.length;
  }

  private async maak(m: EntityManager, cohort: Cohort, soort: Evaluatiesoort): Promise<Evaluatie | null> {
    const { id, aanbieders } = await m.findOneByOrFail(Opleiding, { id: cohort.opleidingId });
    const vragen = vragenlijst(soort, await eigenVragen(m, id));
    const schooljaar = schooljaarVan(dateOf(cohort.laatste!));
    const [row] = await m.query<{ id: string }[]>(MAAK(soort), [
      cohort.id,
      JSON.stringify(vragen),
      aanbieders,
      schooljaar,
      this.clock.now(),
    ]);
    return row ? m.findOneByOrFail(Evaluatie, { id: row.id }) : null;
  }
}

const mensen = (aantal: number): string => plural(aantal, 'mens', 'mensen');
