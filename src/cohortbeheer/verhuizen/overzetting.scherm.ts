import { Injectable } from '@nestjs/common';
import { houdtPlaats, kanVerhuizen } from '../../aanmeldingen/aanmeldingen.rules.js';
import { InzageService } from '../../aanmeldingen/inzage.service.js';
import { standInWoorden } from '../../aanmeldingen/standwoorden.rules.js';
import { Page } from '../../platform/web/page.js';
import { inFull } from '../../platform/web/template-helpers.js';
import { volledigeNaam } from '../../toegang/persoon.entity.js';
import type { Wie } from '../../toegang/wie.js';
import { AlternatievenQueries, keuze } from './alternatieven.queries.js';
import { aanmeldpaden } from '../../aanmeldingen/paden.js';
import { cohortpaden } from '../../cohorten/paden.js';

/** What was filled in so far. */
export interface Overzetvorm {
  cohort: string;
  manier: string;
  toelichting: string;
  zoek: string;
}

/** The screen that moves one person: to which cohort, and whether they agreed already. */
@Injectable()
export class Overzetscherm {
  constructor(
    private readonly inzage: InzageService,
    private readonly alternatieven: AlternatievenQueries,
  ) {}

  async toon(id: string, wie: Wie, vorm: Overzetvorm, fouten?: Record<string, string>): Promise<Page> {
    const { beeld } = await this.inzage.een(wie, id);
    const voorgesteld = await this.alternatieven.voor(beeld.cohortId);
    const gevonden = vorm.zoek ? await this.alternatieven.metWoord(vorm.zoek, beeld.cohortId) : [];
    const bekend = [...voorgesteld, ...gevonden.filter((c) => !voorgesteld.some((v) => v.id === c.id))];
    const gekozen = bekend.some((c) => c.id === vorm.cohort) ? [] : [vorm.cohort].filter(Boolean);
    const keuzes = [...bekend, ...(await this.alternatieven.inVolgorde(gekozen))];
    const context = {
      kruimels: [
        { tekst: 'Cohorten', href: cohortpaden.lijst },
        { tekst: inFull(beeld.opleiding, beeld.cohort), href: cohortpaden.een(beeld.cohortId) },
      ],
      naam: volledigeNaam(beeld),
      van: inFull(beeld.opleiding, beeld.cohort),
      stand: standInWoorden(beeld)
        .replace(/^Je hebt/, 'Heeft')
        .replace(/^Je staat/, 'Staat')
        .replace(/^Je /, '')
        .replace(/\bplek\b/, 'plaats'),
      heeftPlaats: houdtPlaats(beeld.status),
      kan: kanVerhuizen(beeld, beeld.cohortstatus === 'geannuleerd'),
      formHref: aanmeldpaden.beheer(id, 'overzetting'),
      terugHref: cohortpaden.een(beeld.cohortId),
      waarden: vorm,
      fouten,
      keuzes: keuzes.map((c) => keuze(c, new Set([vorm.cohort]))),
      nietsGevonden: vorm.zoek !== '' && gevonden.length === 0,
    };
    return new Page('cohortbeheer/overzetting', context, {
      titel: `Overzetten: ${context.naam}`,
      status: fouten ? 422 : 200,
    });
  }
}
