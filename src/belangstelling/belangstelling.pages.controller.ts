import { cohortpaden } from '../cohorten/paden.js';
import { belangstellingpaden } from './paden.js';
import { Body, Controller, Get, HttpCode, NotFoundException, Param, Post, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { anoniem, type Wie } from '../toegang/wie.js';
import { SchoolkiezerQueries } from '../besturen/schoolkiezer.queries.js';
import { Cohort } from '../cohorten/cohort.entity.js';
import { Opleiding } from '../opleidingen/opleiding.entity.js';
import { functiekeuzes } from '../opleidingen/opleidingen.rules.js';
import { DomainError, type FieldError } from '../platform/errors/domain-error.js';
import { Page, Redirect } from '../platform/web/page.js';
import { IdPipe } from '../platform/web/params.js';
import { neemtBelangstelling } from './belangstelling.rules.js';
import { BelangstellingService } from './belangstelling.service.js';
import {
  foutenPerVeld,
  leesFormulier,
  waardenVan,
  type Persoonsformulier,
} from '../personen/persoonsformulier.scherm.js';
import { BelangstellinglimietService } from './belangstellinglimiet.service.js';
import { beheertBelangstelling } from './verzoek.service.js';
import { MeldBelangstellingDto } from './belangstelling.dto.js';
import { DezeWie, Mag } from '../toegang/rechten.js';

interface Waarvoor {
  opleiding: Opleiding;
  cohort: Cohort | null;
  pad: string;
}

/** Leaving interest: a form of two minutes that holds no place. */
@ApiExcludeController()
@Controller()
export class BelangstellingPagesController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly scholen: SchoolkiezerQueries,
    private readonly belangstelling: BelangstellingService,
    private readonly limiet: BelangstellinglimietService,
  ) {}

  @Get('opleidingen/:code/belangstelling')
  @Mag('openbaar')
  async voorOpleiding(@Param('code') code: string, @DezeWie() wie: Wie): Promise<Page> {
    return this.toon(await this.opleiding(code), eigenAdres(wie), [], 200);
  }

  @Post('opleidingen/:code/belangstelling')
  @Mag('aanmelden')
  @HttpCode(200)
  async meldVoorOpleiding(
    @Param('code') code: string,
    @Body() formulier: Persoonsformulier,
    @DezeWie() wie: Wie,
    @Req() request: FastifyRequest,
  ): Promise<Page | Redirect> {
    return this.meld(await this.opleiding(code), formulier, wie, request);
  }

  @Get('opleidingen/:code/belangstelling/ontvangen')
  @Mag('openbaar')
  async ontvangenOpleiding(@Param('code') code: string): Promise<Page> {
    return ontvangen(await this.opleiding(code));
  }

  @Get('cohorten/:id/belangstelling')
  @Mag('openbaar')
  async voorCohort(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<Page> {
    return this.toon(await this.cohort(id), eigenAdres(wie), [], 200);
  }

  @Post('cohorten/:id/belangstelling')
  @Mag('aanmelden')
  @HttpCode(200)
  async meldVoorCohort(
    @Param('id', IdPipe) id: string,
    @Body() formulier: Persoonsformulier,
    @DezeWie() wie: Wie,
    @Req() request: FastifyRequest,
  ): Promise<Page | Redirect> {
    return this.meld(await this.cohort(id), formulier, wie, request);
  }

  @Get('cohorten/:id/belangstelling/ontvangen')
  @Mag('openbaar')
  async ontvangenCohort(@Param('id', IdPipe) id: string): Promise<Page> {
    return ontvangen(await this.cohort(id));
  }

  private async meld(
    waarvoor: Waarvoor,
    formulier: Persoonsformulier,
    wie: Wie,
    request: FastifyRequest,
  ): Promise<Page | Redirect> {
    const { opleiding, cohort, pad } = waarvoor;
    const { verzoek, fouten } = leesFormulier(MeldBelangstellingDto, formulier);
    if (!verzoek) return this.toon(waarvoor, formulier, fouten, 422);
    await this.limiet.tel(wie, request.ip, verzoek.email);
    const doel = cohort ? { cohort: cohort.id } : { opleiding: opleiding.code };
    try {
      const gemeld = await this.belangstelling.geef(namens(wie), doel, verzoek);
      if (gemeld.status === 'onbevestigd') return new Redirect(`${pad}/ontvangen`);
      const naar = beheertBelangstelling(wie)
        ? belangstellingpaden.beheer(opleiding.code)
        : belangstellingpaden.een(gemeld.token);
      return new Redirect(naar, { soort: 'goed', tekst: 'De belangstelling is genoteerd.' });
    } catch (fout) {
      if (!(fout instanceof DomainError) || fout.kind === 'niet-gevonden') throw fout;
      const eigen = fout.fouten.length > 0 ? fout.fouten : [{ veld: '_', melding: fout.melding }];
      return this.toon(waarvoor, formulier, eigen, fout.kind === 'conflict' ? 409 : 422);
    }
  }

  private async opleiding(code: string): Promise<Waarvoor> {
    const waar = { code: code.toUpperCase(), gepubliceerd: true };
    const opleiding = await this.dataSource.manager.findOneBy(Opleiding, waar);
    if (!opleiding) throw new NotFoundException();
    return { opleiding, cohort: null, pad: belangstellingpaden.bijOpleiding(opleiding.code) };
  }

  private async cohort(id: string): Promise<Waarvoor> {
    const { manager } = this.dataSource;
    const cohort = await manager.findOneBy(Cohort, { id });
    if (!cohort || cohort.status === 'concept') throw new NotFoundException();
    const opleiding = await manager.findOneBy(Opleiding, { id: cohort.opleidingId, gepubliceerd: true });
    if (!opleiding) throw new NotFoundException();
    return { opleiding, cohort, pad: belangstellingpaden.bijCohort(id) };
  }

  private async toon(
    { opleiding, cohort, pad }: Waarvoor,
    formulier: Persoonsformulier,
    fouten: FieldError[],
    status: number,
  ): Promise<Page> {
    const context = {
      ...kop(opleiding, cohort),
      kan: neemtBelangstelling(opleiding, cohort),
      actie: pad,
      waarden: waardenVan(formulier),
      fouten: fouten.length > 0 ? foutenPerVeld(fouten) : undefined,
      functies: functiekeuzes,
      besturen: await this.scholen.voorKiezer(),
    };
    return new Page('belangstelling/formulier', context, {
      titel: `${fouten.length > 0 ? 'Fout: ' : ''}Belangstelling voor ${opleiding.naam}`,
      status,
    });
  }
}

/** The same whether or not the address was known, so that it tells a stranger nothing. */
const ontvangen = ({ opleiding, cohort }: Waarvoor): Page =>
  new Page('belangstelling/ontvangen', kop(opleiding, cohort), { titel: 'Kijk in je mail' });

const kop = (opleiding: Opleiding, cohort: Cohort | null) => ({
  kruimels: [
    { tekst: 'Opleidingen', href: cohortpaden.catalogus },
    { tekst: opleiding.naam, href: cohortpaden.opleiding(opleiding.code) },
  ],
  opleiding: { naam: opleiding.naam, href: cohortpaden.opleiding(opleiding.code) },
  cohort: cohort && { naam: cohort.naam },
});

const eigenAdres = (wie: Wie): Persoonsformulier => (wie.soort === 'persoon' ? { email: wie.email } : {});

/** Only a deelnemer who is logged in and the academie act as themselves here; others fill in the form as anybody. */
const namens = (wie: Wie): Wie => (wie.soort === 'persoon' || beheertBelangstelling(wie) ? wie : anoniem);
