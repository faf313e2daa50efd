import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { Aanmelding } from '../../aanmeldingen/aanmelding.entity.js';
import { houdtPlaats, statusOp } from '../../aanmeldingen/aanmeldingen.rules.js';
import { verhuisReferentie } from '../../aanmeldingen/referentie.service.js';
import { AuditService } from '../../audit/audit.service.js';
import { Cohort } from '../../cohorten/cohort.entity.js';
import { type Cohortstand, PlaatsenService } from '../../cohorten/plaatsen.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { inTransaction } from '../../platform/database/transaction.js';
import type { Wie } from '../../toegang/wie.js';
import { WachtlijstService } from '../../wachtlijst/wachtlijst.service.js';
import { AnnulerenService } from './annuleren.service.js';
import {
  controleerPaar,
  type Dubbel,
  kanSamen,
  type Samenvoeging,
  type Samenvoegmens,
  voegSamen,
  wieRaaktHet,
} from './samenvoegen.rules.js';
import { CohortbeheerMails } from '../cohortbeheer.mails.js';
import { samenvoegenMetZichzelf, samenvoegenNietLager, samenvoegenTeVol } from '../cohortbeheer.errors.js';
import { LOPEND } from '../../aanmeldingen/standen.js';
import { cohortOnbekend } from '../../cohorten/cohorten.errors.js';
import { biedtPlaatsenAan } from '../../cohorten/cohorten.rules.js';
import { Persoon, volledigeNaam } from '../../toegang/persoon.entity.js';

/** The outcome of a merge as things stand now; the deed itself decides again, with both cohorten locked. */
export interface Voorproef {
  nodig: number;
  capaciteit: number;
  past: boolean;
  mensen: Samenvoegmens[];
  /** The number of people who wait in the cohort that stays and get an offer at once. */
  aanbodDaar: number;
}

type Plan = Samenvoeging<Aanmelding>;

export interface SamenTeVoegen {
  /** Id of the cohort that stays. */
  met: string;
  /** Added to "samengevoegd met …". */
  reden?: string | null;
  /** As many places as the cohort that stays gets; not fewer than it has. */
  capaciteit?: number | null;
}

const VERHUIS = `
  UPDATE aanmelding a
     SET cohort_id = $1, plaatsnummer = r.plaatsnummer, plaats_van = r.plaats_van, wachtlijst_rang = r.wachtlijst_rang,
         aangemeld_op = r.aangemeld_op
    FROM jsonb_to_recordset($2::jsonb) AS r(
         id uuid, plaatsnummer integer, plaats_van integer, wachtlijst_rang integer, aangemeld_op timestamptz)
   WHERE a.id = r.id`;

