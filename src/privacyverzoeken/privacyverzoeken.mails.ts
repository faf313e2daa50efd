import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { BerichtenService } from '../berichten/berichten.service.js';
import { Clock } from '../platform/clock/clock.js';
import { addHours } from '../platform/clock/dates.js';
import { Settings } from '../platform/config/settings.js';
import type { Persoon } from '../toegang/persoon.entity.js';
import { privacypaden } from './paden.js';
import type { Privacyverzoek } from './privacyverzoek.entity.js';

/** For so long the mail that says that somebody was erased may try to leave; with it goes the last address. */
const UREN = 7 * 24;

/** What came of an erasure, for who is no longer here to look it up. */
interface Uitslag {
  /** "Leiderschap, Najaar 2026", of what ended with it. */
  afgemeld: string[];
  certificaten: number;
}

/** The mails about a request, one function each. */
@Injectable()
export class PrivacyverzoekenMails {
  constructor(
    private readonly berichten: BerichtenService,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  /** It came in, and when there is an answer at the latest. */
  async ontvangen(m: EntityManager, persoon: Persoon, verzoek: Privacyverzoek): Promise<void> {
    const { id, soort, termijnOp } = verzoek;
    await this.berichten.schrijf(m, [
      {
        ...aan(persoon),
        sleutel: `privacyverzoek:${id}`,
        sjabloon: 'privacyverzoeken/ontvangen',
        gegevens: { ...this.gegevens(persoon), soort, termijnOp },
      },
    ]);
  }

  async afgewezen(m: EntityManager, persoon: Persoon, verzoek: Privacyverzoek): Promise<void> {
    const { id, soort, reden } = verzoek;
    await this.berichten.schrijf(m, [
      {
        ...aan(persoon),
        sleutel: `privacyverzoek-afgewezen:${id}`,
        sjabloon: 'privacyverzoeken/afgewezen',
        gegevens: { ...this.gegevens(persoon), soort, reden },
      },
    ]);
  }

  /** What is held is kept and not used from now on. */
  async beperkt(m: EntityManager, persoon: Persoon): Promise<void> {
    await this.berichten.schrijf(m, [
      {
        ...aan(persoon),
        sleutel: `beperkt:${persoon.id}:${this.clock.now().toISOString()}`,
        sjabloon: 'privacyverzoeken/beperkt',
        gegevens: this.gegevens(persoon),
      },
    ]);
  }

  async opgeheven(m: EntityManager, persoon: Persoon): Promise<void> {
    await this.berichten.schrijf(m, [
      {
        ...aan(persoon),
        sleutel: `opgeheven:${persoon.id}:${this.clock.now().toISOString()}`,
        sjabloon: 'privacyverzoeken/opgeheven',
        gegevens: this.gegevens(persoon),
      },
    ]);
  }

  /**
   * The last mail. It names nobody, belongs to nobody, and its address goes as soon as it has left, or a week later; see
   * `zonderAdres` in berichten.rules.ts.
   */
  async gewist(m: EntityManager, { id, email, onbestelbaarOp }: Persoon, uitslag: Uitslag): Promise<void> {
    if (onbestelbaarOp) return;
    await this.berichten.schrijf(m, [
      {
        sleutel: `gewist:${id}`,
        sjabloon: 'privacyverzoeken/gewist',
        aan: email,
        gegevens: uitslag,
        vervaltOp: addHours(this.clock.now(), UREN),
      },
    ]);
  }

  private gegevens({ voornaam }: Persoon) {
    return { voornaam, link: this.settings.BASE_URL + privacypaden.mijn };
  }
}

const aan = ({ id, email }: Persoon) => ({ aan: email, persoonId: id });
