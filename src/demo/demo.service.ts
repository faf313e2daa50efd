import { Injectable } from '@nestjs/common';
import fs from 'node:fs/promises';
import path from 'node:path';
import { DataSource, type EntityManager } from 'typeorm';
import { parse } from 'yaml';
import { systeem } from '../toegang/wie.js';
import { BesturenService } from '../besturen/besturen.service.js';
import { School } from '../besturen/school.entity.js';
import { CatalogusImportService } from '../cohorten/catalogusbestand/catalogus-import.service.js';
import { SchoolvakantiesService } from '../cohorten/schoolvakanties.service.js';
import { Opleiding } from '../opleidingen/opleiding.entity.js';
import { Clock } from '../platform/clock/clock.js';
import { dateOf } from '../platform/clock/dates.js';
import { inTransaction } from '../platform/database/transaction.js';
import { GebruikerRol } from '../toegang/gebruiker-rol.entity.js';
import { Gebruiker } from '../toegang/gebruiker.entity.js';
import { hashWachtwoord } from '../toegang/wachtwoorden.service.js';
import { DemoVerledenService } from './demo-verleden.service.js';
import { DemoAanmeldingenService, type Demogroep } from './demo-aanmeldingen.service.js';
import {
  type Demogebruiker,
  demogebruikers,
  demowachtwoord,
  rolVanDemo,
} from '../inloggen/inloggen.rules.js';

const DEMO_LOCK = 7_318_002;
const lees = (bestand: string): Promise<string> =>
  fs.readFile(path.join(import.meta.dirname, bestand), 'utf8');

/** Fills an empty database with an academy to look at. */
@Injectable()
export class DemoService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly vakanties: SchoolvakantiesService,
    private readonly besturen: BesturenService,
    private readonly catalogus: CatalogusImportService,
    private readonly aanmeldingen: DemoAanmeldingenService,
    private readonly verleden: DemoVerledenService,
  ) {}

  /** All of it in one transaction; processes that start together wait for each other. @returns whether it was empty. */
  async laadAlsLeeg(): Promise<boolean> {
    return inTransaction(this.dataSource, async (m) => {
      await m.query('SELECT pg_advisory_xact_lock($1)', [DEMO_LOCK]);
      if (await m.existsBy(Opleiding, {})) {
        await this.vulGebruikersAan(m);
        return false;
      }
      await this.vakanties.laad(m);
      // Trainers first: the bijeenkomsten in the catalogue name them. Besturen come with the catalogue.
      await this.maakGebruikers(
        m,
        demogebruikers.filter(({ bestuur }) => !bestuur),
      );
      await this.catalogus.verwerk(m, systeem, await lees('catalogus.yaml'));
      await this.maakGebruikers(
        m,
        demogebruikers.filter(({ bestuur }) => bestuur),
      );
      await this.aanmeldingen.laad(m, parse(await lees('aanmeldingen.yaml')) as Demogroep[]);
      await this.verleden.laad(m);
      return true;
    });
  }

  /** A demo of an earlier version lacks the log-ins that came later, and every screen names them all. */
  private async vulGebruikersAan(m: EntityManager): Promise<void> {
    const bekend = new Set((await m.findBy(Gebruiker, { demo: true })).map(({ email }) => email));
    if (bekend.size === 0) return;
    await this.maakGebruikers(
      m,
      demogebruikers.filter(({ email }) => !bekend.has(email)),
    );
  }

  private async maakGebruikers(m: EntityManager, gebruikers: readonly Demogebruiker[]): Promise<void> {
    if (gebruikers.length === 0) return;
    const wachtwoordHash = await hashWachtwoord(demowachtwoord);
    for (const { naam, email, rol, bestuur } of gebruikers) {
      const gebruiker = { naam, email, emailNorm: email, wachtwoordHash, demo: true };
      const { id: gebruikerId } = await m.save(m.create(Gebruiker, gebruiker));
      const bestuurId = bestuur ? (await this.besturen.vindBestuur(bestuur, m))!.id : null;
      const [school] = bestuurId
        ? await m.find(School, { where: { bestuurId }, order: { naam: 'ASC' }, take: 1 })
        : [];
      await m.insert(GebruikerRol, {
        gebruikerId,
        rol,
        begintOp: dateOf(this.clock.now()),
        bestuurId: rol === 'bestuur' ? bestuurId : null,
        schoolId: rol === 'schoolleider' ? school!.id : null,
      });
    }
  }
}

/** What someone who just started the demo needs to know. */
export function demoUitleg(): string {
  const gebruikers = demogebruikers.map((g) => `  ${g.email.padEnd(28)} ${rolVanDemo(g)}`);
  return [`Voorbeeldgebruikers, wachtwoord ${demowachtwoord}:`, ...gebruikers].join('\n');
}
