import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { Aanmelding } from '../aanmeldingen/aanmelding.entity.js';
import { Auditregel } from '../audit/auditregel.entity.js';
import { School } from '../besturen/school.entity.js';
import { Cohort } from '../cohorten/cohort.entity.js';
import { Schoolvakantie } from '../cohorten/schoolvakantie.entity.js';
import { regio } from '../cohorten/schoolvakanties.service.js';
import { Clock } from '../platform/clock/clock.js';
import { dateOf, momentAt } from '../platform/clock/dates.js';
import { Persoon } from '../toegang/persoon.entity.js';
import { aanmeldmoment, Plaatsgever, standenVan, type Demostand } from './demo-aanmeldingen.rules.js';
import { demoPersoon } from './demo-personen.rules.js';

/** A line of aanmeldingen.yaml. */
export interface Demogroep extends Partial<Record<Demostand, number>> {
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

/** People who take part, written straight into the tables: their mails were never sent. */
@Injectable()
export class DemoAanmeldingenService {
  constructor(private readonly clock: Clock) {}

  async laad(m: EntityManager, groepen: readonly Demogroep[]): Promise<void> {
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
