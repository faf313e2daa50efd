import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { hashVan } from '../../src/platform/secrets.js';
import { AanmeldingenService } from '../../src/aanmeldingen/aanmeldingen.service.js';
import type { Aanmelding } from '../../src/aanmeldingen/aanmelding.entity.js';
import { anoniem, systeem } from '../../src/toegang/wie.js';
import { PlanService } from '../../src/cohortbeheer/plan/plan.service.js';
import { AnnulerenService } from '../../src/cohortbeheer/verhuizen/annuleren.service.js';
import { Bijeenkomst } from '../../src/cohorten/bijeenkomst.entity.js';
import type { Cohort } from '../../src/cohorten/cohort.entity.js';
import { Persoon } from '../../src/toegang/persoon.entity.js';
import { coordinator, meldLosAan } from '../support/aanmeldingen.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { logPersoonIn } from '../support/inloggen.js';
import { maakBijeenkomst, maakCohort, maakOpleiding } from '../support/makers.js';
import { deurenVan } from '../support/routes.js';
import { vraag } from '../support/vraag.js';

/** The link of an online bijeenkomst lets in whoever has it: these words may reach only who has a place. */
const LINK = 'https://video.example/geheime-kamer';
const KENMERK = 'geheime-kamer';

let academie: Academie;
let cohort: Cohort;
let zit: Aanmelding;
let wacht: Aanmelding;
let onbevestigd: Aanmelding;

beforeAll(async () => {
  academie = await startAcademie();
  const { dataSource: ds } = academie;
  const opleiding = await maakOpleiding(ds, { code: 'ONLINE' });
  cohort = await maakCohort(ds, { opleidingId: opleiding.id, capaciteit: 1, minimum: 0, locatie: null });
  await ds.manager.update(
    Bijeenkomst,
    { cohortId: cohort.id },
    { link: LINK, locatie: null, onderwerp: 'Kijken en zien' },
  );
  zit = await meldLosAan(academie, cohort.id, systeem);
  wacht = await meldLosAan(academie, cohort.id, systeem);
  onbevestigd = await meldLosAan(academie, cohort.id, anoniem);
});
afterAll(() => academie?.sluit());

const lees = async (pad: string, headers: Record<string, string> = {}): Promise<string> =>
  (await vraag(academie, pad, { headers })).tekst.replace(/\r\n[ \t]/g, '');
const mijn = async ({ persoonId }: Aanmelding) =>
  lees('/mijn', { cookie: (await logPersoonIn(academie, persoonId)).cookie });

describe('wat voor iedereen is gemaakt', () => {
  test('zegt op geen enkel openbaar adres hoe je een online bijeenkomst binnenkomt', async () => {
    const bijeenkomst = await academie.dataSource.manager.findOneByOrFail(Bijeenkomst, {
      cohortId: cohort.id,
    });
    const adressen = (token: string): string[] =>
      deurenVan(academie)
        .filter(
          ({ route, recht }) =>
            route.startsWith('GET ') && ['openbaar', 'aanmelden', 'aanmelding.eigen'].includes(recht),
        )
        .map(({ route }) =>
          route
            .slice(4)
            .replace('bijeenkomsten/:bestand', `bijeenkomsten/${bijeenkomst.id}.ics`)
            .replace('/aanmeldingen/:id', `/aanmeldingen/${wacht.id}`)
            .replace(':id', cohort.id)
            .replace(':code', 'ONLINE')
            .replace(':token', token)
            .replace(':nummer', '1')
            .replace(/:\w+/g, 'x'),
        );
    const gezien: string[] = [];
    for (const token of [wacht.token, onbevestigd.token])
      for (const pad of adressen(token)) {
        const antwoord = await vraag(academie, pad);
        const tekst = antwoord.tekst.replace(/\r\n[ \t]/g, '') + antwoord.header('location');
        expect([pad, tekst.includes(KENMERK)]).toEqual([pad, false]);
        if (antwoord.status === 200) gezien.push(pad.replace(token, ':token').replace(cohort.id, ':id'));
      }
    for (const pad of [
      '/',
      '/agenda.ics',
      '/cohorten/:id/agenda.ics',
      '/opleidingen/ONLINE',
      '/a/:token',
      '/a/:token/agenda.ics',
    ])
      expect(gezien).toContain(pad);
    expect(gezien).toEqual(
      expect.arrayContaining(['/api/v1/cohorten', '/api/v1/cohorten/:id', '/feed.xml', '/sitemap.xml']),
    );
  });

  test('zegt wel dat het online is', async () => {
    for (const pad of ['/agenda.ics', `/cohorten/${cohort.id}/agenda.ics`, `/a/${wacht.token}/agenda.ics`])
      expect([pad, await lees(pad)]).toEqual([pad, expect.stringContaining('LOCATION:Online')]);
    expect(await mijn(wacht)).not.toContain(KENMERK);
  });
});

