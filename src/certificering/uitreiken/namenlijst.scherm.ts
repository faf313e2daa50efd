import { Injectable } from '@nestjs/common';
import { cohortOnbekend } from '../../cohorten/cohorten.errors.js';
import { CohortenQueries } from '../../cohorten/cohorten.queries.js';
import { cohortpaden } from '../../cohorten/paden.js';
import { Page } from '../../platform/web/page.js';
import { type Certificaatbeeld, CertificatenQueries } from '../certificaat/certificaten.queries.js';
import { certificeringpaden } from '../paden.js';
import { LeerjaarQueries } from '../voorwaarden/leerjaar.queries.js';
import type { Leerjaarbeeld } from '../voorwaarden/leerjaar.rules.js';

/** The list of names of a ceremony, on paper, to read aloud. */
@Injectable()
export class NamenlijstScherm {
  constructor(
    private readonly cohorten: CohortenQueries,
    private readonly leerjaren: LeerjaarQueries,
    private readonly certificaten: CertificatenQueries,
  ) {}

  /** @throws DomainError `cohort-onbekend`, `leerjaar-onbekend` */
  async toon(id: string, leerjaar: number): Promise<Page> {
    const cohort = await this.cohorten.een(id, false);
    if (!cohort) throw cohortOnbekend();
    const jaar = await this.leerjaren.een(id, leerjaar);
    const certificaten = await this.certificaten.vanCohort(id, leerjaar);
    const context = namenlijstcontext(jaar, cohort.opleiding, certificaten);
    return new Page('certificering/namenlijst', context, { titel: `Namenlijst: ${cohort.opleiding}` });
  }
}

/** Lists those who have the certificaat or will get it, by family name. */
function namenlijstcontext(b: Leerjaarbeeld, opleiding: string, certificaten: readonly Certificaatbeeld[]) {
  const gegeven = new Map(
    certificaten.filter(({ stand }) => stand === 'geldig').map((c) => [c.aanmeldingId, c]),
  );
  const mensen = b.kandidaten.filter(
    (k) =>
      gegeven.has(k.aanmeldingId) || (k.nummer === null && k.elders === null && k.uitslag.groep === 'wel'),
  );
  return {
    kruimels: [
      { tekst: 'Cohorten', href: cohortpaden.lijst },
      { tekst: b.cohort.naam, href: certificeringpaden.cohort(b.cohort.id) },
    ],
    opleiding,
    cohort: b.cohort.naam,
    leerjaar: b.leerjaren.length > 1 ? b.leerjaar : null,
    uitreiking: b.uitreiking,
    terugHref: certificeringpaden.cohort(b.cohort.id),
    rijen: mensen.map((k) => ({
      naam: gegeven.get(k.aanmeldingId)?.gegevens.naam ?? k.naam,
      school: k.school,
      nummer: gegeven.get(k.aanmeldingId)?.nummer ?? null,
    })),
  };
}
