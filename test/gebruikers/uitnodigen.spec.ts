import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Auditregel } from '../../src/audit/auditregel.entity.js';
import { Bericht } from '../../src/berichten/bericht.entity.js';
import { GebruikersQueries } from '../../src/gebruikers/gebruikers.queries.js';
import { magZien } from '../../src/gebruikers/gebruikers.rules.js';
import { GebruikerRol, rollen, type Rol } from '../../src/toegang/gebruiker-rol.entity.js';
import { Gebruiker } from '../../src/toegang/gebruiker.entity.js';
import { logIn } from '../support/inloggen.js';
import { geefRol, maakGebruiker } from '../support/makers.js';
import { vraag } from '../support/vraag.js';
import { als, bel, isBinnen, maakHuis, open, vulIn, type Huis, type Mens } from './opstelling.js';

let huis: Huis;
beforeAll(async () => {
  huis = await maakHuis();
});
afterAll(() => huis?.academie.sluit());

const m = () => huis.academie.dataSource.manager;
let teller = 0;
const nieuwAdres = (): string => `nieuw${(teller += 1)}@school.example`;
const bekend = (email: string) => m().findOneBy(Gebruiker, { emailNorm: email });
const mailsAan = (aan: string) => m().find(Bericht, { where: { aan }, order: { aangemaaktOp: 'ASC' } });

/** What this role needs to be whole, at SPO. */
const bijRol = (rol: Rol): object => ({
  ...(rol === 'bestuur' ? { bestuur: huis.spo.id } : {}),
  ...(rol === 'schoolleider' ? { vestigingscode: huis.linde.vestigingscode } : {}),
});

describe('wie wie uitnodigt', () => {
  const mag: [naam: 'beheer' | 'co' | 'vanSpo' | 'vanKsu', rollen: readonly Rol[]][] = [
    ['beheer', rollen],
    ['co', ['trainer', 'schoolleider', 'bestuur']],
    ['vanSpo', ['bestuur', 'schoolleider']],
    ['vanKsu', []],
  ];

  test.each(mag)('%s geeft bij SPO alleen wat in de tabel staat', async (naam, geeft) => {
    for (const rol of rollen) {
      const email = nieuwAdres();
      const antwoord = await bel(huis, huis[naam], '/gebruikers', { email, rol, ...bijRol(rol) });
      expect([rol, antwoord.status]).toEqual([rol, geeft.includes(rol) ? 201 : 403]);
      expect((await bekend(email)) !== null).toBe(geeft.includes(rol));
      expect((await mailsAan(email)).map(({ soort }) => soort)).toEqual(
        geeft.includes(rol) ? ['gebruikers/uitnodiging'] : [],
      );
    }
  });

  test('de anderen geven geen enkele rol', async () => {
    for (const rol of ['trainer', 'schoolleider', 'programmamanager', 'privacy'] as const) {
      const wie = await maakGebruiker(huis.academie.dataSource, { rol });
      expect((await bel(huis, wie, '/gebruikers', { email: nieuwAdres(), rol: 'trainer' })).status).toBe(403);
    }
  });

  test('een geweigerde poging staat in het spoor, en verder gebeurde er niets', async () => {
    const poger = await maakGebruiker(huis.academie.dataSource);
    await bel(huis, poger, '/gebruikers', { email: nieuwAdres(), rol: 'beheer' });
    await bel(huis, poger, '/gebruikers', { email: nieuwAdres(), rol: 'privacy' });
    const regels = await m().findBy(Auditregel, { wieId: poger.id });
    expect(regels).toMatchObject([
      { code: 'gebruiker.geweigerd', gegevens: { waarom: 'rol-niet-te-geven', keer: 2 } },
    ]);
  });

  test('niemand geeft zichzelf een rol, en een bestuur niemand met een rol elders', async () => {
    const zelf = await bel(huis, huis.beheer, '/gebruikers', { email: huis.beheer.email, rol: 'privacy' });
    expect([zelf.status, zelf.json().code]).toEqual([403, 'niet-jezelf']);
    const elders = { email: huis.co.email.toUpperCase(), rol: 'bestuur', bestuur: huis.spo.id };
    const ander = await bel(huis, huis.vanSpo, '/gebruikers', elders);
    expect([ander.status, ander.json().code]).toEqual([403, 'heeft-andere-rol']);
  });
});

