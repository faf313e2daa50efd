import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { pageNumberOf, searchTextOf, type Typed } from '../../platform/web/form-input.js';
import { Page, Redirect } from '../../platform/web/page.js';
import { IdPipe } from '../../platform/web/params.js';
import { goed } from '../../platform/web/refused-form.js';
import { DezeWie, mag, Mag } from '../../toegang/rechten.js';
import type { Wie } from '../../toegang/wie.js';
import { evaluatieOnbekend } from '../evaluaties.errors.js';
import { EvaluatiesService } from '../evaluaties.service.js';
import { evaluatiepaden } from '../paden.js';
import { academiescherm, bladVan } from './academie.scherm.js';
import { academietabel, cohortscherm, cohorttabel } from './uitkomst.scherm.js';
import { type Gevraagd, UitkomstService } from './uitkomst.service.js';
import { BOM, csvLines } from '../../platform/table/csv.js';

/** The tab Evaluatie of a cohort, and the academie as a whole. */
@ApiExcludeController()
@Mag('evaluaties.bekijken')
@Controller('beheer')
export class UitkomstPagesController {
  constructor(
    private readonly uitkomst: UitkomstService,
    private readonly evaluaties: EvaluatiesService,
  ) {}

  @Get('cohorten/:id/evaluatie')
  async toonCohort(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<Page> {
    return cohortscherm(await this.uitkomst.vanCohort(id), mag(wie, 'evaluaties.beheren'));
  }

  @Post('cohorten/:id/evaluatie/sluiting')
  @Mag('evaluaties.beheren')
  @HttpCode(200)
  async sluit(
    @Param('id', IdPipe) id: string,
    @Body() formulier: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const gevonden = await this.uitkomst.vanCohort(id);
    const deel = [gevonden.evaluatie, gevonden.nameting].find(
      (d) => d.id !== null && d.id === formulier.evaluatie,
    );
    if (!deel?.id) throw evaluatieOnbekend();
    const terug = evaluatiepaden.cohort(id);
    if (deel.stand !== 'open')
      return new Redirect(terug, { soort: 'info', tekst: 'Het invullen is al gesloten.' });
    if (formulier.zeker !== 'ja') {
      const melding = 'Zet een vinkje als je het invullen wilt sluiten.';
      return cohortscherm(gevonden, true, { evaluatieId: deel.id, melding });
    }
    await this.evaluaties.sluit(wie, deel.id);
    return new Redirect(terug, goed('Het invullen is gesloten.'));
  }

  @Get('cohorten/:id/evaluatie.csv')
  async cohortCsv(
    @Param('id', IdPipe) id: string,
    @DezeWie() wie: Wie,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const gevonden = await this.uitkomst.neemCohortMee(wie, id);
    return alsBestand(reply, `evaluatie-${gevonden.cohort.code}`, cohorttabel(gevonden));
  }

  @Get('evaluaties')
  async toon(@Query() vraag: Typed): Promise<Page> {
    const pagina = pageNumberOf(vraag.pagina);
    return academiescherm(await this.uitkomst.van(leesGevraagd(vraag), bladVan(pagina)), pagina);
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

/** An empty field was not chosen. */
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
