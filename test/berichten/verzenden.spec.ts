import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { isAdresGeweigerd, persoonUit, teLaat } from '../../src/berichten/berichten.rules.js';
import { ZONDER_MENS } from '../../src/bewaartermijnen/wissen.rules.js';
import { Persoon } from '../../src/toegang/persoon.entity.js';
import { maakPersoon } from '../support/makers.js';
import { setTimeout as pause } from 'node:timers/promises';
import { startMailCatcher, type MailCatcher } from '../support/mail.js';
import { begin, groet, instellingen, maakOpstelling, type Opstelling } from './opstelling.js';

let o: Opstelling;
let post: MailCatcher;
beforeAll(async () => {
  [o, post] = await Promise.all([maakOpstelling(), startMailCatcher()]);
});
afterAll(async () => {
  await o.sluit();
  await post.sluit();
});
beforeEach(async () => {
  await o.dataSource.query('DELETE FROM bericht');
  o.clock.set(begin);
  post.ontvangen.length = 0;
  post.gedrag = {};
});

const minutesLater = (minuten: number): void => o.clock.advance(minuten);

describe('wat aankomt', () => {
  test('onderwerp, tekst en html met Nederlandse letters, en de kopregels', async () => {
    await o.schrijf(groet('kop:1', 'anna@school.example', 'Zoë Çelik, IJsselstein €'));
    expect(await o.verzender(post.url).verzend()).toEqual({
      verzonden: 1,
      opnieuw: 0,
      mislukt: 0,
      vervallen: 0,
    });
    const { id } = await o.lees('kop:1');
    const [{ aan, van, mail }] = post.ontvangen as [(typeof post.ontvangen)[0]];
    expect({ aan, van }).toEqual({ aan: ['anna@school.example'], van: 'academie@leert.example' });
    expect(mail.subject).toBe('Dag Zoë Çelik, IJsselstein €');
    expect(mail.text).toContain('Beste Zoë Çelik, IJsselstein €, tot in coördinatie café ’t Hoogt');
    expect(mail.html).toContain('<p>Beste Zoë Çelik, IJsselstein €, tot in coördinatie café ’t Hoogt</p>');
    expect(mail.from).toMatchObject({ name: 'Utrecht Leert Académie', address: 'academie@leert.example' });
    expect(mail.messageId).toBe(`<${id}@leert.example>`);
    expect(mail.headers.find(({ key }) => key === 'auto-submitted')?.value).toBe('auto-generated');
  });

  test('een naam met een regeleinde maakt geen kopregel', async () => {
    await o.schrijf(groet('kop:2', 'anna@school.example', 'Anna\r\nBcc: iedereen@school.example\r\n\r\nhoi'));
    // Even when someone got past the first stop and into the row itself.
    await o.dataSource.query(`UPDATE bericht SET onderwerp = E'Dag\\r\\nX-Erbij: ja'`);
    await o.verzender(post.url).verzend();
    const [{ aan, mail }] = post.ontvangen as [(typeof post.ontvangen)[0]];
    expect(aan).toEqual(['anna@school.example']);
    expect(mail.headers.map(({ key }) => key)).not.toEqual(expect.arrayContaining(['x-erbij']));
    expect(mail.bcc).toBeUndefined();
  });

  test('een rij met twee adressen of een regeleinde in het adres gaat naar niemand', async () => {
    await o.schrijf(groet('kop:3', 'een@school.example'), groet('kop:4', 'twee@school.example'));
    await o.dataSource.query(
      `UPDATE bericht SET aan = CASE sleutel WHEN 'kop:3' THEN 'een@school.example, ander@school.example'
         ELSE E'twee@school.example>\\r\\nRCPT TO:<ander@school.example' END`,
    );
    await o.verzender(post.url).verzend();
    expect(post.ontvangen.flatMap(({ aan }) => aan)).not.toContain('ander@school.example');
    expect((await o.lees('kop:4')).status).toBe('mislukt');
  });

  test.each(['/inloggen/link', '/inloggen/oidc/koppelen', '/uitnodiging'])(
    'de sleutel van een link bij %s komt aan en staat daarna niet meer in de outbox',
    async (pad) => {
      await o.schrijf(groet('kop:5', 'anna@school.example'));
      const link = `https://academie.example${pad}/geheim_Sleutel-1`;
      await o.dataSource.query('UPDATE bericht SET html = $1, tekst = $1', [`Log in: ${link} of bel.`]);
      await o.verzender(post.url).verzend();
      const [{ mail }] = post.ontvangen as [(typeof post.ontvangen)[0]];
      expect([mail.text, mail.html].join()).toContain(link);
      const { html, tekst } = await o.lees('kop:5');
      for (const body of [html, tekst]) expect(body).toBe(`Log in: https://academie.example${pad}/… of bel.`);
    },
  );

  test('zonder mailserver blijft alles wachten en leesbaar', async () => {
    await o.schrijf(groet('stil:1', 'anna@school.example'));
    expect(await o.verzender().verzend()).toEqual({ verzonden: 0, opnieuw: 0, mislukt: 0, vervallen: 0 });
    expect(await o.lees('stil:1')).toMatchObject({ status: 'wacht', pogingen: 0 });
  });

  test('een bericht gaat niet voor zijn tijd', async () => {
    const verzendenOp = new Date(begin.getTime() + 3_600_000);
    await o.schrijf({ ...groet('later:1', 'anna@school.example'), verzendenOp });
    const verzender = o.verzender(post.url);
    expect((await verzender.verzend()).verzonden).toBe(0);
    expect(await o.rij.telRijp()).toBe(0);
    minutesLater(60);
    expect(await o.rij.telRijp()).toBe(1);
    expect((await verzender.verzend()).verzonden).toBe(1);
    expect(await o.lees('later:1')).toMatchObject({ status: 'verzonden', verzondenOp: o.clock.now() });
  });
});

