import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { isAcademie } from '../audit/wie.js';
import { Bestuur } from '../besturen/bestuur.entity.js';
import { schoolOnbekend } from '../besturen/besturen.errors.js';
import { School } from '../besturen/school.entity.js';
import { schoolweigering, vestigingscodeVan } from '../besturen/schoolkeuze.js';
import { aanmeldstand, academieMagAanmelden } from '../cohorten/cohorten.rules.js';
import type { Cohortstand } from '../cohorten/plaatsen.service.js';
import { Clock } from '../platform/clock/clock.js';
import { dateOf } from '../platform/clock/dates.js';
import { normaliseerEmail } from '../personen/personen.rules.js';
import { PersonenService } from '../personen/personen.service.js';
import { DomainError } from '../platform/errors/domain-error.js';
import { Aanmelding } from './aanmelding.entity.js';
import { adressenIn } from './adressen.js';
import { adresIsBevestigd, staatErvoorIn, type Aanvraag } from './aanvraag.js';
import { aanmeldenKanNiet, alAangemeld, referentieElders } from './aanmeldingen.errors.js';
import type { Wachtreden } from './aanmeldingen.rules.js';
import { positieVan } from './positie.js';

/** A request that may get a place or a place in line. */
export interface Toelating {
  aanvraag: Aanvraag;
  persoonId: string;
  schoolId: string | null;
  bestuurId: string | null;
  wachtOp: Wachtreden[];
  /**
   * A stranger filled in an address that is in this cohort already. They see what somebody new would see now, so that
   * nobody learns who is in; nothing is kept, and who the address belongs to hears of it by mail.
   */
  schijn: boolean;
}

/** An aanmelding that the same key sent before under the same reference. */
export interface Eerdere {
  aanmelding: Aanmelding;
  wachtlijstpositie: number | null;
}

/** The same reference as another request of this list, by its index: what becomes of that one. */
export interface Herhaling {
  herhaalt: number;
}

export type Keuring = Toelating | Eerdere | Herhaling | DomainError;
type ZonderPersoon = Omit<Toelating, 'persoonId'> | Eerdere | Herhaling | DomainError;
/** Of whom nothing is kept. */
const NIEMAND = '00000000-0000-0000-0000-000000000000';

type SchoolMetBestuur = School & { vraagtAkkoord: boolean };

/** Says of each request whether it is refused, was made before, or may get a place; one statement per table. */
@Injectable()
export class Aanvragen {
  constructor(
    private readonly clock: Clock,
    private readonly personen: PersonenService,
  ) {}

  /** A step, with the cohort locked and swept. Only who is let in is kept as a person. @returns in the order given. */
  async keur(m: EntityManager, stand: Cohortstand, aanvragen: Aanvraag[]): Promise<Keuring[]> {
    const eerdere = await this.eerdere(m, aanvragen);
    const scholen = await this.scholen(m, aanvragen);
    const adressen = await adressenIn(
      m,
      stand.cohort.id,
      aanvragen.map(({ verzoek }) => verzoek.email),
    );
    const gezien = new Set<string>();
    const inLijst = new Map<string, number>();
    const nu = this.clock.now();
    const keuringen = aanvragen.map((aanvraag, i): ZonderPersoon => {
      const ref = referentie(aanvraag);
      const herhaalt = inLijst.get(ref);
      if (herhaalt !== undefined) return { herhaalt };
      if (ref) inLijst.set(ref, i);
      const eerder = eerdere.get(ref);
      if (eerder) return eerder.aanmelding.cohortId === stand.cohort.id ? eerder : referentieElders();
      const weigering = geweigerd(aanvraag, stand, nu);
      if (weigering) return weigering;
      const school = kiesSchool(aanvraag, scholen);
      if (school instanceof DomainError) return school;
      const adres = normaliseerEmail(aanvraag.verzoek.email);
      const bekend = adressen.get(adres);
      const persoon = bekend?.persoonId ?? adres;
      const schijn = Boolean(bekend?.actief) || gezien.has(persoon);
      if (schijn && adresIsBevestigd(aanvraag)) return alAangemeld();
      gezien.add(persoon);
      return { ...toelating(aanvraag, school), schijn };
    });
    return this.metPersoon(m, keuringen);
  }

