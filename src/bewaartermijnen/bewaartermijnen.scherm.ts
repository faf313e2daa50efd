import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { Cohort } from '../cohorten/cohort.entity.js';
import { Opleiding } from '../opleidingen/opleiding.entity.js';
import { Clock } from '../platform/clock/clock.js';
import { Page } from '../platform/web/page.js';
import { paged, pageLinks, type PagingQuery, sliceOf } from '../platform/web/paging.js';
import { inFull, plural } from '../platform/web/template-helpers.js';
import { Gebruiker } from '../toegang/gebruiker.entity.js';
import { verslagOnbekend } from './bewaartermijnen.errors.js';
import { duurInWoorden, inWoorden, opruimingen } from './bewaartermijnen.rules.js';
import type { Termijn } from './opruiming.rules.js';
import { BewaartermijnenService } from './bewaartermijnen.service.js';
import { type Opruimregel, Opruimverslag } from './opruimverslag.entity.js';
import { bewaarpaden } from './paden.js';

const KRUIMELS = [{ tekst: 'Bewaartermijnen', href: bewaarpaden.regels }];
const YEAR = /^\d{4}$/;

/** The screens of what is kept how long. */
@Injectable()
export class BewaartermijnenScherm {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly termijnen: BewaartermijnenService,
  ) {}

  async regels(query: PagingQuery): Promise<Page> {
    const { skip, take } = sliceOf(query);
    const [items, totaal] = await this.dataSource.manager.findAndCount(Opruimverslag, {
      order: { id: 'DESC' },
      skip,
      take,
    });
    const namen = await this.namenVan(items);
    const lijst = paged(items, totaal, query);
    const context = {
      proefActie: bewaarpaden.proef,
      regels: opruimingen.map((een) => ({
        wat: hoofdletter(een.wat[1].replace(/^keer /, '')),
        gevolg: een.gevolg,
        termijn: duurInWoorden(this.termijnen.maanden(een)),
        instelling: instellingVan(een.termijn),
      })),
      verslagen: lijst.items.map((een) => ({ ...kopVan(een, namen), href: bewaarpaden.verslag(een.id) })),
      paginering: pageLinks(lijst, bewaarpaden.regels, {}),
    };
    return new Page('bewaartermijnen/regels', context, { titel: 'Bewaartermijnen' });
  }

  async proef(): Promise<Page> {
    const op = this.clock.now();
    let fout: string | null = null;
    let regels: Opruimregel[] = [];
    try {
      regels = await this.termijnen.proef();
    } catch (error) {
      // Its own words when it gave up because somebody else was busy; see inSteps.
      fout = error instanceof Error && error.message.startsWith('De proef') ? error.message : null;
      if (fout === null) throw error;
    }
    const context = {
      kruimels: KRUIMELS,
      op,
      fout,
      regels: await this.inRegels(regels),
      totaal: totaalVan(regels),
      proefActie: bewaarpaden.proef,
    };
    return new Page('bewaartermijnen/proef', context, { titel: 'Wat er nu zou gaan' });
  }

  /** @throws DomainError `verslag-onbekend` */
  async verslag(id: string): Promise<Page> {
    const kan = /^\d{1,15}$/.test(id);
    const verslag = kan ? await this.dataSource.manager.findOneBy(Opruimverslag, { id }) : null;
    if (!verslag) throw verslagOnbekend();
    const context = {
      kruimels: KRUIMELS,
      ...kopVan(verslag, await this.namenVan([verslag])),
      nu: verslag.nu,
      regels: await this.inRegels(verslag.regels),
    };
    return new Page('bewaartermijnen/verslag', context, { titel: 'Verslag van opruimen' });
  }

  private async namenVan(verslagen: readonly Opruimverslag[]): Promise<ReadonlyMap<string, string>> {
    const ids = verslagen.flatMap(({ gebruikerId }) => gebruikerId ?? []);
    const gebruikers = await this.dataSource.manager.findBy(Gebruiker, { id: In(ids) });
    return new Map(gebruikers.map(({ id, naam }) => [id, naam]));
  }

  /** With the cohorten or years of each by name, most first. */
  private async inRegels(regels: readonly Opruimregel[]) {
    const ids = regels.flatMap(({ waar }) => Object.keys(waar).filter((sleutel) => !YEAR.test(sleutel)));
    const cohorten = await this.dataSource.manager.findBy(Cohort, { id: In([...new Set(ids)]) });
    const opleidingIds = cohorten.map(({ opleidingId }) => opleidingId);
    const opleidingen = await this.dataSource.manager.findBy(Opleiding, { id: In(opleidingIds) });
    const opleiding = new Map(opleidingen.map(({ id, naam }) => [id, naam]));
    const naam = new Map(cohorten.map((c) => [c.id, inFull(opleiding.get(c.opleidingId) ?? '', c.naam)]));
    return regels.map((regel) => ({
      tekst: inWoorden(regel),
      waar: Object.entries(regel.waar)
        .map(([sleutel, aantal]) => ({ naam: naam.get(sleutel) ?? `uit ${sleutel}`, aantal }))
        .sort((a, b) => b.aantal - a.aantal || a.naam.localeCompare(b.naam)),
    }));
  }
}

const totaalVan = (regels: readonly Opruimregel[]): number =>
  regels.reduce((som, { aantal }) => som + aantal, 0);
const hoofdletter = (tekst: string): string => tekst.charAt(0).toUpperCase() + tekst.slice(1);
const instellingVan = (termijn: Termijn | number): string | null =>
  typeof termijn === 'number' ? null : termijn;

const aanleidingen: Record<string, string> = {
  planner: 'planner',
  opdracht: 'opdrachtregel',
  beheer: 'met de hand',
};

function kopVan(verslag: Opruimverslag, namen: ReadonlyMap<string, string>) {
  const { begonnenOp, geeindigdOp, aanleiding, gebruikerId, totaal, afgebroken } = verslag;
  const wie = gebruikerId && namen.get(gebruikerId);
  return {
    begonnen: begonnenOp,
    door: wie ? `${wie}, met de hand` : (aanleidingen[aanleiding] ?? aanleiding),
    totaal,
    gewist: totaal === 0 ? 'niets' : plural(totaal, 'ding', 'dingen'),
    stand: afgebroken ? 'afgebroken' : geeindigdOp ? null : 'bezig',
  };
}
