import type { HelperDelegate, HelperOptions } from 'handlebars';
import { formatDate, formatDateShort, formatDayShort, formatDateTime, formatTime } from '../clock/dates.js';
import { assetHref } from './assets.js';

type Moment = Date | string | null | undefined;
const orNothing =
  (format: (moment: Date | string) => string) =>
  (moment: Moment): string =>
    moment ? format(moment) : '';

const euros = new Intl.NumberFormat('nl-NL', {
  style: 'currency',
  currency: 'EUR',
  maximumFractionDigits: 2,
});
const numbers = new Intl.NumberFormat('nl-NL');

/** "€ 1.200" for whole euros, "€ 12,50" otherwise. */
export const formatEuro = (amount: number): string => euros.format(amount).replace(/,00$/, '');

/** "1 plaats", "3 plaatsen" */
export const plural = (n: number, one: string, many: string): string =>
  `${numbers.format(n)} ${n === 1 ? one : many}`;

/** "Training, Najaar 2026"; the second name alone when it begins with the first, as "Training, tweede groep" does. */
export const inFull = (of: string, name: string): string => (name.startsWith(of) ? name : `${of}, ${name}`);

const block = (holds: boolean, context: unknown, options: HelperOptions): string =>
  holds ? options.fn(context) : options.inverse(context);

/** Every template may use these; the walk of test/sjablonen.spec.ts checks their arguments by these types. */
export const helpers = {
  datum: orNothing(formatDate),
  datumKort: orNothing(formatDateShort),
  dagKort: orNothing(formatDayShort),
  datumTijd: orNothing(formatDateTime),
  tijd: orNothing(formatTime),
  euro: (amount: number | null) => (amount === null ? '' : formatEuro(amount)),
  getal: (n: number | null) => (n === null ? '' : numbers.format(n)),
  meervoud: plural,
  voluit: (of: string, name: string | undefined) => (name === undefined ? of : inFull(of, name)),
  /** How a mail begins; without a name for who never said that the address is theirs. */
  aanhef: (voornaam: string | null | undefined) => (voornaam ? `Beste ${voornaam},` : 'Hallo,'),
  /** Makes ids unique where a form comes more than once. */
  verbonden: (...delen: unknown[]) => delen.slice(0, -1).join('-'),
  /** The parts of an id: `plak "cijfer" "titel"` is `cijfer-titel`. */
  plak: (...parts: unknown[]) => parts.slice(0, -1).join('-'),
  asset: assetHref,
  is(this: unknown, a: unknown, b: unknown, options: HelperOptions) {
    return block(a === b, this, options);
  },
  meerDan(this: unknown, n: number, limit: number, options: HelperOptions) {
    return block(n > limit, this, options);
  },
  bevat(this: unknown, list: unknown, item: unknown, options: HelperOptions) {
    return block(Array.isArray(list) && list.includes(item), this, options);
  },
} satisfies Record<string, HelperDelegate>;
