import { Injectable } from '@nestjs/common';
import { duurInWoorden, opruimingen } from '../bewaartermijnen/bewaartermijnen.rules.js';
import { BewaartermijnenService } from '../bewaartermijnen/bewaartermijnen.service.js';
import { inzagepaden } from '../inzage/paden.js';
import { contactOf, Settings } from '../platform/config/settings.js';
import { Page } from '../platform/web/page.js';
import type { Wie } from '../toegang/wie.js';
import { toestemmingspaden } from '../toestemmingen/paden.js';
import { privacypaden } from './paden.js';
import { gronden, verwerkingen } from './verwerkingen.rules.js';

/** The day these texts were last read against what the product does. */
const BIJGEWERKT = '2026-12-01';

/** What we do with data of people, told to them, from the one list of it and with the terms as they are set. */
@Injectable()
export class VerklaringScherm {
  constructor(
    private readonly settings: Settings,
    private readonly termijnen: BewaartermijnenService,
  ) {}

  /** Whoever works here reads it too; what a deelnemer can do opens for who is one. */
  toon(wie: Wie): Page {
    const opent = (pad: string): string | null =>
      wie.soort === 'persoon' || wie.soort === 'anoniem' ? pad : null;
    const context = {
      contact: contactOf(this.settings),
      bijgewerkt: BIJGEWERKT,
      gegevensHref: opent(inzagepaden.mijn),
      toestemmingenHref: opent(toestemmingspaden.mijn),
      verzoekHref: opent(privacypaden.mijn),
      verwerkingen: verwerkingen.map(({ grond, bewaar, ookBewaard, deelt, ...rest }) => ({
        ...rest,
        grond: gronden[grond],
        termijnen: bewaar.map((code) => this.termijn(code)),
        ookBewaard: ookBewaard ?? null,
        deelt: deelt ?? null,
      })),
    };
    return new Page('informatie/privacy', context, { titel: 'Privacy' });
  }

  private termijn(code: string): { wat: string; hoelang: string } {
    const regel = opruimingen.find((een) => een.code === code);
    if (!regel) throw new Error(`No rule of retention has the code ${code}`);
    const wat = regel.wat[1].replace(/^keer /, '');
    return { wat, hoelang: duurInWoorden(this.termijnen.maanden(regel)) };
  }
}
