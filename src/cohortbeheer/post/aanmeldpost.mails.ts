import { Injectable } from '@nestjs/common';
import type { Aanmelding } from '../../aanmeldingen/aanmelding.entity.js';
import { AanmeldingenMails, type Beeindiger } from '../../aanmeldingen/aanmeldingen.mails.js';
import type { Wachtreden } from '../../aanmeldingen/standen.js';
import { Clock } from '../../platform/clock/clock.js';
import { Settings } from '../../platform/config/settings.js';
import { WachtlijstMails } from '../../wachtlijst/wachtlijst.mails.js';
import { WachtlijstService } from '../../wachtlijst/wachtlijst.service.js';
import { als, type Geval, type Postsoort, zetInRij } from './geval.service.js';
import { standnaam } from '../../aanmeldingen/aanmeldingen.rules.js';

const REDEN = 'Hier staat de reden die jij opschrijft';

/** The mails around enrolling and the line. */
@Injectable()
export class Aanmeldpost {
  constructor(
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly mails: AanmeldingenMails,
    private readonly rij: WachtlijstMails,
    private readonly wachtlijst: WachtlijstService,
  ) {}

  readonly soorten: Postsoort[] = [
    {
      soort: 'aanmeldingen/bevestig-adres',
      groep: 'Aanmelden',
      naam: 'Bevestig je e-mailadres',
      lezer: 'deelnemer',
      wanneer: () => 'Meteen na het aanmelden, aan wie we nog niet kennen.',
      varianten: [
        { waarde: 'plaats', tekst: 'Er is een plaats' },
        { waarde: 'rij', tekst: 'Op de wachtlijst' },
      ],
      schrijf: (geval) => this.bevestig(geval),
    },
    {
      soort: 'aanmeldingen/geplaatst',
      groep: 'Aanmelden',
      naam: 'Je hebt een plaats',
      lezer: 'deelnemer',
      wanneer: () => 'Zodra de plaats zeker is, met de bijeenkomsten voor de agenda.',
      schrijf: (geval) => this.mails.geplaatst(geval.m, geval.stand, [als(geval, 'geplaatst')]),
    },
    {
      soort: 'aanmeldingen/al-aangemeld',
      groep: 'Aanmelden',
      naam: 'Je was al aangemeld',
      lezer: 'deelnemer',
      wanneer: () => 'Als iemand zich nog een keer aanmeldt. Ten hoogste één keer per uur.',
      schrijf: ({ m, stand, a }) =>
        this.mails.alAangemeld(m, stand.cohort.id, a, standnaam(a.status), this.clock.now()),
    },
    {
      soort: 'aanmeldingen/akkoord-gevraagd',
      groep: 'Aanmelden',
      naam: 'Vraag om akkoord',
      lezer: 'bestuur',
      wanneer: () => 'Na het aanmelden, aan het bestuur van wie eerst akkoord nodig heeft.',
      schrijf: (geval) => this.akkoord(geval),
    },
    {
      soort: 'aanmeldingen/afgewezen',
      groep: 'Aanmelden',
      naam: 'Je aanmelding is afgewezen',
      lezer: 'deelnemer',
      wanneer: () => 'Als het bestuur of de academie een aanmelding afwijst.',
      varianten: [
        { waarde: 'bestuur', tekst: 'Door het bestuur' },
        { waarde: 'academie', tekst: 'Door de academie' },
      ],
      schrijf: (geval) => {
        const door = geval.variant as 'academie' | 'bestuur';
        return this.mails.afgewezen(
          geval.m,
          geval.stand.cohort.id,
          als(geval, 'afgewezen', { reden: REDEN }),
          door,
        );
      },
    },
    {
      soort: 'aanmeldingen/wachtlijst',
      groep: 'Wachtlijst',
      naam: 'Je staat op de wachtlijst',
      lezer: 'deelnemer',
      wanneer: () => 'Meteen na het aanmelden, als alle plaatsen bezet zijn.',
      schrijf: async (geval) => {
        const wachtlijstpositie = await zetInRij(geval);
        const aanmelding = als(geval, 'wachtlijst');
        return this.mails.wachtlijst(geval.m, geval.stand, [{ aanmelding, wachtlijstpositie, nieuw: true }]);
      },
    },
    {
      soort: 'wachtlijst/aanbod',
      groep: 'Wachtlijst',
      naam: 'Er is een plaats voor je vrij',
      lezer: 'deelnemer',
      wanneer: () =>
        `Zodra er een plaats vrijkomt, aan de eerste in de rij. Die heeft ongeveer ${this.settings.AANBOD_UREN} uur om te kiezen.`,
      schrijf: (geval) => this.aanbod(geval),
    },
    {
      soort: 'wachtlijst/verlopen',
      groep: 'Wachtlijst',
      naam: 'Je plaats is verlopen',
      lezer: 'deelnemer',
      wanneer: () => 'Als iemand niet op tijd kiest of bevestigt, of als het bestuur niet antwoordt.',
      varianten: [
        { waarde: 'aanbod', tekst: 'Niet gekozen' },
        { waarde: 'emailbevestiging', tekst: 'Adres niet bevestigd' },
        { waarde: 'akkoord', tekst: 'Het bestuur antwoordde niet' },
      ],
      schrijf: (geval) =>
        this.rij.verlopen(
          geval.m,
          geval.stand,
          [als(geval, 'verlopen')],
          new Map([[geval.a.id, [geval.variant as Wachtreden]]]),
        ),
    },
    {
      soort: 'aanmeldingen/geannuleerd',
      groep: 'Als er iets verandert',
      naam: 'Je aanmelding is geannuleerd',
      lezer: 'deelnemer',
      wanneer: () => 'Als iemand zelf annuleert, jij iemand afmeldt of het hele cohort niet doorgaat.',
      varianten: [
        { waarde: 'deelnemer', tekst: 'Door de deelnemer zelf' },
        { waarde: 'academie', tekst: 'Door de academie' },
        { waarde: 'cohort', tekst: 'Het hele cohort gaat niet door' },
      ],
      schrijf: (geval) => {
        const weg = als(geval, 'geannuleerd', { reden: REDEN });
        return this.mails.geannuleerd(geval.m, geval.stand.cohort.id, [weg], geval.variant as Beeindiger);
      },
    },
  ];

