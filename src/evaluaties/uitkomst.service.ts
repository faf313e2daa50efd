import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Wie } from '../audit/wie.js';
import { Clock } from '../platform/clock/clock.js';
import { dateOf } from '../platform/clock/dates.js';
import { inTransaction } from '../platform/database/transaction.js';
import type { Evaluatiesoort, Vraag } from './evaluatie.entity.js';
import { overzicht, type Overzicht } from './uitkomst-overzicht.rules.js';
import { vergelijk, type Vergelijking } from './uitkomst-vergelijking.rules.js';
import { uitkomstVan, type Uitkomst } from './uitkomst-vragen.rules.js';
import { UitkomstQueries, type Keuzes } from './uitkomst.queries.js';
import { NAMETINGVRAGEN, STANDAARDVRAGEN } from './vragenlijst.rules.js';

/** What is asked for: the code of an opleiding, the name of an aanbieder, a schooljaar. */
export interface Gevraagd {
  opleiding?: string;
  aanbieder?: string;
  schooljaar?: string;
}

/** A line of a comparison with its name; `cohortId` of one cohort, `code` of one opleiding. */
export interface Regel extends Vergelijking {
  naam: string;
  code?: string;
  cohortId?: string;
}

export interface Academiebeeld {
  gevraagd: Gevraagd;
  opleiding: { code: string; naam: string } | null;
  keuzes: Keuzes;
  totaal: Record<Evaluatiesoort, Uitkomst>;
  opleidingen: Regel[];
  aanbieders: Regel[];
  schooljaren: Regel[];
  /** In order of time; only of one opleiding. */
  cohorten: Regel[];
}

/** What the academie as a whole, an opleiding, an aanbieder or a schooljaar led to. */
@Injectable()
export class UitkomstService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly queries: UitkomstQueries,
    private readonly audit: AuditService,
  ) {}

  /** What does not exist has an empty outcome. */
  async van(gevraagd: Gevraagd): Promise<Academiebeeld> {
    const keuzes = await this.queries.keuzes();
    const opleiding = keuzes.opleidingen.find(({ code }) => code === gevraagd.opleiding?.toUpperCase());
    const filter = { ...gevraagd, opleiding: opleiding?.id };
    const bestaat = gevraagd.opleiding === undefined || opleiding !== undefined;
    const geteld = bestaat ? await this.queries.geteld(filter) : [];
    const o = overzicht(geteld, filter, dateOf(this.clock.now()));
    const eigen = opleiding ? await this.queries.schalen(opleiding.id) : [];
    return {
      gevraagd,
      opleiding: opleiding ?? null,
      keuzes,
      totaal: {
        evaluatie: uitkomstVan(o.totaal.evaluatie, vragenMet(eigen)),
        nameting: uitkomstVan(o.totaal.nameting, NAMETINGVRAGEN),
      },
      ...vergelijkingen(o, keuzes),
      cohorten: opleiding ? await this.cohorten(o) : [],
    };
  }

  /** Takes it along as a file, and records that. */
  async neemMee(wie: Wie, gevraagd: Gevraagd): Promise<Academiebeeld> {
    const beeld = await this.van(gevraagd);
    const id = beeld.keuzes.opleidingen.find(({ code }) => code === beeld.opleiding?.code)?.id;
    await inTransaction(this.dataSource, (m) =>
      this.audit.noteer(m, {
        wie,
        code: 'evaluatie.gedownload',
        onderwerp: id ? { soort: 'opleiding', id } : { soort: 'evaluaties', id: 'alle' },
        gegevens: { filter: { ...gevraagd } },
      }),
    );
    return beeld;
  }

  private async cohorten({ groepen }: Overzicht): Promise<Regel[]> {
    const namen = await this.queries.cohortnamen(groepen.flatMap(({ cohortIds }) => cohortIds));
    return groepen.flatMap(({ cohortIds, schooljaar, zicht }) => {
      const [regel] = vergelijk(new Map([[cohortIds.join(), { evaluatie: zicht }]]));
      const een = cohortIds.length === 1;
      const naam = een
        ? namen.get(cohortIds[0]!)!
        : `${cohortIds.length} kleine groepen samen, ${schooljaar}`;
      return regel ? [{ ...regel, naam, ...(een ? { cohortId: cohortIds[0]! } : {}) }] : [];
    });
  }
}

function vergelijkingen({ per, totaal }: Overzicht, { opleidingen }: Keuzes) {
  const namen = new Map(opleidingen.map((o) => [o.id, o]));
  const opNaam = (regels: Regel[]): Regel[] => regels.sort((a, b) => a.naam.localeCompare(b.naam, 'nl'));
  return {
    opleidingen: opNaam(
      vergelijk(per.opleiding).map((r) => {
        const { naam, code } = namen.get(r.sleutel)!;
        return { ...r, naam, code };
      }),
    ),
    aanbieders: opNaam(vergelijk(per.aanbieder, totaal.evaluatie).map((r) => ({ ...r, naam: r.sleutel }))),
    schooljaren: opNaam(vergelijk(per.schooljaar).map((r) => ({ ...r, naam: r.sleutel }))),
  };
}

/** The standard questions that can be summed over opleidingen, and the scales that this one added. */
function vragenMet(schalen: Vraag[]): Vraag[] {
  const standaard = STANDAARDVRAGEN.filter(({ soort }) => soort !== 'open');
  const codes = new Set(standaard.map(({ code }) => code));
  return [...standaard, ...schalen.filter(({ code }) => !codes.has(code))];
}
