import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { soortInWoorden } from '../../berichten/berichten.scherm.js';
import { ALLE } from '../../berichten/berichten.service.js';
import { KopieDto, NieuwCohortDto } from '../../cohorten/cohortbeheer.dto.js';
import { CohortenService } from '../../cohorten/cohorten.service.js';
import { Form } from '../../platform/web/form-kind.js';
import { Page, Redirect } from '../../platform/web/page.js';
import { IdPipe } from '../../platform/web/params.js';
import { inFull } from '../../platform/web/template-helpers.js';
import { DezeWie, Mag } from '../../toegang/rechten.js';
import type { Wie } from '../../toegang/wie.js';
import { KopieService, type Kopievoorstel } from './kopie.service.js';
import { formulierVan, leegFormulier } from './planformulier.rules.js';
import { type Planbeeld, Planformulierscherm } from './planformulier.scherm.js';
import { cohortpaden } from '../../cohorten/paden.js';

/** A cohort once more, next year: to be corrected before it is made. */
@ApiExcludeController()
@Controller('beheer/cohorten/:id/kopie')
export class KopiePagesController {
  constructor(
    private readonly scherm: Planformulierscherm,
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
    return this.pagina(id, voorstel, await this.scherm.formulier(formulier), true);
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
    const uitkomst = await this.scherm.verwerkNieuw(
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
        { tekst: 'Cohorten', href: cohortpaden.lijst },
        { tekst: inFull(opleiding.naam, origineel), href: cohortpaden.plan(id) },
      ],
      ...formulier,
      opleiding,
      origineel,
      vakantiesOnbekendVanaf,
      alineas: voorstel.alineas.map(({ soort, tekst }) => ({ mail: mailVan(soort), tekst })),
      metAlineas,
      actie: cohortpaden.tab(id, 'kopie'),
    };
    return new Page('cohortbeheer/kopie', context, {
      titel: `Kopie van ${inFull(opleiding.naam, origineel)}`,
      status,
    });
  }
}

const mailVan = (soort: string): string => (soort === ALLE ? 'Alle mails' : soortInWoorden(soort));

/** Making a cohort. */
@ApiExcludeController()
@Controller('beheer/cohorten/nieuw')
export class NieuwPagesController {
  constructor(
    private readonly scherm: Planformulierscherm,
    private readonly cohorten: CohortenService,
  ) {}

  @Get()
  @Mag('cohorten.beheren')
  async toon(@Query('opleiding') opleiding?: unknown): Promise<Page> {
    const code = typeof opleiding === 'string' ? opleiding.toUpperCase() : '';
    return this.pagina(await this.scherm.formulier(leegFormulier(code)));
  }

  @Post()
  @Form('rows')
  @Mag('cohorten.beheren')
  @HttpCode(200)
  async maak(@Body() body: Record<string, unknown>, @DezeWie() wie: Wie): Promise<Page | Redirect> {
    const { id, context, status } = await this.scherm.verwerkNieuw(
      NieuwCohortDto,
      body,
      ({ velden: { opleiding, code } }) => ({ opleiding, code }),
      (dto) => this.cohorten.maak(wie, dto),
    );
    return id === undefined ? this.pagina(context, status) : naarPlan(id);
  }

  private async pagina(formulier: Planbeeld, status = 200): Promise<Page> {
    const kruimels = [{ tekst: 'Cohorten', href: cohortpaden.lijst }];
    const opleidingen = await this.scherm.opleidingen();
    const context = { kruimels, ...formulier, opleidingen, actie: cohortpaden.nieuw };
    return new Page('cohortbeheer/nieuw', context, { titel: 'Nieuw cohort', status });
  }
}

const naarPlan = (id: string): Redirect =>
  new Redirect(cohortpaden.plan(id), {
    soort: 'goed',
    tekst: 'Het cohort is gemaakt, als concept. Klopt alles? Zet het dan op de website.',
  });
