import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { Aanmelding } from '../aanmeldingen/aanmelding.entity.js';
import { LOPEND } from '../aanmeldingen/standen.js';
import type { Bijlage } from '../berichten/bericht.entity.js';
import { BerichtenService } from '../berichten/berichten.service.js';
import { agendaVan } from '../cohorten/agenda.service.js';
import { Bijeenkomst } from '../cohorten/bijeenkomst.entity.js';
import type { Cohort } from '../cohorten/cohort.entity.js';
import { cohortInMail, type CohortInMail, Deelnemerspost } from '../cohorten/deelnemerspost.js';
import { Opleiding } from '../opleidingen/opleiding.entity.js';
import { Clock, FixedClock } from '../platform/clock/clock.js';
import { addDays, dateOf, daysBetween, momentAt } from '../platform/clock/dates.js';
import { Settings } from '../platform/config/settings.js';
import { gebruikersMetRol } from '../toegang/rollen.queries.js';
import { cohortpaden } from '../cohorten/paden.js';
import { AgendaService } from '../cohorten/agenda.service.js';
import { type Planbericht, zonderLinks } from './plan/wijziging.rules.js';
import type { Cohortstand } from '../cohorten/plaatsen.service.js';
import type { Samenvoeging } from './verhuizen/samenvoegen.rules.js';
import type { Besluitstand } from './levensloop/besluit.service.js';

/** The mails about a whole cohort: a decision is asked for, it goes on, a bijeenkomst is near, its plan changed, it was merged. */
@Injectable()
export class CohortbeheerMails {
  constructor(
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly berichten: BerichtenService,
    private readonly post: Deelnemerspost,
    private readonly agenda: AgendaService,
  ) {}

  /** The same mails as they would be written at another moment, for a preview. */
  opMoment(moment: Date): CohortbeheerMails {
    const { settings, berichten, post, agenda } = this;
    return new CohortbeheerMails(new FixedClock(moment), settings, berichten, post, agenda);
  }

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
    const bijlagen = [await this.agendabestand(m, cohort, bijeenkomst)];
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

  private async agendabestand(m: EntityManager, cohort: Cohort, bijeenkomst: Bijeenkomst): Promise<Bijlage> {
    const opleiding = await m.findOneByOrFail(Opleiding, { id: cohort.opleidingId });
    const agenda = { opleiding, cohort, bijeenkomsten: [bijeenkomst] };
    return {
      naam: 'bijeenkomst.ics',
      type: 'text/calendar; charset=utf-8; method=PUBLISH',
      inhoud: agendaVan(agenda, this.agenda.uitgever(), this.clock.now()),
    };
  }

  /**
   * A plan has changed.
   * @param versie of the cohort after the change: each change mails once, also to who came from a cohort that had this
   *   versie before.
   */
  async gewijzigd(
    m: EntityManager,
    { id, versie }: { id: string; versie: number },
    ontvangers: Aanmelding[],
    bericht: Planbericht,
    reden: string | null,
  ): Promise<void> {
    const [metPlaats, zonder] = [true, false].map((ja) =>
      ontvangers.filter(({ status }) => (status === 'geplaatst') === ja),
    ) as [Aanmelding[], Aanmelding[]];
    const voorAllen = zonderLinks(bericht);
    await this.schrijfWijziging(m, { id, versie }, metPlaats, bericht, reden);
    if (voorAllen) await this.schrijfWijziging(m, { id, versie }, zonder, voorAllen, reden);
  }

  private async schrijfWijziging(
    m: EntityManager,
    { id, versie }: { id: string; versie: number },
    ontvangers: Aanmelding[],
    bericht: Planbericht,
    reden: string | null,
  ): Promise<void> {
    const [eerste] = ontvangers;
    if (!eerste) return;
    const voor = eerste.status === 'geplaatst' ? 'bijgewerkt' : 'zonder-plaats';
    const bijlagen = await this.agenda.bijlagen(m, id, voor);
    await this.post.schrijf(m, id, ontvangers, (a, aan, gegevens) => ({
      sleutel: `gewijzigd:${a.id}:${id}:${versie}`,
      sjabloon: 'cohortbeheer/gewijzigd',
      aan,
      bijlagen,
      gegevens: {
        ...gegevens,
        ...bericht,
        reden,
        stand: a.status,
        annuleerLink: `${gegevens.link}?doe=annuleren`,
      },
    }));
  }

  /**
   * Two cohorten are one: to everybody of the cohort that ends, and to who came further back in the line. A step, after
   * everything else: it tells how things stand then.
   * @param eerder the positions in the line of the cohort that stays, before the merge.
   */
  async samengevoegd(
    m: EntityManager,
    van: string,
    { cohort }: Cohortstand,
    plan: Samenvoeging<Aanmelding>,
    eerder: Map<string, number>,
  ): Promise<void> {
    const { aanmeldingen, positie } = await this.ontvangers(m, plan, eerder);
    const verhuisd = new Set(plan.verhuizen.map(({ id }) => id));
    const dubbel = new Set(plan.dubbel.map(({ blijft }) => blijft.id));
    const [oud, bijlagen] = await this.oudEnNieuw(m, van, cohort.id);
    await this.post.schrijf(m, cohort.id, aanmeldingen, (a, aan, gegevens) => ({
      sleutel: `samengevoegd:${a.id}:${van}`,
      sjabloon: 'cohortbeheer/samengevoegd',
      aan,
      bijlagen: a.status === 'geplaatst' && (verhuisd.has(a.id) || dubbel.has(a.id)) ? bijlagen : [],
      gegevens: {
        ...gegevens,
        van: oud,
        soort: verhuisd.has(a.id) ? 'verhuisd' : dubbel.has(a.id) ? 'dubbel' : 'rij',
        status: a.status,
        stap: a.wachtOp[0] ?? null,
        vervaltOp: a.vervaltOp,
        positie: positie.get(a.id) ?? null,
        annuleerLink: `${gegevens.link}?doe=annuleren`,
      },
    }));
  }

  /** Everybody who moved or was in both; and who stood in line and now has more people before them. */
  private async ontvangers(m: EntityManager, plan: Samenvoeging<Aanmelding>, eerder: Map<string, number>) {
    const betrokken = [...plan.verhuizen, ...plan.dubbel.map(({ blijft }) => blijft)];
    const ids = [...betrokken, ...plan.rij].map(({ id }) => id);
    const nu = await m.findBy(Aanmelding, { id: In([...new Set(ids)]) });
    const wachtend = new Set(nu.filter(({ status }) => status === 'wachtlijst').map(({ id }) => id));
    const positie = new Map(plan.rij.filter(({ id }) => wachtend.has(id)).map(({ id }, i) => [id, i + 1]));
    const zelf = new Set(betrokken.map(({ id }) => id));
    const achteruit = (id: string): boolean => (positie.get(id) ?? 0) > (eerder.get(id) ?? Infinity);
    return { aanmeldingen: nu.filter(({ id }) => zelf.has(id) || achteruit(id)), positie };
  }

  private async oudEnNieuw(m: EntityManager, van: string, naar: string) {
    const oud = await cohortInMail(m, van, this.settings.BASE_URL);
    const weg = await this.agenda.bijlagen(m, van, 'af');
    const nieuw = await this.agenda.bijlagen(m, naar, 'nieuw');
    return [oud, [...weg.map((bijlage) => ({ ...bijlage, naam: 'vervallen-data.ics' })), ...nieuw]] as [
      CohortInMail,
      Bijlage[],
    ];
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
