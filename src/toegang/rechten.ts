import { anoniem, type Wie } from './wie.js';
import { rollen, type Rol } from './gebruiker-rol.entity.js';
import { applyDecorators, createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import { ApiAccess } from '../platform/web/api-docs.js';
import type { Bezoeker } from './sessies.service.js';
import type { VisitorRequest } from '../platform/web/shell.js';

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
 * This table opens the door; the query decides which records someone sees behind it (own bestuur, own cohorten).
 */
export const rechten = {
  openbaar: iedereen,
  aanmelden: iedereen,
  // The door only: `wieMag` of aanmeldingen/aanmeldingen.rules.ts says who may do what to which, such as cancelling for somebody.
  'aanmelding.eigen': iedereen,
  // The participant, with a log-in or the link of the mail, answers a proposal; the academie moves a participant who agreed.
  'aanmelding.overzetten': iedereen.filter((wie) => wie !== 'bestuurssleutel'),
  'mijn.bekijken': ['persoon'],
  'account.eigen': ['persoon', 'gebruiker', ...rollen],
  'rechten.bekijken': ['gebruiker', ...rollen],
  // Which of them somebody sees and may invite is decided in src/gebruikers/gebruikers.rules.ts.
  'gebruikers.beheren': ['coordinator', 'bestuur', 'beheer'],
  'aanmelding.akkoord': ['bestuur', 'bestuurssleutel', ...academie],
  'aanmeldingen.bekijken': ['bestuur', 'bestuurssleutel', 'trainer', ...academie],
  'aanmeldingen.beheren': academie,
  'belangstelling.beheren': academie,
  'aanwezigheid.vastleggen': ['trainer', ...academie],
  'personen.beheren': academie,
  'personen.zoeken': ['privacy', ...academie],
  // All that is held of somebody, mails and log-ins too: for a human who answers for it, never for a key.
  'personen.inzien': ['coordinator', 'privacy'],
  // Making somebody unknown for ever, and keeping what is held out of use: for people, not for keys.
  'privacyverzoeken.behandelen': ['coordinator', 'privacy'],
  'opleidingen.beheren': academie,
  'cohorten.beheren': academie,
  'cohorten.bekijken': ['coordinator', 'programmamanager', 'beheer', 'academiesleutel'],
  'trainer.bekijken': ['trainer'],
  'bestuur.bekijken': ['bestuur'],
  'besturen.beheren': ['coordinator', 'beheer'],
  'academie.beheren': ['coordinator', 'beheer'],
  // What an academie still needs before people can enrol.
  'inrichten.bekijken': ['coordinator', 'beheer'],
  // Opleidingen, cohorten and besturen, no people: who sets up an academie may bring them along.
  'catalogusbestand.gebruiken': ['coordinator', 'beheer'],
  // A mail holds the name of a deelnemer and the link that acts for them.
  'berichten.bekijken': ['coordinator', 'academiesleutel'],
  'berichten.herverzenden': ['coordinator', 'academiesleutel'],
  'deelnemerslijst.bekijken': ['bestuur', 'bestuurssleutel', ...academie],
  // They show the opinion of a cohort, never that of one person.
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
  'bewaartermijnen.bekijken': ['privacy', 'beheer'],
  // What everybody did; the coördinator reads it of one record at a time, see src/sporen/sporen.scherm.ts.
  'audit.bekijken': ['privacy', 'beheer'],
  'audit.record': ['privacy', 'beheer', 'coordinator'],
} as const satisfies Record<string, readonly Hoedanigheid[]>;

export type Recht = keyof typeof rechten;

/** What shows nobody's records, or only one's own: there a bestuur reads as everybody does. */
export const zonderBereik: ReadonlySet<Recht> = new Set<Recht>([
  'openbaar',
  'aanmelden',
  'mijn.bekijken',
  'account.eigen',
  'rechten.bekijken',
]);

export function hoedanigheidVan(wie: Wie): Hoedanigheid {
  if (wie.soort === 'gebruiker') return wie.rol ?? 'gebruiker';
  if (wie.soort === 'sleutel') return wie.bestuurId === null ? 'academiesleutel' : 'bestuurssleutel';
  return wie.soort;
}

/** The purposes a key can be made for; each opens some rights of the table above, none opens more than the table gives. */
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
  'personen.zoeken': 'beheer',
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

/** The purpose that this key lacks; undefined when something else keeps it out. */
export function missendeBevoegdheid(wie: Wie, recht: Recht): Bevoegdheid | undefined {
  if (wie.soort !== 'sleutel' || mag(wie, recht) || !staatOpen(recht, hoedanigheidVan(wie))) return undefined;
  return bevoegdheidVoor[recht];
}

/** How the document of the API tells who may: whether all may without a key, and what a key must be made for. */
export const toegangVoor = (recht: Recht): { open: boolean; scope: Bevoegdheid | null } => ({
  open: staatOpen(recht, 'anoniem'),
  scope: bevoegdheidVoor[recht] ?? null,
});

export const RECHT = 'recht';

/** Opens a route to those whom the who-may-what table names for this right. */
export const Mag = (recht: Recht): MethodDecorator & ClassDecorator =>
  applyDecorators(SetMetadata(RECHT, recht), ApiAccess(toegangVoor(recht)));

/** A request after the guard has seen who makes it. */
export type AcademieRequest = VisitorRequest & {
  wie?: Wie;
  /** Of a browser: the key in its cookie and what we know of who holds it, also half-way a log-in. */
  sessiesleutel?: string;
  bezoeker?: Bezoeker;
};

/** The one who makes this request. */
export const DezeWie = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Wie =>
    context.switchToHttp().getRequest<AcademieRequest>().wie ?? anoniem,
);

