import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import type { Wijzigingen } from '../audit/auditcodes.rules.js';
import { AuditService } from '../audit/audit.service.js';
import type { Wie } from '../toegang/wie.js';
import { changes } from '../platform/changes.js';
import { Clock } from '../platform/clock/clock.js';
import { OpleidingVersie } from './opleiding-versie.entity.js';
import { Opleiding } from './opleiding.entity.js';

/** The one step that changes an opleiding, so that what it said before is never lost. */
@Injectable()
export class VersiesService {
  constructor(
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
