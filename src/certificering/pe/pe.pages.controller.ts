import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { isUUID } from 'class-validator';
import type { FastifyReply } from 'fastify';
import type { Wie } from '../../toegang/wie.js';
import { DomainError } from '../../platform/errors/domain-error.js';
import { Form } from '../../platform/web/form-kind.js';
import { refusalByField, textOf, type Typed } from '../../platform/web/form-input.js';
import { Page, Redirect } from '../../platform/web/page.js';
import { IdPipe } from '../../platform/web/params.js';
import { plural } from '../../platform/web/template-helpers.js';
import { DezeWie, Mag } from '../../toegang/rechten.js';
import { registernummerKanNiet } from './register.errors.js';
import { RegisterService } from './register.service.js';
import { nietAfgerondHier } from './pe.errors.js';
import { PeService } from './pe.service.js';
import { Pescherm, type Geweigerd } from './pescherm.js';

const TITEL = 'Doorgeven aan PE-online';

/** For the coördinator: copying who finished to PE-online, and keeping track of it. */
@ApiExcludeController()
@Mag('certificaten.beheren')
@Controller('beheer/cohorten/:id/certificering/pe')
export class PePagesController {
  constructor(
    private readonly scherm: Pescherm,
    private readonly pe: PeService,
    private readonly register: RegisterService,
  ) {}

  @Get()
  toon(@Param('id', IdPipe) id: string): Promise<Page> {
    return this.pagina(id);
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
  async draagOver(
    @Param('id', IdPipe) id: string,
    @Body() body: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Redirect> {
    const gekozen = [body.aanmelding]
      .flat()
      .map(textOf)
      .filter((een) => isUUID(een));
    try {
      const aantal = await this.pe.draagOver(wie, id, gekozen);
      const tekst = `Vastgelegd: ${plural(aantal, 'persoon is', 'mensen zijn')} doorgegeven aan PE-online.`;
      return new Redirect(pad(id), { soort: 'goed', tekst });
    } catch (fout) {
      if (!(fout instanceof DomainError) || fout.kind !== 'conflict') throw fout;
      return new Redirect(pad(id), { soort: 'let-op', tekst: fout.melding });
    }
  }

  @Post('vragen')
  @HttpCode(200)
  async vraag(@Param('id', IdPipe) id: string, @Body() body: Typed): Promise<Redirect> {
    const persoon = textOf(body.persoon);
    const aantal = await this.pe.vraagNummers(id, persoon || undefined);
    if (aantal === 0)
      return new Redirect(pad(id), {
        soort: 'let-op',
        tekst: 'Er is niemand gevraagd: dat kan één keer per week.',
      });
    const tekst = `${plural(aantal, 'persoon krijgt', 'mensen krijgen')} een mail met de vraag om het registernummer.`;
    return new Redirect(pad(id), { soort: 'goed', tekst });
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
    try {
      if (!getypt) throw registernummerKanNiet();
      await this.register.bewaar(wie, persoonId, { registernummer: getypt });
    } catch (fout) {
      const { registernummer = '' } = refusalByField(fout, 'registernummer');
      return this.pagina(id, { persoonId, getypt, fout: registernummer });
    }
    return new Redirect(pad(id), { soort: 'goed', tekst: 'Het registernummer is bewaard.' });
  }

  private async pagina(id: string, geweigerd?: Geweigerd): Promise<Page> {
    const beeld = await this.scherm.beeld(id, geweigerd);
    const titel = geweigerd ? `Fout: ${TITEL}` : TITEL;
    return new Page('certificering/pe', beeld, { titel, status: geweigerd ? 422 : 200 });
  }
}

const pad = (id: string): string => `/beheer/cohorten/${id}/certificering/pe`;
