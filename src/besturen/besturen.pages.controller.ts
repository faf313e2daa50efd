import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Wie } from '../toegang/wie.js';
import { byField } from '../platform/web/form-input.js';
import { Page, Redirect } from '../platform/web/page.js';
import { IdPipe } from '../platform/web/params.js';
import { check } from '../platform/web/validation.js';
import { BestuurFormulier, ZoekQuery } from './besturen.dto.js';
import { BesturenService } from './besturen.service.js';
import { BesturenScherm } from './besturen.scherm.js';
import { bestuurspaden } from './paden.js';
import { goed, probeer } from '../platform/web/refused-form.js';
import { DezeWie, Mag } from '../toegang/rechten.js';

@ApiExcludeController()
@Mag('besturen.beheren')
@Controller('beheer/scholen')
export class BesturenPagesController {
  constructor(
    private readonly scherm: BesturenScherm,
    private readonly besturen: BesturenService,
  ) {}

  @Get()
  overzicht(@Query() query: ZoekQuery): Promise<Page> {
    return this.scherm.pagina(query);
  }

  /** Names a bestuur, and changes what else of it was sent along. */
  @Post(':id')
  async wijzig(
    @Param('id', IdPipe) id: string,
    @Body() body: unknown,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const { waarde, fouten } = check(BestuurFormulier, metJaOfNee(body));
    const waarden = getypt(body);
    const toon = (fouten: Record<string, string>): Promise<Page> =>
      this.scherm.pagina({}, { formulier: id, waarden, fouten });
    if (!waarde) return toon(byField(fouten));
    return probeer(async () => {
      await this.besturen.wijzig(wie, id, waarde);
      return new Redirect(bestuurspaden.lijst, goed(`${waarde.naam} is bewaard.`));
    }, toon);
  }
}

function getypt(body: unknown): Record<string, string> {
  const velden = Object.entries((body ?? {}) as Record<string, unknown>);
  return Object.fromEntries(velden.filter((veld): veld is [string, string] => typeof veld[1] === 'string'));
}

/** A form has words where the DTO has a boolean. */
function metJaOfNee(body: unknown): unknown {
  const antwoord = (body as { vraagtAkkoord?: unknown } | undefined)?.vraagtAkkoord;
  if (antwoord !== 'ja' && antwoord !== 'nee') return body;
  return { ...(body as object), vraagtAkkoord: antwoord === 'ja' };
}
