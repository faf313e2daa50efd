import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { DomainError } from '../platform/errors/domain-error.js';
import { type Page, Redirect } from '../platform/web/page.js';
import { goed, probeer } from '../platform/web/refused-form.js';
import { DezeWie, Mag } from '../toegang/rechten.js';
import type { Wie } from '../toegang/wie.js';
import { InrichtenScherm } from './inrichten.scherm.js';
import { inrichtpaden } from './paden.js';
import { TestmailService } from './testmail.service.js';

/** What an academie still needs. */
@ApiExcludeController()
@Mag('inrichten.bekijken')
@Controller('beheer/inrichten')
export class InrichtenPagesController {
  constructor(
    private readonly scherm: InrichtenScherm,
    private readonly testmail: TestmailService,
  ) {}

  @Get()
  stappen(@DezeWie() wie: Wie): Promise<Page> {
    return this.scherm.stappen(wie);
  }

  @Post('testmail')
  @HttpCode(200)
  stuurTestmail(@DezeWie() wie: Wie): Promise<Page | Redirect> {
    return probeer(
      async () => {
        const aan = await this.testmail.stuur(wie);
        return new Redirect(inrichtpaden.stappen, goed(`De mailserver nam de testmail aan voor ${aan}.`));
      },
      (_fouten, fout) => {
        if (!(fout instanceof DomainError)) throw fout;
        return this.scherm.stappen(wie, fout.melding);
      },
    );
  }
}
