import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { InzageService } from '../aanmeldingen/inzage.service.js';
import { aanmeldpaden } from '../aanmeldingen/paden.js';
import { cohortOnbekend } from '../cohorten/cohorten.errors.js';
import { CohortenQueries } from '../cohorten/cohorten.queries.js';
import { cohortkop } from '../cohorten/cohort.scherm.js';
import { DomainError, InputError } from '../platform/errors/domain-error.js';
import { statusOfKind } from '../platform/web/errors.js';
import { Page, Redirect } from '../platform/web/page.js';
import { IdPipe } from '../platform/web/params.js';
import { type Geweigerd, goed } from '../platform/web/refused-form.js';
import { checkOrThrow } from '../platform/web/validation.js';
import { volledigeNaam } from '../toegang/persoon.entity.js';
import { DezeWie, Mag } from '../toegang/rechten.js';
import type { Wie } from '../toegang/wie.js';
import { HaalInDto } from './aanwezigheid.dto.js';
import { AanwezigheidQueries } from './aanwezigheid.queries.js';
import { InhalenService } from './inhalen.service.js';
import { inWoorden } from './inlopers.scherm.js';
import { aanwezigheidpaden } from './paden.js';

/** Unlike elsewhere the status is that of the refusal, and a field that is missing has one sentence of its own. */
interface GeweigerdeInhaal extends Geweigerd {
  status: number;
}

/** The coördinator lets somebody make up for a bijeenkomst, from the overview of a cohort. */
@ApiExcludeController()
@Mag('aanmeldingen.beheren')
@Controller('beheer/aanmeldingen/:id/inhalen')
export class InhalenPagesController {
  constructor(
    private readonly inzage: InzageService,
    private readonly cohorten: CohortenQueries,
    private readonly queries: AanwezigheidQueries,
    private readonly inhalen: InhalenService,
  ) {}

  @Get()
  toon(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<Page> {
    return this.scherm(wie, id);
  }

  @Post()
  @HttpCode(200)
  async haalIn(
    @Param('id', IdPipe) id: string,
    @Body() body: Record<string, unknown>,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    try {
      const { haaltIn, bijeenkomst } = checkOrThrow(HaalInDto, body);
      await this.inhalen.haalIn(wie, bijeenkomst, id, haaltIn);
    } catch (fout) {
      return this.scherm(wie, id, { waarden: body, ...geweigerd(fout) });
    }
    const { beeld } = await this.inzage.een(wie, id);
    const tekst = `${volledigeNaam(beeld)} heeft deze bijeenkomst ingehaald.`;
    return new Redirect(aanwezigheidpaden.cohort(beeld.cohortId), goed(tekst));
  }

  private async scherm(wie: Wie, id: string, weigering?: GeweigerdeInhaal): Promise<Page> {
    const { beeld } = await this.inzage.een(wie, id);
    const cohort = await this.cohorten.een(beeld.cohortId, false);
    if (!cohort) throw cohortOnbekend();
    const gemist = await this.queries.gemist([id]);
    const elders = await this.queries.elders(cohort.id);
    const context = {
      ...cohortkop(cohort, 'aanwezigheid'),
      deelnemer: volledigeNaam(beeld),
      actie: aanmeldpaden.beheer(id, 'inhalen'),
      terugHref: aanwezigheidpaden.cohort(cohort.id),
      gemist: gemist.map((b) => ({ waarde: b.id, tekst: inWoorden(b) })),
      elders: elders.map((b) => ({ waarde: b.id, tekst: `${inWoorden(b)} (${b.cohort})` })),
      waarden: weigering?.waarden ?? {},
      fouten: weigering?.fouten,
    };
    const titel = `Inhalen: ${context.deelnemer}`;
    return new Page('aanwezigheid/inhalen', context, { titel, status: weigering?.status ?? 200 });
  }
}

function geweigerd(fout: unknown): Omit<GeweigerdeInhaal, 'waarden'> {
  if (fout instanceof InputError) {
    const fouten = fout.fouten.map(({ veld }) => [veld, 'Kies een bijeenkomst.']);
    return { fouten: Object.fromEntries(fouten) as Record<string, string>, status: 422 };
  }
  if (!(fout instanceof DomainError)) throw fout;
  return { fouten: { _: fout.melding }, status: statusOfKind[fout.kind] };
}
