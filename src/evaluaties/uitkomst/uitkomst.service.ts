import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../../audit/audit.service.js';
import { cohortOnbekend } from '../../cohorten/cohorten.errors.js';
import { type CohortBeeld, CohortenQueries } from '../../cohorten/cohorten.queries.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { Lists } from '../../platform/lists.js';
import type { Wie } from '../../toegang/wie.js';
import type { Evaluatiesoort, Formuliervraag } from '../evaluatie.entity.js';
import { NAMETINGVRAGEN, STANDAARDVRAGEN } from '../vragenlijst.rules.js';
import { type Evaluatieuitkomst, uitkomstVan, vergelijk, type Vergelijking } from './cijfers.rules.js';
import {
  type Lijstdeel,
  type Uitkomstfilter,
  type Uitkomstkeuzes,
  type Evaluatiestand,
  UitkomstQueries,
} from './uitkomst.queries.js';
import {
  type GeteldeEvaluatie,
  groepen,
  LEEG,
  samen,
  totaal,
  type Verdeling,
  zicht,
  zoalsVerdeeld,
} from './uitkomst.rules.js';

/** Why there is nothing to see of a closed evaluatie. `bundel`: it counts in the figures of its opleiding. */
interface TeKlein {
  hoe: 'bundel' | 'wacht' | 'los';
  /** `wacht`: the day on which it may be put together with others. */
  dag: string;
}

export interface Cohortdeel extends Omit<Evaluatiestand, 'vragen'> {
  stand: 'niet-gepland' | 'gepland' | 'open' | 'gesloten';
  uitkomst: Evaluatieuitkomst | null;
  /** The texts that were written, by code of the question. */
  teksten: Map<string, string[]>;
  teKlein: TeKlein | null;
}

export interface Cohortuitkomst {
  cohort: CohortBeeld;
  evaluatie: Cohortdeel;
  nameting: Cohortdeel;
}

/** The view that is asked for: the code of an opleiding, the name of an aanbieder, a schooljaar. */
export interface Gevraagd {
  opleiding?: string;
  aanbieder?: string;
  schooljaar?: string;
}

/** A line of a comparison with its name; `cohortId` of one cohort, `code` of one opleiding. */
export interface Uitkomstregel extends Vergelijking {
  naam: string;
  code?: string;
  cohortId?: string;
}

/** Part of a list. */
export interface Deel {
  regels: Uitkomstregel[];
  totaal: number;
}

export interface Academiebeeld {
  gevraagd: Gevraagd;
  opleiding: { code: string; naam: string } | null;
  keuzes: Uitkomstkeuzes;
  totaal: Record<Evaluatiesoort, Evaluatieuitkomst>;
  opleidingen: Deel;
  aanbieders: Uitkomstregel[];
  schooljaren: Uitkomstregel[];
  /** Newest first; only of one opleiding. */
  cohorten: Deel;
}

