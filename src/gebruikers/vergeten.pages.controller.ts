import { Body, Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { LogInLimiet } from '../inloggen/inloglimiet.service.js';
import { addressKey, isAddress } from '../platform/text/address.js';
import { AfterAnswer } from '../platform/web/after-answer.js';
import { textOf } from '../platform/web/form-input.js';
import { originOf } from '../platform/web/origin.js';
import { Page } from '../platform/web/page.js';
import { UitnodigingenService } from './uitnodigingen.service.js';
import { type AcademieRequest, Mag } from '../toegang/rechten.js';

@ApiExcludeController()
@Controller('inloggen/wachtwoord-vergeten')
export class VergetenPagesController {
  constructor(
    private readonly uitnodigingen: UitnodigingenService,
    private readonly limiet: LogInLimiet,
    private readonly achteraf: AfterAnswer,
  ) {}

  @Get()
  @Mag('openbaar')
  formulier(): Page {
    return toon({ email: '' }, {}, 200);
  }

  /** The link is made after the answer: how long that took would tell whether the address is known. */
  @Post()
  @Mag('openbaar')
  @HttpCode(200)
  async vraag(
    @Body() { email }: { email?: unknown },
    @Req() request: AcademieRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page> {
    const adres = addressKey(textOf(email));
    if (!isAddress(adres)) {
      const fouten = { email: 'Vul je e-mailadres in, bijvoorbeeld naam@school.nl.' };
      return toon({ email: textOf(email) }, fouten, 422);
    }
    await this.limiet.telLink(originOf(request.ip), adres);
    this.achteraf.do(reply, () => this.uitnodigingen.stuurVergeten(adres));
    return new Page('gebruikers/vergeten-verstuurd', { email: textOf(email) }, { titel: 'Kijk in je mail' });
  }
}

const toon = (waarden: { email: string }, fouten: Record<string, string>, status: number): Page =>
  new Page('gebruikers/wachtwoord-vergeten', { waarden, fouten }, { titel: 'Wachtwoord vergeten', status });
