import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Auditregel } from '../../src/audit/auditregel.entity.js';
import { systeem } from '../../src/toegang/wie.js';
import { Bestuur } from '../../src/besturen/bestuur.entity.js';
import { Bericht } from '../../src/berichten/bericht.entity.js';
import { Bijeenkomst } from '../../src/cohorten/bijeenkomst.entity.js';
import { GebruikersService } from '../../src/gebruikers/gebruikers.service.js';
import { GebruikerRol } from '../../src/toegang/gebruiker-rol.entity.js';
import { Gebruiker } from '../../src/toegang/gebruiker.entity.js';
import { logIn } from '../support/inloggen.js';
import { geefRol, maakBijeenkomst, maakCohort, maakGebruiker, WACHTWOORD } from '../support/makers.js';
import { stuur, vraag } from '../support/vraag.js';
import { als, bel, isBinnen, maakHuis, open, vulIn, type Huis, type Mens } from './opstelling.js';

let huis: Huis;
beforeAll(async () => {
  huis = await maakHuis();
});
afterAll(() => huis?.academie.sluit());

const m = () => huis.academie.dataSource.manager;
const PAD = '/beheer/gebruikers';
/** Making a real password takes time; who does not type it has another. */
const maak = (met: Parameters<typeof maakGebruiker>[1]) =>
  maakGebruiker(huis.academie.dataSource, { wachtwoordHash: 'ander', ...met });
const rolVan = ({ id }: { id: string }) => m().findOneByOrFail(GebruikerRol, { gebruikerId: id });
const isUit = async ({ id }: Mens) => (await m().findOneByOrFail(Gebruiker, { id })).uitgeschakeldOp !== null;
const codes = async ({ id }: Mens): Promise<string[]> =>
  (await m().find(Auditregel, { where: { onderwerpId: id }, order: { id: 'ASC' } })).map(({ code }) => code);

describe('uitschakelen', () => {
  test('logt meteen overal uit, ook halverwege, en laat niemand meer in', async () => {
    const wie = await maakGebruiker(huis.academie.dataSource, { rol: 'trainer' });
    const [hier, daar] = [await logIn(huis.academie, wie), await logIn(huis.academie, wie)];
    const { status, json } = await bel(huis, huis.co, `/gebruikers/${wie.id}/uitschakeling`, {});
    expect([status, json().stand]).toEqual([200, 'gestopt']);
    expect([await isBinnen(huis, hier), await isBinnen(huis, daar)]).toEqual([false, false]);
    expect(
      (await vraag(huis.academie, '/trainer', { headers: { cookie: hier.cookie } })).header('location'),
    ).toMatch(/^\/inloggen/);
    const velden = new URLSearchParams({ email: wie.email, wachtwoord: WACHTWOORD });
    expect((await vraag(huis.academie, '/inloggen', { method: 'POST', body: velden })).status).toBe(422);
    expect((await vulIn(huis, huis.co, `${PAD}/${wie.id}/inschakeling`)).status).toBe(303);
    expect((await vraag(huis.academie, '/inloggen', { method: 'POST', body: velden })).status).toBe(303);
    expect(await codes(wie)).toEqual([
      'gebruiker.uitgeschakeld',
      'gebruiker.inloggen-mislukt',
      'gebruiker.ingeschakeld',
      'gebruiker.ingelogd',
    ]);
  });

  test('een link die nog openstond opent ook na het aanzetten niets', async () => {
    const email = 'open.link@school.example';
    await bel(huis, huis.co, '/gebruikers', { email, rol: 'trainer' });
    const { tekst } = await m().findOneByOrFail(Bericht, { aan: email });
    const link = /\/uitnodiging\/[\w-]+/.exec(tekst)![0];
    const { id } = await m().findOneByOrFail(Gebruiker, { email });
    expect((await vraag(huis.academie, link)).status).toBe(200);
    await vulIn(huis, huis.co, `${PAD}/${id}/uitschakeling`);
    expect((await vraag(huis.academie, link)).status).toBe(410);
    await vulIn(huis, huis.co, `${PAD}/${id}/inschakeling`);
    expect((await vraag(huis.academie, link)).status).toBe(410);
  });
});

