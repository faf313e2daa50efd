import { opVolgorde } from '../../besturen/standen.js';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { AuditService } from '../../audit/audit.service.js';
import { BesturenService, vergrendelOrganisaties } from '../../besturen/besturen.service.js';
import { inTransaction } from '../../platform/database/transaction.js';
import type { FieldError } from '../../platform/errors/domain-error.js';
import type { Wie } from '../../toegang/wie.js';
import { SchoolvakantiesService } from '../schoolvakanties.service.js';
import type { Catalogusbestand, OpleidingRegel } from './catalogus-bestand.dto.js';
import { tegenspraken } from './catalogus-bestand.rules.js';
import { type GelezenCatalogus, leesCatalogus } from './catalogus-yaml.rules.js';
import { catalogusGeweigerd } from './catalogusbestand.errors.js';
import { CatalogusCohortenService } from './catalogus-cohorten.service.js';
import { Opleiding } from '../../opleidingen/opleiding.entity.js';
import { vindDoelgroep } from '../../opleidingen/opleidingen.rules.js';
import { VersiesService } from '../../opleidingen/versies.service.js';

/** How much a file brought; `gewijzigd` counts what was new or different. */
export interface Catalogusverslag {
  opleidingen: { totaal: number; gewijzigd: number };
  cohorten: { totaal: number; gewijzigd: number };
}

