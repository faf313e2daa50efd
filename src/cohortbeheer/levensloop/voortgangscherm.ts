import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditQueries } from '../../audit/audit.queries.js';
import { cohortOnbekend } from '../../cohorten/cohorten.errors.js';
import { CohortenQueries } from '../../cohorten/cohorten.queries.js';
import { Moment } from '../../cohorten/moment.entity.js';
import { Clock } from '../../platform/clock/clock.js';
import { Page } from '../../platform/web/page.js';
import { inFull } from '../../platform/web/template-helpers.js';
import { BesluitQueries } from './besluit.queries.js';
import { voortgangpagina } from './voortgangbeeld.js';

/** A form of this screen that was refused: what was typed, and errors by field. */
export interface GeweigerdeStap<Waarden> {
  waarden: Waarden;
  fouten: Record<string, string>;
}

/** What was typed in the form of the decision; the other forms of this screen have no fields. */
export type Besluitvelden = Partial<Record<'besluit' | 'toelichting' | 'nieuweDatum', string>>;

const EERSTVOLGENDE = 6;

/** The tab Voortgang, as it is or with a refused form on it. */
@Injectable()
export class Voortgangscherm {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly cohorten: CohortenQueries,
    private readonly audit: AuditQueries,
    private readonly besluit: BesluitQueries,
  ) {}

  async toon(id: string, geweigerd?: GeweigerdeStap<Besluitvelden>): Promise<Page> {
    const cohort = await this.cohorten.een(id, false);
    if (!cohort) throw cohortOnbekend();
    const audit = await this.audit.vanOnderwerp('cohort', id);
    const stand = await this.besluit.stand(this.dataSource.manager, id);
    const momenten = await this.momenten(id);
    const context = {
      ...voortgangpagina(cohort, stand, audit, momenten, this.clock.now()),
      waarden: geweigerd?.waarden ?? {},
      fouten: geweigerd?.fouten,
    };
    const titel = `Voortgang: ${inFull(cohort.opleiding, cohort.naam)}`;
    return new Page('cohortbeheer/voortgang', context, { titel, status: geweigerd ? 422 : 200 });
  }

  /** What will be mailed by itself, soonest first. */
  private async momenten(cohortId: string): Promise<{ tekst: string; op: Date }[]> {
    const rows = await this.dataSource.manager.find(Moment, {
      where: { cohortId, status: 'gepland' },
      order: { op: 'ASC' },
      take: EERSTVOLGENDE,
    });
    return rows.map(({ soort, dagenVooraf, op }) => ({ op, tekst: soorten[soort](vooraf(dagenVooraf)) }));
  }
}

const soorten: Record<Moment['soort'], (vooraf: string) => string> = {
  herinnering: (vooraf) => `Herinnering aan wie een plaats heeft${vooraf}`,
  'go-no-go': (vooraf) => `Vraag om een besluit${vooraf}`,
  evaluatie: () => 'Evaluatie aan wie er was',
  nameting: () => 'Vraag wat de opleiding heeft opgeleverd',
};

function vooraf(dagen: number): string {
  if (dagen === 0) return ', op de dag zelf';
  return dagen === 1 ? ', een dag ervoor' : `, ${dagen} dagen ervoor`;
}
