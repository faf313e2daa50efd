import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { Aanmelding } from '../../aanmeldingen/aanmelding.entity.js';
import { LOPEND } from '../../aanmeldingen/standen.js';
import type { Bijlage } from '../../berichten/bericht.entity.js';
import { BerichtenService } from '../../berichten/berichten.service.js';
import { Bijeenkomst } from '../../cohorten/bijeenkomst.entity.js';
import type { Cohort } from '../../cohorten/cohort.entity.js';
import { Deelnemerspost } from '../../cohorten/deelnemerspost.js';
import { Opleiding } from '../../opleidingen/opleiding.entity.js';
import { Clock } from '../../platform/clock/clock.js';
import { addDays, dateOf, daysBetween, momentAt } from '../../platform/clock/dates.js';
import { Settings } from '../../platform/config/settings.js';
import { gebruikersMetRol } from '../../toegang/rollen.queries.js';
import type { Besluitstand } from './besluit.queries.js';
import { cohortpaden } from '../../cohorten/paden.js';
import { agendaVan, uitgeverVan } from '../../cohorten/agenda.service.js';

/** The mails of a cohort's life: a decision is asked for, it goes on, a bijeenkomst is near. */
@Injectable()
export class LevensloopMails {
  constructor(
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly berichten: BerichtenService,
    private readonly post: Deelnemerspost,
  ) {}

  /** To the coördinatoren: a cohort asks for a decision. @returns how many coördinatoren there are to tell. */
  async vraagBesluit(
    m: EntityManager,
    stand: Besluitstand & { goNoGoOp: string },
    dagen: number,
  ): Promise<number> {
    const coordinatoren = await gebruikersMetRol(m, 'coordinator', dateOf(this.clock.now()));
    const link = `${this.settings.BASE_URL}${cohortpaden.voortgang(stand.id)}`;
    const gegevens = {
      ...stand,
      minimumGehaald: stand.bezet >= (stand.minimum ?? 0),
      overDagen: daysBetween(dateOf(this.clock.now()), stand.goNoGoOp),
      link,
    };
    // "Vandaag beslissen" is true for one day; after the first bijeenkomst there is nothing to decide.
    const vervaltOp = gegevens.overDagen === 0 ? momentAt(addDays(stand.goNoGoOp, 1)) : stand.eerste;
    await this.berichten.schrijf(
      m,
      coordinatoren.map(({ id, naam, email }) => ({
        sleutel: `go-no-go:${id}:${stand.id}:${stand.goNoGoOp}:${dagen}`,
        sjabloon: 'cohortbeheer/go-no-go' as const,
        aan: email,
        gegevens: { ...gegevens, ontvanger: naam },
        cohortId: stand.id,
        vervaltOp,
      })),
    );
    return coordinatoren.length;
  }

  /**
   * A go, to who has a place and to who waits; an address that nobody confirmed gets no more mail than that question.
   * @param ontvangers everybody of them, when it is not said.
   */
  async gaatDoor(m: EntityManager, cohortId: string, ontvangers?: Aanmelding[]): Promise<void> {
    const aan = ontvangers ?? (await lopendeMetAdres(m, cohortId));
    await this.post.schrijf(m, cohortId, aan, (a, adres, gegevens) => ({
      sleutel: `gaat-door:${a.id}:${cohortId}`,
      sjabloon: 'cohortbeheer/gaat-door',
      aan: adres,
      gegevens: { ...gegevens, stand: a.status, wachtOp: teDoen(a) },
    }));
  }

  /**
   * The reminder of one bijeenkomst, with it as a calendar file.
   * @param ontvangers everybody who has a place, when it is not said.
   * @returns how many mails that is.
   */
  async herinnering(
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

async function lopendeMetAdres(m: EntityManager, cohortId: string): Promise<Aanmelding[]> {
  const lopend = await m.findBy(Aanmelding, { cohortId, status: In([...LOPEND]) });
  return lopend.filter(({ wachtOp }) => !wachtOp.includes('emailbevestiging'));
}

/** Of what a hold waits for, the thing that its deelnemer can best do something about. */
function teDoen(a: Aanmelding): 'aanbod' | 'akkoord' | null {
  if (a.wachtOp.includes('aanbod')) return 'aanbod';
  return a.wachtOp.includes('akkoord') ? 'akkoord' : null;
}
