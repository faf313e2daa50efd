import { Injectable } from '@nestjs/common';
import { auditpaden } from '../sporen/paden.js';
import { Inkijk } from '../audit/inkijk.service.js';
import { Clock } from '../platform/clock/clock.js';
import { Settings } from '../platform/config/settings.js';
import { Page } from '../platform/web/page.js';
import type { BerichtenPaginaQuery } from './berichten.dto.js';
import { BerichtenQueries } from './berichten.queries.js';
import { messageIdVan } from './berichten.rules.js';
import { BerichtenService } from './berichten.service.js';
import { cohortpaden } from '../cohorten/paden.js';
import { deelnemerpaden } from '../deelnemers/paden.js';
import { berichtpaden } from './paden.js';
import { berichtstatussen, type Bericht, type Berichtstatus } from './bericht.entity.js';
import type { Wie } from '../toegang/wie.js';
import { mag } from '../toegang/rechten.js';
import type { FastifyReply } from 'fastify';
import Handlebars from 'handlebars';
import { type Mailstop, Verzendrij } from './verzendrij.service.js';
import { pageLinks } from '../platform/web/paging.js';

const kruimels = [{ tekst: 'Berichten', href: berichtpaden.lijst }];
const klaar = ['verzonden', 'mislukt', 'vervallen'];

/** The outbox, and one mail of it. */
@Injectable()
export class BerichtenScherm {
  constructor(
    private readonly settings: Settings,
    private readonly clock: Clock,
    private readonly berichten: BerichtenService,
    private readonly queries: BerichtenQueries,
    private readonly rij: Verzendrij,
    private readonly inkijk: Inkijk,
  ) {}

  async lijst(query: BerichtenPaginaQuery, wie: Wie): Promise<Page> {
    const stop = await this.rij.stilstand();
    const { staat, ...rest } = query;
    const lijst = await this.queries.lijst({ ...rest, status: staat });
    const context = {
      pad: berichtpaden.lijst,
      filter: { zoek: query.zoek ?? '', staat: staat ?? '', soort: query.soort ?? '' },
      keuzes: this.keuzes(),
      mailstop: stop && mailstopbalk(stop, wie),
      stopHref: !stop && mag(wie, 'berichten.stoppen') ? berichtpaden.stilstand : null,
      verzenden: this.settings.SMTP_URL !== undefined,
      gefilterdOp: await this.gefilterdOp(query),
      totaal: lijst.totaal,
      berichten: lijst.items.map(berichtregel),
      paginering: pageLinks(lijst, berichtpaden.lijst, query),
    };
    return new Page('berichten/berichten', context, { titel: 'Berichten' });
  }

  async een(id: string, wie: Wie): Promise<Page> {
    const bericht = await this.queries.vind(id);
    await this.inkijk.bericht(wie, id);
    const herzenden = this.kanNog(bericht) && mag(wie, 'berichten.herverzenden');
    const context = {
      ...berichtregel(bericht),
      kruimels,
      van: this.settings.MAIL_FROM,
      messageId: messageIdVan(id, this.settings.MAIL_FROM),
      sleutel: bericht.sleutel,
      pogingen: bericht.pogingen,
      antwoord: bericht.fout,
      persoonHref:
        bericht.persoonId && mag(wie, 'personen.beheren') ? deelnemerpaden.persoon(bericht.persoonId) : null,
      aanmelding: await this.hoortBij(bericht),
      gewist: bericht.gewistOp,
      htmlHref: `${berichtpaden.een(bericht.id)}/html`,
      tekst: bericht.tekst,
      bijlagen: bericht.bijlagen.map(({ naam }) => naam),
      geschiedenis: berichtgeschiedenis(bericht, await this.queries.herverzendingenVan(bericht)),
      logboekHref: auditpaden.record('bericht', id),
      herzend: herzenden ? `${berichtpaden.een(bericht.id)}/herverzending` : null,
      laatRusten: bericht.status === 'mislukt' ? `${berichtpaden.een(bericht.id)}/loslating` : null,
    };
    return new Page('berichten/bericht', context, { titel: bericht.onderwerp });
  }

  private kanNog({ status, vervaltOp, gewistOp }: Bericht): boolean {
    return klaar.includes(status) && !gewistOp && (!vervaltOp || vervaltOp > this.clock.now());
  }

  private keuzes() {
    const opties = berichtstatussen.map((waarde) => ({ waarde, tekst: berichtstaten[waarde].tekst }));
    const soorten = this.berichten.soorten.map((waarde) => ({ waarde, tekst: soortInWoorden(waarde) }));
    return { staten: opties, soorten };
  }

  private async gefilterdOp({ aanmelding, cohort }: BerichtenPaginaQuery) {
    if (cohort)
      return { tekst: (await this.queries.cohort(cohort)) ?? 'Onbekend cohort', wisHref: berichtpaden.lijst };
    if (!aanmelding) return null;
    const van = await this.queries.aanmelding(aanmelding);
    return {
      tekst: van ? `Aanmelding van ${van.naam}` : 'Onbekende aanmelding',
      wisHref: berichtpaden.lijst,
    };
  }

