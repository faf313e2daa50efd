import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { And, DataSource, In, Not } from 'typeorm';
import { Clock } from '../../platform/clock/clock.js';
import { Gebruiker } from '../../toegang/gebruiker.entity.js';
import { gebruikersMetRol } from '../../toegang/rollen.queries.js';
import type { Cohort } from '../../cohorten/cohort.entity.js';
import { dateOf, formatDateShort, isDate } from '../../platform/clock/dates.js';
import { Plancontrole } from './plancontrole.js';
import { dagenErvoor } from '../../platform/dagen-ervoor.js';
import { legeRij, leesDagen, reeksvelden, rijvelden, type Planformulier, type Rij } from './planformulier.js';
import type { Fouten } from './planinvoer.js';
import { byName } from '../../platform/by-name.js';

interface Keuze {
  waarde: string;
  tekst: string;
}

/** Builds the context of partials/planformulier.hbs. */
@Injectable()
export class Planscherm {
  constructor(
    private readonly dataSource: DataSource,
    private readonly controle: Plancontrole,
    private readonly clock: Clock,
  ) {}

  /** @param cohort the one that is changed; null for a new one. */
  async formulier(formulier: Planformulier, fouten: Fouten, cohort: Cohort | null) {
    const { velden, rijen, reeks } = formulier;
    const trainers = await this.trainers(rijen);
    const rij = (een: Rij) => rijbeeld(een, fouten, trainers);
    return {
      velden,
      fouten,
      rijen: rijen.map(rij),
      herinneringen: herinneringen(velden.herinneringsdagen),
      lege: rij(legeRij('__n__' as never)),
      reeks: byName(reeksvelden, (veld) => veldVan(`reeks-${veld}`, reeks[veld], fouten)),
      reeksOpen: reeksvelden.some((veld) => fouten[`reeks-${veld}`] !== undefined),
      controle: await this.controle.van(formulier, cohort),
    };
  }

  /** Who can be chosen; who is already chosen can stay. */
  private async trainers(rijen: readonly Rij[]): Promise<Keuze[]> {
    const gekozen = rijen.map(({ trainer }) => trainer).filter((id) => isUUID(id));
    const m = this.dataSource.manager;
    const nu = await gebruikersMetRol(m, 'trainer', dateOf(this.clock.now()));
    const anderen = await m.find(Gebruiker, {
      where: { id: And(In(gekozen), Not(In(nu.map(({ id }) => id)))) },
      order: { naam: 'ASC', id: 'ASC' },
    });
    return [...nu, ...anderen].map(({ id, naam }) => ({ waarde: id, tekst: naam }));
  }
}

/** Context of partials/planformulier.hbs. */
export type Planbeeld = Awaited<ReturnType<Planscherm['formulier']>>;

/** What was typed means, so that nobody has to guess. */
function herinneringen(tekst: string): string {
  const dagen = leesDagen(tekst);
  const nu =
    dagen &&
    (dagen.length === 0 ? 'Nu krijgt niemand een herinnering.' : `Nu: ${dagenErvoor(dagen)}, om 9:00 uur.`);
  return ['Bijvoorbeeld: 7, 1. Leeg is geen herinneringen, 0 is de dag zelf.', nu].filter(Boolean).join(' ');
}

const veldVan = (naam: string, waarde: string, fouten: Fouten) => ({ naam, waarde, fout: fouten[naam] });
const leerjaren: Keuze[] = ['1', '2', '3', '4', '5', '6'].map((jaar) => ({ waarde: jaar, tekst: jaar }));
const minder = ['link', 'onderwerp', 'leerjaar'] as const;

function rijbeeld(rij: Rij, fouten: Fouten, trainers: Keuze[]) {
  const velden = byName(rijvelden, (veld) => veldVan(`rij-${rij.n}-${veld}`, rij[veld], fouten));
  const gewoon = rij.link === '' && rij.onderwerp === '' && rij.leerjaar === '1';
  return {
    ...velden,
    n: rij.n,
    kop: isDate(rij.datum) ? formatDateShort(rij.datum) : 'Nieuwe bijeenkomst',
    meerOpen: !gewoon || minder.some((veld) => fouten[`rij-${rij.n}-${veld}`] !== undefined),
    leerjaren,
    trainers,
  };
}
