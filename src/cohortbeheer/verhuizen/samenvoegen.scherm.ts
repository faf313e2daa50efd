import { Injectable } from '@nestjs/common';
import { cohortkop } from '../../cohorten/cohort.scherm.js';
import { cohortOnbekend } from '../../cohorten/cohorten.errors.js';
import { type CohortBeeld, CohortenQueries } from '../../cohorten/cohorten.queries.js';
import { formatDate } from '../../platform/clock/dates.js';
import { DomainError } from '../../platform/errors/domain-error.js';
import { Page } from '../../platform/web/page.js';
import { inFull } from '../../platform/web/template-helpers.js';
import { AlternatievenQueries, keuze } from './alternatieven.queries.js';
import { SamenvoegenQueries, type Samenvoegmens, type Voorproef } from './samenvoegen.queries.js';
import { kanSamen } from './samenvoegen.rules.js';
import { cohortpaden } from '../../cohorten/paden.js';

/** What was filled in so far, as typed. */
export interface Samenvoegvorm {
  met: string;
  reden: string;
  capaciteit: string;
}

/** The screen of a merge: which cohort, what would happen, and the button. */
@Injectable()
export class Samenvoegscherm {
  constructor(
    private readonly cohorten: CohortenQueries,
    private readonly kandidaten: AlternatievenQueries,
    private readonly samenvoegen: SamenvoegenQueries,
  ) {}

  async toon(id: string, vorm: Samenvoegvorm, geweigerd?: Record<string, string>): Promise<Page> {
    const cohort = await this.cohorten.een(id, false);
    if (!cohort) throw cohortOnbekend();
    const anderen = await this.kandidaten.inVolgorde(await this.samenvoegen.kandidaten(cohort));
    const naar = anderen.find((c) => c.id === vorm.met);
    const { voorproef, fouten } = await this.probeer(id, naar, vorm, geweigerd);
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
        mensen: voorproef.mensen.map(regel),
      },
    };
    const titel = `Samenvoegen: ${inFull(cohort.opleiding, cohort.naam)}`;
    return new Page('cohortbeheer/samenvoeging', context, { titel, status: fouten ? 422 : 200 });
  }

  private async probeer(
    id: string,
    naar: CohortBeeld | undefined,
    { capaciteit }: Samenvoegvorm,
    geweigerd?: Record<string, string>,
  ): Promise<{ voorproef: Voorproef | null; fouten?: Record<string, string> }> {
    const fouten = geweigerd ? { fouten: geweigerd } : {};
    if (!naar) return { voorproef: null, ...fouten };
    const plaatsen = /^\d{1,6}$/.test(capaciteit) ? Number(capaciteit) : null;
    try {
      return { voorproef: await this.samenvoegen.voorproef(id, naar.id, plaatsen), ...fouten };
    } catch (fout) {
      if (!(fout instanceof DomainError)) throw fout;
      const veld = fout.fouten[0]?.veld ?? '_';
      const voorproef = await this.samenvoegen.voorproef(id, naar.id, null).catch(() => null);
      return { voorproef, fouten: { [veld]: fout.melding, ...geweigerd } };
    }
  }
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

function regel({ naam, email, wat: soort, straks, mails }: Samenvoegmens) {
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
