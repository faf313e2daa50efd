import { academiepaden } from '../academie/paden.js';
import { bestuurspaden, duopaden, schoolpaden } from '../besturen/paden.js';
import { bestandpaden, cohortpaden } from '../cohorten/paden.js';
import { gebruikerspaden } from '../gebruikers/paden.js';
import { opleidingpaden } from '../opleidingen/paden.js';
import { plural } from '../platform/web/template-helpers.js';
import type { Rol } from '../toegang/gebruiker-rol.entity.js';
import { mag, type Recht } from '../toegang/rechten.js';
import type { Wie } from '../toegang/wie.js';

/** What an academie has of all that it needs; a count of people is of those who can log in today. */
export interface Inrichtstand {
  /** Null as long as nobody said. */
  naam: string | null;
  contactadres: string | null;
  mail: { verstuurt: boolean; afzender: string; demo: boolean };
  coordinatoren: number;
  coordinatorenUitgenodigd: number;
  beheerders: number;
  beheerdersUitgenodigd: number;
  besturen: number;
  besturenMetAdres: number;
  /** They are asked for akkoord, and nobody can tell them so. */
  akkoordZonderAdres: number;
  scholen: number;
  opleidingen: number;
  opleidingenOpDeSite: number;
  cohorten: number;
  cohortenOpDeSite: number;
}

interface Daad {
  tekst: string;
  href: string;
  recht: Recht;
  /** The door is open to more roles than may do this behind it. */
  rol?: Rol;
}

/** Something that an academie needs; `nodig` before people can enrol, else it is good to have. */
export interface Inrichtstap {
  code: string;
  titel: string;
  nodig: boolean;
  klaar: boolean;
  /** Why it is needed, or how it stands. */
  zin: string;
  daden: Daad[];
  /** Who does it, for those who may not. */
  door: string;
}

/** All steps, in the order in which they are best taken. */
export function stappen(stand: Inrichtstand): Inrichtstap[] {
  return [
    naamstap(stand),
    mailstap(stand),
    ...mensenstappen(stand),
    ...organisatiestappen(stand),
    ...catalogusstappen(stand),
  ];
}

/** What is still missing before people can enrol. */
export const ontbrekend = (stand: Inrichtstand): Inrichtstap[] =>
  stappen(stand).filter(({ nodig, klaar }) => nodig && !klaar);

/** The deeds of a step that this one may do. */
export const eigenDaden = (wie: Wie, { daden }: Inrichtstap): Daad[] =>
  daden.filter(
    ({ recht, rol }) => mag(wie, recht) && (!rol || (wie.soort === 'gebruiker' && wie.rol === rol)),
  );

function naamstap({ naam, contactadres, mail }: Inrichtstand): Inrichtstap {
  const zonder = mail.demo ? 'Dit is een voorbeeldsite.' : 'Deze naam staat op elke pagina en in elke mail.';
  return {
    code: 'academie',
    titel: 'Naam en contactadres van de academie',
    nodig: true,
    klaar: naam !== null || mail.demo,
    zin:
      naam === null
        ? zonder
        : `De academie heet ${naam}. ${contactadres ? `Vragen gaan naar ${contactadres}.` : 'Er is nog geen adres voor vragen.'}`,
    daden: [{ tekst: 'Vul naam en adres in', href: academiepaden.gegevens, recht: 'academie.beheren' }],
    door: 'Dit doet beheer of de coördinator.',
  };
}

function mailstap({ mail }: Inrichtstand): Inrichtstap {
  const zin = mail.verstuurt
    ? `Mail gaat weg, met afzender ${mail.afzender}.`
    : mail.demo
      ? 'Dit is een voorbeeldsite: mail gaat niet weg, je leest haar bij Berichten.'
      : 'Er is geen mailserver ingesteld. Wie zich aanmeldt, krijgt geen bevestiging en houdt de plaats niet.';
  return {
    code: 'mail',
    titel: 'Mail versturen',
    nodig: true,
    klaar: mail.verstuurt || mail.demo,
    zin,
    daden: [],
    door: 'Dit doet wie de server beheert, met de instellingen SMTP_URL en MAIL_FROM.',
  };
}

function mensenstappen(stand: Inrichtstand): Inrichtstap[] {
  const daden: Daad[] = [
    { tekst: 'Nodig iemand uit', href: gebruikerspaden.lijst, recht: 'gebruikers.beheren', rol: 'beheer' },
  ];
  const door =
    stand.beheerders > 0
      ? 'Dit doet beheer.'
      : 'Nodig op de server de eerste beheerder uit: npm run gebruiker -- uitnodigen ADRES --rol beheer.';
  const wacht = (aantal: number): string =>
    aantal > 0 ? ` Uitgenodigd, maar nog niet binnen geweest: ${aantal}.` : '';
  return [
    {
      ...{ code: 'coordinator', titel: 'Een coördinator', nodig: true, door },
      klaar: stand.coordinatoren > 0,
      zin:
        stand.coordinatoren > 0
          ? `${plural(stand.coordinatoren, 'coördinator kan', 'coördinatoren kunnen')} inloggen.${wacht(stand.coordinatorenUitgenodigd)}`
          : `Zonder coördinator maakt niemand opleidingen en cohorten.${wacht(stand.coordinatorenUitgenodigd)}`,
      daden,
    },
    {
      ...{ code: 'beheerders', titel: 'Twee beheerders', nodig: false, door },
      klaar: stand.beheerders > 1,
      zin:
        stand.beheerders > 1
          ? `${stand.beheerders} beheerders kunnen inloggen.`
          : `Nu ${plural(stand.beheerders, 'beheerder', 'beheerders')}. Met twee kan de een de ander weer binnenlaten.${wacht(stand.beheerdersUitgenodigd)}`,
      daden,
    },
  ];
}

