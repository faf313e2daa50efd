import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { Aanmelding } from '../../aanmeldingen/aanmelding.entity.js';
import { Bericht, type Bijlage } from '../../berichten/bericht.entity.js';
import { agendaVan, uitgeverVan } from '../../cohorten/agenda.js';
import { Clock } from '../../platform/clock/clock.js';
import { addHours, momentAt } from '../../platform/clock/dates.js';
import { Settings } from '../../platform/config/settings.js';
import { Deelnemerspost } from '../../cohorten/deelnemerspost.js';
import type { Leerjaarbeeld } from '../voorwaarden/leerjaarbeeld.js';
import type { Uitreiking } from './uitreiking.entity.js';

/** How long a ceremony takes in the calendar of who comes. */
const UREN = 1.5;

const sleutelVan = ({ id, versie }: Uitreiking, aanmeldingId: string): string =>
  `uitnodiging-uitreiking:${id}:${aanmeldingId}:${versie}`;

/** Inviting to a ceremony: one mail per person and plan, so that a changed day is told again. */
@Injectable()
export class CeremonieMails {
  constructor(
    private readonly post: Deelnemerspost,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  /** @returns how many did not have this invitation yet. */
  async uitnodiging(
    m: EntityManager,
    beeld: Leerjaarbeeld,
    aanmeldingIds: readonly string[],
  ): Promise<number> {
    const u = beeld.uitreiking!;
    const aanmeldingen = await m.findBy(Aanmelding, { id: In([...aanmeldingIds]) });
    const bekend = await this.geteld(m, u, aanmeldingIds);
    const eerder = await this.eerder(m, u);
    const bijlagen = [this.agenda(beeld, u)];
    await this.post.schrijf(m, beeld.cohort.id, aanmeldingen, (a, aan, gegevens) => ({
      sleutel: sleutelVan(u, a.id),
      sjabloon: 'certificering/uitnodiging',
      aan,
      bijlagen,
      gegevens: {
        voornaam: gegevens.voornaam,
        opleiding: beeld.opleiding.officieleNaam ?? beeld.opleiding.naam,
        leerjaar: beeld.opleiding.leerjaren > 1 ? beeld.leerjaar : null,
        begint: momentAt(u.datum, u.tijd!),
        plaats: u.plaats,
        gastheer: u.gastheer,
        gewijzigd: eerder.has(a.id),
        link: gegevens.link,
      },
    }));
    return aanmeldingIds.length - bekend;
  }

  geteld(m: EntityManager, uitreiking: Uitreiking, aanmeldingIds: readonly string[]): Promise<number> {
    return m.countBy(Bericht, { sleutel: In(aanmeldingIds.map((id) => sleutelVan(uitreiking, id))) });
  }

  /** Who was invited to this ceremony when it was planned otherwise. */
  private async eerder(m: EntityManager, { id, cohortId }: Uitreiking): Promise<Set<string>> {
    const rows = await m.query<{ aanmeldingId: string }[]>(
      `SELECT DISTINCT aanmelding_id AS "aanmeldingId" FROM bericht
        WHERE cohort_id = $1 AND soort = 'certificering/uitnodiging' AND starts_with(sleutel, $2)`,
      [cohortId, `uitnodiging-uitreiking:${id}:`],
    );
    return new Set(rows.map(({ aanmeldingId }) => aanmeldingId));
  }

  private agenda({ cohort, opleiding }: Leerjaarbeeld, u: Uitreiking): Bijlage {
    const begint = momentAt(u.datum, u.tijd!);
    const punt = {
      id: u.id,
      begint,
      eindigt: addHours(begint, UREN),
      locatie: [u.gastheer, u.plaats].filter(Boolean).join(', ') || null,
      link: null,
      onderwerp: null,
    };
    const inhoud = agendaVan(
      {
        opleiding: { code: opleiding.code, naam: `Uitreiking certificaten: ${opleiding.naam}` },
        cohort: { ...cohort, locatie: null, versie: u.versie },
        bijeenkomsten: [punt],
      },
      uitgeverVan(this.settings),
      this.clock.now(),
    );
    return { naam: 'uitreiking.ics', type: 'text/calendar; charset=utf-8; method=PUBLISH', inhoud };
  }
}
