import { randomUUID } from 'node:crypto';
import type { DataSource, DeepPartial } from 'typeorm';
import { Aanmelding } from '../../src/aanmeldingen/aanmelding.entity.js';
import {
  Certificaat,
  type Certificaatgegevens,
} from '../../src/certificering/certificaat/certificaat.entity.js';
import { Uitreiking } from '../../src/certificering/uitreiken/uitreiking.entity.js';
import { Cohort } from '../../src/cohorten/cohort.entity.js';
import { Opleiding } from '../../src/opleidingen/opleiding.entity.js';
import { Persoon, volledigeNaam } from '../../src/toegang/persoon.entity.js';
import { maakCohort, maakPersoon } from '../support/makers.js';

/** Finished, with a place: what a certificaat belongs to. */
export async function maakVoltooid(ds: DataSource, met: DeepPartial<Aanmelding> = {}): Promise<Aanmelding> {
  const cohortId = met.cohortId ?? (await maakCohort(ds)).id;
  const persoonId = met.persoonId ?? (await maakPersoon(ds)).id;
  const { capaciteit } = await ds.manager.findOneByOrFail(Cohort, { id: cohortId });
  const plaatsnummer = (await ds.manager.countBy(Aanmelding, { cohortId })) + 1;
  return ds.manager.save(
    Aanmelding,
    ds.manager.create(Aanmelding, {
      functie: 'leraar',
      status: 'voltooid',
      wachtOp: [],
      plaatsnummer,
      plaatsVan: capaciteit,
      token: randomUUID(),
      aangemeldOp: new Date('2025-09-01T09:00:00Z'),
      statusSinds: new Date('2026-06-01T09:00:00Z'),
      ...met,
      cohortId,
      persoonId,
    }),
  );
}

let volgnummer = 0;

type Met = Omit<DeepPartial<Certificaat>, 'gegevens'> & {
  gegevens?: Partial<Certificaatgegevens>;
  datum?: string;
};

/** One row as issuing writes it; ceremony on 25 June 2026. */
export async function maakCertificaat(
  ds: DataSource,
  a: Aanmelding,
  { gegevens, datum = '2026-06-25', ...met }: Met = {},
): Promise<Certificaat> {
  const { manager: m } = ds;
  const cohort = await m.findOneByOrFail(Cohort, { id: a.cohortId });
  const opleiding = await m.findOneByOrFail(Opleiding, { id: cohort.opleidingId });
  const leerjaar = met.leerjaar ?? opleiding.leerjaren;
  const waar = { cohortId: cohort.id, leerjaar };
  const uitreiking =
    (await m.findOneBy(Uitreiking, waar)) ??
    (await m.save(Uitreiking, m.create(Uitreiking, { ...waar, datum, aangemaaktOp: new Date(datum) })));
  const n = (volgnummer += 1);
  const inhoud: Certificaatgegevens = {
    naam: volledigeNaam(await m.findOneByOrFail(Persoon, { id: a.persoonId })),
    opleiding: opleiding.officieleNaam ?? opleiding.naam,
    opleidingCode: opleiding.code,
    cohort: cohort.naam,
    leerjaar,
    leerjaren: opleiding.leerjaren,
    periode: { van: '2025-09-24', tot: '2026-06-11' },
    niveau: null,
    studielastUren: 280,
    contacturen: 60,
    bijgewoondeUren: 54,
    ects: 10,
    herregistratiepunten: opleiding.herregistratiepunten,
    aanbieders: ['Hogeschool Utrecht'],
    datum,
    plaats: 'Utrecht',
    ...gegevens,
  };
  const certificaat = m.create(Certificaat, {
    jaar: 2026,
    volgnummer: n,
    nummer: `ULA-2026-${String(n).padStart(4, '0')}`,
    controlecode: `K7QF-${String(n).padStart(4, '0')}-WX9T`,
    uitreikingId: uitreiking.id,
    aanmeldingId: a.id,
    uitgereiktOp: new Date(`${datum}T10:00:00Z`),
    ...met,
    leerjaar,
  });
  return m.save(Certificaat, Object.assign(certificaat, { gegevens: inhoud }));
}
