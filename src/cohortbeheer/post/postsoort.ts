import type { EntityManager } from 'typeorm';
import type { Aanmelding } from '../../aanmeldingen/aanmelding.entity.js';
import type { Cohort } from '../../cohorten/cohort.entity.js';
import type { Cohortstand } from '../../cohorten/plaatsen.service.js';

/** The moments in the life of an aanmelding by which a coördinator looks for a mail, in order. */
export const postgroepen = [
  'Aanmelden',
  'Wachtlijst',
  'Voor en tijdens de bijeenkomsten',
  'Als er iets verandert',
  'Na de laatste bijeenkomst',
  'Aan de academie en aan wie belangstelling had',
] as const;
export type Postgroep = (typeof postgroepen)[number];

/** Who reads it. A paragraph of the cohort goes along only in mail about an aanmelding. */
export type Lezer = 'deelnemer' | 'bestuur' | 'academie' | 'belangstellende';

export interface Variant {
  waarde: string;
  tekst: string;
}

/** What a mail is shown for: a real cohort and a real aanmelding of it, in a transaction that is undone. */
export interface Geval {
  m: EntityManager;
  stand: Cohortstand;
  /** Of this cohort, and free to be changed: nothing of it is kept. */
  a: Aanmelding;
  /** One of `varianten`, or empty. */
  variant: string;
}

/** One soort of mail that people of a cohort get or may get. Adding one is an entry in the list of its feature. */
export interface Postsoort {
  /** `<feature>/<mail>`, the name of the template. */
  soort: string;
  groep: Postgroep;
  naam: string;
  lezer: Lezer;
  /** When it goes, in a sentence. */
  wanneer: (cohort: Cohort) => string;
  varianten?: readonly Variant[];
  /**
   * Lets the code that really writes this mail write it.
   * @returns why this cohort has no such mail now; nothing when it was written.
   */
  schrijf: (geval: Geval) => Promise<string | void>;
}

/** Kinds of mail that are not about a cohort, or have a screen of their own, with the reason. */
export const nietInDeLijst: Record<string, string> = {
  'belangstelling/bevestig': 'gaat over belangstelling, niet over een plaats in dit cohort',
  'belangstelling/genoteerd': 'gaat over belangstelling, niet over een plaats in dit cohort',
  'belangstelling/al-bekend': 'gaat over belangstelling, niet over een plaats in dit cohort',
  'gebruikers/uitnodiging': 'gaat over een account, niet over een cohort',
  'gebruikers/rol-erbij': 'gaat over een account, niet over een cohort',
  'gebruikers/wachtwoord-vergeten': 'gaat over een account, niet over een cohort',
  'gebruikers/herstel': 'gaat over een account, niet over een cohort',
  'inloggen/beveiliging-gewijzigd': 'gaat over een account, niet over een cohort',
  'inloggen/inloglink': 'gaat over inloggen, niet over een cohort',
  'inloggen/koppelen': 'gaat over inloggen, niet over een cohort',
  'certificering/vervolg': 'nodigt uit voor wat erop volgt, en gaat niet over een plaats in dit cohort',
  'cohortbeheer/mededeling': 'schrijft de coördinator zelf, met een eigen scherm en een eigen voorbeeld',
};

/** Whether a coördinator may add words to it. */
export const metAlinea = ({ lezer }: Postsoort): boolean => lezer === 'deelnemer' || lezer === 'bestuur';
