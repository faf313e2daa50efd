import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../../audit/audit.service.js';
import { BesturenService } from '../../besturen/besturen.service.js';
import { inTransaction } from '../../platform/database/transaction.js';
import type { FieldError } from '../../platform/errors/domain-error.js';
import type { Wie } from '../../toegang/wie.js';
import { SchoolvakantiesService } from '../schoolvakanties.service.js';
import { Catalogusbestand } from './catalogus-bestand.dto.js';
import { tegenspraken } from './catalogus-bestand.rules.js';
import { CatalogusCohortenService } from './catalogus-cohorten.service.js';
import { catalogusGeweigerd } from './catalogus-import.errors.js';
import { CatalogusOpleidingenService } from './catalogus-opleidingen.service.js';
import { type Document, LineCounter, type Node, parseDocument } from 'yaml';
import { check } from '../../platform/web/validation.js';

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
    private readonly opleidingen: CatalogusOpleidingenService,
    private readonly cohorten: CatalogusCohortenService,
  ) {}

  /** @throws DomainError `catalogus-geweigerd` with every error in the file. */
  async importeer(wie: Wie, tekst: string): Promise<Catalogusverslag> {
    return inTransaction(this.dataSource, (m) => this.verwerk(m, wie, tekst));
  }

  /** The import as a step of a larger transaction. */
  async verwerk(m: EntityManager, wie: Wie, tekst: string): Promise<Catalogusverslag> {
    const { bestand, metRegel } = leesCatalogus(tekst);
    const weiger = (fouten: FieldError[]): void => {
      if (fouten.length > 0) throw catalogusGeweigerd(metRegel(fouten));
    };
    await this.vakanties.vulAan(m, bestand.vakanties ?? []);
    const kalender = await this.vakanties.kalender(m);
    weiger([
      ...tegenspraken(bestand, { kalender, leerjaren: await this.opleidingen.leerjaren(m) }),
      ...(await this.besturen.vulAan(m, bestand.besturen ?? [])),
    ]);
    weiger(await this.besturen.bewaarScholen(m, bestand.scholen ?? []));
    const opleidingen = await this.opleidingen.bewaar(m, wie, bestand.opleidingen ?? []);
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
}

function verslag(bestand: Catalogusbestand, opleidingen: number, cohorten: number): Catalogusverslag {
  return {
    opleidingen: { totaal: bestand.opleidingen?.length ?? 0, gewijzigd: opleidingen },
    cohorten: { totaal: bestand.cohorten?.length ?? 0, gewijzigd: cohorten },
  };
}

interface GelezenCatalogus {
  bestand: Catalogusbestand;
  /** Adds the line in the file to errors whose `veld` is a path as `cohorten.3.capaciteit`. */
  metRegel: (fouten: FieldError[]) => FieldError[];
}

/**
 * Reads a catalogue file and checks its shape.
 * @throws DomainError `catalogus-geweigerd` with every error at once.
 */
function leesCatalogus(tekst: string): GelezenCatalogus {
  const regels = new LineCounter();
  const document = parseDocument(tekst, { lineCounter: regels });
  if (document.errors.length > 0) throw catalogusGeweigerd(document.errors.map((fout) => yamlFout(fout)));
  const metRegel = (fouten: FieldError[]): FieldError[] =>
    fouten.map(({ veld, melding }) => ({ veld: plaats(document, regels, veld), melding }));
  const { waarde, fouten } = check(Catalogusbestand, document.toJS({ maxAliasCount: 100 }) ?? {});
  if (!waarde) throw catalogusGeweigerd(metRegel(fouten));
  return { bestand: waarde, metRegel };
}

function yamlFout({ linePos, message }: { linePos?: { line: number }[]; message: string }): FieldError {
  const [eersteZin = ''] = message.split('\n');
  return { veld: `regel ${linePos?.[0]?.line ?? 1}`, melding: `Dit is geen goede YAML (${eersteZin})` };
}

/** Where a path stands; what is missing has no place of its own, so the record that misses it is named. */
function plaats(document: Document, regels: LineCounter, veld: string): string {
  const pad = veld === '' ? [] : veld.split('.').map((deel) => (/^\d+$/.test(deel) ? Number(deel) : deel));
  for (let einde = pad.length; einde > 0; einde -= 1) {
    const node = document.getIn(pad.slice(0, einde), true) as Node | undefined;
    if (node?.range) return `regel ${regels.linePos(node.range[0]).line}, ${veld}`;
  }
  return veld === '' ? 'bestand' : veld;
}
