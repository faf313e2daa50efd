import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Bericht } from '../../src/berichten/bericht.entity.js';
import { begin, groet, maakOpstelling, type Opstelling } from './opstelling.js';

let o: Opstelling;
beforeAll(async () => void (o = await maakOpstelling()));
afterAll(() => o.sluit());

test('een bericht wordt bewaard zoals het eruit gaat, en wacht', async () => {
  expect(await o.schrijf(groet('een:1', 'anna@school.example', 'Zoë <b>'))).toBe(1);
  expect(await o.lees('een:1')).toMatchObject({
    soort: 'proef/groet',
    aan: 'anna@school.example',
    onderwerp: 'Dag Zoë <b>',
    html: expect.stringContaining(
      'Beste Zoë &lt;b&gt;, tot in coördinatie café ’t Hoogt',
    ) as unknown as string,
    tekst: 'Beste Zoë <b>, tot in coördinatie café ’t Hoogt\n\nhttps://academie.example',
    status: 'wacht',
    pogingen: 0,
    aangemaaktOp: begin,
    verzendenOp: begin,
    aanmeldingId: null,
  });
});

test('dezelfde betekenis wordt nooit twee keer geschreven', async () => {
  await o.schrijf(groet('dubbel:1', 'eerste@school.example'));
  const nieuw = await o.schrijf(
    groet('dubbel:1', 'tweede@school.example'),
    groet('dubbel:2', 'derde@school.example'),
    groet('dubbel:2', 'vierde@school.example'),
  );
  expect(nieuw).toBe(1);
  expect((await o.lees('dubbel:1')).aan).toBe('eerste@school.example');
  expect((await o.lees('dubbel:2')).aan).toBe('derde@school.example');
});

test('wat wordt teruggedraaid, is nooit geschreven', async () => {
  const failed = o.dataSource.transaction(async (m) => {
    await o.berichten.schrijf(m, [groet('terug:1', 'anna@school.example')]);
    throw new Error('toch niet');
  });
  await expect(failed).rejects.toThrow('toch niet');
  expect(await o.dataSource.getRepository(Bericht).countBy({ sleutel: 'terug:1' })).toBe(0);
});

test.each([
  'anna@school.example\r\nBcc: iedereen@school.example',
  'anna@school.example\u2028Bcc: iedereen@school.example',
  'anna@school.example, iedereen@school.example',
  'Anna <iedereen@school.example>',
  'anna@school.example\u0000',
  'geen adres',
])('het adres %j wordt geweigerd', async (aan) => {
  await expect(o.schrijf(groet(`adres:${aan}`, aan))).rejects.toMatchObject({ code: 'adres-onbruikbaar' });
});

test('een regeleinde in een naam komt niet in de onderwerpregel', async () => {
  await o.schrijf(groet('regel:1', 'anna@school.example', 'Anna\r\nBcc: iedereen@school.example'));
  expect((await o.lees('regel:1')).onderwerp).toBe('Dag Anna Bcc: iedereen@school.example');
});

test('niets schrijven kost geen vraag aan de database', async () => {
  expect(await o.schrijf()).toBe(0);
});
