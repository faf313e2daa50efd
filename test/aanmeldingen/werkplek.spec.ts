import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Bestuur } from '../../src/besturen/bestuur.entity.js';
import { Aanmelding } from '../../src/aanmeldingen/aanmelding.entity.js';
import { School } from '../../src/besturen/school.entity.js';
import { inzagepaden } from '../../src/inzage/paden.js';
import type { Cohort } from '../../src/cohorten/cohort.entity.js';
import { SleutelsService } from '../../src/koppelingen/sleutels.service.js';
import { systeem } from '../../src/toegang/wie.js';
import { inCohort, meldLosAan } from '../support/aanmeldingen.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { logIn, logPersoonIn } from '../support/inloggen.js';
import { maakBestuur, maakCohort, maakGebruiker, maakSchool, verzoek } from '../support/makers.js';
import { stuur, vraag } from '../support/vraag.js';

let academie: Academie;
let cohort: Cohort;
let spo: Bestuur;
let glu: Bestuur;
let linde: School;
beforeAll(async () => {
  academie = await startAcademie();
  const { dataSource } = academie;
  spo = await maakBestuur(dataSource, { nummer: '41400', naam: 'SPO Proef', code: 'SPOP' });
  glu = await maakBestuur(dataSource, { nummer: '30001', naam: 'Grafisch Lyceum', vraagtAkkoord: true });
  linde = await maakSchool(dataSource, { naam: 'De Linde', bestuurId: spo.id });
  await maakSchool(dataSource, { naam: 'De Linde', plaats: 'Zeist' });
  await maakSchool(dataSource, { naam: 'De Eenling', bestuurId: spo.id, aliassen: ['Obs Alleen'] });
});
afterAll(() => academie?.sluit());
beforeEach(async () => {
  cohort = await maakCohort(academie.dataSource, { capaciteit: 30, minimum: 0 });
});

interface Weigering {
  code: string;
  fouten?: { veld: string }[];
}
async function meldAan(met: object, sleutel?: string) {
  const antwoord = await vraag(academie, `/api/v1/cohorten/${cohort.id}/aanmeldingen`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(sleutel ? { authorization: `Bearer ${sleutel}` } : {}),
    },
    body: JSON.stringify({ ...verzoek(), ...met }),
  });
  const { code, fouten } = antwoord.json<Weigering>();
  return [antwoord.status, code, fouten?.[0]?.veld];
}
const gehouden = async () =>
  (await inCohort(academie, cohort.id)).map((a) => [a.schoolId, a.bestuurId, a.organisatie, a.wachtOp]);

