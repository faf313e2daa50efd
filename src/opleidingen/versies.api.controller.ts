import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import { CodeInAdres } from './opleidingen.dto.js';
import { DataSource } from 'typeorm';
import type { Wie } from '../toegang/wie.js';
import { ApiGroup } from '../platform/web/api-docs.js';
import { paged, PagingQuery, sliceOf } from '../platform/web/paging.js';
import { DezeWie, mag, Mag } from '../toegang/rechten.js';
import { Opleiding } from './opleiding.entity.js';
import { opleidingOnbekend, versieOnbekend } from './opleidingen.errors.js';
import { OpleidingenService } from './opleidingen.service.js';
import { OpleidingVersieDto, VersielijstDto, versieVan } from './versies.dto.js';
import { VersiesQueries } from './versies.queries.js';

/** What an opleiding said before. The academie also sees what was never published. */
@ApiGroup('opleidingen')
@Controller('api/v1/opleidingen/:code/versies')
@CodeInAdres()
export class VersiesApiController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly opleidingen: OpleidingenService,
    private readonly versies: VersiesQueries,
  ) {}

  @Get()
  @Mag('openbaar')
  @ApiOperation({
    operationId: 'versiesVanOpleiding',
    summary: 'Eerdere versies van een opleiding, de nieuwste eerst',
  })
  @ApiOkResponse({ type: VersielijstDto })
  async lijst(
    @Param('code') code: string,
    @Query() query: PagingQuery,
    @DezeWie() wie: Wie,
  ): Promise<VersielijstDto> {
    const openbaar = !mag(wie, 'opleidingen.beheren');
    const opleiding = await this.vind(code);
    const { skip, take } = sliceOf(query);
    const versies = await this.versies.van(opleiding.id, openbaar, skip, take);
    const totaal = await this.versies.tel(opleiding.id, openbaar);
    if (totaal === 0 && openbaar && !opleiding.gepubliceerd) throw opleidingOnbekend();
    const items = versies.map(({ nummer, geldigTot }) => ({
      versie: nummer,
      geldigTot: geldigTot.toISOString(),
    }));
    return paged(items, totaal, query);
  }

  @Get(':nummer')
  @Mag('openbaar')
  @ApiParam({ name: 'nummer', schema: { type: 'integer', minimum: 1 } })
  @ApiOperation({
    operationId: 'versieVanOpleiding',
    summary: 'Een opleiding zoals ze eerder in de catalogus stond',
  })
  @ApiOkResponse({ type: OpleidingVersieDto })
  async een(
    @Param('code') code: string,
    @Param('nummer') nummer: string,
    @DezeWie() wie: Wie,
  ): Promise<OpleidingVersieDto> {
    const { id } = await this.vind(code);
    const versie = await this.versies.een(id, nummer, !mag(wie, 'opleidingen.beheren'));
    if (!versie) throw versieOnbekend();
    const codes = await this.opleidingen.vervolgcodes([versie.gegevens]);
    return versieVan(versie, codes.get(versie.gegevens.vervolgOpId) ?? null);
  }

  private async vind(code: string): Promise<Opleiding> {
    const opleiding = await this.dataSource.manager.findOneBy(Opleiding, { code: code.toUpperCase() });
    if (!opleiding) throw opleidingOnbekend();
    return opleiding;
  }
}