describe('een rol erbij', () => {
  test('wie al binnen kan krijgt een mail, logt opnieuw in en heeft een keuze', async () => {
    const wie = await maakGebruiker(huis.academie.dataSource, { naam: 'Tess Trainer', rol: 'trainer' });
    const inlog = await logIn(huis.academie, wie);
    expect(await isBinnen(huis, inlog)).toBe(true);
    const { status } = await bel(huis, huis.co, '/gebruikers', {
      email: wie.email,
      rol: 'bestuur',
      bestuur: '41400',
    });
    expect(status).toBe(201);
    expect(await isBinnen(huis, inlog)).toBe(false);
    const [mail, ...meer] = await mailsAan(wie.email);
    expect(meer).toEqual([]);
    expect([mail!.soort, mail!.tekst]).toEqual([
      'gebruikers/rol-erbij',
      expect.stringContaining('bestuur SPO Utrecht'),
    ]);
    expect((await open(huis, wie, '/')).tekst).toContain('Wissel van rol');
  });

  test('dezelfde rol nog eens kan niet, na afloop wel', async () => {
    const wie = await maakGebruiker(huis.academie.dataSource, { rol: null });
    const rij = await geefRol(huis.academie.dataSource, wie, { rol: 'trainer' });
    const nogEens = await bel(huis, huis.co, '/gebruikers', { email: wie.email, rol: 'trainer' });
    expect([nogEens.status, nogEens.json().code]).toEqual([409, 'rol-al-gegeven']);
    await m().update(GebruikerRol, rij.id, { eindigtOp: '2026-11-09' });
    expect((await bel(huis, huis.co, '/gebruikers', { email: wie.email, rol: 'trainer' })).status).toBe(201);
    expect(await m().findBy(GebruikerRol, { gebruikerId: wie.id })).toMatchObject([
      { rol: 'trainer', begintOp: '2026-11-10', eindigtOp: null },
    ]);
  });

  test('wie uitgeschakeld is wordt niet uitgenodigd', async () => {
    const wie = await maakGebruiker(huis.academie.dataSource, {
      rol: 'trainer',
      uitgeschakeldOp: huis.academie.clock.now(),
    });
    const { status, json } = await bel(huis, huis.co, '/gebruikers', {
      email: wie.email,
      rol: 'bestuur',
      bestuur: huis.spo.id,
    });
    expect([status, json().code]).toEqual([409, 'gebruiker-uitgeschakeld']);
  });
});

describe('het formulier', () => {
  test('komt terug met wat getypt was en een fout naast elk veld', async () => {
    const leeg = await vulIn(huis, huis.co, '/beheer/gebruikers', {
      email: 'geen adres',
      naam: 'Jan "de" Wit',
    });
    expect(leeg.status).toBe(422);
    expect(leeg.tekst).toContain('value="Jan &quot;de&quot; Wit"');
    expect(leeg.tekst).toContain('Dit is geen e-mailadres');
    expect(leeg.tekst).toContain('Kies een rol.');

    const email = nieuwAdres();
    const zonder = await vulIn(huis, huis.co, '/beheer/gebruikers', { email, rol: 'schoolleider' });
    expect([zonder.status, zonder.tekst.includes('Kies de school.')]).toEqual([422, true]);
    const dagen = { email, rol: 'trainer', begintOp: '2027-02-01', eindigtOp: '2027-01-01' };
    const andersom = await vulIn(huis, huis.co, '/beheer/gebruikers', dagen);
    expect([andersom.status, andersom.tekst.includes('De laatste dag ligt voor de eerste.')]).toEqual([
      422,
      true,
    ]);
    expect(await bekend(email)).toBeNull();
  });

  test('van een bestuur kent alleen het eigen bestuur en de eigen scholen', async () => {
    const { tekst } = await open(huis, huis.vanSpo, '/beheer/gebruikers');
    expect(tekst).toContain('De Linde');
    expect(tekst).not.toContain('De Beuk');
    expect(tekst).not.toMatch(/KSU|Kees Bestuur|Co Ordinator|Bea Heer/);
    expect(tekst).not.toContain('value="trainer"');
    const email = nieuwAdres();
    const vreemd = await vulIn(huis, huis.vanSpo, '/beheer/gebruikers', {
      email,
      rol: 'schoolleider',
      vestigingscode: huis.beuk.vestigingscode,
    });
    expect([vreemd.status, vreemd.tekst.includes('Deze rol mag jij niet geven.')]).toEqual([422, true]);
    expect(await bekend(email)).toBeNull();
    const eigen = await vulIn(huis, huis.vanSpo, '/beheer/gebruikers', { email, rol: 'bestuur' });
    expect(eigen.status).toBe(303);
    const { id } = (await bekend(email))!;
    expect(await m().findBy(GebruikerRol, { gebruikerId: id })).toMatchObject([{ bestuurId: huis.spo.id }]);
  });

  test('nog eens sturen maakt de vorige link waardeloos', async () => {
    const email = nieuwAdres();
    await vulIn(huis, huis.co, '/beheer/gebruikers', { email, rol: 'trainer' });
    const { id } = (await bekend(email))!;
    expect((await vulIn(huis, huis.co, `/beheer/gebruikers/${id}/uitnodiging`)).status).toBe(303);
    const links = (await mailsAan(email)).map(({ tekst }) => /\/uitnodiging\/[\w-]+/.exec(tekst)![0]);
    expect(links).toHaveLength(2);
    const status = async (pad: string) => (await vraag(huis.academie, pad)).status;
    expect([await status(links[0]!), await status(links[1]!)].sort()).toEqual([200, 410]);
  });
});

