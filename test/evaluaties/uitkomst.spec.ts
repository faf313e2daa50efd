import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { systeem } from '../../src/toegang/wie.js';
import type { Cohort } from '../../src/cohorten/cohort.entity.js';
import { EvaluatieTelling } from '../../src/evaluaties/uitkomst/uitkomst.entity.js';
import { Evaluatie, EvaluatieAntwoord, type Evaluatiesoort } from '../../src/evaluaties/evaluatie.entity.js';
import { EvaluatieTaak } from '../../src/evaluaties/evaluaties.taken.js';
import { NAMETINGVRAGEN, STANDAARDVRAGEN } from '../../src/evaluaties/vragenlijst.rules.js';
import type { Opleiding } from '../../src/opleidingen/opleiding.entity.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { logIn, type Inlog } from '../support/inloggen.js';
import { maakCohort, maakGebruiker, maakOpleiding } from '../support/makers.js';
import { stuur, vraag } from '../support/vraag.js';
import { EvaluatiesService } from '../../src/evaluaties/evaluaties.service.js';

type Waarden = Record<string, number | string>;

let academie: Academie;
let coordinator: Inlog;
let programmamanager: Inlog;
beforeAll(async () => {
  academie = await startAcademie();
});
afterAll(() => academie.sluit());
beforeEach(async () => {
  academie.clock.set(new Date('2026-11-10T09:00:00Z'));
  coordinator = await als('coordinator');
  programmamanager = await als('programmamanager');
});

const als = async (rol: 'coordinator' | 'programmamanager'): Promise<Inlog> =>
  logIn(academie, await maakGebruiker(academie.dataSource, { rol }));
const gaf = (cijfer: number, rest: Waarden = {}): Waarden => ({ cijfer, inhoud: 4, trainer: 5, ...rest });
const keer = (n: number, waarden: Waarden): Waarden[] => Array.from({ length: n }, () => waarden);

/** A cohort of which this was answered; closed unless `open`. */
async function beantwoord(
  opleiding: Opleiding,
  antwoorden: Waarden[],
  met: { soort?: Evaluatiesoort; open?: boolean; cohort?: Cohort; aanbieders?: string[] } = {},
): Promise<{ cohort: Cohort; evaluatie: Evaluatie }> {
  const { dataSource: ds } = academie;
  const { soort = 'evaluatie', open = false, aanbieders = opleiding.aanbieders } = met;
  const cohort = met.cohort ?? (await maakCohort(ds, { opleidingId: opleiding.id, status: 'afgerond' }));
  const evaluatie = await ds.manager.save(Evaluatie, {
    cohortId: cohort.id,
    soort,
    vragen: [...(soort === 'evaluatie' ? STANDAARDVRAGEN : NAMETINGVRAGEN)],
    aanbieders,
    schooljaar: '2025-2026',
    geopendOp: new Date('2026-06-01T10:00:00Z'),
    sluitOp: new Date('2026-12-01T10:00:00Z'),
    geslotenOp: null,
  } as Evaluatie);
  await ds.manager.insert(
    EvaluatieAntwoord,
    antwoorden.map((waarden) => ({ evaluatieId: evaluatie.id, waarden })),
  );
  if (!open) await academie.app.get(EvaluatiesService).sluit(systeem, evaluatie.id);
  return { cohort, evaluatie };
}

const kijk = (pad: string, wie = coordinator) => vraag(academie, pad, { headers: { cookie: wie.cookie } });

interface ApiUitkomst {
  antwoorden: number;
  nietMeegeteld: number;
  vragen: { code: string; antwoorden: number | null; gemiddelde: number | null; verdeling: unknown[] }[];
}
interface ApiLijst {
  items: { naam: string; antwoorden: number; cijfer: number | null }[];
  totaal: number;
  evaluatie: ApiUitkomst;
  nameting: ApiUitkomst;
}

