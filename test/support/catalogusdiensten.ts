import { DataSource } from 'typeorm';
import { alleMigraties } from '../../migrations/index.js';
import { AuditService } from '../../src/audit/audit.service.js';
import { AanwezigheidQueries } from '../../src/aanwezigheid/aanwezigheid.queries.js';
import { BesturenService } from '../../src/besturen/besturen.service.js';
import { LeerjaarQueries } from '../../src/certificering/voorwaarden/leerjaar.queries.js';
import { CatalogusCohortenService } from '../../src/cohorten/catalogusbestand/catalogus-cohorten.service.js';
import { CatalogusImportService } from '../../src/cohorten/catalogusbestand/catalogus-import.service.js';
import { PlaatsenService } from '../../src/cohorten/plaatsen.service.js';
import { SchoolvakantiesService } from '../../src/cohorten/schoolvakanties.service.js';
import { DemoEvaluatiesService } from '../../src/demo/demo-evaluaties.service.js';
import { DemoVerledenService } from '../../src/demo/demo-verleden.service.js';
import { DemoService } from '../../src/demo/demo.service.js';
import { alleEntiteiten } from '../../src/entiteiten.js';
import { VersiesService } from '../../src/opleidingen/versies.service.js';
import { TellenService } from '../../src/evaluaties/uitkomst/tellen.service.js';
import type { Clock } from '../../src/platform/clock/clock.js';
import { dataSourceOptions } from '../../src/platform/database/data-source.js';

export async function maakDataSource(url: string): Promise<DataSource> {
  const options = dataSourceOptions(url, { entities: alleEntiteiten, migrations: alleMigraties });
  return new DataSource(options).initialize();
}

/** The services around the catalogue, put together without Nest. */
export function catalogusdiensten(dataSource: DataSource, clock: Clock) {
  const audit = new AuditService(clock);
  const besturen = new BesturenService(dataSource, audit);
  const vakanties = new SchoolvakantiesService(dataSource, clock);
  const cohorten = new CatalogusCohortenService(audit, new PlaatsenService());
  const versies = new VersiesService(dataSource, clock, audit);
  const catalogus = new CatalogusImportService(dataSource, audit, besturen, vakanties, versies, cohorten);
  const demo = new DemoService(
    dataSource,
    clock,
    vakanties,
    besturen,
    catalogus,
    new DemoVerledenService(
      clock,
      new DemoEvaluatiesService(clock, new TellenService(clock)),
      new LeerjaarQueries(dataSource, clock, new AanwezigheidQueries(dataSource, clock)),
    ),
  );
  return { besturen, vakanties, catalogus, demo };
}
