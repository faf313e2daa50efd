import { textOf } from '../platform/web/form-input.js';
import { type Rol, rolInWoorden } from '../toegang/gebruiker-rol.entity.js';

/** Only a path of our own: a link to elsewhere would make our log-in a trap. */
export const eigenPad = (naar: unknown): string | null =>
  /^\/(?![/\\])[^\s\\]*$/.test(textOf(naar)) ? textOf(naar) : null;

/** Screens of who works with the academie. */
export const isVanMedewerker = (pad: string | null): boolean =>
  /^\/(beheer|bestuur|trainer|school|cijfers|account)(?![\w-])/.test(pad ?? '');

export interface Demogebruiker {
  naam: string;
  email: string;
  rol: Rol;
  /** Code of the bestuur someone speaks for, or that runs the school. */
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
  { naam: 'Demo Schoolleider', email: 'schoolleider@demo.example', rol: 'schoolleider', bestuur: 'SPO' },
  { naam: 'Demo Programmamanager', email: 'programma@demo.example', rol: 'programmamanager' },
  { naam: 'Demo Privacy', email: 'privacy@demo.example', rol: 'privacy' },
];

/** "bestuur SPO", "academie-coördinator" */
export const rolVanDemo = ({ rol, bestuur }: Demogebruiker): string =>
  rol === 'bestuur' ? `bestuur ${bestuur}` : rolInWoorden(rol).replace('coördinator', 'academie-coördinator');
