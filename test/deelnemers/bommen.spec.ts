import { expect, test } from '@jest/globals';
import { rekentijd } from '../support/tijd.js';
import { leesBestand } from '../../src/deelnemers/deelnemers.service.js';
const MEGA = 1024 * 1024;
const vol = (deel: string): Buffer =>
  Buffer.from(deel.repeat(Math.ceil((5 * MEGA) / deel.length)).slice(0, 5 * MEGA));
const kop = 'naam;e-mail\n';
/** Milliseconds of processor time; what goes wrong here takes minutes. */
const GEDULD = 6000;

/** What somebody could send on purpose, as large as may be; each is refused, in a time that nobody notices. */
test.each([
  ['scheidingstekens', vol(';')],
  ['komma’s en aanhalingstekens', vol('",')],
  ['aanhalingstekens', vol('"')],
  ['een aanhalingsteken dat niet eindigt', Buffer.concat([Buffer.from(kop + '"'), vol('a;b\n')])],
  ['een kop van één cel die niet eindigt', Buffer.concat([Buffer.from('"'), vol('a')])],
  ['lege regels', vol('\n')],
  ['regels met niets dan wit', vol(' \n')],
  ['wit zonder einde', vol(' ')],
  ['alleen CR', vol('\r')],
  ['CR en wit', vol('\r ')],
  ['kolommen', Buffer.concat([Buffer.from(kop), vol('x;')])],
  ['kolommen met een naam', vol('x;')],
  ['regels', Buffer.concat([Buffer.from(kop), vol('x;y\n')])],
  ['NUL-tekens', vol('\0')],
])('%s', async (_naam, inhoud) => {
  let gelezen!: Awaited<ReturnType<typeof leesBestand>>;
  const ms = await rekentijd(async () => (gelezen = await leesBestand(inhoud)));
  const { fouten, onbekend } = gelezen;
  expect(fouten.length).toBeGreaterThan(0);
  expect(onbekend.length).toBeLessThan(1000);
  expect(fouten.every(({ melding }) => melding.length < 2000)).toBe(true);
  expect(ms).toBeLessThan(GEDULD);
});
