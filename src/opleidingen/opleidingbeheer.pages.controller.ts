import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { AuditQueries } from '../audit/audit.queries.js';
import { geschiedenisVan } from '../audit/geschiedenis.rules.js';
import type { Wie } from '../toegang/wie.js';
import { DomainError } from '../platform/errors/domain-error.js';
import { Page, Redirect } from '../platform/web/page.js';
import { byField } from '../platform/web/form-input.js';
import { goed, probeer } from '../platform/web/refused-form.js';
import { sliceOf } from '../platform/web/paging.js';
import { leesLijstvraag, opleidingenlijst, opleidinggeschiedenis } from './opleidingbeheer.scherm.js';
import { OpleidingbeheerQueries } from './opleidingbeheer.queries.js';
import { OpleidingenService } from './opleidingen.service.js';
import {
  type Opleidingformulier,
  getypt,
  leesNieuwe,
  leesWijziging,
  Opleidingscherm,
} from './opleiding.scherm.js';
import { DezeWie, Mag } from '../toegang/rechten.js';
import { opleidingpaden } from './paden.js';
import { VersiesService } from './versies.service.js';

/** The coördinator keeps the opleidingen. */
@ApiExcludeController()
@Mag('opleidingen.beheren')
@Controller('beheer/opleidingen')
export class OpleidingbeheerPagesController {
  constructor(
    private readonly queries: OpleidingbeheerQueries,
    private readonly opleidingen: OpleidingenService,
    private readonly versies: VersiesService,
    private readonly audit: AuditQueries,
    private readonly scherm: Opleidingscherm,
  ) {}

  @Get()
  async lijst(@Query() vraag: Opleidingformulier): Promise<Page> {
    const { filter, paging } = leesLijstvraag(vraag);
    const { skip, take } = sliceOf(paging);
    const opleidingen = await this.queries.zoek(filter, skip, take);
    const context = opleidingenlijst(vraag, opleidingen, await this.queries.tel(filter));
    return new Page('opleidingbeheer/lijst', context, { titel: 'Opleidingen' });
  }

  @Get('nieuw')
  nieuw(): Promise<Page> {
    return this.scherm.nieuwe();
  }

  @Post('nieuw')
  @HttpCode(200)
  async maak(@Body() formulier: Opleidingformulier, @DezeWie() wie: Wie): Promise<Page | Redirect> {
    const waarden = getypt(formulier);
    const { dto, fouten } = leesNieuwe(waarden);
    const opnieuw = (geweigerd: Record<string, string>) => this.scherm.nieuwe({ waarden, fouten: geweigerd });
    if (!dto) return opnieuw(byField(fouten));
    return probeer(async () => {
      const { code } = await this.opleidingen.maak(wie, dto);
      return new Redirect(opleidingpaden.een(code), goed(`${dto.naam} is gemaakt.`));
    }, opnieuw);
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
    const opnieuw = (geweigerd: Record<string, string>) =>
      this.scherm.gegevens(code, { waarden, fouten: geweigerd });
    if (!dto) return opnieuw(byField(fouten));
    return probeer(
      async () => {
        const opleiding = await this.opleidingen.wijzig(wie, code, dto);
        const tekst = opleiding.versie === dto.versie ? 'Er was niets veranderd.' : 'Bewaard.';
        return new Redirect(opleidingpaden.een(opleiding.code), goed(tekst));
      },
      (geweigerd, fout) =>
        fout instanceof DomainError && fout.code === 'opleiding-gewijzigd'
          ? this.scherm.ingehaald(code, waarden)
          : opnieuw(geweigerd),
    );
  }

  @Get(':code/geschiedenis')
  async geschiedenis(@Param('code') code: string): Promise<Page> {
    const opleiding = await this.scherm.vind(code);
    const versies = await this.versies.van(opleiding.id, false);
    const regels = geschiedenisVan(await this.audit.vanOnderwerp('opleiding', opleiding.id, 1000));
    const context = opleidinggeschiedenis(opleiding, versies, regels);
    return new Page('opleidingbeheer/geschiedenis', context, { titel: `Geschiedenis: ${opleiding.naam}` });
  }
}
