import { berichtpaden } from './paden.js';
import { gelijk, stempel } from '../platform/secrets.js';

/** Settings, as far as these links need them. */
interface Geheim {
  SESSION_SECRET: string;
}

const bewijs = ({ SESSION_SECRET }: Geheim, id: string): string => stempel(SESSION_SECRET, 'afmelden', id);

/** Which person, and the proof that we said so: nobody without SESSION_SECRET can make one, and no table is needed. */
export const afmeldtoken = (geheim: Geheim, persoonId: string): string =>
  `${Buffer.from(persoonId.replaceAll('-', ''), 'hex').toString('base64url')}.${bewijs(geheim, persoonId)}`;

export const afmeldlink = (settings: Geheim & { BASE_URL: string }, persoonId: string): string =>
  settings.BASE_URL + berichtpaden.afmelden(afmeldtoken(settings, persoonId));

/** The person that the token is for; null when it is not one of ours. */
export function persoonUit(geheim: Geheim, token: string): string | null {
  const [deel = '', gegeven = ''] = token.split('.', 2);
  const hex = Buffer.from(deel, 'base64url').toString('hex');
  if (hex.length !== 32) return null;
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return gelijk(gegeven, bewijs(geheim, id)) ? id : null;
}
