import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { systeem } from '../../src/toegang/wie.js';
import { BotsingenQueries } from '../../src/cohorten/botsingen.queries.js';
import type { Cohort } from '../../src/cohorten/cohort.entity.js';
import { SchoolvakantiesService } from '../../src/cohorten/schoolvakanties.service.js';
import { meldLosAan } from '../support/aanmeldingen.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { logIn } from '../support/inloggen.js';
import { maakBijeenkomst, maakCohort, maakGebruiker } from '../support/makers.js';
import { vraag } from '../support/vraag.js';
import type { Tijdvak } from '../../src/cohorten/cohortplan.rules.js';

let academie: Academie;
let ander: Cohort;
let trainer: string;
const email = 'dubbel@school.example';
beforeAll(async () => {
  academie = await startAcademie();
  await academie.app.get(SchoolvakantiesService).laad();
  trainer = (await maakGebruiker(academie.dataSource, { rol: 'trainer', naam: 'Sam Trainer' })).id;
  ander = await maakCohort(academie.dataSource, { naam: 'Ander', locatie: 'Zaal 1' });
  await maakBijeenkomst(academie.dataSource, {
    cohortId: ander.id,
    begint: new Date('2027-03-10T12:00:00Z'),
    eindigt: new Date('2027-03-10T15:00:00Z'),
    locatie: null,
    trainerId: trainer,
  });
});
afterAll(() => academie?.sluit());

const op = (datum: string, van = '13:00', tot = '16:00', met: Partial<Tijdvak> = {}): Tijdvak => ({
  begint: new Date(`${datum}T${van}:00Z`),
  eindigt: new Date(`${datum}T${tot}:00Z`),
  ...met,
});
const zoek = async (rijen: Tijdvak[], cohort: string | null = null) =>
  (await academie.app.get(BotsingenQueries).zoek(rijen, cohort)).map(({ bijeenkomst, soort, melding }) => [
    bijeenkomst,
    soort,
    melding,
  ]);

describe('botsingen', () => {
  test('een trainer of zaal dubbel, en niet bij wie precies aansluit', async () => {
    const waarbij = `${(await naam(ander)).opleiding}, Ander (wo 10 mrt 2027, 13:00 – 16:00 uur)`;
    expect(await zoek([op('2027-03-10', '14:59', '17:00', { trainer, locatie: ' zaal 1' })])).toEqual([
      [0, 'trainer', `Sam Trainer is dan ook bij ${waarbij}.`],
      [0, 'plaats', `In Zaal 1 is dan ook ${waarbij}.`],
    ]);
    expect(await zoek([op('2027-03-10', '15:00', '17:00', { trainer, locatie: 'Zaal 1' })])).toEqual([]);
    expect(await zoek([op('2027-03-10', '09:00', '12:00', { trainer, locatie: 'Zaal 1' })])).toEqual([]);
  });

  test('niet met zichzelf, niet met wat is afgelast, en online is ruimte genoeg', async () => {
    const rij = op('2027-03-10', '13:00', '16:00', { trainer, locatie: 'Zaal 1' });
    expect(await zoek([rij], ander.id)).toEqual([]);
    expect(await zoek([{ ...rij, trainer: null, link: 'https://video.example' }])).toEqual([]);
    const af = await maakCohort(academie.dataSource, {
      status: 'geannuleerd',
      annuleringsreden: 'x',
      geannuleerdOp: academie.clock.now(),
      locatie: 'Zaal 9',
    });
    await maakBijeenkomst(academie.dataSource, { cohortId: af.id, ...op('2027-03-11'), locatie: 'Zaal 9' });
    expect(await zoek([op('2027-03-11', '13:00', '16:00', { locatie: 'Zaal 9' })])).toEqual([]);
  });

  test('vakantie, feestdag, weekend en elkaar', async () => {
    const rijen = [
      op('2027-02-24'),
      op('2027-03-29'),
      op('2027-03-13'),
      op('2027-03-17'),
      op('2027-03-17', '15:00', '18:00'),
      op('2027-03-17', '18:00', '19:00'),
    ];
    expect(await zoek(rijen)).toEqual([
      [0, 'vakantie', 'Deze dag valt in de voorjaarsvakantie.'],
      [1, 'feestdag', 'Dit is tweede paasdag.'],
      [2, 'weekend', 'Dit is een zaterdag.'],
      [4, 'overlap', 'Deze bijeenkomst valt samen met die van wo 17 mrt 2027, 14:00 – 17:00 uur.'],
    ]);
  });

  test('een dag is een dag in Amsterdam', async () => {
    // 23:30 UTC on Sunday is half past twelve in the night of Monday here.
    expect(await zoek([op('2027-03-14', '23:30', '23:50')])).toEqual([]);
  });

  test('mensen van het cohort die dan elders zijn, met hun naam', async () => {
    const eigen = await maakCohort(academie.dataSource);
    await meldLosAan(academie, eigen.id, systeem, { email, voornaam: 'Noor', achternaam: 'Dubbel' });
    await meldLosAan(academie, eigen.id, systeem);
    await meldLosAan(academie, ander.id, systeem, { email, voornaam: 'Noor', achternaam: 'Dubbel' });
    expect(await zoek([op('2027-03-10'), op('2027-03-11')], eigen.id)).toEqual([
      [0, 'deelnemers', 'Een deelnemer heeft dan een andere bijeenkomst: Noor Dubbel.'],
    ]);
  });

  test('over de API, met alle velden van wie het vraagt', async () => {
    const { cookie, csrf } = await logIn(academie, await maakGebruiker(academie.dataSource));
    const headers = { cookie, 'x-csrf-token': csrf, 'content-type': 'application/json' };
    const stuur = (body: unknown) =>
      vraag(academie, '/api/v1/botsingen', { method: 'POST', headers, body: JSON.stringify(body) });
    const bijeenkomsten = [{ begint: '2027-03-13T13:00:00Z', eindigt: '2027-03-13T14:00:00Z' }];
    const antwoord = await stuur({ bijeenkomsten });
    expect([antwoord.status, antwoord.json()]).toEqual([
      200,
      { botsingen: [{ bijeenkomst: 0, soort: 'weekend', melding: 'Dit is een zaterdag.' }] },
    ]);
    const veel = await stuur({ bijeenkomsten: Array.from({ length: 101 }, () => bijeenkomsten[0]) });
    expect(veel.json()).toMatchObject({
      fouten: [{ veld: 'bijeenkomsten', melding: 'Geef ten hoogste 100 bijeenkomsten.' }],
    });
    expect((await stuur({ bijeenkomsten: [{ begint: 'morgen', eindigt: null }] })).status).toBe(400);
  });
});

async function naam({ opleidingId }: Cohort): Promise<{ opleiding: string }> {
  const [rij] = await academie.dataSource.query<{ opleiding: string }[]>(
    'SELECT naam AS opleiding FROM opleiding WHERE id = $1',
    [opleidingId],
  );
  return rij!;
}
