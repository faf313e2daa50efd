import { type CanActivate, type ExecutionContext, ForbiddenException, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import { anoniem, bestuurVan, type Wie } from './wie.js';
import { Settings } from '../platform/config/settings.js';
import { DataSource, IsNull } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { Clock } from '../platform/clock/clock.js';
import { dateOf, formatDay } from '../platform/clock/dates.js';
import { DomainError } from '../platform/errors/domain-error.js';
import { rolOpAndereTijd } from './rollen.queries.js';
import { narrowTo } from '../platform/database/reach.js';
import { CsrfError, NotLoggedIn, ScopeMissing, WrongKey } from '../platform/web/errors.js';
import { bezoeksleutel, sessiesleutelVan } from '../platform/web/cookies.js';
import { hasUpload, readUpload } from '../platform/web/uploads.js';
import { KEPT } from '../platform/web/kept-answers.js';
import { csrfTokenVoor, gelijk, hashVan } from '../platform/secrets.js';
import { navigatieVoor } from './navigatie.rules.js';
import {
  mag,
  missendeBevoegdheid,
  RECHT,
  rechten,
  zonderBereik,
  type AcademieRequest,
  type Hoedanigheid,
  type Recht,
} from './rechten.js';
import { SessiesService, type Bezoeker } from './sessies.service.js';
import { hoedInWoorden, rolInWoorden } from './gebruiker-rol.entity.js';
import { ApiSleutel } from './api-sleutel.entity.js';
import type { Visitor } from '../platform/web/shell.js';

const veilig = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Every request passes here: who is it, is it really theirs (CSRF), may they? A route without `@Mag` is closed. */
@Injectable()
export class ToegangGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly settings: Settings,
    private readonly sessies: SessiesService,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<AcademieRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    await this.herken(request);
    const recht = this.recht(context);
    const everybody = recht === 'openbaar' && request.wie!.soort === 'anoniem' && !request.bezoeker;
    const kept = everybody && this.reflector.get<boolean | undefined>(KEPT, context.getHandler()) === true;
    const csrfToken = kept ? '' : this.csrfToken(request, reply);
    request.visitor = {
      wie: getoond(request.wie!),
      hoeden: hoedkeuzes(request.bezoeker),
      csrfToken,
      nav: navigatieVoor(request.wie!),
      everybody,
      kept,
    };
    if (hasUpload(request)) {
      // A file is read of nobody who may not send it.
      await this.controleerRecht(request, recht);
      await readUpload(request);
    }
    this.controleerHerkomst(request, csrfToken);
    await this.controleerRecht(request, recht);
    const bestuurId = bestuurVan(request.wie!);
    if (bestuurId !== null && !zonderBereik.has(recht!)) narrowTo(bestuurId);
    return true;
  }

  /** Fills in who it is. */
  private async herken(request: AcademieRequest): Promise<void> {
    request.wie = anoniem;
    const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (bearer) {
      const wie = await this.houderVan(bearer);
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

  /**
   * Who holds this key; undefined when it is unknown, withdrawn, or in production of a demo. Keys are made and withdrawn
   * in koppelingen/sleutels.service.ts.
   */
  private async houderVan(sleutel: string): Promise<Wie | undefined> {
    const gevonden = await this.dataSource.manager.findOneBy(ApiSleutel, {
      sleutelHash: hashVan(sleutel),
      ingetrokkenOp: IsNull(),
      ...(this.settings.production ? { demo: false } : {}),
    });
    if (!gevonden) return undefined;
    const { id, naam, bestuurId, bevoegdheden } = gevonden;
    return { soort: 'sleutel', id, naam, bestuurId, bevoegdheden };
  }

  /** Empty for who has no session and no page: the API makes no visitor. */
  private csrfToken(request: AcademieRequest, reply: FastifyReply): string {
    if (!request.sessiesleutel && request.url.startsWith('/api/')) return '';
    const sleutel = request.sessiesleutel ?? bezoeksleutel(request, reply, this.settings);
    return csrfTokenVoor(this.settings.SESSION_SECRET, sleutel);
  }

  /** A browser sends its cookie along with whatever site makes it post; the token shows that our own page did. */
  private controleerHerkomst(request: AcademieRequest, csrfToken: string): void {
    const given = takeToken(request);
    if (veilig.has(request.method)) return;
    // Who knows such an address needs nobody's browser to use it, and mail programs post to it too. Not one that lets
    // somebody in: whoever has one of their own could log in another.
    if (!request.sessiesleutel && isOfOneThing(request)) return;
    if (!this.isVanOns(request)) throw new CsrfError();
    if (request.sessiesleutel && !gelijk(given, csrfToken)) throw new CsrfError();
  }

  /**
   * Whether a browser says that a page of ours made it post; also who has no session yet is not logged in by the page of
   * somebody else, be it under the same domain. What is no browser says nothing, and has no cookie that it did not mean.
   */
  private isVanOns({ headers }: AcademieRequest): boolean {
    const site = headers['sec-fetch-site'];
    if (site) return site === 'same-origin' || site === 'none';
    const { origin } = headers;
    if (!origin || headers.authorization) return true;
    return [new URL(this.settings.BASE_URL).host, headers.host].includes(hostOf(origin));
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
    throw (recht && (await this.weigering(wie, bezoeker, recht))) ?? new ForbiddenException();
  }

  /**
   * Why somebody who is logged in may not open this, for who could do something about it. Undefined where there is
   * nothing more to say than that it is not theirs.
   */
  private async weigering(
    wie: Wie,
    bezoeker: Bezoeker | undefined,
    recht: Recht,
  ): Promise<DomainError | undefined> {
    if (!bezoeker?.gebruikerId || !bezoeker.wie) return undefined;
    const als = andereHoed(bezoeker, bezoeker.gebruikerId, recht);
    if (als)
      return new DomainError(
        'verboden',
        'andere-rol-nodig',
        `Dit kan alleen als ${als}. Wissel bovenaan de pagina van rol.`,
      );
    if (wie.soort !== 'gebruiker' || wie.rol !== null) return undefined;
    return this.buitenDeTijd(wie);
  }

  private async buitenDeTijd(wie: Wie & { soort: 'gebruiker' }): Promise<DomainError | undefined> {
    const dag = dateOf(this.clock.now());
    const rol = await rolOpAndereTijd(this.dataSource.manager, wie.id, dag);
    if (!rol) return undefined;
    const voorbij = rol.begintOp <= dag;
    const waarom = voorbij ? 'rol-geeindigd' : 'rol-begint-later';
    await this.audit.tel(this.dataSource.manager, {
      wie,
      code: 'gebruiker.geweigerd',
      onderwerp: { soort: 'gebruiker', id: wie.id },
      gegevens: { waarom },
    });
    const tekst = voorbij
      ? `Je rol ${rolInWoorden(rol.rol)} is op ${formatDay(rol.eindigtOp!)} geëindigd. Werk je nog voor de academie? Vraag dan wie je uitnodigde om de rol te verlengen.`
      : `Je rol ${rolInWoorden(rol.rol)} begint op ${formatDay(rol.begintOp)}. Daarvoor kun je hier nog niet bij.`;
    return new DomainError('verboden', waarom, tekst);
  }
}

/** Empty for an origin that is none, as of a page in a sandbox. */
const hostOf = (origin: string): string => (URL.canParse(origin) ? new URL(origin).host : '');

/** A secret address of one aanmelding, evaluatie or the like. */
const isOfOneThing = ({ routeOptions }: AcademieRequest): boolean => /:token\b/.test(routeOptions.url ?? '');

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

/** The roles that somebody may switch to; empty for somebody who has only one. */
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

/** In what else the same human may do this. */
function andereHoed({ hoeden, isDeelnemer }: Bezoeker, id: string, recht: Recht): string | undefined {
  const hoed = hoeden.find(({ rol, bestuurId }) =>
    mag({ soort: 'gebruiker', id, naam: '', rol, bestuurId }, recht),
  );
  if (hoed) return hoedInWoorden(hoed);
  const staatOpen: readonly Hoedanigheid[] = rechten[recht];
  return isDeelnemer && staatOpen.includes('persoon') ? 'deelnemer' : undefined;
}
