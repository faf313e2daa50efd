import { Controller, Get, NotAcceptableException, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiOperation, getSchemaPath } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Wie } from '../toegang/wie.js';
import { Clock } from '../platform/clock/clock.js';
import { dateOf } from '../platform/clock/dates.js';
import { ApiGroup, Problems } from '../platform/web/api-docs.js';
import { DeelnemerslijstDto, DeelnemerslijstQuery, deelnemerVan } from './deelnemerslijsten.dto.js';
import { DeelnemerslijstenService } from './deelnemerslijsten.service.js';
import { alsBestand, formaatVoor, mediatypen } from './formaten.rules.js';
import { DezeWie, Mag } from '../toegang/rechten.js';

@ApiGroup('deelnemerslijsten')
@Controller('api/v1/deelnemerslijst')
export class DeelnemerslijstenApiController {
  constructor(
    private readonly lijsten: DeelnemerslijstenService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Mag('deelnemerslijst.bekijken')
  @ApiOperation({
    operationId: 'deelnemerslijst',
    summary: 'De deelnemerslijst, als JSON, CSV of XLSX',
    description:
      'Een bestuur krijgt de eigen mensen, wat er ook wordt gevraagd. School en bestuur zijn die van het moment van ' +
      'aanmelden. JSON komt per pagina, CSV en XLSX in een keer. Elke keer wordt vastgelegd.',
  })
  @ApiExtraModels(DeelnemerslijstDto)
  @ApiOkResponse({
    description: 'In het formaat van Accept.',
    content: {
      [mediatypen.json]: { schema: { $ref: getSchemaPath(DeelnemerslijstDto) } },
      [mediatypen.csv]: { schema: { type: 'string' } },
      [mediatypen.xlsx]: { schema: { type: 'string', format: 'binary' } },
    },
  })
  @Problems(406)
  async lijst(
    @Query() query: DeelnemerslijstQuery,
    @DezeWie() wie: Wie,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DeelnemerslijstDto | StreamableFile> {
    void reply.header('vary', 'Accept');
    const formaat = query.formaat ?? formaatVoor(request.headers.accept);
    if (!formaat) throw new NotAcceptableException();
    if (formaat !== 'json') {
      const inhoud = await this.lijsten.bestand(wie, query, formaat);
      alsBestand(reply, formaat, [query.opleiding, query.schooljaar], dateOf(this.clock.now()));
      return new StreamableFile(inhoud);
    }
    const { items, ...pagina } = await this.lijsten.pagina(wie, query, query);
    return { items: items.map(deelnemerVan), ...pagina };
  }
}
