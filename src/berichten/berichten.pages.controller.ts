import { Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Inkijk } from '../audit/inkijk.service.js';
import type { Wie } from '../toegang/wie.js';
import { Clock } from '../platform/clock/clock.js';
import { Settings } from '../platform/config/settings.js';
import { pageLinks } from '../platform/web/page-links.js';
import { Page, Redirect } from '../platform/web/page.js';
import { IdPipe } from '../platform/web/params.js';
import { DezeWie, mag, Mag } from '../toegang/rechten.js';
import { berichtstatussen, type Bericht } from './bericht.entity.js';
import { BerichtenPaginaQuery } from './berichten.dto.js';
import { BerichtenQueries } from './berichten.queries.js';
import { messageIdVan } from './berichten.rules.js';
import { BerichtenService } from './berichten.service.js';
import { berichtView, geschiedenisVan, hrefVan, soortInWoorden, staten } from './berichtenbeeld.js';
import { alsMailvenster } from './mailvenster.js';
import { HerverzendenService } from './herverzenden.service.js';
import { stopbeeld, STOP_PAD } from './mailstopbeeld.js';
import { MailstopService } from './mailstop.service.js';

const pad = '/beheer/berichten';
const kruimels = [{ tekst: 'Berichten', href: pad }];
const klaar = ['verzonden', 'mislukt', 'vervallen'];

@ApiExcludeController()
@Mag('berichten.bekijken')
@Controller('beheer/berichten')
export class BerichtenPagesController {
  constructor(
    private readonly settings: Settings,
    private readonly clock: Clock,
    private readonly berichten: BerichtenService,
    private readonly queries: BerichtenQueries,
    private readonly herverzenden: HerverzendenService,
    private readonly mailstop: MailstopService,
    private readonly inkijk: Inkijk,
  ) {}

  @Get()
  async lijst(@Query() query: BerichtenPaginaQuery, @DezeWie() wie: Wie): Promise<Page> {
    const stop = await this.mailstop.stand();
    const { staat, ...rest } = query;
    const lijst = await this.queries.lijst({ ...rest, status: staat });
    const context = {
      pad,
      filter: { zoek: query.zoek ?? '', staat: staat ?? '', soort: query.soort ?? '' },
      keuzes: this.keuzes(),
      mailstop: stop && stopbeeld(stop, wie),
      stopHref: !stop && mag(wie, 'berichten.stoppen') ? STOP_PAD : null,
      verzenden: this.settings.SMTP_URL !== undefined,
      gefilterdOp: await this.gefilterdOp(query),
      totaal: lijst.totaal,
      berichten: lijst.items.map(berichtView),
      paginering: pageLinks(lijst, pad, query),
    };
    return new Page('berichten/berichten', context, { titel: 'Berichten' });
  }

  @Get(':id')
  async een(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<Page> {
    const bericht = await this.queries.vind(id);
    await this.inkijk.bericht(wie, id);
    const herzenden = this.kanNog(bericht) && mag(wie, 'berichten.herverzenden');
    const context = {
      ...berichtView(bericht),
      kruimels,
      van: this.settings.MAIL_FROM,
      messageId: messageIdVan(id, this.settings.MAIL_FROM),
      sleutel: bericht.sleutel,
      persoonHref:
        bericht.persoonId && mag(wie, 'personen.beheren') ? `/beheer/personen/${bericht.persoonId}` : null,
      aanmelding: await this.hoortBij(bericht),
      gewist: bericht.gewistOp,
      htmlHref: `${hrefVan(bericht)}/html`,
      tekst: bericht.tekst,
      bijlagen: bericht.bijlagen.map(({ naam }) => naam),
      geschiedenis: geschiedenisVan(bericht, await this.queries.herverzendingenVan(bericht)),
      herzend: herzenden ? `${hrefVan(bericht)}/herverzending` : null,
      laatRusten: bericht.status === 'mislukt' ? `${hrefVan(bericht)}/loslating` : null,
    };
    return new Page('berichten/bericht', context, { titel: bericht.onderwerp });
  }

  /** The body alone, for the frame in which it is shown. */
  @Get(':id/html')
  async html(
    @Param('id', IdPipe) id: string,
    @DezeWie() wie: Wie,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { html } = await this.queries.vind(id);
    await this.inkijk.bericht(wie, id);
    return alsMailvenster(reply, html);
  }

  @Mag('berichten.herverzenden')
  @Post(':id/herverzending')
  async herverzend(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<Redirect> {
    const nieuw = await this.herverzenden.herverzend(wie, id);
    return new Redirect(hrefVan(nieuw), {
      soort: 'goed',
      tekst: 'Het bericht staat klaar en gaat opnieuw weg.',
    });
  }

  @Mag('berichten.herverzenden')
  @Post(':id/loslating')
  async laatRusten(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<Redirect> {
    await this.herverzenden.laatRusten(wie, id);
    return new Redirect('/beheer', {
      soort: 'goed',
      tekst: 'De mail staat niet meer bij wat je moet doen. Je vindt hem nog bij Berichten.',
    });
  }

  private kanNog({ status, vervaltOp, gewistOp }: Bericht): boolean {
    return klaar.includes(status) && !gewistOp && (!vervaltOp || vervaltOp > this.clock.now());
  }

  private keuzes() {
    const opties = berichtstatussen.map((waarde) => ({ waarde, tekst: staten[waarde].tekst }));
    const soorten = this.berichten.soorten.map((waarde) => ({ waarde, tekst: soortInWoorden(waarde) }));
    return { staten: opties, soorten };
  }

  private async gefilterdOp({ aanmelding, cohort }: BerichtenPaginaQuery) {
    if (cohort) return { tekst: (await this.queries.cohort(cohort)) ?? 'Onbekend cohort', wisHref: pad };
    if (!aanmelding) return null;
    const van = await this.queries.aanmelding(aanmelding);
    return { tekst: van ? `Aanmelding van ${van.naam}` : 'Onbekende aanmelding', wisHref: pad };
  }

  private async hoortBij({ aanmeldingId }: Bericht) {
    const aanmelding = aanmeldingId && (await this.queries.aanmelding(aanmeldingId));
    if (!aanmelding) return null;
    return { naam: `Aanmelding van ${aanmelding.naam}`, href: `/beheer/cohorten/${aanmelding.cohortId}` };
  }
}