/** Tells what deelnemers thought of it and what it led to: of one cohort, and of the academie in all its cuts. */
@Injectable()
export class UitkomstService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly cohorten: CohortenQueries,
    private readonly queries: UitkomstQueries,
    private readonly audit: AuditService,
    private readonly lists: Lists,
  ) {}

  /** @throws DomainError `cohort-onbekend` */
  async vanCohort(cohortId: string): Promise<Cohortuitkomst> {
    const cohort = await this.cohorten.een(cohortId, false);
    if (!cohort) throw cohortOnbekend();
    const standen = await this.queries.standen(cohortId);
    const verdeling = zoalsVerdeeld(await this.queries.vanCohort(cohortId));
    const deel = (soort: Evaluatiesoort): Promise<Cohortdeel> =>
      this.deel(
        standen.find((s) => s.soort === soort)!,
        cohortId,
        verdeling,
      );
    return { cohort, evaluatie: await deel('evaluatie'), nameting: await deel('nameting') };
  }

  /** Takes the figures along as a file, and records that. */
  neemCohortMee(wie: Wie, cohortId: string): Promise<Cohortuitkomst> {
    return this.lists.make(() => this.maakCohortlijst(wie, cohortId));
  }

  private async maakCohortlijst(wie: Wie, cohortId: string): Promise<Cohortuitkomst> {
    const uitkomst = await this.vanCohort(cohortId);
    await inTransaction(this.dataSource, (m) =>
      this.audit.noteer(m, {
        wie,
        code: 'evaluatie.gedownload',
        onderwerp: { soort: 'cohort', id: cohortId },
        gegevens: { filter: { cohort: cohortId } },
      }),
    );
    return uitkomst;
  }

  private async deel(
    { vragen, ...stand }: Evaluatiestand,
    cohort: string,
    verdeling: Verdeling,
  ): Promise<Cohortdeel> {
    const leeg = { ...stand, uitkomst: null, teksten: new Map<string, string[]>(), teKlein: null };
    if (stand.id === null) return { ...leeg, stand: stand.gepland ? 'gepland' : 'niet-gepland' };
    if (stand.geslotenOp === null) return { ...leeg, stand: 'open' };
    const gezien = zicht(verdeling, { soort: stand.soort, cohort });
    if (gezien.evaluaties === 0) return { ...leeg, stand: 'gesloten', teKlein: teKlein(stand.id, verdeling) };
    const uitkomst = uitkomstVan(gezien, vragen);
    const open = uitkomst.vragen.filter((v) => v.soort === 'open' && v.antwoorden !== null);
    const teksten = await this.queries.teksten(
      stand.id,
      open.map(({ code }) => code),
    );
    return { ...leeg, stand: 'gesloten', uitkomst, teksten };
  }

  /** An opleiding that does not exist has an empty outcome. @param blad of the opleidingen, or of the cohorten of one. */
  async van(gevraagd: Gevraagd, blad?: Lijstdeel): Promise<Academiebeeld> {
    const keuzes = await this.queries.keuzes();
    const opleiding = keuzes.opleidingen.find(({ code }) => code === gevraagd.opleiding?.toUpperCase());
    if (gevraagd.opleiding !== undefined && !opleiding) return { ...niets(gevraagd), keuzes };
    const filter = { ...gevraagd, opleiding: opleiding?.id };
    const alles = totaal(await this.queries.beelden(filter, null));
    const aanbieders = groepen(await this.queries.beelden(filter, 'aanbieder'), 'aanbieder');
    const schooljaren = groepen(await this.queries.beelden(filter, 'schooljaar'), 'schooljaar');
    const eigen = opleiding ? await this.queries.schalen(opleiding.id) : [];
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
      opleidingen: await this.perOpleiding(filter, blad),
      cohorten: opleiding ? await this.perCohort({ ...filter, opleiding: opleiding.id }, blad) : GEEN,
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

  private async perOpleiding(filter: Uitkomstfilter, blad?: Lijstdeel): Promise<Deel> {
    const namen = await this.queries.opleidingen(filter);
    const deel = blad ? namen.slice(blad.skip, blad.skip + blad.take) : namen;
    const ids = deel.map(({ id }) => id);
    const gevonden = groepen(await this.queries.beelden(filter, 'opleiding', ids), 'opleiding');
    const regels = deel.map(({ id, naam, code }): Uitkomstregel => {
      const [regel] = vergelijk(new Map([[id, gevonden.get(id) ?? {}]]));
      return { ...regel!, naam, code };
    });
    return { regels, totaal: namen.length };
  }

  private async perCohort(filter: Uitkomstfilter & { opleiding: string }, blad?: Lijstdeel): Promise<Deel> {
    const gevonden = await this.queries.atomen(filter, blad);
    const namen = await this.queries.cohortnamen(gevonden.atomen.flat().map(({ cohortId }) => cohortId));
    const regels = gevonden.atomen.map((atoom): Uitkomstregel => {
      const [{ id, cohortId, schooljaar }] = atoom as [GeteldeEvaluatie];
      const evaluatie = samen(zoalsVerdeeld(atoom).atomen, []);
      const [regel] = vergelijk(new Map([[id, { evaluatie }]]));
      if (atoom.length === 1) return { ...regel!, naam: namen.get(cohortId)!, cohortId };
      return { ...regel!, naam: `${atoom.length} kleine groepen samen, ${schooljaar}` };
    });
    return { regels, totaal: gevonden.totaal };
  }
}

function teKlein(id: string, { los }: Verdeling): TeKlein {
  const zelf = los.find((e) => e.id === id);
  if (!zelf) return { hoe: 'bundel', dag: '' };
  return zelf.bundelOp === null ? { hoe: 'los', dag: '' } : { hoe: 'wacht', dag: zelf.bundelOp };
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

const opNaam = (regels: Vergelijking[]): Uitkomstregel[] =>
  regels.map((r) => ({ ...r, naam: r.sleutel })).sort((a, b) => a.naam.localeCompare(b.naam, 'nl'));

/** The standard questions that can be summed over opleidingen, and the scales that this one added. */
function vragenMet(schalen: Formuliervraag[]): Formuliervraag[] {
  const standaard = STANDAARDVRAGEN.filter(({ soort }) => soort !== 'open');
  const codes = new Set(standaard.map(({ code }) => code));
  return [...standaard, ...schalen.filter(({ code }) => !codes.has(code))];
}
