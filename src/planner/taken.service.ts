import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Taak } from '../platform/taak.js';
import { schedule, type Gepland } from './schedule.js';
import { DomainError } from '../platform/errors/domain-error.js';

export type GeplandeTaak = Omit<Gepland, 'taak'> & { taak: Taak };

/** The tasks of the schedule, each made by the feature it belongs to. */
@Injectable()
export class TakenService {
  constructor(private readonly modules: ModuleRef) {}

  alle(): GeplandeTaak[] {
    return schedule.map((gepland) => ({
      ...gepland,
      taak: this.modules.get(gepland.taak, { strict: false }),
    }));
  }

  /** @throws taak-onbekend */
  vind(naam: string): GeplandeTaak {
    const gepland = this.alle().find(({ taak }) => taak.naam === naam);
    if (!gepland) throw taakOnbekend(naam);
    return gepland;
  }
}

const taakOnbekend = (naam: string): DomainError =>
  new DomainError('niet-gevonden', 'taak-onbekend', `Er is geen taak ${naam}.`);
