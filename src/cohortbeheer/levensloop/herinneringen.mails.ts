import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Aanmelding } from '../../aanmeldingen/aanmelding.entity.js';
import type { Bijlage } from '../../berichten/bericht.entity.js';
import { agendaVan, uitgeverVan } from '../../cohorten/agenda.js';
import { Bijeenkomst } from '../../cohorten/bijeenkomst.entity.js';
import type { Cohort } from '../../cohorten/cohort.entity.js';
import { Opleiding } from '../../opleidingen/opleiding.entity.js';
import { Clock } from '../../platform/clock/clock.js';
import { daysBetween, dateOf } from '../../platform/clock/dates.js';
import { Settings } from '../../platform/config/settings.js';
import { Deelnemerspost } from '../../cohorten/deelnemerspost.js';

/** The reminder of one bijeenkomst. */
@Injectable()
export class HerinneringenMails {
  constructor(
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly post: Deelnemerspost,
  ) {}

  /**
   * With the bijeenkomst as a calendar file.
   * @param ontvangers everybody who has a place, when it is not said.
   * @returns how many mails that is.
   */
  async schrijf(
    m: EntityManager,
    cohort: Cohort,
    bijeenkomstId: string,
    dagen: number,
    ontvangers?: Aanmelding[],
  ): Promise<number> {
    const geplaatst =
      ontvangers ?? (await m.findBy(Aanmelding, { cohortId: cohort.id, status: 'geplaatst' }));
    const plan = await m.find(Bijeenkomst, {
      where: { cohortId: cohort.id },
      order: { begint: 'ASC', id: 'ASC' },
    });
    const nummer = plan.findIndex(({ id }) => id === bijeenkomstId);
    const bijeenkomst = plan[nummer]!;
    const gedeeld = {
      bijeenkomst: { ...bijeenkomst, locatie: bijeenkomst.locatie ?? cohort.locatie },
      nummer: nummer + 1,
      aantal: plan.length,
      overDagen: daysBetween(dateOf(this.clock.now()), dateOf(bijeenkomst.begint)),
    };
    const bijlagen = [await this.agenda(m, cohort, bijeenkomst)];
    await this.post.schrijf(m, cohort.id, geplaatst, (a, aan, gegevens) => ({
      sleutel: `herinnering:${a.id}:${bijeenkomst.id}:${bijeenkomst.begint.toISOString()}:${dagen}`,
      sjabloon: 'cohortbeheer/herinnering',
      aan,
      gegevens: { ...gegevens, ...gedeeld },
      bijlagen,
      vervaltOp: bijeenkomst.begint,
    }));
    return geplaatst.length;
  }

  private async agenda(m: EntityManager, cohort: Cohort, bijeenkomst: Bijeenkomst): Promise<Bijlage> {
    const opleiding = await m.findOneByOrFail(Opleiding, { id: cohort.opleidingId });
    const agenda = { opleiding, cohort, bijeenkomsten: [bijeenkomst] };
    return {
      naam: 'bijeenkomst.ics',
      type: 'text/calendar; charset=utf-8; method=PUBLISH',
      inhoud: agendaVan(agenda, uitgeverVan(this.settings), this.clock.now()),
    };
  }
}
