import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { isEmail } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { anoniem, type Wie } from '../audit/wie.js';
import { Settings } from '../platform/config/settings.js';
import { textOf } from '../platform/web/form-input.js';
import { Page, Redirect } from '../platform/web/page.js';
import { wisSessie, zetSessie } from '../toegang/cookies.js';
import type { Gebruiker } from '../toegang/gebruiker.entity.js';
import { DezeWie, Mag, type AcademieRequest } from '../toegang/mag.decorator.js';
import { beginpagina } from '../toegang/navigatie.js';
import { SessiesService } from '../toegang/sessies.service.js';
import { demogebruikers, demowachtwoord, rolVanDemo } from './demogebruikers.js';
import { InloggenService, LINK_MINUTEN } from './inloggen.service.js';
import { LogInLimiet } from './inloglimiet.js';
import { WachtwoordGuard } from './wachtwoord.strategy.js';

type LogInRequest = AcademieRequest & { user?: Gebruiker };
type Formulier = Partial<Record<'email' | 'wachtwoord' | 'terug', unknown>>;

/** Only a path of our own: a link to elsewhere would make our log-in a trap. */
const eigenPad = (naar: unknown): string | null =>
  /^\/(?![/\\])[^\s\\]*$/.test(textOf(naar)) ? textOf(naar) : null;

@ApiExcludeController()
@Controller()
export class InloggenPagesController {
  constructor(
    private readonly inloggen: InloggenService,
    private readonly sessies: SessiesService,
    private readonly limiet: LogInLimiet,
    private readonly settings: Settings,
  ) {}

  @Get('inloggen')
  @Mag('openbaar')
  formulier(
    @DezeWie() wie: Wie,
    @Query('terug') gevraagd?: unknown,
    @Query('verlopen') verlopen?: unknown,
  ): Page | Redirect {
    const terug = eigenPad(gevraagd);
    if (wie.soort !== 'anoniem' && !terug) return new Redirect(beginpagina(wie));
    const medewerkerOpen = /^\/(beheer|bestuur|trainer)/.test(terug ?? '');
    return this.toon({ terug, medewerkerOpen, verlopen: verlopen === 'ja' });
  }

  @Post('inloggen')
  @Mag('openbaar')
  @HttpCode(200)
  @UseGuards(LogInLimiet, WachtwoordGuard)
  async metWachtwoord(
    @Body() { email, terug }: Formulier,
    @Req() request: LogInRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page | Redirect> {
    const waarden = { email: textOf(email) };
    if (!request.user) {
      await this.inloggen.mislukt(waarden.email);
      const fouten = { wachtwoord: 'Dit e-mailadres en wachtwoord horen niet bij elkaar.' };
      return this.toon({ waarden, fouten, terug: eigenPad(terug), medewerkerOpen: true }, 422);
    }
    const { sleutel, uren, wie } = await this.inloggen.metWachtwoord(
      request.user,
      request.headers['user-agent'],
    );
    zetSessie(reply, this.settings, sleutel, uren);
    return new Redirect(eigenPad(terug) ?? beginpagina(wie));
  }

  @Post('inloggen/link')
  @Mag('openbaar')
  @HttpCode(200)
  async vraagLink(@Body() { email, terug }: Formulier, @Req() request: AcademieRequest): Promise<Page> {
    const adres = textOf(email);
    if (!isEmail(adres)) {
      const fouten = { 'link-email': 'Vul je e-mailadres in, bijvoorbeeld naam@school.nl.' };
      return this.toon({ waarden: { linkEmail: adres }, fouten, terug: eigenPad(terug) }, 422);
    }
    await this.limiet.telLink(request.ip, adres);
    await this.inloggen.stuurLink(adres);
    const context = { email: adres, geldig: `${LINK_MINUTEN} minuten` };
    return new Page('toegang/link-verstuurd', context, { titel: 'Kijk in je mail' });
  }

  @Get('inloggen/link/:geheim')
  @Mag('openbaar')
  async linkpagina(@Param('geheim') geheim: string): Promise<Page> {
    const persoon = await this.inloggen.persoonVan(geheim);
    const context = {
      actie: `/inloggen/link/${encodeURIComponent(geheim)}`,
      email: persoon?.email,
      geldig: persoon !== null,
    };
    return new Page('toegang/link-gebruiken', context, { titel: 'Inloggen', status: persoon ? 200 : 410 });
  }

  @Post('inloggen/link/:geheim')
  @Mag('openbaar')
  @HttpCode(200)
  async metLink(
    @Param('geheim') geheim: string,
    @Req() request: AcademieRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page | Redirect> {
    const begonnen = await this.inloggen.metLink(geheim, request.headers['user-agent']);
    if (!begonnen)
      return new Page('toegang/link-gebruiken', { geldig: false }, { titel: 'Inloggen', status: 410 });
    zetSessie(reply, this.settings, begonnen.sleutel, begonnen.uren);
    return new Redirect('/mijn');
  }

  @Post('uitloggen')
  @Mag('openbaar')
  @HttpCode(200)
  async logUit(
    @Req() request: AcademieRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Redirect> {
    if (request.sessiesleutel) await this.sessies.beeindig(request.sessiesleutel);
    wisSessie(reply, this.settings);
    request.wie = anoniem;
    return new Redirect('/', { soort: 'goed', tekst: 'Je bent uitgelogd.' });
  }

  private toon(met: object, status = 200): Page {
    const demo = this.settings.DEMO_DATA;
    const context = {
      linkActie: '/inloggen/link',
      wachtwoordActie: '/inloggen',
      terug: null,
      oidc: null,
      waarden: {},
      demoGebruikers: demo ? demogebruikers.map((g) => ({ email: g.email, rol: rolVanDemo(g) })) : null,
      demoWachtwoord: demo ? demowachtwoord : null,
      medewerkerOpen: false,
      ...met,
    };
    return new Page('toegang/inloggen', context, { titel: 'Inloggen', status });
  }
}
