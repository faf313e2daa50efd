import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { anoniem, type Wie } from '../toegang/wie.js';
import { Clock } from '../platform/clock/clock.js';
import { Settings } from '../platform/config/settings.js';
import { addressKey, isAddress } from '../platform/text/address.js';
import { Aanbieder } from './oidc/aanbieder.service.js';
import { AfterAnswer } from '../platform/web/after-answer.js';
import { textOf } from '../platform/web/form-input.js';
import { Page, Redirect } from '../platform/web/page.js';
import { bekendeBrowser, wisSessie, zetBekend, zetSessie } from '../platform/web/cookies.js';
import { beginpagina } from '../toegang/navigatie.rules.js';
import { SessiesService } from '../toegang/sessies.service.js';
import { InloggenService, LINK_MINUTEN } from './inloggen.service.js';
import { LogInLimiet } from './inloglimiet.service.js';
import { demogebruikers, demowachtwoord, eigenPad, isVanMedewerker, rolVanDemo } from './inloggen.rules.js';
import { aanmeldpaden } from '../aanmeldingen/paden.js';
import { inlogpaden } from './paden.js';
import { type AcademieRequest, DezeWie, Mag } from '../toegang/rechten.js';
import { originOf } from '../platform/web/rate-limiter.js';

type Formulier = Partial<Record<'email' | 'wachtwoord' | 'terug', unknown>>;

/** An address by which somebody is known: what was typed in the form, never in the address of the page. */
const adresVan = (email: unknown): string => addressKey(textOf(email));

@ApiExcludeController()
@Controller()
export class InloggenPagesController {
  constructor(
    private readonly inloggen: InloggenService,
    private readonly sessies: SessiesService,
    private readonly limiet: LogInLimiet,
    private readonly settings: Settings,
    private readonly clock: Clock,
    private readonly achteraf: AfterAnswer,
    private readonly aanbieder: Aanbieder,
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
    return this.toon({ terug, medewerkerBegin: isVanMedewerker(terug), verlopen: verlopen === 'ja' });
  }

  @Post('inloggen')
  @Mag('openbaar')
  @HttpCode(200)
  async metWachtwoord(
    @Body() { email, wachtwoord, terug }: Formulier,
    @Req() request: AcademieRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page | Redirect> {
    const adres = adresVan(email);
    const nu = this.clock.now();
    const browser = bekendeBrowser(request, this.settings, adres, nu);
    const begonnen = await this.inloggen.metWachtwoord(
      { adres, browser, herkomst: originOf(request.ip) },
      typeof wachtwoord === 'string' ? wachtwoord : '',
      request.headers['user-agent'],
    );
    if (!begonnen) {
      const fouten = { wachtwoord: 'Dit e-mailadres en wachtwoord horen niet bij elkaar.' };
      const waarden = { email: textOf(email) };
      return this.toon({ waarden, fouten, terug: eigenPad(terug) }, 422);
    }
    zetSessie(reply, this.settings, begonnen.sleutel, begonnen.uren);
    zetBekend(reply, this.settings, adres, nu);
    return new Redirect(await this.inloggen.waarheen(begonnen, eigenPad(terug)));
  }

  /** The link is made after the answer: how long that took would tell whether the address is known. */
  @Post('inloggen/link')
  @Mag('openbaar')
  @HttpCode(200)
  async vraagLink(
    @Body() { email, terug }: Formulier,
    @Req() request: AcademieRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page> {
    if (!isAddress(adresVan(email))) {
      const fouten = { 'link-email': 'Vul je e-mailadres in, bijvoorbeeld naam@school.nl.' };
      const waarden = { linkEmail: textOf(email) };
      return this.toon({ waarden, fouten, terug: eigenPad(terug) }, 422);
    }
    const adres = adresVan(email);
    await this.limiet.telLink(originOf(request.ip), adres);
    this.achteraf.do(reply, () => this.inloggen.stuurLink(adres));
    const context = { email: textOf(email), geldig: `${LINK_MINUTEN} minuten` };
    return new Page('toegang/link-verstuurd', context, { titel: 'Kijk in je mail' });
  }

  @Get('inloggen/link/:geheim')
  @Mag('openbaar')
  async linkpagina(@Param('geheim') geheim: string): Promise<Page> {
    const persoon = await this.inloggen.persoonVan(geheim);
    const context = {
      actie: inlogpaden.metLink(geheim),
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
    return new Redirect(aanmeldpaden.mijn);
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

  private toon(met: Begin, status = 200): Page {
    const { naam } = this.aanbieder;
    const demo = this.settings.DEMO_DATA;
    const context = {
      linkActie: inlogpaden.vraagLink,
      wachtwoordActie: inlogpaden.inloggen,
      waarden: {},
      aanbieder: naam === null ? null : { naam, href: inlogpaden.oidcEnTerug(met.terug) },
      demoGebruikers: demo ? demogebruikers.map((g) => ({ email: g.email, rol: rolVanDemo(g) })) : null,
      demoWachtwoord: demo ? demowachtwoord : null,
      ...met,
    };
    return new Page('toegang/inloggen', context, { titel: 'Inloggen', status });
  }
}

/** With what the page begins besides the ways in: where to go afterwards, and what was typed when it was refused. */
interface Begin {
  terug: string | null;
  waarden?: { linkEmail?: string; email?: string };
  fouten?: Record<string, string>;
  medewerkerBegin?: boolean;
  verlopen?: boolean;
}