describe('door de API', () => {
  test('een bestuur zonder school, met zijn id of nummer; en eigen woorden', async () => {
    expect(await meldAan({ bestuur: spo.id })).toEqual([201, undefined, undefined]);
    expect(await meldAan({ bestuur: '30001' })).toEqual([201, undefined, undefined]);
    expect(await meldAan({ organisatie: '  Museum Speelklok ' })).toEqual([201, undefined, undefined]);
    expect(await meldAan({ bestuur: spo.id, vestigingscode: linde.vestigingscode })).toEqual([
      ...[201, undefined, undefined],
    ]);
    expect(await gehouden()).toEqual([
      [null, spo.id, null, ['emailbevestiging']],
      [null, glu.id, null, ['emailbevestiging', 'akkoord']],
      [null, null, 'Museum Speelklok', ['emailbevestiging']],
      [linde.id, spo.id, null, ['emailbevestiging']],
    ]);
  });

  test('een bestuur dat er niet is, dicht is, of niet van die school is', async () => {
    const dicht = await maakBestuur(academie.dataSource, { geslotenOp: '2026-01-01' });
    const nergens = '00000000-0000-4000-8000-000000000000';
    expect(await meldAan({ bestuur: nergens })).toEqual([422, 'bestuur-onbekend', 'bestuur']);
    expect(await meldAan({ bestuur: 'SPO Proef' })).toEqual([422, 'bestuur-onbekend', 'bestuur']);
    expect(await meldAan({ bestuur: dicht.id })).toEqual([422, 'bestuur-gesloten', 'bestuur']);
    const school = { vestigingscode: linde.vestigingscode };
    expect(await meldAan({ ...school, bestuur: glu.id })).toEqual([422, 'bestuur-past-niet', 'bestuur']);
    expect(await meldAan({ organisatie: 'x'.repeat(201) })).toEqual([400, 'ongeldige-velden', 'organisatie']);
    expect(await gehouden()).toEqual([]);
  });

  test('de sleutel van een bestuur zonder scholen meldt zijn eigen mensen aan, en niemand anders', async () => {
    const sleutel = await academie.app
      .get(SleutelsService)
      .maak(systeem, 'HR van het GLU', glu.id, ['aanmelden']);
    expect(await meldAan({ bestuur: glu.id }, sleutel)).toEqual([201, undefined, undefined]);
    expect(await meldAan({ bestuur: '30001' }, sleutel)).toEqual([201, undefined, undefined]);
    for (const ander of [
      {},
      { organisatie: 'Elders' },
      { bestuur: spo.id },
      { vestigingscode: linde.vestigingscode },
    ])
      expect((await meldAan(ander, sleutel)).slice(0, 2)).toEqual([403, 'ander-bestuur']);
    expect(await gehouden()).toEqual([
      [null, glu.id, null, []],
      [null, glu.id, null, []],
    ]);
  });
});

describe('voorstellen', () => {
  const zoek = async (vragen: string) =>
    (await vraag(academie, `/api/v1/werkplekken?${vragen}`)).json<{
      items: { waarde: string; naam: string }[];
    }>().items;

  test('een bestuur dat zo heet staat vooraan, zijn scholen erna; alleen scholen als dat is gevraagd', async () => {
    const namen = (await zoek('zoek=spo proef')).map(({ naam }) => naam);
    expect(namen).toEqual(['SPO Proef', 'De Eenling, Utrecht', 'De Linde, Utrecht']);
    expect((await zoek('zoek=spo proef&soort=school')).map(({ naam }) => naam)).toEqual(namen.slice(1));
    expect((await zoek(`zoek=linde&bestuur=${spo.id}`)).map(({ waarde }) => waarde)).toEqual([
      linde.vestigingscode,
    ]);
    expect(await zoek('zoek=')).toEqual([]);
  });

  test('nooit meer dan twintig, en nooit een nummer als naam', async () => {
    const naamloos = await maakBestuur(academie.dataSource, { naam: null, nummer: '55555', code: null });
    for (let i = 0; i < 25; i += 1)
      await maakSchool(academie.dataSource, { naam: `Veelheid ${i}`, bestuurId: naamloos.id });
    const gevonden = await zoek('zoek=veelheid');
    expect(gevonden).toHaveLength(20);
    expect(JSON.stringify(gevonden)).not.toContain('55555"');
    expect((await zoek('zoek=55555')).every(({ waarde }) => !waarde.startsWith('bestuur:'))).toBe(true);
  });
});

