import type { Wie } from './wie.js';
import { rollen, type Rol } from './gebruiker-rol.entity.js';

/** How the table below names who is asking; `gebruiker` is somebody none of whose roles holds today. */
export type Hoedanigheid =
  Rol | 'anoniem' | 'persoon' | 'gebruiker' | 'academiesleutel' | 'bestuurssleutel' | 'systeem';

const iedereen: readonly Hoedanigheid[] = [
  'anoniem',
  'persoon',
  'gebruiker',
  ...rollen,
  'academiesleutel',
  'bestuurssleutel',
];
const academie: readonly Hoedanigheid[] = ['coordinator', 'academiesleutel'];

/**
 * Who may what. A route names one line of this table; a route without one is closed to everybody.
 * What stands here opens the door; which records someone sees behind it is up to the query (own bestuur, own cohorten).
 */
export const rechten = {
  openbaar: iedereen,
  aanmelden: iedereen,
  'aanmelding.eigen': iedereen,
  // Who it is about, with a log-in or the link of the mail, takes what was proposed; the academie moves who agreed.
  'aanmelding.overzetten': iedereen.filter((wie) => wie !== 'bestuurssleutel'),
  'mijn.bekijken': ['persoon'],
  'account.eigen': ['persoon', 'gebruiker', ...rollen],
  'rechten.bekijken': ['gebruiker', ...rollen],
  // Whom of them somebody sees and may invite: src/gebruikers/gebruikers.rules.ts.
  'gebruikers.beheren': ['coordinator', 'bestuur', 'beheer'],
  'aanmelding.akkoord': ['bestuur', 'bestuurssleutel', ...academie],
  'aanmeldingen.bekijken': ['bestuur', 'bestuurssleutel', 'trainer', ...academie],
  'aanmeldingen.beheren': academie,
  'belangstelling.beheren': academie,
  'aanwezigheid.vastleggen': ['trainer', ...academie],
  'personen.beheren': academie,
  'opleidingen.beheren': academie,
  'cohorten.beheren': academie,
  'cohorten.bekijken': ['coordinator', 'programmamanager', 'beheer', 'academiesleutel'],
  'trainer.bekijken': ['trainer'],
  'bestuur.bekijken': ['bestuur'],
  'besturen.beheren': ['coordinator', 'beheer'],
  // A mail holds the name of a deelnemer and the link that acts for them.
  'berichten.bekijken': ['coordinator', 'academiesleutel'],
  'berichten.herverzenden': ['coordinator', 'academiesleutel'],
  'deelnemerslijst.bekijken': ['bestuur', 'bestuurssleutel', ...academie],
  // What a cohort thought of it, never of one person.
  'evaluaties.bekijken': ['coordinator', 'programmamanager', 'academiesleutel'],
  'evaluaties.beheren': academie,
  'certificaten.beheren': academie,
  'certificaat.eigen': ['persoon', ...academie],
  'certificaten.bestuur': ['bestuur', 'bestuurssleutel', ...academie],
  // Stopping all mail, and letting it go again.
  'berichten.stoppen': ['coordinator', 'beheer', 'academiesleutel'],
  'planner.bekijken': ['coordinator', 'beheer'],
  'planner.draaien': ['coordinator', 'beheer'],
  'sleutels.beheren': ['beheer'],
} as const satisfies Record<string, readonly Hoedanigheid[]>;

export type Recht = keyof typeof rechten;

export function hoedanigheidVan(wie: Wie): Hoedanigheid {
  if (wie.soort === 'gebruiker') return wie.rol ?? 'gebruiker';
  if (wie.soort === 'sleutel') return wie.bestuurId === null ? 'academiesleutel' : 'bestuurssleutel';
  return wie.soort;
}

/** What a key can be made for; each opens some rights of the table above, none opens more than the table gives. */
export const bevoegdheden = ['aanmelden', 'aanmeldingen', 'deelnemerslijst', 'beheer'] as const;
export type Bevoegdheid = (typeof bevoegdheden)[number];

/** The bevoegdheid that a key needs besides its line in the table. A right that is not named here is not for keys. */
const bevoegdheidVoor: Partial<Record<Recht, Bevoegdheid>> = {
  aanmelden: 'aanmelden',
  'aanmelding.eigen': 'aanmeldingen',
  'aanmelding.akkoord': 'aanmeldingen',
  'aanmeldingen.bekijken': 'aanmeldingen',
  'deelnemerslijst.bekijken': 'deelnemerslijst',
  'aanmelding.overzetten': 'beheer',
  'aanmeldingen.beheren': 'beheer',
  'belangstelling.beheren': 'beheer',
  'aanwezigheid.vastleggen': 'beheer',
  'personen.beheren': 'beheer',
  'opleidingen.beheren': 'beheer',
  'cohorten.beheren': 'beheer',
  'cohorten.bekijken': 'beheer',
  'berichten.bekijken': 'beheer',
  'berichten.herverzenden': 'beheer',
  'berichten.stoppen': 'beheer',
  'evaluaties.bekijken': 'beheer',
  'evaluaties.beheren': 'beheer',
  'certificaten.beheren': 'beheer',
  'certificaat.eigen': 'beheer',
  'certificaten.bestuur': 'deelnemerslijst',
};

const staatOpen = (recht: Recht, voor: Hoedanigheid): boolean =>
  (rechten[recht] as readonly Hoedanigheid[]).includes(voor);

export function mag(wie: Wie, recht: Recht): boolean {
  if (!staatOpen(recht, hoedanigheidVan(wie))) return false;
  if (wie.soort !== 'sleutel' || recht === 'openbaar') return true;
  const nodig = bevoegdheidVoor[recht];
  return nodig !== undefined && wie.bevoegdheden.includes(nodig);
}

/** What a key would have to be made for besides; undefined when that is not what keeps it out. */
export function missendeBevoegdheid(wie: Wie, recht: Recht): Bevoegdheid | undefined {
  if (wie.soort !== 'sleutel' || mag(wie, recht) || !staatOpen(recht, hoedanigheidVan(wie))) return undefined;
  return bevoegdheidVoor[recht];
}

/** How the document of the API tells who may: whether all may without a key, and what a key must be made for. */
export const toegangVoor = (recht: Recht): { open: boolean; scope: Bevoegdheid | null } => ({
  open: staatOpen(recht, 'anoniem'),
  scope: bevoegdheidVoor[recht] ?? null,
});
