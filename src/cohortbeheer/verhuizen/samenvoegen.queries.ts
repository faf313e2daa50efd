import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { Aanmelding } from '../../aanmeldingen/aanmelding.entity.js';
import { statusOp } from '../../aanmeldingen/aanmeldingen.rules.js';
import { LOPEND } from '../../aanmeldingen/standen.js';
import { Cohort } from '../../cohorten/cohort.entity.js';
import { cohortOnbekend } from '../../cohorten/cohorten.errors.js';
import { biedtPlaatsenAan } from '../../cohorten/cohorten.rules.js';
import { Clock } from '../../platform/clock/clock.js';
import { Persoon, volledigeNaam } from '../../toegang/persoon.entity.js';
import { samenvoegenMetZichzelf, samenvoegenNietLager } from './samenvoegen.errors.js';
import { controleerPaar, kanSamen, type Samenvoeging, voegSamen } from './samenvoegen.rules.js';

export interface Samenvoegmens {
  aanmelding: string;
  naam: string;
  email: string;
  /** What becomes of them: goes along, was in both, or waits in the cohort that stays and comes further back. */
  wat: 'verhuist' | 'dubbel' | 'achteruit';
  /** Where they stand afterwards: `plaats`, `aanbod` (gets one at once) or the position in the line. */
  straks: 'plaats' | 'aanbod' | number;
  mails: ('samengevoegd' | 'aanbod')[];
}

/** What a merge would do as things stand now; the deed itself decides again, with both cohorten locked. */
export interface Voorproef {
  nodig: number;
  capaciteit: number;
  past: boolean;
  mensen: Samenvoegmens[];
  /** Who waits in the cohort that stays and gets an offer at once. */
  aanbodDaar: number;
}

type Plan = Samenvoeging<Aanmelding>;

@Injectable()
export class SamenvoegenQueries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Ids of the cohorten that this one can be merged into. */
  async kandidaten(cohort: { id: string; opleidingId: string }): Promise<string[]> {
    const cohorten = await this.dataSource.manager.findBy(Cohort, { opleidingId: cohort.opleidingId });
    return cohorten.filter((c) => c.id !== cohort.id && kanSamen(c)).map(({ id }) => id);
  }

  /** @throws DomainError when these two cannot be merged, whatever the capacity. */
  async voorproef(id: string, met: string, capaciteit: number | null): Promise<Voorproef> {
    if (id === met) throw samenvoegenMetZichzelf();
    const m = this.dataSource.manager;
    const cohorten = await m.findBy(Cohort, { id: In([id, met]) });
    const [van, naar] = [id, met].map((een) => cohorten.find((c) => c.id === een));
    if (!van || !naar) throw cohortOnbekend();
    controleerPaar(van, naar);
    const ruimte = capaciteit ?? naar.capaciteit ?? 0;
    if (ruimte < (naar.capaciteit ?? 0)) throw samenvoegenNietLager(naar.capaciteit ?? 0);
    const daar = await this.nu(met);
    const plan = voegSamen(await this.nu(id), daar);
    const aanbod = await this.aanbod(naar, plan, ruimte - plan.nodig);
    const eerder = posities(daar);
    const mensen = await this.mensen(plan, aanbod, eerder);
    const aanbodDaar = [...aanbod].filter((wie) => eerder.has(wie)).length;
    return { nodig: plan.nodig, capaciteit: ruimte, past: plan.nodig <= ruimte, mensen, aanbodDaar };
  }

  /** Who is under way, without whose hold has run out by now. */
  private async nu(cohortId: string): Promise<Aanmelding[]> {
    const nu = this.clock.now();
    const aanmeldingen = await lopende(this.dataSource.manager, cohortId);
    return aanmeldingen.filter((a) => statusOp(a, nu) === a.status);
  }

  /** Who of the line would be offered a free place at once. */
  private async aanbod(naar: Cohort, plan: Plan, vrij: number): Promise<Set<string>> {
    const [row] = await this.dataSource.query<{ begonnen: boolean }[]>(
      'SELECT EXISTS (SELECT 1 FROM bijeenkomst WHERE cohort_id = $1 AND begint <= $2) AS begonnen',
      [naar.id, this.clock.now()],
    );
    if (vrij <= 0 || !biedtPlaatsenAan(naar.status, row!.begonnen)) return new Set();
    const bevestigd = plan.rij.filter((a) => a.komtInAanmerking);
    return new Set(bevestigd.slice(0, vrij).map(({ id }) => id));
  }

  private async mensen(
    plan: Plan,
    aanbod: Set<string>,
    eerder: Map<string, number>,
  ): Promise<Samenvoegmens[]> {
    const rij = plan.rij.filter(({ id }) => !aanbod.has(id));
    const positie = new Map(rij.map(({ id }, i) => [id, i + 1]));
    const dubbel = plan.dubbel.map(({ blijft }) => blijft);
    const isDubbel = new Set(dubbel.map(({ id }) => id));
    const achteruit = rij.filter(({ id }) => (positie.get(id) ?? 0) > (eerder.get(id) ?? Infinity));
    const wie: [Samenvoegmens['wat'], Aanmelding][] = [
      ...plan.verhuizen.map((a): [Samenvoegmens['wat'], Aanmelding] => [
        isDubbel.has(a.id) ? 'dubbel' : 'verhuist',
        a,
      ]),
      ...dubbel
        .filter((a) => !plan.verhuizen.includes(a))
        .map((a): [Samenvoegmens['wat'], Aanmelding] => ['dubbel', a]),
      ...achteruit
        .filter((a) => !isDubbel.has(a.id))
        .map((a): [Samenvoegmens['wat'], Aanmelding] => ['achteruit', a]),
    ];
    const personen = await this.dataSource.manager.findBy(Persoon, {
      id: In(wie.map(([, a]) => a.persoonId)),
    });
    const persoonVan = new Map(personen.map((p) => [p.id, p]));
    return wie.map(([wat, a]) => {
      const persoon = persoonVan.get(a.persoonId)!;
      const straks = aanbod.has(a.id) ? 'aanbod' : (positie.get(a.id) ?? 'plaats');
      const mails: Samenvoegmens['mails'] =
        straks === 'aanbod' ? ['samengevoegd', 'aanbod'] : ['samengevoegd'];
      return { aanmelding: a.id, naam: volledigeNaam(persoon), email: persoon.email, wat, straks, mails };
    });
  }
}

/** The position of who waits, by id. */
export function posities(rij: Aanmelding[]): Map<string, number> {
  const wachtend = rij.filter(({ status }) => status === 'wachtlijst');
  return new Map(wachtend.map(({ id }, i) => [id, i + 1]));
}

/** Whose aanmelding is under way, places first, then each in order of its line. */
export function lopende(m: EntityManager, cohortId: string): Promise<Aanmelding[]> {
  return m.find(Aanmelding, {
    where: { cohortId, status: In([...LOPEND]) },
    order: { plaatsnummer: { direction: 'ASC', nulls: 'LAST' }, wachtlijstRang: 'ASC' },
  });
}
