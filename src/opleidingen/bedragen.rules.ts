/** Numbers as people type them in Dutch. What is no number stays the text it was, for the check to refuse. */
type Gelezen = number | string | null;

const tidy = (tekst: string): string => tekst.replace(/[\s\u00a0]/g, '');

/** "12" and nothing else. */
export function leesGetal(tekst: string): Gelezen {
  const kaal = tidy(tekst);
  if (kaal === '') return null;
  return /^\d{1,9}$/.test(kaal) ? Number(kaal) : tekst;
}

/** "7,5" or "7.5". */
export function leesDecimaal(tekst: string): Gelezen {
  const kaal = tidy(tekst);
  if (kaal === '') return null;
  return /^\d{1,6}([.,]\d{1,4})?$/.test(kaal) ? Number(kaal.replace(',', '.')) : tekst;
}

/** "1250", "1.250", "€ 1.250,50" or "1250.50", in euro. @returns cents. */
export function leesCenten(tekst: string): Gelezen {
  const kaal = tidy(tekst).replace(/^€/, '').replace(/,-+$/, '');
  if (kaal === '') return null;
  if (!/^(\d{1,3}(\.\d{3})+|\d{1,7})([.,]\d{1,2})?$/.test(kaal)) return tekst;
  const [, heel = '', centen = ''] = /^(.*?)(?:[.,](\d{1,2}))?$/.exec(kaal) ?? [];
  return Number(heel.replaceAll('.', '')) * 100 + Number(centen.padEnd(2, '0'));
}

/** Cents as one types them: "1250" or "1250,50". */
export function toonCenten(centen: number | null): string {
  if (centen === null) return '';
  const rest = centen % 100;
  const heel = Math.trunc(centen / 100);
  return rest === 0 ? `${heel}` : `${heel},${String(rest).padStart(2, '0')}`;
}
