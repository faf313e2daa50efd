import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { InzageService } from '../aanmeldingen/inzage.service.js';
import { aanmeldpaden } from '../aanmeldingen/paden.js';
import { MeegenomenService } from '../audit/meegenomen.service.js';
import { AuditService } from '../audit/audit.service.js';
import { cohortOnbekend } from '../cohorten/cohorten.errors.js';
import { type CohortBeeld, CohortenQueries } from '../cohorten/cohorten.queries.js';
import { cohortkop } from '../cohorten/cohort.scherm.js';
import { Opleiding } from '../opleidingen/opleiding.entity.js';
import { Clock } from '../platform/clock/clock.js';
import { dateOf, formatDateShort, formatTime } from '../platform/clock/dates.js';
import { inTransaction } from '../platform/database/transaction.js';
import { groupBy, Lists } from '../platform/lists.js';
import { Page } from '../platform/web/page.js';
import { inFull } from '../platform/web/template-helpers.js';
import type { Geweigerd } from '../platform/web/refused-form.js';
import { volledigeNaam } from '../toegang/persoon.entity.js';
import type { Wie } from '../toegang/wie.js';
import { AanwezigheidQueries, type Overzichtspersoon, type Vakje } from './aanwezigheid.queries.js';
import { aandeel } from './aanwezigheid.rules.js';
import { aanwezigheidpaden } from './paden.js';
import { inWoorden } from './zaal.scherm.js';

type Soort = 'aanwezig' | 'afwezig' | 'afgemeld' | 'ingehaald' | 'leeg';

const tekens: Record<Soort, { teken: string; tekst: string }> = {
  aanwezig: { teken: '●', tekst: 'aanwezig' },
  ingehaald: { teken: '◐', tekst: 'ingehaald' },
  afwezig: { teken: '✕', tekst: 'afwezig' },
  afgemeld: { teken: '○', tekst: 'afgemeld' },
  leeg: { teken: '', tekst: 'niet ingevuld' },
};

/** All that is known of the attendance of a cohort. */
interface Overzicht {
  cohort: CohortBeeld;
  /** Share in percent that someone must reach. */
  norm: number;
  personen: Overzichtspersoon[];
  vakjes: Vakje[];
  nu: Date;
}

interface Rij {
  aanmeldingId: string;
  naam: string;
  school: string | null;
  zonderPlaats: boolean;
  vakjes: Soort[];
  aanwezig: number;
  /** Bijeenkomsten that count so far: recorded for anybody, or made up in advance. */
  geteld: number;
  aandeel: number | null;
}

/** Unlike elsewhere it has the status of the refusal. */
export interface GeweigerdeInhaal extends Geweigerd {
  status: number;
}

/** The attendance of a whole cohort, to look at and to take away. */
@Injectable()
export class OverzichtScherm {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly cohorten: CohortenQueries,
    private readonly queries: AanwezigheidQueries,
    private readonly audit: AuditService,
    private readonly meegenomen: MeegenomenService,
    private readonly lists: Lists,
    private readonly inzage: InzageService,
  ) {}

  /** @throws DomainError `cohort-onbekend` */
  async toon(cohortId: string): Promise<Page> {
    const overzicht = await this.van(cohortId);
    const { opleiding, naam } = overzicht.cohort;
    const titel = `Aanwezigheid: ${inFull(opleiding, naam)}`;
    return new Page('aanwezigheid/overzicht', overzichtcontext(overzicht), { titel });
  }

  /** A list of people leaves the house, so it is recorded as every deelnemerslijst is. */
  tabel(wie: Wie, cohortId: string): Promise<{ code: string; rijen: string[][] }> {
    return this.lists.make(() => this.maakTabel(wie, cohortId));
  }

  /** The form with which somebody makes up for a bijeenkomst elsewhere. */
  async inhalen(wie: Wie, id: string, weigering?: GeweigerdeInhaal): Promise<Page> {
    const { beeld } = await this.inzage.een(wie, id);
    const cohort = await this.cohorten.een(beeld.cohortId, false);
    if (!cohort) throw cohortOnbekend();
    const gemist = await this.queries.gemist([id]);
    const elders = await this.queries.elders(cohort.id);
    const context = {
      ...cohortkop(cohort, 'aanwezigheid'),
      deelnemer: volledigeNaam(beeld),
      actie: aanmeldpaden.beheer(id, 'inhalen'),
      terugHref: aanwezigheidpaden.cohort(cohort.id),
      gemist: gemist.map((b) => ({ waarde: b.id, tekst: inWoorden(b) })),
      elders: elders.map((b) => ({ waarde: b.id, tekst: `${inWoorden(b)} (${b.cohort})` })),
      waarden: weigering?.waarden ?? {},
      fouten: weigering?.fouten,
    };
    const titel = `Inhalen: ${context.deelnemer}`;
    return new Page('aanwezigheid/inhalen', context, { titel, status: weigering?.status ?? 200 });
  }

  private async van(cohortId: string): Promise<Overzicht> {
    const cohort = await this.cohorten.een(cohortId, false);
    if (!cohort) throw cohortOnbekend();
    const { aanwezigheidsnormPct } = await this.dataSource.manager.findOneByOrFail(Opleiding, {
      id: cohort.opleidingId,
    });
    return {
      cohort,
      norm: aanwezigheidsnormPct,
      personen: await this.queries.personen(cohortId),
      vakjes: await this.queries.vakjes(cohortId),
      nu: this.clock.now(),
    };
  }

  private async maakTabel(wie: Wie, cohortId: string): Promise<{ code: string; rijen: string[][] }> {
    const overzicht = await this.van(cohortId);
    const rijen = overzichttabel(overzicht);
    const filter = { cohort: cohortId, soort: 'aanwezigheid' };
    await inTransaction(this.dataSource, async (m) => {
      await this.audit.noteer(m, {
        wie,
        code: 'deelnemerslijst.gedownload',
        onderwerp: { soort: 'cohort', id: cohortId },
        gegevens: {
          formaat: 'csv',
          aantal: overzicht.personen.length,
          filter,
        },
      });
      const ids = overzicht.personen.map(({ aanmeldingId }) => aanmeldingId);
      await this.meegenomen.noteerVan(m, wie, { lijst: 'aanwezigheid', formaat: 'csv', filter }, ids);
    });
    return { code: overzicht.cohort.code, rijen };
  }
}