  private async metPersoon(m: EntityManager, keuringen: ZonderPersoon[]): Promise<Keuring[]> {
    const aanvragen = keuringen.flatMap((keuring) =>
      'aanvraag' in keuring && !keuring.schijn ? [keuring.aanvraag] : [],
    );
    const personen = await this.personen.zoekOfMaak(
      m,
      aanvragen.map((aanvraag) => ({ ...aanvraag.verzoek, bevestigd: adresIsBevestigd(aanvraag) })),
    );
    return keuringen.map((keuring) =>
      'aanvraag' in keuring
        ? { ...keuring, persoonId: personen.get(normaliseerEmail(keuring.aanvraag.verzoek.email)) ?? NIEMAND }
        : keuring,
    );
  }

  private async eerdere(m: EntityManager, aanvragen: Aanvraag[]) {
    const gezocht = aanvragen.filter(
      ({ wie, verzoek }) => wie.soort === 'sleutel' && verzoek.externeReferentie,
    );
    if (gezocht.length === 0) return new Map<string, Eerdere>();
    const gevonden = await m.findBy(
      Aanmelding,
      gezocht.map(({ wie, verzoek }) => ({
        apiSleutelId: wie.soort === 'sleutel' ? wie.id : '',
        externeReferentie: verzoek.externeReferentie ?? '',
      })),
    );
    const posities = await Promise.all(gevonden.map((a) => positieVan(m, a)));
    return new Map(
      gevonden.map((aanmelding, i) => [
        `${aanmelding.apiSleutelId}:${aanmelding.externeReferentie}`,
        { aanmelding, wachtlijstpositie: posities[i]! },
      ]),
    );
  }

  private async scholen(m: EntityManager, aanvragen: Aanvraag[]): Promise<Map<string, SchoolMetBestuur>> {
    const codes = aanvragen.flatMap(({ verzoek }) => vestigingscodeVan(verzoek.vestigingscode) ?? []);
    if (codes.length === 0) return new Map();
    const scholen = await m.findBy(School, { vestigingscode: In(codes) });
    const ids = scholen.flatMap((school) => (school.bestuurId ? [school.bestuurId] : []));
    const metAkkoord = new Set(
      (await m.findBy(Bestuur, { id: In(ids), vraagtAkkoord: true })).map(({ id }) => id),
    );
    return new Map(
      scholen.map((school) => [
        school.vestigingscode,
        Object.assign(school, { vraagtAkkoord: metAkkoord.has(school.bestuurId ?? '') }),
      ]),
    );
  }
}

/** Empty for who has none; a reference means something only beside the key that gave it. */
const referentie = ({ wie, verzoek }: Aanvraag): string =>
  wie.soort === 'sleutel' && verzoek.externeReferentie ? `${wie.id}:${verzoek.externeReferentie}` : '';

function geweigerd(
  { wie, inDeZaal }: Aanvraag,
  { cohort, eerste }: Cohortstand,
  nu: Date,
): DomainError | undefined {
  if ((isAcademie(wie) || inDeZaal) && academieMagAanmelden(cohort.status)) return undefined;
  const stand = aanmeldstand(cohort, dateOf(nu), eerste !== null && eerste <= nu);
  return stand === 'open' ? undefined : aanmeldenKanNiet(stand);
}

function kiesSchool(
  { wie, verzoek, inDeZaal }: Aanvraag,
  scholen: Map<string, SchoolMetBestuur>,
): SchoolMetBestuur | DomainError | null {
  const code = vestigingscodeVan(verzoek.vestigingscode);
  const school = code ? scholen.get(code) : null;
  if (school === undefined) return schoolOnbekend();
  return schoolweigering(wie, school, isAcademie(wie) || inDeZaal === true) ?? school;
}

function toelating(
  aanvraag: Aanvraag,
  school: SchoolMetBestuur | null,
): Omit<Toelating, 'persoonId' | 'schijn'> {
  const wachtOp: Wachtreden[] = [];
  if (!adresIsBevestigd(aanvraag)) wachtOp.push('emailbevestiging');
  if (school?.vraagtAkkoord && !staatErvoorIn(aanvraag.wie)) wachtOp.push('akkoord');
  return { aanvraag, schoolId: school?.id ?? null, bestuurId: school?.bestuurId ?? null, wachtOp };
}
