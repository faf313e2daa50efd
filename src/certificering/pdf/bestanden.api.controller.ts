import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ApiGroup, Problems } from '../../platform/web/api-docs.js';
import { sendAsFile } from '../../platform/web/attachment.js';
import { DezeWie, Mag } from '../../toegang/rechten.js';
import type { Wie } from '../../toegang/wie.js';
import { NummerInAdres } from '../certificaat/certificaten.dto.js';
import { CertificaatbestandenService } from './bestanden.service.js';

@ApiGroup('certificaten')
@Controller('api/v1/certificaten/:nummer')
@Mag('certificaat.eigen')
@NummerInAdres()
export class CertificaatbestandenApiController {
  constructor(private readonly bestanden: CertificaatbestandenService) {}

  @Get('pdf')
  @ApiOperation({
    operationId: 'certificaatAlsPdf',
    summary: 'Het certificaat als PDF',
    description:
      'Voor de houder en de academie. De badge zit erin als bijlage. Van een certificaat dat niet meer geldig is, ' +
      'krijgt alleen de academie een PDF, met een stempel erover.',
  })
  @ApiOkResponse({ content: { 'application/pdf': { schema: { type: 'string', format: 'binary' } } } })
  @Problems(409)
  async pdf(
    @Param('nummer') nummer: string,
    @DezeWie() wie: Wie,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const { naam, inhoud } = await this.bestanden.pdf(nummer, wie);
    sendAsFile(reply, naam, 'application/pdf');
    return inhoud;
  }

  @Get('badge')
  @ApiOperation({
    operationId: 'certificaatAlsBadge',
    summary: 'De digitale badge bij het certificaat',
    description:
      'Voor de houder en de academie. Een Open Badge 3.0 als VC-JWT. De kop `kid` is het adres van de openbare sleutel; ' +
      'of de badge is ingetrokken, staat in de statuslijst die hij noemt.',
  })
  @ApiOkResponse({ content: { 'application/vc+jwt': { schema: { type: 'string' } } } })
  @Problems(409)
  async badge(
    @Param('nummer') nummer: string,
    @DezeWie() wie: Wie,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { naam, inhoud } = await this.bestanden.badge(nummer, wie);
    sendAsFile(reply, naam, 'application/vc+jwt');
    return inhoud;
  }
}
