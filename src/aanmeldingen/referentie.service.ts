import { In, type EntityManager } from 'typeorm';
import { bestuurVan, isAcademie, type Wie } from '../toegang/wie.js';
import { Aanmelding } from './aanmelding.entity.js';
import type { Aanvraag } from './aanvraag.rules.js';
import { ACTIEF } from './standen.js';
import { positieVan } from './rij.service.js';

/** An aanmelding that was sent before under the same reference. */
export interface Eerdere {
  aanmelding: Aanmelding;
  wachtlijstpositie: number | null;
}

/**
 * Whose the references are that somebody gives: `academie`, or the id of a bestuur, whether a key or somebody logged
 * in gives them. Null for who proves neither: a reference in a link that a visitor followed is only a note.
 */
export const referentieEigenaar = (wie: Wie): string | null =>
  isAcademie(wie) ? 'academie' : bestuurVan(wie);

/** The same text for the same reference of the same owner; empty for who has none. */
export function referentieSleutel({ wie, verzoek }: Aanvraag): string {
  const eigenaar = referentieEigenaar(wie);
  return eigenaar && verzoek.externeReferentie ? `${eigenaar}:${verzoek.externeReferentie}` : '';
}

/** The aanmeldingen under way that have the references of these requests, by `referentieSleutel`. */
export async function eerderen(m: EntityManager, aanvragen: Aanvraag[]): Promise<Map<string, Eerdere>> {
  const gezocht = aanvragen.filter((aanvraag) => referentieSleutel(aanvraag) !== '');
  if (gezocht.length === 0) return new Map();
  const gevonden = await m.findBy(
    Aanmelding,
    gezocht.map(({ wie, verzoek }) => ({
      referentieVan: referentieEigenaar(wie)!,
      externeReferentie: verzoek.externeReferentie!,
      status: In([...ACTIEF]),
    })),
  );
  const posities = await Promise.all(gevonden.map((a) => positieVan(m, a)));
  return new Map(
    gevonden.map((aanmelding, i) => [
      `${aanmelding.referentieVan}:${aanmelding.externeReferentie}`,
      { aanmelding, wachtlijstpositie: posities[i]! },
    ]),
  );
}

/** A step: the reference goes on with the aanmelding that takes over; one that is in use again stays where it is. */
export async function verhuisReferentie(m: EntityManager, van: Aanmelding, naar: Aanmelding): Promise<void> {
  if (van.externeReferentie === null || (await isElders(m, van, [van.id, naar.id]))) return;
  const { apiSleutelId, externeReferentie, referentieVan } = van;
  await m.update(
    Aanmelding,
    { id: van.id },
    { apiSleutelId: null, externeReferentie: null, referentieVan: null },
  );
  await m.update(Aanmelding, { id: naar.id }, { apiSleutelId, externeReferentie, referentieVan });
}

/** A step, before an ended aanmelding becomes active again: its reference may be somebody else's by now. */
export async function laatReferentieLos(m: EntityManager, a: Aanmelding): Promise<void> {
  if (await isElders(m, a, [a.id]))
    await m.update(Aanmelding, { id: a.id }, { externeReferentie: null, referentieVan: null });
}

async function isElders(
  m: EntityManager,
  { referentieVan, externeReferentie }: Aanmelding,
  behalve: string[],
): Promise<boolean> {
  if (referentieVan === null || externeReferentie === null) return false;
  const actieve = await m.findBy(Aanmelding, { referentieVan, externeReferentie, status: In([...ACTIEF]) });
  return actieve.some(({ id }) => !behalve.includes(id));
}
