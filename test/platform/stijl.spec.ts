import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import stylelint from 'stylelint';
import { projectRoot } from '../../src/platform/project-root.js';
import { Stylesheet, Stylesheets } from '../../src/platform/web/stylesheet.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { stuur, vraag } from '../support/vraag.js';

let academie: Academie;
beforeAll(async () => {
  academie = await startAcademie();
});
afterAll(() => academie.sluit());

/** A browser that nobody has logged in with. */
const iemand = { cookie: '', csrf: '' };

describe('het stijlblad', () => {
  test('is een bestand met een adres van zijn inhoud, dat een browser voor altijd mag houden', async () => {
    const { tekst } = await vraag(academie, '/');
    const [, href = ''] = /<link rel="stylesheet" href="([^"]+)">/.exec(tekst) ?? [];
    expect(href).toMatch(/^\/assets\/stijl-[0-9a-f]{12}\.css$/);
    const antwoord = await vraag(academie, href);
    expect([antwoord.status, antwoord.header('content-type')]).toEqual([200, 'text/css; charset=utf-8']);
    expect(antwoord.header('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(antwoord.tekst).not.toContain('@import');
    expect([antwoord.header('content-encoding'), antwoord.header('vary')]).toEqual([
      'gzip',
      'Accept-Encoding',
    ]);
  });

  test('krijgt ook wie een oude pagina heeft, maar niet voor altijd', async () => {
    const antwoord = await vraag(academie, '/assets/stijl-000000000000.css');
    expect([antwoord.status, antwoord.header('cache-control')]).toEqual([200, 'no-cache']);
  });

  test('heeft een ander adres als er iets verandert', () => {
    const map = mkdtempSync(path.join(os.tmpdir(), 'academie-stijl-'));
    const bestand = path.join(map, 'a.css');
    const adressen = ['a{color:red}', 'a{color:blue}', 'a { color: red }'].map((css) => {
      writeFileSync(bestand, css);
      return new Stylesheet(bestand).href;
    });
    rmSync(map, { recursive: true });
    expect(adressen[0]).not.toBe(adressen[1]);
    expect(adressen[0]).toBe(adressen[2]);
  });

  test('is voor wie er werkt hetzelfde met meer, en voor een ander niet meer dan nodig', () => {
    const { everybody, staff } = new Stylesheets();
    const klassen = (css: Buffer) => new Set(css.toString().match(/\.(?:ula|utrecht)-[\w-]+/g));
    expect(
      [...klassen(everybody.text.body)].filter((klasse) => !klassen(staff.text.body).has(klasse)),
    ).toEqual([]);
    expect(everybody.text.body.length).toBeLessThan(80_000);
  });

  test('neemt van NL Design System wat er nu van gebruikt wordt', async () => {
    await expect(
      promisify(execFile)(process.execPath, ['templates/maak-nlds.mjs', '--controleer'], {
        cwd: projectRoot,
      }),
    ).resolves.toBeDefined();
  });

  test('zegt elke rol ook voor een browser die light-dark() niet kent', () => {
    const { everybody, staff } = new Stylesheets();
    expect(everybody.text.body.toString() + staff.text.body.toString()).not.toContain('light-dark(');
  });

  test.each([
    ['een losse kleur', 'a { color: #123456; }', 'color-no-hex'],
    ['een losse maat van de letter', 'a { font-size: 17px; }', 'scale-unlimited/declaration-strict-value'],
    ['een losse ruimte', 'a { padding: 7px; }', 'declaration-property-value-allowed-list'],
  ])('%s wordt geweigerd', async (_wat, code, regel) => {
    const codeFilename = path.resolve(import.meta.dirname, '../../templates/stijl/proef.css');
    const { results } = await stylelint.lint({ code, codeFilename });
    expect(results.flatMap(({ warnings }) => warnings.map(({ rule }) => rule))).toContain(regel);
  });
});

describe('licht of donker', () => {
  const schema = (html: string) => /<html[^>]*data-weergave="(\w+)"/.exec(html)?.[1] ?? null;

  test('is wat de browser onthoudt, zonder JavaScript, en brengt terug naar de pagina', async () => {
    expect(schema((await vraag(academie, '/')).tekst)).toBeNull();
    const gekozen = await stuur(academie, '/weergave', iemand, { weergave: 'donker', terug: '/privacy?a=1' });
    expect([gekozen.status, gekozen.header('location')]).toEqual([303, '/privacy?a=1']);
    const [cookie = ''] = gekozen.header('set-cookie').split(';');
    const pagina = await vraag(academie, '/privacy', { headers: { cookie } });
    expect(schema(pagina.tekst)).toBe('donker');
    expect(pagina.tekst).toContain('name="weergave" value="donker" aria-pressed="true"');
    const terug = await stuur(academie, '/weergave', { ...iemand, cookie }, { weergave: '', terug: '/' });
    expect(terug.header('set-cookie')).toMatch(/^weergave=;/);
  });

  test.each(['https://elders.example/', '//elders.example', '/\\elders.example'])(
    'stuurt niemand naar %s',
    async (terug) => {
      const { header } = await stuur(academie, '/weergave', iemand, { weergave: 'licht', terug });
      expect(header('location')).toBe('/');
    },
  );

  test('wat geen keuze is, volgt het apparaat', async () => {
    const { header } = await stuur(academie, '/weergave', iemand, { weergave: '"><script>', terug: '/' });
    expect(header('set-cookie')).toMatch(/^weergave=;/);
    const pagina = await vraag(academie, '/', { headers: { cookie: 'weergave=paars' } });
    expect(schema(pagina.tekst)).toBeNull();
  });
});
