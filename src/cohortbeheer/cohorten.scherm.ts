import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { DataSource } from 'typeorm';
import { AuditQueries, type Geschiedenissoort, geschiedenissoorten } from '../audit/audit.queries.js';
import { gebeurtenis, wieVan } from '../audit/geschiedenis.rules.js';
import { soortInWoorden } from '../berichten/berichten.scherm.js';
import { maandlinks, maandVan } from '../cohorten/catalogusfilter.scherm.js';
import { cohortkop, cohortregel, puntenVan, statusInWoorden, statusVan } from '../cohorten/cohort.scherm.js';
import { cohortOnbekend } from '../cohorten/cohorten.errors.js';
import { type CohortBeeld, CohortenQueries, type Cohortfilter } from '../cohorten/cohorten.queries.js';
import { cohortstatussen } from '../cohorten/standen.js';
import { kalender, metBotsingen, randen } from '../cohorten/maand.rules.js';
import { SchoolvakantiesService } from '../cohorten/schoolvakanties.service.js';
import { Clock } from '../platform/clock/clock.js';
import { dateOf, formatDate } from '../platform/clock/dates.js';
import { pageNumberOf, searchTextOf, type Typed } from '../platform/web/form-input.js';
import { paged, pageLinks, sliceOf } from '../platform/web/paging.js';
import { Page } from '../platform/web/page.js';
import { inFull } from '../platform/web/template-helpers.js';
import { sectorkeuzes } from '../besturen/standen.js';
import { berichtpaden } from '../berichten/paden.js';
import { cohortpaden } from '../cohorten/paden.js';
import { deelnemerpaden } from '../deelnemers/paden.js';

const COHORTEN_PER_PAGINA = 25;
const REGELS_PER_PAGINA = 50;

const soortwoorden: Record<Geschiedenissoort, string> = {
  cohort: 'Het cohort zelf',
  aanmelding: 'Aanmeldingen',
  aanwezigheid: 'Aanwezigheid',
  belangstelling: 'Belangstelling',
  inzage: 'Bekeken en gedownload',
};
const soorten = geschiedenissoorten.map((waarde) => ({ waarde, tekst: soortwoorden[waarde] }));

/** Leaves out a filter that cannot be, rather than refusing it. */
function leesFilter({ persoon, soort }: Typed): { persoon?: string; soort?: Geschiedenissoort } {
  const bekend = geschiedenissoorten.find((s) => s === soort);
  return {
    ...(typeof persoon === 'string' && isUUID(persoon) ? { persoon } : {}),
    ...(bekend ? { soort: bekend } : {}),
  };
}

/** Mails of one kind about a cohort that were written on one day. */
interface Maildag {
  dag: string;
  soort: string;
  /** Of the newest of them. */
  onderwerp: string;
  id: string;
  aantal: number;
  verzonden: number;
  mislukt: number;
  vervallen: number;
}

/** The list of all cohorten, and the tab Geschiedenis of one. */
@Injectable()
export class Cohortenscherm {
  constructor(
    private readonly dataSource: DataSource,
    private readonly cohorten: CohortenQueries,
    private readonly audit: AuditQueries,
    private readonly vakanties: SchoolvakantiesService,
    private readonly clock: Clock,
  ) {}

  async lijst(vraag: Typed): Promise<Page> {
    const shown = {
      zoek: searchTextOf(vraag.zoek),
      schooljaar: searchTextOf(vraag.schooljaar),
      status: searchTextOf(vraag.status),
      sector: searchTextOf(vraag.sector),
    };
    const maand = maandVan(vraag.maand);
    if (maand) return this.maand(maand);
    const given = Object.fromEntries(Object.entries(shown).filter(([, waarde]) => waarde !== ''));
    const filter: Cohortfilter = { ...given, openbaar: false };
    const pagina = pageNumberOf(vraag.pagina);
    const paging = { pagina, paginaGrootte: COHORTEN_PER_PAGINA };
    const { skip, take } = sliceOf(paging);
    const cohorten = await this.cohorten.zoek(filter, skip, take);
    const totaal = await this.cohorten.tel(filter);
    const schooljaren = await this.cohorten.schooljaren();
    const context = {
      pad: cohortpaden.lijst,
      filter: shown,
      gefilterd: Object.keys(given).length > 0,
      keuzes: {
        schooljaren: schooljaren.map((jaar) => ({ waarde: jaar, tekst: jaar })),
        sectoren: sectorkeuzes,
        statussen: cohortstatussen.map((status) => ({ waarde: status, tekst: statusInWoorden(status) })),
      },
      totaal,
      nieuwHref: cohortpaden.nieuw,
      maandHref: maandlinks(cohortpaden.lijst, dateOf(this.clock.now()).slice(0, 7), {}).hierHref,
      letOp: letOp(await this.cohorten.onderMinimum(5)),
      cohorten: cohorten.map(cohortInLijst),
      paginering: pageLinks(paged(cohorten, totaal, paging), cohortpaden.lijst, shown),
    };
    return new Page('cohortbeheer/cohorten', context, { titel: 'Cohorten' });
  }