describe('op het formulier zonder JavaScript', () => {
  const WIE = { voornaam: 'Anna', achternaam: 'Berg', functie: 'leraar', opmerking: 'Tot dan' };
  let nummer = 0;
  async function stuurForm(velden: Record<string, string>) {
    nummer += 1;
    return vraag(academie, `/cohorten/${cohort.id}/aanmelden`, {
      method: 'POST',
      body: new URLSearchParams({ ...WIE, email: `w${nummer}@school.example`, ...velden }),
    });
  }
  const keuzes = (html: string): string[] =>
    [...html.matchAll(/name="vestigingscode" value="([^"]+)"/g)].map(([, waarde]) => waarde!);

  test('zoeken is geen fout: wat gevonden is staat er, en wat getypt is blijft', async () => {
    const terug = await stuurForm({ werkplek: 'linde', gezocht: '', zoekWerkplek: 'ja' });
    expect([terug.status, terug.tekst.includes('Dit gaat nog niet goed')]).toEqual([200, false]);
    expect(keuzes(terug.tekst)).toContain(linde.vestigingscode);
    expect(terug.tekst).toContain('value="Berg"');
    expect(terug.tekst).toContain('Tot dan');
    const niets = await stuurForm({ werkplek: 'zweinstein', gezocht: '', zoekWerkplek: 'ja' });
    expect([niets.status, niets.tekst.includes('Niets gevonden.')]).toEqual([200, true]);
  });

  test('de hele naam, een alias of een bestuur dat getypt is, is gekozen; van twee wordt gevraagd welke', async () => {
    for (const werkplek of ['de linde -  utrecht!', 'Obs ‘Alleen’', '41400', 'spo  proef'])
      expect((await stuurForm({ werkplek, gezocht: '' })).status).toBe(303);
    expect((await gehouden()).map(([, bestuur]) => bestuur)).toEqual([spo.id, spo.id, spo.id, spo.id]);
    const twee = await stuurForm({ werkplek: 'De Linde', gezocht: '' });
    expect([twee.status, twee.tekst.includes('Kies hieronder welke het is.')]).toEqual([422, true]);
    expect(keuzes(twee.tekst)).toHaveLength(3);
    const gekozen = { werkplek: 'De Linde', gezocht: 'De Linde', vestigingscode: linde.vestigingscode };
    expect((await stuurForm(gekozen)).status).toBe(303);
    expect((await gehouden()).at(-1)?.slice(0, 2)).toEqual([linde.id, spo.id]);
  });

  test('wie na het kiezen iets anders typt, heeft dat andere bedoeld', async () => {
    const velden = { gezocht: 'De Linde', vestigingscode: linde.vestigingscode };
    expect((await stuurForm({ ...velden, werkplek: 'De Eenling' })).status).toBe(303);
    expect((await gehouden()).at(-1)?.[0]).not.toBe(linde.id);
    expect((await stuurForm({ ...velden, werkplek: 'zweinstein' })).status).toBe(422);
  });

  test('wie er niet bij staat, zegt waar het is; dat blijft staan als er iets anders mis is', async () => {
    const leeg = await stuurForm({ vestigingscode: 'geen', organisatie: ' ' });
    expect([leeg.status, leeg.tekst.includes('Vul in waar je werkt.')]).toEqual([422, true]);
    const fout = await stuurForm({ vestigingscode: 'geen', organisatie: 'Museum Speelklok', achternaam: '' });
    expect(fout.tekst).toContain('value="Museum Speelklok"');
    expect(fout.tekst).toContain('value="geen" checked');
    expect((await stuurForm({ vestigingscode: 'geen', organisatie: 'Museum Speelklok' })).status).toBe(303);
    expect(await gehouden()).toEqual([[null, null, 'Museum Speelklok', ['emailbevestiging']]]);
  });

  test('wie niets zegt, of een school die dicht is, hoort dat', async () => {
    const dicht = await maakSchool(academie.dataSource, { naam: 'De Dichte', geslotenOp: '2026-01-01' });
    expect((await stuurForm({})).tekst).toContain(
      'Kies je school, of kies ‘Mijn school of organisatie staat er niet bij’.',
    );
    const terug = await stuurForm({ vestigingscode: dicht.vestigingscode });
    expect([terug.status, terug.tekst.includes('Deze school is gesloten.')]).toEqual([422, true]);
    const weg = await maakBestuur(academie.dataSource, { naam: 'Opgeheven', geslotenOp: '2026-01-01' });
    const bestuur = await stuurForm({ vestigingscode: `bestuur:${weg.id}` });
    expect([bestuur.status, bestuur.tekst.includes('Dit bestuur bestaat niet meer.')]).toEqual([422, true]);
    expect((await stuurForm({ vestigingscode: 'bestuur:niets' })).status).toBe(422);
    for (const raar of ['\0', 'bestuur:\0', `bestuur:${'x'.repeat(5000)}`, '\ud800', '😀'.repeat(50)]) {
      const terug = await stuurForm({
        werkplek: raar,
        gezocht: raar,
        vestigingscode: raar,
        organisatie: raar,
      });
      expect([raar, terug.status]).toEqual([raar, 422]);
      const vooraf = new URLSearchParams({ vestigingscode: raar, werkplek: raar });
      const pad = `/cohorten/${cohort.id}/aanmelden?${vooraf.toString()}`;
      expect([raar, (await vraag(academie, pad)).status]).toEqual([raar, 200]);
    }
    expect(await gehouden()).toEqual([]);
  });
});