/** One row a person, one soort a bijeenkomst in the order of the cohort. What was made up is not missed. */
function rijenVan({ cohort, personen, vakjes }: Overzicht): Rij[] {
  const perPersoon = groupBy(vakjes, ({ aanmeldingId }) => aanmeldingId);
  const ingevuld = ingevuldVan(vakjes);
  return personen.map((p) => {
    const eigen = perPersoon.get(p.aanmeldingId) ?? [];
    const soorten = cohort.bijeenkomsten.map(({ id }) =>
      soortVan(eigen.filter((v) => v.bijeenkomstId === id)),
    );
    const telt = (soort: Soort, i: number): boolean =>
      soort === 'ingehaald' || soort === 'aanwezig' || ingevuld.has(cohort.bijeenkomsten[i]!.id);
    const aanwezig = soorten.filter((s) => s === 'aanwezig' || s === 'ingehaald').length;
    const geteld = soorten.filter(telt).length;
    return {
      aanmeldingId: p.aanmeldingId,
      naam: volledigeNaam(p),
      school: p.school,
      zonderPlaats: !p.metPlaats,
      vakjes: soorten,
      aanwezig,
      geteld,
      aandeel: aandeel(aanwezig, geteld),
    };
  });
}

function soortVan(vakjes: Vakje[]): Soort {
  if (vakjes.some(({ stand, ingehaald }) => stand === 'aanwezig' && !ingehaald)) return 'aanwezig';
  if (vakjes.some(({ ingehaald }) => ingehaald)) return 'ingehaald';
  return vakjes[0]?.stand ?? 'leeg';
}

/** A bijeenkomst of which only cancellations are known, does not count as recorded. */
const ingevuldVan = (vakjes: Vakje[]): Set<string> =>
  new Set(
    vakjes
      .filter(({ stand, ingehaald }) => stand !== 'afgemeld' && !ingehaald)
      .map(({ bijeenkomstId }) => bijeenkomstId),
  );

function overzichtcontext(o: Overzicht) {
  const rijen = rijenVan(o);
  const ingevuld = ingevuldVan(o.vakjes);
  return {
    ...cohortkop(o.cohort, 'aanwezigheid'),
    norm: o.norm,
    csvHref: rijen.length > 0 ? `${aanwezigheidpaden.cohort(o.cohort.id)}.csv` : null,
    legenda: (['aanwezig', 'ingehaald', 'afgemeld', 'afwezig'] as const).map((soort) => tekens[soort]),
    bijeenkomsten: o.cohort.bijeenkomsten.map((b, i) => bijeenkomst(o, b, i, rijen, ingevuld.has(b.id))),
    rijen: rijen.map((rij) => ({
      ...rij,
      vakjes: rij.vakjes.map((soort) => ({ soort, ...tekens[soort] })),
      onderNorm: rij.aandeel !== null && rij.aandeel < o.norm,
      inhalenHref: aanmeldpaden.beheer(rij.aanmeldingId, 'inhalen'),
    })),
  };
}

function bijeenkomst(
  { nu }: Overzicht,
  b: CohortBeeld['bijeenkomsten'][number],
  i: number,
  rijen: Rij[],
  ingevuld: boolean,
) {
  const tel = (soort: Soort): number => rijen.filter(({ vakjes }) => vakjes[i] === soort).length;
  const [, dag, maand] = formatDateShort(b.begint).split(' ');
  return {
    href: aanwezigheidpaden.zaal('beheer', b.id),
    presentielijstHref: aanwezigheidpaden.presentielijst('beheer', b.id),
    nummer: i + 1,
    kort: `${dag} ${maand}`,
    begint: b.begint,
    onderwerp: b.onderwerp,
    ingevuld,
    teDoen: !ingevuld && b.eindigt <= nu,
    aanwezig: tel('aanwezig'),
    ingehaald: tel('ingehaald'),
    afgemeld: tel('afgemeld'),
    afwezig: tel('afwezig'),
  };
}

/** The same as a table for a spreadsheet. */
function overzichttabel(o: Overzicht): string[][] {
  const koppen = o.cohort.bijeenkomsten.map(({ begint }) => `${dateOf(begint)} ${formatTime(begint)}`);
  return [
    ['Naam', 'School', ...koppen, 'Aanwezig', 'Geteld', 'Percentage', 'Kenmerk'],
    ...rijenVan(o).map((rij) => [
      rij.naam,
      rij.school ?? '',
      ...rij.vakjes.map((soort) => (soort === 'leeg' ? '' : soort)),
      String(rij.aanwezig),
      String(rij.geteld),
      rij.aandeel === null ? '' : String(rij.aandeel),
      rij.aanmeldingId,
    ]),
  ];
}
