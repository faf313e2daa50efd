import { randomUUID } from 'node:crypto';
import type { DataSource, DeepPartial } from 'typeorm';
import { Bestuur } from '../../src/besturen/bestuur.entity.js';
import { School } from '../../src/besturen/school.entity.js';
import { Bijeenkomst } from '../../src/cohorten/bijeenkomst.entity.js';
import { Cohort } from '../../src/cohorten/cohort.entity.js';
import { Opleiding } from '../../src/opleidingen/opleiding.entity.js';
import { Persoon } from '../../src/toegang/persoon.entity.js';
import { GebruikerRol, type Rol } from '../../src/toegang/gebruiker-rol.entity.js';
import { Gebruiker } from '../../src/toegang/gebruiker.entity.js';
import { hashWachtwoord } from '../../src/toegang/wachtwoorden.service.js';
import type { Aanmeldverzoek } from '../../src/aanmeldingen/aanvraag.rules.js';

/** Makers name only what the test is about; the rest has good defaults. */
let teller = 0;
const volgend = (): number => (teller += 1);

export const WACHTWOORD = 'een-lang-wachtwoord';
/** Made once: it takes its time on purpose. */
let hashVanWachtwoord: Promise<string> | undefined;

export function maakOpleiding(ds: DataSource, met: DeepPartial<Opleiding> = {}): Promise<Opleiding> {
  const n = volgend();
  return ds.manager.save(Opleiding, {
    code: `OPL${n}`,
    naam: `Opleiding ${n}`,
    soort: 'training',
    gepubliceerd: true,
    ...met,
  } as Opleiding);
}

/** Open, 20 places, first bijeenkomst on 20 January 2027, enrolling until 1 January 2027. */
export async function maakCohort(ds: DataSource, met: DeepPartial<Cohort> = {}): Promise<Cohort> {
  const n = volgend();
  const opleidingId = met.opleidingId ?? (await maakOpleiding(ds)).id;
  const cohort = await ds.manager.save(Cohort, {
    opleidingId,
    code: `C${n}`,
    naam: `Cohort ${n}`,
    status: 'open',
    capaciteit: 20,
    minimum: 8,
    schooljaar: '2026-2027',
    aanmeldenVanaf: '2026-09-01',
    aanmeldenVoor: '2027-01-01',
    locatie: 'Utrecht',
    ...met,
  } as Cohort);
  await maakBijeenkomst(ds, { cohortId: cohort.id });
  return cohort;
}

export function maakBijeenkomst(ds: DataSource, met: DeepPartial<Bijeenkomst>): Promise<Bijeenkomst> {
  return ds.manager.save(Bijeenkomst, {
    begint: new Date('2027-01-20T12:00:00Z'),
    eindigt: new Date('2027-01-20T15:00:00Z'),
    locatie: 'Utrecht',
    ...met,
  } as Bijeenkomst);
}

export function maakBestuur(ds: DataSource, met: DeepPartial<Bestuur> = {}): Promise<Bestuur> {
  const n = volgend();
  return ds.manager.save(Bestuur, { code: `B${n}`, naam: `Bestuur ${n}`, ...met } as Bestuur);
}

export async function maakSchool(ds: DataSource, met: DeepPartial<School> = {}): Promise<School> {
  const n = volgend();
  const bestuurId = met.bestuurId ?? (await maakBestuur(ds)).id;
  const vestigingscode = `${String(10 + (n % 90))}ZZ${String(Math.floor(n / 90) % 100).padStart(2, '0')}`;
  const school = {
    vestigingscode,
    naam: `School ${n}`,
    plaats: 'Utrecht',
    herkomst: 'voorbeeld',
    ...met,
    bestuurId,
  };
  return ds.manager.save(School, school as School);
}

/** Known by a confirmed address. */
export function maakPersoon(ds: DataSource, met: DeepPartial<Persoon> = {}): Promise<Persoon> {
  const email = met.email ?? `persoon${volgend()}@school.example`;
  const nu = new Date('2026-09-01T09:00:00Z');
  return ds.manager.save(Persoon, {
    voornaam: 'Anna',
    achternaam: 'Berg',
    aangemaaktOp: nu,
    emailBevestigdOp: nu,
    ...met,
    email,
    emailNorm: email.toLowerCase(),
  } as Persoon);
}

type MetRol = { rol: Rol | null; bestuurId: string | null; schoolId: string | null };

/** Logs in with `WACHTWOORD`; coördinator, unless another role or none is named. */
export async function maakGebruiker(
  ds: DataSource,
  { rol = 'coordinator', bestuurId = null, schoolId = null, ...met }: DeepPartial<Gebruiker & MetRol> = {},
): Promise<Gebruiker & MetRol> {
  const email = met.email ?? `gebruiker${volgend()}@academie.example`;
  const gebruiker = await ds.manager.save(Gebruiker, {
    naam: 'Co Ordinator',
    ...('wachtwoordHash' in met
      ? {}
      : { wachtwoordHash: await (hashVanWachtwoord ??= hashWachtwoord(WACHTWOORD)) }),
    ...met,
    email,
    emailNorm: email.toLowerCase(),
  } as Gebruiker);
  const school = rol === 'schoolleider' ? (schoolId ?? (await maakSchool(ds)).id) : null;
  if (rol) await geefRol(ds, gebruiker, { rol, bestuurId, schoolId: school });
  return Object.assign(gebruiker, { rol, bestuurId, schoolId: school });
}

/** Since long, and for as long as it lasts, unless days are named. */
export function geefRol(
  ds: DataSource,
  { id }: Pick<Gebruiker, 'id'>,
  met: DeepPartial<GebruikerRol>,
): Promise<GebruikerRol> {
  return ds.manager.save(GebruikerRol, { begintOp: '2020-01-01', ...met, gebruikerId: id } as GebruikerRol);
}

export const verzoek = (met: Partial<Aanmeldverzoek> = {}): Aanmeldverzoek => ({
  voornaam: 'Anna',
  achternaam: 'Berg',
  email: `anna.${randomUUID()}@school.example`,
  functie: 'leraar',
  ...met,
});
