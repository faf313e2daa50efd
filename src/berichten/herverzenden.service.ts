import { Aanmelding } from '../aanmeldingen/aanmelding.entity.js';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull, Not } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Wie } from '../toegang/wie.js';
import { Clock } from '../platform/clock/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { Persoon } from '../toegang/persoon.entity.js';
import { Bericht } from './bericht.entity.js';
import {
  berichtGewist,
  berichtHeeftGeenZinMeer,
  berichtNietGevonden,
  berichtNietMislukt,
  ontvangerOpSlot,
  ontvangerWilGeenUitnodigingen,
} from './berichten.errors.js';
import {
  basisVan,
  geheimen,
  herverzending,
  isGeheim,
  isUitnodiging,
  keren,
  magOpSlot,
  OP_SLOT,
  uitnodigingen,
} from './berichten.rules.js';

/**
 * $1 person, $2 now, $3 invitations, $4 secrets. A link that logs in was for one mailbox, and what is on the lock is not
 * used. What was sent again since does not fail any more.
 */
const MISLUKT = `
  SELECT b.id FROM bericht b
   WHERE b.persoon_id = $1 AND b.status = 'mislukt' AND (b.vervalt_op IS NULL OR b.vervalt_op > $2)
     AND b.soort <> ALL($4) AND b.gewist_op IS NULL
     AND NOT (b.soort = ANY($3) AND EXISTS (
       SELECT FROM persoon p WHERE p.id = b.persoon_id AND p.geen_uitnodigingen_op IS NOT NULL))
     AND (b.soort ~ '${OP_SLOT}' OR CASE WHEN b.aanmelding_id IS NULL
       THEN NOT EXISTS (SELECT FROM persoon p WHERE p.id = b.persoon_id AND p.beperkt_op IS NOT NULL)
       ELSE NOT EXISTS (SELECT FROM aanmelding a WHERE a.id = b.aanmelding_id AND a.beperkt) END)
     AND NOT EXISTS (SELECT FROM auditregel h WHERE h.onderwerp_soort = 'bericht'
                      AND h.onderwerp_id = b.id::text AND h.code = 'bericht.herverzonden')
   ORDER BY b.aangemaakt_op, b.id LIMIT 100`;

