import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { AanmeldingenService } from '../../src/aanmeldingen/aanmeldingen.service.js';
import { anoniem, systeem } from '../../src/toegang/wie.js';
import { SchoolvakantiesService } from '../../src/cohorten/schoolvakanties.service.js';
import { Schoolvakantie } from '../../src/cohorten/schoolvakantie.entity.js';
import { Bestuur } from '../../src/besturen/bestuur.entity.js';
import { AanmeldingbeheerService } from '../../src/cohortbeheer/mensen/aanmeldingbeheer.service.js';
import { isOverdag } from '../../src/wachtlijst/wachtlijst.rules.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { eigenaar, lees, meldLosAan, vul } from '../support/aanmeldingen.js';
import { maakBestuur, maakCohort, maakSchool } from '../support/makers.js';

let academie: Academie;
let vakanties: Schoolvakantie[];
let metAkkoord: string;
beforeAll(async () => {
  academie = await startAcademie();
  await academie.app.get(SchoolvakantiesService).laad();
  vakanties = await academie.dataSource.manager.find(Schoolvakantie);
  const { id: bestuurId } = await maakBestuur(academie.dataSource, { vraagtAkkoord: true });
  metAkkoord = (await maakSchool(academie.dataSource, { bestuurId })).vestigingscode;
});
afterAll(() => academie.sluit());

/** Every way in which a hold begins, by what it waits for. Each gives the aanmelding. */
const termijnen: Record<string, () => Promise<string>> = {
  emailbevestiging: async () => (await meldLosAan(academie, await leeg(), anoniem)).id,
  'akkoord meteen': async () => {
    const a = await meldLosAan(academie, await leeg(), anoniem, { vestigingscode: metAkkoord });
    await academie.app.get(AanmeldingenService).bevestigEmail(a.id, eigenaar(a));
    return a.id;
  },
  aanbod: async () => {
    const cohortId = await leeg();
    const [zit, wacht] = await vul(academie, cohortId, 2);
    await academie.app.get(AanmeldingenService).annuleer(zit!.id, systeem, null);
    return wacht!.id;
  },
  'akkoord na een aanbod': async () => {
    const { id, persoonId } = await opWachtlijstMetAkkoord();
    await academie.app.get(AanmeldingenService).accepteerAanbod(id, eigenaar({ persoonId }));
    return id;
  },
};
const leeg = async (): Promise<string> =>
  (await maakCohort(academie.dataSource, { capaciteit: 1, minimum: 0, aanmeldenVoor: '2027-12-01' })).id;

async function opWachtlijstMetAkkoord() {
  const cohortId = await leeg();
  const [zit] = await vul(academie, cohortId, 1);
  const a = await meldLosAan(academie, cohortId, anoniem, { vestigingscode: metAkkoord });
  await academie.app.get(AanmeldingenService).bevestigEmail(a.id, eigenaar(a));
  await academie.app.get(AanmeldingenService).annuleer(zit!.id, systeem, null);
  return lees(academie, a.id);
}

const NACHTEN = [
  '2026-11-10T01:42:00Z',
  '2026-11-14T13:00:00Z',
  '2026-12-11T01:42:00Z',
  '2026-12-21T10:00:00Z',
];

test.each(Object.keys(termijnen))('%s eindigt nooit ’s nachts of in een weekend', async (soort) => {
  for (const nu of NACHTEN) {
    academie.clock.set(new Date(nu));
    const { status, vervaltOp } = await lees(academie, await termijnen[soort]!());
    expect(status).toBe('voorlopig');
    // Who enrols in a holiday reads mail in it; every other term waits until school begins again.
    const vrij = soort === 'emailbevestiging' ? [] : vakanties;
    expect([nu, vervaltOp, isOverdag(vervaltOp!, vrij)]).toEqual([nu, vervaltOp, true]);
  }
});

test('een ander bestuur dat om akkoord wordt gevraagd maakt de termijn niet anders', async () => {
  academie.clock.set(new Date(NACHTEN[0]!));
  const id = await termijnen['akkoord meteen']!();
  const voor = await lees(academie, id);
  const { id: bestuurId } = await academie.dataSource.manager.save(Bestuur, {
    code: 'AKK2',
    naam: 'Ook akkoord',
    vraagtAkkoord: true,
  } as Bestuur);
  const { vestigingscode } = await maakSchool(academie.dataSource, { bestuurId });
  await academie.app.get(AanmeldingbeheerService).wijzig(systeem, id, { vestigingscode });
  expect((await lees(academie, id)).vervaltOp).toEqual(voor.vervaltOp);
});

/** Every column that says until when. One that is not here yet makes this test ask what it is. */
const KOLOMMEN: Record<string, 'een mens' | 'een dag' | 'een machine'> = {
  'aanmelding.vervalt_op': 'een mens',
  // A mail about a hold is not sent any more after that hold.
  'bericht.vervalt_op': 'een mens',
  // A whole day of a whole month, told as a date; who misses it loses nothing.
  'evaluatie.sluit_op': 'een dag',
  'cohort.aanmelden_voor': 'een dag',
  'opleiding.accreditatie_tot': 'een dag',
  'schoolvakantie.tot_en_met': 'een dag',
  // Until when an opleiding stood like this: the past.
  'opleiding_versie.geldig_tot': 'een machine',
  // How long a key in a link or a browser works: whoever comes late asks for a new one.
  'sessie.vervalt_op': 'een machine',
  'inloglink.vervalt_op': 'een machine',
  'oidc_verzoek.vervalt_op': 'een machine',
  // Of seven days or an hour, to the minute: whoever comes too late asks another, at any hour.
  'uitnodiging.vervalt_op': 'een machine',
  'sessie.uitdaging_tot': 'een machine',
  'bericht.bezig_tot': 'een machine',
};

test('elke kolom die zegt tot wanneer is bekend: van een mens, een dag of een machine', async () => {
  const rows = await academie.dataSource.query<{ kolom: string }[]>(
    `SELECT c.table_name || '.' || c.column_name AS kolom FROM information_schema.columns c
       JOIN information_schema.tables t USING (table_schema, table_name)
      WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'
        AND c.data_type IN ('timestamp with time zone', 'date')
        AND c.column_name ~ '(^|_)(vervalt|sluit|tot|voor|uiterlijk|geldig)(_|$)'
      ORDER BY 1`,
  );
  expect(rows.map(({ kolom }) => kolom).filter((kolom) => !(kolom in KOLOMMEN))).toEqual([]);
  expect(Object.keys(KOLOMMEN).filter((kolom) => !rows.some((row) => row.kolom === kolom))).toEqual([]);
});
