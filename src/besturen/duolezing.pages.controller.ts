import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { DomainError } from '../platform/errors/domain-error.js';
import { byField, textOf, type Typed } from '../platform/web/form-input.js';
import { Form } from '../platform/web/form-kind.js';
import { Page, Redirect } from '../platform/web/page.js';
import { IdPipe } from '../platform/web/params.js';
import { goed, probeer } from '../platform/web/refused-form.js';
import { uploadsFrom } from '../platform/web/uploads.js';
import { check } from '../platform/web/validation.js';
import { DezeWie, Mag } from '../toegang/rechten.js';
import type { Wie } from '../toegang/wie.js';
import { PeildatumFormulier } from './besturen.dto.js';
import { DuolezingenService } from './duolezingen.service.js';
import { DuolezingScherm } from './duolezing.scherm.js';
import { duopaden } from './paden.js';

/** Lists of DUO by upload. */
@ApiExcludeController()
@Mag('besturen.beheren')
@Controller('beheer/organisaties/duo')
export class DuolezingPagesController {
  constructor(
    private readonly scherm: DuolezingScherm,
    private readonly lezingen: DuolezingenService,
  ) {}

  @Get()
  kies(): Page {
    return this.scherm.keuze();
  }

  @Post()
  @Form('files')
  @HttpCode(200)
  async lees(@Body() body: Typed, @DezeWie() wie: Wie): Promise<Page | Redirect> {
    const bronnen = uploadsFrom(body.bestand).map(({ bestandsnaam, inhoud }) => ({
      naam: bestandsnaam,
      bytes: inhoud,
    }));
    const peildatum = textOf(body.peildatum);
    const { waarde, fouten } = check(PeildatumFormulier, peildatum ? { peildatum } : {});
    if (!waarde) return this.scherm.keuze({ peildatum, fouten: byField(fouten) });
    if (bronnen.length === 0)
      return this.scherm.keuze({ peildatum, fouten: { bestand: 'Kies een of meer CSV-bestanden van DUO.' } });
    return probeer(
      async () => new Redirect(duopaden.een(await this.lezingen.lees(wie, bronnen, waarde.peildatum))),
      (_fouten, fout) => {
        if (!(fout instanceof DomainError)) throw fout;
        return this.scherm.keuze({ peildatum, fouten: { bestand: fout.melding }, regels: fout.fouten });
      },
    );
  }

  @Get(':id')
  async bekijk(@Param('id', IdPipe) id: string): Promise<Page> {
    return this.scherm.vooruitzicht(await this.lezingen.vind(id));
  }

  @Post(':id/uitvoering')
  @HttpCode(200)
  voerUit(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<Page | Redirect> {
    return probeer(
      async () => {
        await this.lezingen.voerUit(wie, id);
        return new Redirect(duopaden.een(id), goed('De lijst is ingelezen.'));
      },
      async (_fouten, fout) => {
        if (!(fout instanceof DomainError)) throw fout;
        return this.scherm.vooruitzicht(await this.lezingen.vind(id), fout);
      },
    );
  }
}
