import { Injectable } from '@nestjs/common';
import { cohortkop } from '../../cohorten/cohortkop.js';
import { cohortOnbekend } from '../../cohorten/cohorten.errors.js';
import { CohortenQueries } from '../../cohorten/cohorten.queries.js';
import { TellingenQueries } from '../../cohorten/tellingen.queries.js';
import { Clock } from '../../platform/clock/clock.js';
import { refusalByField } from '../../platform/web/form-input.js';
import { Page, Redirect } from '../../platform/web/page.js';
import { inFull } from '../../platform/web/template-helpers.js';
import { CertificatenQueries } from '../certificaat/certificaten.queries.js';
import { namenlijstbeeld, type Geweigerd } from './ceremoniebeeld.js';
import { optelling } from '../voorwaarden/voorwaarden.rules.js';
import { certificeringbeeld } from './certificeringbeeld.js';
import { CeremonieService } from './ceremonie.service.js';
import type { Leerjaarbeeld } from '../voorwaarden/leerjaarbeeld.js';
import { LeerjaarService } from '../voorwaarden/leerjaar.service.js';

/** The tab Certificering of a cohort. */
@Injectable()
export class Certificeringscherm {
  constructor(
    private readonly clock: Clock,
    private readonly cohorten: CohortenQueries,
    private readonly leerjaren: LeerjaarService,
    private readonly certificaten: CertificatenQueries,
    private readonly ceremonie: CeremonieService,
    private readonly tellingen: TellingenQueries,
  ) {}

  /** @throws DomainError `cohort-onbekend` */
  async toon(id: string, geweigerd?: Geweigerd): Promise<Page> {
    const cohort = await this.cohorten.een(id, false);
    if (!cohort) throw cohortOnbekend();
    const jaren = await this.leerjaren.alle(id);
    const certificaten = await this.certificaten.vanCohort(id);
    const bekend = (await this.tellingen.gecertificeerd(id)).flatMap(({ aantal }) => aantal ?? []);
    const geteld = {
      gepubliceerd: bekend.length > 0 ? optelling(bekend) : null,
      uitgenodigd: await this.uitgenodigd(jaren),
    };
    const context = {
      ...cohortkop(cohort, 'certificering'),
      ...certificeringbeeld(jaren, certificaten, geteld, this.clock.now(), geweigerd),
    };
    const titel = `Certificering: ${inFull(cohort.opleiding, cohort.naam)}`;
    return new Page('certificering/cohort', context, { titel, status: geweigerd ? 422 : 200 });
  }

  /** A refusal comes back on the tab, with what was typed. @param daad what was asked; its answer is what to say. */
  async probeer(
    id: string,
    poging: Omit<Geweigerd, 'fouten'>,
    daad: () => Promise<string>,
  ): Promise<Page | Redirect> {
    try {
      const tekst = await daad();
      return new Redirect(`/beheer/cohorten/${id}/certificering`, { soort: 'goed', tekst });
    } catch (fout) {
      return this.toon(id, { ...poging, fouten: refusalByField(fout) });
    }
  }

  /** On paper, to read aloud. @throws DomainError `cohort-onbekend`, `leerjaar-onbekend` */
  async namenlijst(id: string, leerjaar: number): Promise<Page> {
    const cohort = await this.cohorten.een(id, false);
    if (!cohort) throw cohortOnbekend();
    const jaar = await this.leerjaren.een(id, leerjaar);
    const context = namenlijstbeeld(jaar, cohort.opleiding, await this.certificaten.vanCohort(id, leerjaar));
    return new Page('certificering/namenlijst', context, { titel: `Namenlijst: ${cohort.opleiding}` });
  }

  private async uitgenodigd(jaren: readonly Leerjaarbeeld[]): Promise<Map<number, number>> {
    const perJaar = new Map<number, number>();
    for (const { leerjaar, uitreiking, kandidaten } of jaren) {
      const ids = kandidaten.map(({ aanmeldingId }) => aanmeldingId);
      if (uitreiking) perJaar.set(leerjaar, await this.ceremonie.uitgenodigd(uitreiking, ids));
    }
    return perJaar;
  }
}
