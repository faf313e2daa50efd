import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import type { Wijzigingen } from '../audit/auditcodes.rules.js';
import { AuditService } from '../audit/audit.service.js';
import type { Wie } from '../toegang/wie.js';
import { changes } from '../platform/records.js';
import { Clock } from '../platform/clock/clock.js';
import { Opleiding, OpleidingVersie } from './opleiding.entity.js';

export interface VersieInLijst {
  nummer: number;
  geldigTot: Date;
  gepubliceerd: boolean;
}

/**
 * Earlier versions of opleidingen: kept by the one step that changes an opleiding, so that none is ever lost, and read.
 * Only a version that was published then is for everybody.
 */
@Injectable()
export class VersiesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditService,
  ) {}

  /**
   * A step: keeps `oud` as it was, changes it, and notes who did so. A value that is no longer what the demo invented
   * is no longer marked as invented.
   * @param oud locked, as it stands now.
   * @param nieuw columns; what is left out stays.
   * @returns the opleiding as it is now; `oud` itself when nothing differs.
   */
  async wijzig(m: EntityManager, wie: Wie, oud: Opleiding, nieuw: Partial<Opleiding>): Promise<Opleiding> {
    const velden = changes(oud, nieuw);
    const namen = Object.keys(velden);
    if (namen.length === 0) return oud;
    const { id, ...gegevens } = oud;
    const geldigTot = this.clock.now();
    await m.insert(OpleidingVersie, { opleidingId: id, nummer: oud.versie, geldigTot, gegevens });
    const waarden = Object.fromEntries(Object.entries(velden).map(([veld, { naar }]) => [veld, naar]));
    const voorbeeldvelden = oud.voorbeeldvelden.filter((veld) => !namen.includes(veld));
    await m.update(Opleiding, { id }, { voorbeeldvelden, ...waarden, versie: oud.versie + 1 });
    await this.audit.noteer(m, {
      wie,
      code: 'opleiding.gewijzigd',
      onderwerp: { soort: 'opleiding', id },
      gegevens: { velden: await leesbaar(m, velden) },
    });
    return m.findOneByOrFail(Opleiding, { id });
  }

  /** Newest first. */
  async van(opleidingId: string, openbaar: boolean, skip = 0, take = 200): Promise<VersieInLijst[]> {
    return this.dataSource.query<VersieInLijst[]>(
      `SELECT nummer, geldig_tot AS "geldigTot", (gegevens->>'gepubliceerd')::boolean AS gepubliceerd
         FROM opleiding_versie
        WHERE opleiding_id = $1 AND (NOT $2::boolean OR (gegevens->>'gepubliceerd')::boolean)
        ORDER BY nummer DESC OFFSET $3 LIMIT $4`,
      [opleidingId, openbaar, skip, take],
    );
  }

  async tel(opleidingId: string, openbaar: boolean): Promise<number> {
    const [row] = await this.dataSource.query<{ n: number }[]>(
      `SELECT count(*)::integer AS n FROM opleiding_versie
        WHERE opleiding_id = $1 AND (NOT $2::boolean OR (gegevens->>'gepubliceerd')::boolean)`,
      [opleidingId, openbaar],
    );
    return row!.n;
  }

  /** @param nummer as it stands in an address; what is no number does not exist. */
  async een(opleidingId: string, nummer: string, openbaar: boolean): Promise<OpleidingVersie | null> {
    if (!/^[1-9]\d{0,8}$/.test(nummer)) return null;
    const waar = { opleidingId, nummer: Number(nummer) };
    const versie = await this.dataSource.manager.findOneBy(OpleidingVersie, waar);
    return versie && (versie.gegevens.gepubliceerd || !openbaar) ? versie : null;
  }

  /**
   * The number of what everybody could read at that moment; null when that is how it still stands, or it was hidden.
   * @param code of the opleiding.
   */
  async opMoment(code: string, moment: Date): Promise<number | null> {
    const [row] = await this.dataSource.query<{ nummer: number; gepubliceerd: boolean }[]>(
      `SELECT v.nummer, (v.gegevens->>'gepubliceerd')::boolean AS gepubliceerd
         FROM opleiding o JOIN opleiding_versie v ON v.opleiding_id = o.id
        WHERE o.code = $1 AND v.geldig_tot > $2
        ORDER BY v.nummer LIMIT 1`,
      [code, moment],
    );
    return row?.gepubliceerd ? row.nummer : null;
  }
}

/** An id tells a reader nothing, and a list is read with commas. */
async function leesbaar(m: EntityManager, { vervolgOpId, ...rest }: Wijzigingen): Promise<Wijzigingen> {
  const velden = Object.entries(rest).map(([veld, { van, naar }]) => [
    veld,
    { van: zonderHaken(van), naar: zonderHaken(naar) },
  ]);
  if (!vervolgOpId) return Object.fromEntries(velden) as Wijzigingen;
  const { van, naar } = vervolgOpId as Record<'van' | 'naar', string | null>;
  const vorige = await m.findBy(Opleiding, { id: In([van, naar].filter((id) => id !== null)) });
  const code = (id: string | null) => vorige.find((o) => o.id === id)?.code ?? null;
  return {
    ...(Object.fromEntries(velden) as Wijzigingen),
    vervolgOp: { van: code(van), naar: code(naar) },
  };
}

const zonderHaken = (waarde: unknown): unknown => (Array.isArray(waarde) ? waarde.join(', ') : waarde);
