import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { DataSource } from 'typeorm';
import { BotsingenQueries } from '../../cohorten/botsingen.queries.js';
import { tijdvak } from '../../cohorten/botsingen.rules.js';
import type { Cohort } from '../../cohorten/cohort.entity.js';
import { Clock } from '../../platform/clock/clock.js';
import type { Planformulier } from './planformulier.js';
import { leesRijen, type Leesbaar } from './planinvoer.js';
import { planbericht, verschilVan, type Afspraak, type Planbericht } from './wijziging.rules.js';
import { WijzigingService } from './wijziging.service.js';
import { ONDERWEG } from '../../cohorten/standen.js';

/** What stands below a plan before it is saved: partials/plancontrole.hbs. */
export interface Controle {
  botsingen: { href: string; dag: string; melding: string }[];
  /** What people would hear: null where nobody hears anything. */
  bericht: { regels: string[]; aantal: number } | null;
  /** How many would hear of a change; null where nobody counts on this plan yet. */
  ontvangers: number | null;
}

/** Looks at a plan as it is typed. */
@Injectable()
export class Plancontrole {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly botsingen: BotsingenQueries,
    private readonly wijziging: WijzigingService,
  ) {}

  /** @param cohort the one that is changed; null for a new one. */
  async van({ rijen, velden }: Planformulier, cohort: Cohort | null): Promise<Controle> {
    const { leesbaar } = leesRijen(rijen);
    const locatie = velden.locatie || null;
    const geldig = leesbaar.filter(({ begint, eindigt }) => begint < eindigt);
    const metPlaats = geldig.map((rij) => ({
      ...rij,
      locatie: zoekbaar(rij.locatie ?? (rij.link ? null : locatie)),
      trainer: isUUID(rij.trainer) ? rij.trainer : null,
    }));
    const gevonden = await this.botsingen.zoek(metPlaats, cohort?.id ?? null);
    return {
      botsingen: gevonden.map(({ bijeenkomst, melding }) => {
        const rij = geldig[bijeenkomst]!;
        return { href: `#veld-rij-${rij.n}-datum`, dag: tijdvak(rij), melding };
      }),
      ...(cohort ? await this.nieuws(cohort, locatie, leesbaar) : { bericht: null, ontvangers: null }),
    };
  }

  private async nieuws(
    cohort: Cohort,
    locatie: string | null,
    leesbaar: readonly Leesbaar[],
  ): Promise<Pick<Controle, 'bericht' | 'ontvangers'>> {
    const m = this.dataSource.manager;
    const rekent = ONDERWEG.includes(cohort.status);
    const aantal = rekent ? await this.wijziging.aantalOntvangers(m, cohort.id) : 0;
    if (aantal === 0) return { bericht: null, ontvangers: null };
    const verschil = verschilVan(await this.wijziging.bijeenkomsten(m, cohort.id), leesbaar);
    const bericht = planbericht(cohort, locatie, verschil, this.clock.now());
    if (!bericht) return { bericht, ontvangers: aantal };
    const bereikt = await this.wijziging.aantalOntvangers(m, cohort.id, bericht);
    return { bericht: { regels: inRegels(bericht), aantal: bereikt }, ontvangers: aantal };
  }
}

/** What cannot be stored is not looked for either; the form says so beside the field. */
const zoekbaar = (tekst: string | null): string | null => (tekst && /\p{Cc}/u.test(tekst) ? null : tekst);

const afspraak = (a: Afspraak): string => [tijdvak(a), a.plaats, a.link].filter(Boolean).join(', ');

function inRegels({ bijeenkomsten, plaats }: Planbericht): string[] {
  const regels = bijeenkomsten.map(({ oud, nieuw }) => {
    if (!oud) return `Erbij: ${afspraak(nieuw!)}`;
    return nieuw ? `${afspraak(oud)} → ${afspraak(nieuw)}` : `Vervalt: ${afspraak(oud)}`;
  });
  const waar = plaats && `Plaats: ${plaats.oud ?? 'niet bekend'} → ${plaats.nieuw ?? 'niet bekend'}`;
  return waar ? [...regels, waar] : regels;
}
