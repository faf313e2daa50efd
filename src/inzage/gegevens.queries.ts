import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { namenBij } from '../audit/audit.queries.js';
import type { Auditcodes } from '../audit/auditcodes.rules.js';
import { gebeurtenis } from '../audit/geschiedenis.rules.js';
import { isGeheim } from '../berichten/berichten.rules.js';
import { persoonOnbekend } from '../personen/personen.errors.js';
import { Clock } from '../platform/clock/clock.js';
import { Persoon } from '../toegang/persoon.entity.js';
import { gegevenssoorten, zonderGeheimen } from './gegevens.rules.js';
import { type Gegevensregel, ZOEK } from './soorten.rules.js';

/** Everything that we hold of one person, by the name of its kind. */
export interface Dossier {
  persoon: Persoon;
  opgehaaldOp: Date;
  gegevens: Record<string, Gegevensregel[]>;
}

/** Collects what we hold of somebody; it changes nothing, and asks each table only for what is theirs. */
@Injectable()
export class GegevensQueries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * The record that this one became part of, or else itself.
   * @throws DomainError `persoon-onbekend`, also when nobody knows any more who it was.
   */
  async persoon(id: string): Promise<Persoon> {
    const { manager } = this.dataSource;
    const gevonden = await manager.findOneBy(Persoon, { id });
    if (!gevonden || gevonden.gewistOp) throw persoonOnbekend();
    const { samengevoegdMetId } = gevonden;
    return samengevoegdMetId ? manager.findOneByOrFail(Persoon, { id: samengevoegdMetId }) : gevonden;
  }

  /** @throws DomainError `persoon-onbekend` */
  async verzamel(id: string): Promise<Dossier> {
    const persoon = await this.persoon(id);
    const opgehaaldOp = this.clock.now();
    const gegevens: Dossier['gegevens'] = {};
    for (const { naam, sql } of gegevenssoorten) {
      const rows = await this.dataSource.query<Gegevensregel[]>(`${ZOEK} ${sql}`, [persoon.id, opgehaaldOp]);
      gegevens[naam] = await this.leesbaar(rows);
    }
    return { persoon, opgehaaldOp, gegevens };
  }

  private async leesbaar(rows: Gegevensregel[]): Promise<Gegevensregel[]> {
    if (rows.some(isAuditregel)) return this.inWoorden(rows as unknown as Auditgegeven[]);
    return rows.map((row) => ('bijlagen' in row ? zonderLinks(row) : row));
  }

  private async inWoorden(rows: Auditgegeven[]): Promise<Gegevensregel[]> {
    const namen = await namenBij(
      this.dataSource,
      rows.map(({ gegevens }) => gegevens),
    );
    return rows.map(({ op, code, gegevens, ...rest }) => ({
      op,
      wat: gebeurtenis({ code, gegevens, namen }),
      ...rest,
      code,
      gegevens,
    }));
  }
}

interface Auditgegeven extends Gegevensregel {
  op: Date;
  code: keyof Auditcodes;
  gegevens: Record<string, unknown>;
}

const isAuditregel = (row: Gegevensregel): boolean => 'code' in row && 'gegevens' in row;

/** A mail that lets somebody in shows no text at all. */
function zonderLinks(bericht: Gegevensregel): Gegevensregel {
  const { soort, tekst, bijlagen } = bericht as { soort: string; tekst: string; bijlagen: Bijlagedeel[] };
  return {
    ...bericht,
    tekst: isGeheim(soort) ? null : zonderGeheimen(tekst),
    bijlagen: bijlagen.map((bijlage) => ({ ...bijlage, inhoud: zonderGeheimen(bijlage.inhoud) })),
  };
}

type Bijlagedeel = { naam: string; inhoud: string };
