import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { getypteNaam, naamvraag } from '../aanmeldingen/aanvraag.rules.js';
import { adressenIn, type Adresstand, namenVan } from '../aanmeldingen/aanvragen.service.js';
import { cohortkop, statusInWoorden } from '../cohorten/cohort.scherm.js';
import { cohortOnbekend } from '../cohorten/cohorten.errors.js';
import { type CohortBeeld, CohortenQueries, vrijVan } from '../cohorten/cohorten.queries.js';
import { academieMagAanmelden, biedtPlaatsenAan } from '../cohorten/cohorten.rules.js';
import { cohortpaden } from '../cohorten/paden.js';
import { functiekeuzes } from '../opleidingen/opleidingen.rules.js';
import { normaliseerEmail, zelfdeNaam } from '../personen/personen.rules.js';
import { foutenPerVeld, type Persoonsformulier, waardenVan } from '../personen/persoonsformulier.scherm.js';
import type { DomainError, FieldError } from '../platform/errors/domain-error.js';
import { Page } from '../platform/web/page.js';
import { plural } from '../platform/web/template-helpers.js';
import { volledigeNaam } from '../toegang/persoon.entity.js';
import type { GelezenBestand } from './deelnemers.service.js';
import type { Deelnemersimport, Lijstuitkomst } from './deelnemersimport.entity.js';
import type { Lijstkeuring, Regel } from './keuring.rules.js';
import { onwaarschijnlijk, type Regelfout, velden, veldnamen } from './lijst.rules.js';
import { deelnemerpaden } from './paden.js';
import { Werkplekkiezer, type Werkplekformulier, werkplekvelden } from '../besturen/werkplek.scherm.js';

/** The outcome of a list if it were carried out at this moment. */
interface Vooruitzicht {
  /** Free places that are not for somebody in line. */
  vrij: number;
  wachtend: number;
  geplaatst: number;
  wachtlijst: number;
  overgeslagen: number;
  /** The people whom we know by these addresses, by normalised address. */
  bekend: Map<string, Adresstand>;
}

/** A file that was chosen, with what came of reading it. */
interface GekozenBestand {
  functie?: string;
  fouten?: Record<string, string>;
  gelezen?: GelezenBestand;
  bestandsnaam?: string;
}

/** What the form of a team has. */
export const TEAMVELDEN = [...werkplekvelden, 'functie', 'functieAnders', 'mensen'] as const;
export type Teamwaarden = Partial<Record<(typeof TEAMVELDEN)[number], string>>;

/** To who does not say that two names are one human. */
export const NAAMFOUT = 'Zeg of het dezelfde mensen zijn. Zo niet, verbeter dan de e-mailadressen.';

const MEESTE_FOUTEN = 100;
const MEESTE_MENSEN = 50;
const MEESTE_VREEMD = 5;

/** The screens on which people are added to a cohort: one by hand, a team, a file. */
@Injectable()
export class ToevoegenScherm {
  constructor(
    private readonly dataSource: DataSource,
    private readonly cohorten: CohortenQueries,
    private readonly kiezer: Werkplekkiezer,
  ) {}

  /** @throws DomainError `cohort-onbekend` */
  async cohort(id: string): Promise<CohortBeeld> {
    const cohort = await this.cohorten.een(id, false);
    if (!cohort) throw cohortOnbekend();
    return cohort;
  }

  /** One person by hand. @param geweigerd by the use case; what was wrong in the form itself is in `fouten` only. */
  async nieuw(
    cohort: CohortBeeld,
    formulier: Persoonsformulier = {},
    fouten: FieldError[] = [],
    geweigerd?: DomainError,
  ): Promise<Page> {
    const context = {
      ...(await this.basis(cohort)),
      ...(await this.keuzelijsten(formulier, 'ander')),
      actie: deelnemerpaden.nieuw(cohort.id),
      waarden: waardenVan(formulier),
      naamvraag: naamvraag(geweigerd, formulier),
      fouten: fouten.length > 0 ? foutenPerVeld(fouten.map(overEenAnder)) : undefined,
    };
    const status = fouten.length > 0 ? 422 : 200;
    return new Page('deelnemers/nieuw', context, { titel: `Iemand aanmelden: ${cohort.opleiding}`, status });
  }

  /** A team; with `keuring` also what is wrong with its lines, or what would become of it. */
  async team(
    cohort: CohortBeeld,
    waarden: Teamwaarden = {},
    fouten: Record<string, string> = {},
    keuring?: Lijstkeuring,
  ): Promise<Page> {
    const mis = keuring?.fouten ?? [];
    const context = {
      ...(await this.basis(cohort)),
      ...(await this.keuzelijsten(waarden, 'team')),
      actie: deelnemerpaden.team(cohort.id),
      waarden,
      fouten:
        mis.length > 0 ? { mensen: 'Niet elke regel klopt. Verbeter ze hieronder.', ...fouten } : fouten,
      regelfouten: mis.length > 0 ? foutenlijst(mis) : null,
      vooruitblik: keuring && mis.length === 0 ? await this.vooruitblik(cohort, keuring.regels) : null,
    };
    const status = mis.length > 0 || Object.keys(fouten).length > 0 ? 422 : 200;
    return new Page('deelnemers/team', context, { titel: `Een team aanmelden: ${cohort.opleiding}`, status });
  }

