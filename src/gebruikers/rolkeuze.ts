import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { isUUID } from 'class-validator';
import type { Wie } from '../toegang/wie.js';
import { schoolGesloten } from '../besturen/besturen.errors.js';
import { BesturenService } from '../besturen/besturen.service.js';
import { schoolMet } from '../besturen/schoolkeuze.js';
import { SchoolkiezerQueries } from '../besturen/schoolkiezer.queries.js';
import { bestuurOnbekend } from './gebruikers.errors.js';
import type { RolDto } from './gebruikers.dto.js';
import { GebruikersQueries } from './gebruikers.queries.js';
import { binnenBestuur, geefbareRollen } from './gebruikers.rules.js';
import { rolkeuzes } from './gebruikersbeeld.js';
import type { Rolverzoek } from './rollen.service.js';

/** From what somebody fills in, or sends, to the role that is meant; and what there is to choose from. */
@Injectable()
export class Rolkeuze {
  constructor(
    private readonly dataSource: DataSource,
    private readonly besturen: BesturenService,
    private readonly scholen: SchoolkiezerQueries,
    private readonly queries: GebruikersQueries,
  ) {}

  /** @throws DomainError `bestuur-onbekend`, `school-onbekend`, `school-gesloten` */
  async verzoekVan(
    wie: Wie,
    { rol, bestuur, vestigingscode, begintOp, eindigtOp }: RolDto,
  ): Promise<Rolverzoek> {
    const dagen = { ...(begintOp ? { begintOp } : {}), ...(eindigtOp ? { eindigtOp } : {}) };
    if (rol === 'bestuur') return { rol, bestuurId: await this.bestuurId(wie, bestuur), ...dagen };
    if (rol !== 'schoolleider') return { rol, ...dagen };
    const school = await schoolMet(this.dataSource.manager, vestigingscode);
    if (school?.geslotenOp) throw schoolGesloten();
    return { rol, schoolId: school?.id ?? null, ...dagen };
  }

  private async bestuurId(wie: Wie, getypt: string | null | undefined): Promise<string | null> {
    if (!getypt) return binnenBestuur(wie);
    if (isUUID(getypt)) return getypt;
    const gevonden = await this.besturen.vindBestuur(getypt);
    if (!gevonden) throw bestuurOnbekend();
    return gevonden.id;
  }

  /** For a form; `gekozen` is what was chosen in it before. */
  async keuzes(wie: Wie, gekozen: string) {
    const alleen = binnenBestuur(wie);
    const besturen = await this.queries.besturen(alleen);
    return {
      rollen: rolkeuzes(geefbareRollen(wie), gekozen),
      besturen: besturen.map(({ id, naam }) => ({ waarde: id, tekst: naam })),
      scholen: await this.scholen.voorKiezer(alleen),
    };
  }
}
