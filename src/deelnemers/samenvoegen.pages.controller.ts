import { deelnemerpaden } from './paden.js';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { isUUID } from 'class-validator';
import type { Wie } from '../toegang/wie.js';
import { PersonenQueries } from '../personen/personen.queries.js';
import { DomainError } from '../platform/errors/domain-error.js';
import { searchTextOf } from '../platform/web/form-input.js';
import { Page, Redirect } from '../platform/web/page.js';
import { IdPipe } from '../platform/web/params.js';
import { volledigeNaam, type Persoon } from '../toegang/persoon.entity.js';
import { LevensloopQueries } from './levensloop.queries.js';
import { persoonInLijst } from './persoon.scherm.js';
import { PersonenSamenvoegenQueries } from './samenvoegen.queries.js';
import { PersonenSamenvoegenService } from './samenvoegen.service.js';
import { DezeWie, Mag } from '../toegang/rechten.js';

const MEESTE_GEVONDEN = 20;

/** Two records of one human: choose the other, see what moves, and do it. */
@ApiExcludeController()
@Mag('personen.beheren')
@Controller('beheer/personen/:id/samenvoegen')
export class PersonenSamenvoegenPagesController {
  constructor(
    private readonly personen: PersonenQueries,
    private readonly levensloop: LevensloopQueries,
    private readonly voorbeelden: PersonenSamenvoegenQueries,
    private readonly samenvoegen: PersonenSamenvoegenService,
  ) {}

  @Get()
  async kies(
    @Param('id', IdPipe) id: string,
    @Query() { zoek, met }: { zoek?: unknown; met?: unknown },
  ): Promise<Page | Redirect> {
    const persoon = await this.levensloop.persoon(id);
    if (persoon.samengevoegdMetId) return new Redirect(deelnemerpaden.persoon(persoon.samengevoegdMetId));
    if (typeof met === 'string' && isUUID(met) && met !== id) return this.toonVoorbeeld(persoon, met);
    const gezocht = typeof zoek === 'string' ? searchTextOf(zoek) : persoon.achternaam;
    const { items } = await this.personen.zoek({ zoek: gezocht, paginaGrootte: MEESTE_GEVONDEN + 1 });
    const anderen = items.filter((ander) => ander.id !== id).slice(0, MEESTE_GEVONDEN);
    const context = {
      ...kopVan(persoon),
      pad: deelnemerpaden.samenvoegen(id),
      zoek: gezocht,
      personen: anderen.map((ander) => ({
        ...persoonInLijst(ander),
        href: deelnemerpaden.samenvoegenMet(id, ander.id),
      })),
    };
    return new Page('deelnemers/samenvoegen', context, { titel: `${volledigeNaam(persoon)} samenvoegen` });
  }

  @Post()
  @HttpCode(200)
  async voegSamen(
    @Param('id', IdPipe) id: string,
    @Body() { met }: Record<string, unknown>,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    if (typeof met !== 'string' || !isUUID(met)) return new Redirect(deelnemerpaden.samenvoegen(id));
    try {
      await this.samenvoegen.voegSamen(wie, id, met);
      const tekst = 'De twee zijn samengevoegd. Alles staat nu hier.';
      return new Redirect(deelnemerpaden.persoon(id), { soort: 'goed', tekst });
    } catch (fout) {
      if (!(fout instanceof DomainError) || fout.kind === 'niet-gevonden') throw fout;
      return new Redirect(deelnemerpaden.samenvoegen(id), { soort: 'fout', tekst: fout.melding });
    }
  }

  private async toonVoorbeeld(persoon: Persoon, met: string): Promise<Page | Redirect> {
    const { id } = persoon;
    const ander = await this.levensloop.persoon(met);
    if (ander.samengevoegdMetId) {
      const tekst = 'Die persoon is al samengevoegd met een ander.';
      return new Redirect(deelnemerpaden.samenvoegen(id), { soort: 'let-op', tekst });
    }
    const context = {
      ...kopVan(persoon),
      blijft: { naam: volledigeNaam(persoon), email: persoon.email },
      gaatOp: { naam: volledigeNaam(ander), email: ander.email },
      ...(await this.voorbeelden.voorbeeld(id, met)),
      met,
      actie: deelnemerpaden.samenvoegen(id),
      omgekeerdHref: deelnemerpaden.samenvoegenMet(met, id),
      anderHref: deelnemerpaden.samenvoegen(id),
    };
    return new Page('deelnemers/samenvoegen-voorbeeld', context, {
      titel: `${volledigeNaam(persoon)} samenvoegen`,
    });
  }
}

const kopVan = (persoon: Persoon) => ({
  kruimels: [
    { tekst: 'Personen', href: deelnemerpaden.personen },
    { tekst: volledigeNaam(persoon), href: deelnemerpaden.persoon(persoon.id) },
  ],
  naam: volledigeNaam(persoon),
});
