import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { OverzettingDto } from '../../aanmeldingen/aanmeldingen.dto.js';
import { OverzettenService } from '../../aanmeldingen/overzetten.service.js';
import { OverzetvoorstellenService } from '../../aanmeldingen/overzetvoorstellen.service.js';
import { DomainError } from '../../platform/errors/domain-error.js';
import { tidyProse } from '../../platform/text/characters.js';
import { byField, searchTextOf, textOf, type Typed } from '../../platform/web/form-input.js';
import { Page, Redirect } from '../../platform/web/page.js';
import { IdPipe } from '../../platform/web/params.js';
import { check } from '../../platform/web/validation.js';
import { DezeWie, Mag } from '../../toegang/rechten.js';
import type { Wie } from '../../toegang/wie.js';
import { idsVan } from './alternatieven.queries.js';
import { Overzetscherm, type Overzetvorm } from './overzetting.scherm.js';
import { aanmeldpaden } from '../../aanmeldingen/paden.js';
import { cohortpaden } from '../../cohorten/paden.js';

/** Moving one person: asking first, or at once for who agreed already. */
@ApiExcludeController()
@Controller('beheer/aanmeldingen/:id/overzetting')
export class OverzettingPagesController {
  constructor(
    private readonly overzetten: OverzettenService,
    private readonly voorstellen: OverzetvoorstellenService,
    private readonly scherm: Overzetscherm,
  ) {}

  @Get()
  @Mag('aanmeldingen.beheren')
  toon(@Param('id', IdPipe) id: string, @Query() vraag: Typed, @DezeWie() wie: Wie): Promise<Page> {
    return this.scherm.toon(id, wie, vormVan(vraag));
  }

  /** `stap` is `zoek` for the button beside the search field. */
  @Post()
  @Mag('aanmeldingen.beheren')
  @HttpCode(200)
  async doe(
    @Param('id', IdPipe) id: string,
    @Body() body: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const vorm = vormVan(body);
    if (body.stap === 'zoek') return this.scherm.toon(id, wie, vorm);
    const fouten = foutenIn(vorm);
    if (Object.keys(fouten).length > 0) return this.scherm.toon(id, wie, vorm, fouten);
    try {
      return await this.zetOver(id, wie, vorm);
    } catch (fout) {
      if (!(fout instanceof DomainError) || fout.kind === 'niet-gevonden') throw fout;
      return this.scherm.toon(id, wie, vorm, { cohort: fout.melding });
    }
  }

  private async zetOver(
    id: string,
    wie: Wie,
    { cohort, manier, toelichting }: Overzetvorm,
  ): Promise<Redirect> {
    if (manier === 'akkoord') {
      const nieuw = await this.overzetten.zetOver(id, cohort, wie, toelichting);
      const tekst =
        nieuw.plaatsnummer === null ? 'Overgezet, op de wachtlijst.' : 'Overgezet, met een plaats.';
      return new Redirect(cohortpaden.een(cohort), {
        soort: 'goed',
        tekst: `${tekst} De mail gaat mee.`,
      });
    }
    await this.voorstellen.vraag(id, cohort, wie);
    const tekst = 'De vraag is gemaild. Tot het antwoord verandert er niets.';
    return new Redirect(aanmeldpaden.beheer(id, 'overzetting'), { soort: 'goed', tekst });
  }
}

function foutenIn({ cohort, manier, toelichting }: Overzetvorm): Record<string, string> {
  const fouten: Record<string, string> = {};
  if (!cohort) fouten.cohort = 'Kies een cohort.';
  if (manier !== 'vraag' && manier !== 'akkoord') fouten.manier = 'Kies of je het eerst vraagt.';
  if (manier === 'akkoord' && !toelichting) fouten.toelichting = 'Schrijf op hoe de deelnemer akkoord gaf.';
  const { toelichting: melding } = byField(check(OverzettingDto, { cohort, toelichting }).fouten);
  return melding ? { ...fouten, toelichting: melding } : fouten;
}

const vormVan = ({ cohort, manier, toelichting, zoek }: Typed): Overzetvorm => ({
  cohort: idsVan(cohort)[0] ?? '',
  manier: textOf(manier),
  toelichting: tidyProse(textOf(toelichting)),
  zoek: searchTextOf(zoek),
});
