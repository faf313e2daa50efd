import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Typed } from '../platform/web/form-input.js';
import { Page } from '../platform/web/page.js';
import { IdPipe } from '../platform/web/params.js';
import { Mag } from '../toegang/rechten.js';
import { Geschiedenisscherm } from './geschiedenis.scherm.js';

/** The tab Geschiedenis of a cohort. */
@ApiExcludeController()
@Controller('beheer/cohorten/:id/geschiedenis')
export class GeschiedenisPagesController {
  constructor(private readonly scherm: Geschiedenisscherm) {}

  @Get()
  @Mag('aanmeldingen.beheren')
  toon(@Param('id', IdPipe) id: string, @Query() vraag: Typed): Promise<Page> {
    return this.scherm.toon(id, vraag);
  }
}
