import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService, type NieuweAuditregel } from '../audit/audit.service.js';
import type { Wie } from '../toegang/wie.js';
import { Clock } from '../platform/clock/clock.js';
import { dateOf } from '../platform/clock/dates.js';
import { inTransaction } from '../platform/database/transaction.js';
import { groupBy } from '../platform/lists.js';
import { duoGeweigerd } from './besturen.errors.js';
import { vergrendelOrganisaties } from './besturen.service.js';
import { bekendeBesturen, metAliassen, vindBestuurIn, zoeksleutel } from './besturen.rules.js';
import { Bestuur } from './bestuur.entity.js';
import { peildatumIn, leesDuobestand, type Duobestuur, type Duoschool } from './duo.rules.js';
import type { Duolijst, Duoregel } from './duolezing.entity.js';
import { DuoScholenService, type Scholenverslag } from './duo-scholen.service.js';

export interface Duobron {
  naam: string;
  bytes: Uint8Array;
}

/** What a number of files changed; together, and the schools that closed by name. */
export interface Duoverslag extends Scholenverslag {
  peildatums: string[];
  besturen: { nieuw: number; benoemd: number };
}

interface Besturenverslag {
  nieuw: number;
  benoemd: number;
  /** Id of a bestuur by its number. */
  ids: Map<string, string>;
}

/** A bestuur of which nobody said the sector has that of most of its schools. */
const SECTOR_VAN_SCHOLEN = `
  UPDATE bestuur SET sector = (SELECT mode() WITHIN GROUP (ORDER BY s.sector) FROM school s
    WHERE s.bestuur_id = bestuur.id AND s.gesloten_op IS NULL) WHERE sector IS NULL`;

/** Reads files of DUO into schools and besturen: all of them or nothing, and the same again when read twice. */
@Injectable()
export class DuoImportService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditService,
    private readonly scholen: DuoScholenService,
  ) {}

  /**
   * @param peildatum reference date of all files, `YYYY-MM-DD`; else the date in a file's name, else today.
   * @throws DomainError `duo-geweigerd` naming every error in every row.
   */
  async importeer(wie: Wie, bronnen: readonly Duobron[], peildatum?: string): Promise<Duoverslag> {
    const gelezen = this.lees(bronnen, peildatum);
    return inTransaction(this.dataSource, (m) => this.voerUit(m, wie, gelezen));
  }

  /** What stands in the files. @throws DomainError `duo-geweigerd` */
  lees(bronnen: readonly Duobron[], peildatum?: string): Duolijst[] {
    const gelezen = bronnen.map(({ naam, bytes }) => ({
      naam,
      ...leesDuobestand(naam, bytes),
      peildatum: peildatum ?? peildatumIn(naam) ?? dateOf(this.clock.now()),
    }));
    const fouten = gelezen.flatMap((bestand) => bestand.fouten);
    if (fouten.length > 0) throw duoGeweigerd(fouten);
    return gelezen.map(({ fouten: _geen, ...lijst }) => lijst);
  }

  /** A step: all that is in the lists, with a line in the audit for the whole and for each school that was there. */
  async voerUit(m: EntityManager, wie: Wie, lijsten: readonly Duolijst[]): Promise<Duoverslag> {
    await vergrendelOrganisaties(m);
    const verslag = await this.verwerk(m, lijsten);
    const { nieuw, gewijzigd, heropend, gesloten, regels } = verslag;
    await this.audit.noteerAlle(m, [
      {
        wie,
        code: 'import.duo',
        onderwerp: { soort: 'import', id: 'duo' },
        gegevens: { nieuw, gewijzigd: gewijzigd + heropend, gesloten: gesloten.length },
      },
      ...regels.flatMap((regel) => auditregelsVan(wie, regel, verslag.peildatums.at(-1)!)),
    ]);
    return verslag;
  }

  /** Files of one day are one picture of the schools, so that a list in two parts closes nothing; oldest day first. */
  private async verwerk(m: EntityManager, gelezen: readonly Duolijst[]): Promise<Duoverslag> {
    const perDag = [...groupBy(gelezen, (bestand) => bestand.peildatum)].sort(([a], [b]) =>
      a.localeCompare(b),
    );
    const som: Duoverslag = {
      peildatums: perDag.map(([dag]) => dag),
      besturen: { nieuw: 0, benoemd: 0 },
      nieuw: 0,
      gewijzigd: 0,
      gelijk: 0,
      heropend: 0,
      gesloten: [],
      regels: [],
    };
    for (const [dag, bestanden] of perDag) {
      const scholen = bestanden.flatMap((bestand) => bestand.scholen);
      const namen = bestanden.flatMap((bestand) => bestand.besturen);
      const besturen = await this.bewaarBesturen(m, scholen, namen);
      tel(som, await this.scholen.bewaar(m, scholen, besturen.ids, dag));
      await m.query(SECTOR_VAN_SCHOLEN);
      som.besturen.nieuw += besturen.nieuw;
      som.besturen.benoemd += besturen.benoemd;
    }
    return som;
  }

  /** A step: the besturen that the files name by number. Adds unknown numbers. A name is only given to who has none: what a person filled in stays. */
  private async bewaarBesturen(
    m: EntityManager,
    scholen: readonly Duoschool[],
    namen: readonly Duobestuur[],
  ): Promise<Besturenverslag> {
    const besturen = await m.find(Bestuur);
    const aantal = besturen.length;
    const nummers = new Set([...scholen.map((s) => s.bestuursnummer), ...namen.map((b) => b.nummer)]);
    for (const nummer of nummers) {
      if (!besturen.some((b) => b.nummer === nummer)) erken(m, besturen, nummer);
    }
    const metSchool = new Set(scholen.map(({ bestuursnummer }) => bestuursnummer));
    // With an open school it is open.
    for (const bestuur of besturen)
      if (bestuur.nummer && metSchool.has(bestuur.nummer)) bestuur.geslotenOp = null;
    const benoemd = new Set<Bestuur>();
    for (const { nummer, naam } of namen) {
      const bestuur = besturen.find((b) => b.nummer === nummer)!;
      if (noem(bestuur, naam)) benoemd.add(bestuur);
    }
    await m.save(besturen, { chunk: 500 });
    const ids = new Map(besturen.flatMap((b) => (b.nummer ? [[b.nummer, b.id] as const] : [])));
    return { nieuw: besturen.length - aantal, benoemd: benoemd.size, ids };
  }
}

