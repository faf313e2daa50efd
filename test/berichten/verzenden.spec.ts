import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startMailCatcher, type MailCatcher } from '../support/mail.js';
import { begin, groet, maakOpstelling, type Opstelling } from './opstelling.js';

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

  test('de sleutel van een inloglink komt aan en staat daarna niet meer in de outbox', async () => {
    await o.schrijf(groet('kop:5', 'anna@school.example'));
    const link = 'https://academie.example/inloggen/link/geheim_Sleutel-1';
    await o.dataSource.query('UPDATE bericht SET html = $1, tekst = $1', [`Log in: ${link} of bel.`]);
    await o.verzender(post.url).verzend();
    const [{ mail }] = post.ontvangen as [(typeof post.ontvangen)[0]];
    expect([mail.text, mail.html].join()).toContain(link);
    const { html, tekst } = await o.lees('kop:5');
    for (const body of [html, tekst])
      expect(body).toBe('Log in: https://academie.example/inloggen/link/… of bel.');
  });

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
    expect(await verzender.telRijp()).toBe(0);
    minutesLater(60);
    expect(await verzender.telRijp()).toBe(1);
    expect((await verzender.verzend()).verzonden).toBe(1);
    expect(await o.lees('later:1')).toMatchObject({ status: 'verzonden', verzondenOp: o.clock.now() });
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
