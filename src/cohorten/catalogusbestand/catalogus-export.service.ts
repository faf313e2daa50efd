import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../../audit/audit.service.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { during } from '../../platform/database/work.js';
import { Lists } from '../../platform/lists.js';
import type { Wie } from '../../toegang/wie.js';
import {
  bestuurregels,
  cohortcodes,
  cohortregels,
  opleidingregels,
  schoolregels,
  vakantieregels,
} from './catalogus-records.queries.js';

/** So many cohorten are read and written at a time. */
const PER_KEER = 500;

const KOP = `# Catalogus van de academie. Dit bestand is weer in te lezen.
# Scholen van DUO staan er niet in: die komen uit de lijst van DUO. Mensen ook niet.
`;

interface Uitvoer {
  tekst: string;
  opleidingen: number;
  cohorten: number;
}

/** Writes the catalogue as the file that the import reads: reading it in where it came from changes nothing. */
@Injectable()
export class CatalogusExportService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly lists: Lists,
  ) {}

  /** The whole file, all of one moment; that it was taken along is recorded. @throws Overloaded */
  maak(wie: Wie): Promise<string> {
    return this.lists.make(async () => {
      const { tekst, opleidingen, cohorten } = await this.dataSource.transaction('REPEATABLE READ', schrijf);
      await during('write', () => this.noteer(wie, { opleidingen, cohorten }));
      return tekst;
    });
  }

  private noteer(wie: Wie, gegevens: Omit<Uitvoer, 'tekst'>): Promise<void> {
    const onderwerp = { soort: 'import' as const, id: 'catalogus' };
    return inTransaction(this.dataSource, (m) =>
      this.audit.noteer(m, { wie, code: 'import.catalogus-gedownload', onderwerp, gegevens }),
    );
  }
}

async function schrijf(m: EntityManager): Promise<Uitvoer> {
  const { stringify } = await import('yaml');
  const deel = (kop: string, regels: readonly object[]): string =>
    regels.length === 0 ? '' : `\n${stringify({ [kop]: regels }, { lineWidth: 0, blockQuote: 'literal' })}`;
  const opleidingen = await opleidingregels(m);
  const delen = [
    KOP,
    deel('besturen', await bestuurregels(m)),
    deel('scholen', await schoolregels(m)),
    deel('vakanties', await vakantieregels(m)),
    deel('opleidingen', opleidingen),
  ];
  const codes = await cohortcodes(m);
  for (let i = 0; i < codes.length; i += PER_KEER) {
    const tekst = deel('cohorten', await cohortregels(m, codes.slice(i, i + PER_KEER)));
    delen.push(i === 0 ? tekst : tekst.replace('\ncohorten:\n', ''));
  }
  return { tekst: delen.join(''), opleidingen: opleidingen.length, cohorten: codes.length };
}
