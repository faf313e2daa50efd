import type { AanmeldingBeeld } from '../aanmeldingen/aanmeldingen.queries.js';
import { standnaam, standVan } from '../aanmeldingen/standwoorden.rules.js';
import { geld } from '../cohorten/cohortregel.js';
import type { CohortBeeld } from '../cohorten/cohorten.queries.js';
import { volledigeNaam } from '../toegang/persoon.entity.js';
import type { Deelnemer, Keuzes } from './deelnemerslijsten.queries.js';
import { aanmeldstatussen, type Wachtreden } from '../aanmeldingen/standen.js';

/** How the portal of a bestuur shows its people. Plain functions from what was read to what the template asks. */
const volgorde = new Intl.Collator('nl');

const wachtwoorden: Record<Wachtreden, string> = {
  emailbevestiging: 'e-mailadres nog niet bevestigd',
  akkoord: 'wacht op jullie akkoord',
  aanbod: 'plaats aangeboden',
};

/** "Wachtlijst, plaats 3: e-mailadres nog niet bevestigd". */
function statusVan(d: Deelnemer) {
  const { soort, tekst } = standVan(d);
  const wacht = d.wachtOp.map((reden) => wachtwoorden[reden]).join(', ');
  return { soort, tekst: wacht ? `${tekst}: ${wacht}` : tekst };
}

export const lijstregel = (d: Deelnemer) => ({
  naam: volledigeNaam(d),
  email: d.email,
  functie: d.functie,
  school: d.school,
  opleiding: d.opleiding,
  cohort: d.cohort,
  eerste: d.eerste,
  status: statusVan(d),
});

/** The refusal of a form, to be shown beside its field with what was typed. */
export interface Geweigerd {
  id: string;
  reden: string;
  fout: string;
}

/** Somebody for whom this bestuur has to decide. */
export function akkoordvraag(
  a: AanmeldingBeeld,
  cohort: CohortBeeld | undefined,
  geweigerd: Geweigerd | undefined,
) {
  const actie = `/bestuur/aanmeldingen/${a.id}`;
  const hier = geweigerd?.id === a.id ? geweigerd : undefined;
  return {
    id: a.id,
    naam: volledigeNaam(a),
    functie: a.functie,
    school: a.school,
    opleiding: a.opleiding,
    opleidingHref: `/opleidingen/${a.opleidingCode}`,
    eerste: cohort?.eerste ?? null,
    ...(cohort ? geld(cohort) : { kosten: null, vergoeding: null }),
    vervaltOp: a.vervaltOp,
    akkoordActie: `${actie}/akkoord`,
    afwijsActie: `${actie}/afwijzing`,
    afwijzenOpen: hier !== undefined,
    reden: hier?.reden ?? '',
    fout: hier?.fout ?? null,
  };
}

/** What the filters offer. Who has been in very many cohorten chooses one of them after the opleiding or the year. */
export function keuzesVan({ cohorten, aantalCohorten, opleidingen, schooljaren }: Keuzes) {
  const alle = aantalCohorten > cohorten.length ? ' (kies voor meer een opleiding of schooljaar)' : '';
  return {
    cohorten: cohorten.map((c) => ({ waarde: c.id, tekst: `${c.opleiding}: ${c.naam}` })),
    alleCohorten: `Alle cohorten${alle}`,
    opleidingen: opleidingen
      .map(({ code, naam }) => ({ waarde: code, tekst: naam }))
      .sort(({ tekst: a }, { tekst: b }) => volgorde.compare(a, b)),
    schooljaren: schooljaren.map((jaar) => ({ waarde: jaar, tekst: jaar })),
    statussen: aanmeldstatussen.map((status) => ({ waarde: status, tekst: standnaam(status) })),
  };
}
