import { Controller, Get, Param } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Page } from '../platform/web/page.js';
import { IdPipe } from '../platform/web/params.js';
import { DezeWie, Mag } from '../toegang/rechten.js';
import type { Wie } from '../toegang/wie.js';
import { TrainerScherm } from './trainer.scherm.js';

/** The portal of a trainer. */
@ApiExcludeController()
@Mag('trainer.bekijken')
@Controller('trainer')
export class TrainerPagesController {
  constructor(private readonly scherm: TrainerScherm) {}

  @Get()
  lijst(@DezeWie() wie: Wie): Promise<Page> {
    return this.scherm.lijst(wie);
  }

  @Get('cohorten/:id')
  een(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<Page> {
    return this.scherm.een(id, wie);
  }
}
