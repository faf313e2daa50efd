import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { Settings } from '../platform/config/settings.js';
import { ApiGroup, Problems } from '../platform/web/api-docs.js';
import { IdPipe } from '../platform/web/params.js';
import { DezeWie, Mag } from '../toegang/rechten.js';
import type { Wie } from '../toegang/wie.js';
import { WissenService } from './wissen.service.js';
import { WisPersoonDto, WissingDto, wissingVan } from './wissing.dto.js';

@ApiGroup('personen')
@Mag('privacyverzoeken.behandelen')
@Controller('api/v1/personen')
export class WissingApiController {
  constructor(
    private readonly wissen: WissenService,
    private readonly settings: Settings,
  ) {}

  @Post(':id/wissing')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'wisPersoon',
    summary: 'Maakt iemand voorgoed onbekend, of vertelt met `proef` wat er dan weggaat en wat blijft',
  })
  @ApiOkResponse({ type: WissingDto })
  @Problems(409)
  async wis(
    @Param('id', IdPipe) id: string,
    @Body() { proef, afmelden }: WisPersoonDto,
    @DezeWie() wie: Wie,
  ): Promise<WissingDto> {
    const wissing = proef ? await this.wissen.proef(id) : await this.wissen.wis(wie, id, afmelden ?? false);
    return wissingVan(wissing, proef ?? false, this.settings.BEWAAR_CERTIFICATEN);
  }
}
