import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { addMonths } from '../platform/clock/dates.js';
import { Settings } from '../platform/config/settings.js';
import { inSteps, type Step } from '../platform/database/rehearsal.js';
import { during } from '../platform/database/work.js';
import type { Taak, Taakresultaat } from '../platform/taak.js';
import { plural } from '../platform/web/template-helpers.js';
import { opruimingen, type Opruiming } from './bewaartermijnen.rules.js';

/** Rows that are erased together, so that nothing is locked for long. */
const PER_KEER = 500;

/** Task `bewaartermijnen`: erases what has been kept long enough. See docs/bewaartermijnen.md. */
@Injectable()
export class BewaartermijnenTaak implements Taak {
  readonly naam = 'bewaartermijnen';
  readonly omschrijving = 'Wist wat lang genoeg is bewaard';

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  voerUit({ proef }: { proef: boolean }): Promise<Taakresultaat> {
    return during('erase', () => inSteps(this.dataSource, proef, (step) => this.ruimAllesOp(step)));
  }

  private async ruimAllesOp(step: Step): Promise<Taakresultaat> {
    const resultaat: Taakresultaat = { aantal: 0, regels: [] };
    for (const opruiming of opruimingen) {
      const aantal = await this.ruimOp(step, opruiming);
      resultaat.aantal += aantal;
      if (aantal > 0) resultaat.regels.push(`${plural(aantal, ...opruiming.wat)} gewist`);
    }
    return resultaat;
  }

  private async ruimOp(step: Step, opruiming: Opruiming): Promise<number> {
    let aantal = 0;
    for (;;) {
      const keer = await step((m) => this.wis(m, opruiming));
      aantal += keer;
      if (keer < PER_KEER) return aantal;
    }
  }

  private async wis(m: EntityManager, { termijn, kies, wis }: Opruiming): Promise<number> {
    const nu = this.clock.now();
    const maanden = typeof termijn === 'number' ? termijn : this.settings[termijn];
    const rows = await m.query<{ id: string }[]>(kies, [addMonths(nu, -maanden), PER_KEER]);
    if (rows.length === 0) return 0;
    const ids = rows.map(({ id }) => id);
    for (const statement of wis) await m.query(statement, [ids, nu]);
    return ids.length;
  }
}
