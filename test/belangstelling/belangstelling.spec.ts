import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Auditregel } from '../../src/audit/auditregel.entity.js';
import { systeem } from '../../src/toegang/wie.js';
import { Belangstelling } from '../../src/belangstelling/belangstelling.entity.js';
import { BelangstellingService } from '../../src/belangstelling/belangstelling.service.js';
import { Cohort } from '../../src/cohorten/cohort.entity.js';
import { SleutelsService } from '../../src/koppelingen/sleutels.service.js';
import { Persoon } from '../../src/toegang/persoon.entity.js';
import { reeks } from '../support/aanmeldingen.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { logIn, logPersoonIn, type Inlog } from '../support/inloggen.js';
import {
  maakBestuur,
  maakCohort,
  maakGebruiker,
  maakOpleiding,
  maakPersoon,
  maakSchool,
  verzoek,
} from '../support/makers.js';
import { stuur, vraag, type Antwoord } from '../support/vraag.js';

let academie: Academie;
let coordinator: Inlog;
let niemand: Inlog;
beforeAll(async () => {
  academie = await startAcademie();
  coordinator = await logIn(academie, await maakGebruiker(academie.dataSource));
  const bezoek = await vraag(academie, '/inloggen');
  const csrf = /name="csrf-token" content="([^"]+)"/.exec(bezoek.tekst)![1]!;
  niemand = { cookie: bezoek.header('set-cookie').split(';')[0]!, csrf };
});
afterAll(() => academie.sluit());