/** Everything that can be done to one gebruiker. */
const daden: [daad: string, velden: () => Promise<Record<string, string>> | Record<string, string>][] = [
  ['uitnodiging', () => ({})],
  ['herstel', () => ({})],
  ['uitschakeling', () => ({})],
  ['inschakeling', () => ({})],
  ['rollen', () => ({ rol: 'bestuur', bestuur: huis.spo.id })],
  ['rollen/:rol/einde', () => ({ eindigtOp: '' })],
  [
    'waarneming',
    async () => ({
      aan: (await maak({ rol: 'bestuur', bestuurId: huis.spo.id })).id,
      vanaf: '2026-11-10',
      tot: '2026-12-01',
    }),
  ],
  ['overdracht', async () => ({ wat: 'bijeenkomsten', aan: (await maak({ rol: 'trainer' })).id })],
];

describe('wie je niet mag wijzigen, wijzig je langs geen enkele weg', () => {
  test('elke weg is hier genoemd', () => {
    expect(daden.map(([daad]) => daad).sort()).toEqual(
      [
        ...['herstel', 'inschakeling', 'overdracht', 'rollen', 'rollen/:rol/einde'],
        ...['uitnodiging', 'uitschakeling', 'waarneming'],
      ].sort(),
    );
  });

  let onbekenden: [wie: Mens, doel: Mens][];
  let geweigerden: [wie: Mens, doel: Mens][];
  beforeAll(async () => {
    onbekenden = [
      [huis.vanSpo, await maak({ rol: 'bestuur', bestuurId: huis.ksu.id })],
      [huis.vanSpo, await maak({ rol: 'schoolleider', schoolId: huis.beuk.id })],
      [huis.vanSpo, await maak({ rol: 'trainer' })],
      [huis.co, await maak({ rol: 'beheer' })],
      [huis.co, await maak({ rol: 'coordinator' })],
      [huis.co, await maak({ rol: 'privacy' })],
    ];
    const ookBeheer = await maak({ rol: 'beheer' });
    await geefRol(huis.academie.dataSource, ookBeheer, { rol: 'trainer' });
    const ookCo = await maak({ rol: 'coordinator' });
    await geefRol(huis.academie.dataSource, ookCo, { rol: 'bestuur', bestuurId: huis.spo.id });
    geweigerden = [
      [huis.co, ookBeheer],
      [huis.vanSpo, ookCo],
      [huis.co, huis.co],
      [huis.beheer, huis.beheer],
      [huis.vanSpo, huis.vanSpo],
    ];
  });

  test.each(daden)('%s', async (daad, velden) => {
    for (const [verwacht, paren] of [
      [404, onbekenden],
      [422, geweigerden],
    ] as const)
      for (const [wie, doel] of paren) {
        const voor = [await m().findBy(GebruikerRol, { gebruikerId: doel.id }), await isUit(doel)];
        const inlog = await logIn(huis.academie, doel);
        const rol = await m().findOneByOrFail(GebruikerRol, { gebruikerId: doel.id });
        const pad = `${PAD}/${doel.id}/${daad.replace(':rol', rol.id)}`;
        const { status, tekst } = await stuur(
          huis.academie,
          pad,
          await logIn(huis.academie, wie),
          await velden(),
        );
        expect([daad, wie.rol, doel.rol, status]).toEqual([daad, wie.rol, doel.rol, verwacht]);
        if (verwacht === 422) expect(tekst).toMatch(/wijzig je niet zelf|niet mag geven/);
        expect([await m().findBy(GebruikerRol, { gebruikerId: doel.id }), await isUit(doel)]).toEqual(voor);
        expect(await isBinnen(huis, inlog)).toBe(true);
        expect(await m().countBy(Bericht, { aan: doel.email })).toBe(0);
        if (doel.id !== wie.id && verwacht === 404)
          expect((await open(huis, wie, `${PAD}/${doel.id}`)).status).toBe(404);
      }
  });
});

