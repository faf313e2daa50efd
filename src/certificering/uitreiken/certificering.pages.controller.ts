import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  ParseIntPipe,
  Post,
  Res,
  StreamableFile,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Readable } from 'node:stream';
import { sendAsFile } from '../../platform/web/attachment.js';
import { textOf, type Typed } from '../../platform/web/form-input.js';
import { Form } from '../../platform/web/form-kind.js';
import { Page, Redirect } from '../../platform/web/page.js';
import { IdPipe } from '../../platform/web/params.js';
import { goed, probeer } from '../../platform/web/refused-form.js';
import { plural } from '../../platform/web/template-helpers.js';
import { checkOrThrow } from '../../platform/web/validation.js';
import { DezeWie, Mag } from '../../toegang/rechten.js';
import type { Wie } from '../../toegang/wie.js';
import { geenCertificaten } from '../certificering.errors.js';
import { certificeringpaden } from '../paden.js';
import {
  type Certificaatbestand,
  CertificaatbestandenService,
  type Stroom,
} from '../pdf/bestanden.service.js';
import { LeerjaarService } from '../voorwaarden/leerjaar.service.js';
import { OordeelDto } from '../voorwaarden/voorwaarden.dto.js';
import { CertificeringDto, UitreikingDto } from './certificering.dto.js';
import { CertificeringScherm, type GeweigerdeCertificering } from './certificering.scherm.js';
import { UitreikenService } from './uitreiken.service.js';

const Leerjaar = () => Param('leerjaar', ParseIntPipe);

/** The tab Certificering of a cohort: who qualifies, the ceremony, issuing, and the files. */
@ApiExcludeController()
@Mag('certificaten.beheren')
@Controller('beheer/cohorten/:id/certificering')
export class CertificeringPagesController {
  constructor(
    private readonly scherm: CertificeringScherm,
    private readonly uitreiken: UitreikenService,
    private readonly leerjaren: LeerjaarService,
    private readonly bestanden: CertificaatbestandenService,
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
        await this.leerjaren.herstel(wie, id, leerjaar, textOf(aanmelding));
        return 'De regel geldt weer.';
      }
      const dto = checkOrThrow(OordeelDto, { aanmelding, besluit, reden });
      await this.leerjaren.oordeel(wie, id, leerjaar, dto);
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
      const n = await this.leerjaren.markeer(wie, id, leerjaar, textOf(onderdeel), ids);
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
      await this.uitreiken.plan(wie, id, leerjaar, dto);
      return 'De uitreiking is bewaard.';
    });
  }

  @Post(':leerjaar/uitnodiging')
  @HttpCode(200)
  nodigUit(@Param('id', IdPipe) id: string, @Leerjaar() leerjaar: number): Promise<Page | Redirect> {
    return this.probeer(id, { leerjaar, formulier: 'ceremonie', waarden: {} }, async () => {
      const n = await this.uitreiken.nodigUit(id, leerjaar);
      if (n === 0) return 'Iedereen die voldoet, was al uitgenodigd.';
      return `${plural(n, 'uitnodiging', 'uitnodigingen')} verstuurd.`;
    });
  }

  @Get(':leerjaar/namenlijst')
  namenlijst(@Param('id', IdPipe) id: string, @Leerjaar() leerjaar: number): Promise<Page> {
    return this.scherm.namenlijst(id, leerjaar);
  }

  /** All certificaten of a leerjaar, for the printer and for keeping. */
  @Get(':leerjaar/certificaten.pdf')
  async pdf(
    @Param('id', IdPipe) id: string,
    @Param('leerjaar') leerjaar: string,
    @DezeWie() wie: Wie,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return stroom(reply, await this.bestanden.alsPdf(id, leesLeerjaar(leerjaar), wie), 'application/pdf');
  }

  @Get(':leerjaar/certificaten.zip')
  async zip(
    @Param('id', IdPipe) id: string,
    @Param('leerjaar') leerjaar: string,
    @DezeWie() wie: Wie,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return stroom(reply, await this.bestanden.alsZip(id, leesLeerjaar(leerjaar), wie), 'application/zip');
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

function leesLeerjaar(tekst: string): number {
  const leerjaar = Number(tekst);
  if (!/^[1-6]$/.test(tekst)) throw geenCertificaten(Number.isInteger(leerjaar) ? leerjaar : 0);
  return leerjaar;
}

function stroom(
  reply: FastifyReply,
  { naam, inhoud }: Certificaatbestand<Stroom>,
  soort: string,
): StreamableFile {
  sendAsFile(reply, naam, soort);
  return new StreamableFile(Readable.from(inhoud, { objectMode: false }), { type: soort });
}
