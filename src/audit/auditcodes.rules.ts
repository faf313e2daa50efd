/** Fields that changed, each with its value before and after. */
export type Wijzigingen = Record<string, { van: unknown; naar: unknown }>;

/** Every kind of auditregel with the shape of what it keeps. No names or addresses: the record itself has those. */
export interface Auditcodes {
  'aanmelding.aangemeld': { cohort: string; status: string };
  'aanmelding.email-bevestigd': { status: string };
  'aanmelding.akkoord': { status: string };
  'aanmelding.aanbod': { nummer: number; vervaltOp: string };
  'aanmelding.aanbod-geaccepteerd': { status: string };
  'aanmelding.verlopen': { wachtteOp: string[] };
  'aanmelding.herleefd': { status: string };
  'aanmelding.geannuleerd': { van: string; door: string; reden: string | null; wachtteOp?: string[] };
  'aanmelding.afgewezen': { van: string; door: string; reden: string };
  /** `nieuw` is the aanmelding in the other cohort, `toelichting` how the person agreed. */
  'aanmelding.overgezet': { van: string; naar: string; nieuw?: string; toelichting?: string };
  /** Ids of the cohorten to choose from. */
  'aanmelding.overzetting-voorgesteld': { naar: string[] };
  'aanmelding.overzetting-afgewezen': { naar: string };
  /** Positions in the line, 1 is the first. `redencode` is told to the people, `reden` is for staff. */
  'aanmelding.verplaatst-in-rij': { van: number; naar: number; redencode?: string; reden: string | null };
  /** Somebody else was put before them. */
  'aanmelding.ingehaald-in-rij': { van: number; naar: number; redencode: string };
  'aanmelding.gewijzigd': { velden: Wijzigingen };
  'aanmelding.aanwezigheid': {
    bijeenkomst: string;
    van: string | null;
    naar: string | null;
    inhalen?: string;
  };
  /** Came to a bijeenkomst from the line, and got the place that was free. */
  'aanmelding.ingelopen': { status: string };
  'aanmelding.afgerond': { status: string; reden?: string };
  'belangstelling.gegeven': { opleiding: string; cohort: string | null };
  'belangstelling.bevestigd': Record<string, never>;
  'belangstelling.ingetrokken': Record<string, never>;
  'belangstelling.gemeld': { cohort: string };
  'belangstelling.gewijzigd': { velden: Wijzigingen };
  'cohort.gemaakt': { code: string; kopieVan?: string };
  'cohort.gewijzigd': { velden: Wijzigingen; bijeenkomsten?: Bijeenkomstwijzigingen; reden?: string };
  'cohort.peiling': Record<string, never>;
  'cohort.gepubliceerd': Record<string, never>;
  'cohort.besluit': {
    besluit: 'go' | 'no-go' | 'later';
    toelichting: string;
    bezet: number;
    minimum: number | null;
    verwacht: number | null;
    nieuweDatum?: string;
  };
  'cohort.gestart': Record<string, never>;
  'cohort.samengevoegd': { met: string; richting: 'hierheen' | 'daarheen'; aantal: number };
  'cohort.geannuleerd': { reden: string; aantal: number };
  'cohort.afgerond': { voltooid: number; nietVoltooid: number };
  'opleiding.gemaakt': { code: string };
  'opleiding.gewijzigd': { velden: Wijzigingen; reden?: string };
  'bestuur.gemaakt': Record<string, never>;
  'bestuur.gewijzigd': { velden: Wijzigingen };
  'bestuur.gesloten': Record<string, never>;
  'bestuur.heropend': Record<string, never>;
  /** The id of a contactpersoon, and names of fields: the values are of a human. */
  'bestuur.contact-toegevoegd': { contactpersoon: string };
  'bestuur.contact-gewijzigd': { contactpersoon: string; wat: string[] };
  'bestuur.contact-gesproken': { contactpersoon: string };
  'bestuur.contact-verwijderd': { contactpersoon: string };
  'school.gemaakt': Record<string, never>;
  'school.gewijzigd': { velden: Wijzigingen };
  /** Ids of besturen, `vanaf` as YYYY-MM-DD. */
  'school.verhuisd': { van: string | null; naar: string; vanaf: string };
  'school.verhuizing-gepland': { naar: string; vanaf: string };
  'school.verhuizing-ingetrokken': { naar: string; vanaf: string };
  'school.gesloten': { vanaf: string };
  'school.heropend': Record<string, never>;
  /** What people typed as where they work is no school of the list, or may be one after all. */
  'werkplek.geen-school': Record<string, never>;
  'werkplek.weer-gevraagd': Record<string, never>;
  /** Names of the fields only: their values are of the person. */
  'persoon.gewijzigd': { velden: string[]; reden?: string };
  /** Asks to be erased, or that what is held is not used. */
  'persoon.verzoek-gedaan': { soort: string };
  'persoon.verzoek-ingetrokken': { soort: string };
  'persoon.verzoek-afgewezen': { soort: string; reden: string };
  /** How much went; of whom, nobody knows any more. */
  'persoon.gewist': { aanmeldingen: number; certificaten: number };
  /** `waarom` is the code of the refusal. */
  'persoon.wissing-tegengehouden': { waarom: string };
  'toestemming.gewijzigd': { doel: string; aan: boolean };
  /** How many addresses of who agreed to news. */
  'nieuwsbrief.gedownload': { aantal: number };
  'persoon.beperkt': { aanmeldingen: number };
  'persoon.beperking-opgeheven': { aanmeldingen: number };
  'persoon.samengevoegd': { met: string; richting: 'hierheen' | 'daarheen'; aanmeldingen: number };
  'academie.gewijzigd': { velden: Wijzigingen };
  'import.duo': { nieuw: number; gewijzigd: number; gesloten: number };
  'import.catalogus': { opleidingen: number; cohorten: number };
  'import.catalogus-gedownload': { opleidingen: number; cohorten: number };
  'import.deelnemers': { nieuw: number; overgeslagen: number };
  'deelnemerslijst.gedownload': { formaat: string; aantal: number; filter: Record<string, string> } & Geteld;
  /** Lines of people of this bestuur left with a list of the academie; `door` is the role of who took it, or `sleutel`. */
  'bestuurslijst.gedownload': {
    lijst: string;
    formaat: string;
    aantal: number;
    filter: Record<string, string>;
    door: string;
  } & Geteld;
  /** On the screen of a bestuur. */
  'deelnemerslijst.bekeken': { aantal: number; filter: Record<string, string> } & Geteld;
  /** Each time somebody looked for a walk-in, how many were found; what was typed is not kept. */
  'inlopers.gezocht': { bijeenkomst: string; gevonden: number };
  /** Was among those found. */
  'persoon.gevonden': { bijeenkomst: string };
  'presentielijst.bekeken': { bijeenkomst: string } & Geteld;
  /** Somebody read the audit over all records, or took a part of it along. */
  'audit.bekeken': Geteld;
  'audit.gedownload': { aantal: number; filter: Record<string, string> };
  'persoon.bekeken': Geteld;
  /** All that is held of somebody, on a screen or as a file. */
  'persoon.gegevens-bekeken': Geteld;
  'persoon.gegevens-gedownload': Geteld;
  'bericht.bekeken': Geteld;
  'bericht.herverzonden': { bericht: string };
  'bericht.losgelaten': Record<string, never>;
  'bericht.adres-onbestelbaar': { reden: string };
  'berichten.gestopt': { reden: string };
  'berichten.hervat': Record<string, never>;
  /** `soort` of the mail that the paragraph is added to. */
  'cohort.alinea': { soort: string; weg: boolean };
  'cohort.mededeling': { onderwerp: string; aantal: number };
  'evaluatie.geopend': { soort: string; uitgenodigd: number };
  'evaluatie.gesloten': { soort: string; antwoorden: number; reden?: string };
  'evaluatie.vragen-gewijzigd': { toegevoegd: number; vervallen: number };
  'evaluatie.gedownload': { filter: Record<string, string> };
  'persoon.geen-uitnodigingen': { aan: boolean };
  'aanmelding.onderdeel': { onderdeel: string; leerjaar: number; voltooid: boolean };
  'certificaat.oordeel': { leerjaar: number; besluit: 'wel' | 'niet' | null; reden: string | null };
  'certificaat.uitgereikt': { nummer: string; leerjaar: number };
  'certificaat.ingetrokken': { nummer: string; reden: string };
  'certificaat.vervangen': { nummer: string; door: string; reden: string };
  'certificaat.gedownload': { nummer: string; vorm: 'pdf' | 'badge' };
  'certificaten.gedownload': { leerjaar: number; vorm: 'pdf' | 'zip'; aantal: number };
  'certificaat.naam-openbaar': { nummer: string; aan: boolean };
  'cohort.certificering-gewijzigd': { leerjaar: number; velden: Wijzigingen };
  'cohort.gecertificeerd': { leerjaar: number; aantal: number };
  /** The file with registernummers. */
  'cohort.pe-gedownload': { aantal: number };
  'certificatenlijst.gedownload': {
    formaat: string;
    aantal: number;
    filter: Record<string, string>;
  } & Geteld;
  'cohort.pe-overgedragen': { aantal: number; zonderNummer: number };
  'gebruiker.uitgenodigd': Rolgegevens;
  /** The invitation was sent once more. */
  'gebruiker.opnieuw-uitgenodigd': Record<string, never>;
  'gebruiker.rol-gegeven': Rolgegevens;
  'gebruiker.rol-beeindigd': Rolgegevens;
  /** Goes on in another role, or as deelnemer. */
  'gebruiker.rol-gewisseld': { rol: string };
  /** `aantal` bijeenkomsten or mailboxes. */
  'gebruiker.overgedragen': { aan: string; aantal: number };
  'gebruiker.hersteld': Record<string, never>;
  'gebruiker.uitgeschakeld': Record<string, never>;
  /** Nobody used it for a year. */
  'gebruiker.uit-ongebruikt': Record<string, never>;
  'gebruiker.gewaarschuwd': Record<string, never>;
  'gebruiker.ingeschakeld': Record<string, never>;
  'gebruiker.ingelogd': Record<string, never>;
  /** Linked with an account elsewhere; the issuer of OpenID Connect. */
  'gebruiker.gekoppeld': { uitgever: string };
  'persoon.gekoppeld': { uitgever: string };
  'persoon.ingelogd': Record<string, never>;
  /**
   * A log-in with an account of elsewhere, or a deed that is not theirs; of a known gebruiker, or of `onbekend`. Why,
   * as the code of the refusal.
   */
  'gebruiker.geweigerd': { waarom: string } & Geteld;
  /** Of a known gebruiker, or of `onbekend`: what a stranger typed is not kept. */
  'gebruiker.inloggen-mislukt': Geteld;
  /** Names of the fields only. */
  'gebruiker.gewijzigd': { velden: string[] };
  /** With which kind of link, or at the own account. */
  'gebruiker.wachtwoord-gekozen': { met: 'uitnodiging' | 'wachtwoord' | 'herstel' | 'account' };
  'gebruiker.tweede-stap-ingesteld': { soort: Tweestapsoort };
  'gebruiker.tweede-stap-verwijderd': { soort: Tweestapsoort };
  'gebruiker.herstelcodes-vernieuwd': Record<string, never>;
  'gebruiker.herstelcode-gebruikt': { over: number };
  /** `waarom` is the code of the refusal. */
  'gebruiker.tweede-stap-mislukt': { waarom: string } & Geteld;
  'account.sessies-beeindigd': { aantal: number };
  'badgesleutel.vervangen': Record<string, never>;
  'sleutel.gemaakt': { naam: string; bevoegdheden: string[] };
  'sleutel.ingetrokken': { naam: string };
}

