import { berichtpaden } from './paden.js';
import { gelijk, stempel } from '../platform/secrets.js';

/** After this many attempts a mail is given up: with the waits below that is about a day. */
export const maximumPogingen = 14;

/** A mail that was tried this often, or that waits this many minutes for its turn, does not leave: about a quarter. */
export const vastgelopenNa = { pogingen: 6, minuten: 15 };

const eersteWachttijd = 30;
const langsteWachttijd = 4 * 3600;

/**
 * Seconds until the next attempt: doubling from half a minute to four hours, a quarter more or less by chance so that
 * mails that failed together do not all come back together.
 * @param pogingen attempts so far, from 1.
 * @param toeval from 0 up to 1.
 */
export function wachttijd(pogingen: number, toeval: number): number {
  const doubled = Math.min(eersteWachttijd * 2 ** (pogingen - 1), langsteWachttijd);
  return doubled * (0.75 + toeval / 2);
}

/** The bare address in `Naam <adres>`. */
export function adresVan(afzender: string): string {
  return (/<([^<>]+)>\s*$/.exec(afzender)?.[1] ?? afzender).trim();
}

/** The mailbox that a reader may write to; null when nobody reads what is sent to the sender. */
export function postbusVan(afzender: string): string | null {
  const adres = adresVan(afzender);
  return /^no-?reply|^niet-?beantwoorden/i.test(adres) ? null : adres;
}

/** `Message-ID`, derived from the row: a mail that arrives twice can be recognised by it. */
export function messageIdVan(berichtId: string, afzender: string): string {
  return `<${berichtId}@${adresVan(afzender).replace(/^.*@/, '')}>`;
}

/** Stands in the sleutel of a mail that was sent again, between what it means and the how-manieth time. */
export const herverzending = ':herverzending:';

/** The sleutel of the mail that was written first. */
export function basisVan(sleutel: string): string {
  return sleutel.split(herverzending, 1)[0]!;
}

/** SQL for the numbers `n` of the times that a mail was sent again. @param begin SQL for its sleutel up to the number. */
export const keren = (begin: string): string => `
  WITH RECURSIVE keer AS (
    SELECT 1 AS n WHERE EXISTS (SELECT FROM bericht WHERE sleutel = ${begin} || '1')
    UNION ALL
    SELECT n + 1 FROM keer WHERE EXISTS (SELECT FROM bericht WHERE sleutel = ${begin} || (n + 1)))
  SELECT n FROM keer`;

/** Mails with a link that lets somebody in, meant for one mailbox only. */
export const geheimen: readonly string[] = [
  'inloggen/inloglink',
  'inloggen/koppelen',
  'inzage/adres-bevestigen',
  'gebruikers/uitnodiging',
  'gebruikers/herstel',
  'gebruikers/wachtwoord-vergeten',
];

/** Mail to who is no longer known here: the address goes with it, once it has left or will not leave any more. */
export const zonderAdres: readonly string[] = ['privacyverzoeken/gewist'];

/** Goes also to who asked that what we hold is not used: what that is about, and what they ask for or put right themselves. */
export const OP_SLOT = '^(privacyverzoeken|inloggen|inzage|belangstelling/(al-bekend|bevestig|genoteerd)$)';
export const magOpSlot = (soort: string): boolean => new RegExp(OP_SLOT).test(soort);

export const isGeheim = (soort: string): boolean => geheimen.includes(soort);

/**
 * Mails that are not about somebody's own place: who wants none of them gets none, and each says how to ask for that.
 * A closed list: every other mail is about something that its reader did or has.
 */
export const uitnodigingen: readonly string[] = [
  'belangstelling/opening',
  'certificering/vervolg',
  'evaluaties/herinnering',
  'evaluaties/nameting',
  'evaluaties/nameting-herinnering',
  'evaluaties/uitnodiging',
];

export const isUitnodiging = (soort: string): boolean => uitnodigingen.includes(soort);

/** Why a mail that came too late did not leave. */
export const teLaat = 'Niet verstuurd: toen het kon, had dit bericht geen zin meer.';

/** The refusal of a mail server. */
export interface Weigering {
  /** The SMTP command, for example `RCPT TO`. */
  command?: string;
  /** Of SMTP, three digits. */
  responseCode?: number;
  /** The words, often with an enhanced code such as `5.1.1`. */
  response?: string;
}

