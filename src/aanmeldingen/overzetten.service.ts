import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Wie } from '../toegang/wie.js';
import { academieMagAanmelden } from '../cohorten/cohorten.rules.js';
import { type Cohortstand, PlaatsenService } from '../cohorten/plaatsen.service.js';
import { inTransaction } from '../platform/database/transaction.js';
import { WachtlijstService } from '../wachtlijst/wachtlijst.service.js';
import { Aanmelding } from './aanmelding.entity.js';
import {
  aanmeldenKanNiet,
  aanmeldingOnbekend,
  geenPlaats,
  overgangNietMogelijk,
  overstapVol,
  zelfdeCohort,
} from './aanmeldingen.errors.js';
import { OverzetvoorstellenService, vindOpen } from './overzetvoorstellen.service.js';
import { isEigenaar, kanVerhuizen, rolBij, type RolBij, wachtOpNaVerhuizing } from './aanmeldingen.rules.js';
import { AuditService } from '../audit/audit.service.js';
import { Clock } from '../platform/clock/clock.js';
import { Persoon } from '../toegang/persoon.entity.js';
import { OverzetMails } from './overzetten.mails.js';
import { verhuisReferentie } from './referentie.service.js';
import { controleerNietActief, lijnenVan } from './rij.service.js';
import { ToewijzingService } from './toewijzing.service.js';
import type { Wachtreden } from './standen.js';

interface Overstap {
  oud: Aanmelding;
  van: Cohortstand;
  doel: Cohortstand;
}

