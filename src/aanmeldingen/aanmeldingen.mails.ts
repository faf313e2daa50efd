import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AgendaService } from '../cohorten/agenda.service.js';
import type { Cohortstand } from '../cohorten/plaatsen.service.js';
import { Clock } from '../platform/clock/clock.js';
import { Settings } from '../platform/config/settings.js';
import { Opleiding } from '../opleidingen/opleiding.entity.js';
import {
  type CohortInMail,
  cohortInMail,
  type Cohortpost,
  Deelnemerspost,
} from '../cohorten/deelnemerspost.js';
import type { Aangemeld } from './aanmelden.service.js';
import { Aanmelding } from './aanmelding.entity.js';
import type { AlternatiefInMail } from './overzetten.mails.js';
import { BerichtenService } from '../berichten/berichten.service.js';
import { Bestuur } from '../besturen/bestuur.entity.js';
import { School } from '../besturen/school.entity.js';
import { Persoon, volledigeNaam } from '../toegang/persoon.entity.js';

/** What came of enrolling in one cohort. */
export interface NaAanmelden {
  stand: Cohortstand;
  gemaakt: Aangemeld[];
}

export type Beeindiger = 'deelnemer' | 'academie' | 'bestuur' | 'cohort';

/** The mails of an aanmelding, one function each. */
@Injectable()
export class AanmeldingenMails {
  constructor(
    private readonly settings: Settings,
    private readonly post: Deelnemerspost,
    private readonly agenda: AgendaService,
    private readonly berichten: BerichtenService,
    private readonly clock: Clock,
  ) {}

  /** Each new aanmelding gets one mail: confirm your address, you are placed, or you are in line. */
  async naAanmelden(m: EntityManager, aanmeldingen: NaAanmelden[]): Promise<void> {
    const post: Cohortpost[] = [];
    for (const { stand, gemaakt } of aanmeldingen) {
      const [onbevestigd, rest] = gesplitst(gemaakt);
      post.push(
        bevestigAdres(stand, onbevestigd),
        ...(await this.wachtlijstpost(m, stand, rest)),
        ...(await this.geplaatstpost(m, stand, rest.map(({ aanmelding }) => aanmelding).filter(isGeplaatst))),
      );
    }
    await this.post.schrijfAlle(m, post);
    for (const { stand, gemaakt } of aanmeldingen) {
      const gevraagd = gesplitst(gemaakt)[1].map(({ aanmelding }) => aanmelding);
      await this.akkoordGevraagd(m, stand, gevraagd.filter(wachtOpAkkoord));
    }
  }

  async geplaatst(m: EntityManager, stand: Cohortstand, aanmeldingen: Aanmelding[]): Promise<void> {
    await this.post.schrijfAlle(m, await this.geplaatstpost(m, stand, aanmeldingen));
  }

  private async geplaatstpost(
    m: EntityManager,
    { cohort }: Cohortstand,
    aanmeldingen: Aanmelding[],
  ): Promise<Cohortpost[]> {
    if (aanmeldingen.length === 0) return [];
    const opleiding = await m.findOneByOrFail(Opleiding, { id: cohort.opleidingId });
    const bijlagen = await this.agenda.bijlagen(m, cohort.id, 'nieuw');
    const onderMinimum = await this.onderMinimum(m, cohort.id);
    const maak: Cohortpost['maak'] = (a, aan, gegevens) => {
      const voorbij = this.isVoorbij(gegevens);
      const onzeker = onderMinimum && !voorbij;
      return {
        sleutel: `geplaatst:${a.id}`,
        sjabloon: 'aanmeldingen/geplaatst',
        aan,
        bijlagen: voorbij ? [] : bijlagen,
        gegevens: {
          ...gegevens,
          agendaLink: gegevens.cohort.eerste ? `${gegevens.link}/agenda.ics` : null,
          minimum: onzeker ? cohort.minimum : null,
          goNoGo: onzeker ? cohort.goNoGoOp : null,
          voorbij,
          kosten: opleiding.kostenCent === null ? null : opleiding.kostenCent / 100,
          vergoeding: vergoedingVan(opleiding),
        },
      };
    };
    return [{ cohortId: cohort.id, aanmeldingen, maak }];
  }