describe('wie wordt gewist terwijl de mail onderweg is', () => {
  const gewist = { status: 'vervallen', aan: 'gewist', fout: null, html: '', tekst: '', bezigTot: null };
  const wis = () =>
    o.dataSource.query(
      `UPDATE bericht SET ${ZONDER_MENS.replaceAll('$2', '$1::timestamptz')} WHERE sleutel = 'weg:1'`,
      [begin],
    );

  test.each([
    ['komt aan', 250, 'verzonden'],
    ['moet later', 450, 'vervallen'],
    ['kan niet', 550, 'vervallen'],
  ])('%s: er komt niets van terug', async (_, code, status) => {
    await o.schrijf(groet('weg:1', 'wegman@school.example'));
    await o.dataSource.query(`UPDATE bericht SET html = $1, tekst = $1`, [
      'Beste Wegman, https://academie.example/inloggen/link/geheim',
    ]);
    post.gedrag.bijInhoud = async () => {
      await wis();
      return code === 250 ? undefined : { code, tekst: '<wegman@school.example> Wegman onbekend' };
    };
    const verzender = o.verzender(post.url);
    await verzender.verzend();
    expect(await o.lees('weg:1')).toMatchObject({ ...gewist, status });
    post.gedrag = {};
    minutesLater(60);
    expect((await verzender.verzend()).verzonden).toBe(0);
  });

  test('ook wie hem teruggeeft, of ermee stopte, stuurt hem niet meer', async () => {
    await o.schrijf(groet('weg:1', 'wegman@school.example'));
    const { berichten } = await o.rij.claim(1);
    await wis();
    await o.rij.laatLos(berichten);
    expect(await o.lees('weg:1')).toMatchObject(gewist);
    await o.dataSource.query(`UPDATE bericht SET status = 'bezig', bezig_tot = now() - interval '1 minute'`);
    expect((await o.rij.claim(1)).berichten).toEqual([]);
    expect(await o.rij.ruimOp()).toBe(1);
    expect(await o.lees('weg:1')).toMatchObject({ ...gewist, fout: teLaat });
  });
});

