import { describe, expect, test } from '@jest/globals';
import { Templates } from '../../src/platform/web/templates.js';
import { alinea, voorbeelden } from './voorbeelden.js';

// What the mail programs of our readers keep of a mail: classic Outlook draws with Word, Gmail drops what it does not
// know. Every mail is held to it, in every case of which there is an example.
const templates = new Templates();
const schil = {
  academie: { name: 'Utrecht Leert Academie', first: 'Utrecht Leert', last: 'Academie' },
  basisUrl: 'https://academie.example',
  contact: 'academie@leert.example',
  alinea,
  afmeldLink: 'https://academie.example/afmelden/geheim',
};
/** Gmail cuts off what is longer. */
const GMAIL_BYTES = 102 * 1024;

const alle = Object.entries(voorbeelden).flatMap(([mail, gevallen]) =>
  Object.entries(gevallen).map(([geval, gegevens]) => ({
    naam: `${mail}, ${geval}`,
    ...templates.mail(mail, { ...gegevens, ...schil }),
  })),
);

const tags = (html: string, naam: string): string[] => html.match(new RegExp(`<${naam}\\b[^>]*>`, 'g')) ?? [];
const stijl = (tag: string): string => /style="([^"]*)"/.exec(tag)?.[1] ?? '';
/** Without the head, and without what only Outlook reads. */
const romp = (html: string): string =>
  html.slice(html.indexOf('<body')).replace(/<!--\[if mso\]>[\s\S]*?<!\[endif\]-->/g, '');

describe.each(alle)('$naam', ({ onderwerp, html }) => {
  const lijf = romp(html);

  test('staat in tabellen die een schermlezer overslaat, en in niets wat Outlook laat vallen', () => {
    expect(tags(lijf, 'table').filter((tag) => !tag.includes('role="presentation"'))).toEqual([]);
    // One div, which hides the preview.
    expect(tags(lijf, 'div').length).toBe(1);
    for (const naam of ['script', 'link', 'img', 'svg', 'form', 'button', 'section'])
      expect([naam, tags(lijf, naam)]).toEqual([naam, []]);
    expect(lijf).not.toMatch(/display:\s*(?:flex|grid)|position:|float:|background-image|var\(--/);
  });

  test('heeft haar stijl in de elementen, en ruimte binnen een vak alleen in een cel', () => {
    for (const naam of ['h1', 'p', 'li', 'a'])
      expect(tags(lijf, naam).filter((tag) => stijl(tag) === '')).toEqual([]);
    const metRuimte = [...lijf.matchAll(/<(\w+)\b[^>]*style="[^"]*padding(?:-\w+)?:[^"]*"[^>]*>/g)];
    // The button besides: Outlook gets the padding of its cell, in the part of the head that only it reads.
    expect(metRuimte.filter(([tag, naam]) => naam !== 'td' && naam !== 'ul' && !tag.includes('"knop"'))).toEqual([]);
    expect(html).toContain('.knopcel { padding: 13px 22px !important; }');
  });

  test('zegt in de voorvertoning haar eerste zin, en leest ook in het donker', () => {
    const [, voorkop = ''] = /<div aria-hidden="true"[^>]*>([^<]*)<\/div>/.exec(lijf) ?? [];
    expect(voorkop.length).toBeGreaterThan(20);
    expect(voorkop).not.toMatch(/^(?:Beste|Hallo)|https?:/);
    expect(html).toContain('<meta name="color-scheme" content="light dark">');
    expect(html).toContain('@media (prefers-color-scheme: dark)');
  });

  test('heeft één titel en één grote knop, een kort onderwerp, en past in Gmail', () => {
    expect(tags(lijf, 'h1').length).toBe(1);
    const groot = tags(lijf, 'td').filter((tag) => tag.includes('class="knopcel"'));
    const keuze = /Zet mij over naar|Meld je aan/.test(lijf) ? Infinity : 1;
    expect(groot.length).toBeLessThanOrEqual(keuze);
    expect(onderwerp.length).toBeLessThan(120);
    expect(Buffer.byteLength(html)).toBeLessThan(GMAIL_BYTES);
  });
});
