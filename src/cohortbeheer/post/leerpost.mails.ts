import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Certificaat } from '../../certificering/certificaat/certificaat.entity.js';
import type { Certificaatbeeld } from '../../certificering/certificaat/certificaten.queries.js';
import { CertificeringMails } from '../../certificering/certificering.mails.js';
import { LeerjaarQueries } from '../../certificering/voorwaarden/leerjaar.queries.js';
import {
  gegevensVan,
  leerjaarbeeld,
  type Leerjaarbeeld,
} from '../../certificering/voorwaarden/leerjaar.rules.js';
import { Evaluatie } from '../../evaluaties/evaluatie.entity.js';
import { EvaluatiesMails } from '../../evaluaties/evaluaties.mails.js';
import { Opleiding } from '../../opleidingen/opleiding.entity.js';
import { Clock } from '../../platform/clock/clock.js';
import { addHours, dateOf } from '../../platform/clock/dates.js';
import { Persoon } from '../../toegang/persoon.entity.js';
import type { Geval, Postsoort } from './geval.service.js';

const GEEN_PLAATS = 'Deze deelnemer heeft geen plaats en krijgt dus geen certificaat.';
const GEEN_UITREIKING = 'Er is nog geen uitreiking met een datum en een tijd. Die plan je bij Certificering.';
const DAGEN_OPEN = 30;
const groep = 'Na de laatste bijeenkomst';

/** The mails after the last bijeenkomst: what somebody thought of it, and the certificaat. */
@Injectable()
export class Leerpost {
  constructor(
    private readonly clock: Clock,
    private readonly evaluaties: EvaluatiesMails,
    private readonly leerjaren: LeerjaarQueries,
    private readonly certificaten: CertificeringMails,
  ) {}

  readonly soorten: Postsoort[] = [
    {
      soort: 'evaluaties/uitnodiging',
      groep,
      naam: 'Wat vond je ervan?',
      lezer: 'deelnemer',
      wanneer: () => 'Na de laatste bijeenkomst, aan wie erbij was.',
      schrijf: (geval) => this.evaluatie(geval, 'evaluatie', 'vraag'),
    },
    {
      soort: 'evaluaties/herinnering',
      groep,
      naam: 'Herinnering aan de evaluatie',
      lezer: 'deelnemer',
      wanneer: () => 'Een week later, één keer, aan wie nog niets invulde.',
      schrijf: (geval) => this.evaluatie(geval, 'evaluatie', 'herinnering'),
    },
    {
      soort: 'certificering/uitnodiging',
      groep,
      naam: 'Uitnodiging voor de uitreiking',
      lezer: 'deelnemer',
      wanneer: () => 'Als je de uitnodigingen verstuurt bij Certificering.',
      schrijf: (geval) => this.uitnodiging(geval),
    },
    {
      soort: 'certificering/uitgereikt',
      groep,
      naam: 'Je certificaat',
      lezer: 'deelnemer',
      wanneer: () => 'Als je certificaten uitreikt, na de uitreiking.',
      schrijf: async (geval) => {
        const certificaat = await this.certificaat(geval);
        if (!certificaat) return GEEN_PLAATS;
        await this.certificaten.uitgereikt(geval.m, geval.stand.cohort.id, [certificaat]);
      },
    },
    {
      soort: 'certificering/vervangen',
      groep,
      naam: 'Je certificaat is vervangen',
      lezer: 'deelnemer',
      wanneer: () => 'Als je een certificaat verbetert of opnieuw uitreikt.',
      varianten: [
        { waarde: 'correctie', tekst: 'Verbeterd' },
        { waarde: 'heruitgave', tekst: 'Opnieuw uitgereikt' },
      ],
      schrijf: async (geval) => {
        const certificaat = await this.certificaat(geval);
        if (!certificaat) return GEEN_PLAATS;
        const soort = geval.variant as 'correctie' | 'heruitgave';
        await this.certificaten.opnieuw(geval.m, beeldVan(geval, certificaat), certificaat, soort);
      },
    },
    {
      soort: 'certificering/ingetrokken',
      groep,
      naam: 'Je certificaat is ingetrokken',
      lezer: 'deelnemer',
      wanneer: () => 'Als je een certificaat intrekt.',
      schrijf: async (geval) => {
        const certificaat = await this.certificaat(geval);
        if (!certificaat) return GEEN_PLAATS;
        const reden = 'Hier staat de reden die jij opschrijft';
        await this.certificaten.ingetrokken(geval.m, beeldVan(geval, certificaat), reden);
      },
    },
    {
      soort: 'certificering/vraag-registernummer',
      groep,
      naam: 'Wat is je registernummer?',
      lezer: 'deelnemer',
      wanneer: () => 'Als je erom vraagt bij het doorgeven aan PE-online.',
      schrijf: (geval) => this.vraagNummer(geval),
    },
    {
      soort: 'evaluaties/nameting',
      groep,
      naam: 'Wat heeft het opgeleverd?',
      lezer: 'deelnemer',
      wanneer: () => 'Een half jaar na de laatste bijeenkomst, twee vragen.',
      schrijf: (geval) => this.evaluatie(geval, 'nameting', 'vraag'),
    },
    {
      soort: 'evaluaties/nameting-herinnering',
      groep,
      naam: 'Herinnering aan die twee vragen',
      lezer: 'deelnemer',
      wanneer: () => 'Twee weken later, één keer, aan wie nog niets invulde.',
      schrijf: (geval) => this.evaluatie(geval, 'nameting', 'herinnering'),
    },
  ];

