import {
  Body,
  Controller,
  Get,
  HttpCode,
  NotFoundException,
  Param,
  Post,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Clock } from '../../platform/clock/clock.js';
import { Settings } from '../../platform/config/settings.js';
import { addressKey, isAddress } from '../../platform/text/address.js';
import { AfterAnswer } from '../../platform/web/after-answer.js';
import { textOf } from '../../platform/web/form-input.js';
import { originOf } from '../../platform/web/origin.js';
import { Page, Redirect } from '../../platform/web/page.js';
import { zetSessie } from '../../toegang/cookies.js';
import { gelijk } from '../../toegang/geheim.js';
import { Mag, type AcademieRequest } from '../../toegang/mag.decorator.js';
import { InloggenService } from '../inloggen.service.js';
import { LogInLimiet } from '../inloglimiet.js';
import { eigenPad } from '../paden.js';
import { Aanbieder } from './aanbieder.js';
import { KoppellinkService } from './koppellink.service.js';
import { OidcService, type Ingelogd } from './oidc.service.js';
import { neemPoging, verzoeksleutelVan, wisVerzoeksleutel, zetPoging, zetVerzoeksleutel } from './poging.js';
import { Geweigerd, weigeringen } from './weigeringen.js';

const KOPPELEN = '/inloggen/oidc/koppelen';
const UITNODIGING = '/inloggen/oidc/uitnodiging';

/** Logging in with an account of elsewhere (OpenID Connect). See docs/inloggen-oidc.md. */
@ApiExcludeController()
@Controller('inloggen/oidc')
export class OidcPagesController {
  constructor(
    private readonly aanbieder: Aanbieder,
    private readonly oidc: OidcService,
    private readonly links: KoppellinkService,
    private readonly inloggen: InloggenService,
    private readonly limiet: LogInLimiet,
    private readonly settings: Settings,
    private readonly clock: Clock,
    private readonly achteraf: AfterAnswer,
  ) {}

