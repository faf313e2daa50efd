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
import { AccountScherm, eigenaarVan, houderVan, passkeyformulier } from './account.scherm.js';
import { AccountService, type Gewijzigd } from './account.service.js';
import { type AcademieRequest, DezeWie, Mag } from '../toegang/rechten.js';
import { TextField } from '../platform/web/fields.js';
import { DomainError } from '../platform/errors/domain-error.js';
import { tidyLine } from '../platform/text/characters.js';
import { IdPipe } from '../platform/web/params.js';

class NaamDto {
  @TextField({ max: 100 })
  naam!: string;
}

/** Of a passkey; what is longer nobody reads in a list. */
const LANGSTE_NAAM = 60;

/** The own account: name, password, second step, and where somebody is logged in. */
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
        const gewijzigd = await this.account.stelAppIn(eigen, asTyped(wachtwoord), textOf(code));
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
      this.account.verwijderApp(eigenaarVan(request), asTyped(wachtwoord)),
    );
  }

  /** For the script of the page: what the browser is to sign; nothing when the form itself will be refused. */
  @Post('passkeys/opties')
  @HttpCode(200)
  async opties(@Body() { wachtwoord }: Typed, @Req() request: AcademieRequest): Promise<object> {
    const eigen = eigenaarVan(request);
    try {
      return await this.account.passkeyvraag(eigen, asTyped(wachtwoord));
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
      this.account.stelPasskeyIn(eigenaarVan(request), asTyped(wachtwoord), textOf(antwoord), hoeHetHeet),
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
      this.account.verwijderPasskey(eigenaarVan(request), asTyped(wachtwoord), id),
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
      this.account.vernieuwHerstelcodes(eigenaarVan(request), asTyped(wachtwoord)),
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
