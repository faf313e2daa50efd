import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Inkijk } from '../audit/inkijk.service.js';
import { HerverzendenService } from '../berichten/herverzenden.service.js';
import { AdresVanAnder } from '../personen/personen.errors.js';
import { plural } from '../platform/web/template-helpers.js';
import { byField, pageNumberOf } from '../platform/web/form-input.js';
import { Redirect, type Page } from '../platform/web/page.js';
import { IdPipe } from '../platform/web/params.js';
import { goed, probeer } from '../platform/web/refused-form.js';
import { check } from '../platform/web/validation.js';
import { inzagepaden } from '../inzage/paden.js';
import { DezeWie, mag, Mag } from '../toegang/rechten.js';
import type { Wie } from '../toegang/wie.js';
import { LevensloopQueries } from './levensloop.queries.js';
import { deelnemerpaden } from './paden.js';
import { PersonenQuery, WijzigPersoonDto } from './persoon.dto.js';
import { PersoonScherm, persoonvelden, type Persoonwaarden } from './persoon.scherm.js';
import { PersonenService } from '../personen/personen.service.js';

/** Finding people, and one person over all cohorten and years. */
@ApiExcludeController()
@Mag('personen.beheren')
@Controller('beheer/personen')
export class PersoonPagesController {
  constructor(
    private readonly scherm: PersoonScherm,
    private readonly levensloop: LevensloopQueries,
    private readonly gegevens: PersonenService,
    private readonly herverzenden: HerverzendenService,
    private readonly inkijk: Inkijk,
  ) {}

  @Mag('personen.zoeken')
  @Get()
  lijst(@Query() query: PersonenQuery, @DezeWie() wie: Wie): Promise<Page> {
    return this.scherm.lijst(wie, query);
  }

  /** Who may only look up what is held of somebody goes on to that. */
  @Mag('personen.zoeken')
  @Get(':id')
  async een(
    @Param('id', IdPipe) id: string,
    @DezeWie() wie: Wie,
    @Query('pagina') pagina?: string,
  ): Promise<Page | Redirect> {
    await this.levensloop.persoon(id);
    if (!mag(wie, 'personen.beheren')) return new Redirect(inzagepaden.persoon(id));
    await this.inkijk.persoon(wie, id);
    return this.scherm.toon(id, pageNumberOf(pagina));
  }

  @Post(':id')
  @HttpCode(200)
  async wijzig(
    @Param('id', IdPipe) id: string,
    @Body() body: Record<string, unknown>,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const getypt = persoonvelden.map((veld) => [veld, typeof body[veld] === 'string' ? body[veld] : '']);
    const waarden = Object.fromEntries(getypt) as Persoonwaarden;
    const { waarde, fouten } = check(WijzigPersoonDto, waarden);
    if (!waarde) {
      const overEenAnder = fouten.map((f) => ({ ...f, melding: f.melding.replace('Vul je', 'Vul het') }));
      return this.scherm.toon(id, 1, { waarden, fouten: byField(overEenAnder) });
    }
    return probeer(
      async () => {
        await this.gegevens.wijzig(wie, id, { ...waarde });
        return new Redirect(deelnemerpaden.persoon(id), goed('De gegevens zijn gewijzigd.'));
      },
      (geweigerd, fout) => {
        const ander =
          fout instanceof AdresVanAnder
            ? { naam: fout.naam, href: deelnemerpaden.samenvoegenMet(id, fout.persoonId) }
            : undefined;
        return this.scherm.toon(id, 1, { waarden, fouten: geweigerd, ander });
      },
    );
  }

  /** Sends the mails that failed once more: the way to mend an address ends here. */
  @Mag('berichten.herverzenden')
  @Post(':id/herverzending')
  async herverzend(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<Redirect> {
    const aantal = await this.herverzenden.herverzendMislukte(wie, id);
    const tekst = `${plural(aantal, 'mail staat', 'mails staan')} klaar en ${aantal === 1 ? 'gaat' : 'gaan'} opnieuw weg.`;
    return new Redirect(deelnemerpaden.persoon(id), goed(tekst));
  }
}
