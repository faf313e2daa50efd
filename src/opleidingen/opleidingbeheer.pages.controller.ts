import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { AuditQueries } from '../audit/audit.queries.js';
import { geschiedenisVan } from '../audit/auditwoorden.rules.js';
import type { Wie } from '../toegang/wie.js';
import { DomainError } from '../platform/errors/domain-error.js';
import { pageLinks } from '../platform/web/page-links.js';
import { Page, Redirect } from '../platform/web/page.js';
import { paged, sliceOf } from '../platform/web/paging.js';
import { leesLijstvraag, opleidingInLijst, opleidingkop, standkeuzes } from './opleidingbeheer.scherm.js';
import { OpleidingbeheerQueries } from './opleidingbeheer.queries.js';
import { OpleidingenService } from './opleidingen.service.js';
import { soorten } from './opleidingen.rules.js';
import { hoofdletter } from './feiten.rules.js';
import {
  type Opleidingformulier,
  getypt,
  leesNieuwe,
  leesWijziging,
  nieuweWaarden,
  Opleidingscherm,
} from './opleiding.scherm.js';
import { VersiesQueries } from './versies.queries.js';
import { DezeWie, Mag } from '../toegang/rechten.js';
import { cohortpaden } from '../cohorten/paden.js';
import { opleidingpaden } from './paden.js';

const PER_PAGINA = 25;

/** The coördinator keeps the opleidingen. */
@ApiExcludeController()
@Mag('opleidingen.beheren')
@Controller('beheer/opleidingen')
export class OpleidingbeheerPagesController {
  constructor(
    private readonly queries: OpleidingbeheerQueries,
    private readonly opleidingen: OpleidingenService,
    private readonly versies: VersiesQueries,
    private readonly audit: AuditQueries,
    private readonly scherm: Opleidingscherm,
  ) {}

  @Get()
  async lijst(@Query() vraag: Opleidingformulier): Promise<Page> {
    const { filter, shown, pagina } = leesLijstvraag(vraag);
    const paging = { pagina, paginaGrootte: PER_PAGINA };
    const { skip, take } = sliceOf(paging);
    const opleidingen = await this.queries.zoek(filter, skip, take);
    const totaal = await this.queries.tel(filter);
    const context = {
      pad: opleidingpaden.lijst,
      nieuwHref: opleidingpaden.nieuw,
      filter: shown,
      keuzes: {
        soorten: soorten.map((soort) => ({ waarde: soort, tekst: hoofdletter(soort) })),
        standen: standkeuzes,
      },
      totaal,
      opleidingen: opleidingen.map(opleidingInLijst),
      paginering: pageLinks(paged(opleidingen, totaal, paging), opleidingpaden.lijst, shown),
    };
    return new Page('opleidingbeheer/lijst', context, { titel: 'Opleidingen' });
  }

  @Get('nieuw')
  nieuw(): Promise<Page> {
    return this.scherm.nieuwe({ waarden: nieuweWaarden, fouten: [], status: 200 });
  }

  @Post('nieuw')
  @HttpCode(200)
  async maak(@Body() formulier: Opleidingformulier, @DezeWie() wie: Wie): Promise<Page | Redirect> {
    const waarden = getypt(formulier);
    const { dto, fouten } = leesNieuwe(waarden);
    if (!dto) return this.scherm.nieuwe({ waarden, fouten, status: 422 });
    try {
      const { code } = await this.opleidingen.maak(wie, dto);
      return new Redirect(opleidingpaden.een(code), { soort: 'goed', tekst: `${dto.naam} is gemaakt.` });
    } catch (fout) {
      if (!(fout instanceof DomainError) || fout.fouten.length === 0) throw fout;
      return this.scherm.nieuwe({ waarden, fouten: fout.fouten, status: 422 });
    }
  }

  @Get(':code')
  gegevens(@Param('code') code: string): Promise<Page> {
    return this.scherm.gegevens(code);
  }

  @Post(':code')
  @HttpCode(200)
  async bewaar(
    @Param('code') code: string,
    @Body() formulier: Opleidingformulier,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const waarden = getypt(formulier);
    const { dto, fouten } = leesWijziging(waarden);
    if (!dto) return this.scherm.gegevens(code, { waarden, fouten, status: 422 });
    try {
      const opleiding = await this.opleidingen.wijzig(wie, code, dto);
      const tekst = opleiding.versie === dto.versie ? 'Er was niets veranderd.' : 'Bewaard.';
      return new Redirect(opleidingpaden.een(opleiding.code), { soort: 'goed', tekst });
    } catch (fout) {
      if (!(fout instanceof DomainError)) throw fout;
      if (fout.code === 'opleiding-gewijzigd') return this.scherm.ingehaald(code, waarden);
      if (fout.fouten.length === 0) throw fout;
      return this.scherm.gegevens(code, { waarden, fouten: fout.fouten, status: 422 });
    }
  }

  @Get(':code/geschiedenis')
  async geschiedenis(@Param('code') code: string): Promise<Page> {
    const opleiding = await this.scherm.vind(code);
    const versies = await this.versies.van(opleiding.id, false);
    const context = {
      ...opleidingkop(opleiding, 'geschiedenis'),
      versies: versies.map((v) => ({ ...v, href: cohortpaden.versie(opleiding.code, v.nummer) })),
      regels: geschiedenisVan(await this.audit.vanOnderwerp('opleiding', opleiding.id, 1000)),
    };
    return new Page('opleidingbeheer/geschiedenis', context, { titel: `Geschiedenis: ${opleiding.naam}` });
  }
}
