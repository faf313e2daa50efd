import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Page } from '../platform/web/page.js';
import { PagingQuery } from '../platform/web/paging.js';
import { Mag } from '../toegang/rechten.js';
import { BewaartermijnenScherm } from './bewaartermijnen.scherm.js';

/** For who answers for what is kept: the rules, a look ahead, and what was erased when. */
@ApiExcludeController()
@Mag('bewaartermijnen.bekijken')
@Controller('beheer/bewaartermijnen')
export class BewaartermijnenPagesController {
  constructor(private readonly scherm: BewaartermijnenScherm) {}

  @Get()
  regels(@Query() query: PagingQuery): Promise<Page> {
    return this.scherm.regels(query);
  }

  /** Tries it, and undoes it; a form and no link, because it holds what it looks at for a moment. */
  @Post('proef')
  @HttpCode(200)
  proef(): Promise<Page> {
    return this.scherm.proef();
  }

  @Get('verslagen/:id')
  verslag(@Param('id') id: string): Promise<Page> {
    return this.scherm.verslag(id);
  }
}
