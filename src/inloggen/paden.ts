const met = (pad: string, naam: string, waarde: string | null): string =>
  `${pad}${waarde ? `?${naam}=${encodeURIComponent(waarde)}` : ''}`;

const OIDC = '/inloggen/oidc';

/** Where somebody gets in. `terug` is where they go on afterwards. */
export const inlogpaden = {
  inloggen: '/inloggen',
  inloggenEnTerug: (terug: string | null) => met('/inloggen', 'terug', terug),
  vraagLink: '/inloggen/link',
  metLink: (geheim: string) => `/inloggen/link/${encodeURIComponent(geheim)}`,
  tweedeStap: '/inloggen/tweede-stap',
  tweedeStapEnTerug: (terug: string | null) => met('/inloggen/tweede-stap', 'terug', terug),
  /** Logging in with an account of elsewhere. */
  oidc: OIDC,
  oidcEnTerug: (terug: string | null) => met(OIDC, 'terug', terug),
  oidcMetUitnodiging: (geheim: string) => met(OIDC, 'uitnodiging', geheim),
  /** Where the provider sends somebody back; it knows this address from its own settings. */
  oidcTerug: `${OIDC}/terug`,
  /** Where an account is linked: by an address, or with an invitation. */
  oidcKoppelen: `${OIDC}/koppelen`,
  oidcKoppelenMet: (geheim: string) => `${OIDC}/koppelen/${encodeURIComponent(geheim)}`,
  oidcUitnodiging: `${OIDC}/uitnodiging`,
} as const;
