import { Injectable } from '@nestjs/common';
import { OverzetMails } from '../../aanmeldingen/overzetten.mails.js';
import { Overzetvoorstel } from '../../aanmeldingen/overzetvoorstel.entity.js';
import { Clock } from '../../platform/clock/clock.js';
import { SamenvoegenMails } from '../verhuizen/samenvoegen.mails.js';
import { als, anderCohort, GEEN_ANDER, zetInRij } from './geval.js';
import type { Geval, Postsoort } from './postsoort.js';

/** The mails of moving to another cohort. */
@Injectable()
export class Verhuispost {
  constructor(
    private readonly clock: Clock,
    private readonly overzetten: OverzetMails,
    private readonly samenvoegen: SamenvoegenMails,
  ) {}

  readonly soorten: Postsoort[] = [
    {
      soort: 'aanmeldingen/overzetvoorstel',
      groep: 'Als er iets verandert',
      naam: 'Wil je naar een andere groep?',
      lezer: 'deelnemer',
      wanneer: () => 'Als je iemand voorstelt om naar een ander cohort te gaan.',
      schrijf: (geval) => this.voorstel(geval),
    },
    {
      soort: 'aanmeldingen/overgezet',
      groep: 'Als er iets verandert',
      naam: 'Je bent overgezet',
      lezer: 'deelnemer',
      wanneer: () => 'Als iemand uit een ander cohort naar dit cohort gaat.',
      varianten: [
        { waarde: 'plaats', tekst: 'Met een plaats' },
        { waarde: 'rij', tekst: 'Op de wachtlijst' },
      ],
      schrijf: (geval) => this.overgezet(geval),
    },
    {
      soort: 'cohortbeheer/samengevoegd',
      groep: 'Als er iets verandert',
      naam: 'Twee cohorten zijn één geworden',
      lezer: 'deelnemer',
      wanneer: () => 'Als een ander cohort opgaat in dit cohort.',
      schrijf: (geval) => this.samengevoegd(geval),
    },
  ];

  private async voorstel(geval: Geval): Promise<string | void> {
    const { m, a } = geval;
    const ander = await anderCohort(geval);
    if (!ander) return GEEN_ANDER;
    const kern = { aanmeldingId: a.id, naarCohortId: ander.id };
    if (!(await m.existsBy(Overzetvoorstel, kern)))
      await m.insert(Overzetvoorstel, { ...kern, gemaaktOp: this.clock.now() });
    await this.overzetten.voorgesteld(m, a, ander.id);
  }

  private async overgezet(geval: Geval): Promise<string | void> {
    const ander = await anderCohort(geval);
    if (!ander) return GEEN_ANDER;
    const rij = geval.variant === 'rij';
    const aanmelding = als(geval, rij ? 'wachtlijst' : 'geplaatst');
    const wachtlijstpositie = rij ? await zetInRij(geval) : null;
    const gemaakt = { aanmelding, wachtlijstpositie, nieuw: true };
    await this.overzetten.overgezet(geval.m, ander.id, geval.stand, gemaakt);
  }

  private async samengevoegd(geval: Geval): Promise<string | void> {
    const ander = await anderCohort(geval);
    if (!ander) return GEEN_ANDER;
    const plan = { verhuizen: [geval.a], dubbel: [], rij: [], nodig: 1 };
    await this.samenvoegen.samengevoegd(geval.m, ander.id, geval.stand, plan, new Map());
  }
}