  private async bevestig(geval: Geval): Promise<void> {
    const rij = geval.variant === 'rij';
    const wachtOp: Wachtreden[] = ['emailbevestiging'];
    const vervaltOp = rij ? null : await this.wachtlijst.vervaltOp(geval.m, wachtOp, geval.stand.eerste);
    const aanmelding = als(geval, rij ? 'wachtlijst' : 'voorlopig', { wachtOp, vervaltOp });
    const wachtlijstpositie = rij ? await zetInRij(geval) : null;
    const gemaakt = [{ aanmelding, wachtlijstpositie, nieuw: true }];
    return this.mails.naAanmelden(geval.m, [{ stand: geval.stand, gemaakt }]);
  }

  private async akkoord(geval: Geval): Promise<string | void> {
    const { m, stand, a } = geval;
    const wachtOp: Wachtreden[] = ['akkoord'];
    const vervaltOp = await this.wachtlijst.vervaltOp(m, wachtOp, stand.eerste);
    const gevraagd = als(geval, 'voorlopig', { wachtOp, vervaltOp });
    await this.mails.akkoordGevraagd(m, stand, [gevraagd]);
    return a.bestuurId
      ? 'Het bestuur van deze deelnemer heeft geen e-mailadres.'
      : 'Deze deelnemer heeft geen bestuur.';
  }

  private async aanbod(geval: Geval): Promise<void> {
    const { m, stand } = geval;
    const vervaltOp = await this.wachtlijst.vervaltOp(m, ['aanbod'], stand.eerste);
    const a: Aanmelding = als(geval, 'voorlopig', { wachtOp: ['aanbod'], vervaltOp });
    return this.rij.aanbod(m, stand.cohort.id, [a]);
  }
}
