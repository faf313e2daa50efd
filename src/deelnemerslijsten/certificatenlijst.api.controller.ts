import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { Wie } from '../toegang/wie.js';
import { ApiGroup } from '../platform/web/api-docs.js';
import { CertificatenlijstDto, CertificatenQuery } from './certificatenlijst.dto.js';
import { CertificatenlijstService } from './certificatenlijst.service.js';
import { DezeWie, Mag } from '../toegang/rechten.js';

@ApiGroup('certificaten')
@Controller('api/v1/certificaten')
export class CertificatenlijstApiController {
  constructor(private readonly lijst: CertificatenlijstService) {}

  @Get()
  @Mag('certificaten.bestuur')
  @ApiOperation({
    operationId: 'certificatenLijst',
    summary: 'Wie welk geldig certificaat heeft',
    description:
      'Een bestuur krijgt de eigen mensen, zoals ze waren toen ze zich aanmeldden. Nieuwste eerst. Elke keer wordt vastgelegd.',
  })
  @ApiOkResponse({ type: CertificatenlijstDto })
  alle(@Query() query: CertificatenQuery, @DezeWie() wie: Wie): Promise<CertificatenlijstDto> {
    return this.lijst.pagina(wie, query, query);
  }
}
