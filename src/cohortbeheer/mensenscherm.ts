import { Injectable } from '@nestjs/common';
import type { Wie } from '../audit/wie.js';
import { cohortOnbekend } from '../cohorten/cohorten.errors.js';
import { CohortenQueries } from '../cohorten/cohorten.queries.js';
import { Page } from '../platform/web/page.js';
import { mag } from '../toegang/rechten.js';
import { AanmeldingenQueries } from '../aanmeldingen/aanmeldingen.queries.js';
import { mensenpagina } from './mensenbeeld.js';

/** A form of this screen that was refused: what was typed, and errors under the keys that the template knows. */
export interface Geweigerd {
  waarden?: Record<string, unknown>;
  fouten: Record<string, string>;
  /** Of which aanmelding the form was, with the reason that was typed. */
  aanmelding?: { id: string; fout: string; getypt: string };
}

/** The coördinator's screen of one cohort, as it is or with a refused form on it. */
@Injectable()
export class Mensenscherm {
  constructor(
    private readonly cohorten: CohortenQueries,
    private readonly aanmeldingen: AanmeldingenQueries,
  ) {}

  async toon(cohortId: string, wie: Wie, geweigerd?: Geweigerd): Promise<Page> {
    const cohort = await this.cohorten.een(cohortId, false);
    if (!cohort) throw cohortOnbekend();
    const aanmeldingen = await this.aanmeldingen.vanCohort(cohort.id);
    const pagina = mensenpagina(cohort, aanmeldingen, mag(wie, 'cohorten.beheren'));
    const context = {
      ...pagina,
      groepen: pagina.groepen.map((groep) => ({
        ...groep,
        aanmeldingen: groep.aanmeldingen.map((rij) =>
          rij.id === geweigerd?.aanmelding?.id ? { ...rij, ...geweigerd.aanmelding } : rij,
        ),
      })),
      fouten: geweigerd?.fouten,
      waarden: { capaciteit: cohort.capaciteit, ...geweigerd?.waarden },
    };
    const titel = `${cohort.opleiding}, ${cohort.naam}`;
    return new Page('cohortbeheer/mensen', context, { titel, status: geweigerd ? 422 : 200 });
  }
}
