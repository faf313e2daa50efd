import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditService } from '../../audit/audit.service.js';
import type { Wie } from '../../toegang/wie.js';
import { Clock } from '../../platform/clock/clock.js';
import { Certificaat, type Certificaatgegevens } from './certificaat.entity.js';
import { tekensOntbreken } from '../certificering.errors.js';
import { nietTeDrukken } from './druktekens.js';
import { neemNummers, nieuweControlecode, nummerVan } from './nummers.js';

/** A certificaat to be. */
export interface NieuwCertificaat {
  uitreikingId: string;
  aanmeldingId: string;
  gegevens: Certificaatgegevens;
  /** The one that it comes after. */
  vervangt?: { id: string; versie: number; naamOpenbaarOp: Date | null };
}

/** Steps on certificaten, in the transaction of a use case. */
@Injectable()
export class Certificaatstappen {
  constructor(
    private readonly clock: Clock,
    private readonly audit: AuditService,
  ) {}

  /**
   * Gives out numbers of the year of the ceremony, in the given order, and writes the certificaten. Do this last: the
   * counter of the year stays locked until the transaction ends.
   * @throws DomainError `teken-ontbreekt` when one of them could never be printed.
   */
  async geefUit(m: EntityManager, wie: Wie, nieuwe: readonly NieuwCertificaat[]): Promise<Certificaat[]> {
    const [eerste] = nieuwe;
    if (!eerste) return [];
    const mis = nietTeDrukken(nieuwe.flatMap(({ gegevens: g }) => [g.naam, g.opleiding, g.plaats, g.niveau]));
    if (mis) throw tekensOntbreken(mis);
    const jaar = Number(eerste.gegevens.datum.slice(0, 4));
    const nummers = await neemNummers(m, jaar, nieuwe.length);
    const rijen = nieuwe.map((nieuw, i) => this.rij(nieuw, jaar, nummers[i]!));
    await m.insert(Certificaat, rijen);
    await this.audit.noteerAlle(
      m,
      rijen.map(({ aanmeldingId, nummer, leerjaar }) => ({
        wie,
        code: 'certificaat.uitgereikt' as const,
        onderwerp: { soort: 'aanmelding' as const, id: aanmeldingId },
        gegevens: { nummer, leerjaar },
      })),
    );
    return rijen;
  }

  private rij(nieuw: NieuwCertificaat, jaar: number, volgnummer: number): Certificaat {
    const { uitreikingId, aanmeldingId, gegevens, vervangt } = nieuw;
    return Object.assign(new Certificaat(), {
      jaar,
      volgnummer,
      nummer: nummerVan(jaar, volgnummer),
      controlecode: nieuweControlecode(),
      uitreikingId,
      aanmeldingId,
      leerjaar: gegevens.leerjaar,
      versie: (vervangt?.versie ?? 0) + 1,
      vervangtId: vervangt?.id ?? null,
      vervangenOp: null,
      gegevens,
      uitgereiktOp: this.clock.now(),
      ingetrokkenOp: null,
      intrekkingsreden: null,
      naamOpenbaarOp: vervangt?.naamOpenbaarOp ?? null,
    });
  }
}
