import { Body, Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { anoniem, type Wie } from '../toegang/wie.js';
import { Settings } from '../platform/config/settings.js';
import { DomainError } from '../platform/errors/domain-error.js';
import { byField, refusalByField, textOf, type Typed } from '../platform/web/form-input.js';
import { Page, Redirect } from '../platform/web/page.js';
import { check } from '../platform/web/validation.js';
import { wisSessie, zetSessie } from '../platform/web/cookies.js';
import { NaamDto } from './account.dto.js';
import { AccountScherm } from './account.scherm.js';
import { AccountService } from './account.service.js';
import { PAD } from './accountbeeld.js';
import { eigenaarVan, houderVan } from './eigenaar.js';
import { type AcademieRequest, DezeWie, Mag } from '../toegang/rechten.js';

/** A password as it was typed: also the space around it belongs to it. */
export const wachtwoordUit = (getypt: unknown): string => (typeof getypt === 'string' ? getypt : '');

/** The own account: name, password, and where somebody is logged in. */
@ApiExcludeController()
@Mag('account.eigen')
@Controller('account')
export class AccountPagesController {
  constructor(
    private readonly scherm: AccountScherm,
    private readonly account: AccountService,
    private readonly settings: Settings,
  ) {}

  @Get()
  toon(@Req() request: AcademieRequest): Promise<Page> {
    return this.scherm.pagina(request);
  }

  @Post('naam')
  @HttpCode(200)
  async noem(@Body() body: Typed, @Req() request: AcademieRequest): Promise<Page | Redirect> {
    const eigen = eigenaarVan(request);
    const { waarde, fouten } = check(NaamDto, { naam: body['naam'] });
    if (!waarde) {
      const getypt = { naam: textOf(body['naam']) };
      return this.scherm.pagina(request, { formulier: 'naam', fouten: byField(fouten), getypt });
    }
    await this.account.noem(eigen, waarde.naam);
    return new Redirect(PAD, { soort: 'goed', tekst: 'Je naam is gewijzigd.' });
  }

  @Post('wachtwoord')
  @HttpCode(200)
  async kiesWachtwoord(
    @Body() { wachtwoord, nieuw }: Typed,
    @Req() request: AcademieRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page | Redirect> {
    const eigen = eigenaarVan(request);
    try {
      const begonnen = await this.account.kiesWachtwoord(
        eigen,
        wachtwoordUit(wachtwoord),
        wachtwoordUit(nieuw),
      );
      zetSessie(reply, this.settings, begonnen.sleutel, begonnen.uren);
    } catch (fout) {
      if (!(fout instanceof DomainError)) throw fout;
      return this.scherm.pagina(request, { formulier: 'wachtwoord', fouten: refusalByField(fout) });
    }
    return new Redirect(PAD, {
      soort: 'goed',
      tekst: 'Je wachtwoord is gewijzigd. Op andere plekken ben je uitgelogd.',
    });
  }

  @Post('sessies/beeindiging')
  @HttpCode(200)
  async beeindigAndere(@Req() request: AcademieRequest, @DezeWie() wie: Wie): Promise<Redirect> {
    const aantal = await this.account.beeindigAndere(wie, houderVan(request), request.sessiesleutel!);
    const tekst = aantal > 0 ? 'Je bent overal anders uitgelogd.' : 'Je was nergens anders ingelogd.';
    return new Redirect(PAD, { soort: 'goed', tekst });
  }

  @Post('sessies/:hash/beeindiging')
  @HttpCode(200)
  async beeindig(
    @Param('hash') hash: string,
    @Req() request: AcademieRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @DezeWie() wie: Wie,
  ): Promise<Redirect> {
    if (!(await this.account.beeindig(wie, houderVan(request), hash, request.sessiesleutel!)))
      return new Redirect(PAD, { soort: 'goed', tekst: 'Je bent daar uitgelogd.' });
    wisSessie(reply, this.settings);
    request.wie = anoniem;
    return new Redirect('/', { soort: 'goed', tekst: 'Je bent uitgelogd.' });
  }
}
