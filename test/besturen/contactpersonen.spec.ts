import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Auditregel } from '../../src/audit/auditregel.entity.js';
import { Bestuur } from '../../src/besturen/bestuur.entity.js';
import { Contactpersoon } from '../../src/besturen/contactpersoon.entity.js';
import { BewaartermijnenTaak } from '../../src/bewaartermijnen/bewaartermijnen.taken.js';
import { DINSDAG, startAcademie, type Academie } from '../support/academie.js';
import { logIn, type Inlog } from '../support/inloggen.js';
import { maakBestuur, maakGebruiker } from '../support/makers.js';
import { stuur, vraag, type Antwoord } from '../support/vraag.js';

const LIJST = '/beheer/organisaties';
let academie: Academie;
let inlog: Inlog;
let bestuur: Bestuur;

beforeAll(async () => {
  academie = await startAcademie();
  inlog = await logIn(academie, await maakGebruiker(academie.dataSource));
});
afterAll(() => academie.sluit());
beforeEach(async () => {
  academie.clock.set(DINSDAG);
  bestuur = await maakBestuur(academie.dataSource);
});

const zie = async (pad: string): Promise<string> =>
  (await vraag(academie, pad, { headers: { cookie: inlog.cookie } })).tekst;
const post = (pad: string, velden: Record<string, string> = {}): Promise<Antwoord> =>
  stuur(academie, `${LIJST}/${bestuur.id}/contactpersonen/${pad}`, inlog, velden);
const contacten = (): Promise<Contactpersoon[]> =>
  academie.dataSource.manager.findBy(Contactpersoon, { bestuurId: bestuur.id });
const maak = async (velden: Record<string, string> = {}): Promise<Contactpersoon> => {
  expect((await post('nieuw', { naam: 'Bea Smit', ...velden })).status).toBe(303);
  return (await contacten()).at(-1)!;
};

test('een contactpersoon komt erbij, verandert en gaat weer weg; de geschiedenis noemt geen getypte woorden', async () => {
  const { id } = await maak({ rol: 'hoofd HR', email: 'Bea@Bestuur.example', telefoon: '030 123 45 67' });
  const scherm = await zie(`${LIJST}/${bestuur.id}`);
  for (const deel of ['Bea Smit', 'hoofd HR', '030 123 45 67', 'Nog geen contact opgeschreven'])
    expect([deel, scherm.includes(deel)]).toEqual([deel, true]);

  const velden = { naam: 'Bea Smit', rol: 'bestuurder', opmerking: 'Geheimpje', laatstOp: '2026-11-02' };
  expect((await post(id, { ...velden, laatstOver: 'Woordje' })).status).toBe(303);
  expect((await contacten())[0]).toMatchObject({
    ...velden,
    ...{ email: null, telefoon: null, laatstOver: 'Woordje' },
  });
  // Nothing changed: nothing to tell.
  await post(id, { ...velden, laatstOver: 'Woordje' });
  expect(await zie(`${LIJST}/${bestuur.id}`)).toContain('Contactpersoon gewijzigd: rol, email');

  expect((await post(`${id}/verwijdering`)).status).toBe(303);
  expect(await contacten()).toEqual([]);
  const regels = await academie.dataSource.manager.find(Auditregel, {
    where: { onderwerpSoort: 'bestuur', onderwerpId: bestuur.id },
    order: { id: 'ASC' },
  });
  expect(regels.map(({ code }) => code)).toEqual([
    ...['bestuur.contact-toegevoegd', 'bestuur.contact-gewijzigd', 'bestuur.contact-verwijderd'],
  ]);
  expect(JSON.stringify(regels)).not.toMatch(/Bea|hoofd|Geheimpje|Woordje|030/);
  expect((await post(`${id}/gesproken`)).status).toBe(404);
});

test('vandaag gesproken is één druk op de knop, met of zonder waarover; de lijst van besturen noemt de laatste keer', async () => {
  const bea = await maak({ laatstOp: '2026-10-01', laatstOver: 'iets van toen' });
  await maak({ naam: 'Oud Contact', laatstOp: '2026-09-01' });
  expect(await zie(LIJST)).toContain('laatste contact do 1 okt 2026');
  expect((await post(`${bea.id}/gesproken`)).status).toBe(303);
  const nu = () => academie.dataSource.manager.findOneByOrFail(Contactpersoon, { id: bea.id });
  expect(await nu()).toMatchObject({ laatstOp: '2026-11-10', laatstOver: null });
  await post(`${bea.id}/gesproken`, { over: 'de groep van januari' });
  expect(await zie(`${LIJST}/${bestuur.id}`)).toContain('Laatste contact di 10 nov 2026: de groep');
  const lijst = await zie(LIJST);
  expect([lijst.includes('laatste contact di 10 nov 2026'), lijst.includes('okt 2026')]).toEqual([
    true,
    false,
  ]);
  const teLang = await post(`${bea.id}/gesproken`, { over: `${'x'.repeat(200)}Y` });
  expect([teLang.status, teLang.tekst.includes(`${'x'.repeat(200)}Y`)]).toEqual([422, true]);
});

test('slechte invoer komt terug met wat er getypt was', async () => {
  for (const [velden, fout] of [
    [{ naam: ' ', rol: 'Rolwoord' }, 'Vul dit veld in'],
    [{ naam: 'Bea', rol: 'Rolwoord', email: 'geen adres' }, 'e-mailadres'],
    [{ naam: 'Bea', rol: 'Rolwoord', laatstOp: '2026-11-11' }, 'Kies vandaag of een eerdere dag.'],
    [{ naam: 'Bea', rol: 'Rolwoord', laatstOver: 'iets' }, 'op welke dag'],
  ] as const) {
    const nee = await post('nieuw', velden);
    expect([nee.status, nee.tekst.includes(fout), nee.tekst.includes('value="Rolwoord"')]).toEqual([
      ...[422, true, true],
    ]);
  }
  expect(await contacten()).toEqual([]);
});

test('van een ander bestuur is een contactpersoon niet te zien of te wijzigen', async () => {
  const { id } = await maak();
  const ander = await maakBestuur(academie.dataSource);
  const pad = `${LIJST}/${ander.id}/contactpersonen/${id}`;
  expect((await vraag(academie, pad, { headers: { cookie: inlog.cookie } })).status).toBe(404);
  expect((await stuur(academie, `${pad}/verwijdering`, inlog, {})).status).toBe(404);
  expect(await contacten()).toHaveLength(1);
});

test('een maand nadat het bestuur sloot zijn ze weg, en tot dan komt er niemand bij', async () => {
  await maak();
  await academie.dataSource.manager.update(Bestuur, bestuur.id, { geslotenOp: '2026-11-10' });
  const nee = await post('nieuw', { naam: 'Te Laat' });
  expect([nee.status, nee.tekst.includes('Heropen het eerst')]).toEqual([422, true]);
  const draai = (op: string) => {
    academie.clock.set(new Date(op));
    return academie.app.get(BewaartermijnenTaak).voerUit({ proef: false });
  };
  await draai('2026-12-09T12:00:00Z');
  expect(await contacten()).toHaveLength(1);
  expect((await draai('2026-12-11T12:00:00Z')).regels).toContain(
    '1 contactpersoon van een gesloten bestuur gewist',
  );
  expect(await contacten()).toEqual([]);
});
