import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Wie } from '../../toegang/wie.js';
import { Form } from '../../platform/web/form-kind.js';
import { Page, Redirect } from '../../platform/web/page.js';
import { IdPipe } from '../../platform/web/params.js';
import { goed, probeer } from '../../platform/web/refused-form.js';
import { checkOrThrow } from '../../platform/web/validation.js';
import { AfrondingService } from './afronding.service.js';
import { DezeWie, Mag } from '../../toegang/rechten.js';
import { AfrondingDto, type AfwijkingDto } from './levensloop.dto.js';
import { afwijkingenUit, Afrondingscherm, losseRedenen, veldReden } from './afronding.scherm.js';
import { cohortpaden } from '../../cohorten/paden.js';

/** Finishing a cohort, from the tab Voortgang. */
@ApiExcludeController()
@Controller('beheer/cohorten/:id/afronding')
export class AfrondingPagesController {
  constructor(
    private readonly scherm: Afrondingscherm,
    private readonly afronding: AfrondingService,
  ) {}

  @Get()
  @Mag('cohorten.beheren')
  een(@Param('id', IdPipe) id: string): Promise<Page> {
    return this.scherm.toon(id);
  }

  @Post()
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
      this.scherm.toon(id, { waarden: body, fouten });
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
