import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type AanmeldingBeeld, AanmeldingenQueries } from '../aanmeldingen/aanmeldingen.queries.js';
import { Inkijk } from '../audit/inkijk.service.js';
import type { Wie } from '../toegang/wie.js';
import { Bestuur } from '../besturen/bestuur.entity.js';
import { type CohortBeeld, CohortenQueries } from '../cohorten/cohorten.queries.js';
import { pageLinks } from '../platform/web/page-links.js';
import { paged, sliceOf } from '../platform/web/paging.js';
import type { LijstQuery } from './deelnemerslijsten.dto.js';
import { type Deelnemer, DeelnemerslijstenQueries, type Keuzes } from './deelnemerslijsten.queries.js';
import { ingevuld } from './deelnemerslijsten.rules.js';
import { volledigeNaam } from '../toegang/persoon.entity.js';
import { aanmeldstatussen, type Wachtreden } from '../aanmeldingen/standen.js';
import { geld } from '../cohorten/cohort.scherm.js';
import { cohortpaden } from '../cohorten/paden.js';
import { portaalpaden } from './paden.js';
import { standnaam, standVan } from '../aanmeldingen/aanmeldingen.rules.js';

/** How the portal of a bestuur shows its people. Plain functions from what was read to what the template asks. */
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

/** What the filters offer. Who has been in very many cohorten chooses one of them after the opleiding or the year. */
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

  async beeld(wie: Wie, bestuurId: string, query: LijstQuery, geweigerd?: AfwijzingGeweigerd) {
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
      csvHref: download('csv', gevraagd),
      xlsxHref: download('xlsx', gevraagd),
      paginering: pageLinks(paged(items, totaal, query), portaalpaden.bestuur, {
        ...gevraagd,
        paginaGrootte: query.paginaGrootte,
      }),
    };
  }

  private async akkoordvragen(bestuurId: string, geweigerd: AfwijzingGeweigerd | undefined) {
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
  return `${portaalpaden.bestuur}/deelnemerslijst.${formaat}${vraag && `?${vraag}`}`;
}
