import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { isUUID } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { inlogpaden } from '../inloggen/paden.js';
import { Settings } from '../platform/config/settings.js';
import { textOf } from '../platform/web/form-input.js';
import { Redirect } from '../platform/web/page.js';
import { zetSessie } from '../platform/web/cookies.js';
import { rollen, type Rol } from '../toegang/gebruiker-rol.entity.js';
import { beginpagina } from '../toegang/navigatie.rules.js';
import type { Hoedkeuze } from '../toegang/sessies.service.js';
import { rolNietVanJou } from './gebruikers.errors.js';
import { HoedenService } from './hoeden.service.js';
import { type AcademieRequest, Mag } from '../toegang/rechten.js';

/** "coordinator", "bestuur:<id>" or "deelnemer". @throws DomainError `rol-niet-van-jou` for anything else. */
function keuzeVan(hoed: unknown): Hoedkeuze {
  const [rol = '', bestuurId = null] = textOf(hoed).split(':');
  if (rol === 'deelnemer' && bestuurId === null) return 'deelnemer';
  if (!rollen.includes(rol as Rol) || (bestuurId !== null && !isUUID(bestuurId))) throw rolNietVanJou();
  return { rol: rol as Rol, bestuurId };
}

/** The choice in the header of every page: in which of the own roles somebody goes on. */
@ApiExcludeController()
@Controller('account/hoed')
export class HoedPagesController {
  constructor(
    private readonly hoeden: HoedenService,
    private readonly settings: Settings,
  ) {}

  @Post()
  @Mag('account.eigen')
  @HttpCode(200)
  async wissel(
    @Body('hoed') hoed: unknown,
    @Req() request: AcademieRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Redirect> {
    const { begonnen, wie } = await this.hoeden.wissel(request.sessiesleutel ?? '', keuzeVan(hoed));
    zetSessie(reply, this.settings, begonnen.sleutel, begonnen.uren);
    return new Redirect(begonnen.stap ? inlogpaden.tweedeStapEnTerug(null) : beginpagina(wie));
  }
}
