import { Injectable } from '@nestjs/common';
import type { AanmeldingBeeld } from '../../aanmeldingen/aanmeldingen.queries.js';
import { cohortkop } from '../../cohorten/cohort.scherm.js';
import { CohortenQueries } from '../../cohorten/cohorten.queries.js';
import { functiekeuzes } from '../../opleidingen/opleidingen.rules.js';
import { anders } from '../../personen/personen.rules.js';
import { bestuurvoorstel, GEEN_SCHOOL } from '../../besturen/werkplek.rules.js';
import {
  type Kieswijze,
  Werkplekkiezer,
  type Werkplekformulier,
  werkplekvelden,
} from '../../besturen/werkplek.scherm.js';
import { byName } from '../../platform/records.js';
import type { FieldError } from '../../platform/errors/domain-error.js';
import { byField, type Typed } from '../../platform/web/form-input.js';
import { Page } from '../../platform/web/page.js';
import { check } from '../../platform/web/validation.js';
import { volledigeNaam } from '../../toegang/persoon.entity.js';
import { WijzigAanmeldingDto } from './aanmeldingbeheer.dto.js';
import { aanmeldpaden } from '../../aanmeldingen/paden.js';
import { cohortpaden } from '../../cohorten/paden.js';
import { deelnemerpaden } from '../../deelnemers/paden.js';
import { houdtPlaats, kanVerhuizen, standInWoorden } from '../../aanmeldingen/aanmeldingen.rules.js';
import { InzageService } from '../../aanmeldingen/inzage.service.js';
import { inFull } from '../../platform/web/template-helpers.js';
import type { Wie } from '../../toegang/wie.js';
import { AlternatievenQueries, keuze } from '../verhuizen/alternatieven.queries.js';

const VELDEN = [...werkplekvelden, 'functie', 'functieAnders', 'opmerking'] as const;
type Waarden = Partial<Record<(typeof VELDEN)[number], string | null>>;

/** Without `waarde` and without errors the form is to be shown again: somebody looked for a school. */
interface GelezenGegevens {
  waarde?: WijzigAanmeldingDto;
  waarden: Waarden;
  fouten: Record<string, string> | undefined;
}

/** The form of moving, as it was filled in so far. */
export interface Overzetvorm {
  cohort: string;
  manier: string;
  toelichting: string;
  zoek: string;
}

/** The two screens with a form about one aanmelding: correcting it, and moving it. */
@Injectable()
export class Aanmeldingbeheerscherm {
  constructor(
    private readonly cohorten: CohortenQueries,
    private readonly kiezer: Werkplekkiezer,
    private readonly inzage: InzageService,
    private readonly alternatieven: AlternatievenQueries,
  ) {}

  /** Reads the form of school, functie and remark. */
  async leesGegevens(body: Typed, wijze: Kieswijze = { voor: 'ander' }): Promise<GelezenGegevens> {
    const waarden = byName(VELDEN, (veld) => (typeof body[veld] === 'string' ? body[veld] : undefined));
    const antwoord = await this.kiezer.lees(waarden, wijze);
    if (antwoord.zoekt) return { waarden, fouten: undefined };
    const isAnders = waarden.functie === anders;
    const { waarde, fouten } = check(WijzigAanmeldingDto, {
      ...antwoord.werkplek,
      functie: isAnders ? waarden.functieAnders : waarden.functie,
      opmerking: waarden.opmerking,
    });
    const alle = fouten.map((fout) => inFormulier(fout, isAnders));
    alle.unshift(...antwoord.fouten);
    return alle.length === 0 && waarde ? { waarde, waarden, fouten: {} } : { waarden, fouten: byField(alle) };
  }

  /** Correcting school, functie and remark. */
  async gegevens(a: AanmeldingBeeld, getypt?: Waarden, fouten?: Record<string, string>): Promise<Page> {
    const cohort = (await this.cohorten.een(a.cohortId, false))!;
    const terug = cohortpaden.een(a.cohortId);
    const context = {
      ...cohortkop(cohort, 'mensen'),
      deelnemer: { naam: volledigeNaam(a), href: deelnemerpaden.persoon(a.persoonId) },
      terugHref: terug,
      actie: aanmeldpaden.beheer(a.id, 'gegevens'),
      functies: functiekeuzes,
      werkplek: await this.kiezer.veld(getypt ?? werkplekVan(a), { voor: 'ander' }),
      waarden: getypt ?? waardenVan(a),
      fouten,
    };
    const status = fouten ? 422 : 200;
    const titel = `Gegevens bij ${cohort.opleiding}`;
    return new Page('cohortbeheer/aanmelding-gegevens', context, { titel, status });
  }

  /** Moving to another cohort: to which one, and whether they agreed already. */
  async overzetting(id: string, wie: Wie, vorm: Overzetvorm, fouten?: Record<string, string>): Promise<Page> {
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
        .replace(/^Je /, ''),
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

function inFormulier({ veld, melding }: FieldError, isAnders: boolean): FieldError {
  if (veld !== 'functie') return { veld, melding };
  if (melding !== 'Vul dit veld in.') return { veld: isAnders ? 'functieAnders' : veld, melding };
  return isAnders
    ? { veld: 'functieAnders', melding: 'Vul in welke functie het is.' }
    : { veld, melding: 'Kies de functie.' };
}

export function waardenVan(a: AanmeldingBeeld): Waarden {
  const bekend = functiekeuzes.some(({ waarde }) => waarde === a.functie);
  return {
    functie: bekend ? a.functie : anders,
    functieAnders: bekend ? null : a.functie,
    opmerking: a.opmerking,
  };
}

/** Where somebody works, as the picker sends it. */
export const werkplekVan = (a: AanmeldingBeeld): Werkplekformulier => ({
  vestigingscode:
    a.vestigingscode ?? (a.bestuurId ? bestuurvoorstel({ id: a.bestuurId, naam: '' }).waarde : GEEN_SCHOOL),
  organisatie: a.organisatie,
});
