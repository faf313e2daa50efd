import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { Aanmelding } from '../aanmeldingen/aanmelding.entity.js';
import { Cohort } from '../cohorten/cohort.entity.js';
import { EvaluatieAntwoord } from '../evaluaties/evaluatie-antwoord.entity.js';
import { EvaluatieUitnodiging } from '../evaluaties/evaluatie-uitnodiging.entity.js';
import { Evaluatie, type Evaluatiesoort } from '../evaluaties/evaluatie.entity.js';
import { Evaluatievraag } from '../evaluaties/evaluatievraag.entity.js';
import { TellenService } from '../evaluaties/uitkomst/tellen.service.js';
import { vragenlijst } from '../evaluaties/vragenlijst.rules.js';
import { Opleiding } from '../opleidingen/opleiding.entity.js';
import { Clock } from '../platform/clock/clock.js';
import { addDays, dateOf, momentAt, schooljaarVan } from '../platform/clock/dates.js';
import { demoantwoord, demoevaluaties, demovraag, type Demoevaluatie } from './demo-evaluaties.rules.js';

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
