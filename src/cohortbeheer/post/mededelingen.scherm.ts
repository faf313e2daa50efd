import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { cohortkop } from '../../cohorten/cohort.scherm.js';
import { cohortOnbekend } from '../../cohorten/cohorten.errors.js';
import { type CohortBeeld, CohortenQueries } from '../../cohorten/cohorten.queries.js';
import { formatDateTime } from '../../platform/clock/dates.js';
import { withPlainLines } from '../../platform/text/characters.js';
import { textOf, type Typed } from '../../platform/web/form-input.js';
import { Page } from '../../platform/web/page.js';
import { inFull } from '../../platform/web/template-helpers.js';
import type { Mededeling, Mededelinggroep } from './mededeling.entity.js';
import { MededelingenService } from './mededelingen.service.js';
import { LANGSTE_ONDERWERP, LANGSTE_TEKST, type NieuweMededelingDto } from './post.dto.js';
import { padVan } from './post.scherm.js';

const groepen: [Mededelinggroep, string, string][] = [
  ['plaats', 'Iedereen met een plaats', 'Ook wie het bestuur nog akkoord moet geven of wie nog moet kiezen.'],
  ['plaats-en-rij', 'Iedereen met een plaats en iedereen op de wachtlijst', ''],
  ['rij', 'Alleen de wachtlijst', ''],
  ['aanwezig', 'Wie bij een bijeenkomst was', 'Kies hieronder welke.'],
  ['afwezig', 'Wie niet bij een bijeenkomst was', 'Kies hieronder welke.'],
];

/** "aan 12 mensen met een plaats", as the list of sent ones tells it. */
export const groepInWoorden = ({ aan }: Pick<Mededeling, 'aan'>): string =>
  groepen.find(([groep]) => groep === aan)![1].toLowerCase();

/** The fields of the form as they were typed. */
export function getypt(body: Typed) {
  return {
    id: textOf(body.id),
    onderwerp: textOf(body.onderwerp),
    tekst: withPlainLines(textOf(body.tekst)),
    aan: textOf(body.aan),
    bijeenkomst: textOf(body.bijeenkomst),
    ookTrainers: body.ookTrainers === 'ja',
  };
}
export type GetypteMededeling = ReturnType<typeof getypt>;

interface Weigering {
  fouten?: Record<string, string>;
  status?: number;
  /** Above the preview. */
  letOp?: string;
}

/** The form of a mededeling, and how it looks before it is sent. */
@Injectable()
export class Mededelingscherm {
  constructor(
    private readonly cohorten: CohortenQueries,
    private readonly mededelingen: MededelingenService,
  ) {}

  leeg(id: string): Promise<Page> {
    return this.formulier(id, { ...getypt({}), id: randomUUID(), aan: 'plaats' });
  }

  async formulier(id: string, waarden: GetypteMededeling, { fouten }: Weigering = {}): Promise<Page> {
    const cohort = await this.cohort(id);
    const context = {
      ...this.kop(cohort),
      waarden,
      groepen: groepen.map(([waarde, tekst, uitleg]) => ({ waarde, tekst, uitleg })),
      bijeenkomsten: cohort.bijeenkomsten.map(({ id: waarde, begint }) => ({
        waarde,
        tekst: formatDateTime(begint),
      })),
      heeftTrainers: cohort.bijeenkomsten.some(({ trainerId }) => trainerId !== null),
      grens: { onderwerp: LANGSTE_ONDERWERP, tekst: LANGSTE_TEKST },
      fouten,
    };
    const titel = `Mededeling: ${inFull(cohort.opleiding, cohort.naam)}`;
    return new Page('cohortbeheer/mededeling', context, { titel, status: fouten ? 422 : 200 });
  }

  /** @throws DomainError when nobody would get it. */
  async voorbeeld(
    id: string,
    waarden: GetypteMededeling,
    dto: NieuweMededelingDto,
    { letOp, status }: Weigering = {},
  ): Promise<Page> {
    const cohort = await this.cohort(id);
    const voorbeeld = await this.mededelingen.voorbeeld(id, dto);
    const context = {
      ...this.kop(cohort),
      waarden,
      ...voorbeeld,
      groep: groepInWoorden(dto),
      letOp: letOp ?? null,
      htmlHref: `${padVan(id)}/mededeling/html?${frameVan(waarden)}`,
    };
    const titel = `Mededeling bekijken: ${inFull(cohort.opleiding, cohort.naam)}`;
    return new Page('cohortbeheer/mededeling-voorbeeld', context, { titel, status: status ?? 200 });
  }

  private kop(cohort: CohortBeeld) {
    return {
      ...cohortkop(cohort, 'berichten'),
      terug: padVan(cohort.id),
      actie: `${padVan(cohort.id)}/mededeling`,
    };
  }

  private async cohort(id: string): Promise<CohortBeeld> {
    const cohort = await this.cohorten.een(id, false);
    if (!cohort) throw cohortOnbekend();
    return cohort;
  }
}

const frameVan = ({ onderwerp, tekst, aan, bijeenkomst, ookTrainers }: GetypteMededeling): string =>
  new URLSearchParams({
    onderwerp,
    tekst,
    aan,
    ...(bijeenkomst ? { bijeenkomst } : {}),
    ...(ookTrainers ? { ookTrainers: 'ja' } : {}),
  }).toString();
