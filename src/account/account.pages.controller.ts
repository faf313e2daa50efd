import { Body, Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { anoniem, type Wie } from '../toegang/wie.js';
import { Settings } from '../platform/config/settings.js';
import { goed, probeer } from '../platform/web/refused-form.js';
import { accountpaden } from './paden.js';
import { asTyped, byField, textOf, type Typed } from '../platform/web/form-input.js';
import { Page, Redirect } from '../platform/web/page.js';
import { check } from '../platform/web/validation.js';
import { wisSessie, zetSessie } from '../platform/web/cookies.js';
import { AccountScherm, eigenaarVan, houderVan } from './account.scherm.js';
import { AccountService } from './account.service.js';
import { type AcademieRequest, DezeWie, Mag } from '../toegang/rechten.js';
import { TextField } from '../platform/web/fields.js';

class NaamDto {
  @TextField({ max: 100 })
  naam!: string;
}

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
      const waarden = { naam: textOf(body['naam']) };
      return this.scherm.pagina(request, { formulier: 'naam', waarden, fouten: byField(fouten) });
    }
    await this.account.noem(eigen, waarde.naam);
    return new Redirect(accountpaden.account, goed('Je naam is gewijzigd.'));
  }

  @Post('wachtwoord')
  @HttpCode(200)
  async kiesWachtwoord(
    @Body() { wachtwoord, nieuw }: Typed,
    @Req() request: AcademieRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page | Redirect> {
    const eigen = eigenaarVan(request);
    return probeer(
      async () => {
        const begonnen = await this.account.kiesWachtwoord(eigen, asTyped(wachtwoord), asTyped(nieuw));
        zetSessie(reply, this.settings, begonnen.sleutel, begonnen.uren);
        return new Redirect(
          accountpaden.account,
          goed('Je wachtwoord is gewijzigd. Op andere plekken ben je uitgelogd.'),
        );
      },
      (fouten) => this.scherm.pagina(request, { formulier: 'wachtwoord', waarden: {}, fouten }),
    );
  }

  @Post('sessies/beeindiging')
  @HttpCode(200)
  async beeindigAndere(@Req() request: AcademieRequest, @DezeWie() wie: Wie): Promise<Redirect> {
    const aantal = await this.account.beeindigAndere(wie, houderVan(request), request.sessiesleutel!);
    const tekst = aantal > 0 ? 'Je bent overal anders uitgelogd.' : 'Je was nergens anders ingelogd.';
    return new Redirect(accountpaden.account, goed(tekst));
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
      return new Redirect(accountpaden.account, goed('Je bent daar uitgelogd.'));
    wisSessie(reply, this.settings);
    request.wie = anoniem;
    return new Redirect('/', goed('Je bent uitgelogd.'));
  }
}
