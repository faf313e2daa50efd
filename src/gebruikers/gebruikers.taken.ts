import { Injectable } from '@nestjs/common';
import type { Taak, Taakresultaat } from '../platform/taak.js';
import { OngebruiktService } from './ongebruikt.service.js';

/** Task `accounts`: see docs/gebruikers.md. */
@Injectable()
export class AccountsTaak implements Taak {
  readonly naam = 'accounts';
  readonly omschrijving =
    'Waarschuwt wie bijna een jaar niet inlogde, en zet het account een maand later uit';

  constructor(private readonly ongebruikt: OngebruiktService) {}

  voerUit({ proef }: { proef: boolean }): Promise<Taakresultaat> {
    return this.ongebruikt.draai(proef);
  }
}
