import { cohortpaden } from '../cohorten/paden.js';
import { Injectable } from '@nestjs/common';
import { SchoolkiezerQueries } from '../besturen/schoolkiezer.queries.js';
import { cohortkop } from '../cohorten/cohort.scherm.js';
import { cohortOnbekend } from '../cohorten/cohorten.errors.js';
import { CohortenQueries, type CohortBeeld } from '../cohorten/cohorten.queries.js';
import { functiekeuzes } from '../opleidingen/opleidingen.rules.js';
import { plural } from '../platform/web/template-helpers.js';
import { zelfdeNaam } from '../personen/naam.rules.js';
import { normaliseerEmail } from '../personen/personen.rules.js';
import { volledigeNaam } from '../toegang/persoon.entity.js';
import type { Lijstuitkomst } from './deelnemers.service.js';
import type { Regel } from './keuring.rules.js';
import { onwaarschijnlijk, type Regelfout } from './velden.rules.js';
import { VooruitzichtQueries, waaromDicht, type Vooruitzicht } from './vooruitzicht.queries.js';
import { getypteNaam } from '../aanmeldingen/aanvraag.rules.js';
import { namenVan } from '../aanmeldingen/aanvragen.service.js';

/** To who does not say that two names are one human. */
export const NAAMFOUT = 'Zeg of het dezelfde mensen zijn. Zo niet, verbeter dan de e-mailadressen.';

const MEESTE_FOUTEN = 100;
const MEESTE_MENSEN = 50;
const MEESTE_VREEMD = 5;

/** Builds what the three screens on which people are added have in common. */
@Injectable()
export class ToevoegenScherm {
  constructor(
    private readonly cohorten: CohortenQueries,
    private readonly scholen: SchoolkiezerQueries,
    private readonly vooruitzichten: VooruitzichtQueries,
  ) {}

  /** @throws DomainError `cohort-onbekend` */
  async cohort(id: string): Promise<CohortBeeld> {
    const cohort = await this.cohorten.een(id, false);
    if (!cohort) throw cohortOnbekend();
    return cohort;
  }

  async basis(cohort: CohortBeeld) {
    const { vrij, wachtend } = await this.vooruitzichten.van(cohort, []);
    return {
      ...cohortkop(cohort, 'mensen'),
      terugHref: cohortpaden.een(cohort.id),
      dicht: waaromDicht(cohort),
      vrij,
      volgende: wachtend + 1,
    };
  }

  async keuzelijsten() {
    return { functies: functiekeuzes, besturen: await this.scholen.voorKiezer() };
  }

  /** Tells what would become of this list now, in numbers and by name. */
  async vooruitblik(cohort: CohortBeeld, regels: Regel[]) {
    const adressen = regels.map(({ verzoek }) => verzoek.email);
    const vooruit = await this.vooruitzichten.van(cohort, adressen);
    return {
      aantal: regels.length,
      nieuw: vooruit.geplaatst + vooruit.wachtlijst,
      geplaatst: vooruit.geplaatst,
      wachtlijst: vooruit.wachtlijst,
      vanafPositie: vooruit.wachtend + 1,
      overgeslagen: vooruit.overgeslagen,
      mensen: mensen(regels.slice(0, MEESTE_MENSEN), vooruit),
      meer: Math.max(0, regels.length - MEESTE_MENSEN),
      anderen: anderen(regels, vooruit),
      vreemd: vreemdeNamen(regels),
    };
  }
}

/** Names in which something stands that stands in no name, the first few of them by row. */
function vreemdeNamen(regels: Regel[]) {
  const vreemd = regels
    .map(({ rij, verzoek }) => ({ rij, naam: volledigeNaam(getypteNaam(verzoek)) }))
    .filter(({ naam }) => onwaarschijnlijk(naam));
  if (vreemd.length === 0) return null;
  return {
    aantal: vreemd.length,
    namen: vreemd.slice(0, MEESTE_VREEMD),
    meer: vreemd.length > MEESTE_VREEMD,
  };
}

function mensen(regels: Regel[], { bekend }: Vooruitzicht) {
  return regels.map((regel) => ({
    rij: regel.rij,
    naam: volledigeNaam(getypteNaam(regel.verzoek)),
    email: regel.verzoek.email,
    functie: regel.verzoek.functie,
    alAangemeld: bekend.get(normaliseerEmail(regel.verzoek.email))?.actief ?? false,
  }));
}

/** Finds the people whose address we know by another name. */
function anderen(regels: Regel[], { bekend }: Vooruitzicht) {
  const gevonden = regels.flatMap((regel) => {
    const stand = bekend.get(normaliseerEmail(regel.verzoek.email));
    const naam = getypteNaam(regel.verzoek);
    if (!stand || namenVan(stand).some((ander) => zelfdeNaam(ander, naam))) return [];
    const { rij, verzoek } = regel;
    return [{ rij, naam: volledigeNaam(naam), email: verzoek.email, bekendAls: volledigeNaam(stand) }];
  });
  return { totaal: gevonden.length, getoond: gevonden.slice(0, MEESTE_FOUTEN) };
}

/** As many as a reader can use, and how many there are in all. */
export const foutenlijst = (fouten: Regelfout[]) => ({
  totaal: fouten.length,
  getoond: fouten.slice(0, MEESTE_FOUTEN),
  meer: Math.max(0, fouten.length - MEESTE_FOUTEN),
});

/** "12 mensen hebben een plaats, 3 staan op de wachtlijst. 2 stonden er al in." */
export function uitkomstInWoorden({ geplaatst, wachtlijst, overgeslagen }: Lijstuitkomst): string {
  const delen = [
    geplaatst > 0 ? `${plural(geplaatst, 'mens heeft', 'mensen hebben')} nu een plaats` : '',
    wachtlijst > 0 ? `${plural(wachtlijst, 'mens staat', 'mensen staan')} nu op de wachtlijst` : '',
  ].filter(Boolean);
  const nieuw = delen.length > 0 ? `${delen.join(', ')}.` : 'Er is niemand bij gekomen.';
  const al =
    overgeslagen > 0
      ? ` ${plural(overgeslagen, 'mens was', 'mensen waren')} al aangemeld en ${overgeslagen === 1 ? 'is' : 'zijn'} overgeslagen.`
      : '';
  return nieuw + al;
}
