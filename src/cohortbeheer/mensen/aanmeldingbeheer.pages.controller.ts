import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { AfwijzingDto } from '../../aanmeldingen/aanmeldingen.dto.js';
import { AanmeldingenService } from '../../aanmeldingen/aanmeldingen.service.js';
import { InzageService } from '../../aanmeldingen/inzage.service.js';
import { DomainError, type FieldError, InputError } from '../../platform/errors/domain-error.js';
import { byField, textOf, type Typed } from '../../platform/web/form-input.js';
import { Page, Redirect } from '../../platform/web/page.js';
import { IdPipe } from '../../platform/web/params.js';
import { check } from '../../platform/web/validation.js';
import { DezeWie, Mag } from '../../toegang/rechten.js';
import type { Wie } from '../../toegang/wie.js';
import { PositieDto } from './aanmeldingbeheer.dto.js';
import { AanmeldingbeheerService } from './aanmeldingbeheer.service.js';
import { Gegevensscherm } from './gegevens.scherm.js';
import { Mensenscherm } from './mensen.scherm.js';
import { cohortpaden } from '../../cohorten/paden.js';

/** What the coördinator does to one aanmelding, from the screen of its cohort. */
@ApiExcludeController()
@Mag('aanmeldingen.beheren')
@Controller('beheer/aanmeldingen/:id')
export class AanmeldingbeheerPagesController {
  constructor(
    private readonly inzage: InzageService,
    private readonly aanmeldingen: AanmeldingenService,
    private readonly beheer: AanmeldingbeheerService,
    private readonly scherm: Mensenscherm,
    private readonly gegevensscherm: Gegevensscherm,
  ) {}

  /** The deelnemer is told why, so there is always a reason. */
  @Post('annulering')
  @HttpCode(200)
  async annuleer(
    @Param('id', IdPipe) id: string,
    @Body() { reden }: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const { beeld } = await this.inzage.een(wie, id);
    const weiger = (fout: string): Promise<Page> =>
      this.scherm.toon(beeld.cohortId, wie, {
        fouten: { [`${id}-reden`]: fout },
        aanmelding: { id, fout, getypt: textOf(reden) },
      });
    const { waarde, fouten } = check(AfwijzingDto, { reden });
    if (!waarde) return weiger(fouten[0]?.melding ?? '');
    try {
      await this.aanmeldingen.annuleer(id, wie, waarde.reden);
    } catch (fout) {
      if (fout instanceof DomainError) return weiger(fout.melding);
      throw fout;
    }
    const melding = { soort: 'goed' as const, tekst: 'De aanmelding is geannuleerd.' };
    return new Redirect(cohortpaden.een(beeld.cohortId), melding);
  }

  /** Another place in line, with the reason that the history keeps. */
  @Post('positie')
  @HttpCode(200)
  async verplaats(
    @Param('id', IdPipe) id: string,
    @Body() { positie, redencode, reden }: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const { beeld } = await this.inzage.een(wie, id);
    const weiger = (fouten: FieldError[]): Promise<Page> => {
      return this.scherm.toon(beeld.cohortId, wie, {
        fouten: inRij(id, fouten),
        aanmelding: {
          id,
          positiefouten: byField(fouten),
          positiewaarden: {
            positie: textOf(positie),
            redencode: textOf(redencode),
            reden: textOf(reden),
          },
        },
      });
    };
    const { waarde, fouten } = check(PositieDto, { positie, redencode, reden });
    // On the screen the reason is always chosen: it is what the people will read.
    const alle = textOf(redencode) ? fouten : [...fouten, GEEN_REDEN];
    if (!waarde || alle.length > 0) return weiger(alle);
    try {
      await this.beheer.verplaatsInRij(wie, id, waarde);
    } catch (fout) {
      if (fout instanceof InputError) return weiger(fout.fouten);
      if (!(fout instanceof DomainError)) throw fout;
      return weiger(fout.fouten.length > 0 ? fout.fouten : [{ veld: 'positie', melding: fout.melding }]);
    }
    const melding = {
      soort: 'goed' as const,
      tekst: `Staat nu op plaats ${waarde.positie} van de wachtlijst.`,
    };
    return new Redirect(cohortpaden.een(beeld.cohortId), melding);
  }

  @Get('gegevens')
  async gegevens(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<Page> {
    return this.gegevensscherm.toon((await this.inzage.een(wie, id)).beeld);
  }

  @Post('gegevens')
  @HttpCode(200)
  async wijzig(
    @Param('id', IdPipe) id: string,
    @Body() body: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const { beeld } = await this.inzage.een(wie, id);
    const { waarde, waarden, fouten } = this.gegevensscherm.lees(body);
    if (!waarde) return this.gegevensscherm.toon(beeld, waarden, fouten);
    try {
      await this.beheer.wijzig(wie, id, waarde);
    } catch (fout) {
      if (!(fout instanceof DomainError) || fout.kind === 'niet-gevonden') throw fout;
      const eigen = fout.fouten.length > 0 ? fout.fouten : [{ veld: '_', melding: fout.melding }];
      return this.gegevensscherm.toon(beeld, waarden, eigen);
    }
    const melding = { soort: 'goed' as const, tekst: 'De gegevens zijn gewijzigd.' };
    return new Redirect(cohortpaden.een(beeld.cohortId), melding);
  }
}

const GEEN_REDEN: FieldError = { veld: 'redencode', melding: 'Kies een reden.' };

/** The fields of the form in the row of one aanmelding have its id in their names. */
function inRij(id: string, fouten: FieldError[]): Record<string, string> {
  const namen: Record<string, string> = {
    positie: `${id}-positie`,
    redencode: `${id}-waarom-redencode`,
    reden: `${id}-waarom-reden`,
  };
  return Object.fromEntries(fouten.map(({ veld, melding }) => [namen[veld] ?? '_', melding]));
}
