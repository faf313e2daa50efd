import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
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

type Formulier = Record<string, unknown>;

/** Marking who is there, on a phone in the room; the coördinator and the trainer have the same screen. */
@ApiExcludeController()
@Mag('aanwezigheid.vastleggen')
@Controller(['beheer/bijeenkomsten/:id', 'trainer/bijeenkomsten/:id'])
export class ZaalPagesController {
  constructor(
    private readonly scherm: ZaalScherm,
    private readonly aanwezigheid: AanwezigheidService,
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

  /** Everybody of whom nothing is known yet was there. */
  private async rest(wie: Wie, id: string, gewijzigd: Vastlegging[]): Promise<Vastlegging[]> {
    const lijst = await this.scherm.lijst(await this.scherm.zaal(wie, id));
    const gekozen = new Set(gewijzigd.map(({ aanmelding }) => aanmelding));
    return lijst
      .filter((a) => a.stand === null && !gekozen.has(a.aanmeldingId))
      .map(({ aanmeldingId }) => ({ aanmelding: aanmeldingId, stand: 'aanwezig' }));
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
