import { Body, Controller, Get, HttpCode, Param, ParseIntPipe, Post, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { Wie } from '../../toegang/wie.js';
import { ApiGroup, Problems } from '../../platform/web/api-docs.js';
import { IdPipe } from '../../platform/web/params.js';
import { NoFields } from '../../platform/web/validation.js';
import { DezeWie, Mag } from '../../toegang/rechten.js';
import { CeremonieService } from '../uitreiken/ceremonie.service.js';
import { UitreikingDto } from '../uitreiken/certificering.dto.js';
import { LeerjaarDto, UitgenodigdDto, VoltooidDto, leerjaarVan } from './leerjaar.dto.js';
import { LeerjaarService } from './leerjaar.service.js';
import { OnderdelenService } from './onderdelen.service.js';

const Leerjaar = () => Param('leerjaar', ParseIntPipe);

/** What comes before issuing: who qualifies, who completed what, and the ceremony. */
@ApiGroup('certificaten')
@Mag('certificaten.beheren')
@Controller('api/v1/cohorten/:id/certificering/:leerjaar')
export class LeerjaarApiController {
  constructor(
    private readonly leerjaren: LeerjaarService,
    private readonly onderdelen: OnderdelenService,
    private readonly ceremonie: CeremonieService,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'leerjaarVanCohort',
    summary: 'Wie voldoet in een leerjaar, wie bijna en wat die mist, en de uitreiking',
  })
  @ApiOkResponse({ type: LeerjaarDto })
  @Problems(422)
  async toon(@Param('id', IdPipe) id: string, @Leerjaar() leerjaar: number): Promise<LeerjaarDto> {
    return leerjaarVan(await this.leerjaren.een(id, leerjaar));
  }

  @Put('onderdelen/:onderdeel')
  @ApiOperation({ operationId: 'legOnderdeelVast', summary: 'Leg vast wie een onderdeel heeft voltooid' })
  @ApiOkResponse({ type: LeerjaarDto })
  @Problems(422)
  async markeer(
    @Param('id', IdPipe) id: string,
    @Leerjaar() leerjaar: number,
    @Param('onderdeel', IdPipe) onderdeel: string,
    @Body() { voltooid }: VoltooidDto,
    @DezeWie() wie: Wie,
  ): Promise<LeerjaarDto> {
    await this.onderdelen.markeer(wie, id, leerjaar, onderdeel, voltooid);
    return leerjaarVan(await this.leerjaren.een(id, leerjaar));
  }

  @Put('uitreiking')
  @ApiOperation({
    operationId: 'planUitreiking',
    summary: 'Plan de uitreiking, of wijzig haar zolang er niets is uitgereikt',
  })
  @ApiOkResponse({ type: LeerjaarDto })
  @Problems(409, 422)
  async plan(
    @Param('id', IdPipe) id: string,
    @Leerjaar() leerjaar: number,
    @Body() dto: UitreikingDto,
    @DezeWie() wie: Wie,
  ): Promise<LeerjaarDto> {
    await this.ceremonie.plan(wie, id, leerjaar, dto);
    return leerjaarVan(await this.leerjaren.een(id, leerjaar));
  }

  @Post('uitnodigingen')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'nodigUitVoorUitreiking',
    summary: 'Nodig uit wie voldoet en nog niet van deze uitreiking weet',
    description: 'Na een andere datum of plaats krijgt ieder een nieuwe uitnodiging.',
  })
  @ApiOkResponse({ type: UitgenodigdDto })
  @Problems(409, 422)
  async nodigUit(
    @Param('id', IdPipe) id: string,
    @Leerjaar() leerjaar: number,
    @Body() _leeg: NoFields,
  ): Promise<UitgenodigdDto> {
    return { uitgenodigd: await this.ceremonie.nodigUit(id, leerjaar) };
  }
}
