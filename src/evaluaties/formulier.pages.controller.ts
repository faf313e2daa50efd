import { Body, Controller, Get, Header, HttpCode, Ip, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { DomainError } from '../platform/errors/domain-error.js';
import { byFieldOf, type Typed } from '../platform/web/form-input.js';
import { Page, Redirect } from '../platform/web/page.js';
import { uitFormulier } from './antwoord.rules.js';
import { AntwoordenService, type Formulier } from './antwoorden.service.js';
import { Antwoordlimiet } from './antwoordlimiet.js';
import { formulierbeeld } from './formulierbeeld.js';
import { Mag } from '../toegang/rechten.js';

/** The page behind the link in the mail: who has it answers once, and nobody sees who that is. */
@ApiExcludeController()
@Mag('openbaar')
@Controller('evaluatie')
export class FormulierPagesController {
  constructor(
    private readonly antwoorden: AntwoordenService,
    private readonly limiet: Antwoordlimiet,
  ) {}

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
    await this.limiet.tel(ip);
    return pagina(token, await this.antwoorden.formulier(token));
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
    await this.limiet.tel(ip);
    const formulier = await this.antwoorden.formulier(token);
    try {
      await this.antwoorden.geef(token, uitFormulier(formulier.vragen, getypt));
    } catch (fout) {
      if (!(fout instanceof DomainError) || fout.kind === 'niet-gevonden') throw fout;
      if (fout.kind === 'conflict') return new Redirect(`/evaluatie/${token}`);
      return pagina(token, formulier, getypt, fout);
    }
    return new Redirect('/evaluatie/bedankt');
  }
}

function pagina(token: string, formulier: Formulier, getypt: Typed = {}, fout?: DomainError): Page {
  const { opleiding, cohort, soort, stand } = formulier;
  const naam = soort === 'nameting' ? 'Wat heeft het opgeleverd?' : 'Wat vond je ervan?';
  if (stand !== 'open')
    return new Page(
      'evaluaties/klaar',
      { opleiding, cohort, beantwoord: stand === 'beantwoord' },
      { titel: stand === 'beantwoord' ? 'Je hebt al geantwoord' : 'Deze vragenlijst is gesloten' },
    );
  const codes = formulier.vragen.map(({ code }) => code);
  const fouten = fout ? byFieldOf(codes, fout.fouten) : {};
  const context = formulierbeeld(formulier, { actie: `/evaluatie/${token}`, terug: null }, getypt, fouten);
  return new Page('evaluaties/formulier', context, {
    titel: fout ? `Fout: ${naam}` : naam,
    status: fout ? 422 : 200,
  });
}
