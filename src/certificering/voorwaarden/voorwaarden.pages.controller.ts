import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { leesDecimaal, leesGetal } from '../../opleidingen/bedragen.rules.js';
import { withPlainLines } from '../../platform/text/characters.js';
import type { Typed } from '../../platform/web/form-input.js';
import { Page, Redirect } from '../../platform/web/page.js';
import { type Geweigerd, goed, probeer } from '../../platform/web/refused-form.js';
import { checkOrThrow } from '../../platform/web/validation.js';
import { DezeWie, Mag } from '../../toegang/rechten.js';
import type { Wie } from '../../toegang/wie.js';
import { certificeringpaden } from '../paden.js';
import { VoorwaardenDto } from './voorwaarden.dto.js';
import { VoorwaardenService } from './voorwaarden.service.js';
import { opleidingkop } from '../../opleidingen/opleidingbeheer.scherm.js';
import { byName } from '../../platform/records.js';

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
    return probeer(
      async () => {
        const leerjaren = Array.from({ length: opleiding.leerjaren }, (_, i) => leesJaar(getypt, i + 1));
        await this.voorwaarden.bewaar(wie, code, checkOrThrow(VoorwaardenDto, { leerjaren }).leerjaren);
        return new Redirect(certificeringpaden.opleiding(opleiding.code), goed('Bewaard.'));
      },
      (fouten) => this.scherm(code, { waarden: getypt, fouten: opHetScherm(fouten) }),
    );
  }

  private async scherm(code: string, geweigerd?: Geweigerd): Promise<Page> {
    const { opleiding, leerjaren } = await this.voorwaarden.van(code);
    const context = {
      ...opleidingkop(opleiding, 'certificering'),
      actie: certificeringpaden.opleiding(opleiding.code),
      meerdere: opleiding.leerjaren > 1,
      leerjaren: leerjaren.map((jaar) => {
        const veld = (naam: (typeof velden)[number]) => ({
          naam: `${naam}-${jaar.leerjaar}`,
          waarde: geweigerd ? tekst(geweigerd.waarden[`${naam}-${jaar.leerjaar}`]) : getoond(jaar[naam]),
          fout: geweigerd?.fouten[`${naam}-${jaar.leerjaar}`] ?? null,
        });
        return { leerjaar: jaar.leerjaar, ...byName(velden, veld) };
      }),
      fouten: geweigerd?.fouten,
    };
    const titel = `${geweigerd ? 'Fout: ' : ''}Certificering: ${opleiding.naam}`;
    return new Page('certificering/opleiding', context, { titel, status: geweigerd ? 422 : 200 });
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
