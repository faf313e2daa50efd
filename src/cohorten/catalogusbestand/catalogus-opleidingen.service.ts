import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { AuditService } from '../../audit/audit.service.js';
import type { Wie } from '../../audit/wie.js';
import { Opleiding } from '../../opleidingen/opleiding.entity.js';
import { vindDoelgroep } from '../../opleidingen/opleidingen.rules.js';
import { changes } from '../../platform/changes.js';
import type { OpleidingRegel } from './catalogus-opleiding.dto.js';

/** The opleidingen of a catalogue file, as steps of the import. */
@Injectable()
export class CatalogusOpleidingenService {
  constructor(private readonly audit: AuditService) {}

  /** Leerjaren by code of all opleidingen there are. */
  async leerjaren(m: EntityManager): Promise<Map<string, number>> {
    const opleidingen = await m.find(Opleiding, { select: { code: true, leerjaren: true } });
    return new Map(opleidingen.map((o) => [o.code, o.leerjaren]));
  }

  /** Adds or changes opleidingen by code. @returns how many were new or changed. */
  async bewaar(m: EntityManager, wie: Wie, regels: readonly OpleidingRegel[]): Promise<number> {
    const codes = regels.map(({ code }) => code);
    const bestaand = new Map((await m.findBy(Opleiding, { code: In(codes) })).map((o) => [o.code, o]));
    const nieuw = regels
      .filter(({ code }) => !bestaand.has(code))
      .map((regel) => m.create(Opleiding, waarden(regel)));
    await m.insert(Opleiding, nieuw);
    let gewijzigd = 0;
    for (const regel of regels) {
      const opleiding = bestaand.get(regel.code);
      if (opleiding) gewijzigd += await this.wijzig(m, wie, opleiding, waarden(regel));
    }
    gewijzigd += await this.verbindVervolg(m, regels, new Set(nieuw.map(({ code }) => code)));
    return nieuw.length + gewijzigd;
  }

  private async wijzig(
    m: EntityManager,
    wie: Wie,
    opleiding: Opleiding,
    nieuw: Partial<Opleiding>,
  ): Promise<number> {
    const velden = changes(opleiding, nieuw);
    if (Object.keys(velden).length === 0) return 0;
    await m.update(Opleiding, opleiding.id, nieuw);
    await this.audit.noteer(m, {
      wie,
      code: 'opleiding.gewijzigd',
      onderwerp: { soort: 'opleiding', id: opleiding.id },
      gegevens: { velden },
    });
    return 1;
  }

  /** A second round, because an opleiding may follow on one that stands later in the file. */
  private async verbindVervolg(
    m: EntityManager,
    regels: readonly OpleidingRegel[],
    nieuw: ReadonlySet<string>,
  ): Promise<number> {
    const alle = await m.find(Opleiding, { select: { id: true, code: true, vervolgOpId: true } });
    const perCode = new Map(alle.map((o) => [o.code, o]));
    let gewijzigd = 0;
    for (const { code, vervolgOp } of regels) {
      const opleiding = perCode.get(code)!;
      const vervolgOpId = vervolgOp ? perCode.get(vervolgOp)!.id : null;
      if (opleiding.vervolgOpId === vervolgOpId) continue;
      await m.update(Opleiding, opleiding.id, { vervolgOpId });
      if (!nieuw.has(code)) gewijzigd += 1;
    }
    return gewijzigd;
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
