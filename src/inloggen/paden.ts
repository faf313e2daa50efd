import { textOf } from '../platform/web/form-input.js';

/** Only a path of our own: a link to elsewhere would make our log-in a trap. */
export const eigenPad = (naar: unknown): string | null =>
  /^\/(?![/\\])[^\s\\]*$/.test(textOf(naar)) ? textOf(naar) : null;

/** Screens of who works with the academie. */
export const isVanMedewerker = (pad: string | null): boolean =>
  /^\/(beheer|bestuur|trainer|school|cijfers|account)(?![\w-])/.test(pad ?? '');

export const tweedeStap = (terug: string | null): string =>
  `/inloggen/tweede-stap${terug ? `?terug=${encodeURIComponent(terug)}` : ''}`;

/** Where logging in with an account of elsewhere begins. */
export const MET_ACCOUNT = '/inloggen/oidc';
export const beginMetAccount = (terug: string | null): string =>
  `${MET_ACCOUNT}${terug ? `?terug=${encodeURIComponent(terug)}` : ''}`;

export const beginMetUitnodiging = (geheim: string): string =>
  `${MET_ACCOUNT}?uitnodiging=${encodeURIComponent(geheim)}`;

/** The address at which the provider sends somebody back; it knows this address from its own settings. */
export const TERUG = `${MET_ACCOUNT}/terug`;
/** Where an account is linked: by an address, or with an invitation. */
export const KOPPELEN = `${MET_ACCOUNT}/koppelen`;
export const UITNODIGING = `${MET_ACCOUNT}/uitnodiging`;
