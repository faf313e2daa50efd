import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { AanmeldingenService } from '../../src/aanmeldingen/aanmeldingen.service.js';
import { Aanmelding } from '../../src/aanmeldingen/aanmelding.entity.js';
import { BerichtenService, type NieuwBericht } from '../../src/berichten/berichten.service.js';
import { AfterAnswer } from '../../src/platform/web/after-answer.js';
import { WachtlijstTaak } from '../../src/wachtlijst/wachtlijst.taken.js';
import { voorbeelden } from '../mail/voorbeelden.js';
import { coordinator } from '../support/aanmeldingen.js';
import { DINSDAG, startAcademie, type Academie } from '../support/academie.js';
import { logIn, type Inlog } from '../support/inloggen.js';
import { startMailCatcher, type MailCatcher } from '../support/mail.js';
import { maakCohort, maakGebruiker, maakOpleiding, maakPersoon } from '../support/makers.js';
import { stuur, vraag, type Antwoord } from '../support/vraag.js';
import { BerichtenTaak } from '../../src/berichten/berichten.taken.js';

/** In every field that a stranger can type into. */
const MERK = 'Zqx';
const getypt = {
  voornaam: `${MERK}voor`,
  tussenvoegsel: `${MERK}tussen`,
  achternaam: `${MERK}achter`,
  opmerking: `${MERK}opmerking`,
  vestigingscode: 'geen',
  organisatie: 'zelfstandig',
  functie: 'anders',
  functieAnders: `${MERK}functie`,
  externeReferentie: `${MERK}referentie`,
};

let post: MailCatcher;
let academie: Academie;
beforeAll(async () => {
  post = await startMailCatcher();
  academie = await startAcademie({ SMTP_URL: post.url, MAIL_FROM: 'Academie <academie@academie.example>' });
});
afterAll(async () => {
  await academie.sluit();
  await post.sluit();
});
beforeEach(() => academie.clock.set(DINSDAG));

const verstuur = (pad: string, velden: Record<string, string>): Promise<Antwoord> =>
  vraag(academie, pad, { method: 'POST', body: new URLSearchParams(velden) });
const aanmeldingIn = (cohortId: string): Promise<Aanmelding> =>
  academie.dataSource.manager.findOneByOrFail(Aanmelding, { cohortId });

describe('wat een vreemde typt, gaat niet naar een adres dat niemand bevestigde', () => {
  /** Everything that happens to somebody who never confirms, and the mail of it. */
  async function beleefAlles(email: string): Promise<void> {
    const cohorten = [await maakCohort(academie.dataSource), await maakCohort(academie.dataSource)];
    const [verlopend, geannuleerd] = cohorten.map(({ id }) => id) as [string, string];
    for (const id of [verlopend, verlopend, geannuleerd])
      expect((await verstuur(`/cohorten/${id}/aanmelden`, { ...getypt, email })).status).toBe(303);
    const { code } = await maakOpleiding(academie.dataSource, { peiling: true });
    const { externeReferentie: _geen, ...belangstelling } = getypt;
    for (const _ of [1, 2])
      expect(
        (await verstuur(`/opleidingen/${code}/belangstelling`, { ...belangstelling, email })).status,
      ).toBe(303);
    expect((await verstuur('/inloggen/link', { email })).status).toBe(200);
    await academie.app.get(AfterAnswer).settled();
    const { id } = await aanmeldingIn(geannuleerd);
    await academie.app.get(AanmeldingenService).annuleer(id, coordinator, 'dubbel');
    const { token } = await aanmeldingIn(verlopend);
    academie.clock.advance(25 * 60);
    await academie.app.get(WachtlijstTaak).voerUit({ proef: false });
    await verstuur(`/a/${token}/annulering`, { reden: `${MERK}reden` });
  }

  test('niet in het onderwerp, niet in de mail, niet in wie hem krijgt', async () => {
    const email = 'niemand@vreemd.example';
    await beleefAlles(email);
    const soorten = await academie.dataSource.query<{ soort: string }[]>(
      'SELECT DISTINCT soort FROM bericht WHERE aan = $1 ORDER BY soort',
      [email],
    );
    expect(soorten.map(({ soort }) => soort)).toEqual([
      'aanmeldingen/al-aangemeld',
      'aanmeldingen/bevestig-adres',
      'aanmeldingen/geannuleerd',
      'belangstelling/al-bekend',
      'belangstelling/bevestig',
      'inloggen/inloglink',
      'wachtlijst/verlopen',
    ]);
    // What could not leave in time counts as well.
    await academie.dataSource.query('UPDATE bericht SET vervalt_op = NULL');
    await academie.app.get(BerichtenTaak).verzend();
    const mails = post.naar(email);
    expect(mails.length).toBeGreaterThanOrEqual(soorten.length);
    for (const { ruw, mail } of mails) {
      expect(ruw + JSON.stringify(mail)).not.toContain(MERK);
      expect(mail.text).toContain('Hallo,');
    }
  });

  test('elke soort mail groet zonder naam, tot het adres is bevestigd', async () => {
    const berichten = academie.app.get(BerichtenService);
    const schrijf = async (persoonId: string, kenmerk: string): Promise<string> => {
      const rijen = Object.entries(voorbeelden).map(([sjabloon, gevallen]): NieuwBericht => ({
        sleutel: `${kenmerk}:${sjabloon}`,
        sjabloon: sjabloon as NieuwBericht['sjabloon'],
        aan: `${kenmerk}@vreemd.example`,
        gegevens: { ...Object.values(gevallen)[0], voornaam: MERK },
        persoonId,
      }));
      await academie.dataSource.transaction((m) => berichten.schrijf(m, rijen));
      const geschreven = await academie.dataSource.query<object[]>(
        'SELECT onderwerp, html, tekst, bijlagen FROM bericht WHERE persoon_id = $1',
        [persoonId],
      );
      expect(geschreven).toHaveLength(rijen.length);
      return JSON.stringify(geschreven);
    };
    const onbevestigd = await maakPersoon(academie.dataSource, { emailBevestigdOp: null });
    expect(await schrijf(onbevestigd.id, 'on')).not.toContain(MERK);
    const bevestigd = await maakPersoon(academie.dataSource);
    expect(await schrijf(bevestigd.id, 'wel')).toContain(`Beste ${MERK},`);
  });
});

