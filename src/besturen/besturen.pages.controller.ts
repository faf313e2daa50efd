import { Body, Controller, Get, HttpStatus, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Wie } from '../audit/wie.js';
import { DomainError, type FieldError } from '../platform/errors/domain-error.js';
import { pageLinks } from '../platform/web/page-links.js';
import { Page, Redirect } from '../platform/web/page.js';
import { paged, sliceOf } from '../platform/web/paging.js';
import { IdPipe } from '../platform/web/params.js';
import { check } from '../platform/web/validation.js';
import { DezeWie, Mag } from '../toegang/mag.decorator.js';
import { BestuurFormulier, ZoekQuery } from './besturen.dto.js';
import { BesturenService } from './besturen.service.js';
import { BestuurbeheerQueries } from './bestuurbeheer.queries.js';

const pad = '/beheer/scholen';
const PER_PAGINA = 25;

/** A form that came back: what was typed for which bestuur, and what is wrong with it. */
interface Geweigerd {
  id: string;
  waarde: string;
  fouten: FieldError[];
}

@ApiExcludeController()
@Mag('besturen.beheren')
@Controller('beheer/scholen')
export class BesturenPagesController {
  constructor(
    private readonly queries: BestuurbeheerQueries,
    private readonly besturen: BesturenService,
  ) {}

  @Get()
  overzicht(@Query() query: ZoekQuery): Promise<Page> {
    return this.pagina(query);
  }

  /** Names a bestuur, and changes what else of it was sent along. */
  @Post(':id')
  async wijzig(
    @Param('id', IdPipe) id: string,
    @Body() body: unknown,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const { waarde, fouten } = check(BestuurFormulier, body);
    const naam = (body as { naam?: unknown } | undefined)?.naam;
    const typed = typeof naam === 'string' ? naam : '';
    if (!waarde) return this.pagina({}, { id, waarde: typed, fouten });
    try {
      await this.besturen.wijzig(wie, id, waarde);
      return new Redirect(pad, { soort: 'goed', tekst: `${waarde.naam} is bewaard.` });
    } catch (error) {
      if (error instanceof DomainError && error.kind === 'ongeldig') {
        return this.pagina({}, { id, waarde: typed, fouten: error.fouten });
      }
      throw error;
    }
  }

  private async pagina(query: ZoekQuery, geweigerd?: Geweigerd): Promise<Page> {
    const paging = { pagina: query.pagina ?? 1, paginaGrootte: PER_PAGINA };
    const besturen = await this.queries.besturen(query.zoek);
    const { skip, take } = sliceOf(paging);
    const context = {
      pad,
      zoek: query.zoek ?? '',
      ...(await this.queries.tellingen()),
      zonderNaam: (await this.queries.zonderNaam()).map((bestuur) => ({
        ...bestuur,
        actie: `${pad}/${bestuur.id}`,
        ...(bestuur.id === geweigerd?.id ? terug(geweigerd) : {}),
      })),
      besturen: besturen.slice(skip, skip + take),
      paginering: pageLinks(paged(besturen, besturen.length, paging), pad, { zoek: query.zoek ?? '' }),
    };
    const status = geweigerd ? HttpStatus.UNPROCESSABLE_ENTITY : HttpStatus.OK;
    return new Page('beheer/scholen', context, { titel: 'Besturen en scholen', status });
  }
}

const terug = ({ waarde, fouten }: Geweigerd) => ({ waarde, fout: fouten[0]?.melding });
