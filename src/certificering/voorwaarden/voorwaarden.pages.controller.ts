import { withPlainLines } from '../../platform/text/characters.js';
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Wie } from '../../toegang/wie.js';
import { leesDecimaal, leesGetal } from '../../opleidingen/bedragen.rules.js';
import { opleidingkop } from '../../opleidingen/opleidingkop.js';
import { byName } from '../../platform/by-name.js';
import { refusalByField, type Typed } from '../../platform/web/form-input.js';
import { Page, Redirect } from '../../platform/web/page.js';
import { checkOrThrow } from '../../platform/web/validation.js';
import { DezeWie, Mag } from '../../toegang/rechten.js';
import { VoorwaardenDto } from './voorwaarden.dto.js';
import { VoorwaardenService } from './voorwaarden.service.js';

const getallen = ['aanwezigheidsnormPct', 'studielastUren', 'contacturen', 'herregistratiepunten'] as const;
const velden = [...getallen, 'ects', 'onderdelen'] as const;
const tekst = (waarde: unknown): string => (typeof waarde === 'string' ? waarde : '');

/** The tab Certificering of an opleiding. */
@ApiExcludeController()
@Mag('opleidingen.beheren')
@Controller('beheer/opleidingen/:code/certificering')
export class VoorwaardenPagesController {
  constructor(private readonly voorwaarden: VoorwaardenService) {}

  @Get()
  toon(@Param('code') code: string): Promise<Page> {
    return this.scherm(code);
  }

  @Post()
  @HttpCode(200)
  async bewaar(
    @Param('code') code: string,
    @Body() getypt: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const { opleiding } = await this.voorwaarden.van(code);
    try {
      const leerjaren = Array.from({ length: opleiding.leerjaren }, (_, i) => leesJaar(getypt, i + 1));
      await this.voorwaarden.bewaar(wie, code, checkOrThrow(VoorwaardenDto, { leerjaren }).leerjaren);
    } catch (fout) {
      return this.scherm(code, { getypt, fouten: opHetScherm(refusalByField(fout)) });
    }
    const href = `/beheer/opleidingen/${opleiding.code}/certificering`;
    return new Redirect(href, { soort: 'goed', tekst: 'Bewaard.' });
  }

  private async scherm(
    code: string,
    terug?: { getypt: Typed; fouten: Record<string, string> },
  ): Promise<Page> {
    const { opleiding, leerjaren } = await this.voorwaarden.van(code);
    const context = {
      ...opleidingkop(opleiding, 'certificering'),
      actie: `/beheer/opleidingen/${opleiding.code}/certificering`,
      meerdere: opleiding.leerjaren > 1,
      leerjaren: leerjaren.map((jaar) => {
        const veld = (naam: (typeof velden)[number]) => ({
          naam: `${naam}-${jaar.leerjaar}`,
          waarde: terug ? tekst(terug.getypt[`${naam}-${jaar.leerjaar}`]) : getoond(jaar[naam]),
          fout: terug?.fouten[`${naam}-${jaar.leerjaar}`] ?? null,
        });
        return { leerjaar: jaar.leerjaar, ...byName(velden, veld) };
      }),
      fouten: terug?.fouten,
    };
    const titel = `${terug ? 'Fout: ' : ''}Certificering: ${opleiding.naam}`;
    return new Page('certificering/opleiding', context, { titel, status: terug ? 422 : 200 });
  }
}

const getoond = (waarde: number | string[] | null): string =>
  Array.isArray(waarde) ? waarde.join('\n') : String(waarde ?? '').replace('.', ',');

function leesJaar(getypt: Typed, leerjaar: number): Record<string, unknown> {
  const veld = (naam: string): string => tekst(getypt[`${naam}-${leerjaar}`]);
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
