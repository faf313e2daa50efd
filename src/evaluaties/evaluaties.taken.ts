import { Injectable } from '@nestjs/common';
import type { Taak, Taakresultaat } from '../platform/taak.js';
import { EvaluatiesService } from './evaluaties.service.js';

/**
 * Task `evaluatie`: asks after the last bijeenkomst what people thought of it. When that is, stands with the moments of a
 * cohort (cohorten/momenten); when the reminder goes, in evaluaties.service.ts. See docs/evaluaties.md.
 */
@Injectable()
export class EvaluatieTaak implements Taak {
  readonly naam = 'evaluatie';
  readonly omschrijving =
    'Vraagt na de laatste bijeenkomst wat deelnemers ervan vonden, herinnert één keer en sluit';

  constructor(private readonly evaluaties: EvaluatiesService) {}

  voerUit({ proef }: { proef: boolean }): Promise<Taakresultaat> {
    return this.evaluaties.draai('evaluatie', proef);
  }
}

/** Task `nameting`: asks half a year later what it led to. */
@Injectable()
export class NametingTaak implements Taak {
  readonly naam = 'nameting';
  readonly omschrijving =
    'Vraagt een half jaar na een opleiding wat die heeft opgeleverd, herinnert één keer en sluit';

  constructor(private readonly evaluaties: EvaluatiesService) {}

  voerUit({ proef }: { proef: boolean }): Promise<Taakresultaat> {
    return this.evaluaties.draai('nameting', proef);
  }
}
