import { Body, Controller, Get, Ip, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import { ApiGroup, NotKept, Problems } from '../platform/web/api-docs.js';
import { Created } from '../platform/web/page.js';
import { Mag } from '../toegang/rechten.js';
import { AntwoordenService } from './antwoorden.service.js';
import { BeantwoordDto, FormulierDto, formulierVan, GeefAntwoordDto } from './evaluaties.dto.js';

/** For who shows the questionnaire in an app of their own. The link is the key; who asks is not looked at. */
@ApiGroup('evaluaties')
@Mag('openbaar')
@Controller('api/v1/evaluaties/:token')
@ApiParam({ name: 'token', schema: { type: 'string', pattern: '^[\\w-]+$' } })
export class FormulierApiController {
  constructor(private readonly antwoorden: AntwoordenService) {}

  @Get()
  @NotKept()
  @ApiOperation({
    operationId: 'evaluatieformulier',
    summary: 'De vragen achter de link in een mail; nooit een antwoord',
  })
  @ApiOkResponse({ type: FormulierDto })
  @Problems(429)
  async formulier(@Param('token') token: string, @Ip() ip: string): Promise<FormulierDto> {
    await this.antwoorden.tel(ip);
    return formulierVan(await this.antwoorden.formulier(token));
  }

  @Post('antwoorden')
  @ApiOperation({
    operationId: 'beantwoordEvaluatie',
    summary: 'Geef één keer antwoord; het is daarna niet terug te vinden',
  })
  @ApiCreatedResponse({ type: BeantwoordDto })
  @Problems(409, 422, 429)
  async antwoord(
    @Param('token') token: string,
    @Body() { antwoorden }: GeefAntwoordDto,
    @Ip() ip: string,
  ): Promise<Created<BeantwoordDto>> {
    await this.antwoorden.tel(ip);
    await this.antwoorden.geef(token, antwoorden);
    return new Created({ stand: 'beantwoord' }, `/api/v1/evaluaties/${token}`);
  }
}
