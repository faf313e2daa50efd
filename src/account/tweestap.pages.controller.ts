import { Body, Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Settings } from '../platform/config/settings.js';
import { DomainError } from '../platform/errors/domain-error.js';
import { asTyped, textOf, type Typed } from '../platform/web/form-input.js';
import { tidyLine } from '../platform/text/characters.js';
import { goed, probeer } from '../platform/web/refused-form.js';
import { accountpaden } from './paden.js';
import { Page, Redirect } from '../platform/web/page.js';
import { IdPipe } from '../platform/web/params.js';
import { zetSessie } from '../platform/web/cookies.js';
import { AccountScherm, eigenaarVan, passkeyformulier } from './account.scherm.js';
import { EigenTweestapService, type Gewijzigd } from './eigen-tweestap.service.js';
import { type AcademieRequest, Mag } from '../toegang/rechten.js';

/** Of a passkey; what is longer nobody reads in a list. */
const LANGSTE_NAAM = 60;

/** The second step at the own account: an app, passkeys, recovery codes. */
@ApiExcludeController()
@Mag('account.eigen')
@Controller('account')
export class TweestapPagesController {
  constructor(
    private readonly scherm: AccountScherm,
    private readonly tweestap: EigenTweestapService,
    private readonly settings: Settings,
  ) {}

  @Get('app')
  async app(@Req() request: AcademieRequest): Promise<Page | Redirect> {
    return this.scherm.apppagina(eigenaarVan(request));
  }

  @Post('app')
  @HttpCode(200)
  async stelAppIn(
    @Body() { code, wachtwoord }: Typed,
    @Req() request: AcademieRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page | Redirect> {
    const eigen = eigenaarVan(request);
    return probeer(
      async () => {
        const gewijzigd = await this.tweestap.stelAppIn(eigen, asTyped(wachtwoord), textOf(code));
        return this.klaar(reply, gewijzigd, 'De app is ingesteld.');
      },
      (fouten) => this.scherm.apppagina(eigen, fouten),
    );
  }

  @Post('app/verwijdering')
  @HttpCode(200)
  verwijderApp(
    @Body() { wachtwoord }: Typed,
    @Req() request: AcademieRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page | Redirect> {
    return this.doe(request, reply, 'app', 'De app is weg als tweede stap.', () =>
      this.tweestap.verwijderApp(eigenaarVan(request), asTyped(wachtwoord)),
    );
  }

  /** For the script of the page: what the browser is to sign; nothing when the form itself will be refused. */
  @Post('passkeys/opties')
  @HttpCode(200)
  async opties(@Body() { wachtwoord }: Typed, @Req() request: AcademieRequest): Promise<object> {
    const eigen = eigenaarVan(request);
    try {
      return await this.tweestap.passkeyvraag(eigen, asTyped(wachtwoord));
    } catch (fout) {
      if (!(fout instanceof DomainError)) throw fout;
      return {};
    }
  }

  @Post('passkeys')
  @HttpCode(200)
  stelPasskeyIn(
    @Body() { antwoord, naam, wachtwoord }: Typed,
    @Req() request: AcademieRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page | Redirect> {
    const hoeHetHeet = tidyLine(textOf(naam)).slice(0, LANGSTE_NAAM);
    return this.doe(request, reply, 'passkey', 'De passkey is ingesteld.', () =>
      this.tweestap.stelPasskeyIn(eigenaarVan(request), asTyped(wachtwoord), textOf(antwoord), hoeHetHeet),
    );
  }

  @Post('passkeys/:id/verwijdering')
  @HttpCode(200)
  verwijderPasskey(
    @Param('id', IdPipe) id: string,
    @Body() { wachtwoord }: Typed,
    @Req() request: AcademieRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page | Redirect> {
    return this.doe(request, reply, passkeyformulier(id), 'De passkey is weg.', () =>
      this.tweestap.verwijderPasskey(eigenaarVan(request), asTyped(wachtwoord), id),
    );
  }

  @Post('herstelcodes')
  @HttpCode(200)
  vernieuwHerstelcodes(
    @Body() { wachtwoord }: Typed,
    @Req() request: AcademieRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page | Redirect> {
    return this.doe(request, reply, 'herstelcodes', '', () =>
      this.tweestap.vernieuwHerstelcodes(eigenaarVan(request), asTyped(wachtwoord)),
    );
  }

  /** @param formulier where on the page a refusal is told */
  private async doe(
    request: AcademieRequest,
    reply: FastifyReply,
    formulier: string,
    gelukt: string,
    wat: () => Promise<Gewijzigd>,
  ): Promise<Page | Redirect> {
    return probeer(
      async () => this.klaar(reply, await wat(), gelukt),
      (fouten) => this.scherm.pagina(request, { formulier, waarden: {}, fouten }),
    );
  }

  private klaar(reply: FastifyReply, { begonnen, codes }: Gewijzigd, gelukt: string): Page | Redirect {
    zetSessie(reply, this.settings, begonnen.sleutel, begonnen.uren);
    if (codes.length === 0)
      return new Redirect(accountpaden.account, goed(`${gelukt} Op andere plekken ben je uitgelogd.`));
    const context = { codes, naar: accountpaden.account, nieuw: gelukt !== '' };
    return new Page('toegang/herstelcodes', context, { titel: 'Herstelcodes' });
  }
}
