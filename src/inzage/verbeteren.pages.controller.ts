import { Body, Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { WijzigPersoonDto } from '../deelnemers/persoon.dto.js';
import { LogInLimiet } from '../inloggen/inloglimiet.service.js';
import { normaliseerEmail } from '../personen/personen.rules.js';
import type { FieldError } from '../platform/errors/domain-error.js';
import { PersonenService } from '../personen/personen.service.js';
import { asTyped, byField, type Typed } from '../platform/web/form-input.js';
import { Redirect, type Page } from '../platform/web/page.js';
import { IdPipe } from '../platform/web/params.js';
import { originOf } from '../platform/web/rate-limiter.js';
import { goed, probeer } from '../platform/web/refused-form.js';
import { check } from '../platform/web/validation.js';
import { type AcademieRequest, DezeWie, Mag } from '../toegang/rechten.js';
import type { Wie } from '../toegang/wie.js';
import { GegevensScherm, type Verbeterwaarden } from './gegevens.scherm.js';
import { deelnemerVan } from './mijn.pages.controller.js';
import { inzagepaden } from './paden.js';
import { AdreswensDto } from './verbeteren.dto.js';
import { VerbeterScherm } from './verbeteren.scherm.js';
import { VerbeterenService } from './verbeteren.service.js';

/** Somebody puts right what we hold of them: their name, their address, and what they filled in when they enrolled. */
@ApiExcludeController()
@Mag('mijn.bekijken')
@Controller('mijn/gegevens')
export class VerbeterenPagesController {
  constructor(
    private readonly scherm: GegevensScherm,
    private readonly verbeterscherm: VerbeterScherm,
    private readonly verbeteren: VerbeterenService,
    private readonly personen: PersonenService,
    private readonly limiet: LogInLimiet,
  ) {}

  @Post('naam')
  @HttpCode(200)
  async naam(@Body() body: Typed, @DezeWie() wie: Wie): Promise<Page | Redirect> {
    const { id } = deelnemerVan(wie);
    const naam = {
      voornaam: asTyped(body.voornaam),
      tussenvoegsel: asTyped(body.tussenvoegsel),
      achternaam: asTyped(body.achternaam),
    };
    const opnieuw = (fouten: Record<string, string>): Promise<Page> =>
      this.scherm.mijn(id, { formulier: 'naam', waarden: naam, fouten });
    const { waarde, fouten } = check(WijzigPersoonDto, naam);
    if (!waarde) return opnieuw(byField(fouten.map(metNaam)));
    return probeer(async () => {
      await this.personen.wijzig(wie, id, { ...waarde });
      return new Redirect(inzagepaden.mijn, goed('Je naam is gewijzigd.'));
    }, opnieuw);
  }

  /** The same answer whether the address is somebody's or not. */
  @Post('adres')
  @HttpCode(200)
  async vraagAdres(
    @Body() body: Typed,
    @Req() request: AcademieRequest,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const deelnemer = deelnemerVan(wie);
    const waarden: Verbeterwaarden = { email: asTyped(body.email) };
    const opnieuw = (fouten: Record<string, string>): Promise<Page> =>
      this.scherm.mijn(deelnemer.id, { formulier: 'adres', waarden, fouten });
    const { waarde, fouten } = check(AdreswensDto, waarden);
    if (!waarde) return opnieuw(byField(fouten));
    await this.limiet.telLink(originOf(request.ip), normaliseerEmail(waarde.email));
    return probeer(async () => {
      await this.verbeteren.vraagAdres(deelnemer, waarde.email);
      const tekst = `We mailden een link naar ${waarde.email}. Open hem in deze browser. Tot die tijd blijft je adres zoals het is.`;
      return new Redirect(inzagepaden.mijn, goed(tekst));
    }, opnieuw);
  }

  @Get('adres/:token')
  async adres(@Param('token') token: string, @DezeWie() wie: Wie): Promise<Page> {
    return this.verbeterscherm.adres(token, await this.verbeteren.wensVan(deelnemerVan(wie), token));
  }

  @Post('adres/:token')
  @HttpCode(200)
  async bevestigAdres(
    @Param('token') token: string,
    @Req() { sessiesleutel = '' }: AcademieRequest,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const deelnemer = deelnemerVan(wie);
    const wens = await this.verbeteren.wensVan(deelnemer, token);
    return probeer(
      async () => {
        await this.verbeteren.bevestigAdres(deelnemer, token, sessiesleutel);
        return new Redirect(inzagepaden.mijn, goed(`Je e-mailadres is nu ${wens.email}.`));
      },
      (fouten) => this.verbeterscherm.adres(token, wens, fouten),
    );
  }

  @Get('aanmeldingen/:id')
  async aanmelding(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<Page> {
    return this.verbeterscherm.aanmelding(await this.verbeteren.eigen(deelnemerVan(wie), id));
  }

  @Post('aanmeldingen/:id')
  @HttpCode(200)
  async verbeter(
    @Param('id', IdPipe) id: string,
    @Body() body: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const deelnemer = deelnemerVan(wie);
    const beeld = await this.verbeteren.eigen(deelnemer, id);
    const { waarde, waarden, fouten } = await this.verbeterscherm.leesAanmelding(body, beeld);
    if (!waarde) return this.verbeterscherm.aanmelding(beeld, waarden, fouten);
    return probeer(
      async () => {
        await this.verbeteren.verbeterAanmelding(deelnemer, beeld, waarde);
        return new Redirect(inzagepaden.mijn, goed('Je aanmelding is verbeterd.'));
      },
      (geweigerd) => this.verbeterscherm.aanmelding(beeld, waarden, geweigerd),
    );
  }
}

const metNaam = ({ veld, melding }: FieldError): FieldError => ({
  veld,
  melding: melding === 'Vul dit veld in.' ? `Vul je ${veld} in.` : melding,
});
