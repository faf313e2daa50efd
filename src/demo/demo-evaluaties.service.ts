import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { Aanmelding } from '../aanmeldingen/aanmelding.entity.js';
import { Cohort } from '../cohorten/cohort.entity.js';
import {
  Evaluatie,
  EvaluatieAntwoord,
  type Evaluatiesoort,
  EvaluatieUitnodiging,
  Evaluatievraag,
  type Formuliervraag,
} from '../evaluaties/evaluatie.entity.js';
import { TellenService } from '../evaluaties/uitkomst/tellen.service.js';
import { vragenlijst } from '../evaluaties/vragenlijst.rules.js';
import { Opleiding } from '../opleidingen/opleiding.entity.js';
import { Clock } from '../platform/clock/clock.js';
import { addDays, dateOf, momentAt, schooljaarVan } from '../platform/clock/dates.js';

/** What the people of one cohort of the demo thought of it. */
interface Demoevaluatie {
  cohort: string;
  /** Invented, as who gives these opleidingen is not known. */
  aanbieder: string;
  /** How many answered. */
  antwoorden: number;
  /** About the mean of the cijfer. */
  niveau: number;
  /** How many answered half a year later; none when it is not that far yet. */
  nameting?: number;
}

const NOORD = 'Voorbeeldinstituut Noord';
const ZUID = 'Voorbeeldinstituut Zuid';

/** One has fewer than five answers: of that the coördinator sees nothing. */
const demoevaluaties: readonly Demoevaluatie[] = [
  { cohort: 'COT-B-1', aanbieder: NOORD, antwoorden: 11, niveau: 8.2 },
  { cohort: 'COT-B-0', aanbieder: ZUID, antwoorden: 10, niveau: 7.1, nameting: 8 },
  { cohort: 'IBKC-0', aanbieder: NOORD, antwoorden: 12, niveau: 7.8, nameting: 9 },
  { cohort: 'NKS-0', aanbieder: ZUID, antwoorden: 9, niveau: 6.6, nameting: 6 },
  { cohort: 'VREEDZAAM-0', aanbieder: NOORD, antwoorden: 3, niveau: 8, nameting: 2 },
];

/** What one opleiding of the demo asks besides the standard questions. */
const demovraag = {
  opleiding: 'COT-B',
  soort: 'schaal' as const,
  tekst: 'Ik kon met mijn eigen groep oefenen.',
};

const teksten: Record<string, readonly string[]> = {
  goed: [
    'Veel oefenen met situaties uit mijn eigen school.',
    'De trainer nam de tijd voor vragen.',
    'Fijn om collega’s van andere besturen te spreken.',
    'Duidelijke opbouw, elke keer een stap verder.',
  ],
  beter: [
    'De tweede bijeenkomst was te vol.',
    'Graag eerder weten in welke zaal we zitten.',
    'Meer tijd tussen de bijeenkomsten om het uit te proberen.',
  ],
};

/** Not random, so that every demo is the same, and without a pattern that one sees. */
const ruis = (a: number, b: number): number => ((a * 7919 + b * 104_729) % 1000) / 1000;
const tussen = (getal: number, van: number, tot: number): number =>
  Math.min(tot, Math.max(van, Math.round(getal)));

/** Answer `n` of a cohort; some leave a question open. */
function demoantwoord(
  vragen: readonly Formuliervraag[],
  niveau: number,
  n: number,
): Record<string, number | string> {
  const stemming = (ruis(n + 1, 3) - 0.5) * 3.4;
  const waarden = vragen.map(({ code, soort, keuzes }, i): [string, number | string | null] => {
    const kans = ruis(n + 1, i + 11);
    if (soort === 'cijfer') return [code, tussen(niveau + stemming, 1, 10)];
    if (soort === 'schaal')
      return [code, kans < 0.08 ? null : tussen((niveau + stemming) / 2 + (kans - 0.5) * 1.6, 1, 5)];
    if (soort === 'keuze') return [code, keuzes![Math.floor(kans * kans * keuzes!.length)]!.code];
    const zinnen = teksten[code] ?? [];
    return [code, kans < 0.4 ? (zinnen[n % zinnen.length] ?? null) : null];
  });
  return Object.fromEntries(waarden.filter((rij): rij is [string, number | string] => rij[1] !== null));
}

/** Days after the last bijeenkomst on which it was asked. */
const GEVRAAGD_NA: Record<Evaluatiesoort, number> = { evaluatie: 0, nameting: 183 };

/** What people thought of the cohorten that are over. Nobody's answer is anybody's: who answered and what is chosen apart. */
@Injectable()
export class DemoEvaluatiesService {
  constructor(
    private readonly clock: Clock,
    private readonly tellen: TellenService,
  ) {}

  async laad(m: EntityManager): Promise<void> {
    const { opleiding, ...vraag } = demovraag;
    const { id: opleidingId } = await m.findOneByOrFail(Opleiding, { code: opleiding });
    const eigen = m.create(Evaluatievraag, { ...vraag, opleidingId, volgorde: 1 });
    await m.insert(Evaluatievraag, eigen);
    const ids: string[] = [];
    for (const demo of demoevaluaties) {
      ids.push(await this.maak(m, demo, 'evaluatie', demo.antwoorden, eigen));
      if (demo.nameting) ids.push(await this.maak(m, demo, 'nameting', demo.nameting, eigen));
    }
    await this.tellen.leg(m, ids);
  }

  private async maak(
    m: EntityManager,
    demo: Demoevaluatie,
    soort: Evaluatiesoort,
    antwoorden: number,
    eigen: Evaluatievraag,
  ): Promise<string> {
    const cohort = await m.findOneByOrFail(Cohort, { code: demo.cohort });
    const mensen = await m.find(Aanmelding, {
      where: { cohortId: cohort.id },
      order: { plaatsnummer: 'ASC' },
    });
    const vragen = vragenlijst(soort, cohort.opleidingId === eigen.opleidingId ? [eigen] : []);
    const evaluatie = m.create(Evaluatie, {
      ...this.kop(cohort, soort),
      vragen,
      aanbieders: [demo.aanbieder],
    });
    await m.insert(Evaluatie, evaluatie);
    const uitnodigingen = mensen.map(({ id: aanmeldingId }, i) => ({
      evaluatieId: evaluatie.id,
      aanmeldingId,
      token: randomBytes(24).toString('base64url'),
      uitgenodigdOp: evaluatie.geopendOp,
      beantwoord: (i * 5) % mensen.length < antwoorden,
    }));
    await m.insert(EvaluatieUitnodiging, uitnodigingen);
    const gegeven = uitnodigingen.filter(({ beantwoord }) => beantwoord);
    await m.insert(
      EvaluatieAntwoord,
      gegeven.map((_, n) => ({ evaluatieId: evaluatie.id, waarden: demoantwoord(vragen, demo.niveau, n) })),
    );
    return evaluatie.id;
  }

  private kop({ id: cohortId, laatste }: Cohort, soort: Evaluatiesoort) {
    const dag = dateOf(laatste!);
    const gevraagd = addDays(dag, GEVRAAGD_NA[soort]);
    const sluitOp = momentAt(addDays(gevraagd, 31));
    if (sluitOp > this.clock.now()) throw new Error(`${cohortId} is not over yet`);
    return {
      cohortId,
      soort,
      schooljaar: schooljaarVan(dag),
      geopendOp: momentAt(gevraagd, '17:00'),
      sluitOp,
      geslotenOp: sluitOp,
    };
  }
}
