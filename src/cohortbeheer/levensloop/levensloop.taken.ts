import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../../audit/audit.service.js';
import { Cohort } from '../../cohorten/cohort.entity.js';
import { begint } from '../../cohorten/cohorten.rules.js';
import { legMomenten, MomentenService, perCohort } from '../../cohorten/momenten.service.js';
import { PlaatsenService } from '../../cohorten/plaatsen.service.js';
import { IN_NEEMT_AANMELDINGEN } from '../../cohorten/standen.js';
import { Clock } from '../../platform/clock/clock.js';
import { formatDateShort, formatDateTime } from '../../platform/clock/dates.js';
import { inSteps } from '../../platform/database/rehearsal.js';
import type { Taak, Taakresultaat } from '../../platform/taak.js';
import { plural } from '../../platform/web/template-helpers.js';
import { systeem } from '../../toegang/wie.js';
import { CohortbeheerMails } from '../cohortbeheer.mails.js';
import { BesluitService } from './besluit.service.js';

const BEGONNEN = `
  SELECT c.id FROM cohort c
   WHERE c.status ${IN_NEEMT_AANMELDINGEN}
     AND EXISTS (SELECT 1 FROM bijeenkomst b WHERE b.cohort_id = c.id AND b.begint <= $1)
   ORDER BY c.id`;

/** Task `levensloop`: a cohort whose first bijeenkomst has begun is gestart, whether somebody looks or not. */
@Injectable()
export class LevensloopTaak implements Taak {
  readonly naam = 'levensloop';
  readonly omschrijving = 'Zet cohorten op gestart als hun eerste bijeenkomst is begonnen';

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly plaatsen: PlaatsenService,
    private readonly momenten: MomentenService,
    private readonly audit: AuditService,
  ) {}

  voerUit({ proef }: { proef: boolean }): Promise<Taakresultaat> {
    return inSteps(this.dataSource, proef, async (step) => {
      const rows = await step((m) => m.query<{ id: string }[]>(BEGONNEN, [this.clock.now()]));
      const ids = rows.map(({ id }) => id);
      return perCohort(step, ids, (m, id) => this.start(m, id));
    });
  }

  /** The state is looked at again under the lock: another process, or a coördinator, may have been first. */
  private async start(m: EntityManager, id: string): Promise<string[]> {
    const { cohort, eerste } = await this.plaatsen.vergrendelEen(m, id);
    if (!begint(cohort.status, eerste, this.clock.now())) return [];
    await m.update(Cohort, { id }, { status: 'gestart' });
    const onderwerp = { soort: 'cohort' as const, id };
    await this.audit.noteer(m, { wie: systeem, code: 'cohort.gestart', onderwerp, gegevens: {} });
    await this.momenten.leg(m, id);
    return [`${cohort.code}: gestart`];
  }
}

/**
 * Task `herinneringen`: a mail before each bijeenkomst to who has a place. The days are chosen for each cohort, the hour
 * stands in cohorten/momenten.rules.ts, and cohorten/momenten.service.ts makes a moment of them. See docs/levensloop.md.
 */
@Injectable()
export class HerinneringenTaak implements Taak {
  readonly naam = 'herinneringen';
  readonly omschrijving = 'Herinnert deelnemers aan een bijeenkomst, gewoonlijk 7 dagen en 1 dag ervoor';

  constructor(
    private readonly dataSource: DataSource,
    private readonly plaatsen: PlaatsenService,
    private readonly momenten: MomentenService,
    private readonly mails: CohortbeheerMails,
  ) {}

  voerUit({ proef }: { proef: boolean }): Promise<Taakresultaat> {
    return inSteps(this.dataSource, proef, async (step) => {
      await legMomenten(step, this.momenten);
      const cohorten = await step((m) => this.momenten.rijpeCohorten(m, 'herinnering'));
      return perCohort(step, cohorten, (m, id) => this.herinner(m, id));
    });
  }

  private async herinner(m: EntityManager, cohortId: string): Promise<string[]> {
    const { cohort } = await this.plaatsen.vergrendelEen(m, cohortId);
    const { doen, gemist } = await this.momenten.neem(m, cohortId, 'herinnering');
    const regels: string[] = [];
    for (const { bijeenkomstId, dagenVooraf, tot } of doen) {
      const aantal = await this.mails.herinnering(m, cohort, bijeenkomstId!, dagenVooraf);
      regels.push(
        `${cohort.code}: ${plural(aantal, 'herinnering', 'herinneringen')} voor ${formatDateTime(tot!)}`,
      );
    }
    for (const { dagenVooraf, tot } of gemist)
      regels.push(
        `${cohort.code}: te laat voor de herinnering ${plural(dagenVooraf, 'dag', 'dagen')} voor ${formatDateTime(tot!)}`,
      );
    return regels;
  }
}

/**
 * Task `go-no-go`: tells the coördinatoren that a decision is near or due. It never decides by itself. Its days and
 * hour stand in cohorten/momenten.rules.ts.
 */
@Injectable()
export class GoNoGoTaak implements Taak {
  readonly naam = 'go-no-go';
  readonly omschrijving =
    'Vraagt de coördinator om een besluit, 14 en 3 dagen voor de besluitdatum en op de dag zelf';

  constructor(
    private readonly dataSource: DataSource,
    private readonly plaatsen: PlaatsenService,
    private readonly momenten: MomentenService,
    private readonly besluit: BesluitService,
    private readonly mails: CohortbeheerMails,
  ) {}

  voerUit({ proef }: { proef: boolean }): Promise<Taakresultaat> {
    return inSteps(this.dataSource, proef, async (step) => {
      await legMomenten(step, this.momenten);
      const cohorten = await step((m) => this.momenten.rijpeCohorten(m, 'go-no-go'));
      return perCohort(step, cohorten, (m, id) => this.vraagBesluit(m, id));
    });
  }

  private async vraagBesluit(m: EntityManager, cohortId: string): Promise<string[]> {
    const { cohort } = await this.plaatsen.vergrendelEen(m, cohortId);
    const { doen, gemist } = await this.momenten.neem(m, cohortId, 'go-no-go');
    const { goNoGoOp, code } = cohort;
    const regels: string[] = [];
    for (const { dagenVooraf } of goNoGoOp ? doen : []) {
      const stand = await this.besluit.stand(m, cohortId);
      const aantal = await this.mails.vraagBesluit(m, { ...stand, goNoGoOp: goNoGoOp! }, dagenVooraf);
      const vulling = `${stand.bezet} van minimaal ${stand.minimum ?? 0}`;
      regels.push(
        `${code}: ${vulling}, besluit op ${formatDateShort(goNoGoOp!)}, ${plural(aantal, 'coördinator krijgt', 'coördinatoren krijgen')} bericht`,
      );
    }
    for (const { dagenVooraf } of gemist)
      regels.push(`${code}: te laat voor het bericht van ${plural(dagenVooraf, 'dag', 'dagen')} ervoor`);
    return regels;
  }
}