  /** With a link that leads nowhere: nobody but the person themselves may answer. */
  private async evaluatie(
    { m, stand, a }: Geval,
    soort: Evaluatie['soort'],
    mail: 'vraag' | 'herinnering',
  ): Promise<void> {
    const nu = this.clock.now();
    const sluitOp = addHours(nu, 24 * DAGEN_OPEN);
    const evaluatie = m.create(Evaluatie, { cohortId: stand.cohort.id, soort, sluitOp });
    const gevraagde = { id: randomUUID(), aanmeldingId: a.id, token: 'voorbeeld' };
    await this.evaluaties[mail](m, evaluatie, [gevraagde]);
  }

  private async uitnodiging(geval: Geval): Promise<string | void> {
    const beeld = await this.leerjaar(geval);
    if (!beeld.uitreiking?.tijd) return GEEN_UITREIKING;
    await this.certificaten.uitnodiging(geval.m, beeld, [geval.a.id]);
  }

  private async vraagNummer({ m, stand, a }: Geval): Promise<void> {
    const { naam } = await m.findOneByOrFail(Opleiding, { id: stand.cohort.opleidingId });
    const { id: persoonId, voornaam, email } = await m.findOneByOrFail(Persoon, { id: a.persoonId });
    const aan = [{ aanmeldingId: a.id, persoonId, voornaam, email }];
    await this.certificaten.vraagNummer(m, stand.cohort.id, naam, aan);
  }

  /** As it would be issued today, with a number that is nobody's. */
  private async certificaat(geval: Geval): Promise<Certificaat | null> {
    const beeld = await this.leerjaar(geval);
    const kandidaat = beeld.kandidaten.find(({ aanmeldingId }) => aanmeldingId === geval.a.id);
    if (!kandidaat) return null;
    const nu = this.clock.now();
    const datum = beeld.uitreiking?.datum ?? dateOf(nu);
    const gegevens = gegevensVan(beeld, kandidaat, { datum, plaats: beeld.uitreiking?.plaats ?? null });
    const nummer = `ULA-${datum.slice(0, 4)}-0000`;
    const kern = { nummer, gegevens, aanmeldingId: geval.a.id, leerjaar: beeld.leerjaar, uitgereiktOp: nu };
    return geval.m.create(Certificaat, kern);
  }

  /** The last leerjaar of the cohort. */
  private async leerjaar({ m, stand }: Geval): Promise<Leerjaarbeeld> {
    const leerjaar = (await this.leerjaren.leerjaren(m, stand.cohort.id)).at(-1) ?? 1;
    return leerjaarbeeld(await this.leerjaren.van(m, stand.cohort, leerjaar), this.clock.now());
  }
}

/** As the list of certificaten would show it. */
const beeldVan = ({ stand }: Geval, c: Certificaat): Certificaatbeeld =>
  ({ ...c, cohortId: stand.cohort.id }) as unknown as Certificaatbeeld;
