import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { originOf, RateLimiter } from '../platform/web/rate-limiter.js';
import { type Evaluatiesoort, EvaluatieUitnodiging, type Formuliervraag } from './evaluatie.entity.js';
import { alBeantwoord, antwoordOngeldig, evaluatieGesloten, formulierOnbekend } from './evaluaties.errors.js';
import { vergrendel } from './evaluaties.service.js';
import { leesAntwoord, type Antwoordwaarden } from './vragenlijst.rules.js';

/** The form behind a link. Of an answer that was given there is nothing to see. */
export interface Evaluatieformulier {
  soort: Evaluatiesoort;
  opleiding: string;
  cohort: string;
  vragen: Formuliervraag[];
  sluitOp: Date;
  stand: 'open' | 'beantwoord' | 'gesloten';
}

/** A whole team may fill it in at the end of a bijeenkomst, behind one address of the internet. */
const PER_IP = { naam: 'evaluatie-ip', keer: 600, seconden: 600 };

// Every row of the evaluatie is written anew, so that none bears the number of the transaction that answered alone.
const MERK = `UPDATE evaluatie_uitnodiging SET beantwoord = beantwoord OR id = $2 WHERE evaluatie_id = $1`;

// And the answers in an order of chance: where one lies, and what it is called, says nothing of when it came.
const SCHUD = `
  WITH oud AS (DELETE FROM evaluatie_antwoord WHERE evaluatie_id = $1 RETURNING waarden)
  INSERT INTO evaluatie_antwoord (evaluatie_id, waarden)
  SELECT $1, waarden FROM (SELECT waarden FROM oud UNION ALL SELECT $2::jsonb) alle ORDER BY random()`;

/** Answers that nobody can bring back to a person; docs/evaluaties.md says how. */
@Injectable()
export class AntwoordenService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly limiter: RateLimiter,
  ) {}

  /**
   * Keeps a script from trying links. Counted by address only: a link that is counted would be one more trace.
   * @throws TooManyRequests
   */
  async tel(ip: string): Promise<void> {
    await this.limiter.count(PER_IP, originOf(ip));
  }

  /** @throws DomainError `evaluatie-onbekend` */
  async formulier(token: string): Promise<Evaluatieformulier> {
    const [row] = await this.dataSource.query<
      (Evaluatieformulier & { geslotenOp: Date | null; beantwoord: boolean })[]
    >(
      `SELECT e.soort, o.naam AS opleiding, c.naam AS cohort, e.vragen, e.sluit_op AS "sluitOp",
              e.gesloten_op AS "geslotenOp", u.beantwoord
         FROM evaluatie_uitnodiging u
         JOIN evaluatie e ON e.id = u.evaluatie_id
         JOIN cohort c ON c.id = e.cohort_id
         JOIN opleiding o ON o.id = c.opleiding_id
        WHERE u.token = $1`,
      [token],
    );
    if (!row) throw formulierOnbekend();
    const { geslotenOp, beantwoord, ...formulier } = row;
    const open = geslotenOp === null && row.sluitOp > this.clock.now();
    return { ...formulier, stand: beantwoord ? 'beantwoord' : open ? 'open' : 'gesloten' };
  }

  /**
   * One answer for each link, once. Leaves no auditregel: its moment would tell whose it is.
   * @param gegeven by code of the question.
   * @throws DomainError `evaluatie-onbekend`, `al-beantwoord`, `evaluatie-gesloten`, `antwoord-ongeldig`
   */
  async geef(token: string, gegeven: Readonly<Record<string, unknown>>): Promise<void> {
    await inTransaction(this.dataSource, async (m) => {
      const bekend = await m.findOneBy(EvaluatieUitnodiging, { token });
      if (!bekend) throw formulierOnbekend();
      const evaluatie = (await vergrendel(m, bekend.evaluatieId))!;
      const uitnodiging = await m.findOneByOrFail(EvaluatieUitnodiging, { id: bekend.id });
      if (uitnodiging.beantwoord) throw alBeantwoord();
      if (!evaluatie.isOpen(this.clock.now())) throw evaluatieGesloten();
      const { waarden, fouten } = leesAntwoord(evaluatie.soort, evaluatie.vragen, gegeven);
      if (fouten.length > 0) throw antwoordOngeldig(fouten);
      await bewaar(m, evaluatie.id, uitnodiging.id, waarden);
    });
  }
}

async function bewaar(
  m: EntityManager,
  evaluatieId: string,
  uitnodigingId: string,
  waarden: Antwoordwaarden,
) {
  await m.query(MERK, [evaluatieId, uitnodigingId]);
  await m.query(SCHUD, [evaluatieId, JSON.stringify(waarden)]);
}