test('niets van wat is geantwoord zolang het open is, alles zodra het dicht is', async () => {
  const opleiding = await maakOpleiding(academie.dataSource, { naam: 'Open en dicht' });
  const zes = [...keer(5, gaf(8, { goed: 'De oefeningen' })), gaf(5, { beter: 'De koffie' })];
  const { cohort, evaluatie } = await beantwoord(opleiding, zes, { open: true });
  const pad = `/beheer/cohorten/${cohort.id}/evaluatie`;
  const open = await kijk(pad);
  expect(open.tekst).toContain('Sluit nu');
  expect(open.tekst).not.toMatch(/uitleg-[^"]*zeker/);
  expect(open.tekst).not.toMatch(/Gemiddeld cijfer|oefeningen|koffie/);
  expect((await kijk(`/api/v1/cohorten/${cohort.id}/evaluatie`)).tekst).not.toContain('oefeningen');
  expect((await kijk(pad, programmamanager)).tekst).not.toContain('Sluit nu');

  const sluit = (velden: Record<string, string>) =>
    stuur(academie, `${pad}/sluiting`, coordinator, { evaluatie: evaluatie.id, ...velden });
  const zonder = await sluit({});
  expect([zonder.status, zonder.tekst.includes('Zet een vinkje')]).toEqual([422, true]);
  expect((await sluit({ zeker: 'ja', evaluatie: randomUUID() })).status).toBe(404);
  expect((await sluit({ zeker: 'ja' })).status).toBe(303);
  const dicht = (await kijk(pad)).tekst;
  expect(dicht).toContain('Gemiddeld cijfer');
  expect(dicht).toContain('7,5');
  expect(dicht).toContain('De oefeningen');
  // Only one wrote what could be better.
  expect(dicht).not.toContain('koffie');
  expect(dicht).toMatch(/<svg[^>]*role="img"/);
  expect(dicht).not.toMatch(/ style="/);
  expect((await sluit({ zeker: 'ja' })).status).toBe(303);
});

test('geteld als het sluit: de cijfers blijven als de antwoorden zijn gewist', async () => {
  const opleiding = await maakOpleiding(academie.dataSource);
  const { cohort, evaluatie } = await beantwoord(opleiding, [
    ...keer(4, gaf(7, { goed: 'Fijn' })),
    ...keer(2, gaf(9, { goed: 'Top' })),
  ]);
  const { manager } = academie.dataSource;
  expect(await manager.findOneByOrFail(EvaluatieTelling, { evaluatieId: evaluatie.id })).toMatchObject({
    antwoorden: 6,
    telling: { cijfer: { '7': 4, '9': 2 }, inhoud: { '4': 6 }, trainer: { '5': 6 }, goed: { tekst: 6 } },
  });
  await manager.delete(EvaluatieAntwoord, { evaluatieId: evaluatie.id });
  const na = (await kijk(`/beheer/cohorten/${cohort.id}/evaluatie`)).tekst;
  expect(na).toContain('7,7');
  expect(na).toContain('De teksten zijn na twee jaar gewist.');
});

test('kleine staan in geen cijfer, tot ze zijn samengenomen; scherm, bestand en API zijn het eens', async () => {
  const opleiding = await maakOpleiding(academie.dataSource, { aanbieders: ['Klein Instituut'] });
  await beantwoord(opleiding, keer(7, gaf(8)));
  const { cohort: klein } = await beantwoord(opleiding, keer(3, gaf(1)));
  await beantwoord(opleiding, keer(4, gaf(1)));
  const code = opleiding.code;
  const api = async () => (await kijk(`/api/v1/evaluaties?opleiding=${code}&per=aanbieder`)).json<ApiLijst>();
  const eerst = await api();
  expect(eerst.evaluatie).toMatchObject({ antwoorden: 7, nietMeegeteld: 7 });
  expect(eerst.items).toMatchObject([{ naam: 'Klein Instituut', antwoorden: 7, cijfer: 8 }]);
  expect((await kijk(`/beheer/cohorten/${klein.id}/evaluatie`)).tekst).toContain(
    'te weinig om te laten zien',
  );
  const csv = await kijk(`/beheer/evaluaties.csv?opleiding=${code}`);
  expect((await kijk(`/api/v1/evaluaties?opleiding=${code}&per=cohort`)).json<ApiLijst>()).toMatchObject({
    totaal: 1,
    items: [{ antwoorden: 7 }],
  });
  expect(csv.tekst).toContain('"niet meegeteld";"7"');
  expect(csv.tekst).not.toMatch(/;"1";"[1-9]/);

  // Closed on 10 November 2026, so on 1 October 2027.
  academie.clock.set(new Date('2027-10-01T10:00:00Z'));
  coordinator = await als('coordinator');
  const taak = academie.app.get(EvaluatieTaak);
  const regel = expect.stringMatching(/^\d+ bundels? van kleine groepen gemaakt$/);
  expect((await taak.voerUit({ proef: true })).regels).toContainEqual(regel);
  expect((await api()).evaluatie).toMatchObject({ antwoorden: 7 });
  await Promise.all([taak.voerUit({ proef: false }), taak.voerUit({ proef: false })]);
  const later = await api();
  expect(later.evaluatie).toMatchObject({ antwoorden: 14, nietMeegeteld: 0 });
  const scherm = (await kijk(`/beheer/evaluaties?opleiding=${code}`)).tekst;
  expect(scherm).toContain('2 kleine groepen samen');
  const tab = (await kijk(`/beheer/cohorten/${klein.id}/evaluatie`)).tekst;
  expect(tab).toContain('samen met die van andere kleine groepen');
  expect(tab).not.toContain('Gemiddeld cijfer');
});

test('aanbieders naast elkaar, en waar het toe leidde per opleiding', async () => {
  const ds = academie.dataSource;
  const goed = await maakOpleiding(ds, { naam: 'Goed gegeven', aanbieders: ['Alfa'] });
  const matig = await maakOpleiding(ds, { naam: 'Matig gegeven', aanbieders: ['Bravo'] });
  const { cohort } = await beantwoord(goed, [...keer(8, gaf(9)), ...keer(4, gaf(8))]);
  await beantwoord(goed, keer(8, gaf(9)));
  await beantwoord(matig, [...keer(8, gaf(6)), ...keer(4, gaf(5))]);
  await beantwoord(matig, keer(8, gaf(6)));
  const nameting = [
    ...keer(4, { stap: 'nieuwe-rol', blijven: 'zelfde-bestuur' }),
    { stap: 'nee', blijven: 'elders' },
  ];
  await beantwoord(goed, nameting, { soort: 'nameting', cohort });
  const scherm = (await kijk('/beheer/evaluaties?schooljaar=2025-2026', programmamanager)).tekst;
  expect(scherm).toMatch(/Alfa<\/a>[\s\S]*?8,8[\s\S]*?hoger dan de rest/);
  expect(scherm).toMatch(/Bravo<\/a>[\s\S]*?5,8[\s\S]*?lager dan de rest/);
  expect(scherm).toContain('80% (4 van 5)');
  const lijst = (await kijk('/api/v1/evaluaties?per=opleiding&paginaGrootte=1')).json<ApiLijst>();
  expect([lijst.items.length, lijst.totaal > 2]).toEqual([1, true]);
  const [voor] = await ds.query<{ n: number }[]>(
    `SELECT count(*)::integer AS n FROM auditregel WHERE code = 'evaluatie.gedownload'`,
  );
  await kijk(`/beheer/cohorten/${cohort.id}/evaluatie.csv`);
  await kijk('/beheer/evaluaties.csv?aanbieder=Alfa');
  const [na] = await ds.query<{ n: number }[]>(
    `SELECT count(*)::integer AS n FROM auditregel WHERE code = 'evaluatie.gedownload'`,
  );
  expect(na!.n - voor!.n).toBe(2);
});

test('tegelijk gesloten: elk antwoord staat een keer in de cijfers', async () => {
  const opleiding = await maakOpleiding(academie.dataSource, { aanbieders: ['Tegelijk', 'Samen'] });
  const open = await Promise.all(
    [6, 5, 3, 8].map((n) => beantwoord(opleiding, keer(n, gaf(7)), { open: true })),
  );
  const service = academie.app.get(EvaluatiesService);
  await Promise.all(open.map(({ evaluatie }) => service.sluit(systeem, evaluatie.id)));
  const lijst = (await kijk('/api/v1/evaluaties?per=aanbieder&aanbieder=Samen')).json<ApiLijst>();
  expect(lijst.items).toMatchObject([{ naam: 'Samen', antwoorden: 19, cijfer: 7 }]);
  expect(lijst.evaluatie).toMatchObject({ antwoorden: 19, nietMeegeteld: 3 });
  expect((await kijk(`/beheer/evaluaties?opleiding=${opleiding.code}`)).tekst).toContain('19 van 0');
});

test('wat niet bestaat heeft geen uitkomst, en een foute vraag wordt geweigerd', async () => {
  expect((await kijk('/beheer/evaluaties?opleiding=BESTAATNIET&pagina=9')).tekst).toContain(
    'nog niets te zien',
  );
  expect((await kijk(`/beheer/cohorten/${randomUUID()}/evaluatie`)).status).toBe(404);
  expect((await kijk('/api/v1/evaluaties?per=bestuur')).status).toBe(400);
  expect((await kijk('/api/v1/evaluaties?bestuur=SPO')).status).toBe(400);
});
