import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { byField, textOf, type Typed } from '../platform/web/form-input.js';
import { Page, Redirect } from '../platform/web/page.js';
import { House } from '../platform/web/house.js';
import { goed } from '../platform/web/refused-form.js';
import { check } from '../platform/web/validation.js';
import { DezeWie, Mag } from '../toegang/rechten.js';
import type { Wie } from '../toegang/wie.js';
import { AcademieFormulier } from './academie.dto.js';
import { AcademieService } from './academie.service.js';
import { academiepaden } from './paden.js';

interface Getypt {
  naam: string;
  contactadres: string;
}

/** What the academie is called and where people ask. */
@ApiExcludeController()
@Mag('academie.beheren')
@Controller('beheer/academie')
export class AcademiePagesController {
  constructor(
    private readonly academie: AcademieService,
    private readonly house: House,
  ) {}

  @Get()
  async gegevens(): Promise<Page> {
    const bewaard = await this.academie.vind();
    return this.scherm({
      naam: bewaard?.naam ?? this.house.current.name,
      contactadres: bewaard?.contactadres ?? '',
    });
  }

  @Post()
  @HttpCode(200)
  async bewaar(@Body() body: Typed, @DezeWie() wie: Wie): Promise<Page | Redirect> {
    const getypt = { naam: textOf(body.naam), contactadres: textOf(body.contactadres) };
    const { waarde, fouten } = check(AcademieFormulier, getypt);
    if (!waarde) return this.scherm(getypt, byField(fouten));
    await this.academie.wijzig(wie, waarde);
    return new Redirect(academiepaden.gegevens, goed('Bewaard.'));
  }

  private scherm(waarden: Getypt, fouten?: Record<string, string>): Page {
    const context = { actie: academiepaden.gegevens, waarden, fouten };
    return new Page('academie/gegevens', context, {
      titel: 'De academie',
      status: fouten ? 422 : 200,
    });
  }
}
