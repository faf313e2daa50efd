import { Injectable } from '@nestjs/common';
import { randomBytes, randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Wie } from '../audit/wie.js';
import { PlaatsenService, type Cohortstand } from '../cohorten/plaatsen.service.js';
import { functieNaam } from '../opleidingen/opleidingen.rules.js';
import { Clock } from '../platform/clock/clock.js';
import { Settings } from '../platform/config/settings.js';
import { holdVervaltOp } from '../wachtlijst/wachtlijst.rules.js';
import { Aanmelding } from './aanmelding.entity.js';
import type { Aangemeld } from './aanmelden.service.js';
import type { Toelating } from './aanvragen.js';

interface Rij {
  volgendeRang: number;
  wachtend: number;
}

/** 24 random bytes: nobody guesses the link in a mail. */
const nieuwToken = (): string => randomBytes(24).toString('base64url');

/** Gives out places in order of arrival, and places in line to whom there is no place for. */
@Injectable()
export class Toewijzing {
  constructor(
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly plaatsen: PlaatsenService,
    private readonly audit: AuditService,
  ) {}

  /**
   * A step, with the cohort locked and its line up to date.
   * @returns one new aanmelding each, in the order given; for whom it is `schijn` what it would be, which is not kept.
   */
  async wijsToe(m: EntityManager, stand: Cohortstand, toelatingen: Toelating[]): Promise<Aangemeld[]> {
    if (toelatingen.length === 0) return [];
    const nummers = await this.plaatsen.vrijeNummers(m, stand, toelatingen.length);
    const rij = await this.rij(m, stand.cohort.id);
    let echte = 0;
    const gemaakt = toelatingen.map((toelating) => {
      const i = toelating.schijn ? echte : echte++;
      const wacht = i - nummers.length;
      const aanmelding = this.nieuw(toelating, stand);
      if (wacht < 0) this.geefPlaats(aanmelding, nummers[i]!, stand);
      else zetInRij(aanmelding, rij.volgendeRang + wacht);
      return { aanmelding, wachtlijstpositie: wacht < 0 ? null : rij.wachtend + wacht + 1, nieuw: true };
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

  private async rij(m: EntityManager, cohortId: string): Promise<Rij> {
    const [row] = await m.query<Rij[]>(
      `SELECT coalesce(max(wachtlijst_rang), 0) + 1 AS "volgendeRang", count(wachtlijst_rang)::integer AS wachtend
         FROM aanmelding WHERE cohort_id = $1`,
      [cohortId],
    );
    return row!;
  }

  private nieuw(
    { aanvraag, persoonId, schoolId, bestuurId, wachtOp }: Toelating,
    stand: Cohortstand,
  ): Aanmelding {
    const nu = this.clock.now();
    const { verzoek, wie } = aanvraag;
    return Object.assign(new Aanmelding(), {
      id: randomUUID(),
      cohortId: stand.cohort.id,
      persoonId,
      schoolId,
      bestuurId,
      functie: functieNaam(verzoek.functie),
      opmerking: verzoek.opmerking ?? null,
      wachtOp,
      vervaltOp: null,
      plaatsnummer: null,
      plaatsVan: null,
      wachtlijstRang: null,
      aanbodNummer: 0,
      token: nieuwToken(),
      apiSleutelId: wie.soort === 'sleutel' ? wie.id : null,
      externeReferentie: verzoek.externeReferentie ?? null,
      aangemeldOp: nu,
      statusSinds: nu,
      reden: null,
      beeindigdDoor: null,
    });
  }

  private geefPlaats(a: Aanmelding, nummer: number, { cohort, eerste }: Cohortstand): void {
    a.plaatsnummer = nummer;
    a.plaatsVan = cohort.capaciteit;
    a.status = a.wachtOp.length === 0 ? 'geplaatst' : 'voorlopig';
    if (a.status === 'geplaatst') return;
    const { BEVESTIGING_UREN, AKKOORD_UREN } = this.settings;
    const uren = a.wachtOp.includes('emailbevestiging') ? BEVESTIGING_UREN : AKKOORD_UREN;
    a.vervaltOp = holdVervaltOp(a.statusSinds, uren, eerste);
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

function zetInRij(a: Aanmelding, rang: number): void {
  a.status = 'wachtlijst';
  a.wachtlijstRang = rang;
}
