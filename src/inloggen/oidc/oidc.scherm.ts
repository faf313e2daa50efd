import { Injectable, NotFoundException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Settings } from '../../platform/config/settings.js';
import { Page, Redirect } from '../../platform/web/page.js';
import { zetSessie, cookieopties } from '../../platform/web/cookies.js';
import { InloggenService } from '../inloggen.service.js';
import { Aanbieder, type Oidcpoging } from './aanbieder.service.js';
import { OidcService, VERZOEK_MINUTEN, type Ingelogd } from './oidc.service.js';
import { InlogGeweigerd, weigeringen } from './oidc.errors.js';
import '@fastify/cookie';
import { gelijk, stempel } from '../../platform/secrets.js';
import { inlogpaden } from '../paden.js';

/** How each of these screens ends: logged in, or refused. */
@Injectable()
export class OidcScherm {
  constructor(
    private readonly aanbieder: Aanbieder,
    private readonly oidc: OidcService,
    private readonly inloggen: InloggenService,
    private readonly settings: Settings,
  ) {}

  /** A refusal is recorded, and becomes a page that says what to do now. */
  async ofGeweigerd(doe: () => Promise<Page | Redirect>): Promise<Page | Redirect> {
    if (this.aanbieder.naam === null) throw new NotFoundException();
    try {
      return await doe();
    } catch (fout) {
      if (!(fout instanceof InlogGeweigerd)) throw fout;
      await this.oidc.noteer(fout);
      const { status, titel, uitleg } = weigeringen[fout.reden];
      return new Page('inloggen/oidc-geweigerd', { titel, uitleg }, { titel, status });
    }
  }

  async ingelogd(reply: FastifyReply, { begonnen, terug }: Ingelogd): Promise<Redirect> {
    wisVerzoeksleutel(reply, this.settings);
    zetSessie(reply, this.settings, begonnen.sleutel, begonnen.uren);
    return new Redirect(await this.inloggen.waarheen(begonnen, terug));
  }
}

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
export function zetPoging(reply: FastifyReply, settings: Settings, poging: Oidcpoging, nu: Date): void {
  const tot = nu.getTime() + MINUTEN * 60_000;
  const terug = poging.terug && poging.terug.length <= LANGSTE_PAD ? poging.terug : null;
  const inhoud = Buffer.from(JSON.stringify({ ...poging, terug, tot })).toString('base64url');
  void reply.setCookie(POGING, `${inhoud}.${waarmerk(settings, inhoud)}`, {
    ...opties(settings),
    maxAge: MINUTEN * 60,
  });
}

/** Takes it out: it works once. @returns undefined when there is none, or none that we made a short while ago. */
export function neemPoging(
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

export const verzoeksleutelVan = (request: FastifyRequest): string => request.cookies[VERZOEK] ?? '';

export function zetVerzoeksleutel(reply: FastifyReply, settings: Settings, sleutel: string): void {
  void reply.setCookie(VERZOEK, sleutel, { ...opties(settings), maxAge: VERZOEK_MINUTEN * 60 });
}

function wisVerzoeksleutel(reply: FastifyReply, settings: Settings): void {
  void reply.clearCookie(VERZOEK, opties(settings));
}
