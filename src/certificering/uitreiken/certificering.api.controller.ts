import { Body, Controller, Get, HttpCode, Param, ParseIntPipe, Post, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { ApiGroup, Problems } from '../../platform/web/api-docs.js';
import { IdPipe } from '../../platform/web/params.js';
import { NoFields } from '../../platform/web/validation.js';
import { DezeWie, Mag } from '../../toegang/rechten.js';
import type { Wie } from '../../toegang/wie.js';
import { CertificatenDto, uitgereiktVan } from '../certificaat/certificaten.dto.js';
import { CertificatenQueries } from '../certificaat/certificaten.queries.js';
import { LeerjaarQueries } from '../voorwaarden/leerjaar.queries.js';
import { LeerjaarService } from '../voorwaarden/leerjaar.service.js';
import {
  CertificeringDto,
  LeerjaarDto,
  leerjaarVan,
  UitgenodigdDto,
  UitreikingDto,
  VoltooidDto,
} from './certificering.dto.js';
import { UitreikenService } from './uitreiken.service.js';

const Leerjaar = () => Param('leerjaar', ParseIntPipe);

/** The certificaten of a cohort; who qualifies in a leerjaar, the ceremony, and issuing. */
@ApiGroup('certificaten')
@Mag('certificaten.beheren')
@Controller('api/v1/cohorten/:id/certificering')
export class CertificeringApiController {
  constructor(
    private readonly uitreiken: UitreikenService,
    private readonly queries: CertificatenQueries,
    private readonly leerjaren: LeerjaarQueries,
    private readonly leerjaar: LeerjaarService,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'certificatenVanCohort',
    summary: 'Alle certificaten van een cohort, ook wat is ingetrokken of vervangen',
  })
  @ApiOkResponse({ type: CertificatenDto })
  async lijst(@Param('id', IdPipe) id: string): Promise<CertificatenDto> {
    return { certificaten: (await this.queries.lijst(id)).map(uitgereiktVan) };
  }

  @Post()
  @HttpCode(200)
  @ApiOperation({
    operationId: 'reikCertificatenUit',
    summary: 'Reik de certificaten van een leerjaar uit; een tweede keer krijgt alleen wie erbij kwam er een',
  })
  @ApiOkResponse({ type: CertificatenDto })
  @Problems(409, 422)
  async reikUit(
    @Param('id', IdPipe) id: string,
    @Body() dto: CertificeringDto,
    @DezeWie() wie: Wie,
  ): Promise<CertificatenDto> {
    await this.uitreiken.reikUit(wie, id, dto);
    const alle = await this.queries.vanCohort(id, dto.leerjaar);
    return { certificaten: alle.filter(({ stand }) => stand !== 'vervangen').map(uitgereiktVan) };
  }

  @Get(':leerjaar')
  @ApiOperation({
    operationId: 'leerjaarVanCohort',
    summary: 'Wie voldoet in een leerjaar, wie bijna en wat die mist, en de uitreiking',
  })
  @ApiOkResponse({ type: LeerjaarDto })
  @Problems(422)
  async toon(@Param('id', IdPipe) id: string, @Leerjaar() leerjaar: number): Promise<LeerjaarDto> {
    return leerjaarVan(await this.leerjaren.een(id, leerjaar));
  }

  @Put(':leerjaar/onderdelen/:onderdeel')
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
    await this.leerjaar.markeer(wie, id, leerjaar, onderdeel, voltooid);
    return leerjaarVan(await this.leerjaren.een(id, leerjaar));
  }

  @Put(':leerjaar/uitreiking')
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
    await this.uitreiken.plan(wie, id, leerjaar, dto);
    return leerjaarVan(await this.leerjaren.een(id, leerjaar));
  }

  @Post(':leerjaar/uitnodigingen')
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
    return { uitgenodigd: await this.uitreiken.nodigUit(id, leerjaar) };
  }
}
