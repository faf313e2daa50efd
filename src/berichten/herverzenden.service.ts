import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Wie } from '../audit/wie.js';
import { Clock } from '../platform/clock/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { Bericht } from './bericht.entity.js';
import { berichtNietGevonden } from './berichten.errors.js';
import { basisVan, herverzending, keren } from './berichten.rules.js';

/** Sends a mail once more, on purpose: a new row with the same content, so that both stay to be seen. */
@Injectable()
export class HerverzendenService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditService,
  ) {}

  /**
   * @returns the new bericht.
   * @throws bericht-niet-gevonden
   */
  herverzend(wie: Wie, id: string): Promise<Bericht> {
    return inTransaction(this.dataSource, async (m) => {
      const bericht = await m.findOneBy(Bericht, { id });
      if (!bericht) throw berichtNietGevonden();
      const nieuw = await this.kopieer(m, bericht);
      const onderwerp = { soort: 'bericht', id } as const;
      await this.audit.noteer(m, {
        wie,
        code: 'bericht.herverzonden',
        onderwerp,
        gegevens: { bericht: nieuw.id },
      });
      return nieuw;
    });
  }

  private async kopieer(m: EntityManager, bericht: Bericht): Promise<Bericht> {
    const sleutel = `${basisVan(bericht.sleutel)}${herverzending}${await this.volgende(m, bericht)}`;
    const nu = this.clock.now();
    const begin = { status: 'wacht', pogingen: 0, bezigTot: null, verzondenOp: null, fout: null } as const;
    const kopie = { ...bericht, ...begin, id: undefined, sleutel, aangemaaktOp: nu, verzendenOp: nu };
    return m.save(m.create(Bericht, kopie));
  }

  /** Two at once would both take the same number, so the first mail of this meaning is locked. */
  private async volgende(m: EntityManager, { sleutel }: Bericht): Promise<number> {
    const basis = basisVan(sleutel);
    await m.query('SELECT id FROM bericht WHERE sleutel = $1 FOR UPDATE', [basis]);
    const [row] = await m.query<{ aantal: number }[]>(
      `SELECT count(*)::int AS aantal FROM (${keren('$1::text')}) keer`,
      [basis + herverzending],
    );
    return row!.aantal + 1;
  }
}
