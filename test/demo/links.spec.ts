import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DemoService } from '../../src/demo/demo.service.js';
import { PlannerService } from '../../src/planner/planner.service.js';
import { Gebruiker } from '../../src/toegang/gebruiker.entity.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { logIn } from '../support/inloggen.js';
import { maakGebruiker } from '../support/makers.js';
import { vraag } from '../support/vraag.js';
import { demogebruikers } from '../../src/inloggen/inloggen.rules.js';

/** Screens of one kind look alike: this many of each are opened. */
const PER_SOORT = 2;

let academie: Academie;
beforeAll(async () => {
  academie = await startAcademie({ DEMO_DATA: true });
  await academie.app.get(DemoService).laadAlsLeeg();
  // Lays the moments of the demo, so that the planner has cohorten to speak of.
  await academie.app.get(PlannerService).draai('herinneringen', { proef: false, door: 'beheer' });
});
afterAll(() => academie.sluit());

/** `/beheer/cohorten/…/plan` for every cohort; what is asked is left out, but not which questions. */
const soortVan = (pad: string): string =>
  pad
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '…')
    .replace(/(opleidingen|certificaten)\/[A-Z][^/?]+/, '$1/…')
    .replace(/berichten\/[a-z-]+\/[a-z-]+/, 'berichten/mail')
    .replace(/=[^&]*/g, '');

const linksIn = (html: string): string[] =>
  [...html.matchAll(/(?:href|src)="(\/[^"#]*)/g)].map(([, pad]) =>
    pad!.replaceAll('&amp;', '&').replaceAll('&#x3D;', '='),
  );

/** Opens what is linked, from page to page. @returns what did not open, with the page that linked to it. */
async function loop(begin: string, cookie: string): Promise<{ mis: string[]; bekeken: number }> {
  const gezien = new Set<string>();
  const perSoort = new Map<string, number>();
  const mis: string[] = [];
  const wachtrij = [{ pad: begin, van: 'het begin' }];
  let bekeken = 0;
  for (let nu = wachtrij.shift(); nu; nu = wachtrij.shift()) {
    const soort = soortVan(nu.pad);
    const aantal = perSoort.get(soort) ?? 0;
    if (gezien.has(nu.pad) || aantal >= PER_SOORT) continue;
    gezien.add(nu.pad);
    perSoort.set(soort, aantal + 1);
    const { status, tekst, header } = await vraag(academie, nu.pad, { headers: { cookie } });
    bekeken += 1;
    if (status >= 400) mis.push(`${status} ${soort}, op ${nu.van}`);
    const verder = [...(header('content-type').includes('html') ? linksIn(tekst) : []), header('location')];
    wachtrij.push(...verder.filter(Boolean).map((pad) => ({ pad, van: soort })));
  }
  return { mis: [...new Set(mis)], bekeken };
}

test.each([...demogebruikers.map(({ email }) => email), 'wie geen rol meer heeft', 'niemand'])(
  '%s kan alles openen waar een link naartoe staat',
  async (wie) => {
    const gebruiker =
      wie === 'wie geen rol meer heeft'
        ? await maakGebruiker(academie.dataSource, { rol: null })
        : await academie.dataSource.manager.findOneBy(Gebruiker, { email: wie });
    const cookie = gebruiker ? (await logIn(academie, gebruiker)).cookie : '';
    const { mis, bekeken } = await loop(gebruiker ? '/inloggen' : '/', cookie);
    expect(mis).toEqual([]);
    expect(bekeken).toBeGreaterThan(15);
  },
);
