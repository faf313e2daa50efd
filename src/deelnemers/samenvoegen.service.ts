import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { Aanmelding } from '../aanmeldingen/aanmelding.entity.js';
import { verhuisReferentie } from '../aanmeldingen/referentie.service.js';
import { ACTIEF } from '../aanmeldingen/standen.js';
import { AuditService } from '../audit/audit.service.js';
import { PlaatsenService } from '../cohorten/plaatsen.service.js';
import { metZichzelf, persoonOnbekend, persoonSamengevoegd } from '../personen/personen.errors.js';
import { Clock } from '../platform/clock/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { Persoon } from '../toegang/persoon.entity.js';
import type { Wie } from '../toegang/wie.js';
import { WachtlijstService } from '../wachtlijst/wachtlijst.service.js';
import { type Aanmeldbotsing, botsingen } from './samenvoegen.rules.js';

const DUBBEL = 'dubbel';
const POGINGEN = 5;

/** While we waited for a lock, one of the two got an aanmelding in a cohort that we did not lock. */
class Ingehaald extends Error {}

interface Paar {
  /** Stays, with everything of both. */
  houdt: Persoon;
  gaatOp: Persoon;
}

/** Two records turn out to be one human: one of them stays, with everything of both. */
@Injectable()
export class PersonenSamenvoegenService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly plaatsen: PlaatsenService,
    private readonly wachtlijst: WachtlijstService,
    private readonly audit: AuditService,
  ) {}

  /**
   * Somebody who is in one cohort twice keeps the better aanmelding; the other ends without a mail and its place goes to the
   * line.
   * @param id who stays.
   * @param met the record that becomes part of it; its address keeps leading there.
   * @throws DomainError `persoon-onbekend`, `persoon-samengevoegd` or `zelfde-persoon`.
   */
  async voegSamen(wie: Wie, id: string, met: string): Promise<void> {
    if (id === met) throw metZichzelf();
    for (let poging = 1; ; poging += 1) {
      try {
        return await inTransaction(this.dataSource, (m) => this.doe(m, wie, id, met));
      } catch (error) {
        if (!(error instanceof Ingehaald) || poging === POGINGEN) throw error;
      }
    }
  }

  /** Cohorten first and people last, as everybody who enrols does. */
  private async doe(m: EntityManager, wie: Wie, id: string, met: string): Promise<void> {
    const cohortIds = await this.cohortenVan(m, id, met);
    const standen = cohortIds.length > 0 ? await this.plaatsen.vergrendel(m, cohortIds) : [];
    for (const stand of standen) await this.wachtlijst.laatVerlopen(m, stand);
    const paar = await this.vergrendelPaar(m, id, met);
    if ((await this.cohortenVan(m, id, met)).some((cohort) => !cohortIds.includes(cohort)))
      throw new Ingehaald();
    const dubbel = botsingen(await this.actieve(m, id), await this.actieve(m, met));
    await this.beeindig(m, wie, dubbel);
    const aanmeldingen = await this.verhuis(m, paar, dubbel);
    await this.noteer(m, wie, id, met, 'hierheen', aanmeldingen);
    await this.noteer(m, wie, met, id, 'daarheen', aanmeldingen);
    for (const stand of standen) await this.wachtlijst.bied(m, stand);
  }

  private async cohortenVan(m: EntityManager, ...personen: string[]): Promise<string[]> {
    const rows = await m.query<{ id: string }[]>(
      'SELECT DISTINCT cohort_id AS id FROM aanmelding WHERE persoon_id = ANY($1) ORDER BY cohort_id',
      [personen],
    );
    return rows.map((row) => row.id);
  }

  private async vergrendelPaar(m: EntityManager, id: string, met: string): Promise<Paar> {
    const lock = { mode: 'pessimistic_write' as const };
    const personen = await m.find(Persoon, { where: { id: In([id, met]) }, order: { id: 'ASC' }, lock });
    const houdt = personen.find((persoon) => persoon.id === id);
    const gaatOp = personen.find((persoon) => persoon.id === met);
    if (!houdt || !gaatOp) throw persoonOnbekend();
    if (houdt.samengevoegdMetId || gaatOp.samengevoegdMetId) throw persoonSamengevoegd();
    return { houdt, gaatOp };
  }

  private actieve(m: EntityManager, persoonId: string): Promise<Aanmelding[]> {
    return m.findBy(Aanmelding, { persoonId, status: In([...ACTIEF]) });
  }

  private async beeindig(m: EntityManager, wie: Wie, dubbel: Aanmeldbotsing<Aanmelding>[]): Promise<void> {
    const over = dubbel.filter(({ geschiedenis }) => !geschiedenis).map(({ vervalt }) => vervalt);
    const van = over.map(({ status }) => status);
    for (const a of over) {
      a.gaNaar('geannuleerd', this.clock.now());
      a.reden = DUBBEL;
      a.beeindigdDoor = 'academie';
    }
    await this.plaatsen.bewaar(m, over);
    await this.audit.noteerAlle(
      m,
      over.map(({ id }, i) => ({
        wie,
        code: 'aanmelding.geannuleerd' as const,
        onderwerp: { soort: 'aanmelding' as const, id },
        gegevens: { van: van[i]!, door: 'academie', reden: DUBBEL },
      })),
    );
  }

  private async noteer(
    m: EntityManager,
    wie: Wie,
    id: string,
    met: string,
    richting: 'hierheen' | 'daarheen',
    aanmeldingen: number,
  ): Promise<void> {
    await this.audit.noteer(m, {
      wie,
      code: 'persoon.samengevoegd',
      onderwerp: { soort: 'persoon', id },
      gegevens: { met, richting, aanmeldingen },
    });
  }

  /** Moves what a human leaves behind under one record to the other. @returns how many aanmeldingen moved. */
  private async verhuis(
    m: EntityManager,
    { houdt, gaatOp }: Paar,
    dubbel: Aanmeldbotsing<Aanmelding>[],
  ): Promise<number> {
    for (const botsing of dubbel.filter(({ geschiedenis }) => !geschiedenis)) await this.neemMee(m, botsing);
    const aantal = await this.aanmeldingen(m, houdt, gaatOp, dubbel);
    await this.berichten(m, houdt, gaatOp);
    await this.belangstelling(m, houdt, gaatOp);
    await this.privacy(m, houdt, gaatOp);
    await this.toestemmingen(m, houdt, gaatOp);
    for (const tabel of ['sessie', 'inloglink'])
      await m.query(`UPDATE ${tabel} SET persoon_id = $1 WHERE persoon_id = $2`, [houdt.id, gaatOp.id]);
    await this.koppelingen(m, houdt, gaatOp);
    await this.persoon(m, houdt, gaatOp);
    return aantal;
  }

  /** Keeps what the aanmelding that ends says of value: since when, by what reference, and who came. */
  private async neemMee(m: EntityManager, { blijft, vervalt }: Aanmeldbotsing<Aanmelding>): Promise<void> {
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
    dubbel: Aanmeldbotsing<Aanmelding>[],
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

  /** What one of the two asked goes for both; of two requests that wait for an answer the first does. */
  private async privacy(m: EntityManager, houdt: Persoon, gaatOp: Persoon): Promise<void> {
    await m.query(
      `UPDATE privacyverzoek v SET status = 'ingetrokken', afgehandeld_op = $3
        WHERE v.persoon_id = $2 AND v.status = 'open' AND EXISTS (SELECT FROM privacyverzoek al
              WHERE al.persoon_id = $1 AND al.status = 'open' AND al.soort = v.soort)`,
      [houdt.id, gaatOp.id, this.clock.now()],
    );
    await m.query('UPDATE privacyverzoek SET persoon_id = $1 WHERE persoon_id = $2', [houdt.id, gaatOp.id]);
    const sinds = houdt.beperktOp ?? gaatOp.beperktOp;
    if (!sinds) return;
    await m.query('UPDATE persoon SET beperkt_op = $3 WHERE id IN ($1, $2)', [houdt.id, gaatOp.id, sinds]);
    await m.query('UPDATE aanmelding SET beperkt = true WHERE persoon_id IN ($1, $2)', [houdt.id, gaatOp.id]);
  }

  /** Of two words about one thing the newest counts; who took it back at either address, took it back. */
  private async toestemmingen(m: EntityManager, houdt: Persoon, gaatOp: Persoon): Promise<void> {
    const beide = [houdt.id, gaatOp.id];
    await m.query(
      `UPDATE toestemming t SET ingetrokken_op = $3, ingetrokken_door = 'medewerker'
        WHERE t.persoon_id IN ($1, $2) AND t.ingetrokken_op IS NULL AND EXISTS (SELECT FROM toestemming terug
              WHERE terug.persoon_id IN ($1, $2) AND terug.doel = t.doel AND terug.ingetrokken_op >= t.gegeven_op)`,
      [...beide, this.clock.now()],
    );
    await m.query(
      `DELETE FROM toestemming t WHERE t.persoon_id = $2 AND t.ingetrokken_op IS NULL AND EXISTS (SELECT FROM toestemming al
              WHERE al.persoon_id = $1 AND al.doel = t.doel AND al.ingetrokken_op IS NULL)`,
      beide,
    );
    await m.query('UPDATE toestemming SET persoon_id = $1 WHERE persoon_id = $2', beide);
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

  /** A mail that was sent stays as it was; one that has not left yet goes to the address that stays. */
  private async berichten(m: EntityManager, houdt: Persoon, gaatOp: Persoon): Promise<void> {
    await m.query(
      `UPDATE bericht SET persoon_id = $1, aan = CASE WHEN status IN ('wacht', 'opnieuw') THEN $3 ELSE aan END
        WHERE persoon_id = $2`,
      [houdt.id, gaatOp.id, houdt.email],
    );
  }

  /** Somebody who asked twice to hear of the same thing hears of it once: also when only one of the two was confirmed. */
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
    if (!gaatOp.agendaHash || houdt.agendaHash) return;
    await m.update(Persoon, { id: gaatOp.id }, { agendaHash: null, agendaGeheim: null });
    // What was encrypted for the other record is encrypted anew when the calendar next comes for it.
    await m.update(Persoon, { id: houdt.id }, { agendaHash: gaatOp.agendaHash });
  }
}
