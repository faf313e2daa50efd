import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PlaatsenService } from '../cohorten/plaatsen.service.js';
import { Clock } from '../platform/clock/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { WachtlijstService } from './wachtlijst.service.js';
import { IN_NEEMT_AANMELDINGEN } from '../cohorten/standen.js';

const TE_DOEN = `
  SELECT c.id FROM cohort c
   WHERE EXISTS (SELECT 1 FROM aanmelding a
                  WHERE a.cohort_id = c.id AND a.status = 'voorlopig' AND a.vervalt_op <= $1)
      OR (c.status ${IN_NEEMT_AANMELDINGEN}
          AND EXISTS (SELECT 1 FROM aanmelding a WHERE a.cohort_id = c.id AND a.status = 'wachtlijst'
                       AND NOT a.beperkt AND NOT a.wacht_op @> ARRAY['emailbevestiging'])
          AND c.capaciteit > (SELECT count(*) FROM aanmelding a
                               WHERE a.cohort_id = c.id AND a.plaatsnummer IS NOT NULL)
          AND NOT EXISTS (SELECT 1 FROM bijeenkomst b WHERE b.cohort_id = c.id AND b.begint <= $1))
   ORDER BY c.id`;

class Proef extends Error {}

/** Task `wachtlijst`: what every freeing transaction does at once is done again here, for whatever slipped through. */
@Injectable()
export class WachtlijstTaak {
  readonly naam = 'wachtlijst';
  readonly omschrijving = 'Laat verlopen plaatsen vrijkomen en biedt vrije plaatsen aan de wachtlijst aan';
  private readonly logger = new Logger('WachtlijstTaak');

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly plaatsen: PlaatsenService,
    private readonly wachtlijst: WachtlijstService,
  ) {}

  /** Each cohort in its own transaction; with `proef` each is undone again. One that fails does not stop the others. */
  async voerUit({ proef }: { proef: boolean }): Promise<{ aantal: number; regels: string[] }> {
    const cohorten = await this.dataSource.query<{ id: string }[]>(TE_DOEN, [this.clock.now()]);
    const regels: string[] = [];
    const fouten: unknown[] = [];
    for (const { id } of cohorten) {
      try {
        regels.push(...(await this.werkBij(id, proef)));
      } catch (fout) {
        this.logger.error(`cohort ${id}: ${String(fout)}`);
        fouten.push(fout);
      }
    }
    if (fouten.length > 0)
      throw new AggregateError(fouten, `${fouten.length} van ${cohorten.length} cohorten mislukt`);
    return { aantal: regels.length, regels };
  }

  private async werkBij(cohortId: string, proef: boolean): Promise<string[]> {
    let regels: string[] = [];
    try {
      await inTransaction(this.dataSource, async (m) => {
        const stand = await this.plaatsen.vergrendelEen(m, cohortId);
        const gewijzigd = await this.wachtlijst.werkBij(m, stand);
        regels = gewijzigd.map((a) => `${stand.cohort.code}: aanmelding ${a.id} wordt ${a.status}`);
        if (proef) throw new Proef();
      });
    } catch (fout) {
      if (!(fout instanceof Proef)) throw fout;
    }
    return regels;
  }
}
