import { Injectable } from '@nestjs/common';
import fs from 'node:fs/promises';
import path from 'node:path';
import { DataSource, type EntityManager } from 'typeorm';
import { systeem } from '../toegang/wie.js';
import { BesturenService } from '../besturen/besturen.service.js';
import { School } from '../besturen/school.entity.js';
import { CatalogusImportService } from '../cohorten/catalogusbestand/catalogus-import.service.js';
import { regio, SchoolvakantiesService } from '../cohorten/schoolvakanties.service.js';
import { Opleiding } from '../opleidingen/opleiding.entity.js';
import { Clock } from '../platform/clock/clock.js';
import { dateOf, momentAt } from '../platform/clock/dates.js';
import { inTransaction } from '../platform/database/transaction.js';
import { during } from '../platform/database/work.js';
import { GebruikerRol } from '../toegang/gebruiker-rol.entity.js';
import { Gebruiker } from '../toegang/gebruiker.entity.js';
import { hashWachtwoord } from '../toegang/wachtwoorden.service.js';
import { DemoVerledenService } from './demo-verleden.service.js';
import {
  type Demogebruiker,
  demogebruikers,
  demowachtwoord,
  rolVanDemo,
} from '../inloggen/inloggen.rules.js';
import { randomBytes } from 'node:crypto';
import { Aanmelding } from '../aanmeldingen/aanmelding.entity.js';
import { Auditregel } from '../audit/auditregel.entity.js';
import { Cohort } from '../cohorten/cohort.entity.js';
import { Schoolvakantie } from '../cohorten/schoolvakantie.entity.js';
import { Persoon } from '../toegang/persoon.entity.js';
import {
  aanmeldmoment,
  demoPersoon,
  type Demostand,
  Plaatsgever,
  standenVan,
} from './demo-aanmeldingen.rules.js';

const DEMO_LOCK = 7_318_002;
const lees = (bestand: string): Promise<string> =>
  fs.readFile(path.join(import.meta.dirname, bestand), 'utf8');

/** A line of aanmeldingen.yaml. */
interface Demogroep extends Partial<Record<Demostand, number>> {
  cohort: string;
  functies?: string[];
  /** Nobody of them works at a school yet. */
  zonderSchool?: boolean;
  /** The same people as in this cohort. */
  uit?: string;
}

interface Deelnemer {
  persoon: Persoon;
  functie: string;
  school: School | null;
}

/** Schools from which the demo's people come, so that each large bestuur has some in every cohort. */
const herkomst = [
  '99ZZ01',
  '99ZZ31',
  '99ZZ41',
  '99ZZ21',
  '99ZZ32',
  '99ZZ51',
  '99ZZ22',
  '99ZZ62',
  '99ZZ42',
  '99ZZ52',
  '99ZZ03',
];
/** The school whose bestuur gives its akkoord first. */
const metAkkoord = '99ZZ61';

