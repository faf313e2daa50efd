import { bestuurVan, isAcademie, type Wie } from '../toegang/wie.js';
import { type Naam, normaliseerEmail, zelfdeNaam } from '../personen/personen.rules.js';
import type { MeldAanDto } from './aanmeldingen.dto.js';
import { volledigeNaam } from '../toegang/persoon.entity.js';
import { NaamAnders } from './aanmeldingen.errors.js';

/** The form of somebody who enrols; addresses and codes as typed, shapes already checked. */
export type Aanmeldverzoek = MeldAanDto;

export interface Aanvraag {
  verzoek: Aanmeldverzoek;
  wie: Wie;
  /** Where the request comes from, see `originOf`; left out by who vouches for the address. */
  herkomst?: string;
  /**
   * Whoever leads a bijeenkomst says that this person stands in the room. The window may have passed and the address is
   * taken as told; the capacity and the akkoord of a bestuur hold as always. Only `InloopService` says this.
   */
  inDeZaal?: true;
}

/** Whether the address needs no confirmation: staff, systems, and someone who logged in through that very mailbox. */
export function adresIsBevestigd({ verzoek, wie, inDeZaal }: Aanvraag): boolean {
  if (inDeZaal) return true;
  if (wie.soort === 'persoon') return normaliseerEmail(wie.email) === normaliseerEmail(verzoek.email);
  return staatErvoorIn(wie);
}

/** The academie, and a bestuur for its own people, with a key or in a session: their word on an address will do. */
export const staatErvoorIn = (wie: Wie): boolean => isAcademie(wie) || bestuurVan(wie) !== null;

/** A name that we know; until the address is confirmed it is only what somebody typed. */
export interface BekendeNaam extends Naam {
  bevestigd: boolean;
}

/** The name as typed. */
export const getypteNaam = ({ voornaam, tussenvoegsel, achternaam }: Aanmeldverzoek): Naam => ({
  voornaam,
  tussenvoegsel: tussenvoegsel ?? null,
  achternaam,
});

/**
 * Whether the address is somebody else's by name. A visitor may not learn that: the mail, and the page behind it, say
 * for whom the aanmelding is.
 * @param bekend by which names the owner of the address is known, the present one first.
 */
export function andereNaam(aanvraag: Aanvraag, bekend: BekendeNaam[]): NaamAnders | null {
  const { wie, inDeZaal, verzoek } = aanvraag;
  const hoortHet = inDeZaal === true || wie.soort === 'sleutel' || isAcademie(wie);
  const [naam] = bekend;
  if (!naam || !hoortHet || verzoek.bevestigNaam) return null;
  if (bekend.some((andere) => zelfdeNaam(andere, getypteNaam(verzoek)))) return null;
  // A bestuur may not see what a stranger typed about its people, and a trainer may not look up whose an address is.
  const vertelbaar = isAcademie(wie) || (naam.bevestigd && wie.soort === 'sleutel');
  return new NaamAnders(vertelbaar ? alleenNaam(naam) : null);
}

const alleenNaam = ({ voornaam, tussenvoegsel, achternaam }: Naam): Naam => ({
  voornaam,
  tussenvoegsel,
  achternaam,
});

/** On a form: the box with which somebody says that it is the same human all the same. */
interface Naamvraag {
  label: string;
  aan: boolean;
}

/** @param fout what the form was refused for; once asked, the question stays. */
export function naamvraag(fout: unknown, { bevestigNaam }: { bevestigNaam?: unknown }): Naamvraag | null {
  if (fout instanceof NaamAnders && fout.bekend)
    return { label: `Dit is dezelfde persoon. Meld aan als ${volledigeNaam(fout.bekend)}`, aan: false };
  const gevraagd = fout instanceof NaamAnders || bevestigNaam === 'true';
  return gevraagd
    ? { label: 'Dit is dezelfde persoon. Meld aan met de naam die we kennen', aan: bevestigNaam === 'true' }
    : null;
}
