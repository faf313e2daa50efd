import { Body, Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { anoniem, type Wie } from '../toegang/wie.js';
import { Clock } from '../platform/clock/clock.js';
import { Settings } from '../platform/config/settings.js';
import { probeer } from '../platform/web/refused-form.js';
import { textOf } from '../platform/web/form-input.js';
import { Page, Redirect } from '../platform/web/page.js';
import { bekendeBrowser, zetBekend, zetSessie } from '../platform/web/cookies.js';
import { beginpagina } from '../toegang/navigatie.rules.js';
import { SessiesService, type Begonnen } from '../toegang/sessies.service.js';
import { PasskeysService } from '../toegang/tweestap/passkeys.service.js';
import { passkeyVerlopen } from '../toegang/tweestap/tweestap.errors.js';
import { inlogpaden } from './paden.js';
import { eigenPad } from './inloggen.rules.js';
import {
  TweedeStapService,
  type HalveSessie,
  type Ingesteld,
  type Tweedestapbeeld,
} from './tweede-stap.service.js';
import { type AcademieRequest, DezeWie, Mag } from '../toegang/rechten.js';
import { inGroepen, qrVan } from '../toegang/tweestap/tweestap.rules.js';
import { originOf } from '../platform/web/rate-limiter.js';

type Formulier = Partial<Record<'code' | 'antwoord' | 'terug', unknown>>;
type Verzoek = AcademieRequest;

const PAD = inlogpaden.tweedeStap;
/** Under which a browser is known in which somebody took the second step. */
const alsBekend = (gebruikerId: string): string => `tweede-stap ${gebruikerId}`;

/** Between the password and the academie: a code, a passkey, or setting up the first of these. */
@ApiExcludeController()
@Mag('openbaar')
@Controller('inloggen/tweede-stap')
export class TweedeStapPagesController {
  constructor(
    private readonly tweedeStap: TweedeStapService,
    private readonly passkeys: PasskeysService,
    private readonly sessies: SessiesService,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  @Get()
  async toon(
    @Req() request: Verzoek,
    @DezeWie() wie: Wie,
    @Query('terug') gevraagd?: unknown,
  ): Promise<Page | Redirect> {
    const terug = eigenPad(gevraagd);
    if (wie.soort !== 'anoniem') return new Redirect(terug ?? beginpagina(wie));
    return this.pagina(halfVan(request), terug);
  }

  @Post()
  @HttpCode(200)
  async metCode(
    @Body() { code, terug: gevraagd }: Formulier,
    @Req() request: Verzoek,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page | Redirect> {
    const half = halfVan(request);
    const terug = eigenPad(gevraagd);
    return this.neem(half, terug, reply, (stap) =>
      stap === 'instellen'
        ? this.tweedeStap.stelAppIn(half!, textOf(code))
        : this.tweedeStap.metCode(half!, textOf(code), {
            herkomst: originOf(request.ip),
            browser: bekendeBrowser(request, this.settings, alsBekend(half!.gebruikerId), this.clock.now()),
          }),
    );
  }

  @Post('passkey')
  @HttpCode(200)
  async metPasskey(
    @Body() { antwoord, terug: gevraagd }: Formulier,
    @Req() request: Verzoek,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page | Redirect> {
    const half = halfVan(request);
    return this.neem(half, eigenPad(gevraagd), reply, (stap) =>
      stap === 'instellen'
        ? this.tweedeStap.stelPasskeyIn(half!, textOf(antwoord))
        : this.tweedeStap.metPasskey(half!, textOf(antwoord)),
    );
  }

  /** For the script of the page: what the browser is to sign. */
  @Post('passkey/opties')
  @HttpCode(200)
  async opties(@Req() request: Verzoek): Promise<object> {
    const half = halfVan(request);
    const opties = half && (await this.tweedeStap.passkeyvraag(half));
    if (!opties) throw passkeyVerlopen();
    return opties;
  }

  /** Does what was sent, and shows the page again when it is refused. */
  private async neem(
    half: HalveSessie | undefined,
    terug: string | null,
    reply: FastifyReply,
    doe: (stap: Tweedestapbeeld['stap']) => Promise<Begonnen | Ingesteld | undefined>,
  ): Promise<Page | Redirect> {
    const beeld = half && (await this.tweedeStap.beeld(half));
    if (!half || !beeld) return naarInloggen(terug);
    return probeer(
      async () => {
        const klaar = await doe(beeld.stap);
        return klaar ? this.verder(half, klaar, terug, reply) : naarInloggen(terug);
      },
      (fouten) => this.pagina(half, terug, fouten),
    );
  }

  /** The key of the whole session, and on to where somebody was going; recovery codes are shown first. */
  private async verder(
    { gebruikerId }: HalveSessie,
    klaar: Begonnen | Ingesteld,
    terug: string | null,
    reply: FastifyReply,
  ): Promise<Page | Redirect> {
    const { sleutel, uren } = 'codes' in klaar ? klaar.begonnen : klaar;
    zetSessie(reply, this.settings, sleutel, uren);
    zetBekend(reply, this.settings, alsBekend(gebruikerId), this.clock.now());
    const naar = terug ?? beginpagina((await this.sessies.wieHeeft(sleutel))?.wie ?? anoniem);
    if (!('codes' in klaar)) return new Redirect(naar);
    return new Page(
      'toegang/herstelcodes',
      { codes: klaar.codes, naar, nieuw: true },
      { titel: 'Herstelcodes' },
    );
  }

  private async pagina(
    half: HalveSessie | undefined,
    terug: string | null,
    fouten: Record<string, string> = {},
  ): Promise<Page | Redirect> {
    const beeld = half && (await this.tweedeStap.beeld(half));
    if (!beeld) return naarInloggen(terug);
    const { stap, appSinds, passkeys, voorstel } = beeld;
    const passkey = this.passkeys.mogelijk && (stap === 'instellen' || passkeys.length > 0);
    const context = {
      actie: PAD,
      stap,
      terug,
      fouten,
      app: appSinds !== null,
      passkey: passkey && {
        actie: `${PAD}/passkey`,
        opties: `${PAD}/passkey/opties`,
        maken: stap === 'instellen',
      },
      voorstel: voorstel && {
        adres: voorstel.adres,
        geheim: inGroepen(voorstel.geheim),
        qr: await qrVan(voorstel.adres),
      },
    };
    const wat = stap === 'instellen' ? 'Tweede stap instellen' : 'Tweede stap';
    const mis = Object.keys(fouten).length > 0;
    return new Page('toegang/tweede-stap', context, {
      titel: mis ? `Fout: ${wat}` : wat,
      status: mis ? 422 : 200,
    });
  }
}

/** Undefined when nobody is half-way in this browser. */
function halfVan({ bezoeker, sessiesleutel: sleutel, headers }: Verzoek): HalveSessie | undefined {
  if (!bezoeker?.stap || !bezoeker.gebruikerId || !sleutel) return undefined;
  return { sleutel, gebruikerId: bezoeker.gebruikerId, apparaat: headers['user-agent'] };
}

const naarInloggen = (terug: string | null): Redirect => new Redirect(inlogpaden.inloggenEnTerug(terug));
