import { Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { isDate } from '../../platform/clock/dates.js';
import { sendAsFile } from '../../platform/web/attachment.js';
import { textOf, type Typed } from '../../platform/web/form-input.js';
import { Page, Redirect } from '../../platform/web/page.js';
import { goed, probeer } from '../../platform/web/refused-form.js';
import { DezeWie, Mag } from '../../toegang/rechten.js';
import type { Wie } from '../../toegang/wie.js';
import { CertificatenService } from '../certificaat/certificaten.service.js';
import { certificeringpaden } from '../paden.js';
import { CertificaatbestandenService } from '../pdf/bestanden.service.js';
import { PeService } from '../pe/pe.service.js';
import { MijnCertificatenScherm } from './mijn.scherm.js';

const GEEN_DATUM = 'Vul een datum in, of laat het leeg.';

/** Deelnemers see and keep what they have earned here, and tell their number in the register. */
@ApiExcludeController()
@Mag('mijn.bekijken')
@Controller('mijn')
export class MijnCertificatenPagesController {
  constructor(
    private readonly scherm: MijnCertificatenScherm,
    private readonly certificaten: CertificatenService,
    private readonly bestanden: CertificaatbestandenService,
    private readonly pe: PeService,
  ) {}

  @Get('certificaten')
  toon(@DezeWie() wie: Wie): Promise<Page> {
    return this.scherm.toon(eigenId(wie));
  }

  @Get('certificaten/:nummer.pdf')
  async pdf(
    @Param('nummer') nummer: string,
    @DezeWie() wie: Wie,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const { naam, inhoud } = await this.bestanden.pdf(nummer, wie);
    sendAsFile(reply, naam, 'application/pdf');
    return inhoud;
  }

  @Get('certificaten/:nummer/badge')
  async badge(
    @Param('nummer') nummer: string,
    @DezeWie() wie: Wie,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { naam, inhoud } = await this.bestanden.badge(nummer, wie);
    sendAsFile(reply, naam, 'application/vc+jwt');
    return inhoud;
  }

  @Post('certificaten/:nummer/naam')
  @HttpCode(200)
  async naam(@Param('nummer') nummer: string, @Body() body: Typed, @DezeWie() wie: Wie): Promise<Redirect> {
    const aan = textOf(body.aan) === 'ja';
    await this.certificaten.zetNaamOpenbaar(wie, eigenId(wie), nummer, aan);
    const tekst = aan
      ? 'Je naam staat nu op de controlepagina van dit certificaat.'
      : 'Je naam staat niet meer op de controlepagina.';
    return new Redirect(certificeringpaden.mijnCertificaat(nummer), goed(tekst));
  }

  @Post('register')
  @HttpCode(200)
  async bewaar(@Body() body: Typed, @DezeWie() wie: Wie): Promise<Page | Redirect> {
    const id = eigenId(wie);
    const waarden = {
      registernummer: textOf(body.registernummer),
      periodeBegin: textOf(body.periodeBegin),
    };
    if (waarden.periodeBegin && !isDate(waarden.periodeBegin))
      return this.scherm.toon(id, { waarden, fouten: { periodeBegin: GEEN_DATUM } });
    return probeer(
      async () => {
        await this.pe.bewaarRegister(wie, id, waarden);
        return new Redirect(certificeringpaden.mijnRegister, goed('Je gegevens zijn bewaard.'));
      },
      (fouten) => this.scherm.toon(id, { waarden, fouten }),
    );
  }
}

/** The right `mijn.bekijken` is for who is a persoon. */
function eigenId(wie: Wie): string {
  if (wie.soort !== 'persoon') throw new Error('Somebody who is no persoon got to the own certificaten');
  return wie.id;
}
