import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Wie } from '../toegang/wie.js';
import { Clock } from '../platform/clock/clock.js';
import { Settings } from '../platform/config/settings.js';
import { inTransaction } from '../platform/database/transaction.js';
import { hashVan, nieuwGeheim, sluitIn } from '../platform/secrets.js';
import { AGENDADOEL, Persoon } from '../toegang/persoon.entity.js';
import { agendafeed, nieuwsfeed, sitemap } from './feeds.rules.js';
import { DomainError } from '../platform/errors/domain-error.js';
import { AgendaService } from '../cohorten/agenda.service.js';
import { type Cohortstatus, IN_NEEMT_AANMELDINGEN, ZICHTBAAR } from '../cohorten/standen.js';
import { addHours, dateOf, momentAt } from '../platform/clock/dates.js';
import { IN_ZEKER } from '../aanmeldingen/standen.js';

/** A bijeenkomst with what a calendar tells of its cohort. */
export interface Feedpunt {
  id: string;
  begint: Date;
  eindigt: Date;
  locatie: string | null;
  /** Null in what everybody may read. */
  link: string | null;
  online: boolean;
  onderwerp: string | null;
  vervallen: boolean;
  cohort: string;
  cohortlocatie: string | null;
  status: Cohortstatus;
  versie: number;
  opleiding: string;
  code: string;
}

/** A cohort in the news: one can enrol and there is a free place. */
export interface Nieuwtje {
  id: string;
  code: string;
  cohort: string;
  opleiding: string;
  omschrijving: string;
  soort: string;
  eerste: Date | null;
  locatie: string | null;
  vrij: number;
  aanmeldenVoor: string | null;
  gepubliceerd: Date | null;
}

const UUR = 3_600_000;

/** Both what is planned and what was planned and is off: a calendar must hear of the second too. */
const PUNTEN = `
  SELECT id, cohort_id, begint, eindigt, locatie, link, onderwerp, false AS vervallen FROM bijeenkomst
  UNION ALL
  SELECT id, cohort_id, begint, eindigt, locatie, NULL, onderwerp, true FROM vervallen_bijeenkomst`;

const COLUMNS = `b.id, b.begint, b.eindigt, b.locatie, b.link IS NOT NULL AS online, b.onderwerp, b.vervallen,
  c.naam AS cohort, c.locatie AS cohortlocatie, c.status, c.versie, o.naam AS opleiding, o.code`;

/** No calendar needs more, and none gets more. */
const MEEST = 1500;
const JAAR = 365 * 24;

