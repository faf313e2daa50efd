// Chance, made repeatable: two runs of the same code get the same secrets. Load this before the product.
import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';

const real = {
  randomBytes: crypto.randomBytes,
  randomInt: crypto.randomInt,
  randomUUID: crypto.randomUUID,
};
let seed;
let drawn = 0;

function bytes(size) {
  const parts = [];
  for (let length = 0; length < size; length += 64)
    parts.push(
      crypto
        .createHash('sha512')
        .update(`${seed} ${(drawn += 1)}`)
        .digest(),
    );
  return Buffer.concat(parts).subarray(0, size);
}

// The packages that ask with a callback do so for protocols, not for what a page shows.
crypto.randomBytes = (size, callback) =>
  seed === undefined || callback ? real.randomBytes(size, callback) : bytes(size);
crypto.randomInt = (min, max, callback) => {
  if (seed === undefined || typeof (callback ?? max) === 'function')
    return real.randomInt(...[min, max, callback].filter((each) => each !== undefined));
  const [from, to] = max === undefined ? [0, min] : [min, max];
  return from + (bytes(6).readUIntBE(0, 6) % (to - from));
};
crypto.randomUUID = (options) => {
  if (seed === undefined) return real.randomUUID(options);
  const hex = bytes(16).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
};
syncBuiltinESMExports();

/** From here on what is drawn follows from `text` alone, so that one request more does not change all later ones. */
export function drawFrom(text) {
  seed = text;
  drawn = 0;
}
