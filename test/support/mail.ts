import net, { type AddressInfo, type Socket } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { totdat } from './tijd.js';

/** One mail as the server took it. */
export interface Ontvangen {
  van: string;
  /** Of the envelope: where it really went. */
  aan: string[];
  ruw: string;
  mail: Email;
}

/** How the server answers instead of saying yes: a refusal, silence, or a line that drops. */
export type Antwoord = { code: number; tekst: string } | 'zwijg' | 'breek';

export interface Gedrag {
  /** Instead of a greeting. */
  bijVerbinding?: () => Antwoord | undefined;
  bijOntvanger?: (adres: string) => Antwoord | undefined;
  /** After the whole mail has come in. A promise makes the server slow. */
  bijInhoud?: (aan: string[]) => Antwoord | void | Promise<Antwoord | void>;
  /** Keeps of each mail only where it went: for thousands. */
  licht?: boolean;
}

export interface MailCatcher {
  /** For `SMTP_URL`. */
  url: string;
  ontvangen: Ontvangen[];
  gedrag: Gedrag;
  /** The mails to this address, oldest first. */
  naar: (adres: string) => Ontvangen[];
  /** Waits until there are this many mails, ten seconds at most. */
  wachtOp: (aantal: number) => Promise<Ontvangen[]>;
  sluit: () => Promise<void>;
}

/** A real SMTP server on a free port that keeps what it gets. */
export async function startMailCatcher(gedrag: Gedrag = {}): Promise<MailCatcher> {
  const ontvangen: Ontvangen[] = [];
  const sockets = new Set<Socket>();
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 10,
    onConnect: (session, done) => antwoord(catcher.gedrag.bijVerbinding?.(), hangUp(session), done),
    onRcptTo: ({ address }, session, done) =>
      antwoord(catcher.gedrag.bijOntvanger?.(address), hangUp(session), done),
    onData: (stream, session, done) =>
      void neemAan(stream, session, catcher).then((reply) => antwoord(reply, hangUp(session), done), done),
  });
  const hangUp = (session: SMTPServerSession) => () => {
    for (const socket of sockets) if (socket.remotePort === session.remotePort) socket.destroy();
  };
  server.on('error', () => undefined);
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.server.address() as AddressInfo;
  const catcher: MailCatcher = {
    url: `smtp://127.0.0.1:${port}`,
    ontvangen,
    gedrag,
    naar: (adres) => ontvangen.filter(({ aan }) => aan.includes(adres)),
    wachtOp: (aantal) => wachtOp(ontvangen, aantal),
    sluit: () =>
      new Promise((closed) => {
        server.close(closed);
        for (const socket of sockets) socket.destroy();
      }),
  };
  return catcher;
}

async function neemAan(
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
  catcher: MailCatcher,
): Promise<Antwoord | undefined> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  const ruw = Buffer.concat(chunks);
  const aan = session.envelope.rcptTo.map(({ address }) => address);
  const reply = (await catcher.gedrag.bijInhoud?.(aan)) ?? undefined;
  const { mailFrom } = session.envelope;
  const van = mailFrom ? mailFrom.address : '';
  if (reply) return reply;
  if (catcher.gedrag.licht) catcher.ontvangen.push({ van, aan, ruw: '', mail: {} as Email });
  else catcher.ontvangen.push({ van, aan, ruw: ruw.toString(), mail: await PostalMime.parse(ruw) });
  return undefined;
}

function antwoord(reply: Antwoord | undefined, hangUp: () => void, done: (error?: Error) => void): void {
  if (reply === 'zwijg') return;
  if (reply === 'breek') return hangUp();
  if (!reply) return done();
  done(Object.assign(new Error(reply.tekst), { responseCode: reply.code }));
}

async function wachtOp(ontvangen: Ontvangen[], aantal: number): Promise<Ontvangen[]> {
  await totdat(() => ontvangen.length >= aantal);
  return ontvangen;
}

export interface Vergaarbak {
  /** For `SMTP_URL`. */
  url: string;
  /** Where each mail went, in the order in which the server said yes. */
  adressen: string[];
  sluit: () => Promise<void>;
}

const EINDE = Buffer.from('\r\n.\r\n');

/** As much of an SMTP server as it takes to accept a mail and forget what was in it: for thousands. */
export async function startVergaarbak(): Promise<Vergaarbak> {
  const adressen: string[] = [];
  const server = net.createServer({ noDelay: true }, (socket) => ontvangAlles(socket, adressen));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    adressen,
    sluit: () => new Promise((closed) => server.close(() => closed())),
  };
}

function ontvangAlles(socket: Socket, adressen: string[]): void {
  let aan = '';
  let inInhoud = false;
  let rest: Buffer = Buffer.alloc(0);
  const zeg = (regel: string): void => void socket.write(`${regel}\r\n`);
  const doe = (opdracht: string): void => {
    const naar = /^RCPT TO:<([^>]*)>/i.exec(opdracht);
    if (naar) aan = naar[1]!;
    inInhoud = opdracht === 'DATA';
    zeg(inInhoud ? '354 Ga door' : '250 Goed');
  };
  // The end of a mail may come in two pieces, so the last bytes of one are looked at again with the next.
  socket.on('data', (stuk: Buffer) => {
    rest = rest.length > 0 ? Buffer.concat([rest, stuk]) : stuk;
    const einde = rest.indexOf(inInhoud ? EINDE : '\r\n');
    if (einde < 0) return void (inInhoud && (rest = rest.subarray(-EINDE.length)));
    const opdracht = rest.toString('latin1', 0, inInhoud ? 0 : einde);
    // Who sends waits for each answer, so nothing comes after the end.
    rest = Buffer.alloc(0);
    if (!inInhoud) return doe(opdracht);
    inInhoud = false;
    adressen.push(aan);
    zeg('250 Aangenomen');
  });
  socket.on('error', () => undefined);
  zeg('220 vergaarbak');
}
