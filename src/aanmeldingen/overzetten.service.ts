import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Wie } from '../audit/wie.js';
import { academieMagAanmelden } from '../cohorten/cohorten.rules.js';
import { PlaatsenService, type Cohortstand } from '../cohorten/plaatsen.service.js';
import { Clock } from '../platform/clock/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { WachtlijstService } from '../wachtlijst/wachtlijst.service.js';
import { Aanmelding } from './aanmelding.entity.js';
import { aanmeldenKanNiet, aanmeldingOnbekend, geenPlaats, zelfdeCohort } from './aanmeldingen.errors.js';
import { AanmeldingenMails } from './aanmeldingen.mails.js';
import { rolBij } from './bevoegdheid.js';
import { controleerNietActief } from './rij.js';
import { Toewijzing } from './toewijzing.js';

/** Moving someone to another cohort: both are locked, in id order, and the date of the first aanmelding is kept. */
@Injectable()
export class OverzettenService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly plaatsen: PlaatsenService,
    private readonly wachtlijst: WachtlijstService,
    private readonly toewijzing: Toewijzing,
    private readonly mails: AanmeldingenMails,
    private readonly audit: AuditService,
  ) {}

  /**
   * @param naar id of the other cohort.
   * @returns the aanmelding in the other cohort.
   * @throws DomainError `cohort-vol` when a place would be lost: who has one only moves to a free one.
   */
  zetOver(id: string, naar: string, wie: Wie): Promise<Aanmelding> {
    return inTransaction(this.dataSource, async (m) => {
      const gevonden = await m.findOneBy(Aanmelding, { id });
      if (!gevonden || rolBij(wie, gevonden) !== 'academie') throw aanmeldingOnbekend();
      if (gevonden.cohortId === naar) throw zelfdeCohort();
      const standen = await this.plaatsen.vergrendel(m, [gevonden.cohortId, naar]);
      for (const stand of standen) await this.wachtlijst.werkBij(m, stand);
      const oud = await m.findOneByOrFail(Aanmelding, { id });
      const doel = standen.find(({ cohort }) => cohort.id === naar)!;
      if (!academieMagAanmelden(doel.cohort.status)) throw aanmeldenKanNiet('dicht');
      const nieuw = await this.verplaats(m, oud, doel, wie);
      await this.wachtlijst.bied(
        m,
        standen.find(({ cohort }) => cohort.id === oud.cohortId)!,
      );
      return m.findOneByOrFail(Aanmelding, { id: nieuw.id });
    });
  }

  private async verplaats(
    m: EntityManager,
    oud: Aanmelding,
    doel: Cohortstand,
    wie: Wie,
  ): Promise<Aanmelding> {
    const hadPlaats = oud.plaatsnummer !== null;
    const van = oud.cohortId;
    const wachtOp = oud.wachtOp.filter((reden) => reden !== 'aanbod');
    oud.gaNaar('geannuleerd', this.clock.now());
    Object.assign(oud, { reden: 'overgezet naar een ander cohort', beeindigdDoor: 'academie' });
    await this.plaatsen.bewaar(m, [oud]);
    await controleerNietActief(m, Object.assign(new Aanmelding(), oud, { cohortId: doel.cohort.id }));
    const [gemaakt] = await this.toewijzing.wijsToe(m, doel, [
      {
        aanvraag: { verzoek: { ...VERZOEK, functie: oud.functie, opmerking: oud.opmerking }, wie },
        ...kern(oud),
        wachtOp,
      },
    ]);
    const { aanmelding } = gemaakt!;
    if (hadPlaats && aanmelding.plaatsnummer === null) throw geenPlaats();
    await this.neemMee(m, oud, aanmelding);
    await this.audit.noteer(m, {
      wie,
      code: 'aanmelding.overgezet',
      onderwerp: { soort: 'aanmelding', id: oud.id },
      gegevens: { van, naar: doel.cohort.id },
    });
    await this.mails.naAanmelden(m, doel, [gemaakt!]);
    return aanmelding;
  }

  /** The date of the first aanmelding, and the reference by which another system knows it. */
  private async neemMee(m: EntityManager, oud: Aanmelding, nieuw: Aanmelding): Promise<void> {
    const { aangemeldOp, apiSleutelId, externeReferentie } = oud;
    await m.update(Aanmelding, { id: oud.id }, { apiSleutelId: null, externeReferentie: null });
    await m.update(Aanmelding, { id: nieuw.id }, { aangemeldOp, apiSleutelId, externeReferentie });
  }
}

/** Name and address are those of the person, who exists already. */
const VERZOEK = { voornaam: '', achternaam: '', email: '' };

const kern = ({ persoonId, schoolId, bestuurId }: Aanmelding) => ({ persoonId, schoolId, bestuurId });
