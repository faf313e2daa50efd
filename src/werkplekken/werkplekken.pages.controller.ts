import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { getypt, metKeuzes } from '../besturen/besturen.pages.controller.js';
import { DomainError } from '../platform/errors/domain-error.js';
import { byField, searchTextOf, type Typed } from '../platform/web/form-input.js';
import { type Page, Redirect } from '../platform/web/page.js';
import { IdPipe } from '../platform/web/params.js';
import { goed, probeer, probeerOfMeld } from '../platform/web/refused-form.js';
import { plural } from '../platform/web/template-helpers.js';
import { check } from '../platform/web/validation.js';
import { DezeWie, Mag } from '../toegang/rechten.js';
import type { Wie } from '../toegang/wie.js';
import { werkplekpaden } from './paden.js';
import { KoppelFormulier, WerkplekkenQuery, WerkplekSchoolFormulier } from './werkplekken.dto.js';
import { WerkplekkenScherm } from './werkplekken.scherm.js';
import { type Gekoppeld, type Plek, WerkplekkenService } from './werkplekken.service.js';

/** What people typed as where they work becomes a school, a bestuur, or no school. It shows who they are. */
@ApiExcludeController()
@Mag('personen.beheren')
@Controller('beheer/organisaties/onbekend')
export class WerkplekkenPagesController {
  constructor(
    private readonly scherm: WerkplekkenScherm,
    private readonly werkplekken: WerkplekkenService,
  ) {}

  @Get()
  lijst(@Query() query: WerkplekkenQuery): Promise<Page> {
    return this.scherm.lijst(query);
  }

  @Get(':id')
  een(@Param('id', IdPipe) id: string, @Query() { zoek }: Typed): Promise<Page> {
    return this.scherm.een(id, searchTextOf(zoek));
  }

  @Post(':id/koppeling')
  @HttpCode(200)
  koppel(
    @Param('id', IdPipe) id: string,
    @Body() { zoek, ...body }: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const { waarde, fouten } = check(KoppelFormulier, metVinkje(body));
    const toon = (fouten: Record<string, string>): Promise<Page> =>
      this.scherm.een(id, searchTextOf(zoek), { waarden: getypt(body), fouten });
    if (!waarde) return toon(byField(fouten));
    const [soort, doel] = waarde.keuze.split(':') as [Plek['soort'], string];
    return this.handelAf(() => this.werkplekken.koppel(wie, id, { soort, id: doel }, waarde.onthoud), toon);
  }

  @Get(':id/school')
  school(@Param('id', IdPipe) id: string): Promise<Page> {
    return this.scherm.nieuweSchool(id);
  }

  @Post(':id/school')
  @HttpCode(200)
  maakSchool(
    @Param('id', IdPipe) id: string,
    @Body() body: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const { waarde, fouten } = check(WerkplekSchoolFormulier, metKeuzes(metVinkje(body)));
    const toon = (fouten: Record<string, string>): Promise<Page> =>
      this.scherm.nieuweSchool(id, { waarden: getypt(body), fouten });
    if (!waarde) return toon(byField(fouten));
    const { onthoud, ...school } = waarde;
    return this.handelAf(() => this.werkplekken.maakSchool(wie, id, school, onthoud), toon);
  }

  @Post(':id/geen-school')
  geenSchool(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<Redirect> {
    return probeerOfMeld(werkplekpaden.lijst, async () => {
      await this.werkplekken.isGeenSchool(wie, id);
      return 'Genoteerd: dit is geen school uit de lijst. Je vindt het terug bij ‘Geen school’.';
    });
  }

  @Post(':id/herziening')
  vraagOpnieuw(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<Redirect> {
    return probeerOfMeld(werkplekpaden.lijst, async () => {
      await this.werkplekken.vraagOpnieuw(wie, id);
      return 'Dit staat weer bij wat nog te bekijken is.';
    });
  }

  /** What somebody else decided meanwhile is told on the list. A name that another has belongs to the tick beside it. */
  private handelAf(
    daad: () => Promise<Gekoppeld>,
    toon: (fouten: Record<string, string>) => Promise<Page>,
  ): Promise<Page | Redirect> {
    return probeer<Page | Redirect>(
      async () => new Redirect(werkplekpaden.lijst, goed(inWoorden(await daad()))),
      ({ aliassen, ...fouten }, fout) =>
        fout instanceof DomainError && fout.kind === 'conflict'
          ? new Redirect(werkplekpaden.lijst, { soort: 'let-op', tekst: fout.melding })
          : toon(aliassen ? { ...fouten, onthoud: aliassen } : fouten),
    );
  }
}

const metVinkje = (body: Typed): Typed => ({ ...body, onthoud: body.onthoud === 'ja' });

function inWoorden({ naam, aanmeldingen, belangstelling, wachtOpAkkoord }: Gekoppeld): string {
  const wat = [
    aanmeldingen > 0 && plural(aanmeldingen, 'aanmelding', 'aanmeldingen'),
    belangstelling > 0 && plural(belangstelling, 'keer belangstelling', 'keer belangstelling'),
  ].filter((deel) => deel !== false);
  const een = aanmeldingen + belangstelling === 1;
  const akkoord =
    wachtOpAkkoord > 0
      ? ` ${plural(wachtOpAkkoord, 'aanmelding wacht', 'aanmeldingen wachten')} nu op akkoord van het bestuur.`
      : '';
  return `${wat.join(' en ')} ${een ? 'hoort' : 'horen'} nu bij ${naam}.${akkoord}`;
}
