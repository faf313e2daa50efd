import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import { ApiGroup } from '../platform/web/api-docs.js';
import { ListOf, paged, PagingQuery, sliceOf } from '../platform/web/paging.js';
import { groepOnbekend } from './werklijst.errors.js';
import { groepVan, WerklijstDto, WerkregelDto, weekregelVan } from './werklijst.dto.js';
import { WerklijstQueries } from './werklijst.queries.js';
import { groepcodes, isGroepcode } from './werklijst.rules.js';
import { Mag } from '../toegang/rechten.js';

export class WerkregelsLijst extends ListOf(WerkregelDto) {}

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
    if (!isGroepcode(groep)) throw groepOnbekend();
    const { skip, take } = sliceOf(query);
    const gevonden = await this.queries.groep(groep, skip, take);
    return paged(groepVan(gevonden).items, gevonden.totaal, query);
  }
}
