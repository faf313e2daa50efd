import type { Aanmelding } from '../../src/aanmeldingen/aanmelding.entity.js';
import { Auditregel } from '../../src/audit/auditregel.entity.js';
import { Bijeenkomst } from '../../src/cohorten/bijeenkomst.entity.js';
import { Cohort } from '../../src/cohorten/cohort.entity.js';
import type { Opleiding } from '../../src/opleidingen/opleiding.entity.js';
import type { Gebruiker } from '../../src/toegang/gebruiker.entity.js';
import { meldLosAan } from '../support/aanmeldingen.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { logIn, type Inlog } from '../support/inloggen.js';
import { maakBijeenkomst, maakCohort, maakGebruiker, maakOpleiding } from '../support/makers.js';
import { vraag, type Antwoord } from '../support/vraag.js';
import { systeem } from '../../src/toegang/wie.js';

export interface Ingelogd {
  gebruiker: Gebruiker;
  inlog: Inlog;
}

/** One opleiding that runs twice at the same time; the test's clock stands on 10 November 2026, ten in the morning. */
export interface Zaal {
  academie: Academie;
  opleiding: Opleiding;
  cohort: Cohort;
  ander: Cohort;
  /** Of `cohort`: last week, this morning, and next week. */
  vorige: Bijeenkomst;
  vandaag: Bijeenkomst;
  volgende: Bijeenkomst;
  /** Of `ander`: yesterday, and this morning. */
  anderGisteren: Bijeenkomst;
  anderVandaag: Bijeenkomst;
  trainer: Ingelogd;
  coordinator: Ingelogd;
}

export async function maakIngelogd(
  academie: Academie,
  met: Parameters<typeof maakGebruiker>[1],
): Promise<Ingelogd> {
  const gebruiker = await maakGebruiker(academie.dataSource, met);
  return { gebruiker, inlog: await logIn(academie, gebruiker) };
}

/** A cohort that is under way, without the bijeenkomst in January that a maker gives it. */
export async function maakLopend(academie: Academie, met: Parameters<typeof maakCohort>[1]): Promise<Cohort> {
  const { dataSource: ds } = academie;
  const cohort = await maakCohort(ds, met);
  await ds.manager.delete(Bijeenkomst, { cohortId: cohort.id });
  return cohort;
}

export const bijeenkomstOp = (
  { dataSource }: Academie,
  cohort: Cohort,
  dag: string,
  met: Partial<Bijeenkomst> = {},
): Promise<Bijeenkomst> =>
  maakBijeenkomst(dataSource, {
    cohortId: cohort.id,
    begint: new Date(`${dag}T08:00:00Z`),
    eindigt: new Date(`${dag}T11:00:00Z`),
    ...met,
  });

export async function maakZaal(capaciteit = 20): Promise<Zaal> {
  const academie = await startAcademie();
  const opleiding = await maakOpleiding(academie.dataSource, { code: 'LAS-1', naam: 'LAS I' });
  const lopend = { opleidingId: opleiding.id, status: 'gestart' as const, minimum: 1 };
  const cohort = await maakLopend(academie, { ...lopend, naam: 'dinsdag', capaciteit });
  const ander = await maakLopend(academie, { ...lopend, naam: 'maandag' });
  const trainer = await maakIngelogd(academie, { rol: 'trainer', naam: 'Tra Iner' });
  const van = { trainerId: trainer.gebruiker.id };
  return {
    academie,
    opleiding,
    cohort,
    ander,
    vorige: await bijeenkomstOp(academie, cohort, '2026-11-03', { onderwerp: 'Leiden' }),
    vandaag: await bijeenkomstOp(academie, cohort, '2026-11-10', { onderwerp: 'Teams', ...van }),
    volgende: await bijeenkomstOp(academie, cohort, '2026-11-17', { onderwerp: 'Geld' }),
    anderGisteren: await bijeenkomstOp(academie, ander, '2026-11-09', { onderwerp: 'Leiden' }),
    anderVandaag: await bijeenkomstOp(academie, ander, '2026-11-10', { onderwerp: 'Teams' }),
    trainer,
    coordinator: await maakIngelogd(academie, { email: 'coordinator@academie.example' }),
  };
}

export const komt = (
  { academie }: Pick<Zaal, 'academie'>,
  cohort: Cohort,
  achternaam: string,
  met: Parameters<typeof meldLosAan>[3] = {},
): Promise<Aanmelding> => meldLosAan(academie, cohort.id, systeem, { achternaam, ...met });

const pad = (b: Pick<Bijeenkomst, 'id'>): string => `/api/v1/bijeenkomsten/${b.id}/aanwezigheid`;

export interface Rij {
  aanmelding: string;
  aanwezig: unknown;
  afgemeld?: unknown;
}

export const er = ({ id }: Pick<Aanmelding, 'id'>): Rij => ({ aanmelding: id, aanwezig: true });
export const nietEr = ({ id }: Pick<Aanmelding, 'id'>): Rij => ({ aanmelding: id, aanwezig: false });
export const afgemeld = (a: Pick<Aanmelding, 'id'>): Rij => ({ ...nietEr(a), afgemeld: true });

export const kopVan = ({ inlog }: Ingelogd): Record<string, string> => ({
  cookie: inlog.cookie,
  'x-csrf-token': inlog.csrf,
});

export function legVast(
  { academie }: Pick<Zaal, 'academie'>,
  headers: Record<string, string>,
  bijeenkomst: Pick<Bijeenkomst, 'id'>,
  aanwezigheid: unknown,
): Promise<Antwoord> {
  return vraag(academie, pad(bijeenkomst), {
    method: 'PUT',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ aanwezigheid }),
  });
}

/** The stands of a bijeenkomst as the API tells them, by aanmelding. */
export async function standen(
  { academie }: Pick<Zaal, 'academie'>,
  wie: Ingelogd,
  bijeenkomst: Pick<Bijeenkomst, 'id'>,
): Promise<Record<string, string | null>> {
  const antwoord = await vraag(academie, pad(bijeenkomst), { headers: kopVan(wie) });
  const { aanwezigheid } = antwoord.json<{
    aanwezigheid: { aanmelding: string; stand: string | null }[];
  }>();
  return Object.fromEntries(aanwezigheid.map(({ aanmelding, stand }) => [aanmelding, stand]));
}

/** What the audit kept of somebody's attendance, oldest first. */
export async function auditVan(
  { academie }: Pick<Zaal, 'academie'>,
  { id }: Pick<Aanmelding, 'id'>,
): Promise<object[]> {
  const regels = await academie.dataSource.manager.find(Auditregel, {
    where: { code: 'aanmelding.aanwezigheid', onderwerpId: id },
    order: { id: 'ASC' },
  });
  return regels.map(({ gegevens }) => gegevens);
}
