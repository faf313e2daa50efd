import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { alleMigraties } from '../migrations/index.js';
import { AanmeldingenModule } from './aanmeldingen/aanmeldingen.module.js';
import { AanwezigheidModule } from './aanwezigheid/aanwezigheid.module.js';
import { AcademieModule } from './academie/academie.module.js';
import { AccountModule } from './account/account.module.js';
import { AuditModule } from './audit/audit.module.js';
import { BelangstellingModule } from './belangstelling/belangstelling.module.js';
import { BerichtenModule } from './berichten/berichten.module.js';
import { BesturenModule } from './besturen/besturen.module.js';
import { BewaartermijnenModule } from './bewaartermijnen/bewaartermijnen.module.js';
import { CertificeringModule } from './certificering/certificering.module.js';
import { CohortbeheerModule } from './cohortbeheer/cohortbeheer.module.js';
import { CohortenModule } from './cohorten/cohorten.module.js';
import { DeelnemersModule } from './deelnemers/deelnemers.module.js';
import { DeelnemerslijstenModule } from './deelnemerslijsten/deelnemerslijsten.module.js';
import { DemoModule } from './demo/demo.module.js';
import { alleEntiteiten } from './entiteiten.js';
import { EvaluatiesModule } from './evaluaties/evaluaties.module.js';
import { KoppelingenModule } from './koppelingen/koppelingen.module.js';
import { PlannerModule } from './planner/planner.module.js';
import { GebruikersModule } from './gebruikers/gebruikers.module.js';
import { InzageModule } from './inzage/inzage.module.js';
import { InrichtenModule } from './inrichten/inrichten.module.js';
import { InloggenModule } from './inloggen/inloggen.module.js';
import { OpleidingenModule } from './opleidingen/opleidingen.module.js';
import { Clock } from './platform/clock/clock.js';
import type { Settings } from './platform/config/settings.js';
import type { DatabaseUrls } from './platform/database/connections.js';
import { dataSourceOptions } from './platform/database/data-source.js';
import { PlatformModule } from './platform/platform.module.js';
import { WebModule } from './platform/web/web.module.js';
import { bereikVanBestuur } from './toegang/bereik.rules.js';
import { ToegangModule } from './toegang/toegang.module.js';
import { ToestemmingenModule } from './toestemmingen/toestemmingen.module.js';
import { PersonenModule } from './personen/personen.module.js';
import { SporenModule } from './sporen/sporen.module.js';
import { PrivacyverzoekenModule } from './privacyverzoeken/privacyverzoeken.module.js';
import { WachtlijstModule } from './wachtlijst/wachtlijst.module.js';
import { WerkplekkenModule } from './werkplekken/werkplekken.module.js';
import { WerklijstModule } from './werklijst/werklijst.module.js';

/** One line per feature, in the order in which they may use each other. */
const onderdelen = [
  AuditModule,
  ToegangModule,
  AcademieModule,
  BerichtenModule,
  InloggenModule,
  BesturenModule,
  InrichtenModule,
  GebruikersModule,
  AccountModule,
  PersonenModule,
  ToestemmingenModule,
  OpleidingenModule,
  CohortenModule,
  WachtlijstModule,
  BelangstellingModule,
  AanmeldingenModule,
  WerkplekkenModule,
  AanwezigheidModule,
  EvaluatiesModule,
  CertificeringModule,
  CohortbeheerModule,
  DeelnemersModule,
  DeelnemerslijstenModule,
  SporenModule,
  InzageModule,
  KoppelingenModule,
  WerklijstModule,
  BewaartermijnenModule,
  PrivacyverzoekenModule,
  PlannerModule,
];

/** The academy. */
@Module({})
export class AppModule {
  /** @param databaseUrl where PostgreSQL is, the settings' own or the embedded one. */
  static with(settings: Settings, databaseUrl: string | DatabaseUrls, clock = new Clock()): DynamicModule {
    const model = { entities: alleEntiteiten, migrations: alleMigraties, rowScope: bereikVanBestuur };
    return {
      module: AppModule,
      imports: [
        PlatformModule.with(settings, clock),
        TypeOrmModule.forRoot(dataSourceOptions(databaseUrl, model)),
        WebModule,
        ...onderdelen,
        ...(settings.DEMO_DATA ? [DemoModule] : []),
      ],
    };
  }
}
