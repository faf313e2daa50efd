import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull, LessThan } from 'typeorm';
import { Clock } from '../../platform/clock/clock.js';
import { inSteps, RehearsalStopped } from '../../platform/database/rehearsal.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { DomainError } from '../../platform/errors/domain-error.js';
import type { Wie } from '../../toegang/wie.js';
import type { Catalogusbestand } from './catalogus-bestand.dto.js';
import { CatalogusImportService } from './catalogus-import.service.js';
import {
  bestuurregels,
  cohortregels,
  opleidingregels,
  schoolregels,
  vakantieregels,
} from './catalogus-records.queries.js';
import { type Bestandsstand, verschillen, vooruitzichtVan } from './catalogus-vooruitzicht.rules.js';
import { type GelezenCatalogus, leesCatalogus, tekstUit } from './catalogus-yaml.rules.js';
import {
  bestandOnbruikbaar,
  catalogusAlIngelezen,
  catalogusOnbekend,
  catalogusVeranderd,
} from './catalogusbestand.errors.js';
import { Cataloguslezing } from './cataloguslezing.entity.js';

const DAG = 24 * 60 * 60 * 1000;
/** Bytes that are read while others wait for their page: about 2,500 cohorten. */
const GROOTSTE = 1024 * 1024;

type Vooruitgezien = Pick<Cataloguslezing, 'vooruitzicht' | 'kenmerk'>;

/** A catalogue file by upload: first shown, and then just that is done or nothing. */
@Injectable()
export class CataloguslezingenService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly catalogus: CatalogusImportService,
  ) {}

  /**
   * Reads a file and says what it would change; what was read is kept for a day.
   * @returns the id of what was read. @throws DomainError `catalogus-geweigerd` with every error in the file.
   */
  async lees(wie: Wie, bestand: string, bytes: Uint8Array): Promise<string> {
    if (bytes.length > GROOTSTE)
      throw bestandOnbruikbaar(
        'Dit bestand is groter dan 1 MB. Verdeel het over meer bestanden, of laat het op de server inlezen met npm run importeer.',
      );
    const tekst = tekstUit(bytes);
    const gezien = await this.kijkVooruit(wie, await leesCatalogus(tekst));
    return inTransaction(this.dataSource, async (m) => {
      const gelezenOp = this.clock.now();
      const oud = LessThan(new Date(gelezenOp.getTime() - DAG));
      await m.delete(Cataloguslezing, { uitgevoerdOp: IsNull(), gelezenOp: oud });
      return (await m.save(m.create(Cataloguslezing, { bestand, tekst, ...gezien, gelezenOp }))).id;
    });
  }

  /** @throws DomainError `catalogus-onbekend` */
  async vind(id: string, m: EntityManager = this.dataSource.manager): Promise<Cataloguslezing> {
    const lezing = await m.findOneBy(Cataloguslezing, { id });
    if (!lezing) throw catalogusOnbekend();
    return lezing;
  }

  /**
   * Does what was shown.
   * @throws DomainError `catalogus-onbekend`, `catalogus-al-ingelezen`, `catalogus-geweigerd`, and `catalogus-veranderd`
   *   when it would do something else by now: then nothing is done, and what it would do is shown from now on.
   */
  async voerUit(wie: Wie, id: string): Promise<void> {
    const gelezen = await leesCatalogus((await this.vind(id)).tekst);
    try {
      await inTransaction(this.dataSource, (m) => this.voerGetoondUit(m, wie, id, gelezen));
    } catch (fout) {
      if (fout instanceof DomainError && fout.code === 'catalogus-veranderd') {
        const gezien = await this.kijkVooruit(wie, gelezen);
        await this.dataSource.manager.update(Cataloguslezing, id, gezien as object);
      }
      throw fout;
    }
  }

  private async voerGetoondUit(
    m: EntityManager,
    wie: Wie,
    id: string,
    gelezen: GelezenCatalogus,
  ): Promise<void> {
    const lezing = await m.findOne(Cataloguslezing, { where: { id }, lock: { mode: 'for_no_key_update' } });
    if (!lezing) throw catalogusOnbekend();
    if (lezing.uitgevoerdOp) throw catalogusAlIngelezen();
    if ((await this.verwerk(m, wie, gelezen)).kenmerk !== lezing.kenmerk) throw catalogusVeranderd();
    await m.update(Cataloguslezing, id, { uitgevoerdOp: this.clock.now(), tekst: '' });
  }

  /** Does it all and undoes it again, so that what is shown is what is done. */
  private async kijkVooruit(wie: Wie, gelezen: GelezenCatalogus): Promise<Vooruitgezien> {
    try {
      return await inSteps(this.dataSource, true, (stap) => stap((m) => this.verwerk(m, wie, gelezen)));
    } catch (fout) {
      if (fout instanceof RehearsalStopped) throw new DomainError('conflict', 'proef-gestopt', fout.message);
      throw fout;
    }
  }

  /** A step: reads it in, and tells what that changed. */
  private async verwerk(m: EntityManager, wie: Wie, gelezen: GelezenCatalogus): Promise<Vooruitgezien> {
    const voor = await standVan(m, gelezen.bestand);
    await this.catalogus.verwerkGelezen(m, wie, gelezen);
    const regels = verschillen(voor, await standVan(m, gelezen.bestand));
    return {
      vooruitzicht: vooruitzichtVan(regels),
      kenmerk: createHash('sha256').update(JSON.stringify(regels)).digest('hex'),
    };
  }
}

/** What the database has of all that a file may touch. */
async function standVan(m: EntityManager, bestand: Catalogusbestand): Promise<Bestandsstand> {
  const codes = (bestand.cohorten ?? []).map(({ code }) => code);
  const opleidingen = new Set((bestand.opleidingen ?? []).map(({ code }) => code));
  return {
    besturen: bestand.besturen ? await bestuurregels(m) : [],
    scholen: bestand.scholen ? await schoolregels(m) : [],
    vakanties: bestand.vakanties ? await vakantieregels(m) : [],
    opleidingen: (await opleidingregels(m)).filter(({ code }) => opleidingen.has(String(code))),
    cohorten: await cohortregels(m, codes, true),
  };
}
