import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Bericht } from '../../src/berichten/bericht.entity.js';
import { GebruikersService } from '../../src/gebruikers/gebruikers.service.js';
import { AccountsTaak } from '../../src/gebruikers/gebruikers.taken.js';
import { Gebruiker } from '../../src/toegang/gebruiker.entity.js';
import { systeem } from '../../src/toegang/wie.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { logIn } from '../support/inloggen.js';
import { maakGebruiker } from '../support/makers.js';
import { vraag } from '../support/vraag.js';
import type { Mens } from './opstelling.js';

let huis: Academie;
let mensen: Record<'beheer' | 'stil' | 'trouw' | 'nooit' | 'proef', Mens>;

const TOEN = new Date('2026-11-10T09:00:00Z');
const m = () => huis.dataSource.manager;
const op = (dag: string): void => huis.clock.set(new Date(`${dag}T05:30:00Z`));
const draai = (proef = false) => huis.app.get(AccountsTaak).voerUit({ proef });
const van = ({ id }: Mens): Promise<Gebruiker> => m().findOneByOrFail(Gebruiker, { id });
const mailsAan = ({ email }: Mens): Promise<Bericht[]> =>
  m().find(Bericht, {
    where: { aan: email, soort: 'gebruikers/account-ongebruikt' },
    order: { aangemaaktOp: 'ASC' },
  });
const aan = async (): Promise<string[]> => {
  const lijst = await Promise.all(
    Object.entries(mensen).map(async ([naam, een]) => [naam, await van(een)] as const),
  );
  return lijst.filter(([, { uitgeschakeldOp }]) => uitgeschakeldOp === null).map(([naam]) => naam);
};

beforeAll(async () => {
  huis = await startAcademie();
  const maak = (met: object) =>
    maakGebruiker(huis.dataSource, { aanSinds: TOEN, laatstIngelogdOp: TOEN, rol: 'trainer', ...met });
  mensen = {
    beheer: await maak({ rol: 'beheer', naam: 'Bea Heer' }),
    stil: await maak({ naam: 'Stil Le' }),
    trouw: await maak({ naam: 'Trouw Hart' }),
    nooit: await maak({ naam: 'Nooit Geweest', wachtwoordHash: null, laatstIngelogdOp: null }),
    proef: await maak({ naam: 'Demo Mens', demo: true }),
  };
});
afterAll(() => huis?.sluit());

test('tot elf maanden gebeurt er niets, en een proef verandert niets', async () => {
  op('2027-10-09');
  expect(await draai()).toEqual({ aantal: 0, regels: [] });
  op('2027-10-11');
  expect((await draai(true)).regels).toEqual(['3 gebruikers gewaarschuwd']);
  expect((await van(mensen.stil)).gewaarschuwdOp).toBeNull();
  expect(await m().count(Bericht)).toBe(0);
});

test('na elf maanden komt er één mail, met de dag waarop het account uitgaat', async () => {
  expect((await draai()).regels).toEqual(['3 gebruikers gewaarschuwd']);
  expect(await draai()).toEqual({ aantal: 0, regels: [] });
  const [mail, ...meer] = await mailsAan(mensen.stil);
  expect(meer).toEqual([]);
  expect(mail!.onderwerp).toContain('11 november 2027');
  expect(await mailsAan(mensen.nooit)).toEqual([]);
  expect(await mailsAan(mensen.proef)).toEqual([]);
});

test('wie daarna inlogt blijft; wie dat niet doet is een maand later uit, en de laatste beheerder nooit', async () => {
  op('2027-11-01');
  await logIn(huis, mensen.trouw);
  op('2027-11-10');
  expect(await draai()).toEqual({ aantal: 0, regels: [] });
  op('2027-11-12');
  const proef = await draai(true);
  expect(proef.regels).toEqual(['1 account uitgezet']);
  expect(await aan()).toContain('stil');
  const uitkomst = await draai();
  expect(uitkomst).toEqual(proef);
  expect(uitkomst.letOp).toContain('laatste beheerder');
  expect(await aan()).toEqual(['beheer', 'trouw', 'nooit', 'proef']);
  expect((await draai()).regels).toEqual([]);
});

test('beheer ziet het in de lijst, zet het account weer aan, en dan telt het opnieuw', async () => {
  const beheer = await logIn(huis, mensen.beheer);
  const lijst = async (): Promise<string> =>
    (await vraag(huis, '/beheer/gebruikers', { headers: { cookie: beheer.cookie } })).tekst;
  expect(await lijst()).toContain('uitgeschakeld vr 12 nov 2027, een jaar niet gebruikt');
  const een = await vraag(huis, `/beheer/gebruikers/${mensen.stil.id}`, {
    headers: { cookie: beheer.cookie },
  });
  expect(een.tekst).toContain('Uitgeschakeld: een jaar niet gebruikt');
  await huis.app.get(GebruikersService).schakelAan(systeem, mensen.stil.id);
  expect(await draai()).toEqual({ aantal: 0, regels: [] });
  op('2028-10-13');
  await draai();
  expect((await mailsAan(mensen.stil)).length).toBe(2);
  const later = await logIn(huis, mensen.beheer);
  const { tekst } = await vraag(huis, '/beheer/gebruikers', { headers: { cookie: later.cookie } });
  expect(tekst).toContain('wordt niet gebruikt, gaat uit op ma 13 nov 2028');
});

test('na lang stilliggen gaat er eerst een mail, en pas een maand later het account uit', async () => {
  const vergeten = await maakGebruiker(huis.dataSource, {
    rol: 'trainer',
    aanSinds: TOEN,
    laatstIngelogdOp: TOEN,
  });
  op('2028-10-20');
  await draai();
  expect((await mailsAan(vergeten))[0]!.onderwerp).toContain('20 november 2028');
  op('2028-11-19');
  await draai();
  expect((await van(vergeten)).uitgeschakeldOp).toBeNull();
  op('2028-11-21');
  await draai();
  expect((await van(vergeten)).uitgeschakeldOp).not.toBeNull();
});

test('van twee beheerders die niet komen blijft wie er het laatst was', async () => {
  const tweede = await maakGebruiker(huis.dataSource, {
    rol: 'beheer',
    aanSinds: TOEN,
    laatstIngelogdOp: TOEN,
  });
  op('2031-01-01');
  await draai();
  op('2031-02-02');
  expect((await draai()).letOp).toContain('laatste beheerder');
  expect([(await van(tweede)).uitgeschakeldOp !== null, (await van(mensen.beheer)).uitgeschakeldOp]).toEqual([
    true,
    null,
  ]);
});
