import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { AuditService } from '../../audit/audit.service.js';
import { Opleiding } from '../../opleidingen/opleiding.entity.js';
import { opleidingOnbekend, opleidingOngeldig } from '../../opleidingen/opleidingen.errors.js';
import { changes } from '../../platform/records.js';
import { Clock } from '../../platform/clock/clock.js';
import { inTransaction } from '../../platform/database/transaction.js';
import type { Wie } from '../../toegang/wie.js';
import { Onderdeel, OpleidingLeerjaar } from './leerjaar.entity.js';
import type { LeerjaarvoorwaardenDto } from './voorwaarden.dto.js';
import { onbekendeLeerjaren, teVeelBeloofd } from './voorwaarden.rules.js';

const velden = [
  'aanwezigheidsnormPct',
  'studielastUren',
  'contacturen',
  'ects',
  'herregistratiepunten',
] as const;
type Waarden = Record<(typeof velden)[number], number | null> & { onderdelen: string[] };

export interface Opleidingvoorwaarden {
  opleiding: Opleiding;
  /** One for each leerjaar of the opleiding, in order. */
  leerjaren: (Waarden & { leerjaar: number })[];
}

/** Keeps what each leerjaar of an opleiding asks and counts for. */
@Injectable()
export class VoorwaardenService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditService,
  ) {}

  /** @throws DomainError `opleiding-onbekend` */
  async van(code: string, m = this.dataSource.manager, slot = false): Promise<Opleidingvoorwaarden> {
    const opleiding = await m.findOne(Opleiding, {
      where: { code: code.toUpperCase() },
      ...(slot ? { lock: { mode: 'for_no_key_update' as const } } : {}),
    });
    if (!opleiding) throw opleidingOnbekend();
    const opleidingId = opleiding.id;
    const rijen = await m.findBy(OpleidingLeerjaar, { opleidingId });
    const onderdelen = await m.find(Onderdeel, {
      where: { opleidingId, vervallenOp: IsNull() },
      order: { naam: 'ASC' },
    });
    const leerjaren = Array.from({ length: opleiding.leerjaren }, (_, i) => {
      const rij = rijen.find(({ leerjaar }) => leerjaar === i + 1);
      const waarden = Object.fromEntries(
        velden.map((veld) => [veld, rij?.[veld] ?? null]),
      ) as unknown as Waarden;
      const namen = onderdelen.filter(({ leerjaar }) => leerjaar === i + 1).map(({ naam }) => naam);
      return { ...waarden, leerjaar: i + 1, onderdelen: namen };
    });
    return { opleiding, leerjaren };
  }

  /**
   * The leerjaren that are named; certificaten that were issued keep what they say.
   * @throws DomainError `opleiding-onbekend`, `opleiding-ongeldig` for a leerjaar that there is not, or when the leerjaren
   *   together promise more than the opleiding
   */
  async bewaar(wie: Wie, code: string, dto: readonly LeerjaarvoorwaardenDto[]): Promise<void> {
    await inTransaction(this.dataSource, async (m) => {
      const { opleiding, leerjaren } = await this.van(code, m, true);
      const nieuw = leerjaren.map((was) =>
        waardenVan(
          was,
          dto.find((d) => d.leerjaar === was.leerjaar),
        ),
      );
      const fouten = [...onbekendeLeerjaren(opleiding.leerjaren, dto), ...teVeelBeloofd(opleiding, nieuw)];
      if (fouten.length > 0) throw opleidingOngeldig(fouten);
      const gewijzigd: Record<string, { van: unknown; naar: unknown }> = {};
      for (const [i, jaar] of nieuw.entries()) {
        const verschil = changes<Waarden>(leerjaren[i]!, jaar);
        for (const [veld, waarde] of Object.entries(verschil))
          gewijzigd[`leerjaar ${jaar.leerjaar}, ${woorden[veld] ?? veld}`] = leesbaar(waarde);
        await this.bewaarJaar(m, opleiding.id, jaar);
      }
      if (Object.keys(gewijzigd).length === 0) return;
      await this.audit.noteer(m, {
        wie,
        code: 'opleiding.gewijzigd',
        onderwerp: { soort: 'opleiding', id: opleiding.id },
        gegevens: { velden: gewijzigd },
      });
    });
  }

  private async bewaarJaar(
    m: EntityManager,
    opleidingId: string,
    { onderdelen, leerjaar, ...waarden }: Waarden & { leerjaar: number },
  ): Promise<void> {
    await m.upsert(OpleidingLeerjaar, { opleidingId, leerjaar, ...waarden }, ['opleidingId', 'leerjaar']);
    const geldend = await m.findBy(Onderdeel, { opleidingId, leerjaar, vervallenOp: IsNull() });
    const erbij = onderdelen.filter((naam) => !geldend.some((onderdeel) => onderdeel.naam === naam));
    const vervallenOp = this.clock.now();
    for (const { id } of geldend.filter(({ naam }) => !onderdelen.includes(naam)))
      await m.update(Onderdeel, { id }, { vervallenOp });
    for (const naam of erbij) await this.voegToe(m, { opleidingId, leerjaar, naam });
  }

  /** One that was asked before comes back with who completed it. */
  private async voegToe(
    m: EntityManager,
    onderdeel: Pick<Onderdeel, 'opleidingId' | 'leerjaar' | 'naam'>,
  ): Promise<void> {
    const [eerder] = await m.find(Onderdeel, { where: onderdeel, order: { vervallenOp: 'DESC' }, take: 1 });
    await m.save(
      m.create(Onderdeel, { ...onderdeel, ...(eerder ? { id: eerder.id } : {}), vervallenOp: null }),
    );
  }
}

function waardenVan<T extends Waarden & { leerjaar: number }>(was: T, dto?: LeerjaarvoorwaardenDto): T {
  if (!dto) return was;
  const onderdelen = [...new Set(dto.onderdelen.map((naam) => naam.normalize('NFC').trim()).filter(Boolean))];
  const waarden = Object.fromEntries(velden.map((veld) => [veld, dto[veld] ?? null]));
  return { ...was, ...waarden, onderdelen: onderdelen.toSorted() };
}

const woorden: Record<string, string> = {
  aanwezigheidsnormPct: 'aanwezigheidsnorm',
  studielastUren: 'studielast',
  ects: 'ECTS',
};

const leesbaar = ({ van, naar }: { van: unknown; naar: unknown }) => ({
  van: Array.isArray(van) ? van.join(', ') : van,
  naar: Array.isArray(naar) ? naar.join(', ') : naar,
});
