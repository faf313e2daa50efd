import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiProperty } from '@nestjs/swagger';
import { ApiGroup } from '../platform/web/api-docs.js';
import { ListOf, paged, PagingQuery, sliceOf } from '../platform/web/paging.js';
import { type Groep, type Weekregel, WerklijstQueries } from './werklijst.queries.js';
import { type Dringendheid, type Groepcode, groepcodes, groepcodeVan } from './werklijst.rules.js';
import { Mag } from '../toegang/rechten.js';

class WerkregelDto {
  @ApiProperty({ description: 'Waar het over gaat.', example: 'Basistraining co-teaching, najaar' })
  onderwerp!: string;

  @ApiProperty({ example: '5 van minimaal 8. Besluit op dinsdag 24 november 2026.' })
  zin!: string;

  @ApiProperty({ description: 'Het scherm waar je het oplost.', example: '/beheer/cohorten/…/voortgang' })
  adres!: string;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  cohort!: string | null;
}

class WerkgroepDto {
  @ApiProperty({ enum: groepcodes })
  groep!: Groepcode;

  @ApiProperty()
  titel!: string;

  @ApiProperty({ enum: ['nu', 'binnenkort', 'straks'] })
  dringend!: Dringendheid;

  @ApiProperty({
    type: 'integer',
    description: 'Hoeveel het er in alles zijn; `items` heeft de eerste vijf.',
  })
  totaal!: number;

  @ApiProperty({ type: [WerkregelDto] })
  items!: WerkregelDto[];
}

class WeekregelDto {
  @ApiProperty({ format: 'uuid', description: 'Id van de bijeenkomst.' })
  id!: string;

  @ApiProperty({ format: 'uuid' })
  cohort!: string;

  @ApiProperty()
  opleiding!: string;

  @ApiProperty()
  naam!: string;

  @ApiProperty({ format: 'date-time' })
  begint!: Date;

  @ApiProperty({ format: 'date-time' })
  eindigt!: Date;

  @ApiProperty({ type: 'string', nullable: true })
  locatie!: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  trainer!: string | null;

  @ApiProperty({ type: 'integer', description: 'Hoeveel mensen een plaats hebben.' })
  deelnemers!: number;
}

class WerklijstDto {
  @ApiProperty({
    type: [WerkgroepDto],
    description: 'De dringendste eerst; een groep waarin niets is ontbreekt.',
  })
  groepen!: WerkgroepDto[];

  @ApiProperty({ type: [WeekregelDto], description: 'De bijeenkomsten van deze week, ten hoogste 200.' })
  dezeWeek!: WeekregelDto[];
}

const groepVan = ({ code, titel, dringend, totaal, regels }: Groep): WerkgroepDto => ({
  groep: code,
  titel,
  dringend,
  totaal,
  items: regels.map(({ onderwerp, zin, href, cohort }) => ({ onderwerp, zin, adres: href, cohort })),
});

const weekregelVan = ({ cohortId, cohort, aantal, ...rest }: Weekregel): WeekregelDto => ({
  ...rest,
  cohort: cohortId,
  naam: cohort,
  deelnemers: aantal,
});

class WerkregelsLijst extends ListOf(WerkregelDto) {}

const WEEK_MAX = 200;

@ApiGroup('werklijst')
@Controller('api/v1/werklijst')
export class WerklijstApiController {
  constructor(private readonly queries: WerklijstQueries) {}

  @Get()
  @Mag('aanmeldingen.beheren')
  @ApiOperation({
    operationId: 'werklijst',
    summary: 'Wat vandaag iets van de academie vraagt, en de bijeenkomsten van deze week',
  })
  @ApiOkResponse({ type: WerklijstDto })
  async alles(): Promise<WerklijstDto> {
    const [groepen, week] = [await this.queries.alles(), await this.queries.week(0, WEEK_MAX)];
    return { groepen: groepen.map(groepVan), dezeWeek: week.regels.map(weekregelVan) };
  }

  @Get(':groep')
  @Mag('aanmeldingen.beheren')
  @ApiOperation({ operationId: 'werklijstgroep', summary: 'Eén groep van de werklijst, helemaal' })
  @ApiParam({ name: 'groep', enum: groepcodes })
  @ApiOkResponse({ type: WerkregelsLijst })
  async groep(@Param('groep') groep: string, @Query() query: PagingQuery): Promise<WerkregelsLijst> {
    const { skip, take } = sliceOf(query);
    const gevonden = await this.queries.groep(groepcodeVan(groep), skip, take);
    return paged(groepVan(gevonden).items, gevonden.totaal, query);
  }
}
