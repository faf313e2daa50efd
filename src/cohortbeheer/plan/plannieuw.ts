import { Injectable } from '@nestjs/common';
import type { ClassConstructor } from 'class-transformer';
import { DataSource, Not } from 'typeorm';
import { Schoolvakantie } from '../../cohorten/schoolvakantie.entity.js';
import { regio } from '../../cohorten/schoolvakanties.service.js';
import { Opleiding } from '../../opleidingen/opleiding.entity.js';
import { voerActieUit } from './planacties.js';
import { leesFormulier, type Planformulier } from './planformulier.js';
import { invoerVan, type Fouten } from './planinvoer.js';
import { Planscherm, type Planbeeld } from './planscherm.js';
import { weigering } from './planweigering.js';

/** A form of a cohort that is not there yet: shown again, or made. */
export type Uitkomst =
  | { id: string; context?: undefined; status?: undefined }
  | { id?: undefined; context: Planbeeld; status: number };

/** What the screens of a new cohort and of a copy have in common. */
@Injectable()
export class Plannieuw {
  constructor(
    private readonly dataSource: DataSource,
    private readonly scherm: Planscherm,
  ) {}

  context(formulier: Planformulier, fouten: Fouten = {}): Promise<Planbeeld> {
    return this.scherm.formulier(formulier, fouten, null);
  }

  /**
   * @param soort the request that the form becomes.
   * @param maak makes it. @returns the id.
   */
  async verwerk<T extends object>(
    soort: ClassConstructor<T>,
    body: Record<string, unknown>,
    extra: (formulier: Planformulier) => object,
    maak: (dto: T) => Promise<string>,
  ): Promise<Uitkomst> {
    const formulier = leesFormulier(body);
    const vakanties = await this.dataSource.manager.findBy(Schoolvakantie, { regio });
    const terug = voerActieUit(body.actie, formulier, vakanties);
    const gelezen = invoerVan(soort, terug?.formulier ?? formulier, extra(formulier));
    if (terug) {
      const fouten = body.actie === 'controleer' ? gelezen.fouten : terug.fouten;
      const status = Object.keys(terug.fouten).length > 0 ? 422 : 200;
      return { context: await this.context(terug.formulier, fouten), status };
    }
    if (!gelezen.dto || Object.keys(gelezen.fouten).length > 0)
      return { context: await this.context(formulier, gelezen.fouten), status: 422 };
    try {
      return { id: await maak(gelezen.dto) };
    } catch (fout) {
      return { context: await this.context(formulier, weigering(fout, gelezen.rijen).fouten), status: 422 };
    }
  }

  /** Every opleiding of which the academie runs cohorten. */
  async opleidingen(): Promise<{ waarde: string; tekst: string }[]> {
    const opleidingen = await this.dataSource.manager.find(Opleiding, {
      where: { soort: Not('extern') },
      select: { id: true, code: true, naam: true },
      order: { naam: 'ASC', code: 'ASC' },
    });
    return opleidingen.map(({ code, naam }) => ({ waarde: code, tekst: naam }));
  }
}