/** What the academie does about a mail that has left, or could not: send it once more, or let it be. */
@Injectable()
export class HerverzendenService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditService,
  ) {}

  /**
   * A new row with the same content, so that both stay to be seen. It goes to where the person reads now: an address
   * that was corrected is the commonest reason to send again.
   * @returns the new bericht.
   * @throws bericht-niet-gevonden, bericht-gewist, bericht-te-laat, gegevens-op-slot, geen-uitnodigingen
   */
  herverzend(wie: Wie, id: string): Promise<Bericht> {
    return inTransaction(this.dataSource, (m) => this.nogEens(m, wie, id));
  }

  /**
   * Everything to this person that failed and still makes sense, once more, to the address of now.
   * @returns how many mails that is.
   */
  herverzendMislukte(wie: Wie, persoonId: string): Promise<number> {
    return inTransaction(this.dataSource, async (m) => {
      // Two clicks at once: the second finds what the first left.
      await m.query('SELECT id FROM persoon WHERE id = $1 FOR NO KEY UPDATE', [persoonId]);
      const rows = await this.mislukte(m, persoonId);
      for (const { id } of rows) await this.nogEens(m, wie, id);
      return rows.length;
    });
  }

  /** How many mails `herverzendMislukte` would send. */
  async telMislukte(persoonId: string): Promise<number> {
    return (await this.mislukte(this.dataSource.manager, persoonId)).length;
  }

  private mislukte(m: EntityManager, persoonId: string): Promise<{ id: string }[]> {
    return m.query(MISLUKT, [persoonId, this.clock.now(), uitnodigingen, geheimen]);
  }

  private async nogEens(m: EntityManager, wie: Wie, id: string): Promise<Bericht> {
    const bericht = await m.findOneBy(Bericht, { id });
    if (!bericht) throw berichtNietGevonden();
    if (bericht.gewistOp) throw berichtGewist();
    if (bericht.vervaltOp && bericht.vervaltOp <= this.clock.now()) throw berichtHeeftGeenZinMeer();
    await this.eisGeenSlot(m, bericht);
    const nieuw = await this.kopieer(m, bericht);
    const onderwerp = { soort: 'bericht', id } as const;
    const gegevens = { bericht: nieuw.id };
    await this.audit.noteer(m, { wie, code: 'bericht.herverzonden', onderwerp, gegevens });
    return nieuw;
  }

  /**
   * A mail that failed and that nobody will send again: it stays to be read, with its error, and asks for nothing more.
   * @throws bericht-niet-gevonden, bericht-niet-mislukt
   */
  laatRusten(wie: Wie, id: string): Promise<void> {
    return inTransaction(this.dataSource, async (m) => {
      const bericht = await m.findOne(Bericht, { where: { id }, lock: { mode: 'for_no_key_update' } });
      if (!bericht) throw berichtNietGevonden();
      if (bericht.status === 'vervallen') return;
      if (bericht.status !== 'mislukt') throw berichtNietMislukt();
      await m.update(Bericht, { id }, { status: 'vervallen' });
      const onderwerp = { soort: 'bericht', id } as const;
      await this.audit.noteer(m, { wie, code: 'bericht.losgelaten', onderwerp, gegevens: {} });
    });
  }

  private async kopieer(m: EntityManager, bericht: Bericht): Promise<Bericht> {
    const sleutel = `${basisVan(bericht.sleutel)}${herverzending}${await this.volgende(m, bericht)}`;
    const nu = this.clock.now();
    const begin = {
      ...({ status: 'wacht', pogingen: 0, bezigTot: null } as const),
      ...{ verzondenOp: null, fout: null, adresGeweigerd: false },
    };
    const aan = await this.adresVoor(m, bericht);
    const kopie = { ...bericht, ...begin, aan, id: undefined, sleutel, aangemaaktOp: nu, verzendenOp: nu };
    return m.save(m.create(Bericht, kopie));
  }

  /** A mail without a person went to a bestuur or to the academie; a link that logs in was for that one mailbox. */
  private async adresVoor(m: EntityManager, { aan, persoonId, soort }: Bericht): Promise<string> {
    if (!persoonId || isGeheim(soort)) return aan;
    const persoon = await m.findOneByOrFail(Persoon, { id: persoonId });
    const { samengevoegdMetId } = persoon;
    const nu = samengevoegdMetId ? await m.findOneByOrFail(Persoon, { id: samengevoegdMetId }) : persoon;
    if (nu.geenUitnodigingenOp && isUitnodiging(soort)) throw ontvangerWilGeenUitnodigingen();
    return nu.email;
  }

  /** As when it is written first: what somebody enrolled in after asking that nothing is used is used, and nothing else. */
  private async eisGeenSlot(m: EntityManager, { persoonId, aanmeldingId, soort }: Bericht): Promise<void> {
    if (magOpSlot(soort)) return;
    const opSlot = aanmeldingId
      ? await m.existsBy(Aanmelding, { id: aanmeldingId, beperkt: true })
      : persoonId !== null && (await m.existsBy(Persoon, { id: persoonId, beperktOp: Not(IsNull()) }));
    if (opSlot) throw ontvangerOpSlot();
  }

  /** Two at once would both take the same number, so the first mail of this meaning is locked. */
  private async volgende(m: EntityManager, { sleutel }: Bericht): Promise<number> {
    const basis = basisVan(sleutel);
    await m.query('SELECT id FROM bericht WHERE sleutel = $1 FOR UPDATE', [basis]);
    const [row] = await m.query<{ aantal: number }[]>(
      `SELECT count(*)::int AS aantal FROM (${keren('$1::text')}) keer`,
      [basis + herverzending],
    );
    return row!.aantal + 1;
  }
}