  /** All bijeenkomsten of a month; each leads to the plan of its cohort. */
  private async maand(maand: string): Promise<Page> {
    const dagen = randen(maand);
    const cohorten = await this.cohorten.inDagen(dagen, false);
    const punten = metBotsingen(puntenVan(cohorten, dagen, ({ id }) => cohortpaden.plan(id)));
    const context = {
      ...kalender(maand, punten, await this.vakanties.alle(), dateOf(this.clock.now())),
      ...maandlinks(cohortpaden.lijst, maand, {}),
      nieuwHref: cohortpaden.nieuw,
    };
    return new Page('cohortbeheer/maand', context, { titel: `Cohorten in ${context.maand}` });
  }

  /** Shows the events of a cohort and its people, and the mails that they got. */
  async geschiedenis(id: string, vraag: Typed): Promise<Page> {
    const cohort = await this.cohorten.een(id, false);
    if (!cohort) throw cohortOnbekend();
    const filter = leesFilter(vraag);
    const pagina = pageNumberOf(vraag.pagina);
    const paging = { pagina, paginaGrootte: REGELS_PER_PAGINA };
    const { skip, take } = sliceOf(paging);
    const { totaal, regels } = await this.audit.vanCohort(id, filter, skip, take);
    const pad = cohortpaden.tab(id, 'geschiedenis');
    const context = {
      ...cohortkop(cohort, 'geschiedenis'),
      pad,
      filter: { persoon: filter.persoon ?? '', soort: filter.soort ?? '' },
      keuzes: { personen: await this.mensen(id), soorten },
      totaal,
      regels: regels.map((regel) => ({
        op: regel.op,
        wie: wieVan(regel),
        tekst: gebeurtenis(regel),
        over: regel.persoonId && { naam: regel.persoon, href: deelnemerpaden.persoon(regel.persoonId) },
      })),
      paginering: pageLinks(paged(regels, totaal, paging), pad, filter),
      mails: (await this.mails(id)).map((dag) => maildag(id, dag)),
      mailsHref: berichtpaden.zoek(`cohort=${id}`),
    };
    return new Page('cohortbeheer/geschiedenis', context, {
      titel: `Geschiedenis van ${inFull(cohort.opleiding, cohort.naam)}`,
    });
  }

  /** The last sixty, newest first; days are days in Utrecht. */
  private mails(cohortId: string): Promise<Maildag[]> {
    return this.dataSource.query<Maildag[]>(
      `SELECT to_char(aangemaakt_op AT TIME ZONE 'Europe/Amsterdam', 'YYYY-MM-DD') AS dag, soort,
              (array_agg(onderwerp ORDER BY aangemaakt_op DESC))[1] AS onderwerp,
              (array_agg(id ORDER BY aangemaakt_op DESC))[1] AS id, count(*)::integer AS aantal,
              count(*) FILTER (WHERE status = 'verzonden')::integer AS verzonden,
              count(*) FILTER (WHERE status = 'mislukt')::integer AS mislukt,
              count(*) FILTER (WHERE status = 'vervallen')::integer AS vervallen
         FROM bericht WHERE cohort_id = $1 GROUP BY 1, 2 ORDER BY 1 DESC, max(aangemaakt_op) DESC, 2 LIMIT 60`,
      [cohortId],
    );
  }

  /** Everybody who has or had an aanmelding here, by name. */
  private mensen(cohortId: string): Promise<{ waarde: string; tekst: string }[]> {
    return this.dataSource.query<{ waarde: string; tekst: string }[]>(
      `SELECT p.id AS waarde, concat_ws(' ', p.voornaam, p.tussenvoegsel, p.achternaam) AS tekst FROM persoon p
        WHERE p.id IN (SELECT persoon_id FROM aanmelding WHERE cohort_id = $1)
        ORDER BY p.sorteernaam, p.id LIMIT 1000`,
      [cohortId],
    );
  }
}

/** One mail is shown itself, several as a list. */
function maildag(cohortId: string, { id, soort, ...dag }: Maildag) {
  const lijst = berichtpaden.zoek(`cohort=${cohortId}&soort=${encodeURIComponent(soort)}`);
  return {
    ...dag,
    soort: soortInWoorden(soort),
    wachtend: dag.aantal - dag.verzonden - dag.mislukt - dag.vervallen,
    href: dag.aantal === 1 ? berichtpaden.een(id) : lijst,
  };
}

function cohortInLijst(c: CohortBeeld) {
  const regel = cohortregel(c);
  return {
    href: cohortpaden.een(c.id),
    opleiding: c.opleiding,
    naam: c.naam,
    eerste: c.eerste,
    status: statusVan(c),
    capaciteit: c.capaciteit,
    bezet: c.bezet,
    voorlopig: c.voorlopig,
    wachtend: c.wachtend,
    minimum: c.minimum,
    minimumGehaald: regel.minimumGehaald,
    goNoGo: c.goNoGoOp,
    aanmeldenTotEnMet: regel.aanmeldenTotEnMet,
  };
}

/** Open cohorten below their minimum, the nearest decision first; also once enrolling has closed, until they begin. */
function letOp(open: CohortBeeld[]): { tekst: string; href: string }[] {
  return open
    .filter((c) => c.goNoGoOp !== null && c.aanmelden !== 'begonnen' && !cohortregel(c).minimumGehaald)
    .sort((a, b) => (a.goNoGoOp! < b.goNoGoOp! ? -1 : 1))
    .slice(0, 5)
    .map((c) => ({
      tekst: `${c.opleiding}: ${c.bezet} van minimaal ${c.minimum}, besluit op ${formatDate(c.goNoGoOp!)}`,
      href: cohortpaden.een(c.id),
    }));
}
