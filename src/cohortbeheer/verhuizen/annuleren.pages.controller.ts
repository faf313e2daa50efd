import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { byField, refusalByField, searchTextOf, textOf, type Typed } from '../../platform/web/form-input.js';
import { Page, Redirect } from '../../platform/web/page.js';
import { IdPipe } from '../../platform/web/params.js';
import { check } from '../../platform/web/validation.js';
import { DezeWie, Mag } from '../../toegang/rechten.js';
import type { Wie } from '../../toegang/wie.js';
import { idsVan } from './alternatieven.queries.js';
import { CohortannuleringDto } from './annuleren.dto.js';
import { Annuleringsscherm, type Annuleringsvorm } from './annuleren.scherm.js';
import { AnnulerenService } from './annuleren.service.js';
import { cohortpaden } from '../../cohorten/paden.js';

/** Calling a cohort off: first what it would do, then the deed. */
@ApiExcludeController()
@Controller('beheer/cohorten/:id/annulering')
export class AnnulerenPagesController {
  constructor(
    private readonly annuleren: AnnulerenService,
    private readonly scherm: Annuleringsscherm,
  ) {}

  @Get()
  @Mag('cohorten.beheren')
  toon(@Param('id', IdPipe) id: string, @Query() vraag: Typed): Promise<Page> {
    return this.scherm.toon(id, vormVan(vraag));
  }

  /** `stap` is the button that was pressed: `zoek`, `terug`, `bekijk` or `annuleer`. */
  @Post()
  @Mag('cohorten.beheren')
  @HttpCode(200)
  async doe(
    @Param('id', IdPipe) id: string,
    @Body() body: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const vorm = vormVan(body);
    const { stap } = body;
    if (stap === 'zoek' || stap === 'terug') return this.scherm.toon(id, vorm);
    const { reden, alternatieven } = vorm;
    const { waarde, fouten } = check(CohortannuleringDto, { reden, alternatieven });
    if (!waarde) return this.scherm.toon(id, vorm, { fouten: byField(fouten) });
    if (stap !== 'annuleer') return this.scherm.toon(id, vorm, { voorbeeld: true });
    try {
      const aantal = await this.annuleren.annuleer(wie, id, waarde);
      const tekst = `Dit cohort gaat niet door. ${aantal === 1 ? '1 mens krijgt' : `${aantal} mensen krijgen`} een mail.`;
      return new Redirect(cohortpaden.een(id), { soort: 'goed', tekst });
    } catch (fout) {
      return this.scherm.toon(id, vorm, { fouten: refusalByField(fout) });
    }
  }
}

const vormVan = ({ reden, alternatieven, zoek }: Typed): Annuleringsvorm => ({
  reden: textOf(reden),
  alternatieven: idsVan(alternatieven),
  zoek: searchTextOf(zoek),
});
