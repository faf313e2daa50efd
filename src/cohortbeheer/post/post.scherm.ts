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
import { PostService, type Posttelling, type Voorbeeld } from './post.service.js';
import { berichtpaden } from '../../berichten/paden.js';
import { cohortpaden } from '../../cohorten/paden.js';
import type { Aanmeldstatus } from '../../aanmeldingen/standen.js';
import { standnaam } from '../../aanmeldingen/aanmeldingen.rules.js';
import { textOf, type Typed } from '../../platform/web/form-input.js';
import { LANGSTE_ALINEA } from './post.dto.js';
import { mailOnbekend } from './post.errors.js';

const lezers: Record<Lezer, string> = {
  deelnemer: 'aan deelnemers',
  bestuur: 'aan het bestuur',
  academie: 'aan de coördinatoren',
  belangstellende: 'aan belangstellenden',
};

export const padVan = (cohortId: string): string => cohortpaden.tab(cohortId, 'berichten');

/** The mail that shows the paragraph of all mails. */
const VOOR_ALLE = 'aanmeldingen/geplaatst';

/** A question to the screen: whose mail to show, in which variant, and with which paragraph that is not saved. */
interface Kijkvraag {
  aanmelding?: string | undefined;
  variant?: string | undefined;
  /** As typed; undefined is what is saved. */
  alinea?: string | undefined;
  fouten?: Record<string, string> | undefined;
}

export const kijkvraagVan = (vraag: Typed): Kijkvraag => ({
  aanmelding: /^[0-9a-f-]{36}$/i.test(textOf(vraag.aanmelding)) ? textOf(vraag.aanmelding) : undefined,
  variant: textOf(vraag.variant) || undefined,
});

/** The tab Berichten: every soort of mail of a cohort, what went and what it says. */
@Injectable()
export class Postscherm {
  constructor(
    private readonly cohorten: CohortenQueries,
    private readonly post: PostService,
  ) {}

  async toon(id: string): Promise<Page> {
    const beeld = await this.cohorten.een(id, false);
    if (!beeld) throw cohortOnbekend();
    const cohort = await this.post.cohort(id);
    const telling = await this.post.telling(id);
    const alineas = await this.post.alineas(id);
    const mededelingen = await this.post.mededelingen(id);
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

  /**
   * One mail of a cohort as somebody of it would read it, and the paragraph that goes along.
   * @param bij the soort of the mail, or `alle`.
   */
  async voorbeeld(id: string, bij: string, vraag: Kijkvraag): Promise<Page> {
    const post = this.postVan(bij);
    const cohort = await this.cohorten.een(id, false);
    if (!cohort) throw cohortOnbekend();
    const bewaard = (await this.post.alineas(id)).get(bij)?.tekst ?? '';
    const typt = vraag.alinea !== undefined && !vraag.fouten;
    const mensen = await this.post.mensen(id);
    const voorbeeld = await this.maak(id, bij, typt ? vraag : { ...vraag, alinea: undefined });
    const naam = bij === ALLE ? 'Alle mails aan deelnemers' : post.naam;
    const context = {
      ...cohortkop(cohort, 'berichten'),
      terug: padVan(id),
      pad: padVan(id) + (bij === ALLE ? '/alinea' : `/${bij}`),
      mailnaam: naam,
      wanneer: bij === ALLE ? null : post.wanneer(await this.post.cohort(id)),
      alle: bij === ALLE,
      keuzes: { mensen: mensen.map(keuzeVan), varianten: post.varianten ?? [] },
      gekozen: { aanmelding: vraag.aanmelding ?? mensen[0]?.id ?? '', variant: vraag.variant ?? '' },
      mail: mailVan(voorbeeld, `${padVan(id)}/${post.soort}/html?${adresVan(bij, vraag, typt)}`),
      reden: 'reden' in voorbeeld ? voorbeeld.reden : null,
      alinea:
        bij === ALLE || metAlinea(post) ? { actie: `${padVan(id)}/alinea`, bij, max: LANGSTE_ALINEA } : null,
      waarden: { tekst: vraag.alinea ?? bewaard },
      staatErin: bewaard !== '',
      nietBewaard: typt && vraag.alinea !== bewaard,
      fouten: vraag.fouten,
    };
    const titel = `${naam}: ${inFull(cohort.opleiding, cohort.naam)}`;
    return new Page('cohortbeheer/post-voorbeeld', context, { titel, status: vraag.fouten ? 422 : 200 });
  }

  /** The mail alone, or why there is none. @param bij to which soort the paragraph that is not saved belongs. */
  html(id: string, soort: string, bij: string, vraag: Kijkvraag): Promise<Voorbeeld> {
    this.postVan(soort);
    return this.maak(id, bij === ALLE ? ALLE : soort, vraag, soort);
  }

  private maak(id: string, bij: string, vraag: Kijkvraag, soort = bij): Promise<Voorbeeld> {
    const { aanmelding, variant, alinea } = vraag;
    return this.post.voorbeeld(id, this.postVan(soort), {
      aanmelding,
      variant,
      alinea: alinea === undefined ? undefined : { soort: bij, tekst: alinea },
    });
  }

  private postVan(soort: string): Postsoort {
    const post = this.post.vind(soort === ALLE ? VOOR_ALLE : soort);
    if (!post) throw mailOnbekend();
    return post;
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

const keuzeVan = ({ id, naam, status }: { id: string; naam: string; status: string }) => ({
  waarde: id,
  tekst: `${naam} (${standnaam(status as Aanmeldstatus).toLowerCase()})`,
});

function mailVan(voorbeeld: Voorbeeld, htmlHref: string) {
  if ('reden' in voorbeeld) return null;
  const { aan, onderwerp, tekst, bijlagen } = voorbeeld;
  return { aan, onderwerp, tekst, bijlagen: bijlagen.map(({ naam }) => naam), htmlHref };
}

/** Makes the query of the frame, so that it shows the same as the screen around it. */
function adresVan(bij: string, { aanmelding, variant, alinea }: Kijkvraag, typt: boolean): string {
  return new URLSearchParams({
    ...(aanmelding ? { aanmelding } : {}),
    ...(variant ? { variant } : {}),
    ...(typt ? { alinea: alinea!, bij } : {}),
  }).toString();
}
