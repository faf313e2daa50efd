import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type AuditBeeld, AuditQueries } from '../../audit/audit.queries.js';
import { geschiedenisVan } from '../../audit/geschiedenis.rules.js';
import { soortInWoorden } from '../../berichten/berichten.scherm.js';
import { ALLE } from '../../berichten/berichten.service.js';
import { Cohort } from '../../cohorten/cohort.entity.js';
import { cohortkop } from '../../cohorten/cohort.scherm.js';
import { KopieDto, NieuwCohortDto, WijzigCohortDto } from '../../cohorten/cohortbeheer.dto.js';
import { CohortenService } from '../../cohorten/cohorten.service.js';
import { cohortOnbekend } from '../../cohorten/cohorten.errors.js';
import { CohortenQueries } from '../../cohorten/cohorten.queries.js';
import type { Plan } from '../../cohorten/cohortplan.rules.js';
import { cohortvelden, cohortveldnamen } from '../../cohorten/cohortvelden.rules.js';
import { Schoolvakantie } from '../../cohorten/schoolvakantie.entity.js';
import { regio } from '../../cohorten/schoolvakanties.service.js';
import { asTyped } from '../../platform/web/form-input.js';
import { Page } from '../../platform/web/page.js';
import { inFull } from '../../platform/web/template-helpers.js';
import type { Wie } from '../../toegang/wie.js';
import { KopieService, type Kopievoorstel } from './kopie.service.js';
import { PlanService } from './plan.service.js';
import {
  basisTekst,
  type Beide,
  formulierVan,
  leegFormulier,
  leesBasis,
  leesFormulier,
  type Planformulier,
  planrijen,
  voegSamen,
} from './planformulier.rules.js';
import { type Planbeeld, Planformulierscherm } from './planformulier.scherm.js';
import { type Fouten, invoerVan, voerActieUit, weigering } from './planinvoer.rules.js';
import { cohortpaden } from '../../cohorten/paden.js';
import { byName } from '../../platform/records.js';

/** The changes that somebody else made while this form was open. */
interface Intussen {
  regels: ReturnType<typeof geschiedenisVan>;
  beide: (Omit<Beide, 'veld'> & { veld: string; naam: string })[];
}

interface Stand {
  cohort: Cohort;
  plan: Plan;
  bewaard: Planformulier;
  audit: AuditBeeld[];
}

/** The screens with the form of a plan, and what that form does: of a cohort that is there, of a new one and of a copy. */
@Injectable()
export class Planscherm {
  constructor(
    private readonly dataSource: DataSource,
    private readonly cohorten: CohortenQueries,
    private readonly plannen: PlanService,
    private readonly audit: AuditQueries,
    private readonly formulier: Planformulierscherm,
    private readonly makers: CohortenService,
    private readonly kopieen: KopieService,
  ) {}

  /** Making a cohort. @param opleiding the code of the one that was chosen already, or empty. */
  async nieuw(opleiding: string): Promise<Page> {
    return this.nieuwpagina(await this.formulier.formulier(leegFormulier(opleiding)));
  }

  /** @returns the screen again, or the id of what was made. */
  async maak(wie: Wie, body: Record<string, unknown>): Promise<Page | { id: string }> {
    const { id, context, status } = await this.formulier.verwerkNieuw(
      NieuwCohortDto,
      body,
      ({ velden: { opleiding, code } }) => ({ opleiding, code }),
      (dto) => this.makers.maak(wie, dto),
    );
    return id === undefined ? this.nieuwpagina(context, status) : { id };
  }

  /** A cohort once more, next year: to be corrected before it is made. */
  async kopie(id: string): Promise<Page> {
    const voorstel = await this.kopieen.voorstel(id);
    const formulier = formulierVan(
      voorstel.gegevens as Parameters<typeof formulierVan>[0],
      voorstel.bijeenkomsten,
    );
    return kopiepagina(id, voorstel, await this.formulier.formulier(formulier), true);
  }

  /** @returns the screen again, or the id of the copy. */
  async kopieer(wie: Wie, id: string, body: Record<string, unknown>): Promise<Page | { id: string }> {
    const alineas = body.alineas === 'ja';
    const uitkomst = await this.formulier.verwerkNieuw(
      KopieDto,
      body,
      ({ velden: { code } }) => ({ code, alineas }),
      (dto) => this.kopieen.maak(wie, id, dto),
    );
    if (uitkomst.id !== undefined) return { id: uitkomst.id };
    return kopiepagina(id, await this.kopieen.voorstel(id), uitkomst.context, alineas, uitkomst.status);
  }

  private async nieuwpagina(formulier: Planbeeld, status = 200): Promise<Page> {
    const kruimels = [{ tekst: 'Cohorten', href: cohortpaden.lijst }];
    const opleidingen = await this.formulier.opleidingen();
    const context = { kruimels, ...formulier, opleidingen, actie: cohortpaden.nieuw };
    return new Page('cohortbeheer/nieuw', context, { titel: 'Nieuw cohort', status });
  }

  /** Changing the plan of a cohort. */
  async toon(id: string): Promise<Page> {
    const stand = await this.stand(id);
    return this.pagina(stand, stand.bewaard, {}, herkomst(stand));
  }

