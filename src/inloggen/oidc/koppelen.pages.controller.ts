import { Body, Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { addressKey, isAddress } from '../../platform/text/address.js';
import { AfterAnswer } from '../../platform/web/after-answer.js';
import { textOf } from '../../platform/web/form-input.js';
import { originOf } from '../../platform/web/origin.js';
import { Page, Redirect } from '../../platform/web/page.js';
import { LogInLimiet } from '../inloglimiet.service.js';
import { inlogpaden } from '../paden.js';
import { Aanbieder } from './aanbieder.service.js';
import { KoppellinkService } from './koppellink.service.js';
import { OidcScherm, verzoeksleutelVan } from './oidc.scherm.js';
import { OidcService } from './oidc.service.js';
import { type AcademieRequest, Mag } from '../../toegang/rechten.js';

/** Asks whose account of elsewhere this is, when we do not know it yet. */
@ApiExcludeController()
@Controller()
export class KoppelenPagesController {
  constructor(
    private readonly aanbieder: Aanbieder,
    private readonly oidc: OidcService,
    private readonly links: KoppellinkService,
    private readonly scherm: OidcScherm,
    private readonly limiet: LogInLimiet,
    private readonly achteraf: AfterAnswer,
  ) {}

  @Get(inlogpaden.oidcKoppelen)
  @Mag('openbaar')
  vraag(@Req() request: AcademieRequest): Promise<Page | Redirect> {
    return this.scherm.ofGeweigerd(async () => {
      const { email, uitgenodigd } = await this.oidc.vraag(verzoeksleutelVan(request));
      if (!uitgenodigd) return this.vraagAdres({ email: email ?? '' });
      const context = {
        actie: inlogpaden.oidcUitnodiging,
        aanbieder: this.aanbieder.naam,
        naam: uitgenodigd.naam,
        email: uitgenodigd.email,
      };
      return new Page('inloggen/oidc-koppelen', context, { titel: 'Koppel je account' });
    });
  }

  /** The link is made after the answer: how long that took would tell whether the address is known. */
  @Post(inlogpaden.oidcKoppelen)
  @Mag('openbaar')
  @HttpCode(200)
  vraagLink(
    @Body('email') email: unknown,
    @Req() request: AcademieRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page | Redirect> {
    return this.scherm.ofGeweigerd(async () => {
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

  @Post(inlogpaden.oidcUitnodiging)
  @Mag('openbaar')
  @HttpCode(200)
  metUitnodiging(
    @Req() request: AcademieRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page | Redirect> {
    return this.scherm.ofGeweigerd(async () => {
      const apparaat = request.headers['user-agent'];
      return this.scherm.ingelogd(
        reply,
        await this.oidc.metUitnodiging(verzoeksleutelVan(request), apparaat),
      );
    });
  }

  /** Opening the link changes nothing: mail scanners open it too. */
  @Get(`${inlogpaden.oidcKoppelen}/:geheim`)
  @Mag('openbaar')
  linkpagina(@Param('geheim') geheim: string, @Req() request: AcademieRequest): Promise<Page | Redirect> {
    return this.scherm.ofGeweigerd(async () => {
      const email = await this.links.adresVan(geheim, verzoeksleutelVan(request));
      const actie = inlogpaden.oidcKoppelenMet(geheim);
      const context = { actie, aanbieder: this.aanbieder.naam, naam: null, email };
      return new Page('inloggen/oidc-koppelen', context, { titel: 'Koppel je account' });
    });
  }

  @Post(`${inlogpaden.oidcKoppelen}/:geheim`)
  @Mag('openbaar')
  @HttpCode(200)
  metLink(
    @Param('geheim') geheim: string,
    @Req() request: AcademieRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page | Redirect> {
    return this.scherm.ofGeweigerd(async () => {
      const apparaat = request.headers['user-agent'];
      return this.scherm.ingelogd(
        reply,
        await this.links.gebruik(geheim, verzoeksleutelVan(request), apparaat),
      );
    });
  }

  private vraagAdres(waarden: { email: string }, fouten?: Record<string, string>): Page {
    const context = { actie: inlogpaden.oidcKoppelen, aanbieder: this.aanbieder.naam, waarden, fouten };
    return new Page('inloggen/oidc-adres', context, {
      titel: 'Koppel je account',
      status: fouten ? 422 : 200,
    });
  }
}
