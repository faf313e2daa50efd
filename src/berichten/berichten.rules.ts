/** After this many attempts a mail is given up: with the waits below that is about a day. */
export const maximumPogingen = 14;

const eersteWachttijd = 30;
const langsteWachttijd = 4 * 3600;

/**
 * Seconds until the next attempt: doubling from half a minute to four hours, a quarter more or less by chance so that
 * mails that failed together do not all come back together.
 * @param pogingen attempts so far, from 1.
 * @param toeval from 0 up to 1.
 */
export function wachttijd(pogingen: number, toeval: number): number {
  const doubled = Math.min(eersteWachttijd * 2 ** (pogingen - 1), langsteWachttijd);
  return doubled * (0.75 + toeval / 2);
}

/** The bare address in `Naam <adres>`. */
export function adresVan(afzender: string): string {
  return (/<([^<>]+)>\s*$/.exec(afzender)?.[1] ?? afzender).trim();
}

/** The mailbox that a reader may write to; null when nobody reads what is sent to the sender. */
export function postbusVan(afzender: string): string | null {
  const adres = adresVan(afzender);
  return /^no-?reply|^niet-?beantwoorden/i.test(adres) ? null : adres;
}
