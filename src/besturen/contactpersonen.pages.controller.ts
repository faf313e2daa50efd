import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { byField, type Typed } from '../platform/web/form-input.js';
import { Page, Redirect } from '../platform/web/page.js';
import { IdPipe } from '../platform/web/params.js';
import { goed, probeer } from '../platform/web/refused-form.js';
import { check } from '../platform/web/validation.js';
import { DezeWie, Mag } from '../toegang/rechten.js';
import type { Wie } from '../toegang/wie.js';
import { ContactpersoonFormulier, GesprokenFormulier } from './besturen.dto.js';
import { getypt } from './besturen.pages.controller.js';
import { BesturenScherm } from './besturen.scherm.js';
import { ContactpersonenService } from './contactpersonen.service.js';
import { ContactpersoonScherm } from './contactpersoon.scherm.js';
import { bestuurspaden } from './paden.js';

/** Who speaks for a bestuur. */
@ApiExcludeController()
@Mag('besturen.beheren')
@Controller('beheer/organisaties/:id/contactpersonen')
export class ContactpersonenPagesController {
  constructor(
    private readonly scherm: ContactpersoonScherm,
    private readonly bestuur: BesturenScherm,
    private readonly contactpersonen: ContactpersonenService,
  ) {}

  @Get('nieuw')
  nieuw(@Param('id', IdPipe) id: string): Promise<Page> {
    return this.scherm.nieuw(id);
  }

  @Post('nieuw')
  @HttpCode(200)
  async voegToe(
    @Param('id', IdPipe) id: string,
    @Body() body: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const { waarde, fouten } = check(ContactpersoonFormulier, body);
    const toon = (fouten: Record<string, string>): Promise<Page> =>
      this.scherm.nieuw(id, { waarden: getypt(body), fouten });
    if (!waarde) return toon(byField(fouten));
    return probeer(async () => {
      await this.contactpersonen.voegToe(wie, id, waarde);
      return new Redirect(bestuurspaden.een(id), goed(`${waarde.naam} staat erbij.`));
    }, toon);
  }

  @Get(':contact')
  een(@Param('id', IdPipe) id: string, @Param('contact', IdPipe) contact: string): Promise<Page> {
    return this.scherm.een(id, contact);
  }

  @Post(':contact')
  @HttpCode(200)
  async wijzig(
    @Param('id', IdPipe) id: string,
    @Param('contact', IdPipe) contact: string,
    @Body() body: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const { waarde, fouten } = check(ContactpersoonFormulier, body);
    const toon = (fouten: Record<string, string>): Promise<Page> =>
      this.scherm.een(id, contact, { waarden: getypt(body), fouten });
    if (!waarde) return toon(byField(fouten));
    return probeer(async () => {
      await this.contactpersonen.wijzig(wie, id, contact, waarde);
      return new Redirect(bestuurspaden.een(id), goed(`${waarde.naam} is bewaard.`));
    }, toon);
  }

  /** One press: today; what it was about may be typed beside it. */
  @Post(':contact/gesproken')
  @HttpCode(200)
  async gesproken(
    @Param('id', IdPipe) id: string,
    @Param('contact', IdPipe) contact: string,
    @Body() body: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const { waarde, fouten } = check(GesprokenFormulier, body);
    const toon = (fouten: Record<string, string>): Promise<Page> =>
      this.bestuur.een(id, { formulier: contact, waarden: getypt(body), fouten });
    if (!waarde) return toon(byField(fouten));
    return probeer(async () => {
      await this.contactpersonen.gesproken(wie, id, contact, waarde.over ?? null);
      return new Redirect(bestuurspaden.een(id), goed('Vandaag gesproken: het staat erbij.'));
    }, toon);
  }

  @Post(':contact/verwijdering')
  async verwijder(
    @Param('id', IdPipe) id: string,
    @Param('contact', IdPipe) contact: string,
    @DezeWie() wie: Wie,
  ): Promise<Redirect> {
    await this.contactpersonen.verwijder(wie, id, contact);
    return new Redirect(bestuurspaden.een(id), goed('De contactpersoon is verwijderd.'));
  }
}
