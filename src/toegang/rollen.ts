import type { Rol } from './gebruiker-rol.entity.js';

const woorden: Record<Rol, string> = {
  coordinator: 'coördinator',
  bestuur: 'bestuur',
  trainer: 'trainer',
  schoolleider: 'schoolleider',
  programmamanager: 'programmamanager',
  beheer: 'beheer',
  privacy: 'privacy',
};

export const rolInWoorden = (rol: Rol): string => woorden[rol];

/** Outside the demo these cannot work without a second step at the log-in. */
export const metTweedeStap: readonly Rol[] = ['coordinator', 'beheer', 'privacy'];

/** "coördinator", "bestuur SPO Utrecht" */
export const hoedInWoorden = ({ rol, bestuur }: { rol: Rol; bestuur: string | null }): string =>
  bestuur ? `${rolInWoorden(rol)} ${bestuur}` : rolInWoorden(rol);
