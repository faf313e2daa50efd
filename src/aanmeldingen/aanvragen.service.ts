import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { isAcademie } from '../toegang/wie.js';
import { type Werkplek, werkplekkenVan } from '../besturen/werkplek.service.js';
import { aanmeldstand, academieMagAanmelden } from '../cohorten/cohorten.rules.js';
import type { Cohortstand } from '../cohorten/plaatsen.service.js';
import { Clock } from '../platform/clock/clock.js';
import { dateOf } from '../platform/clock/dates.js';
import { type Naam, normaliseerEmail } from '../personen/personen.rules.js';
import { PersonenService } from '../personen/personen.service.js';
import { DomainError } from '../platform/errors/domain-error.js';
import {
  type Aanvraag,
  adresIsBevestigd,
  andereNaam,
  type BekendeNaam,
  getypteNaam,
  staatErvoorIn,
} from './aanvraag.rules.js';
import { aanmeldenKanNiet, alAangemeld, referentieElders } from './aanmeldingen.errors.js';
import { eerderen, referentieSleutel, type Eerdere } from './referentie.service.js';
import { IN_ACTIEF, type Wachtreden } from './standen.js';
import { readAddress } from '../platform/text/address.js';

/** The owner of an address; an address of a merged record is one of the person it became part of. */
export interface Adresstand extends BekendeNaam {
  persoonId: string;
  /** The name of the merged record that this address was of. */
  eerder: Naam | null;
  /** Holds a place in this cohort or stands in its line. */
  actief: boolean;
}

/** Somebody asks for a place in this cohort. */
export interface Cohortaanvraag extends Aanvraag {
  cohortId: string;
}

/** A request that may get a place or a place in line. */
export interface Toelating {
  aanvraag: Aanvraag;
  persoonId: string;
  werkplek: Omit<Werkplek, 'vraagtAkkoord'>;
  wachtOp: Wachtreden[];
  /**
   * A stranger filled in an address that is in this cohort already. They see what somebody new would see now, so that
   * nobody learns who is in; nothing is kept, and who the address belongs to hears of it by mail.
   */
  schijn: boolean;
}

/** The same reference as another request of this list, by its index: what becomes of that one. */
export interface Herhaling {
  herhaalt: number;
}

export type Keuring = Cohorttoelating | Eerdere | Herhaling | DomainError;
export type Cohorttoelating = Toelating & { aanvraag: Cohortaanvraag };
type ZonderPersoon = Omit<Cohorttoelating, 'persoonId'> | Eerdere | Herhaling | DomainError;
/** The cohorten of a list, all locked, by id. */
export type Cohortstanden = ReadonlyMap<string, Cohortstand>;
/** Of whom nothing is kept. */
const NIEMAND = '00000000-0000-0000-0000-000000000000';

/** The facts with which a list is gone through; somebody who is let in is added, so that the next ones count with them. */
interface Kennis {
  nu: Date;
  /** In the order of the list. */
  werkplekken: (Werkplek | DomainError)[];
  /** By cohort and normalised address. */
  adressen: Map<string, Adresstand>;
  /** How the people of this list who are let in call themselves: by the id of the person, or the address of who is new. */
  namen: Map<string, BekendeNaam>;
  /** In which cohort which of them are let in. */
  toegelaten: Set<string>;
  /** The aanmelding and the person that each reference stands for. */
  referenties: Map<string, { persoon: string; cohortId: string; keuring: Eerdere | Herhaling }>;
}

/** Says of each request whether it is refused, was made before, or may get a place; one statement per table. */
@Injectable()
export class AanvragenService {
  constructor(
    private readonly clock: Clock,
    private readonly personen: PersonenService,
  ) {}

