// Chance, made repeatable: what is drawn while a request is answered follows from that request alone, so that two runs
// of the same code get the same secrets, and one request more does not change all later ones. Load this before the
// product.
import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';

const NAME = 'x-werkbank';
const current = new AsyncLocalStorage();
const underWay = new Map();
const real = {
  randomBytes: crypto.randomBytes,
  randomInt: crypto.randomInt,
  randomUUID: crypto.randomUUID,
};

function bytes(size) {
  const request = current.getStore();
  const parts = [];
  for (let length = 0; length < size; length += 64)
    parts.push(
      crypto
        .createHash('sha512')
        .update(`${request.seed} ${(request.drawn += 1)}`)
        .digest(),
    );
  return Buffer.concat(parts).subarray(0, size);
}

// What asks with a callback does so for a protocol, and shows it on no page.
crypto.randomBytes = (size, callback) =>
  !current.getStore() || callback ? real.randomBytes(size, callback) : bytes(size);
crypto.randomInt = (min, max, callback) => {
  if (!current.getStore() || typeof (callback ?? max) === 'function')
    return real.randomInt(...[min, max, callback].filter((each) => each !== undefined));
  const [from, to] = max === undefined ? [0, min] : [min, max];
  return from + (bytes(6).readUIntBE(0, 6) % (to - from));
};
crypto.randomUUID = (options) => {
  if (!current.getStore()) return real.randomUUID(options);
  const hex = bytes(16).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
};
syncBuiltinESMExports();

/** The request that is being answered, as `asRequest` gave it; undefined outside of one. */
export const currentRequest = () => current.getStore();

/**
 * Sends a request that the server recognises.
 * @param seed what its chance follows from.
 * @param send gets the header to send along.
 * @returns what `send` answers, and the names that were noted while the server was at work on it.
 */
export async function asRequest(seed, send) {
  const request = { seed, drawn: 0, noted: [] };
  const name = real.randomUUID();
  underWay.set(name, request);
  try {
    return { answer: await send({ [NAME]: name }), noted: request.noted };
  } finally {
    underWay.delete(name);
  }
}

/** To be called before the server listens. */
export function recogniseRequests(fastify) {
  const kept = new WeakMap();
  fastify.addHook('onRequest', (request, _reply, done) => {
    const known = underWay.get(request.headers[NAME]);
    if (!known) return done();
    current.run(known, () => {
      kept.set(request, new AsyncResource('werkbank'));
      done();
    });
  });
  // A body arrives in the context of its connection, which knows nothing of this.
  fastify.addHook('preValidation', (request, _reply, done) => {
    const context = kept.get(request);
    if (context) context.runInAsyncScope(done);
    else done();
  });
}