  /** The choice of a file, again when it could not be read. */
  async bestandskeuze(cohort: CohortBeeld, met: GekozenBestand = {}): Promise<Page> {
    const { functie, fouten, gelezen, bestandsnaam } = met;
    const context = {
      ...(await this.basis(cohort)),
      actie: deelnemerpaden.import(cohort.id),
      functies: functiekeuzes,
      kolommen: velden.map((veld) => veldnamen[veld]),
      waarden: { functie },
      fouten: gelezen ? { bestand: 'In dit bestand kloppen dingen niet. Er is niemand aangemeld.' } : fouten,
      bestand: gelezen ? { naam: bestandsnaam, aantal: gelezen.aantal, vorm: gelezen.vorm } : null,
      onbekend: gelezen?.onbekend ?? [],
      regelfouten: gelezen ? foutenlijst(gelezen.fouten) : null,
    };
    const titel = `Een bestand aanmelden: ${cohort.opleiding}`;
    return new Page('deelnemers/import', context, { titel, status: gelezen || fouten ? 422 : 200 });
  }

  /** A file that was read, before it is carried out and after. @param omNamen whether the same names must be confirmed. */
  async bestand(
    cohort: CohortBeeld,
    bestand: Deelnemersimport,
    fouten: Regelfout[] = [],
    omNamen = false,
  ): Promise<Page> {
    const context = {
      ...(await this.basis(cohort)),
      bestandsnaam: bestand.bestandsnaam,
      onbekend: bestand.overgeslagenKolommen,
      uitgevoerd: bestand.resultaat
        ? { op: bestand.uitgevoerdOp, tekst: uitkomstInWoorden(bestand.resultaat) }
        : null,
      vooruitblik: await this.vooruitblik(cohort, bestand.rijen),
      regelfouten: fouten.length > 0 ? foutenlijst(fouten) : null,
      fouten: omNamen ? { bevestigNaam: NAAMFOUT } : undefined,
      actie: deelnemerpaden.uitvoering(cohort.id, bestand.id),
      anderHref: deelnemerpaden.import(cohort.id),
    };
    const status = fouten.length > 0 || omNamen ? 422 : 200;
    return new Page('deelnemers/import-voorbeeld', context, {
      titel: `Bestand: ${cohort.opleiding}`,
      status,
    });
  }

  private async basis(cohort: CohortBeeld) {
    const { vrij, wachtend } = await this.vooruitzicht(cohort, []);
    return {
      ...cohortkop(cohort, 'mensen'),
      terugHref: cohortpaden.een(cohort.id),
      dicht: waaromDicht(cohort),
      vrij,
      volgende: wachtend + 1,
    };
  }

  private async keuzelijsten(formulier: Werkplekformulier, voor: 'ander' | 'team') {
    return { functies: functiekeuzes, werkplek: await this.kiezer.veld(formulier, { voor }) };
  }

  /** Tells what would become of this list now, in numbers and by name. */
  private async vooruitblik(cohort: CohortBeeld, regels: Regel[]) {
    const adressen = regels.map(({ verzoek }) => verzoek.email);
    const vooruit = await this.vooruitzicht(cohort, adressen);
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

  /** The outcome of a list if it were carried out at this moment. */
  private async vooruitzicht(cohort: CohortBeeld, adressen: string[]): Promise<Vooruitzicht> {
    const bekend = await adressenIn(this.dataSource.manager, cohort.id, adressen);
    const nieuw = new Set<string>();
    for (const adres of adressen.map(normaliseerEmail)) {
      const stand = bekend.get(adres);
      if (!stand?.actief) nieuw.add(stand?.persoonId ?? adres);
    }
    const vrij = await this.vrijVoorNieuwen(cohort);
    const geplaatst = Math.min(vrij, nieuw.size);
    const overgeslagen = adressen.length - nieuw.size;
    const wachtlijst = nieuw.size - geplaatst;
    return { vrij, wachtend: cohort.wachtend, geplaatst, wachtlijst, overgeslagen, bekend };
  }

  /** A free place goes to the line first, as long as the cohort offers places. */
  private async vrijVoorNieuwen(cohort: CohortBeeld): Promise<number> {
    const vrij = vrijVan(cohort);
    if (vrij === 0 || cohort.wachtend === 0) return vrij;
    if (!biedtPlaatsenAan(cohort.status, cohort.aanmelden === 'begonnen')) return vrij;
    const [row] = await this.dataSource.query<{ n: number }[]>(
      `SELECT count(*)::integer AS n FROM aanmelding
        WHERE cohort_id = $1 AND status = 'wachtlijst' AND NOT wacht_op @> ARRAY['emailbevestiging']`,
      [cohort.id],
    );
    return Math.max(0, vrij - row!.n);
  }
}

/** The form speaks to the deelnemer; here somebody else fills it in. */
const overEenAnder = ({ veld, melding }: FieldError): FieldError => ({
  veld,
  melding: melding
    .replace('welke functie je hebt', 'welke functie het is')
    .replace(/ je (?=voornaam|achternaam|functie)/, ' de ')
    .replace(' je e-mailadres', ' het e-mailadres'),
});

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
const foutenlijst = (fouten: Regelfout[]) => ({
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

/** Why nobody can be added to this cohort now, as a sentence; null when the academie may. */
function waaromDicht({ status, capaciteit }: CohortBeeld): string | null {
  if (!academieMagAanmelden(status)) {
    const woord = statusInWoorden(status).toLowerCase();
    return `Dit cohort heeft de stand ‘${woord}’. Daarin kun je nu niemand aanmelden.`;
  }
  return capaciteit === null ? 'Van dit cohort is het aantal plaatsen niet bekend. Vul dat eerst in.' : null;
}
