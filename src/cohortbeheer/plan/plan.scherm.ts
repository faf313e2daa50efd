import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type AuditBeeld, AuditQueries } from '../../audit/audit.queries.js';
import { geschiedenisVan } from '../../audit/auditwoorden.rules.js';
import { Cohort } from '../../cohorten/cohort.entity.js';
import { cohortkop } from '../../cohorten/cohort.scherm.js';
import { WijzigCohortDto } from '../../cohorten/cohortbeheer.dto.js';
import { cohortOnbekend } from '../../cohorten/cohorten.errors.js';
import { CohortenQueries } from '../../cohorten/cohorten.queries.js';
import type { Plan } from '../../cohorten/cohortplan.rules.js';
import { cohortvelden, cohortveldnamen } from '../../cohorten/cohortvelden.rules.js';
import { Schoolvakantie } from '../../cohorten/schoolvakantie.entity.js';
import { regio } from '../../cohorten/schoolvakanties.service.js';
import { byName } from '../../platform/by-name.js';
import { asTyped } from '../../platform/web/form-input.js';
import { Page } from '../../platform/web/page.js';
import { inFull } from '../../platform/web/template-helpers.js';
import type { Wie } from '../../toegang/wie.js';
import { PlanService } from './plan.service.js';
import {
  basisTekst,
  type Beide,
  formulierVan,
  leesBasis,
  leesFormulier,
  type Planformulier,
  planrijen,
  voegSamen,
} from './planformulier.rules.js';
import { Planformulierscherm } from './planformulier.scherm.js';
import { type Fouten, invoerVan, voerActieUit, weigering } from './planinvoer.rules.js';
import { cohortpaden } from '../../cohorten/paden.js';

/** What somebody else did while this form was open. */
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

/** The screen on which a plan is changed, and what its form does. */
@Injectable()
export class Planscherm {
  constructor(
    private readonly dataSource: DataSource,
    private readonly cohorten: CohortenQueries,
    private readonly cohortbeheer: PlanService,
    private readonly audit: AuditQueries,
    private readonly formulier: Planformulierscherm,
  ) {}

  async toon(id: string): Promise<Page> {
    const stand = await this.stand(id);
    return this.pagina(stand, stand.bewaard, {}, herkomst(stand));
  }

  /** @returns the screen again, or how many people were told when it was saved. */
  async verwerk(wie: Wie, id: string, body: Record<string, unknown>): Promise<Page | { gemeld: number }> {
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
    try {
      return { gemeld: await this.cohortbeheer.wijzig(wie, id, gelezen.dto) };
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
    const bijeenkomsten = await this.cohortbeheer.bijeenkomsten(m, id);
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

/** What the form was opened with. */
interface Herkomst {
  basis: string;
  versie: string;
  /** How many lines of history there were. */
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
