import { Body, Controller, Get, HttpCode, Ip, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { Wie } from '../toegang/wie.js';
import { Clock } from '../platform/clock/clock.js';
import { ApiGroup, Problems } from '../platform/web/api-docs.js';
import { Created } from '../platform/web/page.js';
import { PagingQuery, paged, sliceOf } from '../platform/web/paging.js';
import { IdPipe } from '../platform/web/params.js';
import { NoFields } from '../platform/web/validation.js';
import { type Aangemeld, AanmeldenService } from './aanmelden.service.js';
import {
  AanmeldingDto,
  AanmeldingenlijstDto,
  aanmeldingVan,
  AfwijzingDto,
  AnnuleringDto,
  MeldAanDto,
  MetLinkDto,
  OverzettingDto,
  OverzetvoorstelDto,
  StandDto,
  standVan,
} from './aanmeldingen.dto.js';
import { statusOp } from './aanmeldingen.rules.js';
import { AanmeldingenService } from './aanmeldingen.service.js';
import { DezeWie, Mag } from '../toegang/rechten.js';
import { InzageService } from './inzage.service.js';
import { OverzettenService } from './overzetten.service.js';
import { OverzetvoorstellenService } from './overzetvoorstellen.service.js';
import { originOf } from '../platform/web/rate-limiter.js';

@ApiGroup('aanmeldingen')
@Controller('api/v1')
export class AanmeldingenApiController {
  constructor(
    private readonly aanmelden: AanmeldenService,
    private readonly aanmeldingen: AanmeldingenService,
    private readonly inzage: InzageService,
    private readonly overzetten: OverzettenService,
    private readonly voorstellen: OverzetvoorstellenService,
    private readonly clock: Clock,
  ) {}

  @Post('cohorten/:id/aanmeldingen')
  @Mag('aanmelden')
  @HttpCode(200)
  @ApiOperation({ operationId: 'meldAan', summary: 'Meld iemand aan voor een cohort' })
  @ApiCreatedResponse({ type: StandDto })
  @ApiOkResponse({ type: StandDto, description: 'Deze sleutel stuurde deze externe referentie al eerder.' })
  @Problems(409, 422, 429)
  async meldAan(
    @Param('id', IdPipe) cohortId: string,
    @Body() verzoek: MeldAanDto,
    @DezeWie() wie: Wie,
    @Ip() ip: string,
  ): Promise<StandDto | Created<StandDto>> {
    await this.aanmelden.telPoging(wie, ip, verzoek.email);
    const aangemeld = await this.aanmelden.meldAan(cohortId, verzoek, wie, originOf(ip));
    const stand = this.stand(aangemeld);
    return aangemeld.nieuw ? new Created(stand, `/api/v1/aanmeldingen/${stand.id}`) : stand;
  }

  @Get('cohorten/:id/aanmeldingen')
  @Mag('aanmeldingen.bekijken')
  @ApiOperation({
    operationId: 'aanmeldingenVanCohort',
    summary: 'De aanmeldingen van een cohort; een bestuur ziet alleen de eigen mensen',
  })
  @ApiOkResponse({ type: AanmeldingenlijstDto })
  async vanCohort(
    @Param('id', IdPipe) cohortId: string,
    @Query() query: PagingQuery,
    @DezeWie() wie: Wie,
  ): Promise<AanmeldingenlijstDto> {
    const { skip, take } = sliceOf(query);
    const { items, totaal, voor } = await this.inzage.vanCohort(wie, cohortId, skip, take);
    return paged(
      items.map((item) => aanmeldingVan(item, voor)),
      totaal,
      query,
    );
  }

  @Get('aanmeldingen/:id')
  @Mag('aanmelding.eigen')
  @ApiOperation({ operationId: 'aanmelding', summary: 'Eén aanmelding' })
  @ApiOkResponse({ type: AanmeldingDto })
  async een(
    @Param('id', IdPipe) id: string,
    @Query() { token }: MetLinkDto,
    @DezeWie() wie: Wie,
  ): Promise<AanmeldingDto> {
    const { beeld, voor } = await this.inzage.een(wie, id, token);
    return aanmeldingVan(beeld, voor);
  }

  @Post('aanmeldingen/:id/emailbevestiging')
  @Mag('aanmelding.eigen')
  @HttpCode(200)
  @ApiOperation({ operationId: 'bevestigEmail', summary: 'Bevestig het e-mailadres' })
  @ApiOkResponse({ type: StandDto })
  @Problems(409)
  async bevestig(@Param('id', IdPipe) id: string, @Body() { token }: MetLinkDto, @DezeWie() wie: Wie) {
    return this.na(id, wie, token, (door) => this.aanmeldingen.bevestigEmail(id, door));
  }

  @Post('aanmeldingen/:id/aanbodacceptatie')
  @Mag('aanmelding.eigen')
  @HttpCode(200)
  @ApiOperation({ operationId: 'accepteerAanbod', summary: 'Neem de aangeboden plaats' })
  @ApiOkResponse({ type: StandDto })
  @Problems(409)
  async accepteer(@Param('id', IdPipe) id: string, @Body() { token }: MetLinkDto, @DezeWie() wie: Wie) {
    return this.na(id, wie, token, (door) => this.aanmeldingen.accepteerAanbod(id, door));
  }

  @Post('aanmeldingen/:id/aanbodafwijzing')
  @Mag('aanmelding.eigen')
  @HttpCode(200)
  @ApiOperation({ operationId: 'wijsAanbodAf', summary: 'Wijs de aangeboden plaats af' })
  @ApiOkResponse({ type: StandDto })
  @Problems(409)
  async wijsAanbodAf(@Param('id', IdPipe) id: string, @Body() { token }: MetLinkDto, @DezeWie() wie: Wie) {
    return this.na(id, wie, token, (door) => this.aanmeldingen.wijsAanbodAf(id, door));
  }

  @Post('aanmeldingen/:id/annulering')
  @Mag('aanmelding.eigen')
  @HttpCode(200)
  @ApiOperation({ operationId: 'annuleerAanmelding', summary: 'Trek de aanmelding terug' })
  @ApiOkResponse({ type: StandDto })
  @Problems(409)
  async annuleer(
    @Param('id', IdPipe) id: string,
    @Body() { token, reden }: AnnuleringDto,
    @DezeWie() wie: Wie,
  ) {
    return this.na(id, wie, token, (door) => this.aanmeldingen.annuleer(id, door, reden ?? null));
  }

  @Post('aanmeldingen/:id/herleving')
  @Mag('aanmelding.eigen')
  @HttpCode(200)
  @ApiOperation({ operationId: 'laatAanmeldingHerleven', summary: 'Doe weer mee na een verlopen plaats' })
  @ApiOkResponse({ type: StandDto })
  @Problems(409)
  async herleef(@Param('id', IdPipe) id: string, @Body() { token }: MetLinkDto, @DezeWie() wie: Wie) {
    return this.na(id, wie, token, (door) => this.aanmeldingen.herleef(id, door));
  }

  @Post('aanmeldingen/:id/akkoord')
  @Mag('aanmelding.akkoord')
  @HttpCode(200)
  @ApiOperation({ operationId: 'geefAkkoord', summary: 'Het bestuur geeft akkoord' })
  @ApiOkResponse({ type: StandDto })
  @Problems(409)
  async akkoord(@Param('id', IdPipe) id: string, @Body() _leeg: NoFields, @DezeWie() wie: Wie) {
    return this.na(id, wie, undefined, (door) => this.aanmeldingen.geefAkkoord(id, door));
  }

  @Post('aanmeldingen/:id/afwijzing')
  @Mag('aanmelding.akkoord')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'wijsAanmeldingAf',
    summary: 'Bestuur of academie wijst de aanmelding af, met reden',
  })
  @ApiOkResponse({ type: StandDto })
  @Problems(409)
  async wijsAf(@Param('id', IdPipe) id: string, @Body() { reden }: AfwijzingDto, @DezeWie() wie: Wie) {
    return this.na(id, wie, undefined, (door) => this.aanmeldingen.wijsAf(id, door, reden));
  }

  @Post('aanmeldingen/:id/overzetting')
  @Mag('aanmelding.overzetten')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'zetAanmeldingOver',
    summary: 'Zet over naar een ander cohort; antwoord is de aanmelding daar',
    description:
      'De academie zet over wie akkoord is. De deelnemer zelf kiest een cohort dat is voorgesteld.',
  })
  @ApiOkResponse({ type: StandDto })
  @Problems(409)
  async zetOver(
    @Param('id', IdPipe) id: string,
    @Body() { cohort, token, toelichting }: OverzettingDto,
    @DezeWie() wie: Wie,
  ): Promise<StandDto> {
    const { door } = await this.inzage.een(wie, id, token);
    const nieuw =
      door.soort === 'persoon'
        ? await this.overzetten.aanvaard(id, cohort, door)
        : await this.overzetten.zetOver(id, cohort, door, toelichting);
    return standVan((await this.inzage.een(door, nieuw.id)).beeld);
  }

  @Post('aanmeldingen/:id/overzetvoorstel')
  @Mag('aanmeldingen.beheren')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'stelOverzettenVoor',
    summary: 'Vraag of iemand naar een ander cohort wil; de huidige plaats blijft tot het antwoord',
  })
  @ApiOkResponse({ type: StandDto })
  @Problems(409, 422)
  async stelVoor(
    @Param('id', IdPipe) id: string,
    @Body() { cohort }: OverzetvoorstelDto,
    @DezeWie() wie: Wie,
  ): Promise<StandDto> {
    await this.voorstellen.vraag(id, cohort, wie);
    return standVan((await this.inzage.een(wie, id)).beeld);
  }

  @Post('aanmeldingen/:id/overzetafwijzing')
  @Mag('aanmelding.eigen')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'wijsOverzettenAf',
    summary: 'De deelnemer wil niet naar een voorgesteld cohort',
  })
  @ApiOkResponse({ type: StandDto })
  @Problems(409)
  async wijsOverzettenAf(
    @Param('id', IdPipe) id: string,
    @Body() { cohort, token }: OverzetvoorstelDto,
    @DezeWie() wie: Wie,
  ): Promise<StandDto> {
    const { door } = await this.inzage.een(wie, id, token);
    await this.voorstellen.wijsAf(id, cohort, door);
    return standVan((await this.inzage.een(door, id)).beeld);
  }

  private async na(
    id: string,
    wie: Wie,
    token: string | undefined,
    doe: (door: Wie) => Promise<unknown>,
  ): Promise<StandDto> {
    const { door } = await this.inzage.een(wie, id, token);
    await doe(door);
    return standVan((await this.inzage.een(door, id)).beeld);
  }

  private stand({ aanmelding, wachtlijstpositie }: Aangemeld): StandDto {
    return standVan({ ...aanmelding, status: statusOp(aanmelding, this.clock.now()), wachtlijstpositie });
  }
}