/** Enhanced codes (RFC 3463, RFC 7505) for an address that is not there, has moved, or is closed. */
const adrescodes = /^5\.(1\.([012346]|10)|2\.1)$/;
/** Without such a code these are about the address, when they answer it being named. */
const adresantwoorden = [550, 551, 553];
const overBeleid = /spam|relay|polic|block|black|reputation|spf|dkim|dmarc|denied|authenticat|not allowed/i;

/** Whether a refusal for good is about the address: the next mail to it would meet the same. */
export function isAdresGeweigerd({ command, responseCode = 0, response = '' }: Weigering): boolean {
  if (responseCode < 500) return false;
  const code = /^\d{3}[ -]?(5\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1];
  // After the whole mail came in, only a server that checks so late and says so plainly means the address.
  if (command !== 'RCPT TO') return code === '5.1.1';
  if (code) return adrescodes.test(code);
  return adresantwoorden.includes(responseCode) && !overBeleid.test(response);
}

/** Why an invitation did not leave after all. */
export const afgemeld = 'Niet verstuurd: de ontvanger wil geen uitnodigingen meer.';

/** Settings, as far as these links need them. */
interface Geheim {
  SESSION_SECRET: string;
}

const bewijs = ({ SESSION_SECRET }: Geheim, id: string): string => stempel(SESSION_SECRET, 'afmelden', id);

/** Which person, and the proof that we said so: nobody without SESSION_SECRET can make one, and no table is needed. */
export const afmeldtoken = (geheim: Geheim, persoonId: string): string =>
  `${Buffer.from(persoonId.replaceAll('-', ''), 'hex').toString('base64url')}.${bewijs(geheim, persoonId)}`;

export const afmeldlink = (settings: Geheim & { BASE_URL: string }, persoonId: string): string =>
  settings.BASE_URL + berichtpaden.afmelden(afmeldtoken(settings, persoonId));

/** The person that the token is for; null when it is not one of ours. */
export function persoonUit(geheim: Geheim, token: string): string | null {
  const [deel = '', gegeven = ''] = token.split('.', 2);
  const hex = Buffer.from(deel, 'base64url').toString('hex');
  if (hex.length !== 32) return null;
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return gelijk(gegeven, bewijs(geheim, id)) ? id : null;
}

/** A piece of a line: plain text, or text with a link behind it. */
interface Stuk {
  tekst: string;
  href: string | null;
}

/** Plain text as a mail shows it: alineas of lines of pieces. Templates escape each piece. */
export type Opmaak = Stuk[][][];

const link = /https?:\/\/[^\s<>"]+|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/giu;
/** Marks that end a sentence rather than an address. */
const staart = /(?<![.,;:!?'’”)\]}])[.,;:!?'’”)\]}]+$/u;

/** An empty line begins a new alinea, a single line break a new line; addresses of pages and mailboxes become links. */
export function opgemaakt(tekst: string): Opmaak {
  return tekst
    .replace(/\r\n?/g, '\n')
    .split(/\n[^\S\n]*\n\s*/)
    .map((alinea) => alinea.trim())
    .filter((alinea) => alinea !== '')
    .map((alinea) => alinea.split('\n').map((regel) => stukkenVan(regel.trimEnd())));
}

function stukkenVan(regel: string): Stuk[] {
  const stukken: Stuk[] = [];
  let vanaf = 0;
  for (const { 0: gevonden, index } of regel.matchAll(link)) {
    const adres = zonderStaart(gevonden);
    if (index > vanaf) stukken.push({ tekst: regel.slice(vanaf, index), href: null });
    stukken.push({ tekst: adres, href: /^https?:/i.test(adres) ? adres : `mailto:${adres}` });
    vanaf = index + adres.length;
  }
  if (vanaf < regel.length) stukken.push({ tekst: regel.slice(vanaf), href: null });
  return stukken;
}

/** "(see https://site.example/x(1))" keeps the bracket that it opened itself. */
function zonderStaart(adres: string): string {
  const kaal = adres.replace(staart, '');
  return kaal.includes('(') && adres.slice(kaal.length).startsWith(')') ? `${kaal})` : kaal;
}
