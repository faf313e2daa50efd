import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Wie } from '../toegang/wie.js';
import { BOM, csvLines } from '../platform/csv.js';
import { pageNumberOf, searchTextOf, type Typed } from '../platform/web/form-input.js';
import { Page, Redirect } from '../platform/web/page.js';
import { IdPipe } from '../platform/web/params.js';
import { DezeWie, mag, Mag } from '../toegang/rechten.js';
import { inFull } from '../platform/web/template-helpers.js';
import { evaluatieOnbekend } from './evaluaties.errors.js';
import { EvaluatiesService } from './evaluaties.service.js';
import { academiebeeld, bladVan } from './uitkomst-academiebeeld.js';
import { UitkomstCohortService } from './uitkomst-cohort.service.js';
import { cohortbeeld } from './uitkomst-cohortbeeld.js';
import { academietabel, cohorttabel } from './uitkomst-csv.js';
import { UitkomstService, type Gevraagd } from './uitkomst.service.js';

/** What is empty was not chosen. */
function leesGevraagd(vraag: Typed): Gevraagd {
  const velden = ['opleiding', 'aanbieder', 'schooljaar'] as const;
  const gekozen = velden.map((veld) => [veld, searchTextOf(vraag[veld])] as const);
  return Object.fromEntries(gekozen.filter(([, waarde]) => waarde !== ''));
}

function alsBestand(reply: FastifyReply, naam: string, rijen: string[][]): Buffer {
  const bestand = naam.toLowerCase().replace(/[^a-z0-9-]+/g, '-');
  void reply
    .type('text/csv; charset=utf-8; header=present')
    .header('content-disposition', `attachment; filename="${bestand}.csv"`)
    .header('cache-control', 'no-store');
  return Buffer.from(BOM + csvLines(rijen));
}

/** The tab Evaluatie of a cohort, and the academie as a whole. */
@ApiExcludeController()
@Mag('evaluaties.bekijken')
@Controller('beheer')
export class UitkomstPagesController {
  constructor(
    private readonly cohort: UitkomstCohortService,
    private readonly uitkomst: UitkomstService,
    private readonly evaluaties: EvaluatiesService,
  ) {}

  @Get('cohorten/:id/evaluatie')
  async toonCohort(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<Page> {
    const gevonden = await this.cohort.van(id);
    const { opleiding, naam } = gevonden.cohort;
    return new Page('evaluaties/cohort', cohortbeeld(gevonden, mag(wie, 'evaluaties.beheren')), {
      titel: `Evaluatie: ${inFull(opleiding, naam)}`,
    });
  }

  @Post('cohorten/:id/evaluatie/sluiting')
  @Mag('evaluaties.beheren')
  @HttpCode(200)
  async sluit(@Param('id', IdPipe) id: string, @Body() formulier: Typed, @DezeWie() wie: Wie) {
    const gevonden = await this.cohort.van(id);
    const deel = [gevonden.evaluatie, gevonden.nameting].find(
      (d) => d.id !== null && d.id === formulier.evaluatie,
    );
    if (!deel?.id) throw evaluatieOnbekend();
    const terug = `/beheer/cohorten/${id}/evaluatie`;
    if (deel.stand !== 'open')
      return new Redirect(terug, { soort: 'info', tekst: 'Het invullen is al gesloten.' });
    if (formulier.zeker !== 'ja') {
      const fout = { evaluatieId: deel.id, melding: 'Zet een vinkje als je het invullen wilt sluiten.' };
      return new Page('evaluaties/cohort', cohortbeeld(gevonden, true, fout), {
        titel: `Fout: Evaluatie: ${gevonden.cohort.opleiding}`,
        status: 422,
      });
    }
    await this.evaluaties.sluit(wie, deel.id);
    return new Redirect(terug, { soort: 'goed', tekst: 'Het invullen is gesloten.' });
  }

  @Get('cohorten/:id/evaluatie.csv')
  async cohortCsv(
    @Param('id', IdPipe) id: string,
    @DezeWie() wie: Wie,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const gevonden = await this.cohort.neemMee(wie, id);
    return alsBestand(reply, `evaluatie-${gevonden.cohort.code}`, cohorttabel(gevonden));
  }

  @Get('evaluaties')
  async toon(@Query() vraag: Typed): Promise<Page> {
    const pagina = pageNumberOf(vraag.pagina);
    const beeld = await this.uitkomst.van(leesGevraagd(vraag), bladVan(pagina));
    return new Page('evaluaties/academie', academiebeeld(beeld, pagina), {
      titel: 'Evaluaties',
    });
  }

  @Get('evaluaties.csv')
  async csv(
    @Query() vraag: Typed,
    @DezeWie() wie: Wie,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const beeld = await this.uitkomst.neemMee(wie, leesGevraagd(vraag));
    return alsBestand(reply, 'evaluaties', academietabel(beeld));
  }
}
