import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { byField, refusalByField, searchTextOf, textOf, type Typed } from '../../platform/web/form-input.js';
import { Page, Redirect } from '../../platform/web/page.js';
import { IdPipe } from '../../platform/web/params.js';
import { check } from '../../platform/web/validation.js';
import { DezeWie, Mag } from '../../toegang/rechten.js';
import type { Wie } from '../../toegang/wie.js';
import { idsVan } from './alternatieven.queries.js';
import { SamenvoegingDto } from './samenvoegen.dto.js';
import { Samenvoegscherm, type Samenvoegvorm } from './samenvoegen.scherm.js';
import { SamenvoegenService } from './samenvoegen.service.js';
import { cohortpaden } from '../../cohorten/paden.js';

/** Merging: looking changes nothing, the button does it all. */
@ApiExcludeController()
@Controller('beheer/cohorten/:id/samenvoeging')
export class SamenvoegenPagesController {
  constructor(
    private readonly samenvoegen: SamenvoegenService,
    private readonly scherm: Samenvoegscherm,
  ) {}

  @Get()
  @Mag('cohorten.beheren')
  toon(@Param('id', IdPipe) id: string, @Query() vraag: Typed): Promise<Page> {
    return this.scherm.toon(id, vormVan(vraag));
  }

  @Post()
  @Mag('cohorten.beheren')
  @HttpCode(200)
  async voegSamen(
    @Param('id', IdPipe) id: string,
    @Body() body: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const vorm = vormVan(body);
    if (!vorm.met) return this.scherm.toon(id, vorm, { met: 'Kies het cohort dat blijft.' });
    const capaciteit = /^\d{1,6}$/.test(vorm.capaciteit) ? Number(vorm.capaciteit) : vorm.capaciteit || null;
    const { waarde, fouten } = check(SamenvoegingDto, { met: vorm.met, reden: vorm.reden, capaciteit });
    if (!waarde) return this.scherm.toon(id, vorm, byField(fouten));
    try {
      const aantal = await this.samenvoegen.voegSamen(wie, id, waarde);
      const tekst = `Samengevoegd. ${aantal === 1 ? '1 mens ging' : `${aantal} mensen gingen`} mee hierheen.`;
      return new Redirect(cohortpaden.een(vorm.met), { soort: 'goed', tekst });
    } catch (fout) {
      return this.scherm.toon(id, vorm, refusalByField(fout));
    }
  }
}

const vormVan = ({ met, reden, capaciteit }: Typed): Samenvoegvorm => ({
  met: idsVan(met)[0] ?? '',
  reden: textOf(reden),
  capaciteit: searchTextOf(capaciteit),
});
