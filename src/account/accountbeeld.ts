import { formatDay } from '../platform/clock/dates.js';
import { apparaatInWoorden } from '../toegang/apparaat.rules.js';
import { hashVan } from '../platform/secrets.js';
import type { Sessieregel } from '../toegang/sessies.queries.js';
import { HERSTELCODES } from '../toegang/tweestap/tweestap.rules.js';
import { heeftTweedeStap, type Tweestapstand } from '../toegang/tweestap/tweestap.service.js';
import type { Rolregel } from './account.queries.js';
import { rolInWoorden } from '../toegang/gebruiker-rol.entity.js';

export const PAD = '/account';

type Dagstand = 'loopt' | 'komt' | 'voorbij';

const standOp = ({ begintOp, eindigtOp }: Rolregel, dag: string): Dagstand =>
  begintOp > dag ? 'komt' : eindigtOp !== null && eindigtOp < dag ? 'voorbij' : 'loopt';

const dagen: Record<Dagstand, (rol: Rolregel) => string> = {
  loopt: ({ begintOp, eindigtOp }) =>
    eindigtOp ? `tot en met ${formatDay(eindigtOp)}` : `sinds ${formatDay(begintOp)}`,
  komt: ({ begintOp }) => `vanaf ${formatDay(begintOp)}`,
  voorbij: ({ eindigtOp }) => `geëindigd op ${formatDay(eindigtOp!)}`,
};

const naamVan = ({ rol, van }: Rolregel): string => [rolInWoorden(rol), van].filter(Boolean).join(' ');

/** The roles with their days, and what who has none today has to know. */
export function rollenbeeld(rollen: readonly Rolregel[], dag: string) {
  const regels = rollen.map((rol) => ({
    naam: naamVan(rol),
    dagen: dagen[standOp(rol, dag)](rol),
    waarneemtVoor: rol.waarneemtVoor,
    loopt: standOp(rol, dag) === 'loopt',
  }));
  if (regels.some(({ loopt }) => loopt)) return { rollen: regels, geenRol: null };
  const [laatste] = rollen.filter((rol) => standOp(rol, dag) === 'voorbij');
  const geenRol = laatste
    ? `Je rol ${naamVan(laatste)} is geëindigd op ${formatDay(laatste.eindigtOp!)}.`
    : 'Je hebt nu geen rol.';
  return { rollen: regels, geenRol };
}

/** Where somebody is logged in, this browser first. @param sleutel of this browser */
export function sessiebeeld(sessies: readonly Sessieregel[], sleutel: string) {
  const eigen = hashVan(sleutel);
  const regels = sessies.map(({ sleutelHash, apparaat, ...tijden }) => ({
    ...tijden,
    apparaat: apparaatInWoorden(apparaat),
    deze: sleutelHash === eigen,
    beeindig: `${PAD}/sessies/${sleutelHash}/beeindiging`,
  }));
  const hier = regels.filter(({ deze }) => deze);
  const elders = regels.filter(({ deze }) => !deze);
  return { sessies: [...hier, ...elders], andere: elders.length };
}

/** A form of the page that was refused: its name, and its errors by field. */
export interface Geweigerd {
  formulier: string;
  fouten: Record<string, string>;
  getypt?: { naam?: string };
}

/** What asks for the password, as partials/wachtwoordvraag.hbs shows it. */
const vraagVoor = (sleutel: string, actie: string, geweigerd: Geweigerd | undefined) => ({
  sleutel,
  actie: `${PAD}/${actie}`,
  open: geweigerd?.formulier === sleutel,
  fout: geweigerd?.formulier === sleutel ? (geweigerd.fouten['wachtwoord'] ?? null) : null,
});

/** The name of the form on the page that takes a passkey away. */
export const passkeyformulier = (id: string): string => `passkey-${id.slice(0, 8)}`;

/** @param moet whether the last one has to stay */
export function tweestapbeeld(stand: Tweestapstand, moet: boolean, geweigerd: Geweigerd | undefined) {
  const magWeg = !moet || stand.passkeys.length + (stand.appSinds ? 1 : 0) > 1;
  const weg = (sleutel: string, actie: string) => (magWeg ? vraagVoor(sleutel, actie, geweigerd) : null);
  return {
    aan: heeftTweedeStap(stand),
    magWeg,
    app: stand.appSinds && { sinds: stand.appSinds, weg: weg('app', 'app/verwijdering') },
    passkeys: stand.passkeys.map(({ id, naam, aangemaaktOp, laatstGebruiktOp }) => ({
      naam,
      sinds: aangemaaktOp,
      gebruikt: laatstGebruiktOp,
      weg: weg(passkeyformulier(id), `passkeys/${id}/verwijdering`),
    })),
    codes: {
      over: stand.herstelcodes,
      van: HERSTELCODES,
      vraag: vraagVoor('herstelcodes', 'herstelcodes', geweigerd),
    },
  };
}

/** The errors by the ids of this page, where a form is one of many. */
export const foutenVan = (geweigerd: Geweigerd | undefined): Record<string, string> =>
  Object.fromEntries(
    Object.entries(geweigerd?.fouten ?? {}).map(([veld, melding]) => [
      veld === '_' ? veld : `${geweigerd!.formulier}-${veld}`,
      melding,
    ]),
  );
