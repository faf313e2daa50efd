import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { Wie } from '../toegang/wie.js';
import { ApiGroup } from '../platform/web/api-docs.js';
import { NoFields } from '../platform/web/validation.js';
import { NieuweStilstandDto, StilstandDto } from './berichten.dto.js';
import { MailstopService } from './mailstop.service.js';
import { DezeWie, Mag } from '../toegang/rechten.js';

@ApiGroup('berichten')
@Mag('berichten.stoppen')
@Controller('api/v1/berichten')
export class MailstopApiController {
  constructor(private readonly mailstop: MailstopService) {}

  @Get('stilstand')
  @ApiOperation({ operationId: 'mailstilstand', summary: 'Of alle mail stilstaat, sinds wanneer en waarom' })
  @ApiOkResponse({ type: StilstandDto })
  async stand(): Promise<StilstandDto> {
    const stop = await this.mailstop.stand();
    return {
      stil: stop !== null,
      op: stop?.op ?? null,
      reden: stop?.reden ?? null,
      wachtend: stop?.wachtend ?? null,
    };
  }

  @Post('stilstand')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'zetMailStil',
    summary: 'Zet alle mail stil; wie dat nog eens doet verandert niets',
  })
  @ApiOkResponse({ type: StilstandDto })
  async stop(@Body() { reden }: NieuweStilstandDto, @DezeWie() wie: Wie): Promise<StilstandDto> {
    await this.mailstop.stop(wie, reden);
    return this.stand();
  }

  @Post('hervatting')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'hervatMail',
    summary: 'Laat de mail weer gaan; wat intussen te laat is vervalt',
  })
  @ApiOkResponse({ type: StilstandDto })
  async hervat(@Body() _leeg: NoFields, @DezeWie() wie: Wie): Promise<StilstandDto> {
    await this.mailstop.hervat(wie);
    return this.stand();
  }
}
