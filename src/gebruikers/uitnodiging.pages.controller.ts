import { Body, Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { anoniem } from '../toegang/wie.js';
import { Aanbieder } from '../inloggen/oidc/aanbieder.service.js';
import { inlogpaden } from '../inloggen/paden.js';
import { Settings } from '../platform/config/settings.js';
import { probeer } from '../platform/web/refused-form.js';
import { tidyLine } from '../platform/text/characters.js';
import { textOf } from '../platform/web/form-input.js';
import { Page, Redirect } from '../platform/web/page.js';
import { zetSessie } from '../platform/web/cookies.js';
import { beginpagina } from '../toegang/navigatie.rules.js';
import { SessiesService } from '../toegang/sessies.service.js';
import { KORTSTE } from '../toegang/wachtwoord.rules.js';
import { gebruikerspaden } from './paden.js';
import { UitnodigingenService, type Uitnodigingsbeeld } from './uitnodigingen.service.js';
import { type AcademieRequest, Mag } from '../toegang/rechten.js';
import { hoedInWoorden } from '../toegang/gebruiker-rol.entity.js';
import { LogInLimiet } from '../inloggen/inloglimiet.service.js';
import { addressKey, isAddress } from '../platform/text/address.js';
import { AfterAnswer } from '../platform/web/after-answer.js';
import type { Uitnodigingsoort } from '../toegang/gebruiker.entity.js';
import { originOf } from '../platform/web/rate-limiter.js';

const koppen: Record<Uitnodigingsoort, string> = {
  uitnodiging: 'Welkom bij de academie',
  wachtwoord: 'Kies een nieuw wachtwoord',
  herstel: 'Begin opnieuw met inloggen',
};

type Formulier = Partial<Record<'naam' | 'wachtwoord', unknown>>;

const VERGETEN = 'inloggen/wachtwoord-vergeten';

/**
 * Choosing a password: behind the link of an invitation, which changes nothing when it is opened, so that mail scanners
 * may; and asking for such a link after forgetting it.
 */
@ApiExcludeController()
@Controller()
export class UitnodigingPagesController {
  constructor(
    private readonly uitnodigingen: UitnodigingenService,
    private readonly sessies: SessiesService,
    private readonly aanbieder: Aanbieder,
    private readonly settings: Settings,
    private readonly limiet: LogInLimiet,
    private readonly achteraf: AfterAnswer,
  ) {}

  @Get('uitnodiging/:geheim')
  @Mag('openbaar')
  async toon(@Param('geheim') geheim: string, @Req() request: AcademieRequest): Promise<Page> {
    const beeld = await this.uitnodigingen.vind(geheim);
    if (!beeld) return voorbij();
    if (isAnder(request, beeld)) return alsAnder(request, beeld);
    return this.formulier(geheim, beeld);
  }

  @Post('uitnodiging/:geheim')
  @Mag('openbaar')
  @HttpCode(200)
  async neemAan(
    @Param('geheim') geheim: string,
    @Body() { naam, wachtwoord }: Formulier,
    @Req() request: AcademieRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page | Redirect> {
    const beeld = await this.uitnodigingen.vind(geheim);
    if (!beeld) return voorbij();
    if (isAnder(request, beeld)) return alsAnder(request, beeld);
    const gevraagd = {
      naam: naam === undefined ? undefined : tidyLine(textOf(naam)),
      wachtwoord: typeof wachtwoord === 'string' ? wachtwoord : '',
    };
    return probeer<Page, Page | Redirect>(
      async () => {
        const begonnen = await this.uitnodigingen.gebruik(geheim, gevraagd, request.headers['user-agent']);
        if (!begonnen) return voorbij();
        zetSessie(reply, this.settings, begonnen.sleutel, begonnen.uren);
        if (begonnen.stap) return new Redirect(inlogpaden.tweedeStap);
        const bezoeker = await this.sessies.wieHeeft(begonnen.sleutel);
        return new Redirect(beginpagina(bezoeker?.wie ?? anoniem));
      },
      (fouten) => this.formulier(geheim, beeld, { naam: textOf(naam) }, fouten),
    );
  }

  @Get(VERGETEN)
  @Mag('openbaar')
  vergeten(): Page {
    return vergetenpagina({ email: '' }, {}, 200);
  }

  /** The link is made after the answer: how long that took would tell whether the address is known. */
  @Post(VERGETEN)
  @Mag('openbaar')
  @HttpCode(200)
  async vraagLink(
    @Body() { email }: { email?: unknown },
    @Req() request: AcademieRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page> {
    const adres = addressKey(textOf(email));
    if (!isAddress(adres)) {
      const fouten = { email: 'Vul je e-mailadres in, bijvoorbeeld naam@school.nl.' };
      return vergetenpagina({ email: textOf(email) }, fouten, 422);
    }
    await this.limiet.telLink(originOf(request.ip), adres);
    this.achteraf.do(reply, () => this.uitnodigingen.stuurVergeten(adres));
    return new Page('gebruikers/vergeten-verstuurd', { email: textOf(email) }, { titel: 'Kijk in je mail' });
  }

  private formulier(
    geheim: string,
    { soort, gebruiker, hoeden, vervaltOp }: Uitnodigingsbeeld,
    waarden: { naam: string } = { naam: gebruiker.naam === gebruiker.email ? '' : gebruiker.naam },
    fouten?: Record<string, string>,
  ): Page {
    const { naam } = this.aanbieder;
    return new Page(
      'gebruikers/uitnodiging',
      {
        actie: gebruikerspaden.uitnodiging(geheim),
        kop: koppen[soort],
        soort,
        email: gebruiker.email,
        rollen: hoeden.map(hoedInWoorden),
        vervaltOp,
        uitleg: `Minstens ${KORTSTE} tekens. Vier woorden achter elkaar is sterk en goed te onthouden.`,
        waarden,
        fouten: fouten ?? {},
        aanbieder:
          soort === 'uitnodiging' && naam ? { naam, href: inlogpaden.oidcMetUitnodiging(geheim) } : null,
      },
      { titel: koppen[soort], status: fouten ? 422 : 200 },
    );
  }
}

const isAnder = ({ bezoeker }: AcademieRequest, { gebruiker }: Uitnodigingsbeeld): boolean =>
  bezoeker !== undefined && bezoeker.gebruikerId !== gebruiker.id;

/** Nobody takes over somebody else's account by a link that was opened in the wrong browser. */
function alsAnder({ bezoeker }: AcademieRequest, { gebruiker }: Uitnodigingsbeeld): Page {
  const wie = bezoeker?.wie;
  const context = { ingelogdAls: wie && 'naam' in wie ? wie.naam : null, voor: gebruiker.email };
  return new Page('gebruikers/uitnodiging-ander', context, { titel: 'Voor iemand anders', status: 409 });
}

const voorbij = (): Page =>
  new Page('gebruikers/uitnodiging-voorbij', {}, { titel: 'Deze link werkt niet meer', status: 410 });

const vergetenpagina = (waarden: { email: string }, fouten: Record<string, string>, status: number): Page =>
  new Page('gebruikers/wachtwoord-vergeten', { waarden, fouten }, { titel: 'Wachtwoord vergeten', status });