function tel(som: Duoverslag, erbij: Scholenverslag): void {
  som.nieuw += erbij.nieuw;
  som.gewijzigd += erbij.gewijzigd;
  som.gelijk += erbij.gelijk;
  som.heropend += erbij.heropend;
  som.gesloten.push(...erbij.gesloten);
  som.regels.push(...erbij.regels);
}

/** What happened to a school that was there already. */
function auditregelsVan(wie: Wie, { soort, id, velden }: Duoregel, vanaf: string): NieuweAuditregel[] {
  if (id === null) return [];
  const onderwerp = { soort: 'school' as const, id };
  if (soort === 'gesloten') return [{ wie, code: 'school.gesloten', onderwerp, gegevens: { vanaf } }];
  const { geslotenOp: _dag, ...rest } = velden;
  return [
    ...(soort === 'heropend' ? [{ wie, code: 'school.heropend' as const, onderwerp, gegevens: {} }] : []),
    ...(Object.keys(rest).length > 0
      ? [{ wie, code: 'school.gewijzigd' as const, onderwerp, gegevens: { velden: rest } }]
      : []),
  ];
}

/** A number that is new: of a bestuur that is known by name, or of a new one. */
function erken(m: EntityManager, besturen: Bestuur[], nummer: string): void {
  const bekend = bekendeBesturen.find((b) => b.nummer === nummer);
  const zonderNummer = besturen.filter((b) => b.nummer === null);
  const bestaand =
    bekend && (vindBestuurIn(zonderNummer, bekend.code!) ?? vindBestuurIn(zonderNummer, bekend.naam!));
  if (bestaand) {
    bestaand.nummer = nummer;
    bestaand.aliassen = metAliassen(bestaand, [bekend.naam!, ...bekend.aliassen]);
    return;
  }
  const codeVrij = bekend && !besturen.some((b) => b.code === bekend.code);
  besturen.push(
    m.create(Bestuur, {
      nummer,
      naam: bekend?.naam ?? null,
      code: codeVrij ? bekend.code : null,
      aliassen: bekend?.aliassen ?? [],
    }),
  );
}

/** @returns whether it had no name until now; another name than it has becomes an alias. */
function noem(bestuur: Bestuur, naam: string): boolean {
  if (zoeksleutel(naam) === '') return false;
  if (bestuur.naam !== null) {
    bestuur.aliassen = metAliassen(bestuur, [naam]);
    return false;
  }
  bestuur.naam = naam;
  return true;
}
