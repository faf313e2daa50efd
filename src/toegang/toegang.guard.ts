import { ForbiddenException, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import { anoniem, type Wie } from '../audit/wie.js';
import { Settings } from '../platform/config/settings.js';
import { CsrfError, NotLoggedIn, ScopeMissing, WrongKey } from '../platform/web/errors.js';
import { bezoeksleutel, sessiesleutelVan } from './cookies.js';
import { csrfTokenVoor, gelijk } from './geheim.js';
import { RECHT, type AcademieRequest } from './mag.decorator.js';
import { navigatieVoor, rolInWoorden } from './navigatie.js';
import { mag, missendeBevoegdheid, type Recht } from './rechten.js';
import { SessiesService } from './sessies.service.js';
import { SleutelsService } from './sleutels.service.js';

const veilig = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Every request passes here: who is it, is it really theirs (CSRF), may they? A route without `@Mag` is closed. */
@Injectable()
export class ToegangGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly settings: Settings,
    private readonly sessies: SessiesService,
    private readonly sleutels: SleutelsService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<AcademieRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    request.wie = await this.herken(request);
    const csrfToken = this.csrfToken(request, reply);
    const recht = this.recht(context);
    request.visitor = {
      wie: getoond(request.wie),
      csrfToken,
      nav: navigatieVoor(request.wie),
      everybody: recht === 'openbaar' && request.wie.soort === 'anoniem',
    };
    this.controleerHerkomst(request, csrfToken);
    this.controleerRecht(request.wie, recht);
    return true;
  }

  private async herken(request: AcademieRequest): Promise<Wie> {
    const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (bearer) {
      const wie = await this.sleutels.wieHeeft(bearer);
      if (!wie) throw new WrongKey();
      return wie;
    }
    const sleutel = sessiesleutelVan(request);
    const wie = sleutel && (await this.sessies.wieHeeft(sleutel));
    if (wie) request.sessiesleutel = sleutel;
    return wie || anoniem;
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

  private controleerRecht(wie: Wie, recht: Recht | undefined): void {
    if (recht && mag(wie, recht)) return;
    if (recht && wie.soort === 'anoniem') throw new NotLoggedIn();
    const mist = recht && missendeBevoegdheid(wie, recht);
    if (mist) throw new ScopeMissing(mist);
    throw new ForbiddenException();
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
    ...(wie.soort === 'gebruiker' ? { rol: rolInWoorden(wie.rol) } : {}),
  };
}