/** Fills an empty database with an academy to look at. */
@Injectable()
export class DemoService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly vakanties: SchoolvakantiesService,
    private readonly besturen: BesturenService,
    private readonly catalogus: CatalogusImportService,
    private readonly verleden: DemoVerledenService,
  ) {}

  /** All of it in one transaction; processes that start together wait for each other. @returns whether it was empty. */
  laadAlsLeeg(): Promise<boolean> {
    return during('upkeep', () => this.laad());
  }

  private laad(): Promise<boolean> {
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
      const { parse } = await import('yaml');
      await this.laadAanmeldingen(m, parse(await lees('aanmeldingen.yaml')) as Demogroep[]);
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

  /** People who take part, written straight into the tables: their mails were never sent. */
  private async laadAanmeldingen(m: EntityManager, groepen: readonly Demogroep[]): Promise<void> {
    const cohorten = new Map((await m.find(Cohort)).map((cohort) => [cohort.code, cohort]));
    const scholen = new Map((await m.find(School)).map((school) => [school.vestigingscode, school]));
    const deelnemers = new Map<string, Deelnemer[]>();
    for (const groep of groepen) {
      deelnemers.set(groep.cohort, this.deelnemers(m, groep, scholen, deelnemers));
    }
    const personen = new Set([...deelnemers.values()].flat().map(({ persoon }) => persoon));
    await m.insert(Persoon, [...personen]);
    const vakanties = await m.findBy(Schoolvakantie, { regio });
    const rijen = groepen.flatMap((groep) =>
      this.aanmeldingen(m, groep, cohorten.get(groep.cohort)!, deelnemers.get(groep.cohort)!, vakanties),
    );
    await m.insert(Aanmelding, rijen);
    await m.insert(Auditregel, rijen.filter(({ status }) => status === 'verlopen').map(verlopen));
  }

  private deelnemers(
    m: EntityManager,
    groep: Demogroep,
    scholen: ReadonlyMap<string, School>,
    eerder: ReadonlyMap<string, Deelnemer[]>,
  ): Deelnemer[] {
    const standen = standenVan(groep);
    if (groep.uit) return eerder.get(groep.uit)!.slice(0, standen.length);
    const begonnen = [...eerder.values()].flat().length;
    return standen.map((stand, i) => ({
      persoon: this.persoon(m, begonnen + i, stand),
      functie: groep.functies![i % groep.functies!.length]!,
      school: groep.zonderSchool
        ? null
        : scholen.get(stand === 'wacht-op-akkoord' ? metAkkoord : herkomst[i % herkomst.length]!)!,
    }));
  }

  private persoon(m: EntityManager, nummer: number, stand: Demostand): Persoon {
    const gegevens = demoPersoon(nummer);
    const nu = this.clock.now();
    return m.create(Persoon, {
      ...gegevens,
      emailNorm: gegevens.email,
      aangemaaktOp: nu,
      emailBevestigdOp: stand === 'wacht-op-bevestiging' || stand === 'verlopen' ? null : nu,
    });
  }

  private aanmeldingen(
    m: EntityManager,
    groep: Demogroep,
    cohort: Cohort,
    deelnemers: readonly Deelnemer[],
    vakanties: Schoolvakantie[],
  ): Aanmelding[] {
    const nu = this.clock.now();
    const laatste = laatsteMoment(cohort, nu);
    const plaatsgever = new Plaatsgever(cohort.capaciteit, nu, vakanties);
    return standenVan(groep).map((stand, i) => {
      const { persoon, functie, school } = deelnemers[i]!;
      const aangemeldOp = aanmeldmoment(laatste, deelnemers.length - 1 - i);
      return m.create(Aanmelding, {
        ...plaatsgever.standVan(stand),
        cohortId: cohort.id,
        persoonId: persoon.id,
        schoolId: school?.id ?? null,
        bestuurId: school?.bestuurId ?? null,
        functie,
        token: randomBytes(24).toString('base64url'),
        aangemeldOp,
        statusSinds: aangemeldOp,
      });
    });
  }
}

/** Nobody enrols after the window has closed, also not in the demo. */
function laatsteMoment({ aanmeldenVoor }: Cohort, nu: Date): Date {
  return aanmeldenVoor && aanmeldenVoor < dateOf(nu) ? momentAt(aanmeldenVoor) : nu;
}

/** The screen of the deelnemer reads in the audit what was waited for. */
const verlopen = ({ id, statusSinds }: Aanmelding) => ({
  op: statusSinds,
  wieSoort: 'systeem',
  code: 'aanmelding.verlopen',
  onderwerpSoort: 'aanmelding',
  onderwerpId: id,
  gegevens: { wachtteOp: ['emailbevestiging'] },
});

/** What someone who just started the demo needs to know. */
export function demoUitleg(): string {
  const gebruikers = demogebruikers.map((g) => `  ${g.email.padEnd(28)} ${rolVanDemo(g)}`);
  return [`Voorbeeldgebruikers, wachtwoord ${demowachtwoord}:`, ...gebruikers].join('\n');
}
