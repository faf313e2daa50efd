import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { AanmeldenService } from '../../src/aanmeldingen/aanmelden.service.js';
import { systeem } from '../../src/toegang/wie.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { logIn, type Inlog } from '../support/inloggen.js';
import { maakCohort, maakGebruiker, maakOpleiding, verzoek } from '../support/makers.js';

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

test('wat onder het minimum zit blijft in beeld tot het begint, ook als aanmelden gesloten is', async () => {
  const opleiding = await maakOpleiding(academie.dataSource, { naam: 'Spannende opleiding' });
  const plan = { opleidingId: opleiding.id, aanmeldenVoor: '2026-11-10', goNoGoOp: '2026-11-10', minimum: 8 };
  const cohort = await maakCohort(academie.dataSource, plan);
  const letOp = async (): Promise<boolean> => {
    const antwoord = await fetch(`${academie.url}/beheer/cohorten?zoek=niets`, {
      headers: { cookie: coordinator.cookie },
    });
    return (await antwoord.text()).includes('Spannende opleiding: 0 van minimaal 8');
  };
  expect(await letOp()).toBe(true);
  await academie.dataSource.query(
    `UPDATE bijeenkomst SET begint = '2026-11-01', eindigt = '2026-11-02' WHERE cohort_id = $1`,
    [cohort.id],
  );
  expect(await letOp()).toBe(false);
});

test('een volgend deel noemt in de catalogus de code van het vorige', async () => {
  const eerste = await maakOpleiding(academie.dataSource);
  const tweede = await maakOpleiding(academie.dataSource, { vervolgOpId: eerste.id });
  const antwoord = await fetch(`${academie.url}/api/v1/opleidingen?paginaGrootte=200`);
  const { items } = (await antwoord.json()) as { items: { code: string; vervolgOp: string | null }[] };
  const vervolgOp = (code: string) => items.find((item) => item.code === code)?.vervolgOp;
  expect([vervolgOp(eerste.code), vervolgOp(tweede.code)]).toEqual([null, eerste.code]);
});
