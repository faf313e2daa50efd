import { textOf } from '../platform/web/form-input.js';

/** Only a path of our own: a link to elsewhere would make our log-in a trap. */
export const eigenPad = (naar: unknown): string | null =>
  /^\/(?![/\\])[^\s\\]*$/.test(textOf(naar)) ? textOf(naar) : null;

/** Screens of who works with the academie. */
export const isVanMedewerker = (pad: string | null): boolean =>
  /^\/(beheer|bestuur|trainer|school|cijfers|account)(?![\w-])/.test(pad ?? '');
