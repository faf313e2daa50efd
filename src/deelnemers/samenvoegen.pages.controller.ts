import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { isUUID } from 'class-validator';
import { asTyped, searchTextOf, type Typed } from '../platform/web/form-input.js';
import { Page, Redirect } from '../platform/web/page.js';
import { IdPipe } from '../platform/web/params.js';
import { goed, probeer } from '../platform/web/refused-form.js';
import { DezeWie, Mag } from '../toegang/rechten.js';
import type { Wie } from '../toegang/wie.js';
import { LevensloopQueries } from './levensloop.queries.js';
import { deelnemerpaden } from './paden.js';
import { SamenvoegenScherm } from './samenvoegen.scherm.js';
import { PersonenSamenvoegenService } from './samenvoegen.service.js';

/** Two records of one human: choose the other, see what moves, and do it. */
@ApiExcludeController()
@Mag('personen.beheren')
@Controller('beheer/personen/:id/samenvoegen')
export class PersonenSamenvoegenPagesController {
  constructor(
    private readonly scherm: SamenvoegenScherm,
    private readonly levensloop: LevensloopQueries,
    private readonly samenvoegen: PersonenSamenvoegenService,
  ) {}

  @Get()
  async kies(@Param('id', IdPipe) id: string, @Query() { zoek, met }: Typed): Promise<Page | Redirect> {
    const persoon = await this.levensloop.persoon(id);
    if (persoon.samengevoegdMetId) return new Redirect(deelnemerpaden.persoon(persoon.samengevoegdMetId));
    if (isUUID(met) && met !== id) return this.scherm.voorbeeld(persoon, asTyped(met));
    return this.scherm.keuze(persoon, typeof zoek === 'string' ? searchTextOf(zoek) : undefined);
  }

  @Post()
  @HttpCode(200)
  voegSamen(@Param('id', IdPipe) id: string, @Body() body: Typed, @DezeWie() wie: Wie): Promise<Redirect> {
    const keuze = deelnemerpaden.samenvoegen(id);
    if (!isUUID(body.met)) return Promise.resolve(new Redirect(keuze));
    return probeer(
      async () => {
        await this.samenvoegen.voegSamen(wie, id, asTyped(body.met));
        return new Redirect(
          deelnemerpaden.persoon(id),
          goed('De twee zijn samengevoegd. Alles staat nu hier.'),
        );
      },
      (fouten) =>
        Promise.resolve(new Redirect(keuze, { soort: 'fout', tekst: Object.values(fouten).join(' ') })),
    );
  }
}
