import { Injectable } from '@nestjs/common';
import type { Taak, Taakresultaat } from '../platform/taak.js';
import { VerhuizingenService } from './verhuizingen.service.js';

/** Task `verhuizingen`: schools whose day has come go to their other bestuur. */
@Injectable()
export class VerhuizingenTaak implements Taak {
  readonly naam = 'verhuizingen';
  readonly omschrijving = 'Zet scholen op de geplande dag over naar hun nieuwe bestuur';

  constructor(private readonly verhuizingen: VerhuizingenService) {}

  async voerUit({ proef }: { proef: boolean }): Promise<Taakresultaat> {
    const regels = await this.verhuizingen.voerGeplandeUit(proef);
    return { aantal: regels.length, regels };
  }
}
