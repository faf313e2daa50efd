import { Controller, Get, Param } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Wie } from '../audit/wie.js';
import { Page } from '../platform/web/page.js';
import { IdPipe } from '../platform/web/params.js';
import { DezeWie, Mag } from '../toegang/mag.decorator.js';
import { mag } from '../toegang/rechten.js';
import { cohortbeeld } from './uitkomst-cohortbeeld.js';
import { UitkomstCohortService } from './uitkomst-cohort.service.js';

/** The tab Evaluatie of a cohort. */
@ApiExcludeController()
@Controller('beheer/cohorten/:id')
export class UitkomstPagesController {
  constructor(private readonly uitkomst: UitkomstCohortService) {}

  @Get('evaluatie')
  @Mag('evaluaties.bekijken')
  async toon(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<Page> {
    const gevonden = await this.uitkomst.van(id);
    const { opleiding, naam } = gevonden.cohort;
    return new Page('evaluaties/cohort', cohortbeeld(gevonden, mag(wie, 'evaluaties.beheren')), {
      titel: `Evaluatie: ${opleiding}, ${naam}`,
    });
  }
}
