import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Wie } from '../../toegang/wie.js';
import { ALLE } from '../../berichten/berichten.service.js';
import { soortInWoorden } from '../../berichten/berichten.scherm.js';
import { KopieDto } from '../../cohorten/cohortbeheer.dto.js';
import { Form } from '../../platform/web/form-kind.js';
import { Page, Redirect } from '../../platform/web/page.js';
import { IdPipe } from '../../platform/web/params.js';
import { DezeWie, Mag } from '../../toegang/rechten.js';
import { inFull } from '../../platform/web/template-helpers.js';
import { KopieService, type Kopievoorstel } from './kopie.service.js';
import { formulierVan } from './planformulier.js';
import { Plannieuw } from './plannieuw.js';
import { naarPlan } from './plannieuw.pages.controller.js';
import type { Planbeeld } from './planscherm.js';

/** A cohort once more, next year: to be corrected before it is made. */
@ApiExcludeController()
@Controller('beheer/cohorten/:id/kopie')
export class KopiePagesController {
  constructor(
    private readonly nieuw: Plannieuw,
    private readonly kopie: KopieService,
  ) {}

  @Get()
  @Mag('cohorten.beheren')
  async toon(@Param('id', IdPipe) id: string): Promise<Page> {
    const voorstel = await this.kopie.voorstel(id);
    const formulier = formulierVan(
      voorstel.gegevens as Parameters<typeof formulierVan>[0],
      voorstel.bijeenkomsten,
    );
    return this.pagina(id, voorstel, await this.nieuw.context(formulier), true);
  }

  @Post()
  @Form('rows')
  @Mag('cohorten.beheren')
  @HttpCode(200)
  async maak(
    @Param('id', IdPipe) id: string,
    @Body() body: Record<string, unknown>,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const uitkomst = await this.nieuw.verwerk(
      KopieDto,
      body,
      ({ velden: { code } }) => ({ code, alineas: body.alineas === 'ja' }),
      (dto) => this.kopie.maak(wie, id, dto),
    );
    if (uitkomst.id !== undefined) return naarPlan(uitkomst.id);
    const { context, status } = uitkomst;
    return this.pagina(id, await this.kopie.voorstel(id), context, body.alineas === 'ja', status);
  }

  private pagina(
    id: string,
    voorstel: Kopievoorstel,
    formulier: Planbeeld,
    metAlineas: boolean,
    status = 200,
  ): Page {
    const { opleiding, origineel, vakantiesOnbekendVanaf } = voorstel;
    const context = {
      kruimels: [
        { tekst: 'Cohorten', href: '/beheer/cohorten' },
        { tekst: inFull(opleiding.naam, origineel), href: `/beheer/cohorten/${id}/plan` },
      ],
      ...formulier,
      opleiding,
      origineel,
      vakantiesOnbekendVanaf,
      alineas: voorstel.alineas.map(({ soort, tekst }) => ({ mail: mailVan(soort), tekst })),
      metAlineas,
      actie: `/beheer/cohorten/${id}/kopie`,
    };
    return new Page('cohortbeheer/kopie', context, {
      titel: `Kopie van ${inFull(opleiding.naam, origineel)}`,
      status,
    });
  }
}

const mailVan = (soort: string): string => (soort === ALLE ? 'Alle mails' : soortInWoorden(soort));
