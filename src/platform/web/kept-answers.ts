import { Injectable, SetMetadata } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { Clock } from '../clock/clock.js';
import { withRequestId } from '../logging/logger.js';
import { Encoded, encodingFor, knows, tagOf } from './encodings.js';
import { etagOf } from './public-answers.js';
import type { VisitorRequest } from './shell.js';

/** On a route whose answer is the same for everybody who is not logged in: it may be kept and given to the next. */
export const KEPT = Symbol('kept');
export const Kept = (): MethodDecorator => SetMetadata(KEPT, true);

/** One address in one colour scheme, as it was answered. */
interface Entry {
  revision: number;
  /** Milliseconds since 1970 at which it ends. */
  until: number;
  route: string;
  headers: OutgoingHttpHeaders;
  etag: string;
  text: Encoded;
}

interface Asked {
  key: string;
  /** Of what there was when it was asked: what changed or passed since then is not in the answer. */
  revision: number;
  until: number;
  /** Lets those go on who wait for this answer. */
  made: () => void;
}

/** Bytes of all answers together, and of one. */
const MOST = 32 * 2 ** 20;
const MOST_EACH = 4 * 2 ** 20;
/** Bytes that an answer takes besides its body: its address, its headers, the bookkeeping. */
const BESIDES = 4096;
/** Milliseconds that somebody waits for an answer that another one is having made. */
const PATIENCE = 1000;
/** Characters of an address. */
const LONGEST = 500;
/** Cookies of who is not just anybody: logged in, or about to read a message once. */
const PERSONAL = /sessie|melding/;
const SCHEME = /(?:^|; )weergave=(licht|donker)(?:;|$)/;
/** Headers of the one answer that was sent. */
const OWN = new Set([
  'x-request-id',
  'date',
  'connection',
  'content-length',
  'transfer-encoding',
  'keep-alive',
]);

type Handle = (req: IncomingMessage, res: ServerResponse) => void;
type Log = (method: string, route: string, status: number, ms: number) => void;

/**
 * The public answers, as bytes, from memory: before Fastify and Nest see the request. An answer is kept until the end of
 * the second in which it was asked for, because days, bijeenkomsten and windows begin and end on whole ones; it is dropped at
 * once when something that it shows changes, by whichever process: `Changes` hears of it. As long as that does not
 * listen, nothing is kept.
 */
@Injectable()
export class KeptAnswers {
  private readonly entries = new Map<string, Entry>();
  /** Who waits for an answer that is being made anew. */
  private readonly waiting = new Map<string, (() => void)[]>();
  private readonly asked = new WeakMap<IncomingMessage, Asked>();
  private bytes = 0;
  private revision = 0;
  private open = false;
  private log: Log = () => undefined;

  constructor(private readonly clock: Clock) {}

  /** From now on everything that changes is heard. */
  begin(): void {
    this.drop();
    this.open = true;
  }

  /** Nothing is heard any more. */
  end(): void {
    this.open = false;
    this.drop();
  }

  /** Something that everybody sees has changed. */
  drop(): void {
    this.revision += 1;
  }

  /** Puts itself before the server that is there. @param log of each answer that it gives. */
  attach(fastify: FastifyInstance, log: Log): void {
    this.log = log;
    const { server } = fastify;
    const handlers = server.listeners('request') as Handle[];
    server.removeAllListeners('request');
    server.on('request', (req: IncomingMessage, res: ServerResponse) => {
      const handle = () => handlers.forEach((each) => each.call(server, req, res));
      // While the server stops, each answer says that it is the last.
      if (this.open && server.listening) this.answer(req, res, handle);
      else handle();
    });
    fastify.addHook('onSend', (request: VisitorRequest, reply, payload, done) => {
      // Whoever changed something sees it, however soon they look.
      if (request.method !== 'GET' && request.method !== 'HEAD') this.drop();
      if (!request.visitor?.kept || typeof payload !== 'string') return done(null, payload);
      this.keep(request, reply, payload).then((body) => done(null, body), done);
    });
  }

  private answer(req: IncomingMessage, res: ServerResponse, handle: () => void): void {
    const key = keyOf(req);
    if (key === undefined) return handle();
    const entry = this.entries.get(key);
    if (entry && this.isFresh(entry)) return void this.send(entry, req, res);
    const waiting = this.waiting.get(key);
    if (waiting) return void waiting.push(() => res.destroyed || this.answer(req, res, handle));
    const asked: Asked = {
      key,
      revision: this.revision,
      until: this.endOfThisSecond(),
      made: () => undefined,
    };
    if (entry) asked.made = this.letWait(key, entry, res);
    this.asked.set(req, asked);
    handle();
  }

