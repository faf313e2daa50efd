import { Controller, Get, Param } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Page } from '../../platform/web/page.js';
import { IdPipe } from '../../platform/web/params.js';
import { Mag } from '../../toegang/mag.decorator.js';
import { Postscherm } from './postscherm.js';

/** The tab Berichten of a cohort. */
@ApiExcludeController()
@Controller('beheer/cohorten/:id/berichten')
export class PostPagesController {
  constructor(private readonly scherm: Postscherm) {}

  @Get()
  @Mag('berichten.bekijken')
  toon(@Param('id', IdPipe) id: string): Promise<Page> {
    return this.scherm.toon(id);
  }
}
