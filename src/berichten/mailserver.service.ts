import { Injectable, Logger } from '@nestjs/common';
import nodemailer from 'nodemailer';
import { Settings } from '../platform/config/settings.js';
import { House } from '../platform/web/house.js';
import type { Bijlage } from './bericht.entity.js';
import { afmeldlink, isAdresGeweigerd, isUitnodiging, messageIdVan } from './berichten.rules.js';

/** Mails under way at the same time from one process, each over a connection of its own. */
export const verbindingen = 5;

/** A mail that takes longer is broken off; must stay well below the time for which a sender holds a bericht. */
export const langsteVerzending = 60_000;

export interface Post {
  id: string;
  soort: string;
  persoonId: string | null;
  aan: string;
  onderwerp: string;
  html: string;
  tekst: string;
  bijlagen: Bijlage[];
}

/** Why a mail did not leave. */
export class Verzendfout extends Error {
  constructor(
    /** In Dutch, for the coördinator. */
    readonly reden: string,
    /** The server refused this mail for good; asking again is of no use. */
    readonly blijvend: boolean,
    /** The trouble is the server or the way to it, so other mails would meet it as well. */
    readonly vanServer: boolean,
    /** The server does not take mail for this address, whatever is in it. */
    readonly vanAdres = false,
  ) {
    super(reden);
  }
}

interface SmtpError {
  code?: string;
  command?: string;
  response?: string;
  responseCode?: number;
  message: string;
}

/** The SMTP server of the settings, reached through a pool of connections that open when the first mail leaves. */
@Injectable()
export class Mailserver {
  private readonly logger = new Logger('Mailserver');
  private transport?: ReturnType<Mailserver['connect']>;

  constructor(
    private readonly settings: Settings,
    private readonly house: House,
  ) {}

  get ingesteld(): boolean {
    return this.settings.SMTP_URL !== undefined;
  }

  /** @throws Verzendfout when the server did not say that it took the mail. */
  async stuur(post: Post): Promise<void> {
    this.transport ??= this.connect();
    await this.house.fresh();
    try {
      await this.transport.sendMail(this.compose(post));
    } catch (error) {
      throw toVerzendfout(error as SmtpError);
    }
  }

  /** Closes the connections after the mails that are under way. */
  sluit(): void {
    this.transport?.close();
    this.transport = undefined;
  }

  private connect() {
    const transport = nodemailer.createTransport({
      pool: true,
      url: this.settings.SMTP_URL!,
      maxConnections: verbindingen,
      // A connection that the server closed while idle is replaced once; the outbox does the other retries.
      maxRequeues: 1,
      connectionTimeout: 10_000,
      dnsTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 30_000,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    // Each mail reports its own failure; without a listener Node would end the process for this one.
    transport.on('error', (error: Error) => this.logger.warn(error.message));
    return transport;
  }

  private compose(post: Post) {
    return {
      from: this.settings.MAIL_FROM,
      ...(this.house.current.contact ? { replyTo: this.house.current.contact } : {}),
      // An object is taken as one address; a string would be read as a list.
      to: { name: '', address: post.aan },
      subject: post.onderwerp,
      text: post.tekst,
      html: post.html,
      attachments: post.bijlagen.map(({ naam, type, inhoud }) => ({
        filename: naam,
        contentType: type,
        content: inhoud,
      })),
      messageId: messageIdVan(post.id, this.settings.MAIL_FROM),
      headers: { 'Auto-Submitted': 'auto-generated', ...this.afmelden(post) },
      signal: AbortSignal.timeout(langsteVerzending),
    };
  }

  /** RFC 8058: a mail program shows a button and posts to the address itself. */
  private afmelden({ soort, persoonId }: Post): Record<string, string> {
    if (!persoonId || !isUitnodiging(soort)) return {};
    return {
      'List-Unsubscribe': `<${afmeldlink(this.settings, persoonId)}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    };
  }
}

/** Codes with which a server wants another log-in or encryption: our settings are wrong, not the mail. */
const loginCodes = [530, 534, 535, 538];

function toVerzendfout(error: SmtpError): Verzendfout {
  const { code, responseCode } = error;
  const aboutMail = (code === 'EENVELOPE' || code === 'EMESSAGE') && !loginCodes.includes(responseCode ?? 0);
  if (!aboutMail || responseCode === 421) {
    const reden = `De mailserver is niet bereikbaar of werkt niet mee: ${readable(error)}`;
    return new Verzendfout(reden, false, true);
  }
  const blijvend = responseCode === undefined || responseCode >= 500;
  const wat = blijvend ? 'weigert dit bericht' : 'neemt dit bericht nu niet aan';
  return new Verzendfout(
    `De mailserver ${wat}: ${readable(error)}`,
    blijvend,
    false,
    isAdresGeweigerd(error),
  );
}

/** Puts the words of the server, or the fault of the network, on one line. */
function readable({ response, message, code }: SmtpError): string {
  const text = response ?? (code ? `${message} (${code})` : message);
  return text.replace(/[\p{Cc}\s]+/gu, ' ').slice(0, 500);
}
