import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AanmeldingenQueries } from '../aanmeldingen/aanmeldingen.queries.js';
import { Inkijk } from '../audit/inkijk.service.js';
import type { Wie } from '../toegang/wie.js';
import { Bestuur } from '../besturen/bestuur.entity.js';
import { CohortenQueries } from '../cohorten/cohorten.queries.js';
import { pageLinks } from '../platform/web/page-links.js';
import { paged, sliceOf } from '../platform/web/paging.js';
import { akkoordvraag, keuzesVan, lijstregel, type Geweigerd } from './bestuursbeeld.js';
import type { LijstQuery } from './deelnemerslijsten.dto.js';
import { DeelnemerslijstenQueries } from './deelnemerslijsten.queries.js';
import { ingevuld } from './filter.js';

const PAD = '/bestuur';

/** Everything on the screen of one bestuur: whom it decides about, and its people. */
@Injectable()
export class Bestuursportaal {
  constructor(
    private readonly dataSource: DataSource,
    private readonly lijsten: DeelnemerslijstenQueries,
    private readonly aanmeldingen: AanmeldingenQueries,
    private readonly cohorten: CohortenQueries,
    private readonly inkijk: Inkijk,
  ) {}

  async beeld(wie: Wie, bestuurId: string, query: LijstQuery, geweigerd?: Geweigerd) {
    const { naam, nummer } = await this.dataSource.manager.findOneByOrFail(Bestuur, { id: bestuurId });
    const { items, totaal } = await this.lijsten.pagina(
      this.dataSource.manager,
      bestuurId,
      query,
      sliceOf(query),
    );
    const gevraagd = ingevuld(query);
    await this.inkijk.deelnemerslijst(wie, bestuurId, { aantal: items.length, filter: gevraagd });
    return {
      bestuur: { naam: naam ?? `Bestuur ${nummer}` },
      akkoord: await this.akkoordvragen(bestuurId, geweigerd),
      pad: PAD,
      filter: {
        cohort: query.cohort ?? '',
        opleiding: query.opleiding ?? '',
        schooljaar: query.schooljaar ?? '',
        status: query.status?.[0] ?? '',
      },
      keuzes: keuzesVan(await this.lijsten.keuzes(bestuurId, query)),
      totaal,
      rijen: items.map(lijstregel),
      csvHref: download('csv', gevraagd),
      xlsxHref: download('xlsx', gevraagd),
      paginering: pageLinks(paged(items, totaal, query), PAD, {
        ...gevraagd,
        paginaGrootte: query.paginaGrootte,
      }),
    };
  }

  private async akkoordvragen(bestuurId: string, geweigerd: Geweigerd | undefined) {
    const vragen = await this.aanmeldingen.wachtendOpAkkoord(bestuurId);
    const ids = [...new Set(vragen.map(({ cohortId }) => cohortId))];
    const cohorten = ids.length > 0 ? await this.cohorten.zoek({ ids, openbaar: false }) : [];
    return vragen.map((a) =>
      akkoordvraag(
        a,
        cohorten.find(({ id }) => id === a.cohortId),
        geweigerd,
      ),
    );
  }
}

function download(formaat: 'csv' | 'xlsx', filter: Record<string, string>): string {
  const vraag = new URLSearchParams(filter).toString();
  return `${PAD}/deelnemerslijst.${formaat}${vraag && `?${vraag}`}`;
}