function organisatiestappen(stand: Inrichtstand): Inrichtstap[] {
  const { besturen, scholen, besturenMetAdres, akkoordZonderAdres } = stand;
  const recht = 'besturen.beheren';
  const door = 'Dit doet beheer of de coördinator.';
  const aantallen = `${plural(besturen, 'bestuur', 'besturen')} en ${plural(scholen, 'school', 'scholen')}`;
  const zonderAdres = besturen - besturenMetAdres;
  return [
    {
      ...{ code: 'scholen', titel: 'Besturen en scholen', nodig: true, door },
      klaar: besturen > 0 && scholen > 0,
      zin:
        besturen > 0 && scholen > 0
          ? `${aantallen}.`
          : `Er zijn nu ${aantallen}. Wie zich aanmeldt, kiest een school; zo weet een bestuur wie van haar is.`,
      daden: [
        { tekst: 'Lees een lijst van DUO in', href: duopaden.kies, recht },
        { tekst: 'Voeg een bestuur toe', href: bestuurspaden.nieuw, recht },
        { tekst: 'Voeg een school toe', href: schoolpaden.nieuw, recht },
      ],
    },
    {
      ...{
        code: 'adressen',
        titel: 'Een e-mailadres van elk bestuur',
        nodig: false,
        door: besturen === 0 ? '' : door,
      },
      klaar: besturen > 0 && zonderAdres === 0,
      zin: adreszin(besturen, zonderAdres, akkoordZonderAdres),
      daden: besturen === 0 ? [] : [{ tekst: 'Vul de adressen in', href: bestuurspaden.lijst, recht }],
    },
  ];
}

function adreszin(besturen: number, zonderAdres: number, akkoordZonderAdres: number): string {
  if (besturen === 0) return 'Dit kan als er besturen zijn.';
  if (zonderAdres === 0) return 'Elk bestuur heeft een adres.';
  const akkoord =
    akkoordZonderAdres > 0
      ? ` Bij ${akkoordZonderAdres} daarvan staat dat het akkoord geeft, en het kan niet worden gevraagd.`
      : '';
  return `Van ${zonderAdres} van de ${plural(besturen, 'bestuur', 'besturen')} is er nog geen.${akkoord}`;
}

function catalogusstappen(stand: Inrichtstand): Inrichtstap[] {
  const { opleidingen, opleidingenOpDeSite, cohorten, cohortenOpDeSite } = stand;
  const door = 'Dit doet de coördinator.';
  return [
    {
      ...{ code: 'opleiding', titel: 'Een opleiding op de website', nodig: true, door },
      klaar: opleidingenOpDeSite > 0,
      zin: opSite('opleiding', 'opleidingen', opleidingen, opleidingenOpDeSite),
      daden: [
        opleidingen > opleidingenOpDeSite && opleidingenOpDeSite === 0
          ? { tekst: 'Zet haar op de website', href: opleidingpaden.lijst, recht: 'opleidingen.beheren' }
          : { tekst: 'Maak een opleiding', href: opleidingpaden.nieuw, recht: 'opleidingen.beheren' },
        {
          tekst: 'Lees een catalogusbestand in',
          href: bestandpaden.kies,
          recht: 'catalogusbestand.gebruiken',
        },
      ],
    },
    {
      ...{ code: 'cohort', titel: 'Een cohort op de website', nodig: true },
      klaar: cohortenOpDeSite > 0,
      door: opleidingen === 0 ? '' : door,
      zin:
        opleidingen === 0
          ? 'Dit kan als er een opleiding is: een cohort is een groep daarvan, met dagen en plaatsen.'
          : opSite('cohort', 'cohorten', cohorten, cohortenOpDeSite),
      daden: opleidingen === 0 ? [] : [cohortdaad(cohorten, cohortenOpDeSite)],
    },
  ];
}

const cohortdaad = (cohorten: number, opDeSite: number): Daad =>
  cohorten > 0 && opDeSite === 0
    ? { tekst: 'Zet een cohort op de website', href: cohortpaden.lijst, recht: 'cohorten.beheren' }
    : { tekst: 'Maak een cohort', href: cohortpaden.nieuw, recht: 'cohorten.beheren' };

function opSite(een: string, meer: string, alle: number, opDeSite: number): string {
  if (opDeSite > 0) return `${plural(opDeSite, een, meer)} op de website.`;
  return alle === 0
    ? `Er is nog geen ${een}. Zonder ${een} is er niets om je voor aan te melden.`
    : `Er ${alle === 1 ? `is één ${een}` : `zijn ${alle} ${meer}`}, maar ${alle === 1 ? 'die staat' : 'er staat geen'} nu ${alle === 1 ? 'niet ' : ''}op de website om je voor aan te melden.`;
}