/** Every right as a sentence for people; a right without one does not compile. */
export const rechtwoorden: Record<Recht, string> = {
  openbaar: 'De catalogus en de openbare pagina’s bekijken',
  aanmelden: 'Iemand aanmelden voor een cohort',
  'aanmelding.eigen': 'De eigen aanmelding bekijken en wijzigen, ook met de link uit de mail',
  'aanmelding.overzetten': 'Een voorstel voor een ander cohort beantwoorden, of iemand overzetten',
  'mijn.bekijken': 'De eigen aanmeldingen en certificaten bij elkaar zien',
  'account.eigen': 'Het eigen account bekijken en van rol wisselen',
  'rechten.bekijken': 'Deze tabel bekijken',
  'gebruikers.beheren':
    'Collega’s uitnodigen, rollen geven en beëindigen: beheer alle rollen, de coördinator trainer, schoolleider en bestuur, een bestuur het eigen bestuur en de eigen scholen',
  'aanmelding.akkoord':
    'Akkoord geven op een aanmelding, of die afwijzen; een bestuur alleen voor de eigen mensen',
  'aanmeldingen.bekijken':
    'Aanmeldingen van een cohort bekijken; een bestuur alleen de eigen mensen, een trainer alleen de eigen cohorten',
  'aanmeldingen.beheren': 'Aanmeldingen, wachtlijsten en wat er vandaag te doen is beheren',
  'belangstelling.beheren': 'Zien wie belangstelling heeft voor een opleiding',
  'aanwezigheid.vastleggen': 'Aanwezigheid vastleggen; een trainer alleen bij de eigen cohorten',
  'personen.beheren': 'Gegevens van mensen verbeteren, en mensen samenvoegen',
  'personen.zoeken': 'Mensen opzoeken op naam of e-mailadres',
  'personen.inzien': 'Alles zien en ophalen wat de academie van een persoon heeft',
  'privacyverzoeken.behandelen': 'Verzoeken om wissen of beperken behandelen, en iemand wissen',
  'opleidingen.beheren': 'Opleidingen maken en wijzigen',
  'cohorten.beheren': 'Cohorten maken, wijzigen, openstellen, annuleren en afronden',
  'cohorten.bekijken': 'Cohorten bekijken zonder de mensen erin',
  'trainer.bekijken': 'De eigen cohorten als trainer bekijken',
  'bestuur.bekijken': 'De deelnemers van het eigen bestuur bekijken',
  'besturen.beheren': 'Besturen en scholen beheren',
  'academie.beheren': 'Naam en contactadres van de academie wijzigen',
  'catalogusbestand.gebruiken': 'De catalogus als bestand ophalen en inlezen',
  'inrichten.bekijken': 'Zien wat de academie nog nodig heeft',
  'berichten.bekijken': 'Mails lezen die de academie verstuurde',
  'berichten.herverzenden': 'Een mail opnieuw versturen',
  'deelnemerslijst.bekijken':
    'Deelnemerslijsten bekijken en downloaden; een bestuur alleen van de eigen mensen',
  'evaluaties.bekijken': 'Uitkomsten van evaluaties bekijken, nooit van één persoon',
  'evaluaties.beheren': 'Vragen van evaluaties wijzigen en evaluaties sluiten',
  'certificaten.beheren': 'Certificaten uitreiken, verbeteren en intrekken',
  'certificaat.eigen': 'Het eigen certificaat downloaden; de academie elk certificaat',
  'certificaten.bestuur':
    'Certificaten in een lijst bekijken en downloaden; een bestuur alleen van de eigen mensen',
  'berichten.stoppen': 'Alle mail stilzetten en weer laten gaan',
  'planner.bekijken': 'Zien wat er gepland staat en wat er is gedraaid',
  'planner.draaien': 'Een taak van de planner nu laten draaien',
  'sleutels.beheren': 'Sleutels voor andere systemen maken en intrekken',
  'bewaartermijnen.bekijken': 'Zien wat hoe lang wordt bewaard, en wat er is opgeruimd',
  'audit.bekijken': 'Het logboek over alles lezen en downloaden',
  'audit.record': 'Lezen wat over één record is vastgelegd; de coördinator niet van accounts en sleutels',
};
