import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Wie } from '../audit/wie.js';
import { DomainError } from '../platform/errors/domain-error.js';
import { Page, Redirect } from '../platform/web/page.js';
import { IdPipe } from '../platform/web/params.js';
import { check } from '../platform/web/validation.js';
import { DezeWie, Mag } from '../toegang/mag.decorator.js';
import { AfwijzingDto } from '../aanmeldingen/aanmeldingen.dto.js';
import { AanmeldingenService } from '../aanmeldingen/aanmeldingen.service.js';
import { Mensenscherm } from './mensenscherm.js';
import { Inzage } from '../aanmeldingen/inzage.js';

/** What the coördinator does to one aanmelding, from the screen of its cohort. */
@ApiExcludeController()
@Controller('beheer/aanmeldingen/:id')
export class AanmeldingbeheerPagesController {
  constructor(
    private readonly inzage: Inzage,
    private readonly aanmeldingen: AanmeldingenService,
    private readonly scherm: Mensenscherm,
  ) {}

  /** The deelnemer is told why, so there is always a reason. */
  @Post('annulering')
  @Mag('aanmeldingen.beheren')
  @HttpCode(200)
  async annuleer(
    @Param('id', IdPipe) id: string,
    @Body() { reden }: Record<string, unknown>,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const { beeld } = await this.inzage.een(wie, id);
    const { waarde, fouten } = check(AfwijzingDto, { reden });
    const weiger = (fout: string): Promise<Page> =>
      this.scherm.toon(beeld.cohortId, wie, {
        fouten: { [`${id}-reden`]: fout },
        aanmelding: { id, fout, getypt: typeof reden === 'string' ? reden : '' },
      });
    if (!waarde) return weiger(fouten[0]?.melding ?? '');
    try {
      await this.aanmeldingen.annuleer(id, wie, waarde.reden);
    } catch (fout) {
      if (fout instanceof DomainError) return weiger(fout.melding);
      throw fout;
    }
    const tekst = 'De aanmelding is geannuleerd.';
    return new Redirect(`/beheer/cohorten/${beeld.cohortId}`, { soort: 'goed', tekst });
  }
}
