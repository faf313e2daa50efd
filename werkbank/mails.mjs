// Every mail in its states, from the examples that its tests use.
import { Templates } from '../dist/src/platform/web/templates.js';
import { importTest } from './toetsbestand.mjs';

const SHELL = {
  academie: { name: 'Utrecht Leert Academie', first: 'Utrecht Leert', last: 'Academie' },
  basisUrl: 'https://academie.example',
  contact: 'academie@leert.example',
};

/** @returns `{ [mail]: { [geval]: { onderwerp, html, tekst } } }` */
export async function readMails() {
  const { voorbeelden } = await importTest('test/mail/voorbeelden.ts');
  const templates = new Templates();
  const rendered = (mail, gevallen) =>
    Object.fromEntries(
      Object.entries(gevallen).map(([geval, gegevens]) => [
        geval,
        templates.mail(mail, { ...gegevens, ...SHELL }),
      ]),
    );
  return Object.fromEntries(
    Object.entries(voorbeelden)
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([mail, gevallen]) => [mail, rendered(mail, gevallen)]),
  );
}