/** The feeds that calendars and readers fetch by themselves. See docs/koppelen-agenda.md. */
@Injectable()
export class FeedsService {
  /** Writing a thousand events takes longer than anything else here, and mostly they are those of the last time. */
  private vorige?: { van: string; tekst: string };

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly audit: AuditService,
    private readonly agenda: AgendaService,
  ) {}

  /** Gives a deelnemer a secret address for the own calendar; one that there was before works no longer. */
  async vernieuwAdres(wie: Wie, persoonId: string): Promise<void> {
    await inTransaction(this.dataSource, async (m) => {
      const geheim = nieuwGeheim();
      const agendaGeheim = this.ingesloten(geheim, persoonId);
      await m.update(Persoon, { id: persoonId }, { agendaHash: hashVan(geheim), agendaGeheim });
      await this.audit.noteer(m, {
        wie,
        code: 'persoon.gewijzigd',
        onderwerp: { soort: 'persoon', id: persoonId },
        gegevens: { velden: ['agendaToken'] },
      });
    });
  }

  /**
   * iCalendar text of who has this secret.
   * @throws DomainError `feed-onbekend`
   */
  async persoonlijk(token: string): Promise<string> {
    const { manager } = this.dataSource;
    const agendaHash = hashVan(token);
    const persoon = await manager.findOneBy(Persoon, { agendaHash });
    if (!persoon) throw feedOnbekend();
    // Of one that was made before addresses were encrypted; whoever comes with it proves what it is.
    if (!persoon.agendaGeheim)
      await manager.update(
        Persoon,
        { id: persoon.id, agendaHash },
        { agendaGeheim: this.ingesloten(token, persoon.id) },
      );
    const punten = await this.puntenVanPersoon(persoon.samengevoegdMetId ?? persoon.id);
    const uitgever = this.agenda.uitgever();
    return agendafeed(`Mijn opleidingen, ${uitgever.naam}`, punten, uitgever, this.heelUur());
  }

  private ingesloten(geheim: string, persoonId: string): string {
    return sluitIn(AGENDADOEL, geheim, persoonId, this.settings.SESSION_SECRET);
  }

  async academie(): Promise<string> {
    const punten = await this.puntenVanAcademie();
    const uur = this.heelUur();
    const uitgever = this.agenda.uitgever();
    const van = JSON.stringify([uur, uitgever, punten]);
    if (this.vorige?.van !== van) {
      const tekst = agendafeed(uitgever.naam, punten, uitgever, uur);
      this.vorige = { van, tekst };
    }
    return this.vorige.tekst;
  }

  async nieuws(): Promise<string> {
    return nieuwsfeed(await this.nieuwtjes(), this.agenda.uitgever(), this.heelUur());
  }

  async sitemap(): Promise<string> {
    return sitemap(await this.opleidingscodes(), this.settings.BASE_URL);
  }

  /** With the hour instead of the moment the same plan is the same text, so that its ETag holds for a while. */
  private heelUur(): Date {
    return new Date(Math.floor(this.clock.now().getTime() / UUR) * UUR);
  }

  /**
   * The bijeenkomsten of who has a place, from a year back; of a cohort that was called off those of who had one.
   * Somebody who waits or left has nothing here.
   */
  private puntenVanPersoon(persoonId: string): Promise<Feedpunt[]> {
    return this.dataSource.query<Feedpunt[]>(
      `SELECT ${COLUMNS}, CASE WHEN a.status <> 'geannuleerd' THEN b.link END AS link FROM aanmelding a
         JOIN cohort c ON c.id = a.cohort_id JOIN opleiding o ON o.id = c.opleiding_id
         JOIN LATERAL (SELECT * FROM (${PUNTEN}) p WHERE p.cohort_id = c.id) b ON true
        WHERE a.persoon_id = $1 AND b.begint > $2
          AND (a.status ${IN_ZEKER}
               OR (a.status = 'geannuleerd' AND c.status = 'geannuleerd' AND a.beeindigd_door = 'academie'
                   AND EXISTS (SELECT 1 FROM bericht g WHERE g.sleutel = 'geplaatst:' || a.id)))
        ORDER BY b.begint, b.id LIMIT ${MEEST}`,
      [persoonId, addHours(this.clock.now(), -JAAR)],
    );
  }

  /** All public bijeenkomsten from 30 days back to a year ahead; when there are too many, the soonest. */
  private async puntenVanAcademie(): Promise<Feedpunt[]> {
    const nu = this.clock.now();
    return this.dataSource.query<Feedpunt[]>(
      `SELECT * FROM (
         SELECT ${COLUMNS}, NULL AS link FROM (${PUNTEN}) b
           JOIN cohort c ON c.id = b.cohort_id AND c.status = ANY($4)
           JOIN opleiding o ON o.id = c.opleiding_id AND o.gepubliceerd
          WHERE b.begint >= $2 AND b.begint < $3
          ORDER BY b.begint < $1, abs(extract(epoch FROM b.begint - $1)), b.id LIMIT ${MEEST}) gekozen
        ORDER BY begint, id`,
      [nu, addHours(nu, -30 * 24), addHours(nu, JAAR), ZICHTBAAR],
    );
  }

  /** Newest first. A cohort that came with a catalogue file has no moment of publishing; then its first day counts. */
  private async nieuwtjes(): Promise<Nieuwtje[]> {
    const nu = this.clock.now();
    const rows = await this.dataSource.query<(Nieuwtje & { vanaf: string | null })[]>(
      `SELECT c.id, o.code, c.naam AS cohort, o.naam AS opleiding, o.omschrijving, o.soort, e.eerste,
              c.locatie, c.capaciteit - t.bezet AS vrij, c.aanmelden_voor AS "aanmeldenVoor",
              c.aanmelden_vanaf AS vanaf, p.op AS gepubliceerd
         FROM cohort c JOIN opleiding o ON o.id = c.opleiding_id AND o.gepubliceerd
         CROSS JOIN LATERAL (SELECT min(begint) AS eerste FROM bijeenkomst WHERE cohort_id = c.id) e
         CROSS JOIN LATERAL (SELECT count(*)::integer AS bezet FROM aanmelding a WHERE a.cohort_id = c.id
           AND a.plaatsnummer IS NOT NULL AND (a.vervalt_op IS NULL OR a.vervalt_op > $1)) t
         LEFT JOIN LATERAL (SELECT min(r.op) AS op FROM auditregel r WHERE r.onderwerp_soort = 'cohort'
           AND r.onderwerp_id = c.id::text AND r.code = 'cohort.gepubliceerd') p ON true
        WHERE c.status ${IN_NEEMT_AANMELDINGEN} AND coalesce(c.aanmelden_vanaf <= $2::date, true)
          AND coalesce(c.aanmelden_voor > $2::date, true) AND coalesce(e.eerste > $1, true) AND t.bezet < c.capaciteit
        ORDER BY coalesce(p.op, c.aanmelden_vanaf) DESC NULLS LAST, c.code LIMIT 50`,
      [nu, dateOf(nu)],
    );
    return rows.map(({ vanaf, ...rij }) => ({
      ...rij,
      gepubliceerd: rij.gepubliceerd ?? (vanaf ? momentAt(vanaf) : null),
    }));
  }

  /** Codes of the opleidingen that everybody may see. */
  private async opleidingscodes(): Promise<string[]> {
    const rows = await this.dataSource.query<{ code: string }[]>(
      'SELECT code FROM opleiding WHERE gepubliceerd ORDER BY code LIMIT 50000',
    );
    return rows.map(({ code }) => code);
  }
}

export const feedOnbekend = (): DomainError =>
  new DomainError('niet-gevonden', 'feed-onbekend', 'Deze agenda bestaat niet (meer).');
