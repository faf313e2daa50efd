import { aanmeldpaden } from '../aanmeldingen/paden.js';
import { accountpaden } from '../account/paden.js';
import { berichtpaden } from '../berichten/paden.js';
import { bewaarpaden } from '../bewaartermijnen/paden.js';
import { bestuurspaden } from '../besturen/paden.js';
import { cohortpaden } from '../cohorten/paden.js';
import { deelnemerpaden } from '../deelnemers/paden.js';
import { portaalpaden } from '../deelnemerslijsten/paden.js';
import { evaluatiepaden } from '../evaluaties/paden.js';
import { gebruikerspaden } from '../gebruikers/paden.js';
import { inrichtpaden } from '../inrichten/paden.js';
import { inlogpaden } from '../inloggen/paden.js';
import { koppelpaden } from '../koppelingen/paden.js';
import { opleidingpaden } from '../opleidingen/paden.js';
import { plannerpaden } from '../planner/paden.js';
import { auditpaden } from '../sporen/paden.js';
import { privacypaden } from '../privacyverzoeken/paden.js';
import { werklijstpaden } from '../werklijst/paden.js';
import type { Wie } from './wie.js';
import { mag, type Recht } from './rechten.js';
import type { Rol } from './gebruiker-rol.entity.js';
import type { NavLink } from '../platform/web/shell.js';

const links: (NavLink & { recht: Recht })[] = [
  { tekst: 'Vandaag', href: werklijstpaden.vandaag, exact: true, recht: 'aanmeldingen.beheren' },
  { tekst: 'Mijn aanmeldingen', href: aanmeldpaden.mijn, recht: 'mijn.bekijken' },
  { tekst: 'Cohorten', href: cohortpaden.lijst, recht: 'aanmeldingen.beheren' },
  { tekst: 'Opleidingen', href: opleidingpaden.lijst, recht: 'opleidingen.beheren' },
  { tekst: 'Personen', href: deelnemerpaden.personen, recht: 'personen.zoeken' },
  { tekst: 'Berichten', href: berichtpaden.lijst, recht: 'berichten.bekijken' },
  { tekst: 'Evaluaties', href: evaluatiepaden.alle, recht: 'evaluaties.bekijken' },
  { tekst: 'Mijn cohorten', href: portaalpaden.trainer, recht: 'trainer.bekijken' },
  { tekst: 'Gebruikers', href: gebruikerspaden.lijst, recht: 'gebruikers.beheren', inrichting: true },
  { tekst: 'Scholen', href: bestuurspaden.lijst, recht: 'besturen.beheren', inrichting: true },
  { tekst: 'Sleutels', href: koppelpaden.sleutels, recht: 'sleutels.beheren', inrichting: true },
  { tekst: 'Logboek', href: auditpaden.lijst, recht: 'audit.bekijken', inrichting: true },
  { tekst: 'Planner', href: plannerpaden.planner, recht: 'planner.bekijken', inrichting: true },
  {
    tekst: 'Bewaartermijnen',
    href: bewaarpaden.regels,
    recht: 'bewaartermijnen.bekijken',
    inrichting: true,
  },
  {
    tekst: 'Privacyverzoeken',
    href: privacypaden.lijst,
    recht: 'privacyverzoeken.behandelen',
    inrichting: true,
  },
  { tekst: 'Eerste stappen', href: inrichtpaden.stappen, recht: 'inrichten.bekijken', inrichting: true },
  { tekst: 'Website', href: '/', recht: 'opleidingen.beheren', inrichting: true },
];

/** A row of so many links fits beside each other; of more, those of the set-up stand behind one word. */
const NAAST_ELKAAR = 7;

/** The main menu holds just what someone may open. */
export function navigatieVoor(wie: Wie): NavLink[] {
  const own = links.filter(({ recht }) => mag(wie, recht)).map(({ recht: _recht, ...link }) => link);
  if (!mag(wie, 'opleidingen.beheren')) own.unshift({ tekst: 'Opleidingen', href: '/' });
  if (wie.soort === 'gebruiker' && wie.rol === 'bestuur')
    own.push({ tekst: 'Onze deelnemers', href: portaalpaden.bestuur });
  if (wie.soort === 'anoniem') own.push({ tekst: 'Inloggen', href: inlogpaden.inloggen });
  return own.length > NAAST_ELKAAR ? own : own.map((link) => ({ ...link, inrichting: false }));
}

const begin: Record<Rol, string> = {
  coordinator: werklijstpaden.vandaag,
  bestuur: portaalpaden.bestuur,
  trainer: portaalpaden.trainer,
  schoolleider: accountpaden.account,
  programmamanager: evaluatiepaden.alle,
  beheer: gebruikerspaden.lijst,
  privacy: privacypaden.lijst,
};

/** Where someone starts after logging in. */
export function beginpagina(wie: Wie): string {
  if (wie.soort === 'persoon') return aanmeldpaden.mijn;
  if (wie.soort !== 'gebruiker') return '/';
  return wie.rol ? begin[wie.rol] : accountpaden.account;
}
