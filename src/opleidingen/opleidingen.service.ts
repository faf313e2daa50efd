import { Injectable } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Wie } from '../audit/wie.js';
import { changes } from '../platform/changes.js';
import { violates } from '../platform/database/sql-error.js';
import { inTransaction } from '../platform/database/transaction.js';
import type { NieuweOpleidingDto, OpleidinggegevensDto, WijzigOpleidingDto } from './opleidingen.dto.js';
import { opleidingOnbekend, opleidingscodeBestaat, vervolgOpOnbekend } from './opleidingen.errors.js';
import { Opleiding } from './opleiding.entity.js';

/** Keeping the catalogue. */
@Injectable()
export class OpleidingenService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
  ) {}

  async maak(wie: Wie, dto: NieuweOpleidingDto): Promise<Opleiding> {
    try {
      return await inTransaction(this.dataSource, async (m) => {
        const { id } = await m.save(Opleiding, {
          ...(await this.kolommen(m, dto)),
          code: dto.code,
        } as Opleiding);
        await this.audit.noteer(m, {
          wie,
          code: 'opleiding.gemaakt',
          onderwerp: { soort: 'opleiding', id },
          gegevens: { code: dto.code },
        });
        return m.findOneByOrFail(Opleiding, { id });
      });
    } catch (error) {
      throw violates(error, 'opleiding_code_key') ? opleidingscodeBestaat(dto.code) : error;
    }
  }

  wijzig(wie: Wie, code: string, dto: WijzigOpleidingDto): Promise<Opleiding> {
    return inTransaction(this.dataSource, async (m) => {
      const oud = await m.findOne(Opleiding, { where: { code }, lock: { mode: 'pessimistic_write' } });
      if (!oud) throw opleidingOnbekend();
      const velden = changes(oud, await this.kolommen(m, dto));
      if (Object.keys(velden).length === 0) return oud;
      const nieuw = Object.fromEntries(Object.entries(velden).map(([veld, { naar }]) => [veld, naar]));
      await m.update(Opleiding, { id: oud.id }, nieuw);
      const onderwerp = { soort: 'opleiding' as const, id: oud.id };
      await this.audit.noteer(m, { wie, code: 'opleiding.gewijzigd', onderwerp, gegevens: { velden } });
      return m.findOneByOrFail(Opleiding, { id: oud.id });
    });
  }

  /** Codes by id of the opleidingen that these follow, in one statement. */
  async vervolgcodes(opleidingen: Opleiding[]): Promise<Map<string | null, string>> {
    const ids = opleidingen.flatMap(({ vervolgOpId }) => (vervolgOpId ? [vervolgOpId] : []));
    const vorige = await this.dataSource.manager.findBy(Opleiding, { id: In(ids) });
    return new Map(vorige.map(({ id, code }) => [id, code]));
  }

  private async kolommen(m: EntityManager, dto: OpleidinggegevensDto): Promise<Partial<Opleiding>> {
    const { vervolgOp, omschrijving, ...rest } = dto;
    const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
    return {
      ...given,
      ...(omschrijving === undefined ? {} : { omschrijving: omschrijving ?? '' }),
      ...(vervolgOp === undefined ? {} : { vervolgOpId: await this.idVan(m, vervolgOp) }),
    };
  }

  private async idVan(m: EntityManager, code: string | null): Promise<string | null> {
    if (code === null) return null;
    const vorige = await m.findOneBy(Opleiding, { code });
    if (!vorige) throw vervolgOpOnbekend(code);
    return vorige.id;
  }
}
