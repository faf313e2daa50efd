import crypto from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { leesAlsAanwezig } from './bestanden.js';
import { IngebouwdePostgresFout } from './fout.js';

/** The password of the server on this folder; made once, before there is a data directory that needs it. */
export async function wachtwoordVoor(map: string, erZijnGegevens: boolean): Promise<string> {
  const bestand = path.join(map, 'wachtwoord');
  const bestaand = (await leesAlsAanwezig(bestand))?.trim();
  if (bestaand) return bestaand;
  if (erZijnGegevens) {
    throw new IngebouwdePostgresFout(
      `Het wachtwoord van de ingebouwde database ontbreekt; zet het bestand ${bestand} terug of verwijder ${map} om met een lege database te beginnen.`,
    );
  }
  const wachtwoord = crypto.randomBytes(24).toString('hex');
  // Written aside and renamed, because half a password locks the database for good.
  await fs.writeFile(`${bestand}.nieuw`, wachtwoord, { mode: 0o600 });
  await fs.rename(`${bestand}.nieuw`, bestand);
  return wachtwoord;
}
