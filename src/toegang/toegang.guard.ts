import { ForbiddenException, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import { anoniem, type Wie } from './wie.js';
import { Settings } from '../platform/config/settings.js';
import type { Visitor } from '../platform/web/visitor.js';
import { CsrfError, NotLoggedIn, ScopeMissing, WrongKey } from '../platform/web/errors.js';
import { bezoeksleutel, sessiesleutelVan } from './cookies.js';
import { csrfTokenVoor, gelijk } from './geheim.js';
import { RECHT, type AcademieRequest } from './mag.decorator.js';
import { navigatieVoor } from './navigatie.js';
import { mag, missendeBevoegdheid, type Recht } from './rechten.js';
import { hoedInWoorden, rolInWoorden } from './rollen.js';
import { SessiesService, type Bezoeker } from './sessies.service.js';
import { SleutelsService } from './sleutels.service.js';
import { WeigeringService } from './weigering.service.js';

const veilig = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Every request passes here: who is it, is it really theirs (CSRF), may they? A route without `@Mag` is closed. */
@Injectable()
export class ToegangGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly settings: Settings,
    private readonly sessies: SessiesService,
    private readonly sleutels: SleutelsService,
    private readonly weigering: WeigeringService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<AcademieRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    await this.herken(request);
    const csrfToken = this.csrfToken(request, reply);
    const recht = this.recht(context);
    request.visitor = {
      wie: getoond(request.wie!),
      hoeden: hoedkeuzes(request.bezoeker),
      csrfToken,
      nav: navigatieVoor(request.wie!),
      everybody: recht === 'openbaar' && request.wie!.soort === 'anoniem' && !request.bezoeker,
    };
    this.controleerHerkomst(request, csrfToken);
    await this.controleerRecht(request, recht);
    return true;
  }

  /** Fills in who it is. */
  private async herken(request: AcademieRequest): Promise<void> {
    request.wie = anoniem;
    const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (bearer) {
      const wie = await this.sleutels.wieHeeft(bearer);
      if (!wie) throw new WrongKey();
      request.wie = wie;
      return;
    }
    const sleutel = sessiesleutelVan(request);
    const bezoeker = sleutel && (await this.sessies.wieHeeft(sleutel));
    if (!bezoeker) return;
    request.sessiesleutel = sleutel;
    request.bezoeker = bezoeker;
    request.wie = bezoeker.wie ?? anoniem;
  }

  private csrfToken(request: AcademieRequest, reply: FastifyReply): string {
    const sleutel = request.sessiesleutel ?? bezoeksleutel(request, reply, this.settings);
    return csrfTokenVoor(this.settings.SESSION_SECRET, sleutel);
  }

  /** A browser sends its cookie along with whatever site makes it post; the token shows that our own page did. */
  private controleerHerkomst(request: AcademieRequest, csrfToken: string): void {
    const given = takeToken(request);
    if (veilig.has(request.method)) return;
    if (request.headers['sec-fetch-site'] === 'cross-site') throw new CsrfError();
    if (request.sessiesleutel && !gelijk(given, csrfToken)) throw new CsrfError();
  }

  private recht(context: ExecutionContext): Recht | undefined {
    return this.reflector.getAllAndOverride<Recht | undefined>(RECHT, [
      context.getHandler(),
      context.getClass(),
    ]);
  }

  private async controleerRecht(
    { wie = anoniem, bezoeker }: AcademieRequest,
    recht: Recht | undefined,
  ): Promise<void> {
    if (recht && mag(wie, recht)) return;
    if (recht && wie.soort === 'anoniem') throw new NotLoggedIn();
    const mist = recht && missendeBevoegdheid(wie, recht);
    if (mist) throw new ScopeMissing(mist);
    throw (recht && (await this.weigering.van(wie, bezoeker, recht))) ?? new ForbiddenException();
  }
}

/** The token from the header or else the form; it is no field of any form, so it is always taken out. */
function takeToken(request: AcademieRequest): string {
  const body = request.body as Record<string, unknown>;
  const { _csrf: token } = body;
  delete body['_csrf'];
  const given = request.headers['x-csrf-token'] ?? token;
  return typeof given === 'string' ? given : '';
}

function getoond(wie: Wie): { soort: string; naam?: string; rol?: string } {
  const soort = wie.soort === 'persoon' || wie.soort === 'gebruiker' ? wie.soort : 'anoniem';
  return {
    soort,
    ...('naam' in wie ? { naam: wie.naam } : {}),
    ...(wie.soort === 'gebruiker' ? { rol: wie.rol ? rolInWoorden(wie.rol) : 'geen rol' } : {}),
  };
}

/** What somebody may switch to: nothing to choose for who is one thing only. */
function hoedkeuzes(bezoeker: Bezoeker | undefined): Visitor['hoeden'] {
  if (!bezoeker?.wie || !bezoeker.gebruikerId) return [];
  const { wie, hoeden, isDeelnemer } = bezoeker;
  const keuzes = hoeden.map(({ rol, bestuurId, bestuur }) => ({
    waarde: bestuurId ? `${rol}:${bestuurId}` : rol,
    tekst: hoedInWoorden({ rol, bestuur }),
    actief: wie.soort === 'gebruiker' && wie.rol === rol && wie.bestuurId === bestuurId,
  }));
  if (isDeelnemer) keuzes.push({ waarde: 'deelnemer', tekst: 'deelnemer', actief: wie.soort === 'persoon' });
  return keuzes.length > 1 || keuzes.some(({ actief }) => !actief) ? keuzes : [];
}
