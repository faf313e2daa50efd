import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, LessThan, IsNull, type EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { inSteps } from '../platform/database/rehearsal.js';
import { inTransaction } from '../platform/database/transaction.js';
import { DomainError } from '../platform/errors/domain-error.js';
import { byName } from '../platform/records.js';
import type { Wie } from '../toegang/wie.js';
import { duoAlIngelezen, duoOnbekend, duoVeranderd } from './besturen.errors.js';
import { bestuursnaam } from './besturen.rules.js';
import { Bestuur } from './bestuur.entity.js';
import { type Duobron, DuoImportService, type Duoverslag } from './duo-import.service.js';
import { Duolezing, type Duolijst, type Duoregel, type Duovooruitzicht } from './duolezing.entity.js';

const SOORTEN = ['nieuw', 'gewijzigd', 'heropend', 'gesloten'] as const;
const EERSTE = 25;
const DAG = 24 * 60 * 60 * 1000;

type Vooruitgezien = Pick<Duolezing, 'vooruitzicht' | 'kenmerk'>;

/** Lists of DUO by upload: first shown, and then just that is done or nothing. */
@Injectable()
export class DuolezingenService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly duo: DuoImportService,
  ) {}

  /**
   * Reads the files and says what they would change; what was read is kept for a day.
   * @returns the id of what was read. @throws DomainError `duo-geweigerd` naming every error in every row.
   */
  async lees(wie: Wie, bronnen: readonly Duobron[], peildatum?: string): Promise<string> {
    const lijsten = this.duo.lees(bronnen, peildatum);
    const gezien = await this.kijkVooruit(wie, lijsten);
    return inTransaction(this.dataSource, async (m) => {
      const nu = this.clock.now();
      const oud = LessThan(new Date(nu.getTime() - DAG));
      await m.delete(Duolezing, { uitgevoerdOp: IsNull(), gelezenOp: oud });
      return (await m.save(m.create(Duolezing, { lijsten, ...gezien, gelezenOp: nu }))).id;
    });
  }

  /** @throws DomainError `duo-onbekend` */
  async vind(id: string, m: EntityManager = this.dataSource.manager): Promise<Duolezing> {
    const lezing = await m.findOneBy(Duolezing, { id });
    if (!lezing) throw duoOnbekend();
    return lezing;
  }

  /**
   * Does what was shown.
   * @throws DomainError `duo-onbekend`, `duo-al-ingelezen`, `duo-geweigerd`, and `duo-veranderd` when it would do something
   *   else by now: then nothing is done, and what it would do is shown from now on.
   */
  async voerUit(wie: Wie, id: string): Promise<void> {
    try {
      await inTransaction(this.dataSource, (m) => this.voerGetoondUit(m, wie, id));
    } catch (fout) {
      if (fout instanceof DomainError && fout.code === 'duo-veranderd') await this.kijkOpnieuw(wie, id);
      throw fout;
    }
  }

  private async voerGetoondUit(m: EntityManager, wie: Wie, id: string): Promise<void> {
    const lezing = await m.findOne(Duolezing, { where: { id }, lock: { mode: 'for_no_key_update' } });
    if (!lezing) throw duoOnbekend();
    if (lezing.uitgevoerdOp) throw duoAlIngelezen();
    const verslag = await this.duo.voerUit(m, wie, lezing.lijsten);
    if ((await vooruitzichtVan(m, lezing.lijsten, verslag)).kenmerk !== lezing.kenmerk) throw duoVeranderd();
    await m.update(Duolezing, id, { uitgevoerdOp: this.clock.now(), lijsten: [] });
  }

  private async kijkOpnieuw(wie: Wie, id: string): Promise<void> {
    const lezing = await this.vind(id);
    await this.dataSource.manager.save(Object.assign(lezing, await this.kijkVooruit(wie, lezing.lijsten)));
  }

  /** Does it all and undoes it again, so that what is shown is what is done. */
  private kijkVooruit(wie: Wie, lijsten: Duolijst[]): Promise<Vooruitgezien> {
    return inSteps(this.dataSource, true, (stap) =>
      stap(async (m) => vooruitzichtVan(m, lijsten, await this.duo.voerUit(m, wie, lijsten))),
    );
  }
}

async function vooruitzichtVan(
  m: EntityManager,
  lijsten: readonly Duolijst[],
  { regels, peildatums, gelijk, besturen }: Duoverslag,
): Promise<Vooruitgezien> {
  const namen = new Map((await m.find(Bestuur)).map((bestuur) => [bestuur.id, bestuursnaam(bestuur)]));
  const getoond = regels.map((regel) => metNaamVanBestuur(regel, namen));
  const van = (soort: Duoregel['soort']) => getoond.filter((regel) => regel.soort === soort);
  const vooruitzicht: Duovooruitzicht = {
    bestanden: lijsten.map(({ naam }) => naam),
    ...{ peildatums, gelijk, besturen },
    aantallen: byName(SOORTEN, (soort) => van(soort).length),
    eerste: byName(SOORTEN, (soort) => van(soort).slice(0, EERSTE)),
  };
  return {
    vooruitzicht,
    kenmerk: createHash('sha256')
      .update(JSON.stringify([getoond, gelijk, besturen]))
      .digest('hex'),
  };
}

/** A bestuur that is new has another id each time that it is tried. */
function metNaamVanBestuur(
  { id: _id, velden, ...rest }: Duoregel,
  namen: ReadonlyMap<string, string>,
): Omit<Duoregel, 'id'> {
  const { bestuurId, geslotenOp: _dag, ...andere } = velden;
  const naam = (id: unknown): string => (typeof id === 'string' ? (namen.get(id) ?? id) : 'geen');
  const bestuur = bestuurId && { bestuur: { van: naam(bestuurId.van), naar: naam(bestuurId.naar) } };
  // Kept lists come back with their fields in another order.
  const gesorteerd = Object.entries({ ...andere, ...bestuur }).sort(([a], [b]) => a.localeCompare(b));
  return { ...rest, velden: Object.fromEntries(gesorteerd) };
}
