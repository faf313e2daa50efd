/** Who somebody says to be at the provider. */
export interface Identiteit {
  uitgever: string;
  sub: string;
  /** Only to be filled in beforehand: it is no proof of anything. */
  email: string | null;
  /** Where they work: BRIN of an instelling (4 signs) or a vestiging (6), as Entree Federatie tells. */
  brin: string | null;
  /** The provider asked for a second step (RFC 8176). */
  mfa: boolean;
  leerling: boolean;
}

export type Claims = Record<string, unknown>;

/**
 * Reads what a provider tells. `eduPersonAffiliation` and `nlEduPersonHomeOrganizationId` are attributes of Entree
 * Federatie (Kennisnet); a provider that does not know them leaves them out.
 * @param idToken signed for this log-in. @param userinfo asked for afterwards, empty when there is nothing to ask.
 */
export function identiteitUit(uitgever: string, idToken: Claims, userinfo: Claims): Identiteit {
  const alles = (naam: string): string[] => [...teksten(idToken[naam]), ...teksten(userinfo[naam])];
  return {
    uitgever,
    sub: String(idToken['sub']),
    email: alles('email')[0] ?? null,
    brin: alles('nlEduPersonHomeOrganizationId').map(brinUit).find(Boolean) ?? null,
    mfa: teksten(idToken['amr']).includes('mfa'),
    leerling: alles('eduPersonAffiliation').some((rol) => rol.toLowerCase() === 'student'),
  };
}

/** One text or a list of them, also when they stand in one text with a comma or space between. */
const teksten = (waarde: unknown): string[] =>
  [waarde]
    .flat()
    .filter((deel) => typeof deel === 'string')
    .flatMap((deel) => deel.split(/[\s,;]+/))
    .filter((deel) => deel !== '');

const brinUit = (tekst: string): string | undefined =>
  /^\d{2}[A-Z]{2}(\d{2})?$/.exec(tekst.toUpperCase())?.[0];
