import { belangstellingpaden } from './paden.js';
import {
  Body,
  Controller,
  Get,
  Header,
  HttpCode,
  NotFoundException,
  Param,
  Post,
  Query,
  Req,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { anoniem, type Wie } from '../toegang/wie.js';
import { Cohort } from '../cohorten/cohort.entity.js';
import { Opleiding } from '../opleidingen/opleiding.entity.js';
import { Opleidingscherm } from '../opleidingen/opleiding.scherm.js';
import { DomainError } from '../platform/errors/domain-error.js';
import { Page, Redirect } from '../platform/web/page.js';
import { IdPipe } from '../platform/web/params.js';
import {
  belangstellingbeheer,
  belangstellingformulier,
  belangstellingkop,
  eigenBelangstelling,
  leesBelangstellingvraag,
  type Waarvoor,
} from './belangstelling.scherm.js';
import { beheertBelangstelling, BelangstellingService } from './belangstelling.service.js';
import {
  foutenPerVeld,
  leesFormulier,
  type Persoonsformulier,
} from '../personen/persoonsformulier.scherm.js';
import { MeldBelangstellingDto } from './belangstelling.dto.js';
import { DezeWie, Mag } from '../toegang/rechten.js';
import { paged, sliceOf } from '../platform/web/paging.js';
import { goed, probeer, probeerOfMeld } from '../platform/web/refused-form.js';
import { belangstellingOnbekend } from './belangstelling.errors.js';
import { type BelangstellingBeeld, BelangstellingQueries } from './belangstelling.queries.js';
import { Werkplekkiezer } from '../besturen/werkplek.scherm.js';

/** Leaving interest, a form of two minutes that holds no place; the page behind the link in its mail; the list for staff. */
@ApiExcludeController()
@Controller()
export class BelangstellingPagesController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly kiezer: Werkplekkiezer,
    private readonly belangstelling: BelangstellingService,
    private readonly queries: BelangstellingQueries,
    private readonly opleidingscherm: Opleidingscherm,
  ) {}

  @Get('opleidingen/:code/belangstelling')
  @Mag('openbaar')
  async voorOpleiding(@Param('code') code: string, @DezeWie() wie: Wie): Promise<Page> {
    return this.toon(await this.opleiding(code), eigenAdres(wie));
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
    return this.toon(await this.cohort(id), eigenAdres(wie));
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

  /** The page behind the link in the mail. Who has the link is the one who left interest; opening it changes nothing. */
  @Get('belangstelling/:token')
  @Mag('openbaar')
  @Header('x-robots-tag', 'noindex')
  async een(@Param('token') token: string): Promise<Page> {
    const b = await this.vind(token);
    return new Page('belangstelling/belangstelling', eigenBelangstelling(b), {
      titel: `Belangstelling: ${b.opleiding}`,
    });
  }

  @Post('belangstelling/:token/bevestiging')
  @Mag('openbaar')
  @HttpCode(200)
  bevestig(@Param('token') token: string): Promise<Redirect> {
    return this.doe(token, 'Je belangstelling is bevestigd.', (wie) =>
      this.belangstelling.bevestig(token, wie),
    );
  }

  @Post('belangstelling/:token/intrekking')
  @Mag('openbaar')
  @HttpCode(200)
  trekIn(@Param('token') token: string): Promise<Redirect> {
    return this.doe(token, 'Je belangstelling is ingetrokken.', (wie) =>
      this.belangstelling.trekIn(token, wie),
    );
  }

  /** The people who want to hear when an opleiding opens: how many per bestuur, and their names. */
  @Get('beheer/opleidingen/:code/belangstelling')
  @Mag('belangstelling.beheren')
  async beheer(@Param('code') code: string, @Query() vraag: Record<string, unknown>): Promise<Page> {
    const opleiding = await this.opleidingscherm.vind(code);
    const { filter, shown, paging } = leesBelangstellingvraag(vraag);
    const { skip, take } = sliceOf(paging);
    const context = belangstellingbeheer(opleiding, shown, {
      totalen: await this.queries.totalen(opleiding.id),
      perBestuur: await this.queries.perBestuur(opleiding.id, filter),
      cohorten: await this.queries.cohorten(opleiding.id),
      mensen: paged(
        await this.queries.mensen(opleiding.id, filter, skip, take),
        await this.queries.tel(opleiding.id, filter),
        paging,
      ),
    });
    return new Page('belangstelling/beheer', context, { titel: `Belangstelling: ${opleiding.naam}` });
  }

  private async meld(
    waarvoor: Waarvoor,
    formulier: Persoonsformulier,
    wie: Wie,
    request: FastifyRequest,
  ): Promise<Page | Redirect> {
    const { opleiding, cohort, pad } = waarvoor;
    const werkplek = await this.kiezer.lees(formulier, { voor: 'zelf' });
    const { verzoek, fouten } = leesFormulier(MeldBelangstellingDto, formulier, werkplek);
    if (!verzoek && fouten.length === 0) return this.toon(waarvoor, formulier);
    if (!verzoek) return this.toon(waarvoor, formulier, { fouten: foutenPerVeld(fouten), status: 422 });
    await this.belangstelling.telPoging(wie, request.ip, verzoek.email);
    const doel = cohort ? { cohort: cohort.id } : { opleiding: opleiding.code };
    return probeer(
      async () => {
        const gemeld = await this.belangstelling.geef(namens(wie), doel, verzoek);
        if (gemeld.status === 'onbevestigd') return new Redirect(`${pad}/ontvangen`);
        const naar = beheertBelangstelling(wie)
          ? belangstellingpaden.beheer(opleiding.code)
          : belangstellingpaden.een(gemeld.token);
        return new Redirect(naar, goed('De belangstelling is genoteerd.'));
      },
      (geweigerd, fout) => {
        const status = fout instanceof DomainError && fout.kind === 'conflict' ? 409 : 422;
        return this.toon(waarvoor, formulier, { fouten: geweigerd, status });
      },
    );
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
    waarvoor: Waarvoor,
    formulier: Persoonsformulier,
    geweigerd?: { fouten: Record<string, string>; status: 409 | 422 },
  ): Promise<Page> {
    const werkplek = await this.kiezer.veld(formulier, { voor: 'zelf' });
    const context = belangstellingformulier(waarvoor, formulier, geweigerd?.fouten, werkplek);
    return new Page('belangstelling/formulier', context, {
      titel: `${geweigerd ? 'Fout: ' : ''}Belangstelling voor ${waarvoor.opleiding.naam}`,
      status: geweigerd?.status ?? 200,
    });
  }

  private async doe(token: string, gelukt: string, daad: (wie: Wie) => Promise<void>): Promise<Redirect> {
    const { persoonId: id, voornaam: naam, email } = await this.vind(token);
    return probeerOfMeld(belangstellingpaden.een(token), async () => {
      await daad({ soort: 'persoon', id, naam, email });
      return gelukt;
    });
  }

  private async vind(token: string): Promise<BelangstellingBeeld> {
    const b = await this.queries.metToken(token);
    if (!b) throw belangstellingOnbekend();
    return b;
  }
}

/** The same whether or not the address was known, so that it tells a stranger nothing. */
const ontvangen = (waarvoor: Waarvoor): Page =>
  new Page('belangstelling/ontvangen', belangstellingkop(waarvoor), { titel: 'Kijk in je mail' });

const eigenAdres = (wie: Wie): Persoonsformulier => (wie.soort === 'persoon' ? { email: wie.email } : {});

/** Only a deelnemer who is logged in and the academie act as themselves here; others fill in the form as anybody. */
const namens = (wie: Wie): Wie => (wie.soort === 'persoon' || beheertBelangstelling(wie) ? wie : anoniem);
