import { HttpStatus, Injectable } from '@nestjs/common';
import { AuditQueries } from '../audit/audit.queries.js';
import { geschiedenisVan } from '../audit/geschiedenis.rules.js';
import { Clock } from '../platform/clock/clock.js';
import { dateOf } from '../platform/clock/dates.js';
import { Page } from '../platform/web/page.js';
import type { Geweigerd } from '../platform/web/refused-form.js';
import { schoolpaginaOnbekend } from './besturen.errors.js';
import { kruimelsNaarLijst } from './besturen.scherm.js';
import { OrganisatiesQueries, type Schoolbeeld } from './organisaties.queries.js';
import { bestuurspaden, schoolpaden } from './paden.js';
import { sectorInWoorden, sectorkeuzes } from './standen.js';

/** Which of the forms on the page of a school came back: what it is, its move or its closing. */
export type Schoolvorm = 'gegevens' | 'verhuizing' | 'sluiting';
type Schoolweigering = Geweigerd<Record<string, string>> & { formulier: Schoolvorm };

const herkomsten: Record<Schoolbeeld['herkomst'], string> = {
  duo: 'uit de lijst van DUO',
  voorbeeld: 'uit een catalogusbestand',
  hand: 'met de hand toegevoegd',
};

/** The screens of one school. */
@Injectable()
export class SchoolScherm {
  constructor(
    private readonly queries: OrganisatiesQueries,
    private readonly audit: AuditQueries,
    private readonly clock: Clock,
  ) {}

  async nieuw(bestuurId: string, geweigerd?: Geweigerd<Record<string, string>>): Promise<Page> {
    const context = {
      kruimels: kruimelsNaarLijst,
      actie: schoolpaden.nieuw,
      terugHref: bestuurspaden.lijst,
      besturen: await this.queries.keuzes(),
      sectoren: sectorkeuzes,
      waarden: geweigerd?.waarden ?? { bestuurId },
      fouten: geweigerd?.fouten,
    };
    const status = geweigerd ? HttpStatus.UNPROCESSABLE_ENTITY : HttpStatus.OK;
    return new Page('beheer/school-nieuw', context, { titel: 'School toevoegen', status });
  }

  /** @throws DomainError `school-onbekend` */
  async een(id: string, geweigerd?: Schoolweigering): Promise<Page> {
    const school = await this.queries.school(id);
    if (!school) throw schoolpaginaOnbekend();
    const { naam, vestigingscode, adres, postcode, plaats, bestuur, geslotenOp, verhuistNaar, verhuistOp } =
      school;
    const vandaag = dateOf(this.clock.now());
    const context = {
      kruimels: kruimelsNaarLijst,
      ...{ naam, vestigingscode, bestuur, geslotenOp, vandaag },
      adres: [adres, [postcode, plaats].filter(Boolean).join(' ')].filter(Boolean).join(', '),
      bestuurHref: school.bestuurId && bestuurspaden.een(school.bestuurId),
      herkomst: herkomsten[school.herkomst],
      peildatum: school.peildatum,
      sector: sectorInWoorden(school.sector),
      andereNamen: school.aliassen.join(', '),
      vanDuo: school.herkomst === 'duo',
      gepland: verhuistNaar && verhuistOp ? { naar: verhuistNaar, op: verhuistOp } : null,
      besturen: (await this.queries.keuzes()).filter(({ waarde }) => waarde !== school.bestuurId),
      sectoren: sectorkeuzes,
      actie: schoolpaden.een(id),
      verhuizing: schoolpaden.verhuizing(id),
      intrekking: schoolpaden.intrekking(id),
      sluiting: schoolpaden.sluiting(id),
      heropening: schoolpaden.heropening(id),
      fouten: geweigerd?.fouten,
      vormen: vormenVan(school, vandaag, geweigerd),
      regels: geschiedenisVan(await this.audit.vanOnderwerp('school', id)),
    };
    const status = geweigerd ? HttpStatus.UNPROCESSABLE_ENTITY : HttpStatus.OK;
    return new Page('beheer/school', context, { titel: naam, status });
  }
}

/** Each form as it is, or as it came back. */
function vormenVan(school: Schoolbeeld, vandaag: string, geweigerd: Schoolweigering | undefined) {
  const vorm = (formulier: Schoolvorm, waarden: Record<string, string>) => {
    const terug = geweigerd?.formulier === formulier ? geweigerd : undefined;
    return { waarden: terug?.waarden ?? waarden, fouten: terug && terug.fouten };
  };
  const { naam, adres, postcode, plaats, aliassen, sector } = school;
  return {
    gegevens: vorm('gegevens', {
      ...{ naam, plaats, adres: adres ?? '', postcode: postcode ?? '' },
      ...{ aliassen: aliassen.join(', '), sector: sector ?? '' },
    }),
    verhuizing: vorm('verhuizing', { bestuurId: '', verhuistOp: vandaag }),
    sluiting: vorm('sluiting', { geslotenOp: vandaag }),
  };
}