  /** Somebody who is entered afterwards need not keep days free that are past. */
  private isVoorbij({ cohort }: CohortInMail): boolean {
    const laatste = cohort.bijeenkomsten.at(-1);
    return laatste !== undefined && laatste.eindigt <= this.clock.now();
  }

  private async onderMinimum(m: EntityManager, cohortId: string): Promise<boolean> {
    const [row] = await m.query<{ onder: boolean }[]>(
      `SELECT c.status = 'open' AND coalesce(c.minimum, 0) >
              (SELECT count(*) FROM aanmelding a WHERE a.cohort_id = c.id AND a.plaatsnummer IS NOT NULL) AS onder
         FROM cohort c WHERE c.id = $1`,
      [cohortId],
    );
    return row!.onder;
  }

  async wachtlijst(m: EntityManager, stand: Cohortstand, inRij: Aangemeld[]): Promise<void> {
    await this.post.schrijfAlle(m, await this.wachtlijstpost(m, stand, inRij));
  }

  private async wachtlijstpost(
    m: EntityManager,
    { cohort }: Cohortstand,
    gemaakt: Aangemeld[],
  ): Promise<Cohortpost[]> {
    const inRij = gemaakt.filter(({ wachtlijstpositie }) => wachtlijstpositie !== null);
    if (inRij.length === 0) return [];
    const positie = new Map(
      inRij.map(({ aanmelding, wachtlijstpositie }) => [aanmelding.id, wachtlijstpositie]),
    );
    const wachtend = await m.countBy(Aanmelding, { cohortId: cohort.id, status: 'wachtlijst' });
    const maak: Cohortpost['maak'] = (a, aan, gegevens) => ({
      sleutel: `wachtlijst:${a.id}:${a.wachtlijstRang}`,
      sjabloon: 'aanmeldingen/wachtlijst',
      aan,
      gegevens: {
        ...gegevens,
        positie: positie.get(a.id),
        wachtend,
        reactietijd: `${this.settings.AANBOD_UREN} uur`,
      },
    });
    return [{ cohortId: cohort.id, aanmeldingen: inRij.map(({ aanmelding }) => aanmelding), maak }];
  }

  /** The link once more, for who enrols again; at most one an hour, so that nobody can flood a mailbox. */
  async alAangemeld(
    m: EntityManager,
    cohortId: string,
    a: Aanmelding,
    stand: string,
    nu: Date,
  ): Promise<void> {
    await this.post.schrijf(m, cohortId, [a], (_a, aan, gegevens) => ({
      sleutel: `al-aangemeld:${a.id}:${nu.toISOString().slice(0, 13)}`,
      sjabloon: 'aanmeldingen/al-aangemeld',
      aan,
      gegevens: { ...gegevens, stand },
    }));
  }

  async geannuleerd(
    m: EntityManager,
    cohortId: string,
    aanmeldingen: Aanmelding[],
    door: Beeindiger,
    alternatieven: AlternatiefInMail[] = [],
  ): Promise<void> {
    if (aanmeldingen.length === 0) return;
    const bijlagen = await this.agenda.bijlagen(m, cohortId, 'af');
    await this.post.schrijf(m, cohortId, aanmeldingen, (a, aan, gegevens) => ({
      sleutel: `geannuleerd:${a.id}`,
      sjabloon: 'aanmeldingen/geannuleerd',
      aan,
      bijlagen,
      gegevens: {
        ...gegevens,
        door,
        reden: door === 'deelnemer' ? null : a.reden,
        alternatieven: alternatieven.map(({ id, ...ander }) => ({
          ...ander,
          link: `${gegevens.link}#overstap-${id}`,
        })),
        opleidingLink: gegevens.opleiding.href,
      },
    }));
  }

  async afgewezen(
    m: EntityManager,
    cohortId: string,
    a: Aanmelding,
    door: 'academie' | 'bestuur',
  ): Promise<void> {
    await this.post.schrijf(m, cohortId, [a], (_a, aan, gegevens) => ({
      sleutel: `afgewezen:${a.id}`,
      sjabloon: 'aanmeldingen/afgewezen',
      aan,
      gegevens: { ...gegevens, door, reden: a.reden, opleidingLink: gegevens.opleiding.href },
    }));
  }

