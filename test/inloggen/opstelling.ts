import { AfterAnswer } from '../../src/platform/web/after-answer.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { Bladeraar, type Blad } from '../support/bladeraar.js';
import { startOidcaanbieder, type Account, type Oidcaanbieder } from '../support/oidcaanbieder.js';

/** An academie with a real provider of OpenID Connect beside it. */
export interface Huis {
  academie: Academie;
  aanbieder: Oidcaanbieder;
  sluit: () => Promise<void>;
}

export async function startHuis(): Promise<Huis> {
  const academie = await startAcademie();
  academie.settings.BASE_URL = academie.url;
  const aanbieder = await startOidcaanbieder(academie.url);
  Object.assign(academie.settings, aanbieder.instellingen);
  return {
    academie,
    aanbieder,
    sluit: async () => {
      await academie.sluit();
      await aanbieder.sluit();
    },
  };
}

let teller = 0;
/** Somebody new at the provider. @returns the sub */
export function maakAccount({ aanbieder }: Huis, met: Partial<Account> = {}): string {
  return aanbieder.maak({ sub: `account-${(teller += 1)}`, ...met });
}

/** Begins at the academie, chooses this account at the provider, who has forgotten the last one, and stops when it sends it back. */
export async function kies(huis: Huis, b: Bladeraar, sub: string, vraag = ''): Promise<string> {
  b.vergeet(huis.aanbieder.instellingen.OIDC_ISSUER!);
  const keuze = await b.volg(`${huis.academie.url}/inloggen/oidc${vraag}`);
  const terug = `${huis.academie.url}/inloggen/oidc/terug`;
  const { naar } = await b.volg(`${keuze.adres}/${sub}`, (adres) => adres.startsWith(terug));
  return naar!;
}

/** The whole way, to the page of the academie where it ends. */
export async function logInMet(huis: Huis, b: Bladeraar, sub: string, vraag = ''): Promise<Blad> {
  return b.volg(await kies(huis, b, sub, vraag));
}

/** The link in the newest mail to this address that links an account; empty when there is none. */
export async function koppellink({ academie }: Huis, email: string): Promise<string> {
  await academie.app.get(AfterAnswer).settled();
  const [bericht] = await academie.dataSource.query<{ tekst: string }[]>(
    `SELECT tekst FROM bericht WHERE soort = 'inloggen/koppelen' AND lower(aan) = lower($1)
      ORDER BY aangemaakt_op DESC, id LIMIT 1`,
    [email],
  );
  return /http\S+\/inloggen\/oidc\/koppelen\/[\w-]+/.exec(bericht?.tekst ?? '')?.[0] ?? '';
}

/** An account that belongs to who has this address from now on, the way people do it. @returns the last page */
export async function koppel(huis: Huis, b: Bladeraar, sub: string, email: string): Promise<Blad> {
  const { adres } = await logInMet(huis, b, sub);
  await b.stuur(adres, { email });
  const { naar } = await b.stuur(await koppellink(huis, email));
  return b.volg(naar!);
}

export const pad = ({ adres }: Blad): string => new URL(adres).pathname;

/** How often a log-in was refused, by why. */
export async function geweigerd({ academie }: Huis): Promise<Record<string, number>> {
  const rijen = await academie.dataSource.query<{ waarom: string; keer: number }[]>(
    `SELECT gegevens ->> 'waarom' AS waarom, sum((gegevens ->> 'keer')::integer)::integer AS keer
       FROM auditregel WHERE code = 'gebruiker.geweigerd' GROUP BY 1`,
  );
  return Object.fromEntries(rijen.map(({ waarom, keer }) => [waarom, keer]));
}

export const koppelingen = ({ academie }: Huis, sub: string) =>
  academie.dataSource.query<
    { gebruiker_id: string | null; persoon_id: string | null; brin: string | null }[]
  >('SELECT gebruiker_id, persoon_id, brin FROM oidc_koppeling WHERE sub = $1', [sub]);
