import { HttpStatus, Injectable } from '@nestjs/common';
import { AuditQueries } from '../audit/audit.queries.js';
import { geschiedenisVan } from '../audit/auditwoorden.rules.js';
import { Page } from '../platform/web/page.js';
import { paged, pageLinks, sliceOf } from '../platform/web/paging.js';
import type { Geweigerd } from '../platform/web/refused-form.js';
import type { ZoekQuery } from './besturen.dto.js';
import { BesturenQueries, type Bestuursbeeld } from './besturen.queries.js';
import { bestuurspaden } from './paden.js';

const PER_PAGINA = 25;
const akkoordkeuzes = [
  { waarde: 'nee', tekst: 'Nee, een aanmelding is meteen geldig' },
  { waarde: 'ja', tekst: 'Ja, het bestuur beslist eerst' },
];

/** A form that came back; `formulier` is the id of its bestuur. */
type Bestuurweigering = Geweigerd<Record<string, string>>;

/** The screen of besturen and their schools. */
@Injectable()
export class BesturenScherm {
  constructor(
    private readonly queries: BesturenQueries,
    private readonly audit: AuditQueries,
  ) {}

  async pagina(query: ZoekQuery, geweigerd?: Bestuurweigering): Promise<Page> {
    const paging = { pagina: query.pagina ?? 1, paginaGrootte: PER_PAGINA };
    const besturen = await this.queries.metScholen(query.zoek);
    const { skip, take } = sliceOf(paging);
    const getoond = besturen.slice(skip, skip + take);
    const ids = getoond.flatMap(({ id }) => id ?? []);
    const audit = await this.audit.vanOnderwerpen('bestuur', ids);
    const inzage = await this.audit.inzageIn('bestuur', ids);
    const context = {
      pad: bestuurspaden.lijst,
      zoek: query.zoek ?? '',
      akkoordkeuzes,
      ...(await this.queries.tellingen()),
      zonderNaam: (await this.queries.zonderNaam()).map((bestuur) => ({
        ...bestuur,
        actie: bestuurspaden.een(bestuur.id),
        waarde: bestuur.id === geweigerd?.formulier ? geweigerd.waarden.naam : undefined,
        fout: bestuur.id === geweigerd?.formulier ? Object.values(geweigerd.fouten)[0] : undefined,
      })),
      besturen: getoond.map((bestuur) => ({
        ...metFormulier(bestuur, geweigerd),
        regels: geschiedenisVan(audit.filter(({ onderwerpId }) => onderwerpId === bestuur.id)),
        inzage: geschiedenisVan(inzage.filter(({ onderwerpId }) => onderwerpId === bestuur.id)),
      })),
      paginering: pageLinks(paged(besturen, besturen.length, paging), bestuurspaden.lijst, {
        zoek: query.zoek ?? '',
      }),
    };
    const status = geweigerd ? HttpStatus.UNPROCESSABLE_ENTITY : HttpStatus.OK;
    return new Page('beheer/scholen', context, { titel: 'Besturen en scholen', status });
  }
}

/** The form of a bestuur as it is, or as it came back. */
function metFormulier(bestuur: Bestuursbeeld, geweigerd: Bestuurweigering | undefined) {
  const terug = bestuur.id !== null && bestuur.id === geweigerd?.formulier ? geweigerd : undefined;
  return {
    ...bestuur,
    actie: bestuur.id && bestuurspaden.een(bestuur.id),
    waarden: terug?.waarden ?? {
      naam: bestuur.naam,
      aliassen: bestuur.aliassen,
      email: bestuur.contact,
      vraagtAkkoord: bestuur.akkoordNodig ? 'ja' : 'nee',
    },
    fouten: terug && terug.fouten,
  };
}
