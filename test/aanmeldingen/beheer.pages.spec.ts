import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { AanmeldenService } from '../../src/aanmeldingen/aanmelden.service.js';
import { systeem } from '../../src/audit/wie.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { logIn, type Inlog } from '../support/inloggen.js';
import { maakCohort, maakGebruiker, verzoek } from '../support/makers.js';

let academie: Academie;
let coordinator: Inlog;
beforeAll(async () => {
  academie = await startAcademie();
  coordinator = await logIn(academie, await maakGebruiker(academie.dataSource));
});
afterAll(() => academie.sluit());

const stuur = (pad: string, velden: Record<string, string>): Promise<Response> =>
  fetch(academie.url + pad, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: coordinator.cookie },
    body: new URLSearchParams({ ...velden, _csrf: coordinator.csrf }),
  });

test('een geweigerde annulering van één aanmelding komt terug met wat er getypt was', async () => {
  const cohort = await maakCohort(academie.dataSource);
  const dienst = academie.app.get(AanmeldenService);
  const { aanmelding } = await dienst.meldAan(cohort.id, verzoek(), systeem);
  const pad = `/beheer/aanmeldingen/${aanmelding.id}/annulering`;
  const reden = 'x'.repeat(501);
  const geweigerd = await stuur(pad, { reden });
  expect(geweigerd.status).toBe(422);
  const html = await geweigerd.text();
  expect(html).toContain(reden);
  expect(html).toContain('ten hoogste 500 tekens');
  expect((await stuur(pad, { reden: '' })).status).toBe(422);
  expect((await stuur(pad, { reden: 'Dubbel aangemeld' })).status).toBe(303);
  const nogEens = await stuur(pad, { reden: 'Dubbel aangemeld' });
  expect(nogEens.status).toBe(422);
  expect(await nogEens.text()).toContain('deze aanmelding is geannuleerd');
});

test('een capaciteit die niet kan komt terug met het aantal bezette plaatsen', async () => {
  const cohort = await maakCohort(academie.dataSource, { capaciteit: 5, minimum: 1 });
  const dienst = academie.app.get(AanmeldenService);
  await Promise.all([1, 2, 3].map(() => dienst.meldAan(cohort.id, verzoek(), systeem)));
  for (const [capaciteit, melding] of [
    ['2', '3 plaatsen bezet'],
    ['veel', 'Geef een heel getal'],
  ] as const) {
    const antwoord = await stuur(`/beheer/cohorten/${cohort.id}/capaciteit`, { capaciteit });
    const html = await antwoord.text();
    expect([antwoord.status, html.includes(melding), html.includes(`value="${capaciteit}"`)]).toEqual([
      422,
      true,
      true,
    ]);
  }
  expect((await stuur(`/beheer/cohorten/${cohort.id}/capaciteit`, { capaciteit: '3' })).status).toBe(303);
});
