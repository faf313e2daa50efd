import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Wie } from '../toegang/wie.js';
import { inTransaction } from '../platform/database/transaction.js';
import { Lists } from '../platform/lists.js';
import type { Evaluatiesoort, Vraag } from './evaluatie.entity.js';
import { UitkomstAcademieQueries, type Blad, type Filter, type Keuzes } from './uitkomst-academie.queries.js';
import { groepen, LEEG, totaal } from './uitkomst-overzicht.rules.js';
import { vergelijk, type Vergelijking } from './uitkomst-vergelijking.rules.js';
import { uitkomstVan, type Uitkomst } from './uitkomst-vragen.rules.js';
import { samen, zoalsVerdeeld, type Geteld } from './uitkomst.rules.js';
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

/** Part of a list. */
export interface Deel {
  regels: Regel[];
  totaal: number;
}

export interface Academiebeeld {
  gevraagd: Gevraagd;
  opleiding: { code: string; naam: string } | null;
  keuzes: Keuzes;
  totaal: Record<Evaluatiesoort, Uitkomst>;
  opleidingen: Deel;
  aanbieders: Regel[];
  schooljaren: Regel[];
  /** Newest first; only of one opleiding. */
  cohorten: Deel;
}

/** What the academie as a whole, an opleiding, an aanbieder or a schooljaar led to. */
@Injectable()
export class UitkomstService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly queries: UitkomstAcademieQueries,
    private readonly audit: AuditService,
    private readonly lists: Lists,
  ) {}

  /** What does not exist has an empty outcome. @param blad of the opleidingen, or of the cohorten of one. */
  async van(gevraagd: Gevraagd, blad?: Blad): Promise<Academiebeeld> {
    const { queries } = this;
    const keuzes = await queries.keuzes();
    const opleiding = keuzes.opleidingen.find(({ code }) => code === gevraagd.opleiding?.toUpperCase());
    if (gevraagd.opleiding !== undefined && !opleiding) return { ...niets(gevraagd), keuzes };
    const filter = { ...gevraagd, opleiding: opleiding?.id };
    const alles = totaal(await queries.beelden(filter, null));
    const aanbieders = groepen(await queries.beelden(filter, 'aanbieder'), 'aanbieder');
    const schooljaren = groepen(await queries.beelden(filter, 'schooljaar'), 'schooljaar');
    const eigen = opleiding ? await queries.schalen(opleiding.id) : [];
    return {
      gevraagd,
      opleiding: opleiding ?? null,
      keuzes,
      totaal: {
        evaluatie: uitkomstVan(alles.evaluatie, vragenMet(eigen)),
        nameting: uitkomstVan(alles.nameting, NAMETINGVRAGEN),
      },
      aanbieders: opNaam(vergelijk(aanbieders, alles.evaluatie)),
      schooljaren: opNaam(vergelijk(schooljaren)),
      opleidingen: await this.opleidingen(filter, blad),
      cohorten: opleiding ? await this.cohorten({ ...filter, opleiding: opleiding.id }, blad) : GEEN,
    };
  }

  /** Takes it along as a file, and records that. */
  neemMee(wie: Wie, gevraagd: Gevraagd): Promise<Academiebeeld> {
    return this.lists.make(() => this.maakLijst(wie, gevraagd));
  }

  private async maakLijst(wie: Wie, gevraagd: Gevraagd): Promise<Academiebeeld> {
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

  private async opleidingen(filter: Filter, blad?: Blad): Promise<Deel> {
    const namen = await this.queries.opleidingen(filter);
    const deel = blad ? namen.slice(blad.skip, blad.skip + blad.take) : namen;
    const ids = deel.map(({ id }) => id);
    const gevonden = groepen(await this.queries.beelden(filter, 'opleiding', ids), 'opleiding');
    const regels = deel.map(({ id, naam, code }): Regel => {
      const [regel] = vergelijk(new Map([[id, gevonden.get(id) ?? {}]]));
      return { ...regel!, naam, code };
    });
    return { regels, totaal: namen.length };
  }

  private async cohorten(filter: Filter & { opleiding: string }, blad?: Blad): Promise<Deel> {
    const gevonden = await this.queries.atomen(filter, blad);
    const namen = await this.queries.cohortnamen(gevonden.atomen.flat().map(({ cohortId }) => cohortId));
    const regels = gevonden.atomen.map((atoom): Regel => {
      const [{ id, cohortId, schooljaar }] = atoom as [Geteld];
      const evaluatie = samen(zoalsVerdeeld(atoom).atomen, []);
      const [regel] = vergelijk(new Map([[id, { evaluatie }]]));
      if (atoom.length === 1) return { ...regel!, naam: namen.get(cohortId)!, cohortId };
      return { ...regel!, naam: `${atoom.length} kleine groepen samen, ${schooljaar}` };
    });
    return { regels, totaal: gevonden.totaal };
  }
}

const GEEN: Deel = { regels: [], totaal: 0 };

const niets = (gevraagd: Gevraagd): Omit<Academiebeeld, 'keuzes'> => ({
  gevraagd,
  opleiding: null,
  totaal: {
    evaluatie: uitkomstVan(LEEG, vragenMet([])),
    nameting: uitkomstVan(LEEG, NAMETINGVRAGEN),
  },
  opleidingen: GEEN,
  aanbieders: [],
  schooljaren: [],
  cohorten: GEEN,
});

const opNaam = (regels: Vergelijking[]): Regel[] =>
  regels.map((r) => ({ ...r, naam: r.sleutel })).sort((a, b) => a.naam.localeCompare(b.naam, 'nl'));

/** The standard questions that can be summed over opleidingen, and the scales that this one added. */
function vragenMet(schalen: Vraag[]): Vraag[] {
  const standaard = STANDAARDVRAGEN.filter(({ soort }) => soort !== 'open');
  const codes = new Set(standaard.map(({ code }) => code));
  return [...standaard, ...schalen.filter(({ code }) => !codes.has(code))];
}
