import { Body, Controller, HttpCode, NotFoundException, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { DomainError } from '../platform/errors/domain-error.js';
import { Redirect } from '../platform/web/page.js';
import { AanmeldingenQueries, type AanmeldingBeeld } from './aanmeldingen.queries.js';
import { deelnemer } from './inzage.js';
import { OverzettenService } from './overzetten.service.js';
import { OverzetvoorstellenQueries } from './overzetvoorstellen.queries.js';
import { OverzetvoorstellenService } from './overzetvoorstellen.service.js';
import { Mag } from '../toegang/rechten.js';

type Veld = Record<string, unknown>;

/** The answer to another cohort that was proposed, from the page behind the link in the mail. */
@ApiExcludeController()
@Controller('a/:token')
export class OverzettenPagesController {
  constructor(
    private readonly queries: AanmeldingenQueries,
    private readonly voorstellen: OverzetvoorstellenQueries,
    private readonly overzetten: OverzettenService,
    private readonly vragen: OverzetvoorstellenService,
  ) {}

  @Post('overzetting')
  @Mag('openbaar')
  @HttpCode(200)
  zetOver(@Param('token') token: string, @Body() { voorstel }: Veld): Promise<Redirect> {
    return this.antwoord(token, voorstel, async (a, naar) => {
      const nieuw = await this.overzetten.aanvaard(a.id, naar, deelnemer(a));
      return new Redirect(`/a/${nieuw.token}`, { soort: 'goed', tekst: 'Je bent overgezet.' });
    });
  }

  @Post('overzetafwijzing')
  @Mag('openbaar')
  @HttpCode(200)
  wijsAf(@Param('token') token: string, @Body() { voorstel }: Veld): Promise<Redirect> {
    return this.antwoord(token, voorstel, async (a, naar) => {
      await this.vragen.wijsAf(a.id, naar, deelnemer(a));
      const tekst = 'We zetten je niet over. Je aanmelding is niet veranderd.';
      return new Redirect(`/a/${token}`, { soort: 'goed', tekst });
    });
  }

  /** What cannot be done any more is told on the page that shows how it stands. */
  private async antwoord(
    token: string,
    voorstel: unknown,
    daad: (a: AanmeldingBeeld, naar: string) => Promise<Redirect>,
  ): Promise<Redirect> {
    const a = await this.queries.metToken(token);
    const naar = a && typeof voorstel === 'string' && (await this.voorstellen.cohortVan(a.id, voorstel));
    if (!naar) throw new NotFoundException();
    try {
      return await daad(a, naar);
    } catch (fout) {
      if (!(fout instanceof DomainError) || fout.kind !== 'conflict') throw fout;
      return new Redirect(`/a/${token}`, { soort: 'let-op', tekst: fout.melding });
    }
  }
}
