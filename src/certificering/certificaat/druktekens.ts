import { onzetbaar } from '../pdf/lettertypen.js';

/**
 * Which of these texts can not be set in our fonts, with the characters they lack: `“Anna 李”: 李`.
 * @returns a sentence, or null when all can.
 */
export function nietTeDrukken(teksten: readonly (string | null)[]): string | null {
  const mis = [...new Set(teksten)].flatMap((tekst) => {
    const tekens = onzetbaar((tekst ?? '').normalize('NFC'));
    return tekens.length > 0 ? [`“${tekst}”: ${tekens.join(' ')}`] : [];
  });
  if (mis.length === 0) return null;
  return `Ons lettertype heeft niet alle tekens van ${mis.join('; ')}. Schrijf de tekst in Latijnse, Griekse of Cyrillische letters.`;
}
