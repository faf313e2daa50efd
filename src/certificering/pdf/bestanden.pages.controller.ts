import { Controller, Get, Param, Res, StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Readable } from 'node:stream';
import { sendAsFile } from '../../platform/web/attachment.js';
import { IdPipe } from '../../platform/web/params.js';
import { DezeWie, Mag } from '../../toegang/rechten.js';
import type { Wie } from '../../toegang/wie.js';
import { geenCertificaten } from './bestanden.errors.js';
import { type Certificaatbestand, CertificaatbestandenService, type Stroom } from './bestanden.service.js';

/** All certificaten of a leerjaar, for the printer and for keeping. */
@ApiExcludeController()
@Mag('certificaten.beheren')
@Controller('beheer/cohorten/:id/certificering/:leerjaar')
export class CertificaatbestandenPagesController {
  constructor(private readonly bestanden: CertificaatbestandenService) {}

  @Get('certificaten.pdf')
  async pdf(
    @Param('id', IdPipe) id: string,
    @Param('leerjaar') leerjaar: string,
    @DezeWie() wie: Wie,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return stroom(reply, await this.bestanden.alsPdf(id, leesLeerjaar(leerjaar), wie), 'application/pdf');
  }

  @Get('certificaten.zip')
  async zip(
    @Param('id', IdPipe) id: string,
    @Param('leerjaar') leerjaar: string,
    @DezeWie() wie: Wie,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return stroom(reply, await this.bestanden.alsZip(id, leesLeerjaar(leerjaar), wie), 'application/zip');
  }
}

function leesLeerjaar(tekst: string): number {
  const leerjaar = Number(tekst);
  if (!/^[1-6]$/.test(tekst)) throw geenCertificaten(Number.isInteger(leerjaar) ? leerjaar : 0);
  return leerjaar;
}

function stroom(
  reply: FastifyReply,
  { naam, inhoud }: Certificaatbestand<Stroom>,
  soort: string,
): StreamableFile {
  sendAsFile(reply, naam, soort);
  return new StreamableFile(Readable.from(inhoud, { objectMode: false }), { type: soort });
}