/** What a line may be about; the id of a `werkplek` is made of what was typed. `evaluaties` is of more than one cohort or opleiding, and `audit` of the audit itself; their id is `alle`. */
export const onderwerpsoorten = [
  'aanmelding',
  'belangstelling',
  'cohort',
  'opleiding',
  'bestuur',
  'school',
  'werkplek',
  'bericht',
  'persoon',
  'gebruiker',
  'sleutel',
  'import',
  'academie',
  'evaluaties',
  'audit',
] as const;
export type Onderwerpsoort = (typeof onderwerpsoorten)[number];

/** A role of somebody: ids of bestuur, school and of whose deputy they are, first and last day as YYYY-MM-DD. */
export interface Rolgegevens {
  rol: string;
  bestuur?: string;
  school?: string;
  vanaf?: string;
  tot?: string;
  voor?: string;
}

/** Moments in words, `begint` as ISO 8601. */
export interface Bijeenkomstwijzigingen {
  verplaatst: { id: string; van: string; naar: string }[];
  toegevoegd: string[];
  vervallen: string[];
  /** Of those that stay: their other fields. */
  gewijzigd?: { begint: string; velden: Wijzigingen }[];
}

/** An app with codes, or a key in a device. */
export type Tweestapsoort = 'app' | 'passkey';

/** What may happen so often that a day of it is one line: how many times, and when for the last time (ISO 8601). */
export interface Geteld {
  keer?: number;
  laatst?: string;
}

/** The codes that are counted like that. */
export type Telbaar = {
  [C in keyof Auditcodes]: Auditcodes[C] extends Geteld
    ? 'keer' extends keyof Auditcodes[C]
      ? C
      : never
    : never;
}[keyof Auditcodes];

/** Where people type what they like: erased when its time is over. Everything else is of a closed list, an id or a number. */
export const vrijeWoorden = ['reden', 'toelichting', 'onderwerp', 'naam'] as const;

/** Looking and taking along: who did it is kept for a while, and it is no part of the history of what was looked at. */
export const INZAGE =
  /(gedownload|bekeken|gezocht|gevonden|ingelogd|(inloggen|tweede-stap)-mislukt|rol-gewisseld|geweigerd)$/;