describe('een server die niet meewerkt', () => {
  test.each([
    [421, 'Try later'],
    [451, 'Greylisted'],
  ])('%i: later opnieuw, en dan verzonden', async (code, tekst) => {
    post.gedrag.bijOntvanger = () => ({ code, tekst });
    await o.schrijf(groet('vol:1', 'anna@school.example'));
    const verzender = o.verzender(post.url);
    expect((await verzender.verzend()).opnieuw).toBe(1);
    const eerst = await o.lees('vol:1');
    expect(eerst).toMatchObject({ status: 'opnieuw', pogingen: 1, bezigTot: null });
    expect(eerst.fout).toContain(tekst);
    const seconden = (eerst.verzendenOp.getTime() - begin.getTime()) / 1000;
    expect(seconden).toBeGreaterThanOrEqual(22);
    expect(seconden).toBeLessThanOrEqual(38);
    expect((await verzender.verzend()).opnieuw).toBe(0);
    post.gedrag = {};
    minutesLater(1);
    expect((await verzender.verzend()).verzonden).toBe(1);
    expect(await o.lees('vol:1')).toMatchObject({ status: 'verzonden', pogingen: 2, fout: null });
    expect(post.ontvangen).toHaveLength(1);
  });

  test('550: mislukt met de reden, en de anderen gaan door', async () => {
    post.gedrag.bijOntvanger = (adres) =>
      adres.startsWith('weg@') ? { code: 550, tekst: '5.1.1 No such user\there' } : undefined;
    await o.schrijf(groet('weg:1', 'weg@school.example'), groet('weg:2', 'er@school.example'));
    expect(await o.verzender(post.url).verzend()).toEqual({
      verzonden: 1,
      opnieuw: 0,
      mislukt: 1,
      vervallen: 0,
    });
    const { status, fout } = await o.lees('weg:1');
    expect({ status, fout }).toEqual({
      status: 'mislukt',
      fout: 'De mailserver weigert dit bericht: 550 5.1.1 No such user here',
    });
    minutesLater(60 * 24);
    expect((await o.verzender(post.url).verzend()).mislukt).toBe(0);
  });

  test('554 na de inhoud is ook voorgoed', async () => {
    post.gedrag.bijInhoud = () => ({ code: 554, tekst: 'Looks like spam' });
    await o.schrijf(groet('spam:1', 'anna@school.example'));
    await o.verzender(post.url).verzend();
    expect(await o.lees('spam:1')).toMatchObject({ status: 'mislukt' });
  });

  test('530: onze instellingen zijn fout, niet het bericht; later opnieuw', async () => {
    post.gedrag.bijOntvanger = () => ({ code: 530, tekst: 'Authentication required' });
    await o.schrijf(groet('login:1', 'anna@school.example'));
    await o.verzender(post.url).verzend();
    expect(await o.lees('login:1')).toMatchObject({ status: 'opnieuw' });
  });

  test('een server die traag antwoordt: een keer verzonden', async () => {
    post.gedrag.bijInhoud = () => pause(400);
    await o.schrijf(groet('traag:1', 'anna@school.example'));
    expect((await o.verzender(post.url).verzend()).verzonden).toBe(1);
    expect(post.ontvangen).toHaveLength(1);
  });

  test.each(['bijOntvanger', 'bijInhoud'] as const)(
    'de lijn valt weg %s: opnieuw, daarna een keer verzonden',
    async (moment) => {
      post.gedrag[moment] = () => 'breek';
      await o.schrijf(groet('lijn:1', 'anna@school.example'));
      const verzender = o.verzender(post.url);
      expect((await verzender.verzend()).opnieuw).toBe(1);
      post.gedrag = {};
      minutesLater(1);
      expect((await verzender.verzend()).verzonden).toBe(1);
      expect(post.ontvangen).toHaveLength(1);
    },
  );

  test('een server die er niet is houdt de rest niet op, en kost maar enkele pogingen', async () => {
    const weg = await startMailCatcher();
    await weg.sluit();
    await o.schrijf(...Array.from({ length: 50 }, (_, i) => groet(`weg:${i}`, `p${i}@school.example`)));
    const { opnieuw, verzonden } = await o.verzender(weg.url).verzend();
    expect(verzonden).toBe(0);
    expect(opnieuw).toBeGreaterThanOrEqual(1);
    expect(opnieuw).toBeLessThanOrEqual(5);
    const [{ aantal }] = await o.dataSource.query<[{ aantal: number }]>(
      `SELECT count(*)::int AS aantal FROM bericht WHERE status = 'wacht'`,
    );
    expect(aantal).toBe(50 - opnieuw);
  });

  test('na de laatste poging is het mislukt', async () => {
    post.gedrag.bijOntvanger = () => ({ code: 451, tekst: 'Still not' });
    await o.schrijf(groet('moe:1', 'anna@school.example'));
    const verzender = o.verzender(post.url);
    const momenten: number[] = [];
    for (let status = 'wacht'; status !== 'mislukt';) {
      await verzender.verzend();
      const bericht = await o.lees('moe:1');
      status = bericht.status;
      momenten.push((bericht.verzendenOp.getTime() - o.clock.now().getTime()) / 60_000);
      o.clock.set(new Date(bericht.verzendenOp.getTime() + 1));
    }
    expect(momenten).toHaveLength(14);
    expect(Math.max(...momenten)).toBeLessThanOrEqual(300);
    expect((o.clock.now().getTime() - begin.getTime()) / 3_600_000).toBeGreaterThan(12);
  });
});

