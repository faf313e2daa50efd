import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { cohortkop } from '../../cohorten/cohort.scherm.js';
import { cohortOnbekend, cohortovergangNietMogelijk } from '../../cohorten/cohorten.errors.js';
import { CohortenQueries, type CohortBeeld } from '../../cohorten/cohorten.queries.js';
import { cohortovergangen } from '../../cohorten/cohorten.rules.js';
import { Clock } from '../../platform/clock/clock.js';
import type { DomainError } from '../../platform/errors/domain-error.js';
import { textOf, type Typed } from '../../platform/web/form-input.js';
import { Page } from '../../platform/web/page.js';
import type { Geweigerd } from '../../platform/web/refused-form.js';
import { volledigeNaam } from '../../toegang/persoon.entity.js';
import { inFull } from '../../platform/web/template-helpers.js';
import { geenBijeenkomsten, nogNietVoorbij } from './levensloop.errors.js';
import { AfrondingQueries, type Afrondingsvoorstel, type Voorstel } from './afronding.queries.js';
import { cohortpaden } from '../../cohorten/paden.js';

/** The names of the fields of one deelnemer in the form. */
const veldUitkomst = (id: string): string => `uitkomst-${id}`;
export const veldReden = (id: string): string => `reden-${id}`;

/** What the form says of who gets another outcome than was proposed; choosing nothing leaves the proposal. */
export function afwijkingenUit(velden: Typed, { deelnemers }: Afrondingsvoorstel) {
  return deelnemers.flatMap(({ id, voltooid }) => {
    const keuze = textOf(velden[veldUitkomst(id)]);
    const anders = keuze === (voltooid ? 'niet-voltooid' : 'voltooid');
    return anders ? [{ aanmelding: id, voltooid: !voltooid, reden: textOf(velden[veldReden(id)]) }] : [];
  });
}

/** A reason without the tick beside it: was another outcome meant, or not? */
export function losseRedenen(velden: Typed, { deelnemers }: Afrondingsvoorstel): Record<string, string> {
  const los = deelnemers.filter(
    ({ id }) => textOf(velden[veldReden(id)]) && !textOf(velden[veldUitkomst(id)]),
  );
  return Object.fromEntries(
    los.map(({ id, voltooid }) => [
      veldReden(id),
      `Kruis ook “${anders(voltooid).tekst}” aan, of maak de reden leeg.`,
    ]),
  );
}

/** The screen on which a cohort is finished: the proposed outcome for everybody, to be overruled with a reason. */
@Injectable()
export class Afrondingscherm {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly cohorten: CohortenQueries,
    private readonly queries: AfrondingQueries,
  ) {}

  voorstel(id: string): Promise<Afrondingsvoorstel> {
    return this.queries.voorstel(this.dataSource.manager, id);
  }

  async toon(id: string, geweigerd?: Geweigerd): Promise<Page> {
    const cohort = await this.cohorten.een(id, false);
    if (!cohort) throw cohortOnbekend();
    const voorstel = await this.voorstel(id);
    const waarden = geweigerd?.waarden ?? {};
    const context = {
      ...cohortkop(cohort, 'voortgang'),
      versie: cohort.versie,
      terug: cohortpaden.voortgang(id),
      bezwaar: this.bezwaar(cohort)?.melding ?? null,
      actie: cohortpaden.tab(id, 'afronding'),
      aanwezigheidHref: cohortpaden.tab(id, 'aanwezigheid'),
      ...voorstel,
      voltooid: voorstel.deelnemers.filter(({ voltooid }) => voltooid).length,
      deelnemers: voorstel.deelnemers.map((deelnemer) => regel(deelnemer, waarden, geweigerd?.fouten ?? {})),
      fouten: geweigerd?.fouten,
    };
    const titel = `Afronden: ${inFull(cohort.opleiding, cohort.naam)}`;
    return new Page('cohortbeheer/afronding', context, { titel, status: geweigerd ? 422 : 200 });
  }

  private bezwaar({ status, laatste }: CohortBeeld): DomainError | null {
    if (!cohortovergangen[status].includes('afgerond')) return cohortovergangNietMogelijk(status, 'afgerond');
    if (laatste === null) return geenBijeenkomsten();
    return laatste > this.clock.now() ? nogNietVoorbij(laatste) : null;
  }
}

function regel(d: Voorstel, waarden: Typed, fouten: Record<string, string>) {
  return {
    ...d,
    naam: volledigeNaam(d),
    anders: anders(d.voltooid),
    veldUitkomst: veldUitkomst(d.id),
    veldReden: veldReden(d.id),
    gekozen: textOf(waarden[veldUitkomst(d.id)]) !== '',
    open: textOf(waarden[veldUitkomst(d.id)]) !== '' || textOf(waarden[veldReden(d.id)]) !== '',
    getypt: textOf(waarden[veldReden(d.id)]),
    fout: fouten[veldReden(d.id)] ?? null,
  };
}

const anders = (voltooid: boolean) =>
  voltooid
    ? { waarde: 'niet-voltooid', tekst: 'Toch niet voltooid' }
    : { waarde: 'voltooid', tekst: 'Toch voltooid' };
