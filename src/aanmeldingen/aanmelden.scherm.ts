import { Injectable } from '@nestjs/common';
import type { CohortBeeld } from '../cohorten/cohorten.queries.js';
import { cohortregel, kerenVan, tegelVan, urenVan } from '../cohorten/cohort.scherm.js';
import { cohortpaden } from '../cohorten/paden.js';
import { functiekeuzes } from '../opleidingen/opleidingen.rules.js';
import { foutenPerVeld, waardenVan, type Persoonsformulier } from '../personen/persoonsformulier.scherm.js';
import { Settings } from '../platform/config/settings.js';
import type { DomainError, FieldError } from '../platform/errors/domain-error.js';
import { Page } from '../platform/web/page.js';
import { naamvraag } from './aanvraag.rules.js';
import { aanmeldpaden } from './paden.js';
import { BesturenQueries } from '../besturen/besturen.queries.js';
import { Werkplekkiezer } from '../besturen/werkplek.scherm.js';

/** The facts that the screen after the form shows. */
export interface Ontvangst {
  email: string;
  opWachtlijst: boolean;
  /** In line while a place is free, which comes with the confirmation. */
  plekNaBevestiging: boolean;
  vervaltOp: Date | string | null;
  akkoordNodig: boolean;
}

/** The form of two minutes, and the screen after it. */
@Injectable()
export class AanmeldenScherm {
  constructor(
    private readonly scholen: BesturenQueries,
    private readonly settings: Settings,
    private readonly kiezer: Werkplekkiezer,
  ) {}

  async toon(
    cohort: CohortBeeld,
    formulier: Persoonsformulier,
    fouten: FieldError[],
    status: number,
    geweigerd?: DomainError,
  ): Promise<Page> {
    const opleiding = opleidingVan(cohort);
    const context = {
      kruimels: [
        { tekst: 'Opleidingen', href: cohortpaden.catalogus },
        { tekst: opleiding.naam, href: opleiding.href },
      ],
      opleiding,
      cohort: cohortregel(cohort),
      tegel: cohort.eerste && tegelVan(cohort.eerste),
      keren: kerenVan(cohort),
      uren: urenVan(cohort),
      actie: aanmeldpaden.aanmelden(cohort.id),
      akkoordNodig: await this.scholen.ergensAkkoordNodig(),
      vasthoudtijd: `${this.settings.BEVESTIGING_UREN} uur`,
      waarden: waardenVan(formulier),
      fouten: fouten.length > 0 ? foutenPerVeld(fouten) : undefined,
      naamvraag: naamvraag(geweigerd, formulier),
      functies: functiekeuzes,
      werkplek: await this.kiezer.veld(formulier, { voor: 'zelf' }),
    };
    return new Page('cohorten/aanmelden', context, { titel: `Aanmelden: ${opleiding.naam}`, status });
  }

  ontvangen(cohort: CohortBeeld, ontvangst: Ontvangst): Page {
    const context = {
      ...ontvangst,
      opleiding: opleidingVan(cohort),
      cohort: { eerste: cohort.eerste, locatie: cohort.locatie },
    };
    return new Page('cohorten/aanmelden-ontvangen', context, { titel: 'Kijk in je mail' });
  }
}

const opleidingVan = (c: CohortBeeld) => ({
  naam: c.opleiding,
  href: cohortpaden.opleiding(c.opleidingCode),
});
