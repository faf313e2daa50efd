import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Aanmelding } from '../aanmeldingen/aanmelding.entity.js';
import { verhuisReferentie } from '../aanmeldingen/referentie.service.js';
import { Clock } from '../platform/clock/clock.js';
import { Persoon } from '../toegang/persoon.entity.js';
import type { Botsing } from './samenvoegen.rules.js';

/** What a human leaves behind under one record, moved to the other. Each step is one statement or a few. */
@Injectable()
export class Boedel {
  constructor(private readonly clock: Clock) {}

  /** A step, with both people and all their cohorten locked. @returns how many aanmeldingen moved. */
  async verhuis(
    m: EntityManager,
    { houdt, gaatOp }: { houdt: Persoon; gaatOp: Persoon },
    dubbel: Botsing<Aanmelding>[],
  ): Promise<number> {
    for (const botsing of dubbel.filter(({ geschiedenis }) => !geschiedenis)) await this.neemMee(m, botsing);
    const aantal = await this.aanmeldingen(m, houdt, gaatOp, dubbel);
    await this.berichten(m, houdt, gaatOp);
    await this.belangstelling(m, houdt, gaatOp);
    for (const tabel of ['sessie', 'inloglink'])
      await m.query(`UPDATE ${tabel} SET persoon_id = $1 WHERE persoon_id = $2`, [houdt.id, gaatOp.id]);
    await this.koppelingen(m, houdt, gaatOp);
    await this.persoon(m, houdt, gaatOp);
    return aantal;
  }

  /** What hangs on the aanmelding that ends and is worth keeping: since when, by what reference, and who came. */
  private async neemMee(m: EntityManager, { blijft, vervalt }: Botsing<Aanmelding>): Promise<void> {
    const aangemeldOp = vervalt.aangemeldOp < blijft.aangemeldOp ? vervalt.aangemeldOp : blijft.aangemeldOp;
    await m.query('UPDATE aanmelding SET aangemeld_op = $2 WHERE id = $1', [blijft.id, aangemeldOp]);
    if (blijft.externeReferentie === null) await verhuisReferentie(m, vervalt, blijft);
    await m.query(
      `UPDATE aanwezigheid w SET aanmelding_id = $1 WHERE w.aanmelding_id = $2
          AND NOT EXISTS (SELECT 1 FROM aanwezigheid al WHERE al.aanmelding_id = $1
               AND (al.bijeenkomst_id = w.bijeenkomst_id OR al.haalt_in_id = w.haalt_in_id))`,
      [blijft.id, vervalt.id],
    );
    await m.query(
      `UPDATE bericht SET status = 'vervallen' WHERE aanmelding_id = $1 AND status IN ('wacht', 'opnieuw')`,
      [vervalt.id],
    );
    await m.query(
      `UPDATE overzetvoorstel SET status = 'vervallen', beantwoord_op = $2
        WHERE aanmelding_id = $1 AND status = 'open'`,
      [vervalt.id, this.clock.now()],
    );
  }

  private async aanmeldingen(
    m: EntityManager,
    houdt: Persoon,
    gaatOp: Persoon,
    dubbel: Botsing<Aanmelding>[],
  ): Promise<number> {
    const dubbeleGeschiedenis = dubbel
      .filter(({ geschiedenis }) => geschiedenis)
      .flatMap(({ blijft, vervalt }) => [blijft, vervalt])
      .filter(({ persoonId }) => persoonId === gaatOp.id)
      .map(({ id }) => id);
    const [, aantal] = await m.query<[unknown, number]>(
      'UPDATE aanmelding SET persoon_id = $1 WHERE persoon_id = $2 AND id <> ALL($3)',
      [houdt.id, gaatOp.id, dubbeleGeschiedenis],
    );
    return aantal;
  }