  /** @param uitnodiging key of an invitation, when the account is to be linked with it. */
  @Get()
  @Mag('openbaar')
  begin(
    @Query('terug') terug: unknown,
    @Query('uitnodiging') uitnodiging: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page | Redirect> {
    return this.ofGeweigerd(async () => {
      const { adres, ...antwoord } = await this.aanbieder.begin();
      const poging = { ...antwoord, terug: eigenPad(terug), uitnodiging: geheimUit(uitnodiging) };
      zetPoging(reply, this.settings, poging, this.clock.now());
      return new Redirect(adres);
    });
  }

  /** Where the provider sends the browser back. */
  @Get('terug')
  @Mag('openbaar')
  async terug(
    @Query('state') state: unknown,
    @Req() request: AcademieRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page | Redirect> {
    await this.limiet.telAccount(originOf(request.ip));
    return this.ofGeweigerd(async () => {
      const poging = neemPoging(request, reply, this.settings, this.clock.now());
      if (!poging) throw new Geweigerd('niet-begonnen');
      if (!gelijk(textOf(state), poging.state)) throw new Geweigerd('andere-poging');
      const identiteit = await this.aanbieder.lees(new URL(request.url, 'http://x').search, poging);
      const uitkomst = await this.oidc.logIn(identiteit, poging, request.headers['user-agent']);
      if ('begonnen' in uitkomst) return this.verder(reply, { ...uitkomst, terug: poging.terug });
      zetVerzoeksleutel(reply, this.settings, uitkomst.sleutel);
      return new Redirect(KOPPELEN);
    });
  }

  /** Whose is this account? */
  @Get('koppelen')
  @Mag('openbaar')
  vraag(@Req() request: AcademieRequest): Promise<Page | Redirect> {
    return this.ofGeweigerd(async () => {
      const { email, uitgenodigd } = await this.oidc.vraag(verzoeksleutelVan(request));
      if (!uitgenodigd) return this.vraagAdres({ email: email ?? '' });
      const context = {
        actie: UITNODIGING,
        aanbieder: this.aanbieder.naam,
        naam: uitgenodigd.naam,
        email: uitgenodigd.email,
      };
      return new Page('inloggen/oidc-koppelen', context, { titel: 'Koppel je account' });
    });
  }

  /** The link is made after the answer: how long that took would tell whether the address is known. */
  @Post('koppelen')
  @Mag('openbaar')
  @HttpCode(200)
  vraagLink(
    @Body('email') email: unknown,
    @Req() request: AcademieRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page | Redirect> {
    return this.ofGeweigerd(async () => {
      const sleutel = verzoeksleutelVan(request);
      await this.oidc.vraag(sleutel);
      const getypt = textOf(email);
      const adres = addressKey(getypt);
      if (!isAddress(adres))
        return this.vraagAdres(
          { email: getypt },
          { email: 'Vul je e-mailadres in, bijvoorbeeld naam@school.nl.' },
        );
      await this.limiet.telLink(originOf(request.ip), adres);
      this.achteraf.do(reply, () => this.links.stuur(sleutel, adres));
      const context = { email: getypt, aanbieder: this.aanbieder.naam };
      return new Page('inloggen/oidc-verstuurd', context, { titel: 'Kijk in je mail' });
    });
  }

  @Post('uitnodiging')
  @Mag('openbaar')
  @HttpCode(200)
  metUitnodiging(
    @Req() request: AcademieRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page | Redirect> {
    return this.ofGeweigerd(async () => {
      const apparaat = request.headers['user-agent'];
      return this.verder(reply, await this.oidc.metUitnodiging(verzoeksleutelVan(request), apparaat));
    });
  }

  /** Opening the link changes nothing: mail scanners open it too. */
  @Get('koppelen/:geheim')
  @Mag('openbaar')
  linkpagina(@Param('geheim') geheim: string, @Req() request: AcademieRequest): Promise<Page | Redirect> {
    return this.ofGeweigerd(async () => {
      const email = await this.links.adresVan(geheim, verzoeksleutelVan(request));
      const actie = `${KOPPELEN}/${encodeURIComponent(geheim)}`;
      const context = { actie, aanbieder: this.aanbieder.naam, naam: null, email };
      return new Page('inloggen/oidc-koppelen', context, { titel: 'Koppel je account' });
    });
  }

  @Post('koppelen/:geheim')
  @Mag('openbaar')
  @HttpCode(200)
  metLink(
    @Param('geheim') geheim: string,
    @Req() request: AcademieRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page | Redirect> {
    return this.ofGeweigerd(async () => {
      const apparaat = request.headers['user-agent'];
      return this.verder(reply, await this.links.gebruik(geheim, verzoeksleutelVan(request), apparaat));
    });
  }

  /** A refusal is recorded, and becomes a page that says what to do now. */
  private async ofGeweigerd(doe: () => Promise<Page | Redirect>): Promise<Page | Redirect> {
    if (this.aanbieder.naam === null) throw new NotFoundException();
    try {
      return await doe();
    } catch (fout) {
      if (!(fout instanceof Geweigerd)) throw fout;
      await this.oidc.noteer(fout);
      const { status, titel, uitleg } = weigeringen[fout.reden];
      return new Page('inloggen/oidc-geweigerd', { titel, uitleg }, { titel, status });
    }
  }

  private async verder(reply: FastifyReply, { begonnen, terug }: Ingelogd): Promise<Redirect> {
    wisVerzoeksleutel(reply, this.settings);
    zetSessie(reply, this.settings, begonnen.sleutel, begonnen.uren);
    return new Redirect(await this.inloggen.waarheen(begonnen, terug));
  }

  private vraagAdres(waarden: { email: string }, fouten?: Record<string, string>): Page {
    const context = { actie: KOPPELEN, aanbieder: this.aanbieder.naam, waarden, fouten };
    return new Page('inloggen/oidc-adres', context, {
      titel: 'Koppel je account',
      status: fouten ? 422 : 200,
    });
  }
}

/** A key as we make them; what is none cannot be an invitation, and need not go along. */
const geheimUit = (tekst: unknown): string | null => /^[\w-]{1,100}$/.exec(textOf(tekst))?.[0] ?? null;
