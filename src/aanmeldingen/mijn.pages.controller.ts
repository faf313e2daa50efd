import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Page } from '../platform/web/page.js';
import { DezeWie, Mag } from '../toegang/rechten.js';
import type { Wie } from '../toegang/wie.js';
import { MijnAanmeldingenScherm } from './mijn.scherm.js';

/** The own overview, after a log-in link by mail. */
@ApiExcludeController()
@Controller('mijn')
export class MijnPagesController {
  constructor(private readonly scherm: MijnAanmeldingenScherm) {}

  @Get()
  @Mag('mijn.bekijken')
  toon(@DezeWie() wie: Wie): Promise<Page> {
    return this.scherm.toon(wie);
  }
}
