import { cohortregel } from '../cohorten/cohortregel.js';
import { vrijVan, type CohortBeeld } from '../cohorten/cohorten.queries.js';
import { inFull } from '../platform/web/template-helpers.js';
import type { AanmeldingBeeld } from './aanmeldingen.queries.js';
import { houdtPlaats } from './aanmeldingen.rules.js';
import { overstapAnker } from './overzetten.mails.js';
import type { Keuze, Vervolg } from './overzetvoorstellen.queries.js';

/** How moving to another cohort is shown to the deelnemer. */
export interface Overstappen {
  keuzes: Keuze[];
  vervolg: Vervolg | null;
}

/** Context of the part of pages/aanmeldingen/aanmelding.hbs about other cohorten. */
export function overstapbeeld(a: AanmeldingBeeld, { keuzes, vervolg }: Overstappen) {
  return {
    kop: kopVan(a, keuzes),
    keuzes: keuzes.map((keuze) => keuzebeeld(a, keuze)),
    zetOver: `/a/${a.token}/overzetting`,
    wijsAf: `/a/${a.token}/overzetafwijzing`,
    heeftPlaats: houdtPlaats(a.status),
    vervolg: vervolg && { naam: inFull(vervolg.opleiding, vervolg.cohort), href: `/a/${vervolg.token}` },
  };
}

function kopVan(a: AanmeldingBeeld, keuzes: Keuze[]): string {
  const anders = keuzes.filter((keuze) => isAndereOpleiding(a, keuze)).length;
  if (anders === 0) return 'Wil je naar een andere groep?';
  return anders === keuzes.length ? 'Wil je naar een andere opleiding?' : 'Wil je iets anders kiezen?';
}

const isAndereOpleiding = (a: AanmeldingBeeld, { cohort }: Keuze): boolean =>
  cohort.opleidingCode !== a.opleidingCode;

function keuzebeeld(a: AanmeldingBeeld, keuze: Keuze) {
  const { voorstelId, cohort, positie } = keuze;
  const regel = cohortregel(cohort);
  const waarom = dicht(cohort) ?? (positie !== null && houdtPlaats(a.status) ? VOL_VOOR_WIE_ZIT : null);
  return {
    voorstelId,
    anker: overstapAnker(cohort.id),
    opleiding: cohort.opleiding,
    naam: cohort.naam,
    andereOpleiding: isAndereOpleiding(a, keuze),
    href: regel.href,
    eerste: regel.eerste,
    dag: regel.dag,
    tijden: regel.tijden,
    locatie: regel.locatie,
    vrij: positie === null ? vrijVan(cohort) : 0,
    positie,
    waarom,
  };
}

const VOL_VOOR_WIE_ZIT = 'Dit cohort is nu vol. Je houdt de plaats die je hebt. Probeer het later nog eens.';

const sluitingen: Partial<Record<CohortBeeld['aanmelden'], string>> = {
  'nog-niet': 'Overstappen kan nog niet: het aanmelden is nog niet open.',
  voorbij: 'Overstappen kan niet meer: de laatste dag om je aan te melden is voorbij.',
  begonnen: 'Overstappen kan niet meer: dit cohort is begonnen.',
  geannuleerd: 'Dit cohort gaat niet door.',
  dicht: 'Dit cohort neemt nu geen aanmeldingen aan.',
};

const dicht = ({ aanmelden }: CohortBeeld): string | null => sluitingen[aanmelden] ?? null;