const post = (pad: string, body: object, headers: Record<string, string> = {}): Promise<Antwoord> =>
  vraag(academie, `/api/v1/${pad}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
const browser = ({ cookie, csrf }: Inlog) => ({ cookie, 'x-csrf-token': csrf });
const peilend = () => maakOpleiding(academie.dataSource, { peiling: true });
const van = (opleidingId: string): Promise<Belangstelling[]> =>
  academie.dataSource.manager.find(Belangstelling, {
    where: { opleidingId },
    order: { aangemaaktOp: 'ASC' },
  });

async function postAan(email: string): Promise<string[]> {
  const rows = await academie.dataSource.query<{ soort: string }[]>(
    'SELECT soort FROM bericht WHERE aan = $1 ORDER BY aangemaakt_op, sleutel',
    [email],
  );
  return rows.map(({ soort }) => soort.replace('belangstelling/', ''));
}

const formulier = (met: Record<string, string> = {}): Record<string, string> => ({
  voornaam: 'Noor',
  achternaam: 'Hont',
  email: 'noor@school.example',
  vestigingscode: 'geen',
  organisatie: 'zelfstandig',
  functie: 'leraar',
  ...met,
});

describe('belangstelling geven', () => {
  test('een vreemde vult het formulier in, bevestigt met een knop, en trekt met een knop in', async () => {
    const opleiding = await peilend();
    const school = await maakSchool(academie.dataSource);
    const pad = `/opleidingen/${opleiding.code}/belangstelling`;
    expect((await vraag(academie, pad)).tekst).toContain('Je houdt hiermee geen plek vast.');
    const velden = formulier({ vestigingscode: school.vestigingscode, opmerking: 'Op woensdag' });
    const gemeld = await stuur(academie, pad, niemand, velden);
    expect([gemeld.status, gemeld.header('location')]).toEqual([303, `${pad}/ontvangen`]);
    expect((await vraag(academie, `${pad}/ontvangen`)).tekst).toContain('Kijk in je mail');
    const [b] = await van(opleiding.id);
    expect(b).toMatchObject({ schoolId: school.id, bestuurId: school.bestuurId, bevestigdOp: null });
    expect(await postAan('noor@school.example')).toEqual(['bevestig']);

    const link = `/belangstelling/${b!.token}`;
    const pagina = await vraag(academie, link);
    expect([pagina.status, pagina.header('x-robots-tag')]).toEqual([200, 'noindex']);
    expect((await van(opleiding.id))[0]!.bevestigdOp).toBeNull();
    expect((await stuur(academie, `${link}/bevestiging`, niemand)).header('location')).toBe(link);
    expect((await stuur(academie, `${link}/bevestiging`, niemand)).status).toBe(303);
    expect((await vraag(academie, link)).tekst).toContain('Je belangstelling is genoteerd');
    expect((await van(opleiding.id))[0]!.bevestigdOp).toEqual(academie.clock.now());
    const persoon = await academie.dataSource.manager.findOneByOrFail(Persoon, { id: b!.persoonId });
    expect(persoon.emailBevestigdOp).not.toBeNull();

    await stuur(academie, `${link}/intrekking`, niemand);
    expect((await vraag(academie, link)).tekst).toContain('Je belangstelling is ingetrokken');
    await stuur(academie, `${link}/bevestiging`, niemand);
    expect((await van(opleiding.id))[0]!.ingetrokkenOp).toEqual(academie.clock.now());
    const regels = await academie.dataSource.manager.findBy(Auditregel, { onderwerpId: b!.id });
    expect(regels.map(({ code }) => code).sort()).toEqual([
      'belangstelling.bevestigd',
      'belangstelling.gegeven',
      'belangstelling.ingetrokken',
    ]);
    expect((await stuur(academie, pad, niemand, velden)).status).toBe(303);
    expect(await van(opleiding.id)).toHaveLength(2);
    expect((await vraag(academie, '/belangstelling/geraden')).status).toBe(404);
  });

  test('een geweigerd formulier houdt wat was getypt', async () => {
    const { code } = await peilend();
    const pad = `/opleidingen/${code}/belangstelling`;
    const mis = formulier({
      email: 'geen adres',
      vestigingscode: '',
      functie: 'anders',
      opmerking: 'Tóch <graag>',
    });
    const geweigerd = await stuur(academie, pad, niemand, mis);
    expect(geweigerd.status).toBe(422);
    for (const zin of [
      'fout-email',
      'fout-vestigingscode',
      'fout-functieAnders',
      'Tóch &lt;graag&gt;',
      'value="geen adres"',
    ])
      expect(geweigerd.tekst).toContain(zin);
    const onbekend = await stuur(academie, pad, niemand, formulier({ vestigingscode: '00XX99' }));
    expect([onbekend.status, onbekend.tekst.includes('Deze school kennen we niet')]).toEqual([422, true]);
  });

  test('nog eens is vriendelijk: een rij, de link hoogstens een keer per uur, en hetzelfde antwoord als aan ieder ander', async () => {
    const { code, id } = await peilend();
    const email = 'nogeens@school.example';
    const eerste = await post(`opleidingen/${code}/belangstelling`, verzoek({ email }));
    const tweede = await post(
      `opleidingen/${code}/belangstelling`,
      verzoek({ email: ' NogEens@School.Example' }),
    );
    expect([eerste.status, eerste.tekst]).toEqual([202, '{"status":"onbevestigd"}']);
    expect([tweede.status, tweede.tekst]).toEqual([eerste.status, eerste.tekst]);
    await post(`opleidingen/${code}/belangstelling`, verzoek({ email }));
    expect(await postAan(email)).toEqual(['al-bekend', 'bevestig']);
    academie.clock.advance(60);
    await post(`opleidingen/${code}/belangstelling`, verzoek({ email }));
    expect((await postAan(email)).filter((soort) => soort === 'al-bekend')).toHaveLength(2);
    const [b, ...rest] = await van(id);
    expect(rest).toEqual([]);
    await academie.app.get(BelangstellingService).bevestig(b!.token, systeem);
    const derde = await post(`opleidingen/${code}/belangstelling`, verzoek({ email }));
    expect([derde.status, derde.tekst]).toEqual([eerste.status, eerste.tekst]);
  });

  test('twintig keer op hetzelfde moment is een belangstelling en een mail', async () => {
    const { code, id } = await peilend();
    const email = 'tegelijk@school.example';
    const antwoorden = await Promise.all(
      reeks(20).map(() => post(`opleidingen/${code}/belangstelling`, verzoek({ email }))),
    );
    expect(new Set(antwoorden.map(({ status }) => status))).toEqual(new Set([202]));
    expect(await van(id)).toHaveLength(1);
    expect((await postAan(email)).sort()).toEqual(['al-bekend', 'bevestig']);
  });

  test('wie met dat adres is ingelogd hoeft niet te bevestigen, met een ander adres wel', async () => {
    const { code, id } = await peilend();
    const persoon = await maakPersoon(academie.dataSource);
    const inlog = await logPersoonIn(academie, persoon.id);
    const pad = `/opleidingen/${code}/belangstelling`;
    expect((await vraag(academie, pad, { headers: { cookie: inlog.cookie } })).tekst).toContain(
      persoon.email,
    );
    const eigen = await stuur(academie, pad, inlog, formulier({ email: persoon.email }));
    const [b] = await van(id);
    expect(eigen.header('location')).toBe(`/belangstelling/${b!.token}`);
    expect(b!.bevestigdOp).toEqual(academie.clock.now());
    expect(await postAan(persoon.email)).toEqual(['genoteerd']);
    const ander = await stuur(academie, pad, inlog, formulier({ email: 'ander@school.example' }));
    expect(ander.header('location')).toBe(`${pad}/ontvangen`);
    expect(await postAan('ander@school.example')).toEqual(['bevestig']);
  });

  test('alleen waar wordt gepeild en is gepubliceerd', async () => {
    const { manager } = academie.dataSource;
    const dicht = await maakOpleiding(academie.dataSource);
    const verborgen = await maakOpleiding(academie.dataSource, { peiling: true, gepubliceerd: false });
    const cohort = await maakCohort(academie.dataSource, { status: 'peiling' });
    const zonder = await maakCohort(academie.dataSource, { status: 'concept' });
    const status = async (pad: string) => (await post(`${pad}/belangstelling`, verzoek())).status;
    expect(await status(`opleidingen/${dicht.code}`)).toBe(409);
    expect(await status(`opleidingen/${verborgen.code}`)).toBe(404);
    expect(await status('opleidingen/NIETS')).toBe(404);
    expect(await status(`cohorten/${cohort.id}`)).toBe(202);
    expect(await status(`cohorten/${zonder.id}`)).toBe(404);
    const openbaar = async (id: string) => (await vraag(academie, `/cohorten/${id}/belangstelling`)).tekst;
    expect(await openbaar(cohort.id)).toContain('Meld mijn belangstelling');
    await manager.update(Cohort, { id: cohort.id }, { status: 'open' });
    expect(await status(`cohorten/${cohort.id}`)).toBe(409);
    expect(await openbaar(cohort.id)).toContain('Belangstelling melden kan nu niet');
    expect((await vraag(academie, `/cohorten/${zonder.id}/belangstelling`)).status).toBe(404);
    const laat = await stuur(academie, `/opleidingen/${dicht.code}/belangstelling`, niemand, formulier());
    expect([laat.status, laat.tekst.includes('nu geen belangstelling melden')]).toEqual([409, true]);
  });

  test('de weg ernaartoe staat op de pagina van de opleiding', async () => {
    const opleiding = await peilend();
    const cohort = await maakCohort(academie.dataSource, { opleidingId: opleiding.id, status: 'peiling' });
    const pagina = (await vraag(academie, `/opleidingen/${opleiding.code}`)).tekst;
    expect(pagina).toContain(`href="/opleidingen/${opleiding.code}/belangstelling"`);
    expect(pagina).toContain(`href="/cohorten/${cohort.id}/belangstelling"`);
    const ander = await maakOpleiding(academie.dataSource);
    expect((await vraag(academie, `/opleidingen/${ander.code}`)).tekst).not.toContain('/belangstelling"');
  });

  test('wie bevestigt nadat het cohort openging hoort dat meteen, en een keer', async () => {
    const cohort = await maakCohort(academie.dataSource, { status: 'peiling' });
    const email = 'telaat@school.example';
    await post(`cohorten/${cohort.id}/belangstelling`, verzoek({ email }));
    await academie.dataSource.manager.update(Cohort, { id: cohort.id }, { status: 'open' });
    const dienst = academie.app.get(BelangstellingService);
    expect(await academie.dataSource.transaction((m) => dienst.meldOpening(m, cohort.id))).toBe(0);
    const [b] = await van(cohort.opleidingId);
    await stuur(academie, `/belangstelling/${b!.token}/bevestiging`, niemand);
    expect((await postAan(email)).sort()).toEqual(['bevestig', 'opening']);
    const pagina = (await vraag(academie, `/belangstelling/${b!.token}`)).tekst;
    expect(pagina).toContain(`href="/cohorten/${cohort.id}/aanmelden"`);
    await stuur(academie, `/belangstelling/${b!.token}/intrekking`, niemand);
    expect((await van(cohort.opleidingId))[0]!.ingetrokkenOp).toBeNull();
  });
});

describe('de coördinator', () => {
  test('ziet hoeveel per bestuur, alleen de bevestigde geteld, en wie het zijn', async () => {
    const opleiding = await peilend();
    const cohort = await maakCohort(academie.dataSource, { opleidingId: opleiding.id, status: 'peiling' });
    const bestuur = await maakBestuur(academie.dataSource, { naam: 'Stichting Zoek & Vind' });
    const { vestigingscode } = await maakSchool(academie.dataSource, { bestuurId: bestuur.id });
    const pad = `opleidingen/${opleiding.code}/belangstelling`;
    const als = browser(coordinator);
    const beide = verzoek({ voornaam: 'Twee', vestigingscode });
    await post(pad, beide, als);
    await post(`cohorten/${cohort.id}/belangstelling`, beide, als);
    await post(pad, verzoek({ voornaam: 'Een', vestigingscode }), als);
    await post(pad, verzoek({ voornaam: 'Onzeker', vestigingscode }));
    await post(pad, verzoek({ voornaam: 'Schoolloos' }), als);
    const overzicht = await vraag(academie, `/api/v1/${pad}`, { headers: { cookie: coordinator.cookie } });
    expect(overzicht.json()).toEqual({
      bevestigd: 3,
      onbevestigd: 1,
      gemeld: 0,
      perBestuur: [
        { bestuur: 'Stichting Zoek & Vind', bevestigd: 2, onbevestigd: 1 },
        { bestuur: null, bevestigd: 1, onbevestigd: 0 },
      ],
    });
    const scherm = async (vraagtekst = '') =>
      (await vraag(academie, `/beheer/${pad}${vraagtekst}`, { headers: { cookie: coordinator.cookie } }))
        .tekst;
    const alles = await scherm();
    for (const zin of [
      '3 mensen hebben belangstelling',
      '1 persoon bevestigde',
      'Schoolloos Berg',
      'Onzeker Berg',
    ])
      expect(alles).toContain(zin);
    const eigen = await scherm(`?bestuur=${bestuur.id}`);
    expect(eigen).toContain('Mensen van Stichting Zoek &amp; Vind');
    expect([eigen.includes('Twee Berg'), eigen.includes('Schoolloos Berg')]).toEqual([true, false]);
    const cohortalleen = await scherm(`?voor=${cohort.id}`);
    expect([cohortalleen.includes('Twee Berg'), cohortalleen.includes('Een Berg')]).toEqual([true, false]);
    expect(await scherm('?bestuur=geen')).toContain('Schoolloos Berg');
    expect(await scherm('?bestuur=onzin&pagina=99')).toContain('Hier is niemand');
    expect(await scherm('?voor=x')).toContain('Er is nu niemand die wacht');
    const lijst = await vraag(academie, `/beheer/opleidingen?zoek=${opleiding.code}`, {
      headers: { cookie: coordinator.cookie },
    });
    expect(lijst.tekst).toContain('>3<span class="ula-onzichtbaar"> met belangstelling voor ');
  });

  test('een sleutel van een bestuur meldt alleen belangstelling voor de eigen mensen', async () => {
    const { code } = await peilend();
    const eigen = await maakSchool(academie.dataSource);
    const ander = await maakSchool(academie.dataSource);
    const sleutel = await academie.app
      .get(SleutelsService)
      .maak(systeem, 'proef', eigen.bestuurId, ['aanmelden']);
    const als = { authorization: `Bearer ${sleutel}` };
    const met = (vestigingscode: string) =>
      post(`opleidingen/${code}/belangstelling`, verzoek({ vestigingscode }), als);
    expect((await met(eigen.vestigingscode)).json()).toEqual({ status: 'bevestigd' });
    expect((await met(ander.vestigingscode)).status).toBe(403);
  });
});
