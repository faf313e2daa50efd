import type { FastifyReply } from 'fastify';
import type { Wie } from '../toegang/wie.js';

/**
 * Names the file for who saves it, and keeps it out of every cache.
 * @param delen what the list is of: codes and years, nothing else.
 * @param dag the day of today, `YYYY-MM-DD`.
 */
export function alsBestand(
  reply: FastifyReply,
  formaat: Formaat,
  delen: (string | null | undefined)[],
  dag: string,
  soort = 'deelnemerslijst',
): void {
  const naam = [soort, ...delen, dag].filter(Boolean).join('-').toLowerCase();
  const veilig = naam.replace(/[^a-z0-9-]+/g, '-');
  void reply
    .type(formaat === 'csv' ? `${mediatypen.csv}; charset=utf-8; header=present` : mediatypen[formaat])
    .header('content-disposition', `attachment; filename="${veilig}.${formaat}"`)
    .header('cache-control', 'no-store');
}

/** The shapes in which a deelnemerslijst leaves the house. */
export const formaten = ['json', 'csv', 'xlsx'] as const;
export type Formaat = (typeof formaten)[number];

export const mediatypen: Record<Formaat, string> = {
  json: 'application/json',
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

interface Voorkeur {
  type: string;
  q: number;
}

/**
 * The format that a client likes best (RFC 9110, 12.5.1); JSON when it says nothing or likes several as much.
 * @param accept the header as sent.
 * @returns undefined when it accepts none of them.
 */
export function formaatVoor(accept: string | undefined): Formaat | undefined {
  if (!accept?.trim()) return 'json';
  const voorkeuren = accept.split(',').map(voorkeur);
  const gewogen = formaten.map((formaat) => ({ formaat, q: gewicht(mediatypen[formaat], voorkeuren) }));
  const [beste] = gewogen.filter(({ q }) => q > 0).sort((a, b) => b.q - a.q);
  return beste?.formaat;
}

function voorkeur(deel: string): Voorkeur {
  const [type = '', ...parameters] = deel.split(';').map((stuk) => stuk.trim().toLowerCase());
  const q = parameters.find((parameter) => parameter.startsWith('q='));
  return { type, q: q === undefined ? 1 : Number(q.slice(2)) || 0 };
}

/** The preference that names the type most precisely decides. */
function gewicht(mediatype: string, voorkeuren: Voorkeur[]): number {
  const groep = `${mediatype.split('/', 1)[0]}/*`;
  for (const naam of [mediatype, groep, '*/*']) {
    const gevonden = voorkeuren.find(({ type }) => type === naam);
    if (gevonden) return gevonden.q;
  }
  return 0;
}

/** A system asks again and again, and JSON comes in pages: a day of it is one line of the audit, a file one each. */
export const komtVaak = (wie: Wie, formaat: Formaat): boolean =>
  wie.soort === 'sleutel' || formaat === 'json';
