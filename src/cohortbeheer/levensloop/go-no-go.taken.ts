import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { MomentenService } from '../../cohorten/momenten.service.js';
import { PlaatsenService } from '../../cohorten/plaatsen.service.js';
import { formatDateShort } from '../../platform/clock/dates.js';
import { inSteps } from '../../platform/database/rehearsal.js';
import { plural } from '../../platform/web/template-helpers.js';
import type { Taak, Taakresultaat } from '../../platform/taak.js';
import { BesluitQueries } from './besluit.queries.js';
import { GoNoGoMails } from './go-no-go.mails.js';
import { legMomenten, perCohort } from '../../cohorten/momenten.stappen.js';

/** Task `go-no-go`: tells the coördinatoren that a decision is near or due. It never decides by itself. */
@Injectable()
export class GoNoGoTaak implements Taak {
  readonly naam = 'go-no-go';
  readonly omschrijving =
    'Vraagt de coördinator om een besluit, 14 en 3 dagen voor de besluitdatum en op de dag zelf';

  constructor(
    private readonly dataSource: DataSource,
    private readonly plaatsen: PlaatsenService,
    private readonly momenten: MomentenService,
    private readonly besluit: BesluitQueries,
    private readonly mails: GoNoGoMails,
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
      const aantal = await this.mails.schrijf(m, { ...stand, goNoGoOp: goNoGoOp! }, dagenVooraf);
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
