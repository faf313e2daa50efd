import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Wie } from '../audit/wie.js';
import { Clock } from '../platform/clock/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { Persoon } from '../toegang/persoon.entity.js';
import { Bericht } from './bericht.entity.js';
import { berichtGewist, berichtNietGevonden, berichtNietMislukt } from './berichten.errors.js';
import { basisVan, herverzending, isGeheim, keren } from './berichten.rules.js';

/** What the academie does about a mail that has left, or could not: send it once more, or let it be. */
@Injectable()
export class HerverzendenService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditService,
  ) {}

  /**
   * A new row with the same content, so that both stay to be seen. It goes to where the person reads now: an address
   * that was corrected is the commonest reason to send again.
   * @returns the new bericht.
   * @throws bericht-niet-gevonden, bericht-gewist
   */
  herverzend(wie: Wie, id: string): Promise<Bericht> {
    return inTransaction(this.dataSource, async (m) => {
      const bericht = await m.findOneBy(Bericht, { id });
      if (!bericht) throw berichtNietGevonden();
      if (bericht.gewistOp) throw berichtGewist();
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

  /**
   * A mail that failed and that nobody will send again: it stays to be read, with its error, and asks for nothing more.
   * @throws bericht-niet-gevonden, bericht-niet-mislukt
   */
  laatRusten(wie: Wie, id: string): Promise<void> {
    return inTransaction(this.dataSource, async (m) => {
      const bericht = await m.findOne(Bericht, { where: { id }, lock: { mode: 'for_no_key_update' } });
      if (!bericht) throw berichtNietGevonden();
      if (bericht.status === 'vervallen') return;
      if (bericht.status !== 'mislukt') throw berichtNietMislukt();
      await m.update(Bericht, { id }, { status: 'vervallen' });
      const onderwerp = { soort: 'bericht', id } as const;
      await this.audit.noteer(m, { wie, code: 'bericht.losgelaten', onderwerp, gegevens: {} });
    });
  }

  private async kopieer(m: EntityManager, bericht: Bericht): Promise<Bericht> {
    const sleutel = `${basisVan(bericht.sleutel)}${herverzending}${await this.volgende(m, bericht)}`;
    const nu = this.clock.now();
    const begin = { status: 'wacht', pogingen: 0, bezigTot: null, verzondenOp: null, fout: null } as const;
    const aan = await this.adresVoor(m, bericht);
    const kopie = { ...bericht, ...begin, aan, id: undefined, sleutel, aangemaaktOp: nu, verzendenOp: nu };
    return m.save(m.create(Bericht, kopie));
  }

  /** A mail without a person went to a bestuur or to the academie; a link that logs in was for that one mailbox. */
  private async adresVoor(m: EntityManager, { aan, persoonId, soort }: Bericht): Promise<string> {
    if (!persoonId || isGeheim(soort)) return aan;
    const persoon = await m.findOneByOrFail(Persoon, { id: persoonId });
    const { samengevoegdMetId } = persoon;
    const nu = samengevoegdMetId ? await m.findOneByOrFail(Persoon, { id: samengevoegdMetId }) : persoon;
    return nu.email;
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
