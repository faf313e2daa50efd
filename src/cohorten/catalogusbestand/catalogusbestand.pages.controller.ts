import { Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Clock } from '../../platform/clock/clock.js';
import { dateOf } from '../../platform/clock/dates.js';
import { DomainError } from '../../platform/errors/domain-error.js';
import { sendAsFile } from '../../platform/web/attachment.js';
import type { Typed } from '../../platform/web/form-input.js';
import { Form } from '../../platform/web/form-kind.js';
import { type Page, Redirect } from '../../platform/web/page.js';
import { IdPipe } from '../../platform/web/params.js';
import { goed, probeer } from '../../platform/web/refused-form.js';
import { uploadFrom } from '../../platform/web/uploads.js';
import { DezeWie, Mag } from '../../toegang/rechten.js';
import type { Wie } from '../../toegang/wie.js';
import { bestandpaden } from '../paden.js';
import { CatalogusExportService } from './catalogus-export.service.js';
import { bestandOnbruikbaar } from './catalogusbestand.errors.js';
import { CatalogusbestandScherm } from './catalogusbestand.scherm.js';
import { CataloguslezingenService } from './cataloguslezingen.service.js';

/** The catalogue as a file: taken along, and read in by upload. */
@ApiExcludeController()
@Mag('catalogusbestand.gebruiken')
@Controller('beheer/catalogusbestand')
export class CatalogusbestandPagesController {
  constructor(
    private readonly scherm: CatalogusbestandScherm,
    private readonly lezingen: CataloguslezingenService,
    private readonly uitvoer: CatalogusExportService,
    private readonly clock: Clock,
  ) {}

  @Get()
  kies(): Page {
    return this.scherm.keuze();
  }

  @Get('catalogus.yaml')
  async haalOp(@DezeWie() wie: Wie, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const tekst = await this.uitvoer.maak(wie);
    sendAsFile(reply, `catalogus-${dateOf(this.clock.now())}.yaml`, 'application/yaml; charset=utf-8');
    return tekst;
  }

  @Post()
  @Form('file')
  @HttpCode(200)
  lees(@Body() body: Typed, @DezeWie() wie: Wie): Promise<Page | Redirect> {
    return probeer(
      async () => {
        const upload = uploadFrom(body.bestand);
        if (!upload) throw bestandOnbruikbaar('Kies een catalogusbestand, met iets erin.');
        return new Redirect(
          bestandpaden.een(await this.lezingen.lees(wie, upload.bestandsnaam.slice(0, 200), upload.inhoud)),
        );
      },
      (_fouten, fout) => {
        if (!(fout instanceof DomainError)) throw fout;
        return this.scherm.keuze(fout);
      },
    );
  }

  @Get(':id')
  async bekijk(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<Page> {
    return this.scherm.vooruitzicht(wie, await this.lezingen.vind(id));
  }

  @Post(':id/uitvoering')
  @HttpCode(200)
  voerUit(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<Page | Redirect> {
    return probeer(
      async () => {
        await this.lezingen.voerUit(wie, id);
        return new Redirect(bestandpaden.een(id), goed('Het bestand is ingelezen.'));
      },
      async (_fouten, fout) => {
        if (!(fout instanceof DomainError)) throw fout;
        return this.scherm.vooruitzicht(wie, await this.lezingen.vind(id), fout);
      },
    );
  }
}
