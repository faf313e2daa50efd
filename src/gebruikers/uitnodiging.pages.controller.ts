import { Body, Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { anoniem } from '../toegang/wie.js';
import { InloggenService } from '../inloggen/inloggen.service.js';
import { inlogpaden } from '../inloggen/paden.js';
import { Settings } from '../platform/config/settings.js';
import { InputError } from '../platform/errors/domain-error.js';
import { tidyLine } from '../platform/text/characters.js';
import { textOf } from '../platform/web/form-input.js';
import { Page, Redirect } from '../platform/web/page.js';
import { zetSessie } from '../platform/web/cookies.js';
import { beginpagina } from '../toegang/navigatie.rules.js';
import { SessiesService } from '../toegang/sessies.service.js';
import type { Uitnodigingsoort } from '../toegang/uitnodiging.entity.js';
import { KORTSTE } from '../toegang/wachtwoord.rules.js';
import { gebruikerspaden } from './paden.js';
import { UitnodigingenService, type Uitnodigingsbeeld } from './uitnodigingen.service.js';
import { type AcademieRequest, Mag } from '../toegang/rechten.js';
import { hoedInWoorden } from '../toegang/gebruiker-rol.entity.js';

const koppen: Record<Uitnodigingsoort, string> = {
  uitnodiging: 'Welkom bij de academie',
  wachtwoord: 'Kies een nieuw wachtwoord',
  herstel: 'Begin opnieuw met inloggen',
};

type Formulier = Partial<Record<'naam' | 'wachtwoord', unknown>>;

/** Behind the link of an invitation: choose a password. Opening it changes nothing, so mail scanners may. */
@ApiExcludeController()
@Controller('uitnodiging')
export class UitnodigingPagesController {
  constructor(
    private readonly uitnodigingen: UitnodigingenService,
    private readonly sessies: SessiesService,
    private readonly inloggen: InloggenService,
    private readonly settings: Settings,
  ) {}

  @Get(':geheim')
  @Mag('openbaar')
  async toon(@Param('geheim') geheim: string, @Req() request: AcademieRequest): Promise<Page> {
    const beeld = await this.uitnodigingen.vind(geheim);
    if (!beeld) return voorbij();
    if (isAnder(request, beeld)) return alsAnder(request, beeld);
    return this.formulier(geheim, beeld);
  }

  @Post(':geheim')
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
    try {
      const begonnen = await this.uitnodigingen.gebruik(geheim, gevraagd, request.headers['user-agent']);
      if (!begonnen) return voorbij();
      zetSessie(reply, this.settings, begonnen.sleutel, begonnen.uren);
      if (begonnen.stap) return new Redirect(inlogpaden.tweedeStap);
      const bezoeker = await this.sessies.wieHeeft(begonnen.sleutel);
      return new Redirect(beginpagina(bezoeker?.wie ?? anoniem));
    } catch (error) {
      if (error instanceof InputError) return this.formulier(geheim, beeld, { naam: textOf(naam) }, error);
      throw error;
    }
  }

  private formulier(
    geheim: string,
    { soort, gebruiker, hoeden, vervaltOp }: Uitnodigingsbeeld,
    waarden: { naam: string } = { naam: gebruiker.naam === gebruiker.email ? '' : gebruiker.naam },
    fout?: InputError,
  ): Page {
    const { aanbieder: naam } = this.inloggen;
    const fouten = Object.fromEntries((fout?.fouten ?? []).map(({ veld, melding }) => [veld, melding]));
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
        fouten,
        aanbieder:
          soort === 'uitnodiging' && naam ? { naam, href: inlogpaden.oidcMetUitnodiging(geheim) } : null,
      },
      { titel: koppen[soort], status: fout ? 422 : 200 },
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
