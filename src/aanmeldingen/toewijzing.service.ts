import { Injectable } from '@nestjs/common';
import { randomBytes, randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Wie } from '../toegang/wie.js';
import { PlaatsenService, type Cohortstand } from '../cohorten/plaatsen.service.js';
import { functieNaam } from '../opleidingen/opleidingen.rules.js';
import { Clock } from '../platform/clock/clock.js';
import { Aanmelding } from './aanmelding.entity.js';
import type { Aangemeld } from './aanmelden.service.js';
import type { Toelating } from './aanvragen.service.js';
import { referentieEigenaar } from './referentie.service.js';
import { Settings } from '../platform/config/settings.js';
import { stempel } from '../platform/secrets.js';
import { type Aanvraag, adresIsBevestigd } from './aanvraag.rules.js';
import { WachtlijstService } from '../wachtlijst/wachtlijst.service.js';

/** Places in one cohort that one origin may hold with addresses that nobody confirmed. */
const MEESTE_ONBEVESTIGD = 3;

interface Rij {
  volgendeRang: number;
  wachtend: number;
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
   * A step, with the cohort locked and its line up to date.
   * @returns one new aanmelding each, in the order given; for whom it is `schijn` what it would be, which is not kept.
   */
  async wijsToe(m: EntityManager, stand: Cohortstand, toelatingen: Toelating[]): Promise<Aangemeld[]> {
    if (toelatingen.length === 0) return [];
    const nummers = await this.plaatsen.vrijeNummers(m, stand, toelatingen.length);
    let rij = await this.rij(m, stand.cohort.id);
    const merken = toelatingen.map(({ aanvraag }) => this.merk(stand.cohort.id, aanvraag));
    const echt = toelatingen.map(({ schijn }) => !schijn);
    const plekken = await this.verdeel(m, stand.cohort.id, nummers, merken, echt);
    const isMetPlek = (_toelating: Toelating, i: number): boolean => typeof plekken[i] === 'number';
    const einden = await this.einden(m, toelatingen.filter(isMetPlek), stand);
    const plekOver = plekken.filter((plek, i) => plek !== null && echt[i]).length < nummers.length;
    const gemaakt = toelatingen.map((toelating, i): Aangemeld => {
      const aanmelding = this.nieuw(toelating, stand);
      const plek = plekken[i] ?? null;
      if (plek !== null) {
        geefPlaats(aanmelding, plek, stand, einden);
        if (aanmelding.status === 'voorlopig') aanmelding.herkomst = merken[i]!;
        return { aanmelding, wachtlijstpositie: null, nieuw: true };
      }
      const { volgendeRang, wachtend } = rij;
      zetInRij(aanmelding, volgendeRang);
      if (echt[i]) rij = { volgendeRang: volgendeRang + 1, wachtend: wachtend + 1 };
      return { aanmelding, wachtlijstpositie: wachtend + 1, nieuw: true, plekNaBevestiging: plekOver };
    });
    const bewaard = gemaakt.filter((_een, i) => !toelatingen[i]!.schijn);
    await m.insert(
      Aanmelding,
      bewaard.map(({ aanmelding }) => aanmelding),
    );
    const wie = toelatingen.filter(({ schijn }) => !schijn).map(({ aanvraag }) => aanvraag.wie);
    await this.noteer(m, wie, bewaard);
    return gemaakt;
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

  /**
   * A step, with the cohort locked.
   * @param nummers the free places, lowest first.
   * @param merken one for each request, in order of arrival.
   * @param echt false for who only sees what somebody new would see: that one is shown a place, and takes none.
   * @returns a place for each, or null for who goes in line.
   */
  private async verdeel(
    m: EntityManager,
    cohortId: string,
    nummers: readonly number[],
    merken: readonly (string | null)[],
    echt: readonly boolean[],
  ): Promise<(number | null)[]> {
    const gehouden = await this.gehouden(m, cohortId, merken);
    let volgende = 0;
    return merken.map((merk, i) => {
      const aantal = merk === null ? 0 : (gehouden.get(merk) ?? 0);
      const nummer = aantal < MEESTE_ONBEVESTIGD ? (nummers[volgende] ?? null) : null;
      if (nummer === null || !echt[i]) return nummer;
      volgende += 1;
      if (merk !== null) gehouden.set(merk, aantal + 1);
      return nummer;
    });
  }

  private async gehouden(
    m: EntityManager,
    cohortId: string,
    merken: readonly (string | null)[],
  ): Promise<Map<string, number>> {
    if (merken.every((merk) => merk === null)) return new Map();
    const rows = await m.query<{ herkomst: string; aantal: number }[]>(
      `SELECT herkomst, count(*)::integer AS aantal FROM aanmelding
        WHERE cohort_id = $1 AND status = 'voorlopig' AND herkomst = ANY($2) GROUP BY herkomst`,
      [cohortId, merken.filter((merk) => merk !== null)],
    );
    return new Map(rows.map(({ herkomst, aantal }) => [herkomst, aantal]));
  }

  private async rij(m: EntityManager, cohortId: string): Promise<Rij> {
    const [row] = await m.query<Rij[]>(
      `SELECT coalesce(max(wachtlijst_rang), 0) + 1 AS "volgendeRang", count(wachtlijst_rang)::integer AS wachtend
         FROM aanmelding WHERE cohort_id = $1`,
      [cohortId],
    );
    return row!;
  }

  /** When a hold ends that is given now, by what it waits for. */
  private async einden(m: EntityManager, toelatingen: Toelating[], { eerste }: Cohortstand): Promise<Einden> {
    const einden: Einden = new Map();
    for (const { wachtOp } of toelatingen)
      if (wachtOp.length > 0 && !einden.has(wachtOp.join()))
        einden.set(wachtOp.join(), await this.wachtlijst.vervaltOp(m, wachtOp, eerste));
    return einden;
  }

  private nieuw(
    { aanvraag, persoonId, schoolId, bestuurId, wachtOp }: Toelating,
    stand: Cohortstand,
  ): Aanmelding {
    const nu = this.clock.now();
    const { verzoek, wie } = aanvraag;
    const a = new Aanmelding();
    a.id = randomUUID();
    a.cohortId = stand.cohort.id;
    a.persoonId = persoonId;
    a.schoolId = schoolId;
    a.bestuurId = bestuurId;
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

  private async noteer(m: EntityManager, wie: Wie[], gemaakt: Aangemeld[]): Promise<void> {
    await this.audit.noteerAlle(
      m,
      gemaakt.map(({ aanmelding }, i) => ({
        wie: wie[i]!,
        code: 'aanmelding.aangemeld' as const,
        onderwerp: { soort: 'aanmelding' as const, id: aanmelding.id },
        gegevens: { cohort: aanmelding.cohortId, status: aanmelding.status },
      })),
    );
  }
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
