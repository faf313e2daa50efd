import { Injectable } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';
import { Aanmelding } from '../aanmeldingen/aanmelding.entity.js';
import { AuditService } from '../audit/audit.service.js';
import type { Wie } from '../toegang/wie.js';
import { PlaatsenService } from '../cohorten/plaatsen.service.js';
import { metZichzelf, persoonOnbekend, persoonSamengevoegd } from '../personen/personen.errors.js';
import { Clock } from '../platform/clock/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { Persoon } from '../toegang/persoon.entity.js';
import { WachtlijstService } from '../wachtlijst/wachtlijst.service.js';
import { Boedel } from './boedel.js';
import { botsingen, type Botsing } from './samenvoegen.rules.js';
import { ACTIEF } from '../aanmeldingen/standen.js';

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
export class SamenvoegenService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly plaatsen: PlaatsenService,
    private readonly wachtlijst: WachtlijstService,
    private readonly audit: AuditService,
    private readonly boedel: Boedel,
  ) {}

  /**
   * Who is in one cohort twice keeps the better aanmelding; the other ends without a mail and its place goes to the
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
    const aanmeldingen = await this.boedel.verhuis(m, paar, dubbel);
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

  private async beeindig(m: EntityManager, wie: Wie, dubbel: Botsing<Aanmelding>[]): Promise<void> {
    const over = dubbel.filter(({ geschiedenis }) => !geschiedenis).map(({ vervalt }) => vervalt);
    const van = over.map(({ status }) => status);
    for (const a of over) {
      a.gaNaar('geannuleerd', this.clock.now());
      Object.assign(a, { reden: DUBBEL, beeindigdDoor: 'academie' });
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
}
