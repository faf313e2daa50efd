import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Wie } from '../../toegang/wie.js';
import { DezeWie, Mag } from '../../toegang/rechten.js';
import { CertificaatbestandenService } from '../pdf/bestanden.service.js';
import { alsBestand } from '../pdf/verzenden.js';

/** The own certificaten to keep, as often as somebody likes. */
@ApiExcludeController()
@Mag('mijn.bekijken')
@Controller('mijn/certificaten')
export class MijnBestandenPagesController {
  constructor(private readonly bestanden: CertificaatbestandenService) {}

  @Get(':nummer.pdf')
  async pdf(
    @Param('nummer') nummer: string,
    @DezeWie() wie: Wie,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const { naam, inhoud } = await this.bestanden.pdf(nummer, wie);
    alsBestand(reply, naam, 'application/pdf');
    return inhoud;
  }

  @Get(':nummer/badge')
  async badge(
    @Param('nummer') nummer: string,
    @DezeWie() wie: Wie,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { naam, inhoud } = await this.bestanden.badge(nummer, wie);
    alsBestand(reply, naam, 'application/vc+jwt');
    return inhoud;
  }
}
