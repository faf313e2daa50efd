import { DeelnemersService } from '../../src/deelnemers/deelnemers.service.js';
import type { Regel } from '../../src/deelnemers/keuring.rules.js';
import { Gebruiker } from '../../src/toegang/gebruiker.entity.js';
import type { Wie } from '../../src/toegang/wie.js';
import type { Academie } from '../support/academie.js';
import type { Inlog } from '../support/inloggen.js';
import { verzoek } from '../support/makers.js';
import { vraag, type Antwoord } from '../support/vraag.js';

export const alsWie = ({ id, naam }: Gebruiker): Wie => ({
  soort: 'gebruiker',
  id,
  naam,
  rol: 'coordinator',
  bestuurId: null,
});

export const regel = (rij: number, met: Parameters<typeof verzoek>[0] = {}): Regel => ({
  rij,
  verzoek: verzoek(met),
});

export const deelnemers = ({ app }: Academie): DeelnemersService => app.get(DeelnemersService);

/** Sends a file as the form does. */
export async function stuurBestand(
  academie: Academie,
  { cookie, csrf }: Inlog,
  pad: string,
  inhoud: string | Buffer,
  velden: Record<string, string> = {},
): Promise<Antwoord> {
  const body = new FormData();
  body.append('_csrf', csrf);
  for (const [naam, waarde] of Object.entries(velden)) body.append(naam, waarde);
  body.append('bestand', new Blob([new Uint8Array(Buffer.from(inhoud))]), 'team.csv');
  return vraag(academie, pad, { method: 'POST', headers: { cookie }, body });
}

export const lees = (academie: Academie, { cookie }: Inlog, pad: string): Promise<Antwoord> =>
  vraag(academie, pad, { headers: { cookie } });

/** The visible text of a page, tags left out. */
export const zichtbaar = ({ tekst }: Antwoord): string =>
  tekst
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#x27;', "'")
    .replaceAll('&quot;', '"')
    .replace(/\s+/g, ' ');
