import { formatDate } from '../platform/clock/dates.js';
import type { Rolgegevens } from './auditcodes.js';
import { ofAnders } from './namen.js';

/** As people write it; what has no name of its own stays. */
export const rolnaam = (rol: string): string => (rol === 'coordinator' ? 'coördinator' : rol);

/** "bestuur SPO Utrecht, vanaf …, tot en met …, neemt waar voor Anna Berg" */
export function rolVoluit({ rol, bestuur, school, vanaf, tot, voor }: Rolgegevens): string {
  const waarvan = ofAnders(bestuur ?? school, '');
  return [
    waarvan ? `${rolnaam(rol)} ${waarvan}` : rolnaam(rol),
    vanaf && `vanaf ${formatDate(vanaf)}`,
    tot && `tot en met ${formatDate(tot)}`,
    voor && `neemt waar voor ${ofAnders(voor, 'iemand anders')}`,
  ]
    .filter(Boolean)
    .join(', ');
}