  /** A step, with the cohorten locked and swept. Only who is let in is kept as a person. @returns in the order given. */
  async keur(m: EntityManager, standen: Cohortstanden, aanvragen: Cohortaanvraag[]): Promise<Keuring[]> {
    const kennis = await this.kennis(m, aanvragen);
    const keuringen = aanvragen.map((aanvraag, i) =>
      keurEen(aanvraag, i, standen.get(aanvraag.cohortId)!, kennis),
    );
    return this.metPersoon(m, keuringen, kennis);
  }

  private async kennis(m: EntityManager, aanvragen: Cohortaanvraag[]): Promise<Kennis> {
    const eerdere = await eerderen(m, aanvragen);
    return {
      nu: this.clock.now(),
      werkplekken: await werkplekkenVan(
        m,
        aanvragen.map(({ wie, verzoek, inDeZaal }) => ({
          ...{ wie, verzoek },
          ookGesloten: isAcademie(wie) || inDeZaal === true,
        })),
      ),
      adressen: await adresstanden(
        m,
        aanvragen.map(({ cohortId, verzoek }) => ({ cohortId, email: verzoek.email })),
      ),
      namen: new Map(),
      toegelaten: new Set(),
      referenties: new Map(
        [...eerdere].map(([sleutel, keuring]) => {
          const { persoonId: persoon, cohortId } = keuring.aanmelding;
          return [sleutel, { persoon, cohortId, keuring }];
        }),
      ),
    };
  }

  /** @throws NaamAnders when somebody else got a new address at this very moment; now it can be seen who. */
  private async metPersoon(
    m: EntityManager,
    keuringen: ZonderPersoon[],
    { adressen }: Kennis,
  ): Promise<Keuring[]> {
    const aanvragen = keuringen.flatMap((keuring) =>
      'aanvraag' in keuring && !keuring.schijn ? [keuring.aanvraag] : [],
    );
    const personen = await this.personen.zoekOfMaak(
      m,
      aanvragen.map((aanvraag) => ({ ...aanvraag.verzoek, bevestigd: adresIsBevestigd(aanvraag) })),
    );
    return keuringen.map((keuring) => {
      if (!('aanvraag' in keuring)) return keuring;
      if (keuring.schijn) return { ...keuring, persoonId: NIEMAND };
      const { aanvraag } = keuring;
      const adres = normaliseerEmail(aanvraag.verzoek.email);
      const persoon = personen.get(adres)!;
      const anders = adressen.has(inCohort(aanvraag.cohortId, adres))
        ? null
        : andereNaam(aanvraag, [{ ...persoon, bevestigd: false }]);
      if (anders) throw anders;
      return { ...keuring, persoonId: persoon.id };
    });
  }
}

function keurEen(
  aanvraag: Cohortaanvraag,
  nummer: number,
  stand: Cohortstand,
  kennis: Kennis,
): ZonderPersoon {
  const { cohortId, verzoek } = aanvraag;
  const adres = normaliseerEmail(verzoek.email);
  const bekend = kennis.adressen.get(inCohort(cohortId, adres));
  const persoon = bekend?.persoonId ?? adres;
  const getypt = kennis.namen.get(persoon);
  const anders = andereNaam(aanvraag, bekend ? namenVan(bekend) : getypt ? [getypt] : []);
  const sleutel = referentieSleutel(aanvraag);
  const eerder = kennis.referenties.get(sleutel);
  if (eerder) {
    const zelfde = eerder.cohortId === cohortId && eerder.persoon === persoon;
    return zelfde ? (anders ?? eerder.keuring) : referentieElders();
  }
  const weigering = geweigerd(aanvraag, stand, kennis.nu);
  if (weigering) return weigering;
  const werkplek = kennis.werkplekken[nummer]!;
  if (werkplek instanceof DomainError) return werkplek;
  if (anders) return anders;
  const schijn = Boolean(bekend?.actief) || kennis.toegelaten.has(inCohort(cohortId, persoon));
  if (schijn && adresIsBevestigd(aanvraag)) return alAangemeld();
  if (schijn) return { ...toelating(aanvraag, werkplek), schijn };
  kennis.toegelaten.add(inCohort(cohortId, persoon));
  if (!getypt) kennis.namen.set(persoon, { ...getypteNaam(verzoek), bevestigd: adresIsBevestigd(aanvraag) });
  const keuring = { herhaalt: nummer };
  if (sleutel) kennis.referenties.set(sleutel, { persoon, cohortId, keuring });
  return { ...toelating(aanvraag, werkplek), schijn };
}

