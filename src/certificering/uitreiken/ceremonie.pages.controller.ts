import { Body, Controller, Get, HttpCode, Param, ParseIntPipe, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Wie } from '../../toegang/wie.js';
import { Form } from '../../platform/web/form-kind.js';
import { textOf, type Typed } from '../../platform/web/form-input.js';
import { Page, Redirect } from '../../platform/web/page.js';
import { IdPipe } from '../../platform/web/params.js';
import { plural } from '../../platform/web/template-helpers.js';
import { checkOrThrow } from '../../platform/web/validation.js';
import { DezeWie, Mag } from '../../toegang/rechten.js';
import { CeremonieService } from './ceremonie.service.js';
import { UitreikingDto } from './certificering.dto.js';
import { Certificeringscherm } from './certificeringscherm.js';
import { OnderdelenService } from '../voorwaarden/onderdelen.service.js';

const Leerjaar = () => Param('leerjaar', ParseIntPipe);

/** What comes before issuing, on the tab Certificering: who completed what, and the ceremony. */
@ApiExcludeController()
@Mag('certificaten.beheren')
@Controller('beheer/cohorten/:id/certificering/:leerjaar')
export class CeremoniePagesController {
  constructor(
    private readonly scherm: Certificeringscherm,
    private readonly ceremonie: CeremonieService,
    private readonly onderdelen: OnderdelenService,
  ) {}

  @Post('onderdelen')
  @Form('rows')
  @HttpCode(200)
  markeer(
    @Param('id', IdPipe) id: string,
    @Leerjaar() leerjaar: number,
    @Body() waarden: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const { onderdeel, voltooid } = waarden;
    return this.scherm.probeer(id, { leerjaar, formulier: 'onderdelen', waarden }, async () => {
      const ids = [voltooid].flat().map(textOf);
      const n = await this.onderdelen.markeer(wie, id, leerjaar, textOf(onderdeel), ids);
      return n === 0 ? 'Er was niets veranderd.' : `Bewaard voor ${plural(n, 'persoon', 'personen')}.`;
    });
  }

  @Post('ceremonie')
  @HttpCode(200)
  plan(
    @Param('id', IdPipe) id: string,
    @Leerjaar() leerjaar: number,
    @Body() waarden: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const { datum, tijd, plaats, gastheer } = waarden;
    return this.scherm.probeer(id, { leerjaar, formulier: 'ceremonie', waarden }, async () => {
      const dto = checkOrThrow(UitreikingDto, { datum, tijd, plaats, gastheer });
      await this.ceremonie.plan(wie, id, leerjaar, dto);
      return 'De uitreiking is bewaard.';
    });
  }

  @Post('uitnodiging')
  @HttpCode(200)
  nodigUit(@Param('id', IdPipe) id: string, @Leerjaar() leerjaar: number): Promise<Page | Redirect> {
    return this.scherm.probeer(id, { leerjaar, formulier: 'ceremonie', waarden: {} }, async () => {
      const n = await this.ceremonie.nodigUit(id, leerjaar);
      if (n === 0) return 'Iedereen die voldoet, was al uitgenodigd.';
      return `${plural(n, 'uitnodiging', 'uitnodigingen')} verstuurd.`;
    });
  }

  @Get('namenlijst')
  namenlijst(@Param('id', IdPipe) id: string, @Leerjaar() leerjaar: number): Promise<Page> {
    return this.scherm.namenlijst(id, leerjaar);
  }
}