/** Making one cohort of two of the same opleiding. */
@Injectable()
export class SamenvoegenService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly plaatsen: PlaatsenService,
    private readonly wachtlijst: WachtlijstService,
    private readonly annuleren: AnnulerenService,
    private readonly mails: CohortbeheerMails,
    private readonly clock: Clock,
    private readonly audit: AuditService,
  ) {}

  /**
   * Everybody of cohort `id` goes to `met`, all or nobody; `id` itself is called off.
   * @returns how many people moved.
   * @throws DomainError `capaciteit-te-laag` with the numbers when not everybody who has a place would keep one.
   */
  async voegSamen(wie: Wie, id: string, { met, reden, capaciteit }: SamenTeVoegen): Promise<number> {
    if (id === met) throw samenvoegenMetZichzelf();
    return inTransaction(this.dataSource, async (m) => {
      const standen = await this.plaatsen.vergrendel(m, [id, met]);
      const van = standen.find(({ cohort }) => cohort.id === id)!;
      const daar = standen.find(({ cohort }) => cohort.id === met)!;
      controleerPaar(van.cohort, daar.cohort);
      for (const stand of standen) await this.wachtlijst.laatVerlopen(m, stand);
      const rijVoor = await lopende(m, met);
      const plan = voegSamen(await lopende(m, id), rijVoor);
      const naar = await this.maakPlaats(m, wie, daar, plan, capaciteit ?? null);
      const eerder = posities(rijVoor);
      await this.beeindigDubbele(m, plan.dubbel);
      await this.verhuis(m, naar, plan);
      await this.keuzesVervallen(m, plan, met);
      await this.annuleren.sluit(m, van, redenVan(naar, reden));
      await this.noteer(m, wie, id, met, plan);
      await this.wachtlijst.bied(m, naar);
      await this.mails.samengevoegd(m, id, naar, plan, eerder);
      return plan.verhuizen.length;
    });
  }

  /** Ids of the cohorten that this one can be merged into. */
  async kandidaten(cohort: { id: string; opleidingId: string }): Promise<string[]> {
    const cohorten = await this.dataSource.manager.findBy(Cohort, { opleidingId: cohort.opleidingId });
    return cohorten.filter((c) => c.id !== cohort.id && kanSamen(c)).map(({ id }) => id);
  }

  /** @throws DomainError when these two cannot be merged, whatever the capacity. */
  async voorproef(id: string, met: string, capaciteit: number | null): Promise<Voorproef> {
    if (id === met) throw samenvoegenMetZichzelf();
    const m = this.dataSource.manager;
    const cohorten = await m.findBy(Cohort, { id: In([id, met]) });
    const [van, naar] = [id, met].map((een) => cohorten.find((c) => c.id === een));
    if (!van || !naar) throw cohortOnbekend();
    controleerPaar(van, naar);
    const ruimte = capaciteit ?? naar.capaciteit ?? 0;
    if (ruimte < (naar.capaciteit ?? 0)) throw samenvoegenNietLager(naar.capaciteit ?? 0);
    const daar = await this.lopendNu(met);
    const plan = voegSamen(await this.lopendNu(id), daar);
    const aanbod = await this.aanbod(naar, plan, ruimte - plan.nodig);
    const eerder = posities(daar);
    const mensen = await this.mensen(plan, aanbod, eerder);
    const aanbodDaar = [...aanbod].filter((wie) => eerder.has(wie)).length;
    return { nodig: plan.nodig, capaciteit: ruimte, past: plan.nodig <= ruimte, mensen, aanbodDaar };
  }

  private maakPlaats(
    m: EntityManager,
    wie: Wie,
    stand: Cohortstand,
    { nodig }: Plan,
    gevraagd: number | null,
  ): Promise<Cohortstand> {
    const nu = stand.cohort.capaciteit ?? 0;
    const capaciteit = gevraagd ?? nu;
    if (capaciteit < nu) throw samenvoegenNietLager(nu);
    if (capaciteit < nodig) throw samenvoegenTeVol(nodig, capaciteit);
    return this.verhoog(m, wie, stand, capaciteit);
  }

  /** More places in the cohort that stays. @returns it as it is then. */
  private async verhoog(
    m: EntityManager,
    wie: Wie,
    stand: Cohortstand,
    capaciteit: number,
  ): Promise<Cohortstand> {
    const { cohort } = stand;
    if (cohort.capaciteit === capaciteit) return stand;
    const velden = { capaciteit: { van: cohort.capaciteit, naar: capaciteit } };
    await m.update(Cohort, { id: cohort.id }, { capaciteit, versie: cohort.versie + 1 });
    await this.audit.noteer(m, {
      wie,
      code: 'cohort.gewijzigd',
      onderwerp: { soort: 'cohort', id: cohort.id },
      gegevens: { velden },
    });
    return this.plaatsen.vergrendelEen(m, cohort.id);
  }

  /** Lets those who are in both go on with one aanmelding, with the date and the reference of the earlier one. */
  private async beeindigDubbele(m: EntityManager, dubbel: Dubbel<Aanmelding>[]): Promise<void> {
    for (const { blijft, eindigt } of dubbel) {
      eindigt.gaNaar('geannuleerd', this.clock.now());
      eindigt.reden = 'stond in beide cohorten';
      eindigt.beeindigdDoor = 'academie';
      if (eindigt.aangemeldOp < blijft.aangemeldOp) blijft.aangemeldOp = eindigt.aangemeldOp;
      if (eindigt.externeReferentie !== null && blijft.externeReferentie === null)
        await verhuisReferentie(m, eindigt, blijft);
    }
    await this.plaatsen.bewaar(
      m,
      dubbel.map(({ eindigt }) => eindigt),
    );
  }

  /** Everybody in the cohort that stays, with one statement: places keep being places, the line gets one order. */
  private async verhuis(m: EntityManager, naar: Cohortstand, plan: Plan): Promise<void> {
    const { id, capaciteit } = naar.cohort;
    const blijvers = plan.dubbel.map(({ blijft }) => blijft);
    const zitten = plan.verhuizen.filter(({ status }) => houdtPlaats(status));
    const nummers = await this.plaatsen.vrijeNummers(m, naar, zitten.length);
    zitten.forEach((a, i) => {
      a.plaatsnummer = nummers[i]!;
      a.plaatsVan = capaciteit;
    });
    // Above every rank that was ever told of here, so that a rank never means two positions to the mails.
    const rang = Math.max(0, ...plan.rij.map(({ wachtlijstRang }) => wachtlijstRang!));
    plan.rij.forEach((a, i) => (a.wachtlijstRang = rang + 1 + i));
    const allen = new Map([...plan.verhuizen, ...plan.rij, ...blijvers].map((a) => [a.id, a]));
    for (const a of allen.values()) a.cohortId = id;
    const rows = [...allen.values()].map((a) => ({
      id: a.id,
      plaatsnummer: a.plaatsnummer,
      plaats_van: a.plaatsnummer === null ? null : capaciteit,
      wachtlijst_rang: a.wachtlijstRang,
      aangemeld_op: a.aangemeldOp,
    }));
    await m.query(VERHUIS, [id, JSON.stringify(rows)]);
  }

  /** A choice for the cohort in which somebody is now, is no choice any more. */
  private async keuzesVervallen(m: EntityManager, plan: Plan, naar: string): Promise<void> {
    const ids = [...plan.verhuizen, ...plan.dubbel.map(({ eindigt }) => eindigt)].map(({ id }) => id);
    await m.query(
      `UPDATE overzetvoorstel SET status = 'vervallen', beantwoord_op = $3
        WHERE aanmelding_id = ANY($1) AND naar_cohort_id = $2 AND status = 'open'`,
      [ids, naar, this.clock.now()],
    );
  }

  private async noteer(m: EntityManager, wie: Wie, van: string, naar: string, plan: Plan): Promise<void> {
    const paren = [
      ...plan.verhuizen.map(({ id }) => ({ id, nieuw: id })),
      ...plan.dubbel.map(({ blijft, eindigt }) => ({ id: eindigt.id, nieuw: blijft.id })),
    ];
    const aantal = plan.verhuizen.length;
    const cohort = (id: string) => ({ soort: 'cohort' as const, id });
    await this.audit.noteerAlle(
      m,
      paren.map(({ id, nieuw }) => ({
        wie,
        code: 'aanmelding.overgezet' as const,
        onderwerp: { soort: 'aanmelding' as const, id },
        gegevens: { van, naar, nieuw },
      })),
    );
    await this.audit.noteerAlle(m, [
      {
        wie,
        code: 'cohort.samengevoegd',
        onderwerp: cohort(van),
        gegevens: { met: naar, richting: 'daarheen', aantal },
      },
      {
        wie,
        code: 'cohort.samengevoegd',
        onderwerp: cohort(naar),
        gegevens: { met: van, richting: 'hierheen', aantal },
      },
    ]);
  }

  /** Lists the aanmeldingen that are under way, without holds that have run out by now. */
  private async lopendNu(cohortId: string): Promise<Aanmelding[]> {
    const nu = this.clock.now();
    const aanmeldingen = await lopende(this.dataSource.manager, cohortId);
    return aanmeldingen.filter((a) => statusOp(a, nu) === a.status);
  }

  /** Finds those in the line who would be offered a free place at once. */
  private async aanbod(naar: Cohort, plan: Plan, vrij: number): Promise<Set<string>> {
    const [row] = await this.dataSource.query<{ begonnen: boolean }[]>(
      'SELECT EXISTS (SELECT 1 FROM bijeenkomst WHERE cohort_id = $1 AND begint <= $2) AS begonnen',
      [naar.id, this.clock.now()],
    );
    if (vrij <= 0 || !biedtPlaatsenAan(naar.status, row!.begonnen)) return new Set();
    const bevestigd = plan.rij.filter((a) => a.komtInAanmerking);
    return new Set(bevestigd.slice(0, vrij).map(({ id }) => id));
  }

  private async mensen(
    plan: Plan,
    aanbod: Set<string>,
    eerder: Map<string, number>,
  ): Promise<Samenvoegmens[]> {
    const geraakt = wieRaaktHet(plan, aanbod, eerder);
    const personen = await this.dataSource.manager.findBy(Persoon, {
      id: In(geraakt.map(({ a }) => a.persoonId)),
    });
    const persoonVan = new Map(personen.map((p) => [p.id, p]));
    return geraakt.map(({ a, ...rest }) => {
      const persoon = persoonVan.get(a.persoonId)!;
      return { aanmelding: a.id, naam: volledigeNaam(persoon), email: persoon.email, ...rest };
    });
  }
}

const redenVan = ({ cohort }: Cohortstand, reden?: string | null): string =>
  `Samengevoegd met ${cohort.naam}.${reden ? ` ${reden}` : ''}`;

/** The position of who waits, by id. */
function posities(rij: Aanmelding[]): Map<string, number> {
  const wachtend = rij.filter(({ status }) => status === 'wachtlijst');
  return new Map(wachtend.map(({ id }, i) => [id, i + 1]));
}

/** Lists the aanmeldingen that are under way, places first, then in order of the line. */
function lopende(m: EntityManager, cohortId: string): Promise<Aanmelding[]> {
  return m.find(Aanmelding, {
    where: { cohortId, status: In([...LOPEND]) },
    order: { plaatsnummer: { direction: 'ASC', nulls: 'LAST' }, wachtlijstRang: 'ASC' },
  });
}