describe('wat te laat komt', () => {
  const over = (minuten: number): Date => new Date(begin.getTime() + minuten * 60_000);
  const met = (sleutel: string, vervaltOp: Date | null) => ({
    ...groet(sleutel, 'anna@school.example'),
    vervaltOp,
  });

  test('vervalt met de reden, ook terwijl alle mail stilstaat; de rest gaat later alsnog', async () => {
    const wie = { soort: 'systeem' } as const;
    await o.rij.stop(wie, 'Storing');
    await o.schrijf(met('laat:1', over(30)), met('laat:2', over(90)), met('laat:3', null));
    minutesLater(60);
    expect(await o.verzender(post.url).verzend()).toMatchObject({ verzonden: 0, vervallen: 1 });
    expect(await o.lees('laat:1')).toMatchObject({ status: 'vervallen', verzondenOp: null });
    expect((await o.lees('laat:1')).fout).toContain('geen zin meer');
    await o.rij.hervat(wie);
    expect(await o.verzender(post.url).verzend()).toMatchObject({ verzonden: 2, vervallen: 0 });
  });

  test('vervalt ook als het midden in een ronde te laat wordt', async () => {
    await o.schrijf(...Array.from({ length: 20 }, (_, i) => met(`laat:${i}`, over(30))));
    post.gedrag.bijInhoud = () => o.clock.set(over(60));
    const { verzonden, vervallen } = await o.verzender(post.url).verzend();
    expect(verzonden).toBeLessThanOrEqual(5);
    expect(vervallen).toBe(20 - verzonden);
    expect(post.ontvangen).toHaveLength(verzonden);
  });
});

