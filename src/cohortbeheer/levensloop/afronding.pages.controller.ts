import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Wie } from '../../toegang/wie.js';
import { DomainError } from '../../platform/errors/domain-error.js';
import { InputError } from '../../platform/errors/input-error.js';
import { Form } from '../../platform/web/form-kind.js';
import { Page, Redirect } from '../../platform/web/page.js';
import { IdPipe } from '../../platform/web/params.js';
import { checkOrThrow } from '../../platform/web/validation.js';
import { AfrondingDto, type AfwijkingDto } from './afronding.dto.js';
import { AfrondingService } from './afronding.service.js';
import { afwijkingenUit, Afrondingscherm, losseRedenen, veldReden } from './afrondingscherm.js';
import { DezeWie, Mag } from '../../toegang/rechten.js';

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
    let afwijkingen: AfwijkingDto[] = [];
    try {
      const voorstel = await this.scherm.voorstel(id);
      const los = losseRedenen(body, voorstel);
      if (Object.keys(los).length > 0) return this.scherm.toon(id, { waarden: body, fouten: los });
      afwijkingen = afwijkingenUit(body, voorstel);
      const gezien = /^\d{1,6}$/.test(String(versie)) ? { versie: Number(versie) } : {};
      await this.afronding.rondAf(wie, id, checkOrThrow(AfrondingDto, { afwijkingen, ...gezien }));
    } catch (fout) {
      if (!(fout instanceof DomainError || fout instanceof InputError)) throw fout;
      if (fout instanceof DomainError && fout.kind === 'niet-gevonden') throw fout;
      return this.scherm.toon(id, { waarden: body, fouten: foutenVan(fout, afwijkingen) });
    }
    const tekst = 'Het cohort is afgerond.';
    return new Redirect(`/beheer/cohorten/${id}/voortgang`, { soort: 'goed', tekst });
  }
}

/** What is wrong with an afwijking stands beside the reason of that person. */
function foutenVan(fout: DomainError | InputError, afwijkingen: AfwijkingDto[]): Record<string, string> {
  if (fout.fouten.length === 0) return { _: fout instanceof DomainError ? fout.melding : fout.message };
  return Object.fromEntries(
    fout.fouten.map(({ veld, melding }) => {
      const van = afwijkingen[Number(/^afwijkingen\.(\d+)\./.exec(veld)?.[1])];
      return [van ? veldReden(van.aanmelding) : '_', melding];
    }),
  );
}
