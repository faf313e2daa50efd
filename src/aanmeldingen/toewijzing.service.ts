import { Injectable } from '@nestjs/common';
import { randomBytes, randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { type Cohortstand, PlaatsenService } from '../cohorten/plaatsen.service.js';
import { functieNaam } from '../opleidingen/opleidingen.rules.js';
import { Clock } from '../platform/clock/clock.js';
import { Aanmelding } from './aanmelding.entity.js';
import type { Aangemeld } from './aanmelden.service.js';
import type { Toelating } from './aanvragen.service.js';
import { referentieEigenaar } from './referentie.service.js';
import type { Lijn } from './rij.service.js';
import { Settings } from '../platform/config/settings.js';
import { stempel } from '../platform/secrets.js';
import { type Aanvraag, adresIsBevestigd } from './aanvraag.rules.js';
import { WachtlijstService } from '../wachtlijst/wachtlijst.service.js';

/** Places in one cohort that one origin may hold with addresses that nobody confirmed. */
const MEESTE_ONBEVESTIGD = 3;

/** Who may get a place in a cohort, and what there is; in order of arrival. */
export interface Toedeling<Wie extends Toelating = Toelating> {
  stand: Cohortstand;
  lijn: Lijn;
  toelatingen: Wie[];
}

type Einden = Map<string, Date>;

/** 24 random bytes: nobody guesses the link in a mail. */
const nieuwToken = (): string => randomBytes(24).toString('base64url');

/** Gives out places in order of arrival, and places in line to whom there is no place for. */
@Injectable()
export class ToewijzingService {
  constructor(
    private readonly clock: Clock,
    private readonly wachtlijst: WachtlijstService,
    private readonly plaatsen: PlaatsenService,
    private readonly settings: Settings,
    private readonly audit: AuditService,
  ) {}

  /**
   * A step, with the cohorten locked and their lines up to date.
   * @returns one new aanmelding for each; for whom it is `schijn` what it would be, which is not kept.
   */
  async wijsToe<Een extends Toelating>(
    m: EntityManager,
    toedelingen: Toedeling<Een>[],
  ): Promise<Map<Een, Aangemeld>> {
    const gemaakt = new Map<Een, Aangemeld>();
    const merken = new Map(
      toedelingen.flatMap(({ stand, toelatingen }) =>
        toelatingen.map((een) => [een, this.merk(stand.cohort.id, een.aanvraag)] as const),
      ),
    );
    const cohortIds = toedelingen.map(({ stand }) => stand.cohort.id);
    const gehouden = await this.gehouden(m, cohortIds, [...merken.values()]);
    for (const toedeling of toedelingen) {
      const plekken = verdeel(toedeling, merken, gehouden);
      const metPlek = toedeling.toelatingen.filter((een) => plekken.has(een));
      const einden = await this.einden(m, metPlek, toedeling.stand);
      for (const [een, aangemeld] of this.maakAan(toedeling, plekken, einden)) {
        if (aangemeld.aanmelding.status === 'voorlopig')
          aangemeld.aanmelding.herkomst = merken.get(een) ?? null;
        gemaakt.set(een, aangemeld);
      }
    }
    await this.bewaar(m, gemaakt);
    return gemaakt;
  }

  private maakAan<Een extends Toelating>(
    { stand, lijn, toelatingen }: Toedeling<Een>,
    plekken: ReadonlyMap<Een, number>,
    einden: Einden,
  ): [Een, Aangemeld][] {
    const plekNaBevestiging =
      toelatingen.filter((een) => plekken.has(een) && !een.schijn).length < lijn.vrij.length;
    let voor = 0;
    return toelatingen.map((een) => {
      const aanmelding = this.nieuw(een, stand);
      const plek = plekken.get(een);
      if (plek !== undefined) {
        geefPlaats(aanmelding, plek, stand, einden);
        return [een, { aanmelding, wachtlijstpositie: null, nieuw: true }];
      }
      zetInRij(aanmelding, lijn.volgendeRang + voor);
      const wachtlijstpositie = lijn.wachtend + voor + 1;
      if (!een.schijn) voor += 1;
      return [een, { aanmelding, wachtlijstpositie, nieuw: true, plekNaBevestiging }];
    });
  }

  private async bewaar(m: EntityManager, gemaakt: Map<Toelating, Aangemeld>): Promise<void> {
    const bewaard = [...gemaakt].filter(([{ schijn }]) => !schijn);
    await this.plaatsen.voegToe(
      m,
      bewaard.map(([, { aanmelding }]) => aanmelding),
    );
    await this.audit.noteerAlle(
      m,
      bewaard.map(([{ aanvraag }, { aanmelding }]) => ({
        wie: aanvraag.wie,
        code: 'aanmelding.aangemeld' as const,
        onderwerp: { soort: 'aanmelding' as const, id: aanmelding.id },
        gegevens: { cohort: aanmelding.cohortId, status: aanmelding.status },
      })),
    );
  }

  /**
   * The mark of where a request came from, kept as long as the hold lasts: it cannot be turned back into an address and
   * says nothing in another cohort. Null for who is not counted.
   */
  private merk(cohortId: string, aanvraag: Aanvraag): string | null {
    const { herkomst } = aanvraag;
    if (!this.settings.RATE_LIMIT || !herkomst || adresIsBevestigd(aanvraag)) return null;
    return stempel(this.settings.SESSION_SECRET, 'herkomst', `${cohortId} ${herkomst}`);
  }

  /** How many places each mark holds already; a mark is of one cohort. */
  private async gehouden(
    m: EntityManager,
    cohortIds: string[],
    merken: (string | null)[],
  ): Promise<Map<string, number>> {
    const gezocht = merken.filter((merk) => merk !== null);
    if (gezocht.length === 0) return new Map();
    const rows = await m.query<{ herkomst: string; aantal: number }[]>(
      `SELECT herkomst, count(*)::integer AS aantal FROM aanmelding
        WHERE cohort_id = ANY($1) AND status = 'voorlopig' AND herkomst = ANY($2) GROUP BY herkomst`,
      [cohortIds, gezocht],
    );
    return new Map(rows.map(({ herkomst, aantal }) => [herkomst, aantal]));
  }

  /** When a hold ends that is given now, by what it waits for. */
  private async einden(m: EntityManager, toelatingen: Toelating[], { eerste }: Cohortstand): Promise<Einden> {
    const einden: Einden = new Map();
    for (const { wachtOp } of toelatingen)
      if (wachtOp.length > 0 && !einden.has(wachtOp.join()))
        einden.set(wachtOp.join(), await this.wachtlijst.vervaltOp(m, wachtOp, eerste));
    return einden;
  }

  private nieuw({ aanvraag, persoonId, werkplek, wachtOp }: Toelating, stand: Cohortstand): Aanmelding {
    const nu = this.clock.now();
    const { verzoek, wie } = aanvraag;
    const a = new Aanmelding();
    a.id = randomUUID();
    a.cohortId = stand.cohort.id;
    a.persoonId = persoonId;
    a.schoolId = werkplek.schoolId;
    a.bestuurId = werkplek.bestuurId;
    a.organisatie = werkplek.organisatie;
    a.functie = functieNaam(verzoek.functie);
    a.opmerking = verzoek.opmerking ?? null;
    a.wachtOp = wachtOp;
    a.vervaltOp = null;
    a.plaatsnummer = null;
    a.plaatsVan = null;
    a.wachtlijstRang = null;
    a.aanbodNummer = 0;
    a.token = nieuwToken();
    a.apiSleutelId = wie.soort === 'sleutel' ? wie.id : null;
    a.externeReferentie = verzoek.externeReferentie ?? null;
    a.referentieVan = verzoek.externeReferentie ? referentieEigenaar(wie) : null;
    a.herkomst = null;
    a.aangemeldOp = nu;
    a.statusSinds = nu;
    a.reden = null;
    a.beeindigdDoor = null;
    return a;
  }
}

/**
 * Who gets which place, in order of arrival; who has none goes in line.
 * @param gehouden how many places each mark holds; it is brought up to date. Who only sees what somebody new would see
 *   is shown a place, and takes none.
 */
function verdeel<Een extends Toelating>(
  { lijn: { vrij }, toelatingen }: Toedeling<Een>,
  merken: ReadonlyMap<Een, string | null>,
  gehouden: Map<string, number>,
): Map<Een, number> {
  const plekken = new Map<Een, number>();
  let volgende = 0;
  for (const een of toelatingen) {
    const merk = merken.get(een) ?? null;
    const aantal = merk === null ? 0 : (gehouden.get(merk) ?? 0);
    const nummer = aantal < MEESTE_ONBEVESTIGD ? vrij[volgende] : undefined;
    if (nummer === undefined) continue;
    plekken.set(een, nummer);
    if (een.schijn) continue;
    volgende += 1;
    if (merk !== null) gehouden.set(merk, aantal + 1);
  }
  return plekken;
}

function geefPlaats(a: Aanmelding, nummer: number, { cohort }: Cohortstand, einden: Einden): void {
  a.plaatsnummer = nummer;
  a.plaatsVan = cohort.capaciteit;
  a.status = a.wachtOp.length === 0 ? 'geplaatst' : 'voorlopig';
  a.vervaltOp = einden.get(a.wachtOp.join()) ?? null;
}

function zetInRij(a: Aanmelding, rang: number): void {
  a.status = 'wachtlijst';
  a.wachtlijstRang = rang;
}
