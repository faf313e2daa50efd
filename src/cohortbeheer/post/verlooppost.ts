import { Injectable } from '@nestjs/common';
import { BerichtenService } from '../../berichten/berichten.service.js';
import { Bijeenkomst } from '../../cohorten/bijeenkomst.entity.js';
import type { Cohort } from '../../cohorten/cohort.entity.js';
import { FixedClock } from '../../platform/clock/clock.js';
import { Settings } from '../../platform/config/settings.js';
import { Deelnemerspost } from '../../cohorten/deelnemerspost.js';
import { LevensloopMails } from '../levensloop/levensloop.mails.js';
import { WijzigingMails } from '../plan/wijziging.mails.js';
import type { Planbericht } from '../plan/wijziging.rules.js';
import { als, dagenEerder, GEEN_BIJEENKOMST } from './geval.js';
import type { Geval, Postsoort } from './postsoort.js';

const WEEK = 7 * 24 * 3_600_000;

/** The mails while a cohort runs: it goes on, a bijeenkomst is near, the plan changed. */
@Injectable()
export class Verlooppost {
  constructor(
    private readonly settings: Settings,
    private readonly berichten: BerichtenService,
    private readonly post: Deelnemerspost,
    private readonly mails: LevensloopMails,
    private readonly wijziging: WijzigingMails,
  ) {}

  readonly soorten: Postsoort[] = [
    {
      soort: 'cohortbeheer/gaat-door',
      groep: 'Voor en tijdens de bijeenkomsten',
      naam: 'Het cohort gaat door',
      lezer: 'deelnemer',
      wanneer: () => 'Als jij bij Voortgang besluit dat het doorgaat; aan wie een plaats heeft of wacht.',
      varianten: [
        { waarde: 'geplaatst', tekst: 'Met een plaats' },
        { waarde: 'wachtlijst', tekst: 'Op de wachtlijst' },
      ],
      schrijf: (geval) =>
        this.mails.gaatDoor(geval.m, geval.stand.cohort.id, [
          als(geval, geval.variant as 'geplaatst' | 'wachtlijst'),
        ]),
    },
    {
      soort: 'cohortbeheer/herinnering',
      groep: 'Voor en tijdens de bijeenkomsten',
      naam: 'Herinnering aan een bijeenkomst',
      lezer: 'deelnemer',
      wanneer: herinneringstijd,
      schrijf: (geval) => this.herinnering(geval),
    },
    {
      soort: 'cohortbeheer/gewijzigd',
      groep: 'Als er iets verandert',
      naam: 'De planning is veranderd',
      lezer: 'deelnemer',
      wanneer: () => 'Als je bij Plan een bijeenkomst of de plaats verandert.',
      schrijf: (geval) => this.gewijzigd(geval),
    },
  ];

  /** Of the first bijeenkomst, as it goes that many days before: with the clock where it stands then. */
  private async herinnering(geval: Geval): Promise<string | void> {
    const { m, stand } = geval;
    const eerste = await eersteBijeenkomst(geval);
    if (!eerste) return GEEN_BIJEENKOMST;
    const dagen = Math.max(0, ...stand.cohort.herinneringsdagen);
    const toen = new FixedClock(dagenEerder(eerste.begint, dagen));
    const mails = new LevensloopMails(toen, this.settings, this.berichten, this.post);
    await mails.herinnering(m, stand.cohort, eerste.id, dagen, [als(geval, 'geplaatst')]);
  }

  /** As if the first bijeenkomst went a week later. */
  private async gewijzigd(geval: Geval): Promise<string | void> {
    const { m, stand } = geval;
    const eerste = await eersteBijeenkomst(geval);
    if (!eerste) return GEEN_BIJEENKOMST;
    const plaats = eerste.locatie ?? stand.cohort.locatie;
    const oud = { begint: eerste.begint, eindigt: eerste.eindigt, plaats, link: eerste.link };
    const later = (moment: Date): Date => new Date(moment.getTime() + WEEK);
    const tijden = { begint: later(oud.begint), eindigt: later(oud.eindigt) };
    const nieuw = { ...oud, ...tijden };
    // The mail also tells how the whole plan is now.
    await m.update(Bijeenkomst, eerste.id, tijden);
    const bericht: Planbericht = { bijeenkomsten: [{ oud, nieuw }], plaats: null };
    const reden = 'Hier staat de reden die jij opschrijft';
    await this.wijziging.gewijzigd(m, stand.cohort, [als(geval, 'geplaatst')], bericht, reden);
  }
}

export function eersteBijeenkomst({ m, stand }: Geval): Promise<Bijeenkomst | null> {
  return m.findOne(Bijeenkomst, {
    where: { cohortId: stand.cohort.id },
    order: { begint: 'ASC', id: 'ASC' },
  });
}

function herinneringstijd({ herinneringsdagen }: Cohort): string {
  if (herinneringsdagen.length === 0) return 'Voor dit cohort staan de herinneringen uit.';
  const dagen = herinneringsdagen
    .toSorted((a, b) => b - a)
    .map((n) => (n === 0 ? 'op de dag zelf' : n === 1 ? '1 dag ervoor' : `${n} dagen ervoor`));
  return `Voor elke bijeenkomst: ${dagen.join(' en ')}, aan wie een plaats heeft.`;
}
