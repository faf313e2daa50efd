import { Body, Controller, Get, Header, HttpCode, Ip, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { DomainError } from '../platform/errors/domain-error.js';
import type { Typed } from '../platform/web/form-input.js';
import { Page, Redirect } from '../platform/web/page.js';
import { Mag } from '../toegang/rechten.js';
import { AntwoordenService } from './antwoorden.service.js';
import { formulierscherm } from './formulier.scherm.js';
import { evaluatiepaden } from './paden.js';
import { uitFormulier } from './vragenlijst.rules.js';

/** The page behind the link in the mail: who has it answers once, and nobody sees who that is. */
@ApiExcludeController()
@Mag('openbaar')
@Controller('evaluatie')
export class FormulierPagesController {
  constructor(private readonly antwoorden: AntwoordenService) {}

  /** An address without the secret of the link. */
  @Get('bedankt')
  @Header('x-robots-tag', 'noindex')
  bedankt(): Page {
    return new Page('evaluaties/bedankt', {}, { titel: 'Bedankt voor je antwoord' });
  }

  @Get(':token')
  @Header('x-robots-tag', 'noindex')
  @Header('referrer-policy', 'no-referrer')
  async toon(@Param('token') token: string, @Ip() ip: string): Promise<Page> {
    await this.antwoorden.tel(ip);
    return formulierscherm(token, await this.antwoorden.formulier(token));
  }

  @Post(':token')
  @HttpCode(200)
  @Header('x-robots-tag', 'noindex')
  @Header('referrer-policy', 'no-referrer')
  async antwoord(
    @Param('token') token: string,
    @Body() getypt: Typed,
    @Ip() ip: string,
  ): Promise<Page | Redirect> {
    await this.antwoorden.tel(ip);
    const formulier = await this.antwoorden.formulier(token);
    try {
      await this.antwoorden.geef(token, uitFormulier(formulier.vragen, getypt));
    } catch (fout) {
      if (!(fout instanceof DomainError) || fout.kind === 'niet-gevonden') throw fout;
      if (fout.kind === 'conflict') return new Redirect(evaluatiepaden.formulier(token));
      return formulierscherm(token, formulier, getypt, fout);
    }
    return new Redirect(evaluatiepaden.bedankt);
  }
}
