import { Injectable } from '@nestjs/common';
import type { Opdrachtgever, Taak, Taakresultaat } from '../platform/taak.js';
import { inWoorden } from './bewaartermijnen.rules.js';
import { BewaartermijnenService } from './bewaartermijnen.service.js';

/** Task `bewaartermijnen`: erases what has been kept long enough. See docs/bewaartermijnen.md. */
@Injectable()
export class BewaartermijnenTaak implements Taak {
  readonly naam = 'bewaartermijnen';
  readonly omschrijving = 'Wist wat lang genoeg is bewaard';

  constructor(private readonly termijnen: BewaartermijnenService) {}

  async voerUit({ proef, door }: { proef: boolean; door?: Opdrachtgever }): Promise<Taakresultaat> {
    const regels = await (proef ? this.termijnen.proef() : this.termijnen.ruimOp(door));
    return {
      aantal: regels.reduce((som, { aantal }) => som + aantal, 0),
      regels: regels.map((regel) => `${inWoorden(regel)} gewist`),
    };
  }
}
