import { Injectable } from '@nestjs/common';
import { AanwezigheidMails } from '../../aanwezigheid/aanwezigheid.mails.js';
import type { Wie } from '../../toegang/wie.js';
import { BelangstellingMails } from '../../belangstelling/belangstelling.mails.js';
import { BerichtenService } from '../../berichten/berichten.service.js';
import { Deelnemerspost } from '../../cohorten/deelnemerspost.js';
import { FixedClock } from '../../platform/clock/clock.js';
import { addDays, momentAt } from '../../platform/clock/dates.js';
import { Settings } from '../../platform/config/settings.js';
import { Persoon } from '../../toegang/persoon.entity.js';
import { BesluitQueries } from '../levensloop/besluit.queries.js';
import { mailtijd } from '../../cohorten/momenten.rules.js';
import { LevensloopMails } from '../levensloop/levensloop.mails.js';
import { GEEN_BIJEENKOMST } from './geval.js';
import type { Geval, Postsoort } from './postsoort.js';
import { eersteBijeenkomst } from './verlooppost.js';

const GEEN_COORDINATOR = 'Er is geen coördinator die deze mail kan krijgen.';

/** The mails about a cohort to who has no place in it: the coördinatoren, and who wanted to hear when it opens. */
@Injectable()
export class Academiepost {
  constructor(
    private readonly settings: Settings,
    private readonly berichten: BerichtenService,
    private readonly post: Deelnemerspost,
    private readonly besluit: BesluitQueries,
    private readonly aanwezigheid: AanwezigheidMails,
    private readonly belangstelling: BelangstellingMails,
  ) {}

  readonly soorten: Postsoort[] = [
    {
      soort: 'belangstelling/opening',
      groep: 'Aan de academie en aan wie belangstelling had',
      naam: 'Aanmelden kan',
      lezer: 'belangstellende',
      wanneer: () => 'Als je het cohort openzet voor aanmelden, aan wie belangstelling had gemeld.',
      schrijf: (geval) => this.opening(geval),
    },
    {
      soort: 'cohortbeheer/go-no-go',
      groep: 'Aan de academie en aan wie belangstelling had',
      naam: 'Besluit of het doorgaat',
      lezer: 'academie',
      wanneer: ({ goNoGoOp }) =>
        goNoGoOp
          ? '14 en 3 dagen voor de besluitdatum en op de dag zelf, aan de coördinatoren.'
          : 'Dit cohort heeft geen besluitdatum. Die zet je bij Plan.',
      schrijf: (geval) => this.goNoGo(geval),
    },
    {
      soort: 'aanwezigheid/inloper-zonder-plaats',
      groep: 'Aan de academie en aan wie belangstelling had',
      naam: 'Er kwam iemand zonder plaats',
      lezer: 'academie',
      wanneer: () => 'Als een trainer iemand aanvinkt voor wie er geen plaats was, aan de coördinatoren.',
      schrijf: (geval) => this.inloper(geval),
    },
  ];

  private async opening({ m, stand, a }: Geval): Promise<void> {
    const { id, voornaam, email } = await m.findOneByOrFail(Persoon, { id: a.persoonId });
    await this.belangstelling.opening(m, stand.cohort.id, [{ id: a.id, persoonId: id, voornaam, email }]);
  }

  /** As it goes three days before. */
  private async goNoGo({ m, stand }: Geval): Promise<string> {
    const { goNoGoOp } = stand.cohort;
    if (!goNoGoOp) return 'Dit cohort heeft geen besluitdatum.';
    const dagen = 3;
    const toen = new FixedClock(momentAt(addDays(goNoGoOp, -dagen), mailtijd.academie));
    const mails = new LevensloopMails(toen, this.settings, this.berichten, this.post);
    await mails.vraagBesluit(m, { ...(await this.besluit.stand(m, stand.cohort.id)), goNoGoOp }, dagen);
    return GEEN_COORDINATOR;
  }

  private async inloper(geval: Geval): Promise<string> {
    const bijeenkomst = await eersteBijeenkomst(geval);
    if (!bijeenkomst) return GEEN_BIJEENKOMST;
    await this.aanwezigheid.inloperZonderPlaats(geval.m, trainer, geval.a, bijeenkomst);
    return GEEN_COORDINATOR;
  }
}

const trainer: Wie = {
  soort: 'gebruiker',
  id: '00000000-0000-0000-0000-000000000000',
  naam: 'de trainer',
  rol: 'trainer',
  bestuurId: null,
};
