import { Injectable } from '@nestjs/common';
import { type AanmeldingBeeld, AanmeldingenQueries } from '../../aanmeldingen/aanmeldingen.queries.js';
import { cohortkop } from '../../cohorten/cohort.scherm.js';
import { cohortOnbekend } from '../../cohorten/cohorten.errors.js';
import { CohortenQueries } from '../../cohorten/cohorten.queries.js';
import { cohortovergangen } from '../../cohorten/cohorten.rules.js';
import { Page } from '../../platform/web/page.js';
import { inFull } from '../../platform/web/template-helpers.js';
import { volledigeNaam } from '../../toegang/persoon.entity.js';
import { AlternatievenQueries, keuze, plaatsVan } from './alternatieven.queries.js';
import { cohortpaden } from '../../cohorten/paden.js';

/** What was filled in so far. */
export interface Annuleringsvorm {
  reden: string;
  alternatieven: string[];
  zoek: string;
}

interface Getoond {
  /** Show who gets which mail instead of the form. */
  voorbeeld?: boolean;
  fouten?: Record<string, string>;
}

/** The screen that calls a cohort off: reason and other cohorten, then who hears what. */
@Injectable()
export class Annuleringsscherm {
  constructor(
    private readonly cohorten: CohortenQueries,
    private readonly aanmeldingen: AanmeldingenQueries,
    private readonly alternatieven: AlternatievenQueries,
  ) {}

  async toon(id: string, vorm: Annuleringsvorm, { voorbeeld, fouten }: Getoond = {}): Promise<Page> {
    const cohort = await this.cohorten.een(id, false);
    if (!cohort) throw cohortOnbekend();
    const mensen = (await this.aanmeldingen.vanCohort(id)).filter(isLopend);
    const context = {
      ...cohortkop(cohort, 'mensen'),
      formHref: cohortpaden.tab(id, 'annulering'),
      terugHref: cohortpaden.een(id),
      samenvoegHref: cohortpaden.tab(id, 'samenvoeging'),
      kan: cohortovergangen[cohort.status].includes('geannuleerd'),
      waarden: vorm,
      fouten,
      aantal: mensen.length,
      ...(await this.keuzes(id, vorm)),
      voorbeeld: voorbeeld
        ? {
            mensen: mensen.map(regel),
            gekozen: (await this.alternatieven.inVolgorde(vorm.alternatieven)).map((c) => ({
              naam: inFull(c.opleiding, c.naam),
              plaats: plaatsVan(c),
            })),
          }
        : null,
    };
    const titel = `Annuleren: ${inFull(cohort.opleiding, cohort.naam)}`;
    return new Page('cohortbeheer/annulering', context, { titel, status: fouten ? 422 : 200 });
  }

  /** What is ticked stays in sight, whatever is searched for. */
  private async keuzes(id: string, { alternatieven, zoek }: Annuleringsvorm) {
    const gekozen = new Set(alternatieven);
    const voorgesteld = await this.alternatieven.voor(id);
    const gevonden = zoek ? await this.alternatieven.metWoord(zoek, id) : [];
    const bekend = new Set([...voorgesteld, ...gevonden].map((c) => c.id));
    const erbij = await this.alternatieven.inVolgorde(alternatieven.filter((ander) => !bekend.has(ander)));
    const nieuw = gevonden.filter((c) => !voorgesteld.some((v) => v.id === c.id));
    return {
      keuzes: [...voorgesteld, ...erbij, ...nieuw].map((c) => keuze(c, gekozen)),
      nietsGevonden: zoek !== '' && gevonden.length === 0,
    };
  }
}

const isLopend = ({ status }: AanmeldingBeeld): boolean =>
  status === 'voorlopig' || status === 'geplaatst' || status === 'wachtlijst';

const standen: Partial<Record<AanmeldingBeeld['status'], string>> = {
  geplaatst: 'Heeft een plaats',
  voorlopig: 'Heeft een voorlopige plaats',
};

function regel(a: AanmeldingBeeld) {
  return {
    naam: volledigeNaam(a),
    email: a.email,
    stand: standen[a.status] ?? `Plaats ${a.wachtlijstpositie} van de wachtlijst`,
  };
}
