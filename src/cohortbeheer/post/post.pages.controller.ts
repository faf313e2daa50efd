import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { alsLeegMailvenster, alsMailvenster } from '../../berichten/berichten.scherm.js';
import { ALLE } from '../../berichten/berichten.service.js';
import { withPlainLines } from '../../platform/text/characters.js';
import { refusalByField, textOf, type Typed } from '../../platform/web/form-input.js';
import { type Page, Redirect } from '../../platform/web/page.js';
import { IdPipe } from '../../platform/web/params.js';
import { checkOrThrow } from '../../platform/web/validation.js';
import { DezeWie, Mag } from '../../toegang/rechten.js';
import type { Wie } from '../../toegang/wie.js';
import { AlineaDto } from './post.dto.js';
import { padVan, Postscherm } from './post.scherm.js';
import { PostService } from './post.service.js';
import { kijkvraagVan, Voorbeeldscherm } from './voorbeeld.scherm.js';

/** The tab Berichten of a cohort: its mails, how each looks, and the coördinator's own paragraph in it. */
@ApiExcludeController()
@Controller('beheer/cohorten/:id/berichten')
export class PostPagesController {
  constructor(
    private readonly scherm: Postscherm,
    private readonly voorbeeld: Voorbeeldscherm,
    private readonly post: PostService,
  ) {}

  @Get()
  @Mag('berichten.bekijken')
  toon(@Param('id', IdPipe) id: string): Promise<Page> {
    return this.scherm.toon(id);
  }

  /** The paragraph that goes along in all mails. */
  @Get('alinea')
  @Mag('berichten.bekijken')
  alle(@Param('id', IdPipe) id: string, @Query() vraag: Typed): Promise<Page> {
    return this.voorbeeld.toon(id, ALLE, kijkvraagVan(vraag));
  }

  /** Only shows it when that is asked; saving leads back to what is shown then. */
  @Post('alinea')
  @Mag('cohorten.beheren')
  @HttpCode(200)
  async bewaar(
    @Param('id', IdPipe) id: string,
    @Body() body: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const bij = textOf(body.bij);
    const alinea = withPlainLines(textOf(body.tekst));
    const vraag = { ...kijkvraagVan(body), alinea };
    try {
      const dto = checkOrThrow(AlineaDto, { tekst: alinea });
      if (body.actie === 'bekijk') return await this.voorbeeld.toon(id, bij, vraag);
      await this.post.bewaarAlinea(wie, id, bij, dto.tekst ?? null);
    } catch (fout) {
      return this.voorbeeld.toon(id, bij, { ...vraag, fouten: refusalByField(fout) });
    }
    return new Redirect(padVan(id), { soort: 'goed', tekst: alinea ? bewaard : weg });
  }

  @Get(':map/:mail')
  @Mag('berichten.bekijken')
  een(
    @Param('id', IdPipe) id: string,
    @Param('map') map: string,
    @Param('mail') mail: string,
    @Query() vraag: Typed,
  ): Promise<Page> {
    return this.voorbeeld.toon(id, `${map}/${mail}`, kijkvraagVan(vraag));
  }

  /** The body alone, for the frame in which it is shown. */
  @Get(':map/:mail/html')
  @Mag('berichten.bekijken')
  async html(
    @Param('id', IdPipe) id: string,
    @Param('map') map: string,
    @Param('mail') mail: string,
    @Query() vraag: Typed,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { tekst } = checkOrThrow(AlineaDto, { tekst: vraag.alinea });
    const alinea = vraag.alinea === undefined ? undefined : (tekst ?? '');
    const kijk = { ...kijkvraagVan(vraag), alinea };
    const voorbeeld = await this.voorbeeld.html(id, `${map}/${mail}`, textOf(vraag.bij), kijk);
    return 'reden' in voorbeeld
      ? alsLeegMailvenster(reply, voorbeeld.reden)
      : alsMailvenster(reply, voorbeeld.html);
  }
}

const bewaard = 'Je alinea is bewaard. Mails die nu al klaarstaan, houden hun tekst.';
const weg = 'De alinea is weg. Mails die nu al klaarstaan, houden hun tekst.';
