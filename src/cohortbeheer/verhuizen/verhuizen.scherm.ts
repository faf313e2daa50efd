import { Injectable } from '@nestjs/common';
import { type AanmeldingBeeld, AanmeldingenQueries } from '../../aanmeldingen/aanmeldingen.queries.js';
import { cohortkop } from '../../cohorten/cohort.scherm.js';
import { cohortOnbekend } from '../../cohorten/cohorten.errors.js';
import { type CohortBeeld, CohortenQueries } from '../../cohorten/cohorten.queries.js';
import { cohortovergangen } from '../../cohorten/cohorten.rules.js';
import { Page } from '../../platform/web/page.js';
import { inFull } from '../../platform/web/template-helpers.js';
import { volledigeNaam } from '../../toegang/persoon.entity.js';
import { AlternatievenQueries, keuze, plaatsVan } from './alternatieven.queries.js';
import { cohortpaden } from '../../cohorten/paden.js';
import { formatDate } from '../../platform/clock/dates.js';
import { DomainError } from '../../platform/errors/domain-error.js';
import { kanSamen, type Samenvoegmens } from './samenvoegen.rules.js';
import { SamenvoegenService, type Voorproef } from './samenvoegen.service.js';

/** The form of calling off, as it was filled in so far. */
export interface Annuleringsvorm {
  reden: string;
  alternatieven: string[];
  zoek: string;
}

/** The form of merging, as it was typed so far. */
export interface Samenvoegvorm {
  met: string;
  reden: string;
  capaciteit: string;
}

interface Getoond {
  /** Show who gets which mail instead of the form. */
  voorbeeld?: boolean;
  fouten?: Record<string, string>;
}

/** The screens that end a cohort for its people: calling it off, and merging it into another. */
@Injectable()
export class Verhuisscherm {
  constructor(
    private readonly cohorten: CohortenQueries,
    private readonly aanmeldingen: AanmeldingenQueries,
    private readonly alternatieven: AlternatievenQueries,
    private readonly dienst: SamenvoegenService,
  ) {}

  /** Calling off: reason and other cohorten, then who hears what. */
  async annuleren(id: string, vorm: Annuleringsvorm, { voorbeeld, fouten }: Getoond = {}): Promise<Page> {
    const cohort = await this.cohort(id);
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
            mensen: mensen.map(annuleringsregel),
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

  /** Lists the cohorten to choose from; a ticked one stays in sight, whatever is searched for. */
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

  /** Merging: which cohort, what would happen, and the button. */
  async samenvoegen(id: string, vorm: Samenvoegvorm, geweigerd?: Record<string, string>): Promise<Page> {
    const cohort = await this.cohort(id);
    const anderen = await this.alternatieven.inVolgorde(await this.dienst.kandidaten(cohort));
    const naar = anderen.find((c) => c.id === vorm.met);
    const { voorproef, fouten } = await this.voorproef(id, naar, vorm, geweigerd);
    const context = {
      ...cohortkop(cohort, 'mensen'),
      formHref: cohortpaden.tab(id, 'samenvoeging'),
      terugHref: cohortpaden.een(id),
      kan: kanSamen(cohort),
      waarden: {
        ...vorm,
        capaciteit: vorm.capaciteit || (voorproef ? Math.max(voorproef.nodig, voorproef.capaciteit) : ''),
      },
      fouten,
      keuzes: anderen.map((c) => keuze(c, new Set([vorm.met]))),
      van: facetten(cohort),
      naar: naar ? facetten(naar) : null,
      voorproef: voorproef && {
        ...voorproef,
        tekort: Math.max(voorproef.nodig - voorproef.capaciteit, 0),
        mensen: voorproef.mensen.map(samenvoegregel),
      },
    };
    const titel = `Samenvoegen: ${inFull(cohort.opleiding, cohort.naam)}`;
    return new Page('cohortbeheer/samenvoeging', context, { titel, status: fouten ? 422 : 200 });
  }

  private async voorproef(
    id: string,
    naar: CohortBeeld | undefined,
    { capaciteit }: Samenvoegvorm,
    geweigerd?: Record<string, string>,
  ): Promise<{ voorproef: Voorproef | null; fouten?: Record<string, string> }> {
    const fouten = geweigerd ? { fouten: geweigerd } : {};
    if (!naar) return { voorproef: null, ...fouten };
    const plaatsen = /^\d{1,6}$/.test(capaciteit) ? Number(capaciteit) : null;
    // Not by `probeer`: nothing is done yet, and beside what stands in the way the rest of the preview is shown.
    try {
      return { voorproef: await this.dienst.voorproef(id, naar.id, plaatsen), ...fouten };
    } catch (fout) {
      if (!(fout instanceof DomainError)) throw fout;
      const veld = fout.fouten[0]?.veld ?? '_';
      const voorproef = await this.dienst.voorproef(id, naar.id, null).catch(() => null);
      return { voorproef, fouten: { [veld]: fout.melding, ...geweigerd } };
    }
  }

  private async cohort(id: string): Promise<CohortBeeld> {
    const cohort = await this.cohorten.een(id, false);
    if (!cohort) throw cohortOnbekend();
    return cohort;
  }
}

const isLopend = ({ status }: AanmeldingBeeld): boolean =>
  status === 'voorlopig' || status === 'geplaatst' || status === 'wachtlijst';

const standen: Partial<Record<AanmeldingBeeld['status'], string>> = {
  geplaatst: 'Heeft een plaats',
  voorlopig: 'Heeft een voorlopige plaats',
};

function annuleringsregel(a: AanmeldingBeeld) {
  return {
    naam: volledigeNaam(a),
    email: a.email,
    stand: standen[a.status] ?? `Plaats ${a.wachtlijstpositie} van de wachtlijst`,
  };
}

function facetten(c: CohortBeeld) {
  return {
    naam: c.naam,
    start: c.eerste ? formatDate(c.eerste) : 'Nog niet bekend',
    locatie: c.locatie,
    dagen: c.bijeenkomsten.length,
    bezet: c.bezet,
    capaciteit: c.capaciteit,
    wachtend: c.wachtend,
    bevestigd: c.status === 'bevestigd' || c.status === 'gestart',
    begonnen: c.aanmelden === 'begonnen' || c.status === 'gestart',
  };
}

const wat: Record<Samenvoegmens['wat'], string> = {
  verhuist: 'Gaat mee',
  dubbel: 'Stond in beide, houdt de beste',
  achteruit: 'Stond al in de rij, komt verder naar achteren',
};

function samenvoegregel({ naam, email, wat: soort, straks, mails }: Samenvoegmens) {
  const daarna = { plaats: 'heeft een plaats', aanbod: 'krijgt meteen een plaats aangeboden' };
  return {
    naam,
    email,
    wat: wat[soort],
    straks: typeof straks === 'number' ? `plaats ${straks} van de wachtlijst` : daarna[straks],
    mail: mails.includes('aanbod')
      ? 'Samengevoegd, en een aanbod'
      : soort === 'achteruit'
        ? 'Je nummer op de wachtlijst is veranderd'
        : 'Samengevoegd',
  };
}