describe('wie een plaats heeft', () => {
  test('vindt de link op de eigen pagina, met het onderwerp van die dag, in het eigen overzicht en in de eigen agenda', async () => {
    const pagina = await lees(`/a/${zit.token}`);
    expect(pagina).toMatch(new RegExp(`href="${LINK}"[^>]*>Naar de online bijeenkomst`));
    expect(pagina).toContain('Kijken en zien');
    expect(await mijn(zit)).toMatch(new RegExp(`href="${LINK}"[^>]*>Naar de online bijeenkomst`));
    expect(await lees(`/a/${zit.token}/agenda.ics`)).toContain(LINK);
    await academie.dataSource.manager.update(
      Persoon,
      { id: zit.persoonId },
      { agendaHash: hashVan('eigen-agenda-met-een-geheim-adres') },
    );
    expect(await lees('/agenda/eigen-agenda-met-een-geheim-adres.ics')).toContain(LINK);
  });

  test('wie nog wacht leest het onderwerp ook', async () => {
    expect(await lees(`/a/${wacht.token}`)).toContain('Kijken en zien');
  });
});

/** Who got a mail with the link in it, or in a file with it. */
async function post(): Promise<{ met: Set<string>; zonder: Set<string> }> {
  const rijen = await academie.dataSource.query<{ id: string; tekst: string }[]>(
    `SELECT aanmelding_id AS id, concat_ws(' ', onderwerp, html, tekst, bijlagen::text) AS tekst FROM bericht
      WHERE aanmelding_id IS NOT NULL`,
  );
  const met = rijen.filter(({ tekst }) => tekst.replaceAll('\\r\\n ', '').includes(KENMERK));
  return {
    met: new Set(met.map(({ id }) => id)),
    zonder: new Set(rijen.filter((rij) => !met.includes(rij)).map(({ id }) => id)),
  };
}

describe('de mail', () => {
  test('met de link gaat alleen naar wie een plaats heeft, wat er ook met het cohort gebeurt', async () => {
    const beheer = academie.app.get(PlanService);
    const { id } = await academie.dataSource.manager.findOneByOrFail(Bijeenkomst, { cohortId: cohort.id });
    const dag = (datum: string) => ({
      begint: new Date(`${datum}T12:00:00Z`),
      eindigt: new Date(`${datum}T15:00:00Z`),
    });
    await beheer.wijzig(coordinator, cohort.id, { bijeenkomsten: [{ id, ...dag('2027-01-21') }] });
    const wijzigingen = async () =>
      (
        await academie.dataSource.query<{ aanmelding_id: string }[]>(
          `SELECT aanmelding_id FROM bericht WHERE soort = 'cohortbeheer/gewijzigd' ORDER BY aangemaakt_op`,
        )
      ).map(({ aanmelding_id }) => aanmelding_id);
    expect((await wijzigingen()).sort()).toEqual([zit.id, wacht.id].sort());
    // Another room is no news for who has no way into it.
    await beheer.wijzig(coordinator, cohort.id, {
      bijeenkomsten: [{ id, ...dag('2027-01-21'), link: `${LINK}-2` }],
    });
    expect((await wijzigingen()).filter((van) => van === wacht.id)).toHaveLength(1);
    expect((await wijzigingen()).filter((van) => van === zit.id)).toHaveLength(2);
    const ander = await maakCohort(academie.dataSource, { locatie: null });
    await maakBijeenkomst(academie.dataSource, { cohortId: ander.id, link: LINK, locatie: null });
    await academie.app.get(AanmeldingenService).annuleer(onbevestigd.id, coordinator, 'weg');
    await academie.app
      .get(AnnulerenService)
      .annuleer(coordinator, cohort.id, { reden: 'Te weinig', alternatieven: [ander.id] });
    const { met, zonder } = await post();
    expect([...met]).toEqual([zit.id]);
    expect([...zonder]).toEqual(expect.arrayContaining([wacht.id, onbevestigd.id]));
  });

  test('is na het einde van de plaats op geen eigen adres meer te vinden', async () => {
    expect(await lees(`/a/${zit.token}`)).not.toContain(KENMERK);
    expect(await lees(`/a/${zit.token}/agenda.ics`)).not.toContain(KENMERK);
    expect(await lees('/agenda/eigen-agenda-met-een-geheim-adres.ics')).not.toContain(KENMERK);
  });
});
