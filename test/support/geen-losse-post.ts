import { afterEach } from '@jest/globals';
import net from 'node:net';

/**
 * A test that lets mail out of this machine fails, whatever the code under test made of the refusal. Mail in a test
 * goes to `startMailCatcher()`; nothing in a test has business anywhere else.
 */
const postpoorten = [25, 465, 587, 2525];
const hier = /^(localhost|127\.|::1$|0\.0\.0\.0$)/;
const database = new URL(process.env.TEST_PG ?? 'postgres://localhost').hostname;
const losse: string[] = [];

type Target = { host?: string; port?: number | string; path?: string };

/** The arguments of `connect`, as people write them and as Node passes them on. */
function targetOf([first, second]: unknown[]): Target {
  if (Array.isArray(first)) return first[0] as Target;
  if (typeof first === 'object' && first !== null) return first;
  return { port: first as number, host: typeof second === 'string' ? second : 'localhost' };
}

type Connect = (this: net.Socket, ...args: unknown[]) => net.Socket;
const prototype = net.Socket.prototype as unknown as { connect: Connect & { bewaakt?: Connect } };
const echt = prototype.connect.bewaakt ?? prototype.connect;

prototype.connect = Object.assign(
  function (this: net.Socket, ...args: unknown[]): net.Socket {
    const { host = 'localhost', port, path } = targetOf(args);
    const near = hier.test(host) || host === database;
    if (path !== undefined || (near && !postpoorten.includes(Number(port)))) {
      return echt.apply(this, args);
    }
    losse.push(`${host}:${port}`);
    process.nextTick(() => this.destroy(new Error(`No way out of a test to ${host}:${port}`)));
    return this;
  },
  { bewaakt: echt },
);

afterEach(() => {
  const uitgegaan = losse.splice(0);
  if (uitgegaan.length > 0) throw new Error(`Deze test wilde naar buiten: ${uitgegaan.join(', ')}`);
});
