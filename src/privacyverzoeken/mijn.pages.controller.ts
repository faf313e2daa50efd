import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { asTyped, byField, type Typed } from '../platform/web/form-input.js';
import { type Page, Redirect } from '../platform/web/page.js';
import { IdPipe } from '../platform/web/params.js';
import { probeerOfMeld } from '../platform/web/refused-form.js';
import { check } from '../platform/web/validation.js';
import { DezeWie, Mag } from '../toegang/rechten.js';
import type { Wie } from '../toegang/wie.js';
import { BeperkingService } from './beperking.service.js';
import { MijnVerzoekScherm } from './mijn.scherm.js';
import { privacypaden } from './paden.js';
import { verzoeksoorten, type Verzoeksoort } from './standen.js';
import { VraagPrivacyDto } from './verzoek.dto.js';
import { PrivacyverzoekenService } from './verzoeken.service.js';

/** A participant asks to be erased, or that what we hold is not used; takes it back; ends it. */
@ApiExcludeController()
@Mag('mijn.bekijken')
@Controller('mijn/gegevens/verzoek')
export class MijnVerzoekPagesController {
  constructor(
    private readonly scherm: MijnVerzoekScherm,
    private readonly verzoeken: PrivacyverzoekenService,
    private readonly beperking: BeperkingService,
  ) {}

  @Get()
  toon(@DezeWie() wie: Wie, @Query() { soort }: Typed): Promise<Page> {
    const { id } = deelnemer(wie);
    const gevraagd = soortVan(soort);
    return gevraagd ? this.scherm.bevestig(id, gevraagd) : this.scherm.toon(id);
  }

  @Post()
  @HttpCode(200)
  async vraag(@Body() body: Typed, @DezeWie() wie: Wie): Promise<Page | Redirect> {
    const eigen = deelnemer(wie);
    const soort = soortVan(body.soort);
    if (!soort) return new Redirect(privacypaden.mijn);
    const waarden = { toelichting: asTyped(body.toelichting) };
    const { waarde, fouten } = check(VraagPrivacyDto, { soort, ...waarden });
    if (!waarde) return this.scherm.bevestig(eigen.id, soort, { waarden, fouten: byField(fouten) });
    return probeerOfMeld(privacypaden.mijn, async () => {
      await this.verzoeken.vraag(eigen, soort, waarde.toelichting ?? null);
      return 'Je verzoek is binnen. Je krijgt er ook een mail over.';
    });
  }

  @Post(':id/intrekking')
  @HttpCode(200)
  trekIn(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<Redirect> {
    return probeerOfMeld(privacypaden.mijn, async () => {
      await this.verzoeken.trekIn(deelnemer(wie), id);
      return 'Je verzoek is ingetrokken. Er verandert niets.';
    });
  }

  @Post('opheffing')
  @HttpCode(200)
  hefOp(@DezeWie() wie: Wie): Promise<Redirect> {
    return probeerOfMeld(privacypaden.mijn, async () => {
      await this.beperking.hefOp(wie, deelnemer(wie).id);
      return 'Het slot is eraf. We gebruiken je gegevens weer.';
    });
  }
}

const soortVan = (waarde: unknown): Verzoeksoort | undefined =>
  verzoeksoorten.find((soort) => soort === waarde);

/** The right `mijn.bekijken` is for who is a persoon. */
function deelnemer(wie: Wie): Wie & { soort: 'persoon' } {
  if (wie.soort !== 'persoon') throw new Error('Somebody who is no persoon got to the own requests');
  return wie;
}