  /** An account of elsewhere leads to who stays, unless they have one of the same provider already. */
  private async koppelingen(m: EntityManager, houdt: Persoon, gaatOp: Persoon): Promise<void> {
    await m.query('DELETE FROM oidc_verzoek WHERE persoon_id = $1', [gaatOp.id]);
    await m.query(
      `UPDATE oidc_koppeling k SET persoon_id = $1 WHERE k.persoon_id = $2
          AND NOT EXISTS (SELECT FROM oidc_koppeling al WHERE al.persoon_id = $1 AND al.uitgever = k.uitgever)`,
      [houdt.id, gaatOp.id],
    );
    await m.query('DELETE FROM oidc_koppeling WHERE persoon_id = $1', [gaatOp.id]);
  }

  /** What was sent stays as it was sent; what has not left yet goes to the address that stays. */
  private async berichten(m: EntityManager, houdt: Persoon, gaatOp: Persoon): Promise<void> {
    await m.query(
      `UPDATE bericht SET persoon_id = $1, aan = CASE WHEN status IN ('wacht', 'opnieuw') THEN $3 ELSE aan END
        WHERE persoon_id = $2`,
      [houdt.id, gaatOp.id, houdt.email],
    );
  }

  /** Who asked twice to hear of the same thing, hears of it once: also when only one of the two was confirmed. */
  private async belangstelling(m: EntityManager, houdt: Persoon, gaatOp: Persoon): Promise<void> {
    await m.query(
      `UPDATE belangstelling al SET bevestigd_op = b.bevestigd_op
         FROM belangstelling b
        WHERE b.persoon_id = $2 AND b.ingetrokken_op IS NULL AND b.gemeld_op IS NULL AND b.bevestigd_op IS NOT NULL
          AND al.persoon_id = $1 AND al.opleiding_id = b.opleiding_id
          AND al.cohort_id IS NOT DISTINCT FROM b.cohort_id
          AND al.ingetrokken_op IS NULL AND al.gemeld_op IS NULL AND al.bevestigd_op IS NULL`,
      [houdt.id, gaatOp.id],
    );
    await m.query(
      `UPDATE belangstelling b SET ingetrokken_op = $3
        WHERE b.persoon_id = $2 AND b.ingetrokken_op IS NULL AND b.gemeld_op IS NULL
          AND EXISTS (SELECT 1 FROM belangstelling al
                       WHERE al.persoon_id = $1 AND al.opleiding_id = b.opleiding_id
                         AND al.cohort_id IS NOT DISTINCT FROM b.cohort_id
                         AND al.ingetrokken_op IS NULL AND al.gemeld_op IS NULL)`,
      [houdt.id, gaatOp.id, this.clock.now()],
    );
    await m.query('UPDATE belangstelling SET persoon_id = $1 WHERE persoon_id = $2', [houdt.id, gaatOp.id]);
  }

  /** Records that were merged earlier follow, so that no address leads to a record that leads elsewhere. */
  private async persoon(m: EntityManager, houdt: Persoon, gaatOp: Persoon): Promise<void> {
    await m.query('UPDATE persoon SET samengevoegd_met_id = $1 WHERE id = $2 OR samengevoegd_met_id = $2', [
      houdt.id,
      gaatOp.id,
    ]);
    await m.query(
      `UPDATE persoon al SET registernummer = coalesce(al.registernummer, p.registernummer),
              registerperiode_begin = coalesce(al.registerperiode_begin, p.registerperiode_begin)
         FROM persoon p WHERE al.id = $1 AND p.id = $2`,
      [houdt.id, gaatOp.id],
    );
    await m.update(Persoon, { id: gaatOp.id }, { registernummer: null, registerperiodeBegin: null });
    if (!gaatOp.agendaToken || houdt.agendaToken) return;
    await m.update(Persoon, { id: gaatOp.id }, { agendaToken: null });
    await m.update(Persoon, { id: houdt.id }, { agendaToken: gaatOp.agendaToken });
  }
}