function geweigerd(
  { wie, inDeZaal }: Aanvraag,
  { cohort, eerste }: Cohortstand,
  nu: Date,
): DomainError | undefined {
  if ((isAcademie(wie) || inDeZaal) && academieMagAanmelden(cohort.status)) return undefined;
  const stand = aanmeldstand(cohort, dateOf(nu), eerste !== null && eerste <= nu);
  return stand === 'open' ? undefined : aanmeldenKanNiet(stand);
}

function toelating(
  aanvraag: Cohortaanvraag,
  werkplek: Werkplek,
): Omit<Cohorttoelating, 'persoonId' | 'schijn'> {
  const wachtOp: Wachtreden[] = [];
  if (!adresIsBevestigd(aanvraag)) wachtOp.push('emailbevestiging');
  if (werkplek.vraagtAkkoord && !staatErvoorIn(aanvraag.wie)) wachtOp.push('akkoord');
  return { aanvraag, werkplek, wachtOp };
}

const ADRESSEN = `
  SELECT gevraagd.cohort_id AS "cohortId", gevraagd.email, p.id AS "persoonId",
         p.voornaam, p.tussenvoegsel, p.achternaam, p.email_bevestigd_op IS NOT NULL AS bevestigd,
         CASE WHEN bij.id <> p.id THEN jsonb_build_object(
           'voornaam', bij.voornaam, 'tussenvoegsel', bij.tussenvoegsel, 'achternaam', bij.achternaam) END AS eerder,
         EXISTS (SELECT 1 FROM aanmelding a WHERE a.cohort_id = gevraagd.cohort_id AND a.persoon_id = p.id
                    AND a.status ${IN_ACTIEF}) AS actief
    FROM unnest($1::uuid[], $2::text[]) AS gevraagd (cohort_id, email)
    JOIN persoon bij ON bij.email_norm = lower(btrim(gevraagd.email))
    JOIN persoon p ON p.id = coalesce(bij.samengevoegd_met_id, bij.id)`;

/** By which names the owner of an address is known, the present one first. */
export const namenVan = (stand: Adresstand): BekendeNaam[] =>
  stand.eerder ? [stand, { ...stand.eerder, bevestigd: stand.bevestigd }] : [stand];

/** Who, or which address, in which cohort. */
const inCohort = (cohortId: string, wie: string): string => `${cohortId} ${wie}`;

/** The owners of these addresses, by cohort and normalised address; a new address is not in it. */
async function adresstanden(
  m: EntityManager,
  gevraagd: { cohortId: string; email: string }[],
): Promise<Map<string, Adresstand>> {
  if (gevraagd.length === 0) return new Map();
  const rows = await m.query<(Adresstand & { cohortId: string; email: string })[]>(ADRESSEN, [
    gevraagd.map(({ cohortId }) => cohortId),
    gevraagd.map(({ email }) => readAddress(email)),
  ]);
  return new Map(
    rows.map(({ cohortId, email, ...stand }) => [inCohort(cohortId, normaliseerEmail(email)), stand]),
  );
}

/** Finds the owners of these addresses, by normalised address; a new address is not in it. */
export async function adressenIn(
  m: EntityManager,
  cohortId: string,
  adressen: string[],
): Promise<Map<string, Adresstand>> {
  const standen = await adresstanden(
    m,
    adressen.map((email) => ({ cohortId, email })),
  );
  return new Map(
    [...standen].map(([sleutel, stand]) => [sleutel.slice(inCohort(cohortId, '').length), stand]),
  );
}
