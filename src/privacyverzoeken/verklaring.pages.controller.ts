import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Page } from '../platform/web/page.js';
import { DezeWie, Mag } from '../toegang/rechten.js';
import type { Wie } from '../toegang/wie.js';
import { VerklaringScherm } from './verklaring.scherm.js';

/** How we deal with data of people, for everybody to read. */
@ApiExcludeController()
@Controller('privacy')
export class VerklaringPagesController {
  constructor(private readonly scherm: VerklaringScherm) {}

  @Get()
  @Mag('openbaar')
  toon(@DezeWie() wie: Wie): Page {
    return this.scherm.toon(wie);
  }
}
