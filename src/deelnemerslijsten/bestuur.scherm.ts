import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type AanmeldingBeeld, AanmeldingenQueries } from '../aanmeldingen/aanmeldingen.queries.js';
import { standnaam, standVan } from '../aanmeldingen/aanmeldingen.rules.js';
import { aanmeldstatussen, type Wachtreden } from '../aanmeldingen/standen.js';
import { Inkijk } from '../audit/inkijk.service.js';
import { Bestuur } from '../besturen/bestuur.entity.js';
import { certificeringpaden } from '../certificering/paden.js';
import { geld } from '../cohorten/cohort.scherm.js';
import { type CohortBeeld, CohortenQueries } from '../cohorten/cohorten.queries.js';
import { cohortpaden } from '../cohorten/paden.js';
import { within } from '../platform/database/reach.js';
import { paged, pageLinks, sliceOf } from '../platform/web/paging.js';
import { Page } from '../platform/web/page.js';
import { volledigeNaam } from '../toegang/persoon.entity.js';
import type { Wie } from '../toegang/wie.js';
import type { CertificatenQuery } from './certificatenlijst.dto.js';
import { CertificatenlijstService, gevraagd } from './certificatenlijst.service.js';
import type { LijstQuery } from './deelnemerslijsten.dto.js';
import { type Deelnemer, DeelnemerslijstenQueries, type Keuzes } from './deelnemerslijsten.queries.js';
import { ingevuld } from './deelnemerslijsten.rules.js';
import { portaalpaden } from './paden.js';

const volgorde = new Intl.Collator('nl');

const wachtwoorden: Record<Wachtreden, string> = {
  emailbevestiging: 'e-mailadres nog niet bevestigd',
  akkoord: 'wacht op jullie akkoord',
  aanbod: 'plaats aangeboden',
};

/** "Wachtlijst, plaats 3: e-mailadres nog niet bevestigd". */
function statusVan(d: Deelnemer) {
  const { soort, tekst } = standVan(d);
  const wacht = d.wachtOp.map((reden) => wachtwoorden[reden]).join(', ');
  return { soort, tekst: wacht ? `${tekst}: ${wacht}` : tekst };
}

const lijstregel = (d: Deelnemer) => ({
  naam: volledigeNaam(d),
  email: d.email,
  functie: d.functie,
  school: d.school,
  opleiding: d.opleiding,
  cohort: d.cohort,
  eerste: d.eerste,
  status: statusVan(d),
});

/** The refusal of a form, to be shown beside its field with what was typed. */
export interface AfwijzingGeweigerd {
  id: string;
  reden: string;
  fout: string;
}

/** Somebody for whom this bestuur has to decide. */
function akkoordvraag(
  a: AanmeldingBeeld,
  cohort: CohortBeeld | undefined,
  geweigerd: AfwijzingGeweigerd | undefined,
) {
  const hier = geweigerd?.id === a.id ? geweigerd : undefined;
  return {
    id: a.id,
    naam: volledigeNaam(a),
    functie: a.functie,
    school: a.school,
    opleiding: a.opleiding,
    opleidingHref: cohortpaden.opleiding(a.opleidingCode),
    eerste: cohort?.eerste ?? null,
    ...(cohort ? geld(cohort) : { kosten: null, vergoeding: null }),
    vervaltOp: a.vervaltOp,
    akkoordActie: portaalpaden.bestuurAanmelding(a.id, 'akkoord'),
    afwijsActie: portaalpaden.bestuurAanmelding(a.id, 'afwijzing'),
    afwijzenOpen: hier !== undefined,
    reden: hier?.reden ?? '',
    fout: hier?.fout ?? null,
  };
}

/** The choices of the filters. Who has been in very many cohorten chooses one of them after the opleiding or the year. */
function keuzesVan({ cohorten, aantalCohorten, opleidingen, schooljaren }: Keuzes) {
  const alle = aantalCohorten > cohorten.length ? ' (kies voor meer een opleiding of schooljaar)' : '';
  return {
    cohorten: cohorten.map((c) => ({ waarde: c.id, tekst: `${c.opleiding}: ${c.naam}` })),
    alleCohorten: `Alle cohorten${alle}`,
    opleidingen: opleidingen
      .map(({ code, naam }) => ({ waarde: code, tekst: naam }))
      .sort(({ tekst: a }, { tekst: b }) => volgorde.compare(a, b)),
    schooljaren: schooljaren.map((jaar) => ({ waarde: jaar, tekst: jaar })),
    statussen: aanmeldstatussen.map((status) => ({ waarde: status, tekst: standnaam(status) })),
  };
}

