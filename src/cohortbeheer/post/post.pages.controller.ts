import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { alsLeegMailvenster, alsMailvenster } from '../../berichten/berichten.scherm.js';
import { ALLE } from '../../berichten/berichten.service.js';
import { withPlainLines } from '../../platform/text/characters.js';
import { textOf, type Typed } from '../../platform/web/form-input.js';
import { type Page, Redirect } from '../../platform/web/page.js';
import { IdPipe } from '../../platform/web/params.js';
import { goed, probeer } from '../../platform/web/refused-form.js';
import { checkOrThrow } from '../../platform/web/validation.js';
import { DezeWie, Mag } from '../../toegang/rechten.js';
import type { Wie } from '../../toegang/wie.js';
import { AlineaDto, NieuweMededelingDto } from './post.dto.js';
import { kijkvraagVan, padVan, Postscherm } from './post.scherm.js';
import { PostService } from './post.service.js';
import { DomainError } from '../../platform/errors/domain-error.js';
import { plural } from '../../platform/web/template-helpers.js';
import { getypt, type GetypteMededeling, Mededelingscherm } from './mededelingen.scherm.js';
import { MededelingenService } from './mededelingen.service.js';

/** The tab Berichten of a cohort: its mails, how each looks, the coördinator's own paragraph in them, and mededelingen. */
@ApiExcludeController()
@Controller('beheer/cohorten/:id/berichten')
export class PostPagesController {
  constructor(
    private readonly scherm: Postscherm,
    private readonly mededelingscherm: Mededelingscherm,
    private readonly post: PostService,
    private readonly mededelingen: MededelingenService,
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
    return this.scherm.voorbeeld(id, ALLE, kijkvraagVan(vraag));
  }

  /** Only shows it when that is asked; saving leads back to what is shown then. */
  @Post('alinea')
  @Mag('cohorten.beheren')
  @HttpCode(200)
  bewaar(
    @Param('id', IdPipe) id: string,
    @Body() body: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const bij = textOf(body.bij);
    const alinea = withPlainLines(textOf(body.tekst));
    const vraag = { ...kijkvraagVan(body), alinea };
    return probeer(
      async (): Promise<Page | Redirect> => {
        const dto = checkOrThrow(AlineaDto, { tekst: alinea });
        if (body.actie === 'bekijk') return this.scherm.voorbeeld(id, bij, vraag);
        await this.post.bewaarAlinea(wie, id, bij, dto.tekst ?? null);
        return new Redirect(padVan(id), goed(alinea ? bewaard : weg));
      },
      (fouten) => this.scherm.voorbeeld(id, bij, { ...vraag, fouten }),
    );
  }

  /** A mail to all of a cohort: written, looked at, sent. */
  @Get('mededeling')
  @Mag('cohorten.beheren')
  mededeling(@Param('id', IdPipe) id: string): Promise<Page> {
    return this.mededelingscherm.leeg(id);
  }

  @Post('mededeling')
  @Mag('cohorten.beheren')
  @HttpCode(200)
  verwerkMededeling(
    @Param('id', IdPipe) id: string,
    @Body() body: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const waarden = getypt(body);
    if (body.actie === 'bewerk') return this.mededelingscherm.formulier(id, waarden);
    return probeer(
      async (): Promise<Page | Redirect> => {
        const dto = dtoVan(waarden);
        if (body.actie !== 'verstuur') return this.mededelingscherm.voorbeeld(id, waarden, dto);
        return this.verstuur(wie, id, waarden, dto, Number(textOf(body.aantal)));
      },
      (fouten) => this.mededelingscherm.formulier(id, waarden, { fouten: inWoorden(fouten) }),
    );
  }

  /** The mail alone, for the frame in which it is shown. */
  @Get('mededeling/html')
  @Mag('cohorten.beheren')
  async mededelinghtml(
    @Param('id', IdPipe) id: string,
    @Query() vraag: Typed,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { mail } = await this.mededelingen.voorbeeld(id, dtoVan(getypt(vraag)));
    return alsMailvenster(reply, mail.html);
  }

  @Get(':map/:mail')
  @Mag('berichten.bekijken')
  een(
    @Param('id', IdPipe) id: string,
    @Param('map') map: string,
    @Param('mail') mail: string,
    @Query() vraag: Typed,
  ): Promise<Page> {
    return this.scherm.voorbeeld(id, `${map}/${mail}`, kijkvraagVan(vraag));
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
    const voorbeeld = await this.scherm.html(id, `${map}/${mail}`, textOf(vraag.bij), kijk);
    return 'reden' in voorbeeld
      ? alsLeegMailvenster(reply, voorbeeld.reden)
      : alsMailvenster(reply, voorbeeld.html);
  }

  /** Shows the names again when the group is another one by now; any other refusal goes to the form. */
  private async verstuur(
    wie: Wie,
    id: string,
    waarden: GetypteMededeling,
    dto: NieuweMededelingDto,
    gezien: number,
  ): Promise<Page | Redirect> {
    try {
      const { mededeling } = await this.mededelingen.verstuur(wie, id, dto, gezien);
      const tekst = `De mededeling gaat naar ${plural(mededeling.aantal, 'persoon', 'mensen')}.`;
      return new Redirect(padVan(id), goed(tekst));
    } catch (fout) {
      if (!(fout instanceof DomainError) || fout.code !== 'aantal-veranderd') throw fout;
      return this.mededelingscherm.voorbeeld(id, waarden, dto, { letOp: fout.melding, status: 409 });
    }
  }
}

const bewaard = 'Je alinea is bewaard. Mails die nu al klaarstaan, houden hun tekst.';
const weg = 'De alinea is weg. Mails die nu al klaarstaan, houden hun tekst.';

/** @throws InputError */
function dtoVan({ id, bijeenkomst, ...waarden }: GetypteMededeling): NieuweMededelingDto {
  const dto = { ...waarden, ...(id ? { id } : {}), ...(bijeenkomst ? { bijeenkomst } : {}) };
  return checkOrThrow(NieuweMededelingDto, dto);
}

const LEEG = 'Vul dit veld in.';

/** The words of the API are not those of the screen. */
function inWoorden(fouten: Record<string, string>): Record<string, string> {
  return {
    ...fouten,
    ...(fouten.onderwerp === LEEG ? { onderwerp: 'Vul een onderwerp in.' } : {}),
    ...(fouten.tekst === LEEG ? { tekst: 'Schrijf een tekst.' } : {}),
    ...(fouten.aan?.startsWith('Kies een van') ? { aan: 'Kies aan wie je dit stuurt.' } : {}),
  };
}
