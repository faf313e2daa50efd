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
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { AgendaService } from '../cohorten/agenda.service.js';
import { Redirect, type Page } from '../platform/web/page.js';
import { goed, probeerOfMeld } from '../platform/web/refused-form.js';
import { check } from '../platform/web/validation.js';
import { Mag } from '../toegang/rechten.js';
import type { Wie } from '../toegang/wie.js';
import type { Aanmelding } from './aanmelding.entity.js';
import { AanmeldingScherm, vragen } from './aanmelding.scherm.js';
import { AnnuleringDto } from './aanmeldingen.dto.js';
import { linkOnbekend } from './aanmeldingen.errors.js';
import { AanmeldingenQueries, type AanmeldingBeeld } from './aanmeldingen.queries.js';
import { heeftZekerePlaats } from './aanmeldingen.rules.js';
import { AanmeldingenService } from './aanmeldingen.service.js';
import { deelnemer } from './inzage.service.js';
import { OverzettenService } from './overzetten.service.js';
import { OverzetvoorstellenService } from './overzetvoorstellen.service.js';
import { aanmeldpaden } from './paden.js';

type Veld = Record<string, unknown>;

/** The page behind the link in every mail. Who has the link is the deelnemer; opening it changes nothing. */
@ApiExcludeController()
@Controller('a/:token')
export class AanmeldingPagesController {
  constructor(
    private readonly queries: AanmeldingenQueries,
    private readonly scherm: AanmeldingScherm,
    private readonly aanmeldingen: AanmeldingenService,
    private readonly agenda: AgendaService,
    private readonly overzetten: OverzettenService,
    private readonly voorstellen: OverzetvoorstellenService,
  ) {}

  @Get()
  @Mag('openbaar')
  @Header('x-robots-tag', 'noindex')
  async toon(@Param('token') token: string, @Query('doe') doe?: string): Promise<Page> {
    return this.scherm.toon(await this.vind(token), {
      doe: vragen.find((vraag) => vraag === doe) ?? null,
      annulering: null,
    });
  }

  @Get('agenda.ics')
  @Mag('openbaar')
  @Header('content-type', 'text/calendar; charset=utf-8')
  @Header('content-disposition', 'attachment; filename="agenda.ics"')
  async agendabestand(@Param('token') token: string): Promise<string> {
    const { cohortId, status } = await this.vind(token);
    return this.agenda.vanCohort(cohortId, heeftZekerePlaats(status));
  }

  /** One bijeenkomst, `{id}.ics`. */
  @Get('bijeenkomsten/:bestand')
  @Mag('openbaar')
  @Header('content-type', 'text/calendar; charset=utf-8')
  @Header('content-disposition', 'attachment; filename="bijeenkomst.ics"')
  async bijeenkomstbestand(
    @Param('token') token: string,
    @Param('bestand') bestand: string,
  ): Promise<string> {
    const { cohortId, status } = await this.vind(token);
    return this.agenda.vanBijeenkomst(cohortId, bestand.replace(/\.ics$/, ''), heeftZekerePlaats(status));
  }

  @Post('emailbevestiging')
  @Mag('openbaar')
  @HttpCode(200)
  bevestig(@Param('token') token: string): Promise<Redirect> {
    return this.doe(token, 'Je e-mailadres is bevestigd.', (id, wie) =>
      this.aanmeldingen.bevestigEmail(id, wie),
    );
  }

  @Post('aanbodacceptatie')
  @Mag('openbaar')
  @HttpCode(200)
  accepteer(@Param('token') token: string): Promise<Redirect> {
    return this.doe(token, 'Je doet mee.', (id, wie) => this.aanmeldingen.accepteerAanbod(id, wie));
  }

  @Post('aanbodafwijzing')
  @Mag('openbaar')
  @HttpCode(200)
  wijsAf(@Param('token') token: string): Promise<Redirect> {
    return this.doe(token, 'De plek gaat naar een collega.', (id, wie) =>
      this.aanmeldingen.wijsAanbodAf(id, wie),
    );
  }

  @Post('annulering')
  @Mag('openbaar')
  @HttpCode(200)
  async annuleer(
    @Param('token') token: string,
    @Body() body: Record<string, unknown>,
  ): Promise<Page | Redirect> {
    const { waarde, fouten } = check(AnnuleringDto, body);
    if (!waarde) {
      const reden = typeof body.reden === 'string' ? body.reden : '';
      const annulering = { reden, fout: fouten[0]!.melding };
      return this.scherm.toon(await this.vind(token), { doe: 'annuleren', annulering });
    }
    return this.doe(token, 'Je aanmelding is geannuleerd.', (id, wie) =>
      this.aanmeldingen.annuleer(id, wie, waarde.reden ?? null),
    );
  }

  @Post('herleving')
  @Mag('openbaar')
  @HttpCode(200)
  herleef(@Param('token') token: string): Promise<Redirect> {
    return this.doe(token, naHerleving, (id, wie) => this.aanmeldingen.herleef(id, wie));
  }

  /** The answer to another cohort that was proposed. */
  @Post('overzetting')
  @Mag('openbaar')
  @HttpCode(200)
  zetOver(@Param('token') token: string, @Body() { voorstel }: Veld): Promise<Redirect> {
    return this.antwoord(token, voorstel, async (a, naar) => {
      const nieuw = await this.overzetten.aanvaard(a.id, naar, deelnemer(a));
      return new Redirect(aanmeldpaden.een(nieuw.token), goed('Je bent overgezet.'));
    });
  }

  @Post('overzetafwijzing')
  @Mag('openbaar')
  @HttpCode(200)
  wijsOverzettenAf(@Param('token') token: string, @Body() { voorstel }: Veld): Promise<Redirect> {
    return this.antwoord(token, voorstel, async (a, naar) => {
      await this.voorstellen.wijsAf(a.id, naar, deelnemer(a));
      return 'We zetten je niet over. Je aanmelding is niet veranderd.';
    });
  }

  private async antwoord(
    token: string,
    voorstel: unknown,
    daad: (a: AanmeldingBeeld, naar: string) => Promise<string | Redirect>,
  ): Promise<Redirect> {
    const a = await this.queries.metToken(token);
    const naar = a && typeof voorstel === 'string' && (await this.voorstellen.cohortVan(a.id, voorstel));
    if (!naar) throw new NotFoundException();
    return probeerOfMeld(aanmeldpaden.een(token), () => daad(a, naar));
  }

  private async doe(
    token: string,
    gelukt: string | ((na: Aanmelding) => string),
    daad: (id: string, wie: Wie) => Promise<Aanmelding>,
  ): Promise<Redirect> {
    const a = await this.vind(token);
    return probeerOfMeld(aanmeldpaden.een(token), async () => {
      const na = await daad(a.id, deelnemer(a));
      return typeof gelukt === 'string' ? gelukt : gelukt(na);
    });
  }

  private async vind(token: string): Promise<AanmeldingBeeld> {
    const a = await this.queries.metToken(token);
    if (!a) throw linkOnbekend();
    return a;
  }
}

/** Coming back mostly gives a number at the end of the list, and the plek itself when it is free at once. */
function naHerleving({ status, wachtOp }: Aanmelding): string {
  if (status === 'wachtlijst') return 'Je staat weer op de wachtlijst.';
  return wachtOp.includes('aanbod')
    ? 'Er is een plek voor je. Kies hieronder of je hem neemt.'
    : 'Je doet weer mee.';
}
