import { Body, Controller, Get, HttpCode, Param, Post, Query, Redirect as Verwijs } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Wie } from '../toegang/wie.js';
import { asTyped, byField, type Typed } from '../platform/web/form-input.js';
import { Page, Redirect } from '../platform/web/page.js';
import { IdPipe } from '../platform/web/params.js';
import { check } from '../platform/web/validation.js';
import { BestuurFormulier, NieuwBestuurFormulier, OrganisatiesQuery } from './besturen.dto.js';
import { BesturenService } from './besturen.service.js';
import { BesturenScherm } from './besturen.scherm.js';
import { OrganisatiesService } from './organisaties.service.js';
import { bestuurspaden } from './paden.js';
import { goed, probeer, probeerOfMeld } from '../platform/web/refused-form.js';
import { DezeWie, Mag } from '../toegang/rechten.js';

/** Besturen with their schools. */
@ApiExcludeController()
@Mag('besturen.beheren')
@Controller('beheer')
export class BesturenPagesController {
  constructor(
    private readonly scherm: BesturenScherm,
    private readonly besturen: BesturenService,
    private readonly organisaties: OrganisatiesService,
  ) {}

  /** Where it was before. */
  @Get('scholen')
  @Verwijs(bestuurspaden.lijst, 301)
  eerder(): void {}

  @Get('organisaties')
  overzicht(@Query() query: OrganisatiesQuery, @DezeWie() wie: Wie): Promise<Page> {
    return this.scherm.lijst(wie, query);
  }

  @Get('organisaties/nieuw')
  nieuw(): Page {
    return this.scherm.nieuw();
  }

  @Post('organisaties/nieuw')
  @HttpCode(200)
  async maak(@Body() body: Typed, @DezeWie() wie: Wie): Promise<Page | Redirect> {
    const { waarde, fouten } = check(NieuwBestuurFormulier, metJaOfNee(body));
    const toon = (fouten: Record<string, string>): Page =>
      this.scherm.nieuw({ waarden: getypt(body), fouten });
    if (!waarde) return toon(byField(fouten));
    return probeer(async () => {
      const id = await this.organisaties.maak(wie, waarde);
      return new Redirect(bestuurspaden.een(id), goed(`${waarde.naam} is toegevoegd.`));
    }, toon);
  }

  @Get('organisaties/:id')
  een(@Param('id', IdPipe) id: string): Promise<Page> {
    return this.scherm.een(id);
  }

  /** Names a bestuur, and changes what else of it was sent along. Who came from the list, goes back to it. */
  @Post('organisaties/:id')
  @HttpCode(200)
  async wijzig(
    @Param('id', IdPipe) id: string,
    @Body() body: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const { vanaf, ...velden } = body;
    const vanLijst = asTyped(vanaf) === 'lijst';
    const { waarde, fouten } = check(BestuurFormulier, metJaOfNee(velden));
    const waarden = getypt(velden);
    const toon = (fouten: Record<string, string>): Promise<Page> =>
      vanLijst
        ? this.scherm.lijst(wie, {}, { formulier: id, waarden, fouten })
        : this.scherm.een(id, { waarden, fouten });
    if (!waarde) return toon(byField(fouten));
    return probeer(async () => {
      await this.besturen.wijzig(wie, id, waarde);
      return new Redirect(
        vanLijst ? bestuurspaden.lijst : bestuurspaden.een(id),
        goed(`${waarde.naam} is bewaard.`),
      );
    }, toon);
  }

  @Post('organisaties/:id/sluiting')
  sluit(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<Redirect> {
    return probeerOfMeld(bestuurspaden.een(id), async () => {
      await this.organisaties.sluit(wie, id);
      return 'Het bestuur is gesloten. Wat ermee gedaan is, blijft staan.';
    });
  }

  @Post('organisaties/:id/heropening')
  heropen(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<Redirect> {
    return probeerOfMeld(bestuurspaden.een(id), async () => {
      await this.organisaties.heropen(wie, id);
      return 'Het bestuur is weer open.';
    });
  }
}

export function getypt(body: Typed): Record<string, string> {
  return Object.fromEntries(
    Object.entries(body).filter((veld): veld is [string, string] => typeof veld[1] === 'string'),
  );
}

/** A form has words where the DTO has a boolean, and an empty choice where it has none. */
function metJaOfNee(body: Typed): Typed {
  const velden = metKeuzes(body);
  const { vraagtAkkoord: antwoord } = velden;
  return antwoord === 'ja' || antwoord === 'nee' ? { ...velden, vraagtAkkoord: antwoord === 'ja' } : velden;
}

/** A choice that was left empty is no choice: null. */
export const metKeuzes = (body: Typed): Typed => (body.sector === '' ? { ...body, sector: null } : body);
