import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { isUUID } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { textOf, type Typed } from '../../platform/web/form-input.js';
import { Form } from '../../platform/web/form-kind.js';
import { Page, Redirect } from '../../platform/web/page.js';
import { IdPipe } from '../../platform/web/params.js';
import { goed, probeer, probeerOfMeld } from '../../platform/web/refused-form.js';
import { plural } from '../../platform/web/template-helpers.js';
import { DezeWie, Mag } from '../../toegang/rechten.js';
import type { Wie } from '../../toegang/wie.js';
import { nietAfgerondHier, registernummerKanNiet } from '../certificering.errors.js';
import { certificeringpaden } from '../paden.js';
import { PeScherm } from './pe.scherm.js';
import { PeService } from './pe.service.js';

/** The coördinator copies who finished to PE-online, and keeps track of it. */
@ApiExcludeController()
@Mag('certificaten.beheren')
@Controller('beheer/cohorten/:id/certificering/pe')
export class PePagesController {
  constructor(
    private readonly scherm: PeScherm,
    private readonly pe: PeService,
  ) {}

  @Get()
  toon(@Param('id', IdPipe) id: string): Promise<Page> {
    return this.scherm.toon(id);
  }

  @Get('deelname.xml')
  async bestand(
    @Param('id', IdPipe) id: string,
    @DezeWie() wie: Wie,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Query('alle') alle?: unknown,
  ): Promise<string> {
    const xml = await this.pe.bestand(wie, id, alle === 'ja');
    void reply
      .type('application/xml; charset=utf-8')
      .header('content-disposition', 'attachment; filename="pe-online-deelname.xml"')
      .header('cache-control', 'no-store');
    return xml;
  }

  @Post('overdracht')
  @Form('rows')
  @HttpCode(200)
  draagOver(@Param('id', IdPipe) id: string, @Body() body: Typed, @DezeWie() wie: Wie): Promise<Redirect> {
    const gekozen = [body.aanmelding]
      .flat()
      .map(textOf)
      .filter((een) => isUUID(een));
    return probeerOfMeld(certificeringpaden.pe(id), async () => {
      const aantal = await this.pe.draagOver(wie, id, gekozen);
      return `Vastgelegd: ${plural(aantal, 'persoon is', 'mensen zijn')} doorgegeven aan PE-online.`;
    });
  }

  @Post('vragen')
  @HttpCode(200)
  async vraag(@Param('id', IdPipe) id: string, @Body() body: Typed): Promise<Redirect> {
    const persoon = textOf(body.persoon);
    const aantal = await this.pe.vraagNummers(id, persoon || undefined);
    if (aantal === 0)
      return new Redirect(certificeringpaden.pe(id), {
        soort: 'let-op',
        tekst: 'Er is niemand gevraagd: dat kan één keer per week.',
      });
    const tekst = `${plural(aantal, 'persoon krijgt', 'mensen krijgen')} een mail met de vraag om het registernummer.`;
    return new Redirect(certificeringpaden.pe(id), goed(tekst));
  }

  @Post('nummers')
  @HttpCode(200)
  async nummer(
    @Param('id', IdPipe) id: string,
    @Body() body: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const persoonId = textOf(body.persoon);
    if (!isUUID(persoonId)) throw nietAfgerondHier();
    const getypt = textOf(body.registernummer);
    await this.pe.eisAfgerond(id, persoonId);
    return probeer(
      async () => {
        if (!getypt) throw registernummerKanNiet();
        await this.pe.bewaarRegister(wie, persoonId, { registernummer: getypt });
        return new Redirect(certificeringpaden.pe(id), goed('Het registernummer is bewaard.'));
      },
      ({ registernummer = '' }) => this.scherm.toon(id, { persoonId, getypt, fout: registernummer }),
      'registernummer',
    );
  }
}
