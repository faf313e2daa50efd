import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Wie } from '../audit/wie.js';
import { DomainError } from '../platform/errors/domain-error.js';
import { Page, Redirect } from '../platform/web/page.js';
import { IdPipe } from '../platform/web/params.js';
import { check } from '../platform/web/validation.js';
import { DezeWie, Mag } from '../toegang/mag.decorator.js';
import { idsVan, zoekwoord } from './alternatieven.js';
import { SamenvoegingDto } from './samenvoegen.dto.js';
import { Samenvoegscherm, type Samenvoegvorm } from './samenvoegen.scherm.js';
import { SamenvoegenService } from './samenvoegen.service.js';

type Vraag = Record<string, unknown>;

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
  toon(@Param('id', IdPipe) id: string, @Query() vraag: Vraag): Promise<Page> {
    return this.scherm.toon(id, vormVan(vraag));
  }

  @Post()
  @Mag('cohorten.beheren')
  @HttpCode(200)
  async voegSamen(
    @Param('id', IdPipe) id: string,
    @Body() body: Vraag,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const vorm = vormVan(body);
    if (!vorm.met) return this.scherm.toon(id, vorm, { met: 'Kies het cohort dat blijft.' });
    const capaciteit = /^\d{1,6}$/.test(vorm.capaciteit) ? Number(vorm.capaciteit) : vorm.capaciteit || null;
    const { waarde, fouten } = check(SamenvoegingDto, { met: vorm.met, reden: vorm.reden, capaciteit });
    if (!waarde) return this.scherm.toon(id, vorm, perVeld(fouten));
    try {
      const aantal = await this.samenvoegen.voegSamen(wie, id, waarde);
      const tekst = `Samengevoegd. ${aantal === 1 ? '1 mens ging' : `${aantal} mensen gingen`} mee hierheen.`;
      return new Redirect(`/beheer/cohorten/${vorm.met}`, { soort: 'goed', tekst });
    } catch (fout) {
      if (!(fout instanceof DomainError) || fout.kind === 'niet-gevonden') throw fout;
      return this.scherm.toon(id, vorm, fout.fouten.length > 0 ? perVeld(fout.fouten) : { _: fout.melding });
    }
  }
}

const vormVan = ({ met, reden, capaciteit }: Vraag): Samenvoegvorm => ({
  met: idsVan(met)[0] ?? '',
  reden: typeof reden === 'string' ? reden : '',
  capaciteit: zoekwoord(capaciteit),
});

const perVeld = (fouten: { veld: string; melding: string }[]): Record<string, string> =>
  Object.fromEntries(fouten.map(({ veld, melding }) => [veld, melding]));