  /** @returns the screen again, or how many people were told when it was saved. */
  async wijzig(wie: Wie, id: string, body: Record<string, unknown>): Promise<Page | { gemeld: number }> {
    const stand = await this.stand(id);
    const formulier = leesFormulier(body);
    const getypt = byName(['basis', 'versie', 'regels'], (naam) => asTyped(body[naam]));
    const vakanties = await this.dataSource.manager.findBy(Schoolvakantie, { regio });
    const terug = voerActieUit(body.actie, formulier, vakanties);
    const gelezen = invoerVan(
      WijzigCohortDto,
      terug?.formulier ?? formulier,
      {
        reden: formulier.velden.reden,
        ...(/^\d{1,9}$/.test(getypt.versie) ? { versie: Number(getypt.versie) } : {}),
      },
      stand.plan,
    );
    if (terug) {
      const fouten = body.actie === 'controleer' ? gelezen.fouten : terug.fouten;
      return this.pagina(stand, terug.formulier, fouten, getypt, gelukt(terug.fouten));
    }
    if (!gelezen.dto || Object.keys(gelezen.fouten).length > 0)
      return this.pagina(stand, formulier, gelezen.fouten, getypt, 422);
    // Not by `probeer`: what is wrong goes beside its row, and who saved in between has a screen of its own.
    try {
      return { gemeld: await this.plannen.wijzig(wie, id, gelezen.dto) };
    } catch (fout) {
      const { code, fouten } = weigering(fout, gelezen.rijen);
      if (code === 'cohort-gewijzigd') return this.intussen(id, formulier, body);
      return this.pagina(stand, formulier, fouten, getypt, 422);
    }
  }

  /** The second of two sees what the first did, with their own typing on top of it; saving again saves that. */
  private async intussen(id: string, getypt: Planformulier, body: Record<string, unknown>): Promise<Page> {
    const stand = await this.stand(id);
    const basis = leesBasis(body.basis);
    const samen = basis ? voegSamen(basis, getypt, stand.bewaard) : { formulier: getypt, beide: [] };
    const gezien = /^\d{1,6}$/.test(String(body.regels)) ? Number(body.regels) : stand.audit.length;
    const intussen: Intussen = {
      regels: geschiedenisVan(stand.audit.slice(gezien)),
      beide: samen.beide.map((een) => ({ ...een, naam: veldnaam(een.veld) })),
    };
    return this.pagina(stand, samen.formulier, {}, herkomst(stand), 422, intussen);
  }

  private async stand(id: string): Promise<Stand> {
    const m = this.dataSource.manager;
    const cohort = await m.findOneBy(Cohort, { id });
    if (!cohort) throw cohortOnbekend();
    const bijeenkomsten = await this.plannen.bijeenkomsten(m, id);
    const audit = await this.audit.vanOnderwerp('cohort', id, 10_000);
    const bewaard = formulierVan(cohort, planrijen(bijeenkomsten));
    return { cohort, plan: { ...cohort, bijeenkomsten }, bewaard, audit };
  }

  private async pagina(
    stand: Stand,
    formulier: Planformulier,
    fouten: Fouten,
    herkomst: Herkomst,
    status = 200,
    intussen: Intussen | null = null,
  ): Promise<Page> {
    const { cohort } = stand;
    const beeld = (await this.cohorten.een(cohort.id, false))!;
    const context = {
      ...cohortkop(beeld, 'plan'),
      ...(await this.formulier.formulier(formulier, fouten, cohort)),
      actie: cohortpaden.plan(cohort.id),
      kopieHref: cohortpaden.tab(cohort.id, 'kopie'),
      code: cohort.code,
      herkomst,
      intussen,
    };
    return new Page('cohortbeheer/plan', context, {
      titel: `Plan van ${inFull(beeld.opleiding, cohort.naam)}`,
      status,
    });
  }
}

function kopiepagina(
  id: string,
  voorstel: Kopievoorstel,
  formulier: Planbeeld,
  metAlineas: boolean,
  status = 200,
): Page {
  const { opleiding, origineel, vakantiesOnbekendVanaf } = voorstel;
  const context = {
    kruimels: [
      { tekst: 'Cohorten', href: cohortpaden.lijst },
      { tekst: inFull(opleiding.naam, origineel), href: cohortpaden.plan(id) },
    ],
    ...formulier,
    opleiding,
    origineel,
    vakantiesOnbekendVanaf,
    alineas: voorstel.alineas.map(({ soort, tekst }) => ({ mail: mailVan(soort), tekst })),
    metAlineas,
    actie: cohortpaden.tab(id, 'kopie'),
  };
  const titel = `Kopie van ${inFull(opleiding.naam, origineel)}`;
  return new Page('cohortbeheer/kopie', context, { titel, status });
}

const mailVan = (soort: string): string => (soort === ALLE ? 'Alle mails' : soortInWoorden(soort));

/** The plan as it was when the form was opened; goes along in hidden fields. */
interface Herkomst {
  basis: string;
  versie: string;
  /** The number of lines of history that there were. */
  regels: string;
}

const herkomst = ({ cohort, bewaard, audit }: Stand): Herkomst => ({
  basis: basisTekst(bewaard),
  versie: String(cohort.versie),
  regels: String(audit.length),
});

const gelukt = (fouten: Fouten): number => (Object.keys(fouten).length > 0 ? 422 : 200);

const labels: Partial<Record<string, string>> = byName(cohortveldnamen, (veld) => cohortvelden[veld].label);
const veldnaam = (veld: string): string =>
  labels[veld === 'aanmeldenTotEnMet' ? 'aanmeldenVoor' : veld] ?? veld;