  /**
   * From now on who asks for this waits until it is made, is known not to be one to keep, or takes too long.
   * @returns what to call then; more than once does no harm.
   */
  private letWait(key: string, before: Entry, res: ServerResponse): () => void {
    const waiting: (() => void)[] = [];
    this.waiting.set(key, waiting);
    const made = (): void => {
      clearTimeout(late);
      if (this.waiting.get(key) !== waiting) return;
      this.waiting.delete(key);
      if (this.entries.get(key) === before) this.remove(key);
      for (const goOn of waiting) goOn();
    };
    const late = setTimeout(made, PATIENCE).unref();
    res.once('close', made);
    return made;
  }

  private endOfThisSecond(): number {
    return (Math.floor(this.clock.now().getTime() / 1000) + 1) * 1000;
  }

  private isFresh({ revision, until }: Entry): boolean {
    return revision === this.revision && this.clock.now().getTime() < until;
  }

  /** Keeps what is about to be sent. @returns what is sent. */
  private async keep(
    request: FastifyRequest,
    reply: FastifyReply,
    payload: string,
  ): Promise<string | Buffer> {
    const asked = this.asked.get(request.raw);
    if (reply.statusCode !== 200 || reply.hasHeader('set-cookie')) return payload;
    void reply.header('vary', 'Authorization, Cookie, Accept-Encoding');
    const body = Buffer.from(payload);
    const entry: Entry = {
      revision: asked?.revision ?? 0,
      until: asked?.until ?? 0,
      route: request.routeOptions.url ?? '',
      headers: Object.fromEntries(Object.entries(reply.getHeaders()).filter(([name]) => !OWN.has(name))),
      etag: etagOf(body),
      text: new Encoded(body, 4),
    };
    if (asked && request.method === 'GET' && body.length <= MOST_EACH) this.put(asked.key, entry);
    asked?.made();
    const answer = await answerTo(request.headers, entry);
    if (answer.status === 304) void reply.code(304).removeHeader('content-type');
    void reply.headers(answer.headers);
    return answer.body ?? '';
  }

  private put(key: string, entry: Entry): void {
    this.remove(key);
    this.entries.set(key, entry);
    this.bytes += sizeOf(entry);
    for (const oldest of this.entries.keys()) {
      if (this.bytes <= MOST || oldest === key) break;
      this.remove(oldest);
    }
  }

  private remove(key: string): void {
    const entry = this.entries.get(key);
    if (entry) this.bytes -= sizeOf(entry);
    this.entries.delete(key);
  }

  private async send(entry: Entry, req: IncomingMessage, res: ServerResponse): Promise<void> {
    const begin = performance.now();
    const id = randomUUID();
    const { status, headers, body } = await answerTo(req.headers, entry);
    const all: OutgoingHttpHeaders = { ...entry.headers, ...headers, 'x-request-id': id };
    if (body) all['content-length'] = body.length;
    else delete all['content-type'];
    res.writeHead(status, all).end(req.method === 'HEAD' ? undefined : body);
    withRequestId(id, () =>
      this.log(req.method!, entry.route, status, Math.round(performance.now() - begin)),
    );
  }
}

/** With room for what is made of it for who reads br or gzip. */
const sizeOf = ({ text }: Entry): number => 2 * text.body.length + BESIDES;

/** What of it goes to who asks like this: all, smaller, or only that nothing has changed. */
async function answerTo(asked: IncomingHttpHeaders, entry: Entry) {
  const encoding = encodingFor(asked['accept-encoding']);
  const etag = tagOf(entry.etag, encoding);
  if (knows(asked['if-none-match'], entry.etag)) return { status: 304, headers: { etag } };
  const coding = encoding === 'identity' ? {} : { 'content-encoding': encoding };
  return { status: 200, headers: { etag, ...coding }, body: await entry.text.as(encoding) };
}

/** Undefined for whoever is not just anybody, or asks for something else than an address. */
function keyOf({ method, url = '', headers }: IncomingMessage): string | undefined {
  const { authorization, cookie = '' } = headers;
  if ((method !== 'GET' && method !== 'HEAD') || url.length > LONGEST) return undefined;
  if (authorization !== undefined || PERSONAL.test(cookie)) return undefined;
  if (headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined) return undefined;
  const scheme = SCHEME.exec(cookie)?.[1] ?? '';
  // Written in a way that only the reader of cookies understands, or twice: that one has to say which it is.
  if (cookie.split('weergave').length > (scheme ? 2 : 1)) return undefined;
  return `${scheme} ${url}`;
}
