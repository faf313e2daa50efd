import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { DomainError } from '../platform/errors/domain-error.js';
import { statusOfKind } from '../platform/web/errors.js';
import { Form } from '../platform/web/form-kind.js';
import { Page, Redirect } from '../platform/web/page.js';
import { IdPipe } from '../platform/web/params.js';
import { goed } from '../platform/web/refused-form.js';
import { DezeWie, Mag } from '../toegang/rechten.js';
import type { Wie } from '../toegang/wie.js';
import { type Aanwezigheidsstand, aanwezigheidsstanden } from './aanwezigheid.entity.js';
import { AanwezigheidService, type Vastlegging } from './aanwezigheid.service.js';
import { aanwezigheidpaden } from './paden.js';
import { kantVan, ZaalScherm } from './zaal.scherm.js';
import type { Aanmelding } from '../aanmeldingen/aanmelding.entity.js';
import { MeldAanDto } from '../aanmeldingen/aanmeldingen.dto.js';
import { Werkplekkiezer } from '../besturen/werkplek.scherm.js';
import { leesFormulier, type Persoonsformulier } from '../personen/persoonsformulier.scherm.js';
import { searchTextOf } from '../platform/web/form-input.js';
import { checkOrThrow } from '../platform/web/validation.js';
import { InhalenDto, InloperDto } from './aanwezigheid.dto.js';
import { InlopersService } from './inlopers.service.js';

type Formulier = Record<string, unknown>;

/**
 * Marking who is there, on a phone in the room, and letting in who is not on the list; the coördinator and the trainer
 * have the same screens.
 */
@ApiExcludeController()
@Mag('aanwezigheid.vastleggen')
@Controller(['beheer/bijeenkomsten/:id', 'trainer/bijeenkomsten/:id'])
export class ZaalPagesController {
  constructor(
    private readonly scherm: ZaalScherm,
    private readonly aanwezigheid: AanwezigheidService,
    private readonly inlopers: InlopersService,
    private readonly kiezer: Werkplekkiezer,
  ) {}

  @Get('aanwezigheid')
  toon(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<Page> {
    return this.scherm.toon(wie, id);
  }

  /** Only what was changed on this screen is recorded, so that two who mark at once do not undo each other. */
  @Post('aanwezigheid')
  @Form('rows')
  @HttpCode(200)
  async legVast(
    @Param('id', IdPipe) id: string,
    @Body() formulier: Formulier,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const gewijzigd = gewijzigdIn(formulier);
    const rest = formulier.iedereen === 'ja' ? await this.rest(wie, id, gewijzigd) : [];
    const rijen = [...gewijzigd, ...rest];
    // Unlike `probeer` the status is that of the refusal, and what is wrong goes beside somebody.
    try {
      await this.aanwezigheid.legVast(wie, id, rijen);
    } catch (fout) {
      if (!(fout instanceof DomainError) || fout.kind === 'niet-gevonden') throw fout;
      return this.scherm.toon(wie, id, { ...geweigerd(fout, rijen), status: statusOfKind[fout.kind] });
    }
    const tekst = rijen.length === 0 ? 'Er was niets gewijzigd.' : 'De aanwezigheid is bewaard.';
    return new Redirect(aanwezigheidpaden.zaal(kantVan(wie), id), goed(tekst));
  }

  @Get('presentielijst')
  presentielijst(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<Page> {
    return this.scherm.presentielijst(wie, id);
  }

  @Get('inlopers')
  zoek(@Param('id', IdPipe) id: string, @Query('zoek') zoek: unknown, @DezeWie() wie: Wie): Promise<Page> {
    return this.scherm.inlopers(wie, id, searchTextOf(zoek));
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
      return this.probeerInloper(wie, id, body, async () => {
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
    return this.probeerInloper(wie, id, {}, async () => {
      const { aanmelding, haaltIn } = checkOrThrow(InhalenDto, body);
      await this.inlopers.haalIn(wie, id, aanmelding, haaltIn);
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
    await this.inlopers.trekIn(wie, id, aanmelding);
    return terug(wie, id, 'Weggehaald: deze persoon haalt hier niets in.');
  }

  /** Everybody of whom nothing is known yet was there. */
  private async rest(wie: Wie, id: string, gewijzigd: Vastlegging[]): Promise<Vastlegging[]> {
    const lijst = await this.scherm.lijst(await this.scherm.zaal(wie, id));
    const gekozen = new Set(gewijzigd.map(({ aanmelding }) => aanmelding));
    return lijst
      .filter((a) => a.stand === null && !gekozen.has(a.aanmeldingId))
      .map(({ aanmeldingId }) => ({ aanmelding: aanmeldingId, stand: 'aanwezig' }));
  }

  private async meldNieuw(wie: Wie, id: string, formulier: Persoonsformulier): Promise<Page | Redirect> {
    const werkplek = await this.kiezer.lees(formulier, { voor: 'zaal' });
    const { verzoek, fouten } = leesFormulier(MeldAanDto, formulier, werkplek);
    const status = fouten.length > 0 ? 422 : 200;
    if (!verzoek) return this.scherm.inlopers(wie, id, '', { formulier, fouten, status });
    return this.probeerInloper(wie, id, formulier, async () =>
      bericht(await this.inlopers.meldNieuw(wie, id, verzoek)),
    );
  }

  /**
   * Does it and goes back to the room; a refusal comes back on this screen with what was typed. Unlike `probeer` of the
   * platform: the status is that of the refusal, and an unknown aanmelding is a refusal here too.
   */
  private async probeerInloper(
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
      return this.scherm.inlopers(wie, id, '', { formulier, fouten, status: statusOfKind[fout.kind], fout });
    }
  }
}

/** `stand-<aanmelding>` is what was chosen, `was-<aanmelding>` what the screen showed before. */
function gewijzigdIn(formulier: Formulier): Vastlegging[] {
  return Object.entries(formulier).flatMap(([naam, stand]) => {
    const aanmelding = /^stand-([0-9a-f-]{36})$/.exec(naam)?.[1];
    if (!aanmelding || !isStand(stand) || formulier[`was-${aanmelding}`] === stand) return [];
    return [{ aanmelding, stand }];
  });
}

const isStand = (waarde: unknown): waarde is Aanwezigheidsstand =>
  (aanwezigheidsstanden as readonly unknown[]).includes(waarde);

function geweigerd(fout: DomainError, rijen: Vastlegging[]) {
  return {
    melding: fout.melding,
    keuzes: new Map(rijen.map(({ aanmelding, stand }) => [aanmelding, stand])),
    fouten: new Map(
      fout.fouten.map(({ veld, melding }) => [rijen[Number(veld.split('.')[1])]?.aanmelding ?? '', melding]),
    ),
  };
}

const terug = (wie: Wie, id: string, melding: string): Redirect =>
  new Redirect(aanwezigheidpaden.zaal(kantVan(wie), id), goed(melding));

function bericht({ status }: Aanmelding): string {
  if (status === 'wachtlijst')
    return 'Aanwezig. Er is geen plaats vrij: deze persoon staat op de wachtlijst. De coördinator weet ervan.';
  if (status === 'voorlopig') return 'Aanwezig. De plaats wacht nog op akkoord van het bestuur.';
  return 'Aanwezig en aangemeld.';
}
