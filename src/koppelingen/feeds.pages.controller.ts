import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Wie } from '../toegang/wie.js';
import { Redirect } from '../platform/web/page.js';
import { Kept } from '../platform/web/kept-answers.js';
import { etagOf, hasAlready, openToScripts } from '../platform/web/public-answers.js';
import { feedOnbekend, FeedsService } from './feeds.service.js';
import { verversSeconden } from './feeds.rules.js';
import { DezeWie, Mag } from '../toegang/rechten.js';
import { koppelpaden } from './paden.js';

const AGENDA = 'text/calendar; charset=utf-8';
const OPENBAAR = `public, max-age=${verversSeconden}`;

/** Addresses that calendars, readers and search engines ask again and again. */
@ApiExcludeController()
@Controller()
export class FeedsPagesController {
  constructor(private readonly feeds: FeedsService) {}

  @Get('agenda.ics')
  @Kept()
  @Mag('openbaar')
  async academie(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    geef(request, reply, await this.feeds.academie(), { type: AGENDA, cache: OPENBAAR });
  }

  /** Whoever has the address has the calendar, so no search engine and no shared cache may keep it. */
  @Get('agenda/:bestand')
  @Mag('openbaar')
  async eigen(
    @Param('bestand') bestand: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const token = /^([\w-]{20,100})\.ics$/.exec(bestand)?.[1];
    if (!token) throw feedOnbekend();
    const tekst = await this.feeds.persoonlijk(token);
    void reply.header('x-robots-tag', 'noindex, nofollow');
    geef(request, reply, tekst, { type: AGENDA, cache: 'private, max-age=300' });
  }

  @Post('mijn/agenda-adres')
  @Mag('mijn.bekijken')
  async adres(@DezeWie() wie: Wie): Promise<Redirect> {
    if (wie.soort === 'persoon') await this.feeds.vernieuwAdres(wie, wie.id);
    return new Redirect(koppelpaden.mijnAgenda, { soort: 'goed', tekst: 'Je agenda-adres staat klaar.' });
  }

  @Get('feed.xml')
  @Kept()
  @Mag('openbaar')
  async nieuws(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const type = 'application/rss+xml; charset=utf-8';
    geef(request, reply, await this.feeds.nieuws(), { type, cache: OPENBAAR });
  }

  @Get('sitemap.xml')
  @Kept()
  @Mag('openbaar')
  async sitemap(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const type = 'application/xml; charset=utf-8';
    geef(request, reply, await this.feeds.sitemap(), { type, cache: OPENBAAR });
  }
}

/** Answers 304 to who has this text already. */
function geef(
  request: FastifyRequest,
  reply: FastifyReply,
  tekst: string,
  { type, cache }: { type: string; cache: string },
): void {
  const etag = etagOf(tekst);
  void reply.header('etag', etag).header('cache-control', cache);
  if (cache === OPENBAAR) openToScripts(reply);
  if (hasAlready(request, etag)) void reply.code(304).send();
  else void reply.type(type).send(tekst);
}
