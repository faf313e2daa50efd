import type { Wie } from './wie.js';
import type { NavLink } from '../platform/web/visitor.js';
import { mag, type Recht } from './rechten.js';
import type { Rol } from './gebruiker-rol.entity.js';

const links: (NavLink & { recht: Recht })[] = [
  { tekst: 'Website', href: '/', recht: 'opleidingen.beheren' },
  { tekst: 'Vandaag', href: '/beheer', exact: true, recht: 'aanmeldingen.beheren' },
  { tekst: 'Mijn aanmeldingen', href: '/mijn', recht: 'mijn.bekijken' },
  { tekst: 'Opleidingen', href: '/beheer/opleidingen', recht: 'opleidingen.beheren' },
  { tekst: 'Cohorten', href: '/beheer/cohorten', recht: 'aanmeldingen.beheren' },
  { tekst: 'Evaluaties', href: '/beheer/evaluaties', recht: 'evaluaties.bekijken' },
  { tekst: 'Personen', href: '/beheer/personen', recht: 'personen.beheren' },
  { tekst: 'Berichten', href: '/beheer/berichten', recht: 'berichten.bekijken' },
  { tekst: 'Scholen', href: '/beheer/scholen', recht: 'besturen.beheren' },
  { tekst: 'Planner', href: '/beheer/planner', recht: 'planner.bekijken' },
  { tekst: 'Sleutels', href: '/beheer/sleutels', recht: 'sleutels.beheren' },
  { tekst: 'Gebruikers', href: '/beheer/gebruikers', recht: 'gebruikers.beheren' },
  { tekst: 'Mijn cohorten', href: '/trainer', recht: 'trainer.bekijken' },
];

/** The main menu holds just what someone may open. */
export function navigatieVoor(wie: Wie): NavLink[] {
  const own = links.filter(({ recht }) => mag(wie, recht)).map(({ recht: _recht, ...link }) => link);
  if (!mag(wie, 'opleidingen.beheren')) own.unshift({ tekst: 'Opleidingen', href: '/' });
  if (wie.soort === 'gebruiker' && wie.rol === 'bestuur')
    own.push({ tekst: 'Onze deelnemers', href: '/bestuur' });
  if (wie.soort === 'anoniem') own.push({ tekst: 'Inloggen', href: '/inloggen' });
  return own;
}

const begin: Record<Rol, string> = {
  coordinator: '/beheer',
  bestuur: '/bestuur',
  trainer: '/trainer',
  schoolleider: '/account',
  programmamanager: '/beheer/evaluaties',
  beheer: '/beheer/gebruikers',
  privacy: '/account',
};

/** Where someone starts after logging in. */
export function beginpagina(wie: Wie): string {
  if (wie.soort === 'persoon') return '/mijn';
  if (wie.soort !== 'gebruiker') return '/';
  return wie.rol ? begin[wie.rol] : '/account';
}