describe('verbeteren', () => {
  const lees = (id: string) => academie.dataSource.manager.findOneByOrFail(Aanmelding, { id });
  const werk = async (id: string) => {
    const { schoolId, bestuurId, organisatie } = await lees(id);
    return [schoolId, bestuurId, organisatie];
  };
  async function opDeLinde() {
    const school = await maakSchool(academie.dataSource, { bestuurId: spo.id });
    const a = await meldLosAan(academie, cohort.id, systeem, { vestigingscode: school.vestigingscode });
    const co = await logIn(academie, await maakGebruiker(academie.dataSource));
    const wijzig = (body: object) =>
      vraag(academie, `/api/v1/aanmeldingen/${a.id}`, {
        method: 'PATCH',
        headers: { cookie: co.cookie, 'x-csrf-token': co.csrf, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    return { school, a, wijzig };
  }

  test('wat niet wordt genoemd blijft: eigen woorden nemen geen school af', async () => {
    const { school, a, wijzig } = await opDeLinde();
    for (const body of [{ functie: 'coach' }, { organisatie: null }, { organisatie: 'Elders' }])
      expect((await wijzig(body)).status).toBe(200);
    expect(await werk(a.id)).toEqual([school.id, spo.id, null]);
    expect((await wijzig({ bestuur: glu.id })).status).toBe(422);
    expect((await wijzig({ vestigingscode: null, organisatie: 'Elders' })).status).toBe(200);
    expect(await werk(a.id)).toEqual([null, null, 'Elders']);
    expect((await wijzig({ bestuur: glu.id })).status).toBe(200);
    expect(await werk(a.id)).toEqual([null, glu.id, 'Elders']);
    const [{ regels }] = await academie.dataSource.query<[{ regels: string }]>(
      `SELECT string_agg(gegevens::text, ' ') AS regels FROM auditregel WHERE onderwerp_id = $1`,
      [a.id],
    );
    expect([regels.includes('Elders'), regels.includes('"organisatie"')]).toEqual([false, true]);
  });

  test('een school die sindsdien van bestuur veranderde, neemt wie er al op stond niet mee', async () => {
    const { school, a, wijzig } = await opDeLinde();
    await academie.dataSource.manager.update(School, { id: school.id }, { bestuurId: glu.id });
    const { vestigingscode } = school;
    expect((await wijzig({ vestigingscode, functie: 'coach' })).status).toBe(200);
    const inlog = await logPersoonIn(academie, a.persoonId);
    const zelf = { vestigingscode, functie: 'leraar', opmerking: 'Zelf' };
    expect((await stuur(academie, inzagepaden.aanmelding(a.id), inlog, zelf)).status).toBe(303);
    expect((await lees(a.id)).opmerking).toBe('Zelf');
    expect(await werk(a.id)).toEqual([school.id, spo.id, null]);
  });

  test('wie het zoekveld leegmaakt heeft niets gekozen', async () => {
    const { school, a } = await opDeLinde();
    const inlog = await logPersoonIn(academie, a.persoonId);
    const velden = {
      werkplek: '',
      gezocht: school.naam,
      vestigingscode: school.vestigingscode,
      functie: 'leraar',
    };
    expect((await stuur(academie, inzagepaden.aanmelding(a.id), inlog, velden)).status).toBe(422);
  });
});
