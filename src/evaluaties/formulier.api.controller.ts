import { Body, Controller, Get, HttpCode, Ip, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { ApiGroup, Problems } from '../platform/web/api-docs.js';
import { Mag } from '../toegang/mag.decorator.js';
import { AntwoordenService } from './antwoorden.service.js';
import { Antwoordlimiet } from './antwoordlimiet.js';
import { BeantwoordDto, FormulierDto, formulierVan, GeefAntwoordDto } from './evaluaties.dto.js';

/** For who shows the questionnaire in an app of their own. The link is the key; who asks is not looked at. */
@ApiGroup('evaluaties')
@Mag('openbaar')
@Controller('api/v1/evaluaties/:token')
export class FormulierApiController {
  constructor(
    private readonly antwoorden: AntwoordenService,
    private readonly limiet: Antwoordlimiet,
  ) {}

  @Get()
  @ApiOperation({ summary: 'De vragen achter de link in een mail; nooit een antwoord' })
  @ApiOkResponse({ type: FormulierDto })
  @Problems(400, 404, 429)
  async formulier(@Param('token') token: string, @Ip() ip: string): Promise<FormulierDto> {
    await this.limiet.tel(ip);
    return formulierVan(await this.antwoorden.formulier(token));
  }

  @Post('antwoorden')
  @HttpCode(201)
  @ApiOperation({ summary: 'Geef één keer antwoord; het is daarna niet terug te vinden' })
  @ApiCreatedResponse({ type: BeantwoordDto })
  @Problems(400, 404, 409, 413, 422, 429)
  async antwoord(
    @Param('token') token: string,
    @Body() { antwoorden }: GeefAntwoordDto,
    @Ip() ip: string,
  ): Promise<BeantwoordDto> {
    await this.limiet.tel(ip);
    await this.antwoorden.geef(token, antwoorden);
    return { stand: 'beantwoord' };
  }
}
