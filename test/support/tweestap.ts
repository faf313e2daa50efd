import { Secret, TOTP } from 'otpauth';
import { csrfTokenVoor } from '../../src/platform/secrets.js';
import type { Gebruiker } from '../../src/toegang/gebruiker.entity.js';
import { SessiesService } from '../../src/toegang/sessies.service.js';
import { TweestapService } from '../../src/toegang/tweestap/tweestap.service.js';
import type { Academie } from './academie.js';
import type { Inlog } from './inloggen.js';
import type { Antwoord } from './vraag.js';
import { WACHTWOORD } from './makers.js';

/** The key that an answer gives to a browser, and the token that goes with it. */
export function inlogUit({ settings }: Academie, setCookies: string[]): Inlog {
  const cookie = setCookies.find((een) => een.startsWith('sessie='))?.split(';')[0] ?? '';
  return { cookie, csrf: csrfTokenVoor(settings.SESSION_SECRET, cookie.slice('sessie='.length)) };
}

/** A browser in which somebody gave the right password, through the form, and no more than that. */
export async function geefWachtwoord(
  academie: Academie,
  { email }: Pick<Gebruiker, 'email'>,
  terug = '',
): Promise<Inlog & { naar: string }> {
  const antwoord = await fetch(`${academie.url}/inloggen`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ email, wachtwoord: WACHTWOORD, ...(terug ? { terug } : {}) }),
  });
  return {
    ...inlogUit(academie, antwoord.headers.getSetCookie()),
    naar: antwoord.headers.get('location') ?? '',
  };
}

/** What the app of this gebruiker shows, so many half minutes from now. */
export const codeVan = ({ clock }: Academie, geheim: string, verder = 0): string =>
  TOTP.generate({
    secret: Secret.fromBase32(geheim.replaceAll(' ', '')),
    timestamp: clock.now().getTime() + verder * 30_000,
  });

/** Sets up an app as its owner did long ago, without the pages. */
export async function geefApp(
  academie: Academie,
  gebruiker: Gebruiker,
): Promise<{ geheim: string; codes: string[] }> {
  const { dataSource, app } = academie;
  const tweestap = app.get(TweestapService);
  const sessies = app.get(SessiesService);
  return dataSource.transaction(async (m) => {
    const { sleutel } = await sessies.begin(m, { gebruikerId: gebruiker.id, stap: 'instellen' }, undefined);
    const sessie = (await sessies.houVast(m, sleutel))!;
    const { geheim } = await tweestap.voorstel(m, sessie, gebruiker.email);
    const verse = await tweestap.houVast(m, gebruiker.id);
    const volle = (await sessies.houVast(m, sleutel))!;
    await tweestap.stelAppIn(m, verse, volle, codeVan(academie, geheim, -1));
    const codes = await tweestap.maakHerstelcodes(m, gebruiker.id);
    await sessies.beeindigAlle(m, gebruiker.id);
    return { geheim, codes };
  });
}

/** What a page offers to scan. */
export const geheimOp = ({ tekst }: Pick<Antwoord, 'tekst'>): string =>
  /<code>([A-Z2-7 ]+)<\/code>/.exec(tekst)?.[1] ?? '';

/** The recovery codes that a page shows. */
export const codesOp = ({ tekst }: Pick<Antwoord, 'tekst'>): string[] =>
  [...tekst.matchAll(/<code>([\da-z]{4}(?:-[\da-z]{4}){3})<\/code>/g)].map(([, code]) => code!);
