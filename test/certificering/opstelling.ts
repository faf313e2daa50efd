import type { DeepPartial } from 'typeorm';
import { Aanmelding } from '../../src/aanmeldingen/aanmelding.entity.js';
import { Aanwezigheid } from '../../src/aanwezigheid/aanwezigheid.entity.js';
import { systeem } from '../../src/toegang/wie.js';
import {
  CertificatenQueries,
  type Certificaatbeeld,
} from '../../src/certificering/certificaat/certificaten.queries.js';
import type { CertificeringDto } from '../../src/certificering/uitreiken/certificering.dto.js';
import { UitreikenService } from '../../src/certificering/uitreiken/uitreiken.service.js';
import { Bijeenkomst } from '../../src/cohorten/bijeenkomst.entity.js';
import { Cohort } from '../../src/cohorten/cohort.entity.js';
import type { Opleiding } from '../../src/opleidingen/opleiding.entity.js';
import type { Persoon } from '../../src/toegang/persoon.entity.js';
import type { Academie } from '../support/academie.js';
import { maakBijeenkomst, maakCohort, maakOpleiding, maakPersoon } from '../support/makers.js';

/** Days of the bijeenkomsten per leerjaar; the clock of a test stands on 10 November 2026. */
export const DAGEN = ['2025-10-07', '2025-12-02', '2026-02-03', '2026-04-14'];

export interface Klas {
  opleiding: Opleiding;
  cohort: Cohort;
  bijeenkomsten: Bijeenkomst[];
  aanmeldingen: Aanmelding[];
  personen: Persoon[];
}

interface Wens {
  /** Who take part; each came to everything unless `gemist` says otherwise. */
  mensen?: DeepPartial<Persoon>[];
  /** By person: how many of the last bijeenkomsten they missed. */
  gemist?: number[];
  opleiding?: DeepPartial<Opleiding>;
  cohort?: DeepPartial<Cohort>;
  /** Of each bijeenkomst, in order; all 1 by default. */
  leerjaren?: number[];
}

/** A cohort that is over: four bijeenkomsten of three hours, everybody's attendance recorded. */
export async function maakKlas({ dataSource: ds }: Academie, wens: Wens = {}): Promise<Klas> {
  const opleiding = await maakOpleiding(ds, {
    studielastUren: 120,
    contacturen: 12,
    ects: 4,
    ...wens.opleiding,
  });
  const cohort = await maakCohort(ds, {
    status: 'afgerond',
    schooljaar: '2025-2026',
    ...wens.cohort,
    opleidingId: opleiding.id,
  });
  await ds.manager.delete(Bijeenkomst, { cohortId: cohort.id });
  const bijeenkomsten: Bijeenkomst[] = [];
  for (const [i, dag] of DAGEN.entries())
    bijeenkomsten.push(
      await maakBijeenkomst(ds, {
        cohortId: cohort.id,
        begint: new Date(`${dag}T12:00:00Z`),
        eindigt: new Date(`${dag}T15:00:00Z`),
        leerjaar: wens.leerjaren?.[i] ?? 1,
      }),
    );
  const klas: Klas = { opleiding, cohort, bijeenkomsten, aanmeldingen: [], personen: [] };
  for (const [i, persoon] of (wens.mensen ?? [{}]).entries())
    await zetErbij({ dataSource: ds }, klas, persoon, wens.gemist?.[i] ?? 0);
  return klas;
}

/** Somebody more with a place, who came to all but the last `gemist` bijeenkomsten. */
export async function zetErbij(
  { dataSource: ds }: Pick<Academie, 'dataSource'>,
  klas: Klas,
  persoon: DeepPartial<Persoon> = {},
  gemist = 0,
): Promise<Aanmelding> {
  const nummer = klas.aanmeldingen.length + 1;
  const wie = await maakPersoon(ds, persoon);
  const nu = new Date('2025-09-01T09:00:00Z');
  const afgerond = klas.cohort.status !== 'gestart';
  const aanmelding = await ds.manager.save(Aanmelding, {
    cohortId: klas.cohort.id,
    persoonId: wie.id,
    functie: 'leraar',
    status: !afgerond ? 'geplaatst' : gemist === 0 ? 'voltooid' : 'niet-voltooid',
    plaatsnummer: nummer,
    plaatsVan: klas.cohort.capaciteit,
    token: `token-${klas.cohort.code}-${nummer}`,
    aangemeldOp: nu,
    statusSinds: nu,
  } as Aanmelding);
  const van = klas.bijeenkomsten.length - gemist;
  await ds.manager.insert(
    Aanwezigheid,
    klas.bijeenkomsten.map((b, i) => ({
      bijeenkomstId: b.id,
      aanmeldingId: aanmelding.id,
      stand: i < van ? ('aanwezig' as const) : ('afwezig' as const),
      haaltInId: null,
      op: b.eindigt,
    })),
  );
  klas.aanmeldingen.push(aanmelding);
  klas.personen.push(wie);
  return aanmelding;
}

/** A leerjaar that can be certified: on 1 July 2026 in Utrecht. */
export const uitreiking = (met: Partial<CertificeringDto> = {}): CertificeringDto => ({
  datum: '2026-07-01',
  leerjaar: 1,
  plaats: 'Utrecht',
  ...met,
});

/** Issues the certificaten of a leerjaar. @returns all of that leerjaar. */
export async function certificeer(
  { app }: Academie,
  cohortId: string,
  met: Partial<CertificeringDto> = {},
): Promise<Certificaatbeeld[]> {
  const dto = uitreiking(met);
  await app.get(UitreikenService).reikUit(systeem, cohortId, dto);
  return app.get(CertificatenQueries).vanCohort(cohortId, dto.leerjaar);
}

/** A finished cohort with certified people, the shortest way to certificaten. */
export async function maakCertificaten(
  academie: Academie,
  wens: Wens = {},
): Promise<Klas & { certificaten: Certificaatbeeld[] }> {
  const klas = await maakKlas(academie, wens);
  return { ...klas, certificaten: await certificeer(academie, klas.cohort.id) };
}
