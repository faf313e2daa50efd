import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { vul } from '../support/aanmeldingen.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { logIn } from '../support/inloggen.js';
import { maakCohort, maakGebruiker, maakOpleiding } from '../support/makers.js';
import { vraag } from '../support/vraag.js';

let academie: Academie;
beforeAll(async () => {
  academie = await startAcademie();
});
afterAll(() => academie.sluit());

/** What stands in the grid of a month: the name of the opleiding with how it is shown. */
const staatErin = (html: string): Record<string, string> =>
  Object.fromEntries(
    [
      ...html
        .slice(0, html.indexOf('ula-daglijst'))
        .matchAll(/ula-afspraak--(\w+)" href="[^"]*"><b>[^<]*<\/b> ([^<]+)/g),
    ].map(([, soort = '', naam = '']) => [naam, soort]),
  );

describe('de catalogus als maand', () => {
  test('zegt van een groep alleen dat je erbij kunt als dat zo is, en toont geen concept', async () => {
    const { dataSource: ds } = academie;
    const maak = async (naam: string, met: object) =>
      maakCohort(ds, { opleidingId: (await maakOpleiding(ds, { naam })).id, ...met });
    await maak('Er is plek', {});
    const vol = await maak('Is vol', { capaciteit: 1, minimum: 1 });
    await vul(academie, vol.id, 1);
    await maak('Gaat later open', { aanmeldenVanaf: '2026-12-31' });
    await maak('Is gesloten', { aanmeldenVanaf: '2026-08-01', aanmeldenVoor: '2026-08-02' });
    await maak('Nog een concept', { status: 'concept' });
    await maak('Gaat niet door', { status: 'geannuleerd', annuleringsreden: 'Te weinig mensen' });
    const { status, tekst } = await vraag(academie, '/?maand=2027-01');
    expect([status, staatErin(tekst)]).toEqual([
      200,
      { 'Er is plek': 'start', 'Is vol, vol': 'vol', 'Gaat later open': 'dicht', 'Is gesloten': 'dicht' },
    ]);
    const { cookie } = await logIn(academie, await maakGebruiker(ds));
    const beheer = await vraag(academie, '/beheer/cohorten?maand=2027-01', { headers: { cookie } });
    // All of them are in one room at one hour; the concept is there too.
    expect(staatErin(beheer.tekst)).toMatchObject({
      'Er is plek, botst': 'bots',
      'Nog een concept, botst': 'bots',
    });
    expect(staatErin(beheer.tekst)).not.toHaveProperty('Gaat niet door');
  });

  test.each(['2027-13', '1999-01', 'januari', '2027-01-01', "2027-01'"])(
    'wat geen maand is (%s) is de lijst',
    async (maand) => {
      const { status, tekst } = await vraag(academie, `/?maand=${encodeURIComponent(maand)}`);
      expect([status, tekst.includes('class="ula-maand"')]).toEqual([200, false]);
    },
  );

  test.each(['2000-01', '2099-12'])('ook de eerste en de laatste maand (%s) bestaan', async (maand) => {
    const { status, tekst } = await vraag(academie, `/?maand=${maand}`);
    expect([status, tekst.includes('class="ula-maand"')]).toEqual([200, true]);
  });
});
