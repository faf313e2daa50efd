import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Wie } from '../toegang/wie.js';
import {
  byField,
  pageNumberOf,
  refusalByField,
  searchTextOf,
  type Typed,
} from '../platform/web/form-input.js';
import { Page, Redirect } from '../platform/web/page.js';
import { check } from '../platform/web/validation.js';
import { NieuweGebruikerDto } from './gebruikers.dto.js';
import { GebruikersService } from './gebruikers.service.js';
import { PAD } from './gebruikersbeeld.js';
import { Gebruikersscherm } from './gebruikersscherm.js';
import { Rolkeuze } from './rolkeuze.js';
import { DezeWie, Mag } from '../toegang/rechten.js';

/** Who works with the academie, and inviting somebody: each sees just whom they may. */
@ApiExcludeController()
@Mag('gebruikers.beheren')
@Controller('beheer/gebruikers')
export class GebruikersPagesController {
  constructor(
    private readonly gebruikers: GebruikersService,
    private readonly rolkeuze: Rolkeuze,
    private readonly scherm: Gebruikersscherm,
  ) {}

  @Get()
  lijst(
    @DezeWie() wie: Wie,
    @Query('zoek') zoek?: unknown,
    @Query('pagina') pagina?: unknown,
  ): Promise<Page> {
    return this.scherm.lijst(wie, searchTextOf(zoek), pageNumberOf(pagina));
  }

  @Post()
  @HttpCode(200)
  async nodigUit(@Body() getypt: Typed, @DezeWie() wie: Wie): Promise<Page | Redirect> {
    const { waarde, fouten } = check(NieuweGebruikerDto, getypt);
    if (!waarde) return this.geweigerd(wie, getypt, inWoorden(byField(fouten)));
    try {
      const rol = await this.rolkeuze.verzoekVan(wie, waarde);
      const { email, naam } = waarde;
      const { link } = await this.gebruikers.nodigUit(wie, { email, naam: naam ?? undefined, ...rol });
      const tekst = link
        ? `De uitnodiging is verstuurd naar ${email}. De link werkt 7 dagen.`
        : `${email} kon al inloggen en heeft er nu een rol bij. We sturen een mail.`;
      return new Redirect(PAD, { soort: 'goed', tekst });
    } catch (fout) {
      return this.geweigerd(wie, getypt, refusalByField(fout));
    }
  }

  private geweigerd(wie: Wie, getypt: Typed, fouten: Record<string, string>): Promise<Page> {
    return this.scherm.lijst(wie, '', 1, { formulier: 'uitnodiging', getypt, fouten });
  }
}

/** A refusal of a choice names the values of the form; people see words. */
export const inWoorden = ({ rol, ...fouten }: Record<string, string>): Record<string, string> => ({
  ...fouten,
  ...(rol ? { rol: 'Kies een rol.' } : {}),
});
