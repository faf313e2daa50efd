import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { IdPipe } from '../platform/web/params.js';
import { AgendaService } from './agenda.service.js';
import { Mag } from '../toegang/rechten.js';

@ApiExcludeController()
@Controller('cohorten')
export class AgendaPagesController {
  constructor(private readonly agenda: AgendaService) {}

  @Get(':id/agenda.ics')
  @Mag('openbaar')
  @Header('content-type', 'text/calendar; charset=utf-8')
  @Header('content-disposition', 'attachment; filename="agenda.ics"')
  vanCohort(@Param('id', IdPipe) id: string): Promise<string> {
    return this.agenda.vanOpenbaarCohort(id);
  }
}
