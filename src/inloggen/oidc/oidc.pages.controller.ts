import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Clock } from '../../platform/clock/clock.js';
import { Settings } from '../../platform/config/settings.js';
import { textOf } from '../../platform/web/form-input.js';
import { originOf } from '../../platform/web/origin.js';
import { Page, Redirect } from '../../platform/web/page.js';
import { gelijk } from '../../platform/secrets.js';
import { LogInLimiet } from '../inloglimiet.service.js';
import { eigenPad } from '../inloggen.rules.js';
import { inlogpaden } from '../paden.js';
import { Aanbieder } from './aanbieder.service.js';
import { OidcScherm, neemPoging, zetPoging, zetVerzoeksleutel } from './oidc.scherm.js';
import { OidcService } from './oidc.service.js';
import { InlogGeweigerd } from './oidc.errors.js';
import { type AcademieRequest, Mag } from '../../toegang/rechten.js';

/** Logging in with an account of elsewhere (OpenID Connect). See docs/inloggen-oidc.md. */
@ApiExcludeController()
@Controller(inlogpaden.oidc)
export class OidcPagesController {
  constructor(
    private readonly aanbieder: Aanbieder,
    private readonly oidc: OidcService,
    private readonly scherm: OidcScherm,
    private readonly limiet: LogInLimiet,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  /** @param uitnodiging key of an invitation, when the account is to be linked with it. */
  @Get()
  @Mag('openbaar')
  begin(
    @Query('terug') terug: unknown,
    @Query('uitnodiging') uitnodiging: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page | Redirect> {
    return this.scherm.ofGeweigerd(async () => {
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
    return this.scherm.ofGeweigerd(async () => {
      const poging = neemPoging(request, reply, this.settings, this.clock.now());
      if (!poging) throw new InlogGeweigerd('niet-begonnen');
      if (!gelijk(textOf(state), poging.state)) throw new InlogGeweigerd('andere-poging');
      const identiteit = await this.aanbieder.lees(new URL(request.url, 'http://x').search, poging);
      const uitkomst = await this.oidc.logIn(identiteit, poging, request.headers['user-agent']);
      if ('begonnen' in uitkomst) return this.scherm.ingelogd(reply, { ...uitkomst, terug: poging.terug });
      zetVerzoeksleutel(reply, this.settings, uitkomst.sleutel);
      return new Redirect(inlogpaden.oidcKoppelen);
    });
  }
}

/** A key as we make them; what is none cannot be an invitation, and need not go along. */
const geheimUit = (tekst: unknown): string | null => /^[\w-]{1,100}$/.exec(textOf(tekst))?.[0] ?? null;
