import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { AfwijzingDto, OverzettingDto } from '../../aanmeldingen/aanmeldingen.dto.js';
import { AanmeldingenService } from '../../aanmeldingen/aanmeldingen.service.js';
import { InzageService } from '../../aanmeldingen/inzage.service.js';
import type { FieldError } from '../../platform/errors/domain-error.js';
import { byField, searchTextOf, textOf, type Typed } from '../../platform/web/form-input.js';
import { Page, Redirect } from '../../platform/web/page.js';
import { IdPipe } from '../../platform/web/params.js';
import { goed, probeer } from '../../platform/web/refused-form.js';
import { check, checkOrThrow } from '../../platform/web/validation.js';
import { DezeWie, Mag } from '../../toegang/rechten.js';
import type { Wie } from '../../toegang/wie.js';
import { PositieDto } from './aanmeldingbeheer.dto.js';
import { AanmeldingbeheerService } from './aanmeldingbeheer.service.js';
import { Aanmeldingbeheerscherm, type Overzetvorm } from './aanmeldingbeheer.scherm.js';
import { Mensenscherm } from './mensen.scherm.js';
import { cohortpaden } from '../../cohorten/paden.js';
import { OverzettenService } from '../../aanmeldingen/overzetten.service.js';
import { OverzetvoorstellenService } from '../../aanmeldingen/overzetvoorstellen.service.js';
import { tidyProse } from '../../platform/text/characters.js';
import { idsVan } from '../verhuizen/alternatieven.queries.js';
import { aanmeldpaden } from '../../aanmeldingen/paden.js';

/** Ending, correcting and moving one aanmelding, from the screen of its cohort. */
@ApiExcludeController()
@Mag('aanmeldingen.beheren')
@Controller('beheer/aanmeldingen/:id')
export class AanmeldingbeheerPagesController {
  constructor(
    private readonly inzage: InzageService,
    private readonly aanmeldingen: AanmeldingenService,
    private readonly beheer: AanmeldingbeheerService,
    private readonly overzetten: OverzettenService,
    private readonly voorstellen: OverzetvoorstellenService,
    private readonly mensen: Mensenscherm,
    private readonly scherm: Aanmeldingbeheerscherm,
  ) {}

  /** The deelnemer is told why, so there is always a reason. */
  @Post('annulering')
  @HttpCode(200)
  async annuleer(
    @Param('id', IdPipe) id: string,
    @Body() { reden }: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const { beeld } = await this.inzage.een(wie, id);
    const weiger = (fout: string): Promise<Page> =>
      this.mensen.toon(beeld.cohortId, wie, {
        fouten: { [`${id}-reden`]: fout },
        aanmelding: { id, fout, getypt: textOf(reden) },
      });
    return probeer(
      async () => {
        await this.aanmeldingen.annuleer(id, wie, checkOrThrow(AfwijzingDto, { reden }).reden);
        return new Redirect(cohortpaden.een(beeld.cohortId), goed('De aanmelding is geannuleerd.'));
      },
      (fouten) => weiger(eerste(fouten)),
    );
  }

  /** Another place in line, with the reason that the history keeps. */
  @Post('positie')
  @HttpCode(200)
  async verplaats(
    @Param('id', IdPipe) id: string,
    @Body() { positie, redencode, reden }: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const { beeld } = await this.inzage.een(wie, id);
    const weiger = (fouten: Record<string, string>): Promise<Page> =>
      this.mensen.toon(beeld.cohortId, wie, {
        fouten: inRij(id, fouten),
        aanmelding: {
          id,
          positiefouten: fouten,
          positiewaarden: {
            positie: textOf(positie),
            redencode: textOf(redencode),
            reden: textOf(reden),
          },
        },
      });
    const { waarde, fouten } = check(PositieDto, { positie, redencode, reden });
    // On the screen the reason is always chosen: it is what the people will read.
    const alle = textOf(redencode) ? fouten : [...fouten, GEEN_REDEN];
    if (!waarde || alle.length > 0) return weiger(byField(alle));
    return probeer(
      async () => {
        await this.beheer.verplaatsInRij(wie, id, waarde);
        const tekst = `Staat nu op plaats ${waarde.positie} van de wachtlijst.`;
        return new Redirect(cohortpaden.een(beeld.cohortId), goed(tekst));
      },
      weiger,
      'positie',
    );
  }

