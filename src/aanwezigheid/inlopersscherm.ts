import { Injectable } from '@nestjs/common';
import { foutenPerVeld, waardenVan, type Formulier } from '../personen/persoonsformulier.js';
import type { Wie } from '../toegang/wie.js';
import { SchoolkiezerQueries } from '../besturen/schoolkiezer.queries.js';
import type { DomainError, FieldError } from '../platform/errors/domain-error.js';
import { Page } from '../platform/web/page.js';
import { InlopersQueries } from './inlopers.queries.js';
import { inlopersbeeld, type Zoekresultaat } from './inlopersbeeld.js';
import { Zaalscherm, type Zaal } from './zaalscherm.js';
import { naamvraag } from '../aanmeldingen/aanvraag.rules.js';

/** A refused form of this screen. */
export interface Geweigerd {
  formulier: Formulier;
  fouten: FieldError[];
  status: number;
  fout?: DomainError;
}

/** "Iemand staat er niet bij": looking for somebody, and a short form for who is nowhere. */
@Injectable()
export class Inlopersscherm {
  constructor(
    private readonly zaal: Zaalscherm,
    private readonly queries: InlopersQueries,
    private readonly scholen: SchoolkiezerQueries,
  ) {}

  async toon(wie: Wie, id: string, zoek: string, geweigerd?: Geweigerd): Promise<Page> {
    const zaal = await this.zaal.zaal(wie, id);
    const gevonden = zoek.trim().length < 2 ? null : await this.zoek(zaal, zoek.trim().slice(0, 100));
    const fouten = geweigerd && geweigerd.fouten.length > 0 ? foutenPerVeld(geweigerd.fouten) : undefined;
    const context = {
      ...inlopersbeeld(wie, zaal, gevonden),
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
