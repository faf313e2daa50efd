import type { Rol } from '../toegang/gebruiker.entity.js';

export interface Demogebruiker {
  naam: string;
  email: string;
  rol: Rol;
  /** Code of the bestuur someone speaks for. */
  bestuur?: string;
}

export const demowachtwoord = 'demo-academie';

/** The log-ins of the demo. Production refuses them, also when the database was filled by a demo. */
export const demogebruikers: readonly Demogebruiker[] = [
  { naam: 'Demo Coördinator', email: 'coordinator@demo.example', rol: 'coordinator' },
  { naam: 'Demo Contactpersoon SPO', email: 'bestuur.spo@demo.example', rol: 'bestuur', bestuur: 'SPO' },
  { naam: 'Demo Contactpersoon KSU', email: 'bestuur.ksu@demo.example', rol: 'bestuur', bestuur: 'KSU' },
  { naam: 'Demo Trainer', email: 'trainer@demo.example', rol: 'trainer' },
  { naam: 'Demo Beheerder', email: 'beheer@demo.example', rol: 'beheer' },
];

/** "bestuur SPO", "coördinator" */
export const rolVanDemo = ({ rol, bestuur }: Demogebruiker): string =>
  bestuur ? `bestuur ${bestuur}` : rol.replace('coordinator', 'academie-coördinator');