describe('de laatste beheerder', () => {
  const anderen = async () => {
    await m().query(`UPDATE gebruiker SET uitgeschakeld_op = now()
      WHERE id IN (SELECT gebruiker_id FROM gebruiker_rol WHERE rol = 'beheer')`);
  };
  const schakelUit = (wie: Mens, doel: Mens) =>
    huis.academie.app.get(GebruikersService).schakelUit(als(wie), doel.id);

  test('gaat niet weg: niet door de opdrachtregel, niet door een einddatum', async () => {
    await anderen();
    const laatste = await maak({ rol: 'beheer' });
    const dienst = huis.academie.app.get(GebruikersService);
    await expect(dienst.schakelUit(systeem, laatste.id)).rejects.toMatchObject({ code: 'laatste-beheerder' });

    const tijdelijk = await maak({ rol: null });
    await geefRol(huis.academie.dataSource, tijdelijk, { rol: 'beheer', eindigtOp: '2026-12-31' });
    const wie = { ...tijdelijk, rol: 'beheer' as const };
    await expect(schakelUit(wie, laatste)).rejects.toMatchObject({ code: 'laatste-beheerder' });
    const rol = await rolVan(laatste);
    const einde = (eindigtOp: string) =>
      vulIn(huis, wie, `${PAD}/${laatste.id}/rollen/${rol.id}/einde`, { eindigtOp });
    for (const dag of ['', '2026-12-30', '2027-06-01']) {
      const { status, tekst } = await einde(dag);
      expect([dag, status, tekst.includes('geen beheerder meer die kan inloggen')]).toEqual([dag, 422, true]);
    }
    expect(await rolVan(laatste)).toMatchObject({ eindigtOp: null });
  });

  test('telt niet wie nog nooit binnen was, en wel wie een wachtwoord heeft', async () => {
    await anderen();
    const een = await maak({ rol: 'beheer' });
    const ander = await maak({ rol: 'beheer', wachtwoordHash: null });
    const dienst = huis.academie.app.get(GebruikersService);
    await expect(dienst.schakelUit(systeem, een.id)).rejects.toMatchObject({ code: 'laatste-beheerder' });
    await dienst.schakelUit(systeem, ander.id);
    await m().update(Gebruiker, ander.id, { uitgeschakeldOp: null, wachtwoordHash: 'x' });
    await dienst.schakelUit(systeem, een.id);
    expect(await isUit(een)).toBe(true);
  });

  test('blijft, ook als twee elkaar op hetzelfde moment uitschakelen', async () => {
    for (let keer = 0; keer < 5; keer += 1) {
      await anderen();
      const [een, ander] = [await maak({ rol: 'beheer' }), await maak({ rol: 'beheer' })];
      const uitkomst = await Promise.allSettled([schakelUit(een, ander), schakelUit(ander, een)]);
      expect(uitkomst.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect([await isUit(een), await isUit(ander)].sort()).toEqual([false, true]);
    }
  });
});

describe('een rol', () => {
  test('eindigt op een dag of meteen, en wie ingelogd was is uit', async () => {
    const wie = await maak({ rol: 'trainer' });
    const rol = await rolVan(wie);
    const inlog = await logIn(huis.academie, wie);
    const einde = (eindigtOp: string) =>
      vulIn(huis, huis.co, `${PAD}/${wie.id}/rollen/${rol.id}/einde`, { eindigtOp });
    expect((await einde('2026-11-09')).tekst).toContain('Deze dag is al voorbij.');
    expect(await isBinnen(huis, inlog)).toBe(true);
    expect((await einde('2026-12-31')).status).toBe(303);
    expect(await isBinnen(huis, inlog)).toBe(false);
    expect((await open(huis, huis.co, `${PAD}/${wie.id}`)).tekst).toContain('tot en met do 31 dec 2026');
    expect((await einde('2027-01-31')).status).toBe(303);
    expect((await einde('')).status).toBe(303);
    expect(await rolVan(wie)).toMatchObject({ eindigtOp: '2026-11-09' });
    expect((await open(huis, wie, '/trainer')).status).toBe(403);
    const regels = (await open(huis, huis.co, `${PAD}/${wie.id}`)).tekst;
    expect(regels).toMatch(
      /Rol beëindigd: trainer[\s\S]*Rol erbij: trainer[\s\S]*Rol beëindigd: trainer, tot en met/,
    );
  });

  test('die vandaag begon of nog moest beginnen was er na beëindigen nooit', async () => {
    const wie = await maak({ rol: null });
    await geefRol(huis.academie.dataSource, wie, { rol: 'trainer', begintOp: '2026-11-10' });
    const rol = await rolVan(wie);
    await vulIn(huis, huis.co, `${PAD}/${wie.id}/rollen/${rol.id}/einde`, { eindigtOp: '' });
    expect(await m().countBy(GebruikerRol, { gebruikerId: wie.id })).toBe(0);
  });

  test('van een ander beëindig je niet via je eigen mensen', async () => {
    const [wie, ander] = [await maak({ rol: 'trainer' }), await maak({ rol: 'trainer' })];
    const rol = await rolVan(ander);
    const { status } = await vulIn(huis, huis.co, `${PAD}/${wie.id}/rollen/${rol.id}/einde`, {
      eindigtOp: '',
    });
    expect(status).toBe(404);
    expect(await rolVan(ander)).toMatchObject({ eindigtOp: null });
  });
});

describe('waarnemen', () => {
  test('geeft een ander een tijd dezelfde rollen en hetzelfde werk', async () => {
    const [weg, er] = [
      await maak({ naam: 'Wim Weg', rol: 'trainer' }),
      await maak({ naam: 'Eva Er', rol: null }),
    ];
    await geefRol(huis.academie.dataSource, er, { rol: 'bestuur', bestuurId: huis.spo.id });
    await geefRol(huis.academie.dataSource, weg, {
      rol: 'bestuur',
      bestuurId: huis.ksu.id,
      eindigtOp: '2026-11-20',
    });
    const cohort = await maakCohort(huis.academie.dataSource);
    await m().update(Bijeenkomst, { cohortId: cohort.id }, { trainerId: weg.id });
    const velden = { aan: er.id, vanaf: '2026-11-10', tot: '2026-11-30' };
    expect((await vulIn(huis, huis.co, `${PAD}/${weg.id}/waarneming`, velden)).status).toBe(303);
    const rijen = await m().find(GebruikerRol, {
      where: { gebruikerId: er.id, waarneemtVoorId: weg.id },
      order: { rol: 'ASC' },
    });
    expect(rijen).toMatchObject([
      { rol: 'bestuur', bestuurId: huis.ksu.id, begintOp: '2026-11-10', eindigtOp: '2026-11-20' },
      { rol: 'trainer', begintOp: '2026-11-10', eindigtOp: '2026-11-30' },
    ]);
    const [mail, ...meer] = await m().findBy(Bericht, { aan: er.email });
    expect([meer.length, mail!.tekst]).toEqual([
      0,
      expect.stringMatching(/bestuur KSU en trainer|trainer en bestuur KSU/),
    ]);
    expect((await open(huis, huis.co, `${PAD}/${er.id}`)).tekst).toContain('neemt waar voor Wim Weg');
    expect((await open(huis, huis.co, `${PAD}/${weg.id}`)).tekst).toMatch(/Eva Er<\/a> neemt waar van/);

    const inlog = await logIn(huis.academie, er);
    const { header } = await stuur(huis.academie, '/account/hoed', inlog, { hoed: 'trainer' });
    const cookie = /sessie=[\w-]+/.exec(header('set-cookie'))![0];
    const les = (await m().findOneByOrFail(Bijeenkomst, { cohortId: cohort.id })).id;
    const paden = [
      '/trainer',
      `/trainer/cohorten/${cohort.id}`,
      `/trainer/bijeenkomsten/${les}/aanwezigheid`,
    ];
    const api = `/api/v1/cohorten/${cohort.id}/aanmeldingen`;
    for (const pad of [...paden, api])
      expect([pad, (await vraag(huis.academie, pad, { headers: { cookie } })).status]).toEqual([pad, 200]);
    expect((await vraag(huis.academie, '/trainer', { headers: { cookie } })).tekst).toContain(cohort.id);
    await m().update(
      GebruikerRol,
      { gebruikerId: er.id, waarneemtVoorId: weg.id },
      { eindigtOp: '2026-11-10' },
    );
    await m().query(
      `UPDATE gebruiker_rol SET begint_op = '2026-11-01', eindigt_op = '2026-11-09' WHERE waarneemt_voor_id = $1`,
      [weg.id],
    );
    for (const pad of [...paden, api])
      expect([pad, (await vraag(huis.academie, pad, { headers: { cookie } })).status]).toEqual([pad, 403]);
  });

  test('wie waarneemt geeft dat niet door, en buiten de tijd is er niets waar te nemen', async () => {
    const [weg, er, derde] = [
      await maak({ rol: 'trainer' }),
      await maak({ rol: null }),
      await maak({ rol: 'trainer' }),
    ];
    await geefRol(huis.academie.dataSource, er, {
      rol: 'trainer',
      waarneemtVoorId: weg.id,
      eindigtOp: '2026-12-31',
    });
    const van = (wie: Mens, aan: Mens, vanaf: string, tot: string) =>
      vulIn(huis, huis.co, `${PAD}/${wie.id}/waarneming`, { aan: aan.id, vanaf, tot });
    expect((await van(er, derde, '2026-11-10', '2026-11-30')).tekst).toContain('geen rol om waar te nemen');
    expect((await van(weg, er, '2026-11-30', '2026-11-10')).tekst).toContain(
      'De laatste dag ligt voor de eerste.',
    );
    expect((await van(weg, er, '2026-11-01', '2026-11-09')).tekst).toContain('Deze dag is al voorbij.');
    expect((await van(weg, huis.beheer, '2026-11-10', '2026-11-30')).status).toBe(404);
    expect((await van(weg, huis.co, '2026-11-10', '2026-11-30')).status).toBe(422);
    expect(await m().countBy(GebruikerRol, { waarneemtVoorId: weg.id })).toBe(1);
  });
});

describe('werk overdragen', () => {
  test('de bijeenkomsten die nog komen gaan naar een andere trainer, wat geweest is niet', async () => {
    const [weg, er] = [await maak({ rol: 'trainer' }), await maak({ naam: 'Nina Nieuw', rol: 'trainer' })];
    const cohort = await maakCohort(huis.academie.dataSource);
    await m().update(Bijeenkomst, { cohortId: cohort.id }, { trainerId: weg.id });
    const geweest = await maakBijeenkomst(huis.academie.dataSource, {
      cohortId: cohort.id,
      trainerId: weg.id,
      begint: new Date('2026-11-03T12:00:00Z'),
      eindigt: new Date('2026-11-03T15:00:00Z'),
    });
    const pad = `${PAD}/${weg.id}/overdracht`;
    const geenTrainer = await vulIn(huis, huis.co, pad, { wat: 'bijeenkomsten', aan: huis.vanSpo.id });
    expect([geenTrainer.status, geenTrainer.tekst.includes('Kies iemand uit de lijst.')]).toEqual([
      422,
      true,
    ]);
    expect((await vulIn(huis, huis.co, pad, { wat: 'bijeenkomsten', aan: er.id })).status).toBe(303);
    const lessen = await m().find(Bijeenkomst, { where: { cohortId: cohort.id }, order: { begint: 'ASC' } });
    expect(lessen.map(({ id, trainerId }) => [id === geweest.id, trainerId])).toEqual([
      [true, weg.id],
      [false, er.id],
    ]);
    const geschiedenis = await open(huis, huis.co, `/beheer/cohorten/${cohort.id}/geschiedenis`);
    expect(geschiedenis.tekst).toMatch(/trainer:[^<]*Nina Nieuw/);
    expect((await open(huis, huis.co, `${PAD}/${weg.id}`)).tekst).toContain(
      'Werk overgedragen aan Nina Nieuw (1)',
    );
  });

  test('de mail van een bestuur gaat naar een ander van dat bestuur', async () => {
    const weg = await maak({ rol: 'bestuur', bestuurId: huis.ksu.id });
    await m().update(Bestuur, huis.ksu.id, { email: weg.email.toUpperCase() });
    const pad = `${PAD}/${weg.id}/overdracht`;
    const vreemd = await vulIn(huis, huis.co, pad, { wat: 'postbussen', aan: huis.vanSpo.id });
    expect(vreemd.status).toBe(422);
    expect((await open(huis, huis.vanKsu, `${PAD}/${weg.id}`)).tekst).toContain('gaan naar dit adres');
    const collega = await maak({ rol: 'bestuur', bestuurId: huis.ksu.id });
    expect((await vulIn(huis, huis.vanKsu, pad, { wat: 'postbussen', aan: collega.id })).status).toBe(303);
    expect(await m().findOneByOrFail(Bestuur, { id: huis.ksu.id })).toMatchObject({ email: collega.email });
  });
});

test('een herstellink gaat per mail naar wie hem nodig heeft, en naar niemand anders', async () => {
  const wie = await maak({ rol: 'bestuur', bestuurId: huis.spo.id });
  const antwoord = await vulIn(huis, huis.vanSpo, `${PAD}/${wie.id}/herstel`);
  expect(antwoord.status).toBe(303);
  const mails = await m().findBy(Bericht, { aan: wie.email });
  expect(mails.map(({ soort }) => soort)).toEqual(['gebruikers/herstel']);
  expect((await open(huis, huis.vanSpo, `${PAD}/${wie.id}`)).tekst).not.toContain('/uitnodiging/');
  expect(await codes(wie)).toContain('gebruiker.hersteld');
});
