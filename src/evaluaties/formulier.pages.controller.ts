import { Body, Controller, Get, Header, HttpCode, Ip, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { DomainError } from '../platform/errors/domain-error.js';
import type { Typed } from '../platform/web/form-input.js';
import { Page, Redirect } from '../platform/web/page.js';
import { probeer } from '../platform/web/refused-form.js';
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
    return probeer(
      async () => {
        await this.antwoorden.geef(token, uitFormulier(formulier.vragen, getypt));
        return new Redirect(evaluatiepaden.bedankt);
      },
      // Answered or closed meanwhile: the page of the link says so.
      (_fouten, fout): Promise<Page | Redirect> =>
        Promise.resolve(
          fout instanceof DomainError && fout.kind !== 'conflict'
            ? formulierscherm(token, formulier, getypt, fout)
            : new Redirect(evaluatiepaden.formulier(token)),
        ),
    );
  }
}