  private async hoortBij({ aanmeldingId }: Bericht) {
    const aanmelding = aanmeldingId && (await this.queries.aanmelding(aanmeldingId));
    if (!aanmelding) return null;
    return { naam: `Aanmelding van ${aanmelding.naam}`, href: cohortpaden.een(aanmelding.cohortId) };
  }
}

interface Badge {
  soort: 'goed' | 'let-op' | 'fout' | 'info' | 'neutraal';
  tekst: string;
}

export const berichtstaten: Record<Berichtstatus, Badge> = {
  wacht: { soort: 'info', tekst: 'Wacht' },
  bezig: { soort: 'info', tekst: 'Wordt verstuurd' },
  verzonden: { soort: 'goed', tekst: 'Verstuurd' },
  opnieuw: { soort: 'let-op', tekst: 'Probeert opnieuw' },
  mislukt: { soort: 'fout', tekst: 'Mislukt' },
  vervallen: { soort: 'neutraal', tekst: 'Vervallen' },
};

/** `aanmeldingen/akkoord-gevraagd` becomes "Akkoord gevraagd". */
export function soortInWoorden(soort: string): string {
  const woorden = soort.replace(/^.*\//, '').replaceAll('-', ' ');
  return woorden.charAt(0).toUpperCase() + woorden.slice(1);
}

/** When it will be tried; null when that is now, or past. */
function volgendeVan({ status, verzendenOp, aangemaaktOp }: Bericht): Date | null {
  return status === 'opnieuw' || (status === 'wacht' && verzendenOp > aangemaaktOp) ? verzendenOp : null;
}

/** Why a mail did not arrive, in words of people; what the server said stands below the technical facts. */
function waaromNiet({ status, fout, adresGeweigerd }: Bericht): string | null {
  if (!fout) return null;
  if (adresGeweigerd) return 'De postbus bestaat niet, of is opgeheven.';
  if (status === 'vervallen' || fout.startsWith('Het verzenden')) return fout;
  if (status !== 'mislukt') return 'De mailserver nam de mail nog niet aan. We proberen het vanzelf opnieuw.';
  return /^De mailserver (is|neemt)/.test(fout)
    ? 'De mailserver nam de mail een dag lang niet aan.'
    : 'De mailserver van de ontvanger weigert deze mail.';
}

/** A line of the outbox and the head of one mail have these in common. */
export function berichtregel(bericht: Bericht) {
  const { aan, onderwerp, aangemaaktOp, verzondenOp, vervaltOp, adresGeweigerd } = bericht;
  return {
    href: berichtpaden.een(bericht.id),
    staat: berichtstaten[bericht.status],
    soort: soortInWoorden(bericht.soort),
    aan,
    onderwerp,
    gemaakt: aangemaaktOp,
    verzonden: verzondenOp,
    volgende: volgendeVan(bericht),
    vervalt: vervaltOp,
    waaromNiet: waaromNiet(bericht),
    adresGeweigerd,
  };
}

/** What happened to a mail, oldest first. */
export function berichtgeschiedenis(bericht: Bericht, herverzendingen: Bericht[]) {
  const { aangemaaktOp, verzondenOp, id } = bericht;
  return [
    { op: aangemaaktOp, tekst: 'Geschreven' },
    ...(verzondenOp ? [{ op: verzondenOp, tekst: 'Verstuurd' }] : []),
    ...herverzendingen
      .filter((later) => later.id !== id && later.aangemaaktOp >= aangemaaktOp)
      .map((later) => ({ op: later.aangemaaktOp, tekst: 'Opnieuw klaargezet' })),
  ];
}

/** The bar that says that no mail leaves; see partials/mailstop.hbs. */
export const mailstopbalk = (stop: Mailstop, wie: Wie) => ({
  ...stop,
  hervat: mag(wie, 'berichten.stoppen') ? berichtpaden.hervatting : null,
});

// A mail has its styles inside it and must do nothing else: no script, no form, no picture from elsewhere.
const policy = `default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox`;

/** Answers the html of a mail alone, for the sandboxed frame in which staff reads it. */
export function alsMailvenster(reply: FastifyReply, html: string): string {
  void reply
    .type('text/html; charset=utf-8')
    .header('content-security-policy', policy)
    .header('x-frame-options', 'SAMEORIGIN');
  return html;
}

/** In that frame, why there is no mail to read. @param reden a sentence of ours. */
export function alsLeegMailvenster(reply: FastifyReply, reden: string): string {
  return alsMailvenster(
    reply,
    `<!doctype html><html lang="nl"><title>Geen mail</title><p style="font-family:sans-serif">${Handlebars.escapeExpression(reden)}</p></html>`,
  );
}
