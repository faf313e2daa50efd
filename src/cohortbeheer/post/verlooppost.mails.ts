import { Injectable } from '@nestjs/common';
import { OverzetMails } from '../../aanmeldingen/overzetten.mails.js';
import { AanwezigheidMails } from '../../aanwezigheid/aanwezigheid.mails.js';
import { BelangstellingMails } from '../../belangstelling/belangstelling.mails.js';
import { Bijeenkomst } from '../../cohorten/bijeenkomst.entity.js';
import type { Cohort } from '../../cohorten/cohort.entity.js';
import { mailtijd } from '../../cohorten/momenten.rules.js';
import { Clock } from '../../platform/clock/clock.js';
import { addDays, momentAt } from '../../platform/clock/dates.js';
import { Persoon } from '../../toegang/persoon.entity.js';
import type { Wie } from '../../toegang/wie.js';
import { CohortbeheerMails } from '../cohortbeheer.mails.js';
import type { Planbericht } from '../plan/wijziging.rules.js';
import {
  als,
  anderCohort,
  dagenEerder,
  GEEN_ANDER,
  GEEN_BIJEENKOMST,
  type Geval,
  type Postsoort,
  zetInRij,
} from './geval.service.js';
import { BesluitService } from '../levensloop/besluit.service.js';
import { Overzetvoorstel } from '../../aanmeldingen/aanmelding.entity.js';

const WEEK = 7 * 24 * 3_600_000;
const GEEN_COORDINATOR = 'Er is geen coördinator die deze mail kan krijgen.';

/** The mails while a cohort runs, of moving to another one, and about it to who has no place in it. */
@Injectable()
export class Verlooppost {
  constructor(
    private readonly clock: Clock,
    private readonly mails: CohortbeheerMails,
    private readonly overzetten: OverzetMails,
    private readonly besluit: BesluitService,
    private readonly aanwezigheid: AanwezigheidMails,
    private readonly belangstelling: BelangstellingMails,
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

  /** Of the first bijeenkomst, as it goes that many days before: with the clock where it stands then. */
  private async herinnering(geval: Geval): Promise<string | void> {
    const { m, stand } = geval;
    const eerste = await eersteBijeenkomst(geval);
    if (!eerste) return GEEN_BIJEENKOMST;
    const dagen = Math.max(0, ...stand.cohort.herinneringsdagen);
    const mails = this.mails.opMoment(dagenEerder(eerste.begint, dagen));
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
    await this.mails.gewijzigd(m, stand.cohort, [als(geval, 'geplaatst')], bericht, reden);
  }

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
    await this.mails.samengevoegd(geval.m, ander.id, geval.stand, plan, new Map());
  }

  private async opening({ m, stand, a }: Geval): Promise<void> {
    const { id, voornaam, email } = await m.findOneByOrFail(Persoon, { id: a.persoonId });
    await this.belangstelling.opening(m, stand.cohort.id, [{ id: a.id, persoonId: id, voornaam, email }]);
  }

  /** As it goes three days before. */
  private async goNoGo({ m, stand }: Geval): Promise<string> {
    const { goNoGoOp } = stand.cohort;
    if (!goNoGoOp) return 'Dit cohort heeft geen besluitdatum.';
    const dagen = 3;
    const mails = this.mails.opMoment(momentAt(addDays(goNoGoOp, -dagen), mailtijd.academie));
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

function eersteBijeenkomst({ m, stand }: Geval): Promise<Bijeenkomst | null> {
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

const trainer: Wie = {
  soort: 'gebruiker',
  id: '00000000-0000-0000-0000-000000000000',
  naam: 'de trainer',
  rol: 'trainer',
  bestuurId: null,
};
