import '@fastify/cookie';
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
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Clock } from '../../platform/clock/clock.js';
import { Settings } from '../../platform/config/settings.js';
import { gelijk, stempel } from '../../platform/secrets.js';
import { addressKey, isAddress } from '../../platform/text/address.js';
import { AfterAnswer } from '../../platform/web/after-answer.js';
import { cookieopties, zetSessie } from '../../platform/web/cookies.js';
import { textOf } from '../../platform/web/form-input.js';
import { Page, Redirect } from '../../platform/web/page.js';
import { type AcademieRequest, Mag } from '../../toegang/rechten.js';
import { eigenPad } from '../inloggen.rules.js';
import { InloggenService } from '../inloggen.service.js';
import { LogInLimiet } from '../inloglimiet.service.js';
import { inlogpaden } from '../paden.js';
import { Aanbieder, type Oidcpoging } from './aanbieder.service.js';
import { KoppellinkService } from './koppellink.service.js';
import { InlogGeweigerd } from './oidc.errors.js';
import { adrespagina, geweigerdpagina, koppelpagina } from './oidc.scherm.js';
import { type Ingelogd, OidcService, VERZOEK_MINUTEN } from './oidc.service.js';
import { originOf } from '../../platform/web/rate-limiter.js';

/** Logging in with an account of elsewhere (OpenID Connect). See docs/inloggen-oidc.md. */
@ApiExcludeController()
@Controller()
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
  @Get(inlogpaden.oidc)
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
  @Get(inlogpaden.oidcTerug)
  @Mag('openbaar')
  async terug(
    @Query('state') state: unknown,
    @Req() request: AcademieRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page | Redirect> {
    await this.limiet.telAccount(originOf(request.ip));
    return this.ofGeweigerd(async () => {
      const poging = neemPoging(request, reply, this.settings, this.clock.now());
      if (!poging) throw new InlogGeweigerd('niet-begonnen');
      if (!gelijk(textOf(state), poging.state)) throw new InlogGeweigerd('andere-poging');
      const identiteit = await this.aanbieder.lees(new URL(request.url, 'http://x').search, poging);
      const uitkomst = await this.oidc.logIn(identiteit, poging, request.headers['user-agent']);
      if ('begonnen' in uitkomst) return this.ingelogd(reply, { ...uitkomst, terug: poging.terug });
      zetVerzoeksleutel(reply, this.settings, uitkomst.sleutel);
      return new Redirect(inlogpaden.oidcKoppelen);
    });
  }

  /** Asks whose account this is, when we do not know it yet. */
  @Get(inlogpaden.oidcKoppelen)
  @Mag('openbaar')
  vraag(@Req() request: AcademieRequest): Promise<Page | Redirect> {
    return this.ofGeweigerd(async (aanbieder) => {
      const { email, uitgenodigd } = await this.oidc.vraag(verzoeksleutelVan(request));
      if (!uitgenodigd) return adrespagina(aanbieder, { email: email ?? '' });
      return koppelpagina(inlogpaden.oidcUitnodiging, aanbieder, uitgenodigd);
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
    return this.ofGeweigerd(async (aanbieder) => {
      const sleutel = verzoeksleutelVan(request);
      await this.oidc.vraag(sleutel);
      const getypt = textOf(email);
      const adres = addressKey(getypt);
      if (!isAddress(adres))
        return adrespagina(
          aanbieder,
          { email: getypt },
          { email: 'Vul je e-mailadres in, bijvoorbeeld naam@school.nl.' },
        );
      await this.limiet.telLink(originOf(request.ip), adres);
      this.achteraf.do(reply, () => this.links.stuur(sleutel, adres));
      return new Page('inloggen/oidc-verstuurd', { email: getypt, aanbieder }, { titel: 'Kijk in je mail' });
    });
  }

  @Post(inlogpaden.oidcUitnodiging)
  @Mag('openbaar')
  @HttpCode(200)
  metUitnodiging(
    @Req() request: AcademieRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page | Redirect> {
    return this.ofGeweigerd(async () => {
      const apparaat = request.headers['user-agent'];
      return this.ingelogd(reply, await this.oidc.metUitnodiging(verzoeksleutelVan(request), apparaat));
    });
  }

  /** Opening the link changes nothing: mail scanners open it too. */
  @Get(`${inlogpaden.oidcKoppelen}/:geheim`)
  @Mag('openbaar')
  linkpagina(@Param('geheim') geheim: string, @Req() request: AcademieRequest): Promise<Page | Redirect> {
    return this.ofGeweigerd(async (aanbieder) => {
      const email = await this.links.adresVan(geheim, verzoeksleutelVan(request));
      return koppelpagina(inlogpaden.oidcKoppelenMet(geheim), aanbieder, { naam: null, email });
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
    return this.ofGeweigerd(async () => {
      const apparaat = request.headers['user-agent'];
      return this.ingelogd(reply, await this.links.gebruik(geheim, verzoeksleutelVan(request), apparaat));
    });
  }

  /** A refusal is recorded, and becomes a page that says what to do now. */
  private async ofGeweigerd(doe: (aanbieder: string) => Promise<Page | Redirect>): Promise<Page | Redirect> {
    const { naam } = this.aanbieder;
    if (naam === null) throw new NotFoundException();
    // Not `probeer`: these refusals are of another kind, are kept in the audit, and have a page of their own.
    try {
      return await doe(naam);
    } catch (fout) {
      if (!(fout instanceof InlogGeweigerd)) throw fout;
      await this.oidc.noteer(fout);
      return geweigerdpagina(fout.reden);
    }
  }

  private async ingelogd(reply: FastifyReply, { begonnen, terug }: Ingelogd): Promise<Redirect> {
    wisVerzoeksleutel(reply, this.settings);
    zetSessie(reply, this.settings, begonnen.sleutel, begonnen.uren);
    return new Redirect(await this.inloggen.waarheen(begonnen, terug));
  }
}

/** A key as we make them; what is none cannot be an invitation, and need not go along. */
const geheimUit = (tekst: unknown): string | null => /^[\w-]{1,100}$/.exec(textOf(tekst))?.[0] ?? null;

const POGING = 'oidc-poging';
const MINUTEN = 10;
/** A cookie that is too large is not kept by the browser; who comes from such an address begins at the beginning. */
const LANGSTE_PAD = 1000;
/** Of a browser whose account we do not know yet; see `OidcVerzoek`. */
const VERZOEK = 'oidc-verzoek';

const opties = (settings: Settings) => ({ ...cookieopties(settings), path: inlogpaden.oidc });
const waarmerk = ({ SESSION_SECRET }: Settings, inhoud: string): string =>
  stempel(SESSION_SECRET, 'oidc-poging', inhoud);

/** Kept by the browser itself: who never comes back leaves nothing behind here. Nobody else can make one. */
function zetPoging(reply: FastifyReply, settings: Settings, poging: Oidcpoging, nu: Date): void {
  const tot = nu.getTime() + MINUTEN * 60_000;
  const terug = poging.terug && poging.terug.length <= LANGSTE_PAD ? poging.terug : null;
  const inhoud = Buffer.from(JSON.stringify({ ...poging, terug, tot })).toString('base64url');
  void reply.setCookie(POGING, `${inhoud}.${waarmerk(settings, inhoud)}`, {
    ...opties(settings),
    maxAge: MINUTEN * 60,
  });
}

/** Takes it out: it works once. @returns undefined when there is none, or none that we made a short while ago. */
function neemPoging(
  request: FastifyRequest,
  reply: FastifyReply,
  settings: Settings,
  nu: Date,
): Oidcpoging | undefined {
  const cookie = request.cookies[POGING];
  if (!cookie) return undefined;
  void reply.clearCookie(POGING, opties(settings));
  const [inhoud = '', bewijs = ''] = cookie.split('.');
  if (!gelijk(bewijs, waarmerk(settings, inhoud))) return undefined;
  const { tot, ...poging } = JSON.parse(Buffer.from(inhoud, 'base64url').toString()) as Oidcpoging & {
    tot: number;
  };
  return tot > nu.getTime() ? poging : undefined;
}

const verzoeksleutelVan = (request: FastifyRequest): string => request.cookies[VERZOEK] ?? '';

function zetVerzoeksleutel(reply: FastifyReply, settings: Settings, sleutel: string): void {
  void reply.setCookie(VERZOEK, sleutel, { ...opties(settings), maxAge: VERZOEK_MINUTEN * 60 });
}

function wisVerzoeksleutel(reply: FastifyReply, settings: Settings): void {
  void reply.clearCookie(VERZOEK, opties(settings));
}
