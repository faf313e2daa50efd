import { randomBytes, randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { Wie } from '../toegang/wie.js';
import { schoolMet, schoolweigering } from '../besturen/besturen.service.js';
import { Cohort } from '../cohorten/cohort.entity.js';
import { cohortOnbekend } from '../cohorten/cohorten.errors.js';
import { Opleiding } from '../opleidingen/opleiding.entity.js';
import { opleidingOnbekend } from '../opleidingen/opleidingen.errors.js';
import { functieNaam } from '../opleidingen/opleidingen.rules.js';
import { normaliseerEmail } from '../personen/personen.rules.js';
import { mag } from '../toegang/rechten.js';
import { Belangstelling } from './belangstelling.entity.js';
import type { MeldBelangstellingDto } from './belangstelling.dto.js';
import { belangstellingKanNiet } from './belangstelling.errors.js';
import { neemtBelangstelling } from './belangstelling.rules.js';

/** The form of somebody who leaves interest; shapes already checked. */
export type Belangstellingsverzoek = MeldBelangstellingDto;

/** In what: an opleiding by code, or one cohort by id. */
export type Doel = { opleiding: string } | { cohort: string };
interface Gevonden {
  opleiding: Opleiding;
  cohort: Cohort | null;
}

/** Acts for the academie: the coördinator, or a key of the academie that may. */
export const beheertBelangstelling = (wie: Wie): boolean => mag(wie, 'belangstelling.beheren');

/** Whether the address needs no confirmation: staff, systems, and someone who logged in through that very mailbox. */
export function adresIsBewezen(wie: Wie, email: string): boolean {
  if (wie.soort === 'persoon') return normaliseerEmail(wie.email) === normaliseerEmail(email);
  return beheertBelangstelling(wie) || wie.soort === 'sleutel';
}

/**
 * A step: what it is about. A cohort stays as it is until this transaction ends, so that nobody leaves interest in one
 * that opens at this moment and hears nothing.
 */
export async function doelVan(m: EntityManager, doel: Doel): Promise<Gevonden> {
  const cohort =
    'cohort' in doel
      ? await m.findOne(Cohort, { where: { id: doel.cohort }, lock: { mode: 'pessimistic_read' } })
      : null;
  if ('cohort' in doel && !cohort) throw cohortOnbekend();
  const waar = cohort
    ? { id: cohort.opleidingId }
    : { code: 'opleiding' in doel ? doel.opleiding.toUpperCase() : '' };
  const opleiding = await m.findOneBy(Opleiding, waar);
  if (!opleiding || !opleiding.gepubliceerd) throw cohort ? cohortOnbekend() : opleidingOnbekend();
  if (cohort?.status === 'concept') throw cohortOnbekend();
  if (!neemtBelangstelling(opleiding, cohort)) throw belangstellingKanNiet();
  return { opleiding, cohort };
}

/** The row to be, still without its person and its moments. */
export async function nieuweBelangstelling(
  m: EntityManager,
  wie: Wie,
  verzoek: Belangstellingsverzoek,
  { opleiding, cohort }: Gevonden,
): Promise<Belangstelling> {
  const school = await schoolMet(m, verzoek.vestigingscode);
  const weigering = schoolweigering(wie, school, beheertBelangstelling(wie));
  if (weigering) throw weigering;
  return m.create(Belangstelling, {
    id: randomUUID(),
    opleidingId: opleiding.id,
    cohortId: cohort?.id ?? null,
    schoolId: school?.id ?? null,
    bestuurId: school?.bestuurId ?? null,
    functie: functieNaam(verzoek.functie),
    opmerking: verzoek.opmerking ?? null,
    // 24 random bytes: nobody guesses the link in a mail.
    token: randomBytes(24).toString('base64url'),
  });
}
