// Every mail in its states, from the examples that its tests use.
import { transformFile } from '@swc/core';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Templates } from '../dist/src/platform/web/templates.js';

const project = path.resolve(import.meta.dirname, '..');
const SHELL = { basisUrl: 'https://academie.example', contact: 'academie@leert.example' };

/** @returns `{ [mail]: { [geval]: { onderwerp, html, tekst } } }` */
export async function readMails() {
  const { voorbeelden } = await importTypeScript('test/mail/voorbeelden.ts');
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

/** A file of the tests, which the build leaves out; what it imports from `src/` comes from the build. */
async function importTypeScript(file) {
  const { code } = await transformFile(path.join(project, file));
  const built = pathToFileURL(path.join(project, 'dist/src/')).href;
  const text = code.replace(/(['"])(?:\.\.\/)+src\//g, `$1${built}`);
  return import(`data:text/javascript,${encodeURIComponent(text)}`);
}