/** Reads a catalogue file into the database: all of it or nothing, and the same again when it is read twice. */
@Injectable()
export class CatalogusImportService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly besturen: BesturenService,
    private readonly vakanties: SchoolvakantiesService,
    private readonly versies: VersiesService,
    private readonly cohorten: CatalogusCohortenService,
  ) {}

  /** @throws DomainError `catalogus-geweigerd` with every error in the file. */
  async importeer(wie: Wie, tekst: string): Promise<Catalogusverslag> {
    return inTransaction(this.dataSource, (m) => this.verwerk(m, wie, tekst));
  }

  /** The import as a step of a larger transaction. */
  async verwerk(m: EntityManager, wie: Wie, tekst: string): Promise<Catalogusverslag> {
    return this.verwerkGelezen(m, wie, await leesCatalogus(tekst));
  }

  /** The same of a file whose shape was checked. */
  async verwerkGelezen(
    m: EntityManager,
    wie: Wie,
    { bestand, metRegel }: GelezenCatalogus,
  ): Promise<Catalogusverslag> {
    const weiger = (fouten: FieldError[]): void => {
      if (fouten.length > 0) throw catalogusGeweigerd(metRegel(fouten));
    };
    if (bestand.besturen?.length || bestand.scholen?.length) await vergrendelOrganisaties(m);
    await this.vakanties.vulAan(m, bestand.vakanties ?? []);
    const kalender = await this.vakanties.kalender(m);
    weiger([
      ...tegenspraken(bestand, { kalender, leerjaren: await this.leerjaren(m) }),
      ...(await this.besturen.vulAan(m, bestand.besturen ?? [])),
    ]);
    weiger(await this.besturen.bewaarScholen(m, bestand.scholen ?? []));
    const opleidingen = await this.bewaarOpleidingen(m, wie, bestand.opleidingen ?? []);
    const { aantal: cohorten, fouten } = await this.cohorten.bewaar(m, wie, bestand.cohorten ?? [], kalender);
    weiger(fouten);
    await this.audit.noteer(m, {
      wie,
      code: 'import.catalogus',
      onderwerp: { soort: 'import', id: 'catalogus' },
      gegevens: { opleidingen, cohorten },
    });
    return verslag(bestand, opleidingen, cohorten);
  }

  /** Leerjaren by code of all opleidingen there are. */
  private async leerjaren(m: EntityManager): Promise<Map<string, number>> {
    const opleidingen = await m.find(Opleiding, { select: { code: true, leerjaren: true } });
    return new Map(opleidingen.map((o) => [o.code, o.leerjaren]));
  }

  /**
   * Adds or changes opleidingen by code; what a changed one said before is kept.
   * @returns how many were new or changed.
   */
  private async bewaarOpleidingen(
    m: EntityManager,
    wie: Wie,
    regels: readonly OpleidingRegel[],
  ): Promise<number> {
    const bestaand = await this.vergrendel(m, regels);
    const nieuw = regels.filter(({ code }) => !bestaand.has(code));
    await m.insert(
      Opleiding,
      nieuw.map((regel) => m.create(Opleiding, waarden(regel))),
    );
    // Only now everything is there that another one may follow on, also what stands later in the file.
    const alle = await m.find(Opleiding, { select: { id: true, code: true } });
    const ids = new Map(alle.map(({ id, code }) => [code, id]));
    for (const { code, vervolgOp } of nieuw)
      if (vervolgOp) await m.update(Opleiding, { code }, { vervolgOpId: ids.get(vervolgOp)! });
    let gewijzigd = 0;
    for (const regel of regels) {
      const oud = bestaand.get(regel.code);
      if (!oud) continue;
      const vervolgOpId = regel.vervolgOp ? ids.get(regel.vervolgOp)! : null;
      const stand = await this.versies.wijzig(m, wie, oud, { ...waarden(regel), vervolgOpId });
      if (stand !== oud) gewijzigd += 1;
    }
    return nieuw.length + gewijzigd;
  }

  /** In order of id, so that two imports never wait for each other. */
  private async vergrendel(
    m: EntityManager,
    regels: readonly OpleidingRegel[],
  ): Promise<Map<string, Opleiding>> {
    const opleidingen = await m.find(Opleiding, {
      where: { code: In(regels.map(({ code }) => code)) },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    return new Map(opleidingen.map((o) => [o.code, o]));
  }
}

/** An opleiding as a line of the file gives it; what it leaves out is unknown. */
function waarden(regel: OpleidingRegel): Partial<Opleiding> {
  return {
    code: regel.code,
    naam: regel.naam,
    soort: regel.soort,
    omschrijving: regel.omschrijving ?? '',
    doelgroepen: (regel.doelgroepen ?? []).map((naam) => vindDoelgroep(naam)!.code),
    sectoren: opVolgorde(regel.sectoren ?? []),
    niveau: regel.niveau ?? null,
    leerjaren: regel.leerjaren ?? 1,
    duur: regel.duur ?? null,
    studielastUren: regel.studielastUren ?? null,
    contacturen: regel.contacturen ?? null,
    ects: regel.ects ?? null,
    herregistratiepunten: regel.herregistratiepunten ?? null,
    peCursuscode: regel.peCursuscode ?? null,
    aanbieders: regel.aanbieders ?? [],
    kostenCent: regel.kostenCent ?? null,
    vergoedingPct: regel.vergoedingPct ?? null,
    vergoedingVoor: regel.vergoedingVoor ?? null,
    bekostiging: regel.bekostiging ?? null,
    voorwaarden: regel.voorwaarden ?? null,
    externUrl: regel.externUrl ?? null,
    gepubliceerd: regel.gepubliceerd ?? true,
    bron: regel.bron ?? null,
    voorbeeldvelden: regel.voorbeeldvelden ?? [],
    // What is left out of these stays as it is.
    officieleNaam: regel.officieleNaam,
    accreditatieVan: regel.accreditatieVan,
    accreditatieTot: regel.accreditatieTot,
    aanwezigheidsnormPct: regel.aanwezigheidsnormPct,
    peiling: regel.peiling,
  };
}

function verslag(bestand: Catalogusbestand, opleidingen: number, cohorten: number): Catalogusverslag {
  return {
    opleidingen: { totaal: bestand.opleidingen?.length ?? 0, gewijzigd: opleidingen },
    cohorten: { totaal: bestand.cohorten?.length ?? 0, gewijzigd: cohorten },
  };
}
