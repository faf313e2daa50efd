/** Something in a file makes it no table; `message` is a Dutch sentence. */
export class Unreadable extends Error {}

export interface Decoded {
  text: string;
  charset: 'UTF-8' | 'UTF-16' | 'Windows-1252';
}

/**
 * The text of a file whose charset nobody tells: the mark at the begin decides; without one UTF-16 shows itself by its
 * zeros, bytes that are valid UTF-8 by chance hardly occur, and the rest is Windows-1252.
 * @throws Unreadable
 */
export function decode(bytes: Uint8Array): Decoded {
  const utf16 = utf16Of(bytes);
  if (utf16) return strict(bytes, utf16, 'UTF-16');
  if (starts(bytes, 0xef, 0xbb, 0xbf)) return strict(bytes, 'utf-8', 'UTF-8');
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), charset: 'UTF-8' };
  } catch {
    return { text: fromWindows(bytes), charset: 'Windows-1252' };
  }
}

const starts = (bytes: Uint8Array, ...mark: number[]): boolean => mark.every((byte, i) => bytes[i] === byte);

const SAMPLE = 4096;

/** Of two bytes for a Western letter one is zero: the first in big endian, the second in little endian. */
function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (starts(bytes, 0xff, 0xfe)) return 'utf-16le';
  if (starts(bytes, 0xfe, 0xff)) return 'utf-16be';
  const sample = bytes.subarray(0, SAMPLE);
  const zeros = [0, 0];
  for (const [i, byte] of sample.entries()) if (byte === 0) zeros[i % 2]! += 1;
  const [first, second] = zeros as [number, number];
  if (bytes.length % 2 !== 0 || first + second < sample.length / 4) return undefined;
  if (first === 0) return 'utf-16le';
  return second === 0 ? 'utf-16be' : undefined;
}

function strict(bytes: Uint8Array, encoding: string, charset: Decoded['charset']): Decoded {
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), charset };
  } catch {
    throw new Unreadable(`Dit bestand is geen goede ${charset}. Bewaar je lijst opnieuw als CSV.`);
  }
}

/** What Windows-1252 has where Latin-1 has nothing, from 0x80 on; where it has nothing itself the code stays. */
const WINDOWS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Not with TextDecoder: Node 20 to 22 takes Windows-1252 for Latin-1, and loses € and ’. */
const fromWindows = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('latin1')
    .replace(/[\u0080-\u009f]/g, (character) => WINDOWS[character.charCodeAt(0) - 0x80]!);
