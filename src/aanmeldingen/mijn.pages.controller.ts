import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import type { Wie } from '../toegang/wie.js';
import { CohortenQueries } from '../cohorten/cohorten.queries.js';
import { Clock } from '../platform/clock/clock.js';
import { Settings } from '../platform/config/settings.js';
import { Page } from '../platform/web/page.js';
import { Persoon } from '../toegang/persoon.entity.js';
import { actieVan, mijnregel } from './aanmeldingsbeeld.js';
import { AanmeldingenQueries } from './aanmeldingen.queries.js';
import { LOPEND } from './standen.js';
import { DezeWie, Mag } from '../toegang/rechten.js';

/** The own overview, after a log-in link by mail. */
@ApiExcludeController()
@Controller('mijn')
export class MijnPagesController {
  constructor(
    private readonly queries: AanmeldingenQueries,
    private readonly cohorten: CohortenQueries,
    private readonly clock: Clock,
    private readonly dataSource: DataSource,
    private readonly settings: Settings,
  ) {}

  @Get()
  @Mag('mijn.bekijken')
  async toon(@DezeWie() wie: Wie): Promise<Page> {
    const aanmeldingen = wie.soort === 'persoon' ? await this.queries.vanPersoon(wie.id) : [];
    const cohorten = await this.cohorten.zoek({
      ids: aanmeldingen.map(({ cohortId }) => cohortId),
      openbaar: false,
    });
    const nu = this.clock.now();
    const regels = aanmeldingen.map((a) => ({
      a,
      regel: mijnregel(
        a,
        cohorten.find(({ id }) => id === a.cohortId),
        nu,
      ),
    }));
    const kies = (test: (a: (typeof regels)[number]['a']) => boolean) =>
      regels.filter(({ a }) => test(a)).map(({ regel }) => regel);
    const vraagt = (a: (typeof regels)[number]['a']): boolean => actieVan(a) !== null;
    const context = {
      voornaam: aanmeldingen[0]?.voornaam ?? null,
      doen: kies(vraagt),
      lopend: kies((a) => !vraagt(a) && (a.status === 'geplaatst' || a.status === 'voorlopig')),
      wachtlijst: kies((a) => !vraagt(a) && a.status === 'wachtlijst'),
      eerder: kies((a) => !LOPEND.includes(a.status)),
      ...(await this.agenda(wie)),
    };
    return new Page('aanmeldingen/mijn', context, { titel: 'Mijn aanmeldingen' });
  }

  /** The secret address of the own calendar, once it was asked for. */
  private async agenda(wie: Wie): Promise<{ agendaAdres: string | null; agendaHref: string | null }> {
    const persoon =
      wie.soort === 'persoon' && (await this.dataSource.manager.findOneBy(Persoon, { id: wie.id }));
    if (!persoon || !persoon.agendaToken) return { agendaAdres: null, agendaHref: null };
    const agendaAdres = `${this.settings.BASE_URL}/agenda/${persoon.agendaToken}.ics`;
    return { agendaAdres, agendaHref: agendaAdres.replace(/^https?:/, 'webcal:') };
  }
}
