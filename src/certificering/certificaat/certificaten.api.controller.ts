import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { ApiGroup, Problems } from '../../platform/web/api-docs.js';
import { DezeWie, Mag } from '../../toegang/rechten.js';
import type { Wie } from '../../toegang/wie.js';
import { CorrectieDto, NummerInAdres, RedenDto, UitgereiktDto, uitgereiktVan } from './certificaten.dto.js';
import { CertificatenQueries } from './certificaten.queries.js';
import { CertificatenService } from './certificaten.service.js';

/** The academie withdraws, corrects or reissues one certificaat. */
@ApiGroup('certificaten')
@Mag('certificaten.beheren')
@Controller('api/v1/certificaten/:nummer')
@NummerInAdres()
export class CertificatenApiController {
  constructor(
    private readonly certificaten: CertificatenService,
    private readonly queries: CertificatenQueries,
  ) {}

  @Post('intrekking')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'trekCertificaatIn',
    summary: 'Trek een certificaat in; de houder krijgt een mail met de reden',
  })
  @ApiOkResponse({ type: UitgereiktDto })
  @Problems(409, 422)
  async trekIn(
    @Param('nummer') nummer: string,
    @Body() { reden }: RedenDto,
    @DezeWie() wie: Wie,
  ): Promise<UitgereiktDto> {
    await this.certificaten.trekIn(wie, nummer, reden);
    return this.toon(nummer);
  }

  @Post('correctie')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'corrigeerCertificaat',
    summary: 'Verbeter de naam: een nieuw certificaat komt in de plaats van dit',
  })
  @ApiOkResponse({ type: UitgereiktDto })
  @Problems(409, 422)
  async corrigeer(
    @Param('nummer') nummer: string,
    @Body() dto: CorrectieDto,
    @DezeWie() wie: Wie,
  ): Promise<UitgereiktDto> {
    return this.toon(await this.certificaten.corrigeer(wie, nummer, dto));
  }

  @Post('heruitgave')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'geefCertificaatOpnieuwUit',
    summary: 'Reik een ingetrokken certificaat opnieuw uit, met een nieuw nummer',
  })
  @ApiOkResponse({ type: UitgereiktDto })
  @Problems(409, 422)
  async reikOpnieuwUit(
    @Param('nummer') nummer: string,
    @Body() { reden }: RedenDto,
    @DezeWie() wie: Wie,
  ): Promise<UitgereiktDto> {
    return this.toon(await this.certificaten.reikOpnieuwUit(wie, nummer, reden));
  }

  private async toon(nummer: string): Promise<UitgereiktDto> {
    return uitgereiktVan(await this.queries.vind(nummer));
  }
}
