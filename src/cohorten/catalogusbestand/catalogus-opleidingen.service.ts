import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { Opleiding } from '../../opleidingen/opleiding.entity.js';
import { vindDoelgroep } from '../../opleidingen/opleidingen.rules.js';
import { VersiesService } from '../../opleidingen/versies.service.js';
import type { Wie } from '../../toegang/wie.js';
import type { OpleidingRegel } from './catalogus-opleiding.dto.js';

/** The opleidingen of a catalogue file, as steps of the import. */
@Injectable()
export class CatalogusOpleidingenService {
  constructor(private readonly versies: VersiesService) {}

  /** Leerjaren by code of all opleidingen there are. */
  async leerjaren(m: EntityManager): Promise<Map<string, number>> {
    const opleidingen = await m.find(Opleiding, { select: { code: true, leerjaren: true } });
    return new Map(opleidingen.map((o) => [o.code, o.leerjaren]));
  }

  /**
   * Adds or changes opleidingen by code; what a changed one said before is kept.
   * @returns how many were new or changed.
   */
  async bewaar(m: EntityManager, wie: Wie, regels: readonly OpleidingRegel[]): Promise<number> {
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

/** What a line of the file says of an opleiding; what it leaves out is unknown. */
function waarden(regel: OpleidingRegel): Partial<Opleiding> {
  return {
    code: regel.code,
    naam: regel.naam,
    soort: regel.soort,
    omschrijving: regel.omschrijving ?? '',
    doelgroepen: (regel.doelgroepen ?? []).map((naam) => vindDoelgroep(naam)!.code),
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
  };
}
