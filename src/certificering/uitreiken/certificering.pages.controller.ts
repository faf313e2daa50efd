import { Body, Controller, Get, HttpCode, Param, ParseIntPipe, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { textOf, type Typed } from '../../platform/web/form-input.js';
import { Form } from '../../platform/web/form-kind.js';
import { Page, Redirect } from '../../platform/web/page.js';
import { IdPipe } from '../../platform/web/params.js';
import { goed, probeer } from '../../platform/web/refused-form.js';
import { plural } from '../../platform/web/template-helpers.js';
import { checkOrThrow } from '../../platform/web/validation.js';
import { DezeWie, Mag } from '../../toegang/rechten.js';
import type { Wie } from '../../toegang/wie.js';
import { certificeringpaden } from '../paden.js';
import { OnderdelenService } from '../voorwaarden/onderdelen.service.js';
import { OordeelService } from '../voorwaarden/oordeel.service.js';
import { OordeelDto } from '../voorwaarden/voorwaarden.dto.js';
import { CeremonieService } from './ceremonie.service.js';
import { CertificeringDto, UitreikingDto } from './certificering.dto.js';
import { CertificeringScherm, type GeweigerdeCertificering } from './certificering.scherm.js';
import { NamenlijstScherm } from './namenlijst.scherm.js';
import { UitreikenService } from './uitreiken.service.js';

const Leerjaar = () => Param('leerjaar', ParseIntPipe);

/** The tab Certificering of a cohort: who qualifies, the ceremony, and issuing. */
@ApiExcludeController()
@Mag('certificaten.beheren')
@Controller('beheer/cohorten/:id/certificering')
export class CertificeringPagesController {
  constructor(
    private readonly scherm: CertificeringScherm,
    private readonly lijst: NamenlijstScherm,
    private readonly uitreiken: UitreikenService,
    private readonly oordelen: OordeelService,
    private readonly onderdelen: OnderdelenService,
    private readonly ceremonie: CeremonieService,
  ) {}

  @Get()
  toon(@Param('id', IdPipe) id: string): Promise<Page> {
    return this.scherm.toon(id);
  }

  @Post(':leerjaar/oordeel')
  @HttpCode(200)
  oordeel(
    @Param('id', IdPipe) id: string,
    @Leerjaar() leerjaar: number,
    @Body() waarden: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const { aanmelding, besluit, reden } = waarden;
    const poging = { leerjaar, formulier: 'oordeel' as const, aanmelding: textOf(aanmelding), waarden };
    return this.probeer(id, poging, async () => {
      if (besluit === 'regel') {
        await this.oordelen.herstel(wie, id, leerjaar, textOf(aanmelding));
        return 'De regel geldt weer.';
      }
      const dto = checkOrThrow(OordeelDto, { aanmelding, besluit, reden });
      await this.oordelen.oordeel(wie, id, leerjaar, dto);
      return 'Je oordeel is bewaard.';
    });
  }

  @Post(':leerjaar/uitreiking')
  @HttpCode(200)
  reikUit(
    @Param('id', IdPipe) id: string,
    @Leerjaar() leerjaar: number,
    @Body() waarden: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const { datum, plaats, bevestigd } = waarden;
    return this.probeer(id, { leerjaar, formulier: 'uitreiking', waarden }, async () => {
      const ja = bevestigd === 'ja' ? { bevestigd: true } : {};
      const aantal = await this.uitreiken.reikUit(
        wie,
        id,
        checkOrThrow(CertificeringDto, { leerjaar, datum, plaats, ...ja }),
      );
      if (aantal === 0) return 'Er was niets nieuws uit te reiken.';
      return `${plural(aantal, 'certificaat', 'certificaten')} uitgereikt. Iedereen krijgt een mail.`;
    });
  }

  @Post(':leerjaar/onderdelen')
  @Form('rows')
  @HttpCode(200)
  markeer(
    @Param('id', IdPipe) id: string,
    @Leerjaar() leerjaar: number,
    @Body() waarden: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const { onderdeel, voltooid } = waarden;
    return this.probeer(id, { leerjaar, formulier: 'onderdelen', waarden }, async () => {
      const ids = [voltooid].flat().map(textOf);
      const n = await this.onderdelen.markeer(wie, id, leerjaar, textOf(onderdeel), ids);
      return n === 0 ? 'Er was niets veranderd.' : `Bewaard voor ${plural(n, 'persoon', 'personen')}.`;
    });
  }

  @Post(':leerjaar/ceremonie')
  @HttpCode(200)
  plan(
    @Param('id', IdPipe) id: string,
    @Leerjaar() leerjaar: number,
    @Body() waarden: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const { datum, tijd, plaats, gastheer } = waarden;
    return this.probeer(id, { leerjaar, formulier: 'ceremonie', waarden }, async () => {
      const dto = checkOrThrow(UitreikingDto, { datum, tijd, plaats, gastheer });
      await this.ceremonie.plan(wie, id, leerjaar, dto);
      return 'De uitreiking is bewaard.';
    });
  }

  @Post(':leerjaar/uitnodiging')
  @HttpCode(200)
  nodigUit(@Param('id', IdPipe) id: string, @Leerjaar() leerjaar: number): Promise<Page | Redirect> {
    return this.probeer(id, { leerjaar, formulier: 'ceremonie', waarden: {} }, async () => {
      const n = await this.ceremonie.nodigUit(id, leerjaar);
      if (n === 0) return 'Iedereen die voldoet, was al uitgenodigd.';
      return `${plural(n, 'uitnodiging', 'uitnodigingen')} verstuurd.`;
    });
  }

  @Get(':leerjaar/namenlijst')
  namenlijst(@Param('id', IdPipe) id: string, @Leerjaar() leerjaar: number): Promise<Page> {
    return this.lijst.toon(id, leerjaar);
  }

  private probeer(
    id: string,
    poging: Omit<GeweigerdeCertificering, 'fouten'>,
    daad: () => Promise<string>,
  ): Promise<Page | Redirect> {
    return probeer(
      async () => new Redirect(certificeringpaden.cohort(id), goed(await daad())),
      (fouten) => this.scherm.toon(id, { ...poging, fouten }),
    );
  }
}
