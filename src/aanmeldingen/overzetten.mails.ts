import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Bijlage } from '../berichten/bericht.entity.js';
import { AgendaService } from '../cohorten/agenda.service.js';
import type { Cohortstand } from '../cohorten/plaatsen.service.js';
import { Settings } from '../platform/config/settings.js';
import { cohortInMail, Deelnemerspost } from '../cohorten/deelnemerspost.js';
import type { Aangemeld } from './aanmelden.service.js';
import { type Aanmelding, Overzetvoorstel } from './aanmelding.entity.js';
import { AanmeldingenMails } from './aanmeldingen.mails.js';

/** Another cohort as the mails offer it. */
export interface AlternatiefInMail {
  id: string;
  opleiding: string;
  naam: string;
  eerste: Date | null;
  locatie: string | null;
}

/** Behind the link of an aanmelding, the choice of this cohort. */
export const overstapAnker = (cohortId: string): string => `overstap-${cohortId}`;

/** The mails of moving to another cohort. */
@Injectable()
export class OverzetMails {
  constructor(
    private readonly settings: Settings,
    private readonly agenda: AgendaService,
    private readonly post: Deelnemerspost,
    private readonly mails: AanmeldingenMails,
  ) {}

  /** The question whether somebody wants to move. Asked again later, it is another mail. */
  async voorgesteld(m: EntityManager, a: Aanmelding, naar: string): Promise<void> {
    const { gemaaktOp } = await m.findOneByOrFail(Overzetvoorstel, {
      aanmeldingId: a.id,
      naarCohortId: naar,
    });
    const ander = await cohortInMail(m, naar, this.settings.BASE_URL);
    await this.post.schrijf(m, a.cohortId, [a], (_a, aan, gegevens) => ({
      sleutel: `overzetvoorstel:${a.id}:${naar}:${gemaaktOp.toISOString()}`,
      sjabloon: 'aanmeldingen/overzetvoorstel',
      aan,
      gegevens: {
        ...gegevens,
        ander,
        andereOpleiding: ander.opleiding.href !== gegevens.opleiding.href,
        heeftPlaats: a.plaatsnummer !== null,
        loopt: a.status !== 'geannuleerd',
        link: `${gegevens.link}#${overstapAnker(naar)}`,
      },
    }));
  }

  /**
   * What came of a move. Who must still confirm the address is asked that instead; a bestuur that has not agreed yet is
   * asked again, because the dates are others.
   */
  async overgezet(m: EntityManager, van: string, doel: Cohortstand, gemaakt: Aangemeld): Promise<void> {
    const { aanmelding: a, wachtlijstpositie } = gemaakt;
    if (a.wachtOp.includes('emailbevestiging'))
      return this.mails.naAanmelden(m, [{ stand: doel, gemaakt: [gemaakt] }]);
    const oud = await cohortInMail(m, van, this.settings.BASE_URL);
    const bijlagen = await this.agendas(m, van, a);
    await this.post.schrijf(m, doel.cohort.id, [a], (_a, aan, gegevens) => ({
      sleutel: sleutelVan(a),
      sjabloon: 'aanmeldingen/overgezet',
      aan,
      bijlagen,
      gegevens: {
        ...gegevens,
        van: oud,
        andereOpleiding: oud.opleiding.href !== gegevens.opleiding.href,
        status: a.status,
        positie: wachtlijstpositie,
        vervaltOp: a.vervaltOp,
        agendaLink: a.status === 'geplaatst' && gegevens.cohort.eerste ? `${gegevens.link}/agenda.ics` : null,
        annuleerLink: `${gegevens.link}?doe=annuleren`,
      },
    }));
    if (a.status === 'voorlopig') await this.mails.akkoordGevraagd(m, doel, [a]);
  }

  /** Files that take the old days out of a calendar and, for somebody with a place, put the new ones in. */
  async agendas(m: EntityManager, van: string, a: Aanmelding): Promise<Bijlage[]> {
    const oud = await this.agenda.bijlagen(m, van, 'af');
    const nieuw = a.status === 'geplaatst' ? await this.agenda.bijlagen(m, a.cohortId, 'nieuw') : [];
    return [...oud.map((bijlage) => ({ ...bijlage, naam: 'vervallen-data.ics' })), ...nieuw];
  }
}

/** The key says what the mail means: it tells of the place, or of the place in line. */
function sleutelVan(a: Aanmelding): string {
  if (a.status === 'geplaatst') return `geplaatst:${a.id}`;
  return a.status === 'wachtlijst' ? `wachtlijst:${a.id}:${a.wachtlijstRang}` : `overgezet:${a.id}`;
}

/** The cohorten as choices in a mail, the soonest first. */
export async function alternatievenInMail(m: EntityManager, ids: string[]): Promise<AlternatiefInMail[]> {
  if (ids.length === 0) return [];
  return m.query<AlternatiefInMail[]>(
    `SELECT c.id, o.naam AS opleiding, c.naam, b.eerste, coalesce(c.locatie, b.locatie) AS locatie
       FROM cohort c JOIN opleiding o ON o.id = c.opleiding_id
       LEFT JOIN LATERAL (SELECT begint AS eerste, locatie FROM bijeenkomst WHERE cohort_id = c.id
                           ORDER BY begint LIMIT 1) b ON true
      WHERE c.id = ANY($1) ORDER BY b.eerste NULLS LAST, c.code`,
    [ids],
  );
}
