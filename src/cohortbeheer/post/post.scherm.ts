import { Injectable } from '@nestjs/common';
import { ALLE } from '../../berichten/berichten.service.js';
import type { Cohort } from '../../cohorten/cohort.entity.js';
import { cohortOnbekend } from '../../cohorten/cohorten.errors.js';
import { CohortenQueries } from '../../cohorten/cohorten.queries.js';
import { cohortkop } from '../../cohorten/cohort.scherm.js';
import { Page } from '../../platform/web/page.js';
import { inFull } from '../../platform/web/template-helpers.js';
import { type Lezer, metAlinea, postgroepen, type Postsoort } from './geval.service.js';
import type { Mededeling } from './mededeling.entity.js';
import { PostQueries, type Posttelling } from './post.queries.js';
import { PostService } from './post.service.js';
import { berichtpaden } from '../../berichten/paden.js';
import { cohortpaden } from '../../cohorten/paden.js';

const lezers: Record<Lezer, string> = {
  deelnemer: 'aan deelnemers',
  bestuur: 'aan het bestuur',
  academie: 'aan de coördinatoren',
  belangstellende: 'aan belangstellenden',
};

export const padVan = (cohortId: string): string => cohortpaden.tab(cohortId, 'berichten');

/** The tab Berichten: every soort of mail of a cohort, what went and what it says. */
@Injectable()
export class Postscherm {
  constructor(
    private readonly cohorten: CohortenQueries,
    private readonly post: PostService,
    private readonly queries: PostQueries,
  ) {}

  async toon(id: string): Promise<Page> {
    const beeld = await this.cohorten.een(id, false);
    if (!beeld) throw cohortOnbekend();
    const cohort = await this.queries.cohort(id);
    const telling = await this.queries.telling(id);
    const alineas = await this.queries.alineas(id);
    const mededelingen = await this.queries.mededelingen(id);
    const context = {
      ...cohortkop(beeld, 'berichten'),
      outbox: berichtpaden.zoek(`cohort=${id}`),
      alle: { tekst: alineas.get(ALLE)?.tekst ?? null, href: `${padVan(id)}/alinea` },
      nieuweMededeling: `${padVan(id)}/mededeling`,
      mededelingen: mededelingen.map(mededelingregel),
      groepen: postgroepen.map((naam) => ({
        naam,
        soorten: this.post.soorten
          .filter(({ groep }) => groep === naam)
          .map((post) => regelVan(cohort, post, telling.get(post.soort), alineas.has(post.soort))),
      })),
    };
    return new Page('cohortbeheer/post', context, {
      titel: `Berichten: ${inFull(beeld.opleiding, beeld.naam)}`,
    });
  }
}

function mededelingregel({ cohortId, onderwerp, tekst, aantal, gemaaktOp, door }: Mededeling) {
  const zoek = new URLSearchParams({ cohort: cohortId, soort: 'cohortbeheer/mededeling', zoek: onderwerp });
  return { onderwerp, tekst, aantal, op: gemaaktOp, door, href: berichtpaden.zoek(zoek.toString()) };
}

function regelVan(cohort: Cohort, post: Postsoort, telling: Posttelling | undefined, alinea: boolean) {
  const { soort, naam, lezer, wanneer } = post;
  const href = `${padVan(cohort.id)}/${soort}`;
  return {
    naam,
    lezer: lezers[lezer],
    wanneer: wanneer(cohort),
    aantal: telling?.aantal ?? 0,
    wachtend: telling?.wachtend ?? 0,
    mislukt: telling?.mislukt ?? 0,
    outbox: berichtpaden.zoek(`cohort=${cohort.id}&soort=${encodeURIComponent(soort)}`),
    bekijk: href,
    alinea: metAlinea(post) ? { is: alinea, href: `${href}#alinea` } : null,
  };
}
