import { gzipSync } from 'node:zlib';
import { paden, PLAATSEN } from './badgeadressen.js';
import { uitgever } from './badgetekst.rules.js';

/** One bit for each place, the first at the left of the first byte; multibase base64url of its gzip. */
export function versleutel(plaatsen: number[]): string {
  const bits = Buffer.alloc(PLAATSEN / 8);
  for (const plaats of plaatsen) bits[plaats >> 3]! |= 0x80 >> (plaats & 7);
  return `u${gzipSync(bits, { level: 9 }).toString('base64url')}`;
}

/**
 * A status list as the payload of a VC-JWT.
 * @param plaatsen what is withdrawn or replaced.
 * @param sinds when the list last changed.
 */
export function statuslijsttekst(
  nummer: number,
  plaatsen: number[],
  sinds: Date,
  baseUrl: string,
): Record<string, unknown> {
  const id = `${baseUrl}${paden.statuslijst(nummer)}`;
  const seconde = Math.floor(sinds.getTime() / 1000);
  return {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    id,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: uitgever(baseUrl).id,
    validFrom: new Date(seconde * 1000).toISOString().replace('.000Z', 'Z'),
    credentialSubject: {
      id: `${id}#list`,
      type: 'BitstringStatusList',
      statusPurpose: 'revocation',
      encodedList: versleutel(plaatsen),
    },
    iss: uitgever(baseUrl).id,
    jti: id,
    sub: `${id}#list`,
    nbf: seconde,
    iat: seconde,
  };
}
