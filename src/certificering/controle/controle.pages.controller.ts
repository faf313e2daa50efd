import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { byField, textOf, type Typed } from '../../platform/web/form-input.js';
import { Page, Redirect } from '../../platform/web/page.js';
import { check } from '../../platform/web/validation.js';
import { Mag } from '../../toegang/rechten.js';
import { certificeringpaden } from '../paden.js';
import { leesNummer } from '../certificaat/certificaten.rules.js';
import { controlescherm, type GetypteControle, onbekendscherm, zoekscherm } from './controle.scherm.js';
import { ControleService, type Proef } from './controle.service.js';
import { ControleverzoekDto } from '../certificaat/certificaten.dto.js';

const NUMMER_FOUT = 'Vul het nummer in zoals het op het certificaat staat, bijvoorbeeld ULA-2026-0047.';

/** The public check. What was typed about a person never comes into an address, so it is always posted. */
@ApiExcludeController()
@Mag('openbaar')
@Controller('certificaten')
export class ControlePagesController {
  constructor(private readonly controle: ControleService) {}

  @Get()
  @Header('cache-control', 'no-store')
  @Header('x-robots-tag', 'noindex')
  zoek(@Query('nummer') nummer?: unknown): Page | Redirect {
    const gevonden = leesNummer(textOf(nummer));
    return gevonden
      ? new Redirect(certificeringpaden.controle(gevonden))
      : zoekscherm({ nummer: textOf(nummer) });
  }

  @Post()
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Header('x-robots-tag', 'noindex')
  async gezocht(@Body() body: Typed, @Req() { ip }: FastifyRequest): Promise<Page | Redirect> {
    const getypt = { nummer: textOf(body.nummer), ...proefVan(body) };
    const { waarde, fouten } = check(ControleverzoekDto, proefVan(body));
    const nummer = leesNummer(getypt.nummer);
    if (!nummer || !waarde)
      return zoekscherm(getypt, { ...(nummer ? {} : { nummer: NUMMER_FOUT }), ...byField(fouten) });
    if (!waarde.naam && !waarde.controlecode) return new Redirect(certificeringpaden.controle(nummer));
    return this.toon(ip, nummer, waarde, getypt);
  }

  /** `code` is in the address that stands on the document itself. */
  @Get(':nummer')
  @Header('cache-control', 'no-store')
  @Header('x-robots-tag', 'noindex')
  async een(
    @Param('nummer') getypt: string,
    @Req() { ip }: FastifyRequest,
    @Query('code') code?: unknown,
  ): Promise<Page | Redirect> {
    const nummer = leesNummer(getypt);
    if (!nummer) return onbekendscherm(getypt);
    const controlecode = textOf(code).slice(0, 60);
    const rest = controlecode ? `?code=${encodeURIComponent(controlecode)}` : '';
    if (nummer !== getypt) return new Redirect(`${certificeringpaden.controle(nummer)}${rest}`);
    return this.toon(ip, nummer, { controlecode });
  }

  @Post(':nummer')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Header('x-robots-tag', 'noindex')
  async proef(
    @Param('nummer') getypt: string,
    @Body() body: Typed,
    @Req() { ip }: FastifyRequest,
  ): Promise<Page> {
    const nummer = leesNummer(getypt);
    if (!nummer) return onbekendscherm(getypt);
    const { waarde, fouten } = check(ControleverzoekDto, proefVan(body));
    if (!waarde) return this.toon(ip, nummer, {}, proefVan(body), byField(fouten));
    const niets = waarde.naam || waarde.controlecode ? undefined : { naam: 'Vul de naam of de code in.' };
    return this.toon(ip, nummer, waarde, proefVan(body), niets);
  }

  private async toon(
    ip: string,
    nummer: string,
    proef: Proef,
    getypt: GetypteControle = {},
    fouten?: Record<string, string>,
  ): Promise<Page> {
    const uitkomst = await this.controle.controleer(ip, nummer, proef);
    if (!uitkomst) return onbekendscherm(nummer);
    return controlescherm(uitkomst, proef, getypt, fouten);
  }
}

const proefVan = (body: Typed) => ({ naam: textOf(body.naam), controlecode: textOf(body.controlecode) });
