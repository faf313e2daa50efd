import { Body, Controller, Get, Header, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { ApiGroup, Problems } from '../../platform/web/api-docs.js';
import { Mag } from '../../toegang/rechten.js';
import {
  CertificaatDto,
  certificaatVan,
  ControleDto,
  controleVan,
  ControleverzoekDto,
  NummerInAdres,
} from '../certificaat/certificaten.dto.js';
import { certificaatOnbekend } from '../certificering.errors.js';
import { leesNummer } from '../certificaat/certificaten.rules.js';
import { ControleService, type Proef, type Controleuitkomst } from './controle.service.js';

@ApiGroup('certificaten')
@Controller('api/v1/certificaten/:nummer')
@NummerInAdres()
export class ControleApiController {
  constructor(private readonly controle: ControleService) {}

  @Get()
  @Mag('openbaar')
  @Header('x-robots-tag', 'noindex')
  @ApiOperation({
    operationId: 'certificaat',
    summary: 'Een certificaat controleren',
    description:
      'Voor iedereen. De naam staat erbij als de houder dat goed vindt; een reden van intrekken nooit.',
  })
  @ApiOkResponse({ type: CertificaatDto })
  @Problems(429)
  async een(@Param('nummer') nummer: string, @Req() { ip }: FastifyRequest): Promise<CertificaatDto> {
    return certificaatVan((await this.zoek(ip, nummer)).certificaat);
  }

  @Post('controle')
  @Mag('openbaar')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'controleerCertificaat',
    summary: 'Vragen of een naam of een controlecode bij het nummer hoort',
    description:
      'Antwoordt met klopt of klopt niet. Hoofdletters, accenten en tussenvoegsels maken niet uit.',
  })
  @ApiOkResponse({ type: ControleDto })
  @Problems(429)
  async controleer(
    @Param('nummer') nummer: string,
    @Body() verzoek: ControleverzoekDto,
    @Req() { ip }: FastifyRequest,
  ): Promise<ControleDto> {
    return controleVan(await this.zoek(ip, nummer, verzoek));
  }

  private async zoek(ip: string, getypt: string, proef?: Proef): Promise<Controleuitkomst> {
    const nummer = leesNummer(getypt);
    const uitkomst = nummer && (await this.controle.controleer(ip, nummer, proef));
    if (!uitkomst) throw certificaatOnbekend();
    return uitkomst;
  }
}
