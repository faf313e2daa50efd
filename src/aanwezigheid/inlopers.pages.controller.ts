import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Aanmelding } from '../aanmeldingen/aanmelding.entity.js';
import { MeldAanDto } from '../aanmeldingen/aanmeldingen.dto.js';
import { type Persoonsformulier, GEEN_SCHOOL, leesFormulier } from '../personen/persoonsformulier.scherm.js';
import { DomainError } from '../platform/errors/domain-error.js';
import { statusOfKind } from '../platform/web/errors.js';
import { searchTextOf, textOf } from '../platform/web/form-input.js';
import { Page, Redirect } from '../platform/web/page.js';
import { IdPipe } from '../platform/web/params.js';
import { goed } from '../platform/web/refused-form.js';
import { checkOrThrow } from '../platform/web/validation.js';
import { DezeWie, Mag } from '../toegang/rechten.js';
import type { Wie } from '../toegang/wie.js';
import { InhalenDto, InloperDto } from './aanwezigheid.dto.js';
import { InhalenService } from './inhalen.service.js';
import { InlopersScherm } from './inlopers.scherm.js';
import { InlopersService } from './inlopers.service.js';
import { aanwezigheidpaden } from './paden.js';
import { kantVan } from './zaal.scherm.js';

/** Letting somebody in who is not on the list. */
@ApiExcludeController()
@Mag('aanwezigheid.vastleggen')
@Controller(['beheer/bijeenkomsten/:id', 'trainer/bijeenkomsten/:id'])
export class InlopersPagesController {
  constructor(
    private readonly scherm: InlopersScherm,
    private readonly inlopers: InlopersService,
    private readonly inhalen: InhalenService,
  ) {}

  @Get('inlopers')
  zoek(@Param('id', IdPipe) id: string, @Query('zoek') zoek: unknown, @DezeWie() wie: Wie): Promise<Page> {
    return this.scherm.toon(wie, id, searchTextOf(zoek));
  }

  /** Somebody found (`aanmelding`), or somebody new. */
  @Post('inlopers')
  @HttpCode(200)
  meld(
    @Param('id', IdPipe) id: string,
    @Body() body: Persoonsformulier & { aanmelding?: unknown },
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    if ('aanmelding' in body) {
      return this.probeer(wie, id, body, async () => {
        const { aanmelding } = checkOrThrow(InloperDto, { aanmelding: body.aanmelding });
        return bericht(await this.inlopers.meldBekend(wie, id, aanmelding));
      });
    }
    return this.meldNieuw(wie, id, body);
  }

  @Post('inhalers')
  @HttpCode(200)
  haalIn(
    @Param('id', IdPipe) id: string,
    @Body() body: Record<string, unknown>,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    return this.probeer(wie, id, {}, async () => {
      const { aanmelding, haaltIn } = checkOrThrow(InhalenDto, body);
      await this.inhalen.haalIn(wie, id, aanmelding, haaltIn);
      return 'Aanwezig. Deze bijeenkomst telt als ingehaald.';
    });
  }

  @Post('inhalers/:aanmelding/intrekking')
  @HttpCode(200)
  async trekIn(
    @Param('id', IdPipe) id: string,
    @Param('aanmelding', IdPipe) aanmelding: string,
    @DezeWie() wie: Wie,
  ): Promise<Redirect> {
    await this.inhalen.trekIn(wie, id, aanmelding);
    return terug(wie, id, 'Weggehaald: deze persoon haalt hier niets in.');
  }

  private meldNieuw(wie: Wie, id: string, body: Persoonsformulier): Promise<Page | Redirect> {
    const formulier = { ...body, vestigingscode: textOf(body.vestigingscode) || GEEN_SCHOOL };
    const { verzoek, fouten } = leesFormulier(MeldAanDto, formulier);
    if (!verzoek) return this.scherm.toon(wie, id, '', { formulier, fouten, status: 422 });
    return this.probeer(wie, id, formulier, async () =>
      bericht(await this.inlopers.meldNieuw(wie, id, verzoek)),
    );
  }

  /**
   * Does it and goes back to the room; a refusal comes back on this screen with what was typed. Unlike `probeer` of the
   * platform: the status is that of the refusal, and an unknown aanmelding is a refusal here too.
   */
  private async probeer(
    wie: Wie,
    id: string,
    formulier: Persoonsformulier,
    daad: () => Promise<string>,
  ): Promise<Page | Redirect> {
    try {
      return terug(wie, id, await daad());
    } catch (fout) {
      if (!(fout instanceof DomainError) || fout.code === 'bijeenkomst-onbekend') throw fout;
      const fouten = fout.fouten.length > 0 ? fout.fouten : [{ veld: '_', melding: fout.melding }];
      return this.scherm.toon(wie, id, '', { formulier, fouten, status: statusOfKind[fout.kind], fout });
    }
  }
}

const terug = (wie: Wie, id: string, melding: string): Redirect =>
  new Redirect(aanwezigheidpaden.zaal(kantVan(wie), id), goed(melding));

function bericht({ status }: Aanmelding): string {
  if (status === 'wachtlijst')
    return 'Aanwezig. Er is geen plaats vrij: deze persoon staat op de wachtlijst. De coördinator weet ervan.';
  if (status === 'voorlopig') return 'Aanwezig. De plaats wacht nog op akkoord van het bestuur.';
  return 'Aanwezig en aangemeld.';
}