test('wie uitgenodigd is, actief of gestopt staat er zo', async () => {
  const ds = huis.academie.dataSource;
  const actief = await maakGebruiker(ds, { naam: 'Stand Actief', rol: 'trainer' });
  const nooit = await maakGebruiker(ds, { naam: 'Stand Nooit', rol: 'trainer', wachtwoordHash: null });
  const uit = await maakGebruiker(ds, {
    naam: 'Stand Uit',
    rol: 'trainer',
    uitgeschakeldOp: huis.academie.clock.now(),
  });
  const voorbij = await maakGebruiker(ds, { naam: 'Stand Voorbij', rol: null });
  await geefRol(ds, voorbij, { rol: 'trainer', eindigtOp: '2026-11-09' });
  const { items, totaal } = (await bel(huis, huis.co, '/gebruikers?zoek=stand')).json<{
    items: { id: string; stand: string }[];
    totaal: number;
  }>();
  expect(totaal).toBe(4);
  expect(Object.fromEntries(items.map(({ id, stand }) => [id, stand]))).toEqual({
    [actief.id]: 'actief',
    [nooit.id]: 'uitgenodigd',
    [uit.id]: 'gestopt',
    [voorbij.id]: 'gestopt',
  });
});

test('de lijst toont precies wie de regels laten zien, en van hen geen andere rollen', async () => {
  const ds = huis.academie.dataSource;
  const plekken = rollen.map((rol) => ({
    rol,
    bestuurId: rol === 'bestuur' ? huis.spo.id : null,
    schoolId: rol === 'schoolleider' ? huis.linde.id : null,
  }));
  const allen: Mens[] = [];
  for (const een of plekken)
    for (const ander of plekken) {
      const wie = await maakGebruiker(ds, { naam: 'Twee Rollen', rol: null, wachtwoordHash: 'x' });
      await geefRol(ds, wie, een);
      if (een !== ander) await geefRol(ds, wie, { ...ander, eindigtOp: '2021-01-01' });
      allen.push(wie);
    }
  const queries = huis.academie.app.get(GebruikersQueries);
  for (const kijker of [huis.beheer, huis.co, huis.vanSpo, huis.vanKsu]) {
    const { items } = await queries.lijst(als(kijker), { zoek: 'twee rollen', paginaGrootte: 200 });
    const gezien = new Set(items.map(({ id }) => id));
    for (const { id } of allen)
      expect([kijker.naam, gezien.has(id)]).toEqual([
        kijker.naam,
        magZien(als(kijker), (await queries.een(id))!),
      ]);
  }
  const lijst = (await bel(huis, huis.vanSpo, '/gebruikers?zoek=twee%20rollen&paginaGrootte=200')).json<{
    items: { rollen: { rol: string }[] }[];
  }>();
  const rolnamen = new Set(lijst.items.flatMap((een) => een.rollen.map(({ rol }) => rol)));
  expect([...rolnamen].sort()).toEqual(['bestuur', 'schoolleider']);
});
