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
import { AuditQueries } from '../audit/audit.queries.js';
import type { Wie } from '../toegang/wie.js';
import { AgendaService } from '../cohorten/agenda.service.js';
import { CohortenQueries } from '../cohorten/cohorten.queries.js';
import { Settings } from '../platform/config/settings.js';
import { DomainError } from '../platform/errors/domain-error.js';
import { Page, Redirect } from '../platform/web/page.js';
import { check } from '../platform/web/validation.js';
import type { Aanmelding } from './aanmelding.entity.js';
import { aanmeldingspagina, vragen, type Vraag } from './aanmeldingsbeeld.js';
import { AnnuleringDto } from './aanmeldingen.dto.js';
import { type AanmeldingBeeld, AanmeldingenQueries } from './aanmeldingen.queries.js';
import { linkOnbekend } from './aanmeldingen.errors.js';
import { heeftZekerePlaats } from './aanmeldingen.rules.js';
import { AanmeldingenService } from './aanmeldingen.service.js';
import { deelnemer } from './inzage.service.js';
import { OverzetvoorstellenQueries } from './overzetvoorstellen.queries.js';
import { Mag } from '../toegang/rechten.js';
import { OverzettenService } from './overzetten.service.js';
import { OverzetvoorstellenService } from './overzetvoorstellen.service.js';

/** The page behind the link in every mail. Who has the link is the deelnemer; opening it changes nothing. */
@ApiExcludeController()
@Controller('a/:token')
export class AanmeldingPagesController {
  constructor(
    private readonly queries: AanmeldingenQueries,
    private readonly aanmeldingen: AanmeldingenService,
    private readonly cohorten: CohortenQueries,
    private readonly audit: AuditQueries,
    private readonly agenda: AgendaService,
    private readonly settings: Settings,
    private readonly voorstellen: OverzetvoorstellenQueries,
  ) {}

  @Get()
  @Mag('openbaar')
  @Header('x-robots-tag', 'noindex')
  async toon(@Param('token') token: string, @Query('doe') doe?: string): Promise<Page> {
    return this.pagina(await this.vind(token), vragen.find((vraag) => vraag === doe) ?? null);
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
    return this.doe(token, 'Je hebt de plaats aangenomen.', (id, wie) =>
      this.aanmeldingen.accepteerAanbod(id, wie),
    );
  }

  @Post('aanbodafwijzing')
  @Mag('openbaar')
  @HttpCode(200)
  wijsAf(@Param('token') token: string): Promise<Redirect> {
    return this.doe(token, 'De plaats gaat naar een collega.', (id, wie) =>
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
      return this.pagina(await this.vind(token), 'annuleren', { reden, fout: fouten[0]!.melding });
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

  private async pagina(
    a: AanmeldingBeeld,
    doe: Vraag | null,
    geweigerd?: { reden: string; fout: string },
  ): Promise<Page> {
    const cohort = await this.cohorten.een(a.cohortId, false);
    const audit = await this.audit.vanOnderwerp('aanmelding', a.id);
    const context = aanmeldingspagina({
      a,
      cohort: cohort!,
      audit,
      aanbodUren: this.settings.AANBOD_UREN,
      doe,
      overstappen: {
        keuzes: await this.voorstellen.keuzes(a),
        vervolg: a.status === 'geannuleerd' ? await this.voorstellen.vervolg(a.id) : null,
      },
      versieHref: await this.queries.versieHref(a),
    });
    return new Page(
      'aanmeldingen/aanmelding',
      { ...context, annulering: geweigerd ?? null },
      { titel: `Aanmelding: ${a.opleiding}`, status: geweigerd ? 422 : 200 },
    );
  }

  /** What cannot be done any more, for example a second click, is told on the page that shows how it stands. */
  private async doe(
    token: string,
    gelukt: string | ((na: Aanmelding) => string),
    daad: (id: string, wie: Wie) => Promise<Aanmelding>,
  ): Promise<Redirect> {
    const a = await this.vind(token);
    try {
      const na = await daad(a.id, deelnemer(a));
      const tekst = typeof gelukt === 'string' ? gelukt : gelukt(na);
      return new Redirect(`/a/${token}`, { soort: 'goed', tekst });
    } catch (fout) {
      if (!(fout instanceof DomainError) || fout.kind !== 'conflict') throw fout;
      return new Redirect(`/a/${token}`, { soort: 'let-op', tekst: fout.melding });
    }
  }

  private async vind(token: string): Promise<AanmeldingBeeld> {
    const a = await this.queries.metToken(token);
    if (!a) throw linkOnbekend();
    return a;
  }
}

/** What is so after coming back: mostly a number at the end of the list, and the plek itself when it is free at once. */
function naHerleving({ status, wachtOp }: Aanmelding): string {
  if (status === 'wachtlijst') return 'Je staat weer op de wachtlijst.';
  return wachtOp.includes('aanbod')
    ? 'Er is een plek voor je. Kies hieronder of je hem neemt.'
    : 'Je doet weer mee.';
}

type Veld = Record<string, unknown>;

/** The answer to another cohort that was proposed, from the page behind the link in the mail. */
@ApiExcludeController()
@Controller('a/:token')
export class OverzettenPagesController {
  constructor(
    private readonly queries: AanmeldingenQueries,
    private readonly voorstellen: OverzetvoorstellenQueries,
    private readonly overzetten: OverzettenService,
    private readonly vragen: OverzetvoorstellenService,
  ) {}

  @Post('overzetting')
  @Mag('openbaar')
  @HttpCode(200)
  zetOver(@Param('token') token: string, @Body() { voorstel }: Veld): Promise<Redirect> {
    return this.antwoord(token, voorstel, async (a, naar) => {
      const nieuw = await this.overzetten.aanvaard(a.id, naar, deelnemer(a));
      return new Redirect(`/a/${nieuw.token}`, { soort: 'goed', tekst: 'Je bent overgezet.' });
    });
  }

  @Post('overzetafwijzing')
  @Mag('openbaar')
  @HttpCode(200)
  wijsAf(@Param('token') token: string, @Body() { voorstel }: Veld): Promise<Redirect> {
    return this.antwoord(token, voorstel, async (a, naar) => {
      await this.vragen.wijsAf(a.id, naar, deelnemer(a));
      const tekst = 'We zetten je niet over. Je aanmelding is niet veranderd.';
      return new Redirect(`/a/${token}`, { soort: 'goed', tekst });
    });
  }

  /** What cannot be done any more is told on the page that shows how it stands. */
  private async antwoord(
    token: string,
    voorstel: unknown,
    daad: (a: AanmeldingBeeld, naar: string) => Promise<Redirect>,
  ): Promise<Redirect> {
    const a = await this.queries.metToken(token);
    const naar = a && typeof voorstel === 'string' && (await this.voorstellen.cohortVan(a.id, voorstel));
    if (!naar) throw new NotFoundException();
    try {
      return await daad(a, naar);
    } catch (fout) {
      if (!(fout instanceof DomainError) || fout.kind !== 'conflict') throw fout;
      return new Redirect(`/a/${token}`, { soort: 'let-op', tekst: fout.melding });
    }
  }
}
