import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { leesDecimaal, leesGetal } from '../../opleidingen/bedragen.rules.js';
import { withPlainLines } from '../../platform/text/characters.js';
import { asTyped, type Typed } from '../../platform/web/form-input.js';
import { Page, Redirect } from '../../platform/web/page.js';
import { goed, probeer } from '../../platform/web/refused-form.js';
import { checkOrThrow } from '../../platform/web/validation.js';
import { DezeWie, Mag } from '../../toegang/rechten.js';
import type { Wie } from '../../toegang/wie.js';
import { certificeringpaden } from '../paden.js';
import { VoorwaardenDto } from './voorwaarden.dto.js';
import { getallen, voorwaardenscherm } from './voorwaarden.scherm.js';
import { VoorwaardenService } from './voorwaarden.service.js';

/** The tab Certificering of an opleiding. */
@ApiExcludeController()
@Mag('opleidingen.beheren')
@Controller('beheer/opleidingen/:code/certificering')
export class VoorwaardenPagesController {
  constructor(private readonly voorwaarden: VoorwaardenService) {}

  @Get()
  async toon(@Param('code') code: string): Promise<Page> {
    return voorwaardenscherm(await this.voorwaarden.van(code));
  }

  @Post()
  @HttpCode(200)
  async bewaar(
    @Param('code') code: string,
    @Body() getypt: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const { opleiding } = await this.voorwaarden.van(code);
    return probeer(
      async () => {
        const leerjaren = Array.from({ length: opleiding.leerjaren }, (_, i) => leesJaar(getypt, i + 1));
        await this.voorwaarden.bewaar(wie, code, checkOrThrow(VoorwaardenDto, { leerjaren }).leerjaren);
        return new Redirect(certificeringpaden.opleiding(opleiding.code), goed('Bewaard.'));
      },
      async (fouten) =>
        voorwaardenscherm(await this.voorwaarden.van(code), { waarden: getypt, fouten: opHetScherm(fouten) }),
    );
  }
}

function leesJaar(getypt: Typed, leerjaar: number): Record<string, unknown> {
  const veld = (naam: string): string => asTyped(getypt[`${naam}-${leerjaar}`]);
  return {
    leerjaar,
    ...Object.fromEntries(getallen.map((naam) => [naam, leesGetal(veld(naam))])),
    ects: leesDecimaal(veld('ects')),
    onderdelen: withPlainLines(veld('onderdelen'))
      .split('\n')
      .map((regel) => regel.trim())
      .filter(Boolean),
  };
}

/** `leerjaren.0.ects` is the field `ects-1` of the form. */
const opHetScherm = (fouten: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fouten).map(([veld, melding]) => {
      const [, i, naam] = /^leerjaren\.(\d+)\.(\w+)$/.exec(veld) ?? [];
      return [naam ? `${naam}-${Number(i) + 1}` : '_', melding];
    }),
  );
