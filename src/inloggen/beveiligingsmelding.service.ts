import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { BerichtenService } from '../berichten/berichten.service.js';
import { Clock } from '../platform/clock/clock.js';
import { Settings } from '../platform/config/settings.js';
import { apparaatInWoorden } from '../toegang/apparaat.rules.js';
import type { Gebruiker } from '../toegang/gebruiker.entity.js';
import { beveiligingGewijzigd, type Beveiligingsnieuws } from './inloggen.mails.js';

/** Tells the owner of an account by mail that the way in was changed. */
@Injectable()
export class Beveiligingsmelding {
  constructor(
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly berichten: BerichtenService,
  ) {}

  /** A step. @param apparaat as the browser that did it describes itself. */
  async schrijf(
    m: EntityManager,
    gebruiker: Gebruiker,
    wat: Beveiligingsnieuws,
    apparaat: string | undefined,
  ): Promise<void> {
    const op = this.clock.now();
    const accountLink = `${this.settings.BASE_URL}/account`;
    const gegevens = { wat, op, apparaat: apparaatInWoorden(apparaat), accountLink };
    await this.berichten.schrijf(m, [beveiligingGewijzigd(gebruiker, gegevens)]);
  }
}
