import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Wie } from '../toegang/wie.js';
import { Clock } from '../platform/clock/clock.js';
import { Settings } from '../platform/config/settings.js';
import { inTransaction } from '../platform/database/transaction.js';
import { nieuwGeheim } from '../platform/secrets.js';
import { Persoon } from '../toegang/persoon.entity.js';
import { agendafeed, nieuwsfeed, sitemap } from './feeds.rules.js';
import { FeedsQueries } from './feeds.queries.js';
import { DomainError } from '../platform/errors/domain-error.js';
import { uitgeverVan } from '../cohorten/agenda.service.js';

const UUR = 3_600_000;

/** The feeds that calendars and readers fetch by themselves. See docs/koppelen-agenda.md. */
@Injectable()
export class FeedsService {
  /** Writing a thousand events takes longer than anything else here, and mostly they are those of the last time. */
  private vorige?: { van: string; tekst: string };

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly queries: FeedsQueries,
    private readonly audit: AuditService,
  ) {}

  /** Gives a deelnemer a secret address for the own calendar; one that there was before works no longer. */
  async vernieuwAdres(wie: Wie, persoonId: string): Promise<void> {
    await inTransaction(this.dataSource, async (m) => {
      await m.update(Persoon, { id: persoonId }, { agendaToken: nieuwGeheim() });
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
    const persoon = await this.dataSource.manager.findOneBy(Persoon, { agendaToken: token });
    if (!persoon) throw feedOnbekend();
    const punten = await this.queries.vanPersoon(persoon.samengevoegdMetId ?? persoon.id);
    return agendafeed(
      'Mijn opleidingen, Utrecht Leert Academie',
      punten,
      uitgeverVan(this.settings),
      this.heelUur(),
    );
  }

  async academie(): Promise<string> {
    const punten = await this.queries.vanAcademie();
    const uur = this.heelUur();
    const van = JSON.stringify([uur, punten]);
    if (this.vorige?.van !== van) {
      const tekst = agendafeed('Utrecht Leert Academie', punten, uitgeverVan(this.settings), uur);
      this.vorige = { van, tekst };
    }
    return this.vorige.tekst;
  }

  async nieuws(): Promise<string> {
    return nieuwsfeed(await this.queries.nieuws(), this.settings.BASE_URL, this.heelUur());
  }

  async sitemap(): Promise<string> {
    return sitemap(await this.queries.opleidingen(), this.settings.BASE_URL);
  }

  /** With the hour instead of the moment the same plan is the same text, so that its ETag holds for a while. */
  private heelUur(): Date {
    return new Date(Math.floor(this.clock.now().getTime() / UUR) * UUR);
  }
}

export const feedOnbekend = (): DomainError =>
  new DomainError('niet-gevonden', 'feed-onbekend', 'Deze agenda bestaat niet (meer).');
