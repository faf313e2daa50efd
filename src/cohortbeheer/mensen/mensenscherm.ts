import { Injectable } from '@nestjs/common';
import type { Wie } from '../../toegang/wie.js';
import { cohortOnbekend } from '../../cohorten/cohorten.errors.js';
import { CohortenQueries } from '../../cohorten/cohorten.queries.js';
import { pageLinks } from '../../platform/web/page-links.js';
import { Page } from '../../platform/web/page.js';
import { mag } from '../../toegang/rechten.js';
import { AanmeldingenQueries } from '../../aanmeldingen/aanmeldingen.queries.js';
import { inFull } from '../../platform/web/template-helpers.js';
import { groepen, MensenQueries, PER_PAGINA, type Mensenlijst, type Mensenvraag } from './mensen.queries.js';
import { groepkoppen, mensenpagina } from './mensenbeeld.js';

/** A form of this screen that was refused: what was typed, and errors under the keys that the template knows. */
export interface Geweigerd {
  waarden?: Record<string, unknown>;
  fouten: Record<string, string>;
  /** Of which aanmelding the form was, with what its row shows besides. */
  aanmelding?: { id: string } & Rijformulier;
}

/** What was refused in the forms of one row: its errors, and what was typed. */
interface Rijformulier {
  fout?: string | undefined;
  getypt?: string;
  positiefouten?: Record<string, string>;
  positiewaarden?: { positie: string; redencode: string; reden: string };
}

/** The coördinator's screen of one cohort, as it is or with a refused form on it. */
@Injectable()
export class Mensenscherm {
  constructor(
    private readonly cohorten: CohortenQueries,
    private readonly mensen: MensenQueries,
    private readonly aanmeldingen: AanmeldingenQueries,
  ) {}

  async toon(cohortId: string, wie: Wie, geweigerd?: Geweigerd, vraag: Mensenvraag = {}): Promise<Page> {
    const cohort = await this.cohorten.een(cohortId, false);
    if (!cohort) throw cohortOnbekend();
    const lijst = await this.metRij(await this.mensen.lijst(cohort.id, vraag), geweigerd?.aanmelding?.id);
    const pagina = mensenpagina(cohort, lijst, mag(wie, 'cohorten.beheren'));
    const pad = `/beheer/cohorten/${cohort.id}`;
    const { zoek = '', groep } = vraag;
    const paging = { pagina: vraag.pagina ?? 1, paginaGrootte: PER_PAGINA, totaal: lijst.totaal };
    const gefilterd = zoek !== '' || groep !== undefined;
    const context = {
      ...pagina,
      groepen: pagina.groepen
        .filter(
          ({ sleutel, aanmeldingen }) => aanmeldingen.length > 0 || (!gefilterd && sleutel !== 'beeindigd'),
        )
        .map((rijen) => ({
          ...rijen,
          aantal: lijst.tellingen[rijen.sleutel],
          open: gefilterd,
          aanmeldingen: rijen.aanmeldingen.map((rij) =>
            rij.id === geweigerd?.aanmelding?.id ? { ...rij, ...geweigerd.aanmelding, meerOpen: true } : rij,
          ),
        })),
      filter: { pad, zoek, groep: groep ?? '', gefilterd, keuzes: groepkeuzes },
      paginering: pageLinks({ ...paging, items: [] }, pad, { zoek, groep: groep ?? '' }),
      fouten: geweigerd?.fouten,
      waarden: { capaciteit: cohort.capaciteit, ...geweigerd?.waarden },
    };
    const titel = inFull(cohort.opleiding, cohort.naam);
    return new Page('cohortbeheer/mensen', context, { titel, status: geweigerd ? 422 : 200 });
  }

  /** A refused form comes back in its row, also when that row would stand on another page. */
  private async metRij(lijst: Mensenlijst, id: string | undefined): Promise<Mensenlijst> {
    if (!id || lijst.aanmeldingen.some((a) => a.id === id)) return lijst;
    return { ...lijst, aanmeldingen: await this.aanmeldingen.metIds([id]) };
  }
}

const groepkeuzes = groepen.map((groep) => ({ waarde: groep, tekst: groepkoppen[groep] }));
