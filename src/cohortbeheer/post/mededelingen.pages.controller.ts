import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { alsMailvenster } from '../../berichten/berichten.scherm.js';
import { DomainError } from '../../platform/errors/domain-error.js';
import { refusalByField, textOf, type Typed } from '../../platform/web/form-input.js';
import { type Page, Redirect } from '../../platform/web/page.js';
import { IdPipe } from '../../platform/web/params.js';
import { plural } from '../../platform/web/template-helpers.js';
import { checkOrThrow } from '../../platform/web/validation.js';
import { DezeWie, Mag } from '../../toegang/rechten.js';
import type { Wie } from '../../toegang/wie.js';
import { getypt, type GetypteMededeling, Mededelingscherm } from './mededelingen.scherm.js';
import { MededelingenService } from './mededelingen.service.js';
import { NieuweMededelingDto } from './post.dto.js';
import { padVan } from './post.scherm.js';

/** A mail to all of a cohort: written, looked at, sent. */
@ApiExcludeController()
@Controller('beheer/cohorten/:id/berichten/mededeling')
@Mag('cohorten.beheren')
export class MededelingenPagesController {
  constructor(
    private readonly scherm: Mededelingscherm,
    private readonly mededelingen: MededelingenService,
  ) {}

  @Get()
  nieuw(@Param('id', IdPipe) id: string): Promise<Page> {
    return this.scherm.leeg(id);
  }

  @Post()
  @HttpCode(200)
  async verwerk(
    @Param('id', IdPipe) id: string,
    @Body() body: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const waarden = getypt(body);
    if (body.actie === 'bewerk') return this.scherm.formulier(id, waarden);
    try {
      const dto = dtoVan(waarden);
      if (body.actie !== 'verstuur') return await this.scherm.voorbeeld(id, waarden, dto);
      return await this.verstuur(wie, id, waarden, dto, Number(textOf(body.aantal)));
    } catch (fout) {
      return this.scherm.formulier(id, waarden, { fouten: inWoorden(refusalByField(fout)) });
    }
  }

  /** The mail alone, for the frame in which it is shown. */
  @Get('html')
  async html(
    @Param('id', IdPipe) id: string,
    @Query() vraag: Typed,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { mail } = await this.mededelingen.voorbeeld(id, dtoVan(getypt(vraag)));
    return alsMailvenster(reply, mail.html);
  }

  /** When the group is another one than was shown, it is shown again. */
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
      return new Redirect(padVan(id), { soort: 'goed', tekst });
    } catch (fout) {
      if (!(fout instanceof DomainError) || fout.code !== 'aantal-veranderd') throw fout;
      return this.scherm.voorbeeld(id, waarden, dto, { letOp: fout.melding, status: 409 });
    }
  }
}

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
