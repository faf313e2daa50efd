import { Body, Controller, Get, HttpStatus, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { AuditQueries } from '../audit/audit.queries.js';
import { geschiedenisVan } from '../audit/auditwoorden.rules.js';
import type { Wie } from '../toegang/wie.js';
import { DomainError, type FieldError } from '../platform/errors/domain-error.js';
import { byField } from '../platform/web/form-input.js';
import { pageLinks } from '../platform/web/page-links.js';
import { Page, Redirect } from '../platform/web/page.js';
import { paged, sliceOf } from '../platform/web/paging.js';
import { IdPipe } from '../platform/web/params.js';
import { check } from '../platform/web/validation.js';
import { BestuurFormulier, ZoekQuery } from './besturen.dto.js';
import { BesturenService } from './besturen.service.js';
import { BestuurbeheerQueries, type Bestuursbeeld } from './bestuurbeheer.queries.js';
import { DezeWie, Mag } from '../toegang/rechten.js';

const pad = '/beheer/scholen';
const PER_PAGINA = 25;
const akkoordkeuzes = [
  { waarde: 'nee', tekst: 'Nee, een aanmelding is meteen geldig' },
  { waarde: 'ja', tekst: 'Ja, het bestuur beslist eerst' },
];

/** A form that came back: what was typed for which bestuur, and what is wrong with it. */
interface Geweigerd {
  id: string;
  waarden: Record<string, string>;
  fouten: FieldError[];
}

@ApiExcludeController()
@Mag('besturen.beheren')
@Controller('beheer/scholen')
export class BesturenPagesController {
  constructor(
    private readonly queries: BestuurbeheerQueries,
    private readonly besturen: BesturenService,
    private readonly audit: AuditQueries,
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
    const { waarde, fouten } = check(BestuurFormulier, metJaOfNee(body));
    const waarden = getypt(body);
    if (!waarde) return this.pagina({}, { id, waarden, fouten });
    try {
      await this.besturen.wijzig(wie, id, waarde);
      return new Redirect(pad, { soort: 'goed', tekst: `${waarde.naam} is bewaard.` });
    } catch (error) {
      if (error instanceof DomainError && error.kind === 'ongeldig') {
        return this.pagina({}, { id, waarden, fouten: error.fouten });
      }
      throw error;
    }
  }

  private async pagina(query: ZoekQuery, geweigerd?: Geweigerd): Promise<Page> {
    const paging = { pagina: query.pagina ?? 1, paginaGrootte: PER_PAGINA };
    const besturen = await this.queries.besturen(query.zoek);
    const { skip, take } = sliceOf(paging);
    const getoond = besturen.slice(skip, skip + take);
    const ids = getoond.flatMap(({ id }) => id ?? []);
    const audit = await this.audit.vanOnderwerpen('bestuur', ids);
    const inzage = await this.audit.inzageIn('bestuur', ids);
    const context = {
      pad,
      zoek: query.zoek ?? '',
      akkoordkeuzes,
      ...(await this.queries.tellingen()),
      zonderNaam: (await this.queries.zonderNaam()).map((bestuur) => ({
        ...bestuur,
        actie: `${pad}/${bestuur.id}`,
        waarde: bestuur.id === geweigerd?.id ? geweigerd.waarden.naam : undefined,
        fout: bestuur.id === geweigerd?.id ? geweigerd.fouten[0]?.melding : undefined,
      })),
      besturen: getoond.map((bestuur) => ({
        ...metFormulier(bestuur, geweigerd),
        regels: geschiedenisVan(audit.filter(({ onderwerpId }) => onderwerpId === bestuur.id)),
        inzage: geschiedenisVan(inzage.filter(({ onderwerpId }) => onderwerpId === bestuur.id)),
      })),
      paginering: pageLinks(paged(besturen, besturen.length, paging), pad, { zoek: query.zoek ?? '' }),
    };
    const status = geweigerd ? HttpStatus.UNPROCESSABLE_ENTITY : HttpStatus.OK;
    return new Page('beheer/scholen', context, { titel: 'Besturen en scholen', status });
  }
}

/** The form of a bestuur as it is, or as it came back. */
function metFormulier(bestuur: Bestuursbeeld, geweigerd: Geweigerd | undefined) {
  const terug = bestuur.id !== null && bestuur.id === geweigerd?.id ? geweigerd : undefined;
  return {
    ...bestuur,
    actie: bestuur.id && `${pad}/${bestuur.id}`,
    waarden: terug?.waarden ?? {
      naam: bestuur.naam,
      aliassen: bestuur.aliassen,
      email: bestuur.contact,
      vraagtAkkoord: bestuur.akkoordNodig ? 'ja' : 'nee',
    },
    fouten: terug && byField(terug.fouten),
  };
}

function getypt(body: unknown): Record<string, string> {
  const velden = Object.entries((body ?? {}) as Record<string, unknown>);
  return Object.fromEntries(velden.filter((veld): veld is [string, string] => typeof veld[1] === 'string'));
}

/** A form has words where the DTO has a boolean. */
function metJaOfNee(body: unknown): unknown {
  const antwoord = (body as { vraagtAkkoord?: unknown } | undefined)?.vraagtAkkoord;
  if (antwoord !== 'ja' && antwoord !== 'nee') return body;
  return { ...(body as object), vraagtAkkoord: antwoord === 'ja' };
}
