import { Body, Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { isUUID } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { inlogpaden } from '../inloggen/paden.js';
import { Settings } from '../platform/config/settings.js';
import { textOf } from '../platform/web/form-input.js';
import { Page, Redirect } from '../platform/web/page.js';
import { zetSessie } from '../platform/web/cookies.js';
import { type Rol, rolInWoorden, rollen } from '../toegang/gebruiker-rol.entity.js';
import { beginpagina } from '../toegang/navigatie.rules.js';
import type { Hoedkeuze } from '../toegang/sessies.service.js';
import { rolNietVanJou } from './gebruikers.errors.js';
import {
  type AcademieRequest,
  DezeWie,
  type Hoedanigheid,
  Mag,
  type Recht,
  rechten,
  rechtwoorden,
} from '../toegang/rechten.js';
import { RollenService } from './rollen.service.js';
import type { Wie } from '../toegang/wie.js';

/** "coordinator", "bestuur:<id>" or "deelnemer". @throws DomainError `rol-niet-van-jou` for anything else. */
function keuzeVan(hoed: unknown): Hoedkeuze {
  const [rol = '', bestuurId = null] = textOf(hoed).split(':');
  if (rol === 'deelnemer' && bestuurId === null) return 'deelnemer';
  if (!rollen.includes(rol as Rol) || (bestuurId !== null && !isUUID(bestuurId))) throw rolNietVanJou();
  return { rol: rol as Rol, bestuurId };
}

/** Roles: in which of the own ones somebody goes on, chosen in the header of every page; and who may what. */
@ApiExcludeController()
@Controller()
export class RollenPagesController {
  constructor(
    private readonly rollen: RollenService,
    private readonly settings: Settings,
  ) {}

  @Post('account/hoed')
  @Mag('account.eigen')
  @HttpCode(200)
  async wissel(
    @Body('hoed') hoed: unknown,
    @Req() request: AcademieRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Redirect> {
    const { begonnen, wie } = await this.rollen.wissel(request.sessiesleutel ?? '', keuzeVan(hoed));
    zetSessie(reply, this.settings, begonnen.sleutel, begonnen.uren);
    return new Redirect(begonnen.stap ? inlogpaden.tweedeStapEnTerug(null) : beginpagina(wie));
  }

  /** The one table of who may what, as people read it. */
  @Get('beheer/rechten')
  @Mag('rechten.bekijken')
  tabel(@DezeWie() wie: Wie): Page {
    const eigen = wie.soort === 'gebruiker' && wie.rol ? rolInWoorden(wie.rol) : null;
    const koppen = kolommen.map(({ kop }) => ({ kop, jij: kop === eigen }));
    return new Page('gebruikers/rechten', { koppen, regels }, { titel: 'Wie mag wat' });
  }
}

type Kolom = Rol | 'anoniem' | 'persoon';

const kolommen: { wie: Kolom; kop: string }[] = [
  { wie: 'anoniem', kop: 'zonder inloggen' },
  { wie: 'persoon', kop: 'deelnemer' },
  ...rollen.map((rol) => ({ wie: rol, kop: rolInWoorden(rol) })),
];

const regels = (Object.entries(rechten) as [Recht, readonly Hoedanigheid[]][])
  // A right that only systems with a key have is not about people.
  .filter(([, wie]) => kolommen.some((kolom) => wie.includes(kolom.wie)))
  .map(([recht, wie]) => ({
    wat: rechtwoorden[recht],
    vakken: kolommen.map((kolom) => ({ kop: kolom.kop, mag: wie.includes(kolom.wie) })),
  }));
