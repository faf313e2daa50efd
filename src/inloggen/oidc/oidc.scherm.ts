import { Page } from '../../platform/web/page.js';
import { inlogpaden } from '../paden.js';
import { weigeringen, type Weigerreden } from './oidc.errors.js';

/** Asks for the address by which we know somebody. */
export function adrespagina(
  aanbieder: string,
  waarden: { email: string },
  fouten?: Record<string, string>,
): Page {
  const context = { actie: inlogpaden.oidcKoppelen, aanbieder, waarden, fouten };
  return new Page('inloggen/oidc-adres', context, {
    titel: 'Koppel je account',
    status: fouten ? 422 : 200,
  });
}

/** Asks to link the account with whom it turns out to be of. @param naam null when only the address is known. */
export function koppelpagina(
  actie: string,
  aanbieder: string,
  { naam, email }: { naam: string | null; email: string },
): Page {
  return new Page(
    'inloggen/oidc-koppelen',
    { actie, aanbieder, naam, email },
    { titel: 'Koppel je account' },
  );
}

/** Says why it goes no further, and what to do now. */
export function geweigerdpagina(reden: Weigerreden): Page {
  const { status, titel, uitleg } = weigeringen[reden];
  return new Page('inloggen/oidc-geweigerd', { titel, uitleg }, { titel, status });
}
