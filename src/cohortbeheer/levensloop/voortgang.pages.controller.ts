import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Wie } from '../../toegang/wie.js';
import { asTyped, type Typed } from '../../platform/web/form-input.js';
import { Page, Redirect } from '../../platform/web/page.js';
import { IdPipe } from '../../platform/web/params.js';
import { goed, probeer } from '../../platform/web/refused-form.js';
import { checkOrThrow } from '../../platform/web/validation.js';
import { DezeWie, Mag } from '../../toegang/rechten.js';
import { BesluitService } from './besluit.service.js';
import { PublicatieService } from './publicatie.service.js';
import { AfrondingDto, type AfwijkingDto, BesluitDto } from './levensloop.dto.js';
import { cohortpaden } from '../../cohorten/paden.js';
import {
  afwijkingenUit,
  type Besluitvelden,
  losseRedenen,
  veldReden,
  Voortgangscherm,
} from './voortgang.scherm.js';
import { Form } from '../../platform/web/form-kind.js';
import { AfrondingService } from './afronding.service.js';

const hier = (id: string): string => cohortpaden.voortgang(id);
const gedaan = {
  go: 'Dit cohort gaat door. Wie een plaats heeft of wacht, krijgt bericht.',
  later: 'Je beslist later. De herinneringen aan het besluit zijn mee verschoven.',
};

/** The tab Voortgang: where a cohort is in its life, and what can happen next, up to its end. */
@ApiExcludeController()
@Controller('beheer/cohorten/:id')
export class VoortgangPagesController {
  constructor(
    private readonly scherm: Voortgangscherm,
    private readonly publicatie: PublicatieService,
    private readonly besluiten: BesluitService,
    private readonly afronding: AfrondingService,
  ) {}

  @Get('voortgang')
  @Mag('cohorten.beheren')
  een(@Param('id', IdPipe) id: string): Promise<Page> {
    return this.scherm.toon(id);
  }

  @Post('peiling')
  @Mag('cohorten.beheren')
  @HttpCode(200)
  peil(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<Page | Redirect> {
    return this.probeer(id, {}, async () => {
      await this.publicatie.peil(wie, id);
      return new Redirect(hier(id), goed('De peiling is begonnen. Iedereen kan nu belangstelling melden.'));
    });
  }

  @Post('publicatie')
  @Mag('cohorten.beheren')
  @HttpCode(200)
  publiceer(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<Page | Redirect> {
    return this.probeer(id, {}, async () => {
      const aantal = await this.publicatie.publiceer(wie, id);
      const mail = aantal > 0 ? ` ${aantal} mensen met belangstelling krijgen een mail.` : '';
      return new Redirect(hier(id), goed(`Dit cohort staat nu open.${mail}`));
    });
  }

  /** A no-go goes on to where it is chosen what people are offered instead; nobody is told before that. */
  @Post('besluit')
  @Mag('cohorten.beheren')
  @HttpCode(200)
  besluit(
    @Param('id', IdPipe) id: string,
    @Body() body: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const { besluit, toelichting, nieuweDatum, versie } = body;
    const waarden = {
      besluit: asTyped(besluit),
      toelichting: asTyped(toelichting),
      nieuweDatum: asTyped(nieuweDatum),
    };
    return this.probeer(id, waarden, async () => {
      const dto = checkOrThrow(BesluitDto, {
        besluit,
        toelichting,
        ...(besluit === 'later' ? { nieuweDatum } : {}),
        ...(/^\d{1,6}$/.test(String(versie)) ? { versie: Number(versie) } : {}),
      });
      if (dto.besluit !== 'no-go') {
        await this.besluiten.besluit(wie, id, dto);
        return new Redirect(hier(id), goed(gedaan[dto.besluit]));
      }
      await this.besluiten.noGo(wie, id, dto);
      const tekst = 'Het besluit is vastgelegd. Kies nu wat je mensen aanbiedt; daarna krijgen zij bericht.';
      const reden = encodeURIComponent(dto.toelichting);
      return new Redirect(`${cohortpaden.tab(id, 'annulering')}?reden=${reden}`, { soort: 'info', tekst });
    });
  }

  @Get('afronding')
  @Mag('cohorten.beheren')
  afrondscherm(@Param('id', IdPipe) id: string): Promise<Page> {
    return this.scherm.afronding(id);
  }

  @Post('afronding')
  @Form('rows')
  @Mag('cohorten.beheren')
  @HttpCode(200)
  async rondAf(
    @Param('id', IdPipe) id: string,
    @Body() body: Record<string, unknown>,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const { versie } = body;
    const voorstel = await this.scherm.voorstel(id);
    const weiger = (fouten: Record<string, string>): Promise<Page> =>
      this.scherm.afronding(id, { waarden: body, fouten });
    const los = losseRedenen(body, voorstel);
    if (Object.keys(los).length > 0) return weiger(los);
    const afwijkingen = afwijkingenUit(body, voorstel);
    const gezien = /^\d{1,6}$/.test(String(versie)) ? { versie: Number(versie) } : {};
    return probeer(
      async () => {
        await this.afronding.rondAf(wie, id, checkOrThrow(AfrondingDto, { afwijkingen, ...gezien }));
        return new Redirect(cohortpaden.voortgang(id), goed('Het cohort is afgerond.'));
      },
      (fouten) => weiger(bijReden(fouten, afwijkingen)),
    );
  }

  private probeer(
    id: string,
    waarden: Besluitvelden,
    daad: () => Promise<Redirect>,
  ): Promise<Page | Redirect> {
    return probeer(daad, (fouten) => this.scherm.toon(id, { waarden, fouten: inWoorden(fouten, waarden) }));
  }
}

/** The words of the API are not those of the screen. */
function inWoorden(fouten: Record<string, string>, waarden: Besluitvelden): Record<string, string> {
  const kaal = fouten.toelichting && !waarden.toelichting;
  return {
    ...fouten,
    ...(fouten.besluit ? { besluit: 'Kies wat je besluit.' } : {}),
    ...(kaal ? { toelichting: 'Schrijf op waarom je dit besluit.' } : {}),
  };
}

/** Puts what is wrong with an afwijking beside the reason of that person. */
function bijReden(fouten: Record<string, string>, afwijkingen: AfwijkingDto[]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fouten).map(([veld, melding]) => {
      const van = afwijkingen[Number(/^afwijkingen\.(\d+)\./.exec(veld)?.[1])];
      return [van ? veldReden(van.aanmelding) : '_', melding];
    }),
  );
}
