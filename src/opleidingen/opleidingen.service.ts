import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { opVolgorde } from '../besturen/standen.js';
import type { Wie } from '../toegang/wie.js';
import { violates } from '../platform/database/sql-error.js';
import { inTransaction } from '../platform/database/transaction.js';
import { Opleiding, OpleidingVersie } from './opleiding.entity.js';
import type { NieuweOpleidingDto, OpleidinggegevensDto, WijzigOpleidingDto } from './opleidingen.dto.js';
import {
  opleidingGewijzigd,
  opleidingOnbekend,
  opleidingOngeldig,
  opleidingscodeBestaat,
  vervolgInKring,
  vervolgOpOnbekend,
} from './opleidingen.errors.js';
import { verschillen } from './velden.rules.js';
import { VersiesService } from './versies.service.js';
import { strijdigeVelden, vindDoelgroep, zelfdeVerzameling } from './opleidingen.rules.js';

/** Keeping the catalogue. */
@Injectable()
export class OpleidingenService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly versies: VersiesService,
    private readonly audit: AuditService,
  ) {}

  /** @throws DomainError `opleidingscode-bestaat`, or `ongeldig` with every field that does not fit. */
  async maak(wie: Wie, dto: NieuweOpleidingDto): Promise<Opleiding> {
    try {
      return await inTransaction(this.dataSource, async (m) => {
        const nieuw = m.create(Opleiding, { ...leeg, ...(await opleidingskolommen(m, dto)), code: dto.code });
        controleer(nieuw);
        const { id } = await m.save(Opleiding, nieuw);
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

  /**
   * What is left out stays; what it said before is kept as a version.
   * @throws DomainError `opleiding-gewijzigd` when `versie` is given and no longer the present one, with what the other
   * changed; `ongeldig` with every field that does not fit.
   */
  wijzig(wie: Wie, code: string, { versie, ...dto }: WijzigOpleidingDto): Promise<Opleiding> {
    return inTransaction(this.dataSource, async (m) => {
      const oud = await m.findOne(Opleiding, { where: { code }, lock: { mode: 'pessimistic_write' } });
      if (!oud) throw opleidingOnbekend();
      if (versie !== undefined && versie !== oud.versie) throw await this.gewijzigd(m, oud, versie);
      const nieuw = await opleidingskolommen(m, dto, oud);
      controleer({ ...oud, ...nieuw });
      return this.versies.wijzig(m, wie, oud, nieuw);
    });
  }

  /** Codes by id of the opleidingen that these follow, in one statement. */
  vervolgcodes(opleidingen: Pick<Opleiding, 'vervolgOpId'>[]): Promise<Map<string | null, string>> {
    return codesVan(this.dataSource.manager, opleidingen);
  }

  private async gewijzigd(m: EntityManager, nu: Opleiding, versie: number): Promise<Error> {
    const basis = await m.findOneBy(OpleidingVersie, { opleidingId: nu.id, nummer: versie });
    if (!basis) return opleidingGewijzigd([]);
    const codes = await codesVan(m, [basis.gegevens, nu]);
    const fouten = verschillen(basis.gegevens, nu, codes).map((verschil) => ({
      veld: verschil.naam,
      melding: `${verschil.label}: was ${verschil.was}, is nu ${verschil.nu}.`,
    }));
    return opleidingGewijzigd(fouten);
  }
}

/** What the check needs to know of an opleiding in which it was not filled in. */
const leeg = { externUrl: null, peiling: false, studielastUren: null, contacturen: null };

function controleer(opleiding: Opleiding): void {
  const fouten = strijdigeVelden(opleiding);
  if (fouten.length > 0) throw opleidingOngeldig(fouten);
}

async function codesVan(
  m: EntityManager,
  opleidingen: Pick<Opleiding, 'vervolgOpId'>[],
): Promise<Map<string | null, string>> {
  const ids = opleidingen.flatMap(({ vervolgOpId }) => (vervolgOpId ? [vervolgOpId] : []));
  const vorige = await m.findBy(Opleiding, { id: In(ids) });
  return new Map(vorige.map(({ id, code }) => [id, code]));
}

/**
 * The columns that a request fills; what it leaves out is left out here.
 * @param oud the opleiding that changes, or nothing for a new one.
 * @throws DomainError for an unknown doelgroep or opleiding.
 */
async function opleidingskolommen(
  m: EntityManager,
  { vervolgOp, omschrijving, doelgroepen, sectoren, ...rest }: OpleidinggegevensDto,
  oud?: Opleiding,
): Promise<Partial<Opleiding>> {
  const gegeven = Object.fromEntries(Object.entries(rest).filter(([, waarde]) => waarde !== undefined));
  return {
    ...gegeven,
    ...(omschrijving === undefined ? {} : { omschrijving: omschrijving ?? '' }),
    ...(doelgroepen === undefined ? {} : { doelgroepen: doelgroepcodes(doelgroepen, oud) }),
    ...(sectoren === undefined ? {} : { sectoren: opVolgorde(sectoren) }),
    ...(vervolgOp === undefined ? {} : { vervolgOpId: await vorigeVan(m, vervolgOp, oud) }),
  };
}

/** By code, name or synonym; in the order in which they stood when they are the same ones. */
function doelgroepcodes(namen: string[], oud?: Opleiding): string[] {
  const onbekend = namen.filter((naam) => !vindDoelgroep(naam));
  if (onbekend.length > 0)
    throw opleidingOngeldig([
      { veld: 'doelgroepen', melding: `Deze doelgroep kennen we niet: ${onbekend.join(', ')}.` },
    ]);
  const codes = [...new Set(namen.map((naam) => vindDoelgroep(naam)!.code))];
  return oud && zelfdeVerzameling(oud.doelgroepen, codes) ? oud.doelgroepen : codes;
}

async function vorigeVan(m: EntityManager, code: string | null, oud?: Opleiding): Promise<string | null> {
  if (code === null) return null;
  const vorige = await m.findOneBy(Opleiding, { code });
  if (!vorige) throw vervolgOpOnbekend(code);
  if (oud && (await volgtOp(m, vorige.id, oud.id))) throw vervolgInKring(code);
  return vorige.id;
}

/** Whether `id` is `vorige`, or follows it by any number of steps. */
async function volgtOp(m: EntityManager, id: string, vorige: string): Promise<boolean> {
  const [row] = await m.query<{ volgt: boolean }[]>(
    `WITH RECURSIVE keten AS (
       SELECT id, vervolg_op_id FROM opleiding WHERE id = $1
       UNION SELECT o.id, o.vervolg_op_id FROM opleiding o JOIN keten k ON o.id = k.vervolg_op_id)
     SELECT EXISTS (SELECT 1 FROM keten WHERE id = $2) AS volgt`,
    [id, vorige],
  );
  return row!.volgt;
}