  /**
   * To the role mailbox of each bestuur that wants to agree first; one without a mailbox sees it in its portal.
   * @param opnieuw tells this time from an earlier one, when another bestuur was asked.
   */
  async akkoordGevraagd(
    m: EntityManager,
    { cohort }: Cohortstand,
    aanmeldingen: Aanmelding[],
    opnieuw = '',
  ): Promise<void> {
    if (aanmeldingen.length === 0) return;
    const opleiding = await m.findOneByOrFail(Opleiding, { id: cohort.opleidingId });
    const gedeeld = await cohortInMail(m, cohort.id, this.settings.BASE_URL);
    const kosten = opleiding.kostenCent === null ? null : opleiding.kostenCent / 100;
    for (const a of aanmeldingen) {
      const ontvanger = await this.bestuurMetPostbus(m, a);
      if (!ontvanger) continue;
      const gegevens = { ...gedeeld, ...ontvanger.gegevens, kosten, vergoeding: vergoedingVan(opleiding) };
      const bericht = {
        sleutel: `akkoord-gevraagd:${a.id}${opnieuw}`,
        sjabloon: 'aanmeldingen/akkoord-gevraagd',
      } as const;
      await this.berichten.schrijf(m, [
        {
          ...{ ...bericht, aan: ontvanger.aan, gegevens, aanmeldingId: a.id, cohortId: cohort.id },
          vervaltOp: a.vervaltOp,
        },
      ]);
    }
  }

  private async bestuurMetPostbus(m: EntityManager, a: Aanmelding) {
    const bestuur = a.bestuurId && (await m.findOneBy(Bestuur, { id: a.bestuurId }));
    if (!bestuur || !bestuur.email) return undefined;
    const persoon = await m.findOneByOrFail(Persoon, { id: a.persoonId });
    const school = a.schoolId && (await m.findOneBy(School, { id: a.schoolId }));
    return {
      aan: bestuur.email,
      gegevens: {
        bestuur: { naam: bestuur.naam ?? bestuur.nummer },
        deelnemer: { naam: volledigeNaam(persoon), functie: a.functie, school: school ? school.naam : null },
        vervaltOp: a.vervaltOp,
        link: `${this.settings.BASE_URL}/bestuur`,
      },
    };
  }
}

/** Who must confirm the address first, and the others. */
function gesplitst(gemaakt: Aangemeld[]): [Aangemeld[], Aangemeld[]] {
  const moetBevestigen = ({ aanmelding }: Aangemeld) => aanmelding.wachtOp.includes('emailbevestiging');
  return [gemaakt.filter(moetBevestigen), gemaakt.filter((een) => !moetBevestigen(een))];
}

function bevestigAdres({ cohort }: Cohortstand, gemaakt: Aangemeld[]): Cohortpost {
  const van = new Map(gemaakt.map((een) => [een.aanmelding.id, een]));
  const maak: Cohortpost['maak'] = (a, aan, gegevens) => ({
    sleutel: `bevestig-adres:${a.id}`,
    sjabloon: 'aanmeldingen/bevestig-adres',
    aan,
    vervaltOp: a.vervaltOp,
    gegevens: {
      ...gegevens,
      opWachtlijst: a.status === 'wachtlijst',
      positie: van.get(a.id)?.wachtlijstpositie ?? null,
      plekNaBevestiging: van.get(a.id)?.plekNaBevestiging ?? false,
      vervaltOp: a.vervaltOp,
    },
  });
  return { cohortId: cohort.id, aanmeldingen: gemaakt.map(({ aanmelding }) => aanmelding), maak };
}

const isGeplaatst = (a: Aanmelding): boolean => a.status === 'geplaatst';
const wachtOpAkkoord = (a: Aanmelding): boolean => a.status === 'voorlopig' && a.wachtOp.includes('akkoord');

/** "50% vergoed voor Utrechtse basisscholen"; null when nothing is reimbursed. */
function vergoedingVan(opleiding: Pick<Opleiding, 'vergoedingPct' | 'vergoedingVoor'>): string | null {
  if (!opleiding.vergoedingPct) return null;
  const voor = opleiding.vergoedingVoor ? ` voor ${opleiding.vergoedingVoor}` : '';
  return `${opleiding.vergoedingPct}% vergoed${voor}`;
}
