import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Wie } from '../toegang/wie.js';
import { School } from '../besturen/school.entity.js';
import { PlaatsenService, type Cohortstand } from '../cohorten/plaatsen.service.js';
import { Clock } from '../platform/clock/clock.js';
import { DomainError } from '../platform/errors/domain-error.js';
import { Persoon } from '../toegang/persoon.entity.js';
import { WachtlijstService } from '../wachtlijst/wachtlijst.service.js';
import { AanmeldenService } from './aanmelden.service.js';
import { Aanmelding } from './aanmelding.entity.js';
import { aanmeldingOnbekend } from './aanmeldingen.errors.js';
import { AanmeldingenMails } from './aanmeldingen.mails.js';
import { houdtPlaats } from './aanmeldingen.rules.js';
import type { Aanmeldverzoek } from './aanvraag.rules.js';
import { IN_ACTIEF } from './standen.js';

/**
 * Somebody stands in the room and is not on the list. Steps: whoever records the attendance opens the transaction.
 * A free place goes to who is there, for by then nothing is offered to the line any more; in a full cohort they join
 * the line, so that a place is never sold twice.
 */
@Injectable()
export class InloopService {
  constructor(
    private readonly clock: Clock,
    private readonly plaatsen: PlaatsenService,
    private readonly wachtlijst: WachtlijstService,
    private readonly aanmelden: AanmeldenService,
    private readonly mails: AanmeldingenMails,
    private readonly audit: AuditService,
  ) {}

  /**
   * Whoever this address belongs to; somebody who is in this cohort already is let in as that.
   * @throws DomainError when the cohort takes nobody in any more or the school is unknown.
   */
  async meldAan(m: EntityManager, cohortId: string, verzoek: Aanmeldverzoek, wie: Wie): Promise<Aanmelding> {
    const [besluit] = await this.aanmelden.beslis(m, cohortId, [{ verzoek, wie, inDeZaal: true }]);
    if (!(besluit instanceof DomainError)) return besluit!.aanmelding;
    if (besluit.code !== 'al-aangemeld') throw besluit;
    return this.laatToe(m, await this.actieve(m, cohortId, verzoek.email), wie);
  }

  /**
   * Somebody who waits here takes the free place; who had ended enrols anew; who has a place keeps it, and need not
   * confirm the address any more.
   * @throws DomainError `aanmelding-onbekend` when the aanmelding moved to another cohort just now.
   */
  async laatToe(m: EntityManager, { id, cohortId }: Aanmelding, wie: Wie): Promise<Aanmelding> {
    const stand = await this.plaatsen.vergrendelEen(m, cohortId);
    await this.wachtlijst.werkBij(m, stand);
    const a = await m.findOneBy(Aanmelding, { id, cohortId });
    if (!a) throw aanmeldingOnbekend();
    if (a.wachtOp.includes('emailbevestiging') && a.plaatsnummer) {
      await this.geefPlaats(m, stand, a, a.plaatsnummer, wie);
      return a;
    }
    if (houdtPlaats(a.status)) return a;
    if (a.status !== 'wachtlijst') return this.meldAan(m, cohortId, await this.opnieuw(m, a), wie);
    const [nummer] = await this.plaatsen.vrijeNummers(m, stand, 1);
    if (nummer !== undefined) await this.geefPlaats(m, stand, a, nummer, wie);
    return a;
  }

  private async actieve(m: EntityManager, cohortId: string, email: string): Promise<Aanmelding> {
    return m
      .createQueryBuilder(Aanmelding, 'a')
      .innerJoin(Persoon, 'p', 'p.id = a.persoonId OR p.samengevoegdMetId = a.persoonId')
      .where('a.cohortId = :cohortId AND p.emailNorm = lower(btrim(:email))', { cohortId, email })
      .andWhere(`a.status ${IN_ACTIEF}`)
      .getOneOrFail();
  }

  private async opnieuw(m: EntityManager, a: Aanmelding): Promise<Aanmeldverzoek> {
    const { voornaam, tussenvoegsel, achternaam, email } = await m.findOneByOrFail(Persoon, {
      id: a.persoonId,
    });
    const school = a.schoolId ? await m.findOneBy(School, { id: a.schoolId }) : null;
    const naam = { voornaam, tussenvoegsel, achternaam, email };
    const werkplek = school
      ? { vestigingscode: school.vestigingscode }
      : { bestuur: a.bestuurId, organisatie: a.organisatie };
    return { ...naam, ...werkplek, functie: a.functie };
  }

  private async geefPlaats(
    m: EntityManager,
    stand: Cohortstand,
    a: Aanmelding,
    nummer: number,
    wie: Wie,
  ): Promise<void> {
    const nu = this.clock.now();
    a.wachtOp = a.wachtOp.filter((reden) => reden === 'akkoord');
    const status = a.wachtOp.length > 0 ? 'voorlopig' : 'geplaatst';
    if (a.status !== status) a.gaNaar(status, nu);
    if (a.status === 'voorlopig') a.vervaltOp = await this.wachtlijst.vervaltOp(m, a.wachtOp, stand.eerste);
    a.plaatsnummer = nummer;
    a.plaatsVan = stand.cohort.capaciteit;
    await this.plaatsen.bewaar(m, [a]);
    const onderwerp = { soort: 'aanmelding' as const, id: a.id };
    await this.audit.noteer(m, {
      wie,
      code: 'aanmelding.ingelopen',
      onderwerp,
      gegevens: { status: a.status },
    });
    if (a.status === 'geplaatst') await this.mails.geplaatst(m, stand, [a]);
    else await this.mails.akkoordGevraagd(m, stand, [a]);
  }
}