/** The portal of a bestuur: whom it decides about, its people, and their certificaten. */
@Injectable()
export class Bestuursportaal {
  constructor(
    private readonly dataSource: DataSource,
    private readonly lijsten: DeelnemerslijstenQueries,
    private readonly aanmeldingen: AanmeldingenQueries,
    private readonly cohorten: CohortenQueries,
    private readonly certificatenlijst: CertificatenlijstService,
    private readonly inkijk: Inkijk,
  ) {}

  async beeld(wie: Wie, bestuurId: string, query: LijstQuery, geweigerd?: AfwijzingGeweigerd) {
    const { naam, nummer } = await this.dataSource.manager.findOneByOrFail(Bestuur, { id: bestuurId });
    const { items, totaal } = await this.lijsten.pagina(bestuurId, query, sliceOf(query));
    const filter = ingevuld(query);
    await this.inkijk.deelnemerslijst(wie, bestuurId, { aantal: items.length, filter });
    return {
      bestuur: { naam: naam ?? `Bestuur ${nummer}` },
      akkoord: await this.akkoordvragen(bestuurId, geweigerd),
      pad: portaalpaden.bestuur,
      filter: {
        cohort: query.cohort ?? '',
        opleiding: query.opleiding ?? '',
        schooljaar: query.schooljaar ?? '',
        status: query.status?.[0] ?? '',
      },
      keuzes: keuzesVan(await this.lijsten.keuzes(bestuurId, query)),
      totaal,
      rijen: items.map(lijstregel),
      csvHref: download(LIJST, 'csv', filter),
      xlsxHref: download(LIJST, 'xlsx', filter),
      paginering: pageLinks(paged(items, totaal, query), portaalpaden.bestuur, {
        ...filter,
        paginaGrootte: query.paginaGrootte,
      }),
    };
  }

  /** The certificaten of its own people: who holds what. */
  async certificaten(bestuurId: string, query: CertificatenQuery): Promise<Page> {
    const { manager } = this.dataSource;
    const { naam, nummer } = await manager.findOneByOrFail(Bestuur, { id: bestuurId });
    const { items, totaal } = await this.certificatenlijst.regels(bestuurId, query, sliceOf(query));
    const keuzes = await this.certificatenlijst.keuzes(bestuurId);
    const filter = gevraagd(query);
    const pad = portaalpaden.bestuurCertificaten;
    const context = {
      kruimels: [{ tekst: 'Onze deelnemers', href: portaalpaden.bestuur }],
      bestuur: naam ?? `Bestuur ${nummer}`,
      pad,
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
      csvHref: download(pad, 'csv', filter),
      xlsxHref: download(pad, 'xlsx', filter),
      paginering: pageLinks(paged(items, totaal, query), pad, filter),
    };
    return new Page('deelnemerslijsten/certificaten', context, { titel: 'Certificaten van onze mensen' });
  }

  private async akkoordvragen(bestuurId: string, geweigerd: AfwijzingGeweigerd | undefined) {
    const vragen = await this.aanmeldingen.wachtendOpAkkoord(bestuurId);
    const ids = [...new Set(vragen.map(({ cohortId }) => cohortId))];
    // Of the cohort itself, with how many are in it, whoever they are.
    const zoek = () => within(null, () => this.cohorten.zoek({ ids, openbaar: false }));
    const cohorten = ids.length > 0 ? await zoek() : [];
    return vragen.map((a) =>
      akkoordvraag(
        a,
        cohorten.find(({ id }) => id === a.cohortId),
        geweigerd,
      ),
    );
  }
}

const LIJST = `${portaalpaden.bestuur}/deelnemerslijst`;

function download(pad: string, formaat: 'csv' | 'xlsx', filter: Record<string, string>): string {
  const vraag = new URLSearchParams(filter).toString();
  return `${pad}.${formaat}${vraag && `?${vraag}`}`;
}
