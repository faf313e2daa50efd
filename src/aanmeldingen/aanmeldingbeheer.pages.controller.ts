import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Wie } from '../audit/wie.js';
import { DomainError } from '../platform/errors/domain-error.js';
import { Redirect } from '../platform/web/page.js';
import { IdPipe } from '../platform/web/params.js';
import { check } from '../platform/web/validation.js';
import { DezeWie, Mag } from '../toegang/mag.decorator.js';
import { AfwijzingDto } from './aanmeldingen.dto.js';
import { AanmeldingenService } from './aanmeldingen.service.js';
import { Inzage } from './inzage.js';

/** What the coördinator does to one aanmelding, from the screen of its cohort. */
@ApiExcludeController()
@Controller('beheer/aanmeldingen/:id')
export class AanmeldingbeheerPagesController {
  constructor(
    private readonly inzage: Inzage,
    private readonly aanmeldingen: AanmeldingenService,
  ) {}

  /** The deelnemer is told why, so there is always a reason. */
  @Post('annulering')
  @Mag('aanmeldingen.beheren')
  @HttpCode(200)
  async annuleer(
    @Param('id', IdPipe) id: string,
    @Body() { reden }: Record<string, unknown>,
    @DezeWie() wie: Wie,
  ): Promise<Redirect> {
    const { beeld } = await this.inzage.een(wie, id);
    const terug = `/beheer/cohorten/${beeld.cohortId}`;
    const { waarde } = check(AfwijzingDto, { reden });
    if (!waarde)
      return new Redirect(terug, { soort: 'fout', tekst: 'Vul een reden in van ten hoogste 500 tekens.' });
    try {
      await this.aanmeldingen.annuleer(id, wie, waarde.reden);
    } catch (fout) {
      if (!(fout instanceof DomainError)) throw fout;
      return new Redirect(terug, { soort: 'fout', tekst: fout.melding });
    }
    return new Redirect(terug, { soort: 'goed', tekst: 'De aanmelding is geannuleerd.' });
  }
}
