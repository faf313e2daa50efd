import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import type { Wie } from '../toegang/wie.js';
import { Bestuur } from '../besturen/bestuur.entity.js';
import { Clock } from '../platform/clock/clock.js';
import { dateOf } from '../platform/clock/dates.js';
import { pageLinks } from '../platform/web/page-links.js';
import { Page } from '../platform/web/page.js';
import { paged, sliceOf } from '../platform/web/paging.js';
import { bereikVan } from './deelnemerslijsten.rules.js';
import { CertificatenQuery } from './certificatenlijst.dto.js';
import { CertificatenlijstQueries } from './certificatenlijst.queries.js';
import { CertificatenlijstService, gevraagd } from './certificatenlijst.service.js';
import { DezeWie, Mag } from '../toegang/rechten.js';
import { alsBestand } from './formaten.rules.js';
import { certificeringpaden } from '../certificering/paden.js';
import { portaalpaden } from './paden.js';

/** In the portal of a bestuur: who of its own people holds what. */
@ApiExcludeController()
@Mag('bestuur.bekijken')
@Controller('bestuur')
export class CertificatenlijstPagesController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly queries: CertificatenlijstQueries,
    private readonly lijst: CertificatenlijstService,
    private readonly clock: Clock,
  ) {}

  @Get('certificaten')
  async toon(@Query() query: CertificatenQuery, @DezeWie() wie: Wie): Promise<Page> {
    const { manager } = this.dataSource;
    const bestuurId = bereikVan(wie)!;
    const { naam, nummer } = await manager.findOneByOrFail(Bestuur, { id: bestuurId });
    const { items, totaal } = await this.queries.pagina(manager, bestuurId, query, sliceOf(query));
    const keuzes = await this.queries.keuzes(bestuurId);
    const filter = gevraagd(query);
    const context = {
      kruimels: [{ tekst: 'Onze deelnemers', href: portaalpaden.bestuur }],
      bestuur: naam ?? `Bestuur ${nummer}`,
      pad: portaalpaden.bestuurCertificaten,
      filter: { opleiding: query.opleiding ?? '', schooljaar: query.schooljaar ?? '' },
      keuzes: {
        opleidingen: keuzes.opleidingen.map((o) => ({ waarde: o.code, tekst: o.naam })),
        schooljaren: keuzes.schooljaren.map((jaar) => ({ waarde: jaar, tekst: jaar })),
      },
      totaal,
      rijen: items.map((k) => ({
        ...k,
        controleHref: certificeringpaden.controle(k.nummer),
        leerjaar: k.leerjaren > 1 ? k.leerjaar : null,
      })),
      csvHref: download('csv', filter),
      xlsxHref: download('xlsx', filter),
      paginering: pageLinks(paged(items, totaal, query), portaalpaden.bestuurCertificaten, filter),
    };
    return new Page('deelnemerslijsten/certificaten', context, { titel: 'Certificaten van onze mensen' });
  }

  @Get('certificaten.csv')
  csv(
    @Query() query: CertificatenQuery,
    @DezeWie() wie: Wie,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    return this.stuur(wie, query, 'csv', reply);
  }

  @Get('certificaten.xlsx')
  xlsx(
    @Query() query: CertificatenQuery,
    @DezeWie() wie: Wie,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    return this.stuur(wie, query, 'xlsx', reply);
  }

  private async stuur(
    wie: Wie,
    query: CertificatenQuery,
    formaat: 'csv' | 'xlsx',
    reply: FastifyReply,
  ): Promise<Buffer> {
    const bytes = await this.lijst.bestand(wie, query, formaat);
    const delen = [query.opleiding, query.schooljaar];
    alsBestand(reply, formaat, delen, dateOf(this.clock.now()), 'certificaten');
    return bytes;
  }
}

function download(formaat: 'csv' | 'xlsx', filter: Record<string, string>): string {
  const vraag = new URLSearchParams(filter).toString();
  return `${portaalpaden.bestuurCertificaten}.${formaat}${vraag && `?${vraag}`}`;
}
