import { Controller, Get, Param } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { trainersVan, type Wie } from '../toegang/wie.js';
import { cohortOnbekend } from '../cohorten/cohorten.errors.js';
import { CohortenQueries } from '../cohorten/cohorten.queries.js';
import { Clock } from '../platform/clock/clock.js';
import { Page } from '../platform/web/page.js';
import { IdPipe } from '../platform/web/params.js';
import { volledigeNaam } from '../toegang/persoon.entity.js';
import { trainercohort, trainerstart } from './trainer.scherm.js';
import { TrainerQueries } from './trainer.queries.js';
import { DezeWie, Mag } from '../toegang/rechten.js';
import { portaalpaden } from './paden.js';

const kruimels = [{ tekst: 'Mijn cohorten', href: portaalpaden.trainer }];

/** A trainer sees who comes to the own cohorten, and no more than that. */
@ApiExcludeController()
@Mag('trainer.bekijken')
@Controller('trainer')
export class TrainerPagesController {
  constructor(
    private readonly trainers: TrainerQueries,
    private readonly cohorten: CohortenQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  async lijst(@DezeWie() wie: Wie): Promise<Page> {
    const cohorten = await this.cohorten.zoek({ ids: await this.eigen(wie), openbaar: false });
    const context = trainerstart(cohorten, this.clock.now());
    return new Page('trainer/cohorten', context, { titel: 'Mijn cohorten' });
  }

  @Get('cohorten/:id')
  async een(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<Page> {
    const cohort = (await this.eigen(wie)).includes(id) && (await this.cohorten.een(id, false));
    if (!cohort) throw cohortOnbekend();
    const deelnemers = await this.trainers.deelnemersVan(id);
    const context = {
      kruimels,
      ...trainercohort(cohort, this.clock.now()),
      deelnemers: deelnemers.map((d) => ({ naam: volledigeNaam(d), functie: d.functie, school: d.school })),
    };
    return new Page('trainer/cohort', context, { titel: cohort.opleiding });
  }

  private async eigen(wie: Wie): Promise<string[]> {
    return wie.soort === 'gebruiker' ? this.trainers.cohortenVan(trainersVan(wie)) : [];
  }
}
