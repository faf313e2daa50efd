import { Injectable } from '@nestjs/common';
import { naamvraag } from '../aanmeldingen/aanvraag.rules.js';
import { SchoolkiezerQueries } from '../besturen/schoolkiezer.queries.js';
import { functiekeuzes } from '../opleidingen/opleidingen.rules.js';
import { type Persoonsformulier, foutenPerVeld, waardenVan } from '../personen/persoonsformulier.scherm.js';
import { formatDateShort } from '../platform/clock/dates.js';
import type { DomainError, FieldError } from '../platform/errors/domain-error.js';
import { Page } from '../platform/web/page.js';
import { volledigeNaam } from '../toegang/persoon.entity.js';
import type { Wie } from '../toegang/wie.js';
import { AanwezigheidQueries, type Gemist, type Gevonden } from './aanwezigheid.queries.js';
import { inhaalkeuzes } from './aanwezigheid.rules.js';
import { aanwezigheidpaden } from './paden.js';
import { bijeenkomstkop, kantVan, nummerVan, type Zaal, ZaalScherm } from './zaal.scherm.js';

/** The people that were found. */
interface Zoekresultaat {
  zoek: string;
  zonderPlaats: Gevonden[];
  elders: Gevonden[];
  gemist: Gemist[];
}

/** A refused form of this screen. */
interface GeweigerdeInloper {
  formulier: Persoonsformulier;
  fouten: FieldError[];
  status: number;
  fout?: DomainError;
}

/** "Iemand staat er niet bij": looking for somebody, and a short form for those who are nowhere. */
@Injectable()
export class InlopersScherm {
  constructor(
    private readonly zaal: ZaalScherm,
    private readonly queries: AanwezigheidQueries,
    private readonly scholen: SchoolkiezerQueries,
  ) {}

  async toon(wie: Wie, id: string, zoek: string, geweigerd?: GeweigerdeInloper): Promise<Page> {
    const zaal = await this.zaal.zaal(wie, id);
    const gevonden = zoek.trim().length < 2 ? null : await this.zoek(zaal, zoek.trim().slice(0, 100));
    const fouten = geweigerd && geweigerd.fouten.length > 0 ? foutenPerVeld(geweigerd.fouten) : undefined;
    const context = {
      ...inloperscontext(wie, zaal, gevonden),
      teKort: zoek.trim().length === 1,
      besturen: await this.scholen.voorKiezer(),
      waarden: waardenVan(geweigerd?.formulier ?? {}),
      naamvraag: naamvraag(geweigerd?.fout, geweigerd?.formulier ?? {}),
      formulierOpen: fouten !== undefined,
      fouten,
    };
    const titel = 'Iemand staat er niet bij';
    return new Page('aanwezigheid/inlopers', context, { titel, status: geweigerd?.status ?? 200 });
  }

  private async zoek({ bijeenkomst }: Zaal, zoek: string): Promise<Zoekresultaat> {
    const zonderPlaats = await this.queries.zonderPlaats(bijeenkomst, zoek);
    const elders = await this.queries.vanElders(bijeenkomst, zoek);
    const gemist = await this.queries.gemist(elders.map(({ aanmeldingId }) => aanmeldingId));
    return { zoek, zonderPlaats, elders, gemist };
  }
}

const standen: Partial<Record<Gevonden['status'], string>> = {
  wachtlijst: 'staat op de wachtlijst',
  verlopen: 'eerder aangemeld, nu verlopen',
  geannuleerd: 'eerder aangemeld, nu afgemeld',
  afgewezen: 'eerder aangemeld, toen afgewezen',
};

/** "di 3 nov 2026: Leiden" */
export const inWoorden = ({ begint, onderwerp, nummer }: Omit<Gemist, 'aanmeldingId' | 'id' | 'leerjaar'>) =>
  `${formatDateShort(begint)}: ${onderwerp ?? `bijeenkomst ${nummer}`}`;

function inloperscontext(wie: Wie, { cohort, bijeenkomst }: Zaal, gevonden: Zoekresultaat | null) {
  const kant = kantVan(wie);
  const pad = aanwezigheidpaden.bijeenkomst(kant, bijeenkomst.id);
  const algemeen = bijeenkomstkop(wie, cohort, bijeenkomst);
  const hier = { ...bijeenkomst, nummer: nummerVan(cohort, bijeenkomst.id) };
  const naam = (g: Gevonden) => ({ id: g.aanmeldingId, naam: volledigeNaam(g), school: g.school });
  return {
    ...algemeen,
    kruimels: [
      ...algemeen.kruimels,
      { tekst: 'Wie is er?', href: aanwezigheidpaden.zaal(kant, bijeenkomst.id) },
    ],
    pad: `${pad}/inlopers`,
    inhaalActie: `${pad}/inhalers`,
    zoek: gevonden?.zoek ?? '',
    niemand: gevonden !== null && gevonden.zonderPlaats.length + gevonden.elders.length === 0,
    zonderPlaats: (gevonden?.zonderPlaats ?? []).map((g) => ({
      ...naam(g),
      stand: standen[g.status] ?? null,
    })),
    elders: (gevonden?.elders ?? []).map((g) => ({
      ...naam(g),
      cohort: g.cohort,
      keuzes: inhaalkeuzes(
        hier,
        (gevonden?.gemist ?? []).filter(({ aanmeldingId }) => aanmeldingId === g.aanmeldingId),
      ).map((b) => ({ waarde: b.id, tekst: inWoorden(b) })),
    })),
    functies: functiekeuzes,
  };
}