  @Get('gegevens')
  async gegevens(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<Page> {
    return this.scherm.gegevens((await this.inzage.een(wie, id)).beeld);
  }

  @Post('gegevens')
  @HttpCode(200)
  async wijzig(
    @Param('id', IdPipe) id: string,
    @Body() body: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const { beeld } = await this.inzage.een(wie, id);
    const { waarde, waarden, fouten } = await this.scherm.leesGegevens(body);
    if (!waarde) return this.scherm.gegevens(beeld, waarden, fouten);
    return probeer(
      async () => {
        await this.beheer.wijzig(wie, id, waarde);
        return new Redirect(cohortpaden.een(beeld.cohortId), goed('De gegevens zijn gewijzigd.'));
      },
      (geweigerd) => this.scherm.gegevens(beeld, waarden, geweigerd),
    );
  }

  @Get('overzetting')
  overzetscherm(@Param('id', IdPipe) id: string, @Query() vraag: Typed, @DezeWie() wie: Wie): Promise<Page> {
    return this.scherm.overzetting(id, wie, overzetvorm(vraag));
  }

  /** `stap` is `zoek` for the button beside the search field. */
  @Post('overzetting')
  @HttpCode(200)
  async overzetting(
    @Param('id', IdPipe) id: string,
    @Body() body: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const vorm = overzetvorm(body);
    if (body.stap === 'zoek') return this.scherm.overzetting(id, wie, vorm);
    const fouten = foutenIn(vorm);
    if (Object.keys(fouten).length > 0) return this.scherm.overzetting(id, wie, vorm, fouten);
    return probeer(
      () => this.zetOver(id, wie, vorm),
      (geweigerd) => this.scherm.overzetting(id, wie, vorm, { cohort: eerste(geweigerd) }),
    );
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
      return new Redirect(cohortpaden.een(cohort), goed(`${tekst} De mail gaat mee.`));
    }
    await this.voorstellen.vraag(id, cohort, wie);
    const tekst = 'De vraag is gemaild. Tot het antwoord verandert er niets.';
    return new Redirect(aanmeldpaden.beheer(id, 'overzetting'), goed(tekst));
  }
}

const GEEN_REDEN: FieldError = { veld: 'redencode', melding: 'Kies een reden.' };

/** The fields of the form in the row of one aanmelding have its id in their names. */
function inRij(id: string, fouten: Record<string, string>): Record<string, string> {
  const namen: Record<string, string> = {
    positie: `${id}-positie`,
    redencode: `${id}-waarom-redencode`,
    reden: `${id}-waarom-reden`,
  };
  return Object.fromEntries(Object.entries(fouten).map(([veld, melding]) => [namen[veld] ?? '_', melding]));
}

/** For a form that shows one sentence. */
const eerste = (fouten: Record<string, string>): string => Object.values(fouten)[0] ?? '';

function foutenIn({ cohort, manier, toelichting }: Overzetvorm): Record<string, string> {
  const fouten: Record<string, string> = {};
  if (!cohort) fouten.cohort = 'Kies een cohort.';
  if (manier !== 'vraag' && manier !== 'akkoord') fouten.manier = 'Kies of je het eerst vraagt.';
  if (manier === 'akkoord' && !toelichting) fouten.toelichting = 'Schrijf op hoe de deelnemer akkoord gaf.';
  const { toelichting: melding } = byField(check(OverzettingDto, { cohort, toelichting }).fouten);
  return melding ? { ...fouten, toelichting: melding } : fouten;
}

const overzetvorm = ({ cohort, manier, toelichting, zoek }: Typed): Overzetvorm => ({
  cohort: idsVan(cohort)[0] ?? '',
  manier: textOf(manier),
  toelichting: tidyProse(textOf(toelichting)),
  zoek: searchTextOf(zoek),
});
