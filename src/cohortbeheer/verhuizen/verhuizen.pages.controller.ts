import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { byField, searchTextOf, textOf, type Typed } from '../../platform/web/form-input.js';
import { Page, Redirect } from '../../platform/web/page.js';
import { goed, probeer } from '../../platform/web/refused-form.js';
import { IdPipe } from '../../platform/web/params.js';
import { check } from '../../platform/web/validation.js';
import { DezeWie, Mag } from '../../toegang/rechten.js';
import type { Wie } from '../../toegang/wie.js';
import { idsVan } from './alternatieven.queries.js';
import { CohortannuleringDto, SamenvoegingDto } from './verhuizen.dto.js';
import { type Annuleringsvorm, Verhuisscherm, type Samenvoegvorm } from './verhuizen.scherm.js';
import { AnnulerenService } from './annuleren.service.js';
import { cohortpaden } from '../../cohorten/paden.js';
import { SamenvoegenService } from './samenvoegen.service.js';

/** Ending a cohort for its people: calling it off, or merging it into another. Looking changes nothing. */
@ApiExcludeController()
@Controller('beheer/cohorten/:id')
export class VerhuizenPagesController {
  constructor(
    private readonly annuleren: AnnulerenService,
    private readonly samenvoegen: SamenvoegenService,
    private readonly scherm: Verhuisscherm,
  ) {}

  @Get('annulering')
  @Mag('cohorten.beheren')
  annuleringsscherm(@Param('id', IdPipe) id: string, @Query() vraag: Typed): Promise<Page> {
    return this.scherm.annuleren(id, annuleringsvorm(vraag));
  }

  /** `stap` is the button that was pressed: `zoek`, `terug`, `bekijk` or `annuleer`. */
  @Post('annulering')
  @Mag('cohorten.beheren')
  @HttpCode(200)
  async annuleer(
    @Param('id', IdPipe) id: string,
    @Body() body: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const vorm = annuleringsvorm(body);
    const { stap } = body;
    if (stap === 'zoek' || stap === 'terug') return this.scherm.annuleren(id, vorm);
    const { reden, alternatieven } = vorm;
    const { waarde, fouten } = check(CohortannuleringDto, { reden, alternatieven });
    if (!waarde) return this.scherm.annuleren(id, vorm, { fouten: byField(fouten) });
    if (stap !== 'annuleer') return this.scherm.annuleren(id, vorm, { voorbeeld: true });
    return probeer(
      async () => {
        const aantal = await this.annuleren.annuleer(wie, id, waarde);
        const tekst = `Dit cohort gaat niet door. ${aantal === 1 ? '1 mens krijgt' : `${aantal} mensen krijgen`} een mail.`;
        return new Redirect(cohortpaden.een(id), goed(tekst));
      },
      (fouten) => this.scherm.annuleren(id, vorm, { fouten }),
    );
  }

  @Get('samenvoeging')
  @Mag('cohorten.beheren')
  samenvoegscherm(@Param('id', IdPipe) id: string, @Query() vraag: Typed): Promise<Page> {
    return this.scherm.samenvoegen(id, samenvoegvorm(vraag));
  }

  @Post('samenvoeging')
  @Mag('cohorten.beheren')
  @HttpCode(200)
  async voegSamen(
    @Param('id', IdPipe) id: string,
    @Body() body: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const vorm = samenvoegvorm(body);
    if (!vorm.met) return this.scherm.samenvoegen(id, vorm, { met: 'Kies het cohort dat blijft.' });
    const capaciteit = /^\d{1,6}$/.test(vorm.capaciteit) ? Number(vorm.capaciteit) : vorm.capaciteit || null;
    const { waarde, fouten } = check(SamenvoegingDto, { met: vorm.met, reden: vorm.reden, capaciteit });
    if (!waarde) return this.scherm.samenvoegen(id, vorm, byField(fouten));
    return probeer(
      async () => {
        const aantal = await this.samenvoegen.voegSamen(wie, id, waarde);
        const tekst = `Samengevoegd. ${aantal === 1 ? '1 mens ging' : `${aantal} mensen gingen`} mee hierheen.`;
        return new Redirect(cohortpaden.een(vorm.met), goed(tekst));
      },
      (fouten) => this.scherm.samenvoegen(id, vorm, fouten),
    );
  }
}

const annuleringsvorm = ({ reden, alternatieven, zoek }: Typed): Annuleringsvorm => ({
  reden: textOf(reden),
  alternatieven: idsVan(alternatieven),
  zoek: searchTextOf(zoek),
});

const samenvoegvorm = ({ met, reden, capaciteit }: Typed): Samenvoegvorm => ({
  met: idsVan(met)[0] ?? '',
  reden: textOf(reden),
  capaciteit: searchTextOf(capaciteit),
});