describe('een adres dat niet aankomt', () => {
  const lees = (id: string): Promise<Persoon> => o.dataSource.getRepository(Persoon).findOneByOrFail({ id });

  test('tekent de persoon van dat adres, zonder adres in het logboek; een mail die aankomt haalt het weg', async () => {
    const { id } = await maakPersoon(o.dataSource, { email: 'Weg@school.example' });
    post.gedrag.bijOntvanger = () => ({ code: 550, tekst: '5.1.1 No such user weg@school.example' });
    await o.schrijf(groet('adres:1', 'Weg@school.example'), groet('adres:2', 'postbus@bestuur.example'));
    expect((await o.verzender(post.url).verzend()).mislukt).toBe(2);
    const { onbestelbaarOp, onbestelbaarReden } = await lees(id);
    expect(onbestelbaarOp).toEqual(begin);
    expect(onbestelbaarReden).toContain('No such user');
    expect((await o.lees('adres:1')).adresGeweigerd && (await o.lees('adres:2')).adresGeweigerd).toBe(true);
    const regels = await o.dataSource.query<{ gegevens: object }[]>(
      `SELECT gegevens FROM auditregel WHERE code = 'bericht.adres-onbestelbaar' AND onderwerp_id = $1`,
      [id],
    );
    expect(regels).toHaveLength(1);
    expect(JSON.stringify(regels)).not.toContain('@');
    post.gedrag = {};
    await o.schrijf(groet('adres:3', 'weg@school.example'));
    await o.verzender(post.url).verzend();
    expect(await lees(id)).toMatchObject({ onbestelbaarOp: null, onbestelbaarReden: null });
  });

  test('een geweigerde inhoud zegt niets over het adres', async () => {
    const { id } = await maakPersoon(o.dataSource, { email: 'spam@school.example' });
    post.gedrag.bijInhoud = () => ({ code: 550, tekst: '5.7.1 Looks like spam' });
    await o.schrijf(groet('inhoud:1', 'spam@school.example'));
    expect((await o.verzender(post.url).verzend()).mislukt).toBe(1);
    expect((await lees(id)).onbestelbaarOp).toBeNull();
    expect((await o.lees('inhoud:1')).adresGeweigerd).toBe(false);
  });

  test.each([
    ['RCPT TO', '550 5.1.1 No such user', true],
    ['RCPT TO', '550 No such user here', true],
    ['RCPT TO', '551 User not local', true],
    ['RCPT TO', '553 5.1.3 Bad address syntax', true],
    ['RCPT TO', '554 5.1.10 Domain takes no mail', true],
    ['RCPT TO', '550-5.2.1 The account is disabled', true],
    ['DATA', '550 5.1.1 User unknown', true],
    ['RCPT TO', '552 5.2.2 Mailbox full', false],
    ['RCPT TO', '554 Transaction failed', false],
    ['RCPT TO', '550 5.7.1 Blocked by policy', false],
    ['RCPT TO', '550 Relaying denied', false],
    ['RCPT TO', '553 5.1.8 Sender domain not found', false],
    ['RCPT TO', '450 4.1.1 Try again', false],
    ['MAIL FROM', '550 5.1.7 Bad sender', false],
    ['DATA', '554 5.7.1 Spam', false],
  ])('%s: %s', (command, response, verwacht) => {
    expect(isAdresGeweigerd({ command, response, responseCode: Number(response.slice(0, 3)) })).toBe(
      verwacht,
    );
  });
});

test('alleen een uitnodiging heeft een uitgang met een klik, en de link is van die ene persoon', async () => {
  const { id } = await maakPersoon(o.dataSource, { email: 'uit@school.example' });
  await o.schrijf({ ...groet('uit:1', 'uit@school.example'), persoonId: id });
  await o.schrijf({ ...groet('uit:2', 'uit@school.example'), persoonId: id });
  await o.dataSource.query(`UPDATE bericht SET soort = 'belangstelling/opening' WHERE sleutel = 'uit:2'`);
  await o.verzender(post.url).verzend();
  const kop = (naam: string) =>
    post.ontvangen.flatMap(({ mail }) =>
      mail.headers.filter(({ key }) => key === naam).map(({ value }) => value),
    );
  expect(kop('list-unsubscribe-post')).toEqual(['List-Unsubscribe=One-Click']);
  const [, token] = /^<https:\/\/academie\.example\/afmelden\/([\w.-]+)>$/.exec(kop('list-unsubscribe')[0]!)!;
  expect(persoonUit(instellingen(), token!)).toBe(id);
  expect(persoonUit(instellingen(), `${token!.slice(0, -1)}${token!.endsWith('A') ? 'B' : 'A'}`)).toBeNull();
  const ander = { SESSION_SECRET: 'een-heel-ander-geheim-van-tweeendertig' };
  expect(persoonUit(ander, token!)).toBeNull();
});
