import type { Wie } from '../toegang/wie.js';
import { mag } from '../toegang/rechten.js';
import type { Mailstop } from './mailstop.service.js';

export const STOP_PAD = '/beheer/berichten/stilstand';
export const HERVAT_PAD = '/beheer/berichten/hervatting';

/** The bar that says that no mail leaves; see partials/mailstop.hbs. */
export const stopbeeld = (stop: Mailstop, wie: Wie) => ({
  ...stop,
  hervat: mag(wie, 'berichten.stoppen') ? HERVAT_PAD : null,
});