/** Moving someone to another cohort: both are locked, in id order, and the date of the first aanmelding is kept. */
@Injectable()
export class OverzettenService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly plaatsen: PlaatsenService,
    private readonly wachtlijst: WachtlijstService,
    private readonly clock: Clock,
    private readonly toewijzing: ToewijzingService,
    private readonly voorstellen: OverzetvoorstellenService,
    private readonly mails: OverzetMails,
    private readonly audit: AuditService,
  ) {}

  /**
   * The academie moves somebody who agreed.
   * @param naar id of the other cohort.
   * @param toelichting how the person agreed; kept in the history.
   * @returns the aanmelding in the other cohort.
   * @throws DomainError `cohort-vol` when a place would be lost: who has one only moves to a free one.
   */
  zetOver(id: string, naar: string, wie: Wie, toelichting?: string | null): Promise<Aanmelding> {
    return inTransaction(this.dataSource, async (m) => {
      const { oud, van, doel } = await this.begin(m, id, naar, wie, 'academie');
      if (!kanVerhuizen(oud, van.cohort.status === 'geannuleerd')) throw overgangNietMogelijk(oud.status);
      if (!academieMagAanmelden(doel.cohort.status)) throw aanmeldenKanNiet('dicht');
      const hadPlaats = oud.plaatsnummer !== null;
      const nieuw = await this.verplaats(m, oud, doel, wie, toelichting);
      if (hadPlaats && nieuw.plaatsnummer === null) throw geenPlaats();
      await this.wachtlijst.bied(m, van);
      return nieuw;
    });
  }

  /**
   * Somebody takes a cohort that was proposed: a place when there is one, otherwise the end of its line.
   * @throws DomainError `voorstel-…` after a second click, `cohort-vol` for who would lose a place, and why enrolling
   *   there is closed; nothing has changed then.
   */
  aanvaard(id: string, naar: string, wie: Wie): Promise<Aanmelding> {
    return inTransaction(this.dataSource, async (m) => {
      const { oud, van, doel } = await this.begin(m, id, naar, wie, 'deelnemer');
      await vindOpen(m, id, naar);
      if (!kanVerhuizen(oud, van.cohort.status === 'geannuleerd')) throw overgangNietMogelijk(oud.status);
      const stand = this.voorstellen.standVan(doel);
      if (stand !== 'open') throw aanmeldenKanNiet(stand);
      const hadPlaats = oud.plaatsnummer !== null;
      const nieuw = await this.verplaats(m, oud, doel, wie);
      if (hadPlaats && nieuw.plaatsnummer === null) throw overstapVol();
      await this.wachtlijst.bied(m, van);
      return nieuw;
    });
  }

  /** Both cohorten locked, their holds and lines up to date, and the aanmelding as it is then. */
  private async begin(m: EntityManager, id: string, naar: string, wie: Wie, als: RolBij): Promise<Overstap> {
    const gevonden = await m.findOneBy(Aanmelding, { id });
    if (!gevonden || rolBij(wie, gevonden) !== als) throw aanmeldingOnbekend();
    if (gevonden.cohortId === naar) throw zelfdeCohort();
    const standen = await this.plaatsen.vergrendel(m, [gevonden.cohortId, naar]);
    for (const stand of standen) await this.wachtlijst.werkBij(m, stand);
    const oud = await m.findOneByOrFail(Aanmelding, { id });
    const van = standen.find(({ cohort }) => cohort.id === oud.cohortId);
    // Merged into another cohort at this very moment.
    if (!van || oud.cohortId === naar) throw zelfdeCohort();
    return { oud, van, doel: standen.find(({ cohort }) => cohort.id === naar)! };
  }

  /**
   * The move itself: what was, ends, and a new aanmelding with the date of the first one takes its place.
   * @returns the aanmelding in the other cohort.
   */
  private async verplaats(
    m: EntityManager,
    oud: Aanmelding,
    doel: Cohortstand,
    wie: Wie,
    toelichting?: string | null,
  ): Promise<Aanmelding> {
    const zelf = isEigenaar(wie, oud);
    const wachtOp = wachtOpNaVerhuizing(await wachtteOp(m, oud), zelf);
    const van = oud.cohortId;
    await this.beeindig(m, oud);
    await controleerNietActief(m, { ...oud, cohortId: doel.cohort.id });
    if (zelf) await m.update(Persoon, { id: oud.persoonId }, { emailBevestigdOp: this.clock.now() });
    const verhuizing = {
      aanvraag: { verzoek: { ...VERZOEK, functie: oud.functie, opmerking: oud.opmerking }, wie },
      ...kern(oud),
      wachtOp,
      schijn: false,
    };
    const lijn = (await lijnenVan(m, [doel], [1], this.clock.now())).get(doel.cohort.id)!;
    const toedeling = { stand: doel, lijn, toelatingen: [verhuizing] };
    const gemaakt = (await this.toewijzing.wijsToe(m, [toedeling])).get(verhuizing)!;
    const nieuw = gemaakt.aanmelding;
    await this.neemMee(m, oud, nieuw);
    await this.voorstellen.besluit(m, [oud.id], doel.cohort.id);
    await this.audit.noteer(m, {
      wie,
      code: 'aanmelding.overgezet',
      onderwerp: { soort: 'aanmelding', id: oud.id },
      gegevens: { van, naar: doel.cohort.id, nieuw: nieuw.id, ...(toelichting ? { toelichting } : {}) },
    });
    await this.mails.overgezet(m, van, doel, gemaakt);
    return m.findOneByOrFail(Aanmelding, { id: nieuw.id });
  }

  /** Somebody from a cohort that was called off has lost the place already. */
  private async beeindig(m: EntityManager, oud: Aanmelding): Promise<void> {
    if (oud.status === 'geannuleerd') return;
    oud.gaNaar('geannuleerd', this.clock.now());
    oud.reden = 'overgezet naar een ander cohort';
    oud.beeindigdDoor = 'academie';
    await this.plaatsen.bewaar(m, [oud]);
  }

  /** The date of the first aanmelding, and the reference by which another system knows it. */
  private async neemMee(m: EntityManager, oud: Aanmelding, nieuw: Aanmelding): Promise<void> {
    await m.update(Aanmelding, { id: nieuw.id }, { aangemeldOp: oud.aangemeldOp });
    await verhuisReferentie(m, oud, nieuw);
  }
}

/** The reasons it waits for, or waited for when its cohort was called off: only the audit remembers that. */
async function wachtteOp(m: EntityManager, a: Aanmelding): Promise<Wachtreden[]> {
  if (a.status !== 'geannuleerd') return a.wachtOp;
  const [row] = await m.query<{ wachtteOp: Wachtreden[] | null }[]>(
    `SELECT gegevens->'wachtteOp' AS "wachtteOp" FROM auditregel
      WHERE onderwerp_soort = 'aanmelding' AND onderwerp_id = $1 AND code = 'aanmelding.geannuleerd'
      ORDER BY id DESC LIMIT 1`,
    [a.id],
  );
  return row?.wachtteOp ?? [];
}

/** Name and address are those of the person, who exists already. */
const VERZOEK = { voornaam: '', achternaam: '', email: '' };

const kern = ({ persoonId, schoolId, bestuurId, organisatie }: Aanmelding) => ({
  persoonId,
  werkplek: { schoolId, bestuurId, organisatie },
});
