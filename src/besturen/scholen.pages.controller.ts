import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { ClassConstructor } from 'class-transformer';
import { formatDate } from '../platform/clock/dates.js';
import { asTyped, byField, type Typed } from '../platform/web/form-input.js';
import { Page, Redirect } from '../platform/web/page.js';
import { IdPipe } from '../platform/web/params.js';
import { goed, probeer, probeerOfMeld } from '../platform/web/refused-form.js';
import { check } from '../platform/web/validation.js';
import { DezeWie, Mag } from '../toegang/rechten.js';
import type { Wie } from '../toegang/wie.js';
import {
  NieuweSchoolFormulier,
  SchoolFormulier,
  SluitingFormulier,
  VerhuizingFormulier,
} from './besturen.dto.js';
import { getypt, metKeuzes } from './besturen.pages.controller.js';
import { schoolpaden } from './paden.js';
import { SchoolScherm, type Schoolvorm } from './school.scherm.js';
import { ScholenService } from './scholen.service.js';
import { VerhuizingenService } from './verhuizingen.service.js';

/** One school: what it is called, of which bestuur it is, and whether it is open. */
@ApiExcludeController()
@Mag('besturen.beheren')
@Controller('beheer/organisaties/scholen')
export class ScholenPagesController {
  constructor(
    private readonly scherm: SchoolScherm,
    private readonly scholen: ScholenService,
    private readonly verhuizingen: VerhuizingenService,
  ) {}

  @Get('nieuw')
  nieuw(@Query('bestuur') bestuur?: unknown): Promise<Page> {
    return this.scherm.nieuw(asTyped(bestuur));
  }

  @Post('nieuw')
  @HttpCode(200)
  async maak(@Body() body: Typed, @DezeWie() wie: Wie): Promise<Page | Redirect> {
    const { waarde, fouten } = check(NieuweSchoolFormulier, metKeuzes(body));
    const toon = (fouten: Record<string, string>): Promise<Page> =>
      this.scherm.nieuw('', { waarden: getypt(body), fouten });
    if (!waarde) return toon(byField(fouten));
    return probeer(async () => {
      const id = await this.scholen.maak(wie, waarde);
      return new Redirect(schoolpaden.een(id), goed(`${waarde.naam} is toegevoegd.`));
    }, toon);
  }

  @Get(':id')
  een(@Param('id', IdPipe) id: string): Promise<Page> {
    return this.scherm.een(id);
  }

  @Post(':id')
  @HttpCode(200)
  wijzig(
    @Param('id', IdPipe) id: string,
    @Body() body: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    return this.verwerk(SchoolFormulier, { id, vorm: 'gegevens', body }, async (formulier) => {
      await this.scholen.wijzig(wie, id, formulier);
      return 'De school is bewaard.';
    });
  }

  @Post(':id/verhuizing')
  @HttpCode(200)
  verhuis(
    @Param('id', IdPipe) id: string,
    @Body() body: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    return this.verwerk(VerhuizingFormulier, { id, vorm: 'verhuizing', body }, async (formulier) => {
      const { bestuurId, verhuistOp } = formulier;
      const gedaan = await this.verhuizingen.verhuis(wie, id, bestuurId, verhuistOp);
      return gedaan
        ? 'De school hoort nu bij het andere bestuur. Eerdere aanmeldingen houden hun bestuur.'
        : `De school gaat op ${formatDate(verhuistOp)} naar het andere bestuur.`;
    });
  }

  @Post(':id/verhuizing/intrekking')
  trekIn(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<Redirect> {
    return probeerOfMeld(schoolpaden.een(id), async () => {
      await this.verhuizingen.trekIn(wie, id);
      return 'De verhuizing gaat niet door.';
    });
  }

  @Post(':id/sluiting')
  @HttpCode(200)
  sluit(@Param('id', IdPipe) id: string, @Body() body: Typed, @DezeWie() wie: Wie): Promise<Page | Redirect> {
    return this.verwerk(SluitingFormulier, { id, vorm: 'sluiting', body }, async ({ geslotenOp }) => {
      await this.scholen.sluit(wie, id, geslotenOp);
      return 'De school is gesloten. Niemand kan haar nog kiezen.';
    });
  }

  /** What stands in the way, such as an alias that another school has now, is told on the page. */
  @Post(':id/heropening')
  @HttpCode(200)
  heropen(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<Page | Redirect> {
    return probeer(
      async () => {
        await this.scholen.heropen(wie, id);
        return new Redirect(schoolpaden.een(id), goed('De school is weer open.'));
      },
      (fouten) =>
        this.scherm.een(id, { formulier: 'sluiting', waarden: {}, fouten: { _: Object.values(fouten)[0]! } }),
    );
  }

  /** @param daad what there is to say when it is done. */
  private async verwerk<Formulier extends object>(
    Vorm: ClassConstructor<Formulier>,
    { id, vorm, body }: { id: string; vorm: Schoolvorm; body: Typed },
    daad: (formulier: Formulier) => Promise<string>,
  ): Promise<Page | Redirect> {
    const { waarde, fouten } = check(Vorm, metKeuzes(body));
    const toon = (fouten: Record<string, string>): Promise<Page> =>
      this.scherm.een(id, { formulier: vorm, waarden: getypt(body), fouten });
    if (!waarde) return toon(byField(fouten));
    return probeer(async () => new Redirect(schoolpaden.een(id), goed(await daad(waarde))), toon);
  }
}
