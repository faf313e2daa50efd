import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Bijeenkomst } from '../../cohorten/bijeenkomst.entity.js';
import { Cohort } from '../../cohorten/cohort.entity.js';
import { type KopieDto, NieuwCohortDto, type NieuweBijeenkomstDto } from '../../cohorten/cohortbeheer.dto.js';
import { cohortOnbekend } from '../../cohorten/cohorten.errors.js';
import { CohortenService, naamVan } from '../../cohorten/cohorten.service.js';
import { eersteDag } from '../../cohorten/cohortplan.rules.js';
import { neem, veldenMet } from '../../cohorten/cohortvelden.rules.js';
import { Schoolvakantie } from '../../cohorten/schoolvakantie.entity.js';
import { regio } from '../../cohorten/schoolvakanties.service.js';
import { Opleiding } from '../../opleidingen/opleiding.entity.js';
import { Clock } from '../../platform/clock/clock.js';
import { addDays, dateOf, inAmsterdam, momentAt, schooljaarVan } from '../../platform/clock/dates.js';
import { InputError } from '../../platform/errors/domain-error.js';
import { gebruikersMetRol } from '../../toegang/rollen.queries.js';
import type { Wie } from '../../toegang/wie.js';
import { dagLater, eenJaarLater, jaarHoger, naamHierna } from './kopie.rules.js';
import { Cohortalinea } from '../../berichten/bericht.entity.js';
import { byName } from '../../platform/records.js';

/** A cohort as it would be next year, to be corrected before it is made. */
export interface Kopievoorstel {
  opleiding: { code: string; naam: string };
  /** Name of the cohort that is copied. */
  origineel: string;
  gegevens: Omit<NieuwCohortDto, 'opleiding' | 'capaciteit' | 'bijeenkomsten'> & {
    capaciteit: number | null;
  };
  bijeenkomsten: (NieuweBijeenkomstDto & {
    /** The reason why it is not simply a year later; null when it is. */
    waarom: string | null;
  })[];
  /** The paragraphs in its mails, in the order of their soort. */
  alineas: { soort: string; tekst: string }[];
  /** The first day of which no school holidays are known; null when all days lie before it. */
  vakantiesOnbekendVanaf: string | null;
}

/** Copying a cohort to next year. */
@Injectable()
export class KopieService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly cohorten: CohortenService,
  ) {}

  /** @throws DomainError `cohort-onbekend` */
  async voorstel(id: string): Promise<Kopievoorstel> {
    const m = this.dataSource.manager;
    const cohort = await m.findOneBy(Cohort, { id });
    if (!cohort) throw cohortOnbekend();
    const opleiding = await m.findOneByOrFail(Opleiding, { id: cohort.opleidingId });
    const bestaand = await m.find(Bijeenkomst, {
      where: { cohortId: id },
      order: { begint: 'ASC', id: 'ASC' },
    });
    const vakanties = await m.find(Schoolvakantie, { where: { regio } });
    const vandaag = dateOf(this.clock.now());
    const trainers = new Set((await gebruikersMetRol(m, 'trainer', vandaag)).map((trainer) => trainer.id));
    const bijeenkomsten = verschuif(bestaand, vakanties, trainers);
    const schooljaar = this.schooljaarNa(cohort, bijeenkomsten);
    return {
      opleiding: { code: opleiding.code, naam: opleiding.naam },
      origineel: cohort.naam,
      gegevens: {
        naam:
          cohort.naam === naamVan({ bijeenkomsten: bestaand })
            ? naamVan({ bijeenkomsten })
            : naamHierna(cohort.naam, schooljaar),
        code: await this.cohorten.vrijeCode(opleiding.code, schooljaar),
        schooljaar,
        ...neem(cohort, veldenMet('kopie', 'zelfde')),
        ...byName(veldenMet('kopie', 'jaar-later'), (veld) => dagLater(cohort[veld])),
      },
      bijeenkomsten,
      alineas: await m.find(Cohortalinea, { where: { cohortId: id }, order: { soort: 'ASC' } }),
      vakantiesOnbekendVanaf: onbekendVanaf(bijeenkomsten, vakanties),
    };
  }

  /**
   * @param anders what the copy has otherwise.
   * @returns the id of the copy, a concept.
   * @throws InputError when neither the cohort nor `anders` says how many places there are.
   */
  async maak(wie: Wie, id: string, { alineas = true, ...anders }: KopieDto): Promise<string> {
    const { opleiding, gegevens, bijeenkomsten } = await this.voorstel(id);
    const { code, ...rest } = gegevens;
    const plan = bijeenkomsten.map(({ waarom: _waarom, ...bijeenkomst }) => bijeenkomst);
    const gekozen = Object.fromEntries(Object.entries(anders).filter(([, waarde]) => waarde !== undefined));
    const capaciteit = anders.capaciteit ?? rest.capaciteit;
    if (capaciteit === null) throw aantalOnbekend();
    const nieuw: NieuwCohortDto = {
      ...rest,
      bijeenkomsten: plan,
      ...gekozen,
      code: anders.code ?? (anders.schooljaar ? null : code),
      opleiding: opleiding.code,
      capaciteit,
    };
    if (anders.bijeenkomsten && !anders.naam && rest.naam === naamVan({ bijeenkomsten: plan }))
      delete nieuw.naam;
    return this.cohorten.maak(wie, nieuw, id, alineas);
  }

  private schooljaarNa({ schooljaar }: Cohort, bijeenkomsten: readonly { begint: Date }[]): string {
    if (schooljaar) return jaarHoger(schooljaar);
    return schooljaarVan(eersteDag(bijeenkomsten) ?? dateOf(this.clock.now()));
  }
}

function onbekendVanaf(
  bijeenkomsten: readonly { begint: Date }[],
  vakanties: readonly Schoolvakantie[],
): string | null {
  const laatste = vakanties
    .map(({ totEnMet }) => totEnMet)
    .sort()
    .at(-1);
  const dagen = bijeenkomsten.map(({ begint }) => dateOf(begint));
  return dagen.find((dag) => !laatste || dag > laatste) ?? null;
}

const aantalOnbekend = () => new InputError([{ veld: 'capaciteit', melding: 'Geef het aantal plaatsen.' }]);

function verschuif(
  bestaand: readonly Bijeenkomst[],
  vakanties: readonly Schoolvakantie[],
  trainers: ReadonlySet<string>,
): Kopievoorstel['bijeenkomsten'] {
  const dagen = eenJaarLater(
    bestaand.map(({ begint }) => dateOf(begint)),
    vakanties,
  );
  return bestaand.map(({ begint, eindigt, locatie, link, onderwerp, leerjaar, trainerId }, i) => {
    const { datum, waarom } = dagen[i]!;
    const verder = inAmsterdam(begint).toPlainDate().until(datum, { largestUnit: 'day' }).days;
    return {
      ...{ locatie, link, onderwerp, leerjaar, waarom },
      begint: opDeKlok(begint, verder),
      eindigt: opDeKlok(eindigt, verder),
      trainer: trainerId && trainers.has(trainerId) ? trainerId : null,
    };
  });
}

/** The same time on the wall, days later, on either side of a change of the clock. */
function opDeKlok(moment: Date, dagen: number): Date {
  const tijd = inAmsterdam(moment).toPlainTime().toString().slice(0, 5);
  return momentAt(addDays(dateOf(moment), dagen), tijd);
}
