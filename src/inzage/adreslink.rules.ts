/** Which address somebody asked for, and until when the link in the mail works (milliseconds since 1970). */
export interface Adreswens {
  email: string;
  tot: number;
}

const lees = (deel: string): unknown => {
  try {
    return JSON.parse(Buffer.from(deel, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
};

/** The part of the link that says what is wished; a stamp behind it proves that we wrote it. */
export const wensdeel = ({ email, tot }: Adreswens): string =>
  Buffer.from(JSON.stringify([email, tot])).toString('base64url');

/** What a link says; null for one that is none. It proves nothing yet. */
export function leesAdreslink(token: string): { wens: Adreswens; deel: string; bewijs: string } | null {
  const [deel = '', bewijs = ''] = token.split('.', 2);
  const gelezen = lees(deel);
  if (!Array.isArray(gelezen)) return null;
  const [email, tot] = gelezen as unknown[];
  if (typeof email !== 'string' || typeof tot !== 'number') return null;
  return { wens: { email, tot }, deel, bewijs };
}
