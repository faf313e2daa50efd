import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Page } from '../platform/web/page.js';
import { DezeWie, Mag } from '../toegang/rechten.js';
import type { Wie } from '../toegang/wie.js';
import { InrichtenScherm } from './inrichten.scherm.js';

/** What an academie still needs. */
@ApiExcludeController()
@Mag('inrichten.bekijken')
@Controller('beheer/inrichten')
export class InrichtenPagesController {
  constructor(private readonly scherm: InrichtenScherm) {}

  @Get()
  stappen(@DezeWie() wie: Wie): Promise<Page> {
    return this.scherm.stappen(wie);
  }
}
