import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { MomentenService } from '../../cohorten/momenten.service.js';
import { PlaatsenService } from '../../cohorten/plaatsen.service.js';
import { formatDateTime } from '../../platform/clock/dates.js';
import { inSteps } from '../../platform/database/rehearsal.js';
import { plural } from '../../platform/web/template-helpers.js';
import type { Taak, Taakresultaat } from '../../platform/taak.js';
import { HerinneringenMails } from './herinneringen.mails.js';
import { legMomenten, perCohort } from '../../cohorten/momenten.stappen.js';

/** Task `herinneringen`: a mail before each bijeenkomst to who has a place. See docs/levensloop.md. */
@Injectable()
export class HerinneringenTaak implements Taak {
  readonly naam = 'herinneringen';
  readonly omschrijving = 'Herinnert deelnemers aan een bijeenkomst, gewoonlijk 7 dagen en 1 dag ervoor';

  constructor(
    private readonly dataSource: DataSource,
    private readonly plaatsen: PlaatsenService,
    private readonly momenten: MomentenService,
    private readonly mails: HerinneringenMails,
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
      const aantal = await this.mails.schrijf(m, cohort, bijeenkomstId!, dagenVooraf);
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
