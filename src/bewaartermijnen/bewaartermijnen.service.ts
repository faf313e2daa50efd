import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { addMonths } from '../platform/clock/dates.js';
import { Settings } from '../platform/config/settings.js';
import { inSteps, type Step } from '../platform/database/rehearsal.js';
import { inTransaction } from '../platform/database/transaction.js';
import { during } from '../platform/database/work.js';
import type { Opdrachtgever } from '../platform/taak.js';
import { opruimingen } from './bewaartermijnen.rules.js';
import type { Opruiming } from './opruiming.rules.js';
import { type Opruimregel, Opruimverslag } from './opruimverslag.entity.js';

/** Rows that are erased together, so that nothing is locked for long. */
const PER_KEER = 500;

/** Erases what has been kept long enough, tells what would go, and keeps a report of what went. */
@Injectable()
export class BewaartermijnenService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  /** How many months something is kept. */
  maanden({ termijn }: Opruiming): number {
    return typeof termijn === 'number' ? termijn : this.settings[termijn];
  }

  /** What would go now; the same work, undone at the end. @throws Error in Dutch when that takes too long. */
  proef(): Promise<Opruimregel[]> {
    return during('erase', () => inSteps(this.dataSource, true, (step) => this.ruimAllesOp(step, null)));
  }

  /** Each portion goes together with its count in the report, so the report is right whenever it stops. */
  ruimOp(door: Opdrachtgever = { aanleiding: 'opdracht', gebruikerId: null }): Promise<Opruimregel[]> {
    return during('erase', async () => {
      const id = await this.begin(door);
      try {
        return await inSteps(this.dataSource, false, (step) => this.ruimAllesOp(step, id));
      } catch (fout) {
        await this.eindig(id, true);
        throw fout;
      }
    });
  }

  /** Whoever runs this is the only one: what has no end is of a process that died. */
  private begin({ aanleiding, gebruikerId }: Opdrachtgever): Promise<string> {
    return inTransaction(this.dataSource, async (m) => {
      await m.update(Opruimverslag, { geeindigdOp: IsNull() }, { afgebroken: true });
      const begonnenOp = this.clock.reallyNow();
      const { identifiers } = await m.insert(Opruimverslag, {
        ...{ begonnenOp, nu: this.clock.asOf(), aanleiding, gebruikerId },
      });
      return identifiers[0]!.id as string;
    });
  }

  private async eindig(id: string, afgebroken: boolean): Promise<void> {
    const geeindigdOp = this.clock.reallyNow();
    await inTransaction(this.dataSource, (m) => m.update(Opruimverslag, { id }, { geeindigdOp, afgebroken }));
  }

  private async ruimAllesOp(step: Step, verslagId: string | null): Promise<Opruimregel[]> {
    let regels: Opruimregel[] = [];
    for (const opruiming of opruimingen)
      for (let vol = true; vol;) {
        const met = await step(async (m) => {
          const keer = await this.wis(m, opruiming);
          const samen = keer.aantal > 0 ? opgeteld(regels, keer) : regels;
          if (verslagId !== null && keer.aantal > 0) await bewaar(m, verslagId, samen);
          return { samen, vol: keer.aantal === PER_KEER };
        });
        regels = met.samen;
        vol = met.vol;
      }
    if (verslagId !== null) await this.eindig(verslagId, false);
    return regels;
  }

  private async wis(m: EntityManager, opruiming: Opruiming): Promise<Opruimregel> {
    const { code, kies, waar, wis } = opruiming;
    const nu = this.clock.now();
    const rows = await m.query<{ id: string }[]>(kies, [addMonths(nu, -this.maanden(opruiming)), PER_KEER]);
    if (rows.length === 0) return { code, aantal: 0, waar: {} };
    const ids = rows.map(({ id }) => id);
    const plekken = waar ? await m.query<{ sleutel: string; aantal: number }[]>(waar, [ids]) : [];
    for (const statement of wis) await m.query(statement, [ids, nu]);
    return {
      code,
      aantal: ids.length,
      waar: Object.fromEntries(plekken.map(({ sleutel, aantal }) => [sleutel, aantal])),
    };
  }
}

const bewaar = async (m: EntityManager, id: string, regels: Opruimregel[]): Promise<void> => {
  const totaal = regels.reduce((som, { aantal }) => som + aantal, 0);
  await m.update(Opruimverslag, { id }, { regels, totaal });
};

function opgeteld(regels: Opruimregel[], bij: Opruimregel): Opruimregel[] {
  const eerder = regels.find(({ code }) => code === bij.code);
  if (!eerder) return [...regels, bij];
  const waar = { ...eerder.waar };
  for (const [sleutel, aantal] of Object.entries(bij.waar)) waar[sleutel] = (waar[sleutel] ?? 0) + aantal;
  const samen = { code: bij.code, aantal: eerder.aantal + bij.aantal, waar };
  return regels.map((regel) => (regel === eerder ? samen : regel));
}
