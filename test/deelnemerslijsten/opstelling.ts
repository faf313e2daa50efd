import type { DataSource } from 'typeorm';
import { AanmeldenService } from '../../src/aanmeldingen/aanmelden.service.js';
import type { Aanmelding } from '../../src/aanmeldingen/aanmelding.entity.js';
import type { Aanmeldverzoek } from '../../src/aanmeldingen/aanvraag.rules.js';
import { systeem, type Wie } from '../../src/toegang/wie.js';
import { Auditregel } from '../../src/audit/auditregel.entity.js';
import type { Bestuur } from '../../src/besturen/bestuur.entity.js';
import type { School } from '../../src/besturen/school.entity.js';
import type { Cohort } from '../../src/cohorten/cohort.entity.js';
import { copyOut } from '../../src/platform/database/copy.js';
import { type Value, withValues } from '../../src/platform/database/literals.js';
import type { Gebruiker } from '../../src/toegang/gebruiker.entity.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { logIn, type Inlog } from '../support/inloggen.js';
import {
  maakBestuur,
  maakCohort,
  maakGebruiker,
  maakOpleiding,
  maakSchool,
  verzoek,
} from '../support/makers.js';
import { vraag, type Antwoord } from '../support/vraag.js';

export const PAD = '/api/v1/deelnemerslijst';
export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export interface Ingelogd {
  gebruiker: Gebruiker;
  inlog: Inlog;
}

export interface Bord extends Ingelogd {
  bestuur: Bestuur;
  school: School;
}

/** Two boards and two cohorten, in which both can have people. */
export interface Stad {
  academie: Academie;
  spo: Bord;
  ksu: Bord;
  las: Cohort;
  coachen: Cohort;
  coordinator: Ingelogd;
}

export async function maakStad(): Promise<Stad> {
  const academie = await startAcademie();
  const { dataSource: ds } = academie;
  const las = await maakOpleiding(ds, { code: 'LAS-1', naam: 'LAS I' });
  const coachen = await maakOpleiding(ds, { code: 'COACH', naam: 'Coachen' });
  return {
    academie,
    spo: await maakBord(academie, '41400', 'SPO Utrecht'),
    ksu: await maakBord(academie, '00195', 'KSU'),
    las: await maakCohort(ds, { opleidingId: las.id, code: 'LAS-1-26', naam: 'najaar' }),
    coachen: await maakCohort(ds, { opleidingId: coachen.id, code: 'COACH-25', schooljaar: '2025-2026' }),
    coordinator: await maakIngelogd(academie, {}),
  };
}

async function maakBord(academie: Academie, nummer: string, naam: string): Promise<Bord> {
  const bestuur = await maakBestuur(academie.dataSource, { nummer, naam });
  const school = await maakSchool(academie.dataSource, { bestuurId: bestuur.id, naam: `School van ${naam}` });
  return { bestuur, school, ...(await maakIngelogd(academie, { rol: 'bestuur', bestuurId: bestuur.id })) };
}

export async function maakIngelogd(
  academie: Academie,
  met: Parameters<typeof maakGebruiker>[1],
): Promise<Ingelogd> {
  const gebruiker = await maakGebruiker(academie.dataSource, met);
  return { gebruiker, inlog: await logIn(academie, gebruiker) };
}

/** Enrols someone of this school; as the academie itself unless `wie` says otherwise. */
export async function meldAan(
  { academie }: Pick<Stad, 'academie'>,
  cohort: Cohort,
  school: School | null,
  achternaam: string,
  met: Partial<Aanmeldverzoek> = {},
  wie: Wie = systeem,
): Promise<Aanmelding> {
  const aanvraag = verzoek({ achternaam, vestigingscode: school?.vestigingscode ?? null, ...met });
  return (await academie.app.get(AanmeldenService).meldAan(cohort.id, aanvraag, wie)).aanmelding;
}

/** The list as this browser gets it. */
export function haal(
  { academie }: Pick<Stad, 'academie'>,
  { inlog }: Ingelogd,
  query = '',
  accept?: string,
): Promise<Antwoord> {
  const headers = { cookie: inlog.cookie, ...(accept ? { accept } : {}) };
  return vraag(academie, PAD + query, { headers });
}

/** The last names on a list, in its order. */
export const namen = (antwoord: Antwoord): string[] =>
  antwoord.json<{ items: { achternaam: string }[] }>().items.map(({ achternaam }) => achternaam);

/** What was recorded of downloads, oldest first. */
export function vastgelegd({ academie }: Pick<Stad, 'academie'>): Promise<Auditregel[]> {
  return academie.dataSource.manager.find(Auditregel, {
    where: { code: 'deelnemerslijst.gedownload' },
    order: { id: 'ASC' },
  });
}

/** What COPY gives for this statement. */
export async function gekopieerd(
  dataSource: DataSource,
  opdracht: string,
  waarden: readonly Value[] = [],
): Promise<string> {
  const stukken: Uint8Array[] = [];
  for await (const stuk of copyOut(dataSource, () => Promise.resolve(withValues(opdracht, waarden))))
    stukken.push(stuk);
  return Buffer.concat(stukken).toString();
}