describe('een link is geen naam', () => {
  const LINK = 'Win op evil.example/win';
  let inlog: Inlog;
  beforeAll(async () => void (inlog = await logIn(academie, await maakGebruiker(academie.dataSource))));

  test.each(['voornaam', 'tussenvoegsel', 'achternaam'])(
    'in %s, langs elke weg naar binnen',
    async (veld) => {
      const cohort = await maakCohort(academie.dataSource);
      const opleiding = await maakOpleiding(academie.dataSource, { peiling: true });
      const persoon = await maakPersoon(academie.dataSource);
      const mens = {
        ...{ voornaam: 'Anna', achternaam: 'Berg', email: `link-${veld}@vreemd.example`, functie: 'leraar' },
        [veld]: LINK,
      };
      const json = {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(mens),
      };
      const formulier = { ...mens, vestigingscode: 'geen' };
      const pagina = `/beheer/cohorten/${cohort.id}/deelnemers`;
      const { voornaam, achternaam, email } = mens;
      const team = `${voornaam}; ${veld === 'tussenvoegsel' ? LINK : ''}; ${achternaam}; ${email}`;
      const wegen: Record<string, Promise<Antwoord>> = {
        aanmelden: verstuur(`/cohorten/${cohort.id}/aanmelden`, formulier),
        'aanmelden via de API': vraag(academie, `/api/v1/cohorten/${cohort.id}/aanmeldingen`, json),
        belangstelling: verstuur(`/opleidingen/${opleiding.code}/belangstelling`, formulier),
        'belangstelling via de API': vraag(
          academie,
          `/api/v1/opleidingen/${opleiding.code}/belangstelling`,
          json,
        ),
        team: stuur(academie, `${pagina}/team`, inlog, {
          ...{ vestigingscode: 'geen', functie: 'leraar', mensen: team, actie: 'aanmelden' },
        }),
        verbeteren: vraag(academie, `/api/v1/personen/${persoon.id}`, {
          method: 'PATCH',
          headers: { ...json.headers, cookie: inlog.cookie, 'x-csrf-token': inlog.csrf },
          body: JSON.stringify({ [veld]: LINK }),
        }),
      };
      for (const [weg, antwoord] of Object.entries(wegen)) {
        const { status, tekst } = await antwoord;
        expect([weg, [400, 422].includes(status)]).toEqual([weg, true]);
        expect(tekst).toContain('is geen naam');
      }
      const bekend = await academie.dataSource.query<object[]>(
        `SELECT 1 FROM persoon WHERE email = $1 OR concat(voornaam, tussenvoegsel, achternaam) LIKE '%evil%'`,
        [email],
      );
      expect(bekend).toEqual([]);
    },
  );
});
