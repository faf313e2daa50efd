import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { aanmeldpaden } from '../aanmeldingen/paden.js';
import { deelnemerpaden } from '../deelnemers/paden.js';
import { inzagepaden } from '../inzage/paden.js';
import { persoonOnbekend } from '../personen/personen.errors.js';
import { Page } from '../platform/web/page.js';
import { Persoon, volledigeNaam } from '../toegang/persoon.entity.js';
import { toestemmingspaden } from './paden.js';
import { doelen } from './standen.js';
import { doelwoorden } from './toestemmingen.rules.js';
import { ToestemmingenQueries, type Toestemmingsbeeld } from './toestemmingen.queries.js';

/** What somebody agrees to, for that person, and for who notes it when they phone. */
@Injectable()
export class ToestemmingenScherm {
  constructor(
    private readonly dataSource: DataSource,
    private readonly queries: ToestemmingenQueries,
  ) {}

  async mijn(persoonId: string): Promise<Page> {
    const context = {
      kruimels: [
        { tekst: 'Mijn aanmeldingen', href: aanmeldpaden.mijn },
        { tekst: 'Mijn gegevens', href: inzagepaden.mijn },
      ],
      naam: null,
      actie: toestemmingspaden.mijn,
      doelen: keuzes(await this.queries.vanPersoon(persoonId)),
    };
    return new Page('toestemmingen/toestemmingen', context, { titel: 'Wat ik goedvind' });
  }

  /** @throws DomainError `persoon-onbekend` */
  async vanPersoon(persoonId: string): Promise<Page> {
    const persoon = await this.dataSource.manager.findOneBy(Persoon, { id: persoonId });
    if (!persoon || persoon.gewistOp) throw persoonOnbekend();
    const naam = volledigeNaam(persoon);
    const context = {
      kruimels: [
        { tekst: 'Personen', href: deelnemerpaden.personen },
        { tekst: naam, href: deelnemerpaden.persoon(persoonId) },
      ],
      naam,
      actie: toestemmingspaden.persoon(persoonId),
      doelen: keuzes(await this.queries.vanPersoon(persoonId)),
    };
    return new Page('toestemmingen/toestemmingen', context, { titel: `Wat ${naam} goedvindt` });
  }
}

const keuzes = (beelden: readonly Toestemmingsbeeld[]) =>
  doelen.map((doel) => {
    const beeld = beelden.find((een) => een.doel === doel);
    return {
      doel,
      ...doelwoorden[doel],
      aan: beeld?.aan ?? false,
      sinds: beeld?.sinds ?? null,
      doorAcademie: beeld?.door === 'medewerker',
    };
  });
