import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { AanmeldenService } from '../../src/aanmeldingen/aanmelden.service.js';
import { Aanmelding } from '../../src/aanmeldingen/aanmelding.entity.js';
import { anoniem, systeem } from '../../src/toegang/wie.js';
import { Aanwezigheid } from '../../src/aanwezigheid/aanwezigheid.entity.js';
import { Bericht } from '../../src/berichten/bericht.entity.js';
import { Bijeenkomst, VervallenBijeenkomst } from '../../src/cohorten/bijeenkomst.entity.js';
import { Cohort } from '../../src/cohorten/cohort.entity.js';
import type { WijzigCohortDto } from '../../src/cohorten/cohortbeheer.dto.js';
import { Moment } from '../../src/cohorten/moment.entity.js';
import { MomentenService } from '../../src/cohorten/momenten.service.js';
import { PlanService } from '../../src/cohortbeheer/plan/plan.service.js';
import { coordinator, meldLosAan } from '../support/aanmeldingen.js';
import { DINSDAG, startAcademie, type Academie } from '../support/academie.js';
import { leesAgenda } from '../support/agenda.js';
import { maakBijeenkomst, maakCohort, maakGebruiker, verzoek } from '../support/makers.js';
import { vraag } from '../support/vraag.js';

let academie: Academie;
beforeAll(async () => {
  academie = await startAcademie();
});
afterAll(() => academie?.sluit());

const dag = (datum: string, van = '12:00', tot = '15:00') => ({
  begint: new Date(`${datum}T${van}:00Z`),
  eindigt: new Date(`${datum}T${tot}:00Z`),
});

/** Open, with bijeenkomsten on 20 January, 3 and 17 February 2027. */
async function cohortMetDrie(met: Partial<Cohort> = {}) {
  const cohort = await maakCohort(academie.dataSource, { capaciteit: 2, minimum: 1, ...met });
  for (const datum of ['2027-02-03', '2027-02-17'])
    await maakBijeenkomst(academie.dataSource, { cohortId: cohort.id, ...dag(datum) });
  const [een, twee, drie] = await vanCohort(cohort.id);
  return { cohort, een: een!, twee: twee!, drie: drie! };
}

const vanCohort = (cohortId: string): Promise<Bijeenkomst[]> =>
  academie.dataSource.manager.find(Bijeenkomst, { where: { cohortId }, order: { begint: 'ASC' } });
const dagen = async (cohortId: string) =>
  (await vanCohort(cohortId)).map(({ id, begint }) => [id, begint.toISOString().slice(0, 10)]);
const wijzig = (id: string, dto: WijzigCohortDto) =>
  academie.app.get(PlanService).wijzig(coordinator, id, dto);
const mails = (cohortId: string): Promise<Bericht[]> =>
  academie.dataSource.manager.find(Bericht, {
    where: { cohortId, soort: 'cohortbeheer/gewijzigd' },
    order: { aangemaaktOp: 'ASC', sleutel: 'ASC' },
  });
const met = (b: Bijeenkomst, anders: Partial<Bijeenkomst> = {}) => ({
  id: b.id,
  begint: b.begint,
  eindigt: b.eindigt,
  ...anders,
});

describe('bijeenkomsten houden hun id', () => {
  test('wie verplaatst wordt blijft dezelfde, wat je weglaat vervalt, wat geen id heeft is nieuw', async () => {
    const { cohort, een, twee, drie } = await cohortMetDrie();
    await wijzig(cohort.id, {
      bijeenkomsten: [met(een, dag('2027-01-21')), met(drie), dag('2027-03-10')],
    });
    const na = await dagen(cohort.id);
    expect(na.slice(0, 2)).toEqual([
      [een.id, '2027-01-21'],
      [drie.id, '2027-02-17'],
    ]);
    expect(na[2]?.[1]).toBe('2027-03-10');
    const af = await academie.dataSource.manager.findBy(VervallenBijeenkomst, { cohortId: cohort.id });
    expect(af).toMatchObject([{ id: twee.id, begint: twee.begint, vervallenOp: academie.clock.now() }]);
  });

  test('zonder id horen gelijke momenten bij elkaar, en de rest op volgorde', async () => {
    const { cohort, een, twee, drie } = await cohortMetDrie();
    await wijzig(cohort.id, {
      bijeenkomsten: [dag('2027-03-03'), dag('2027-02-03'), dag('2027-01-27')],
    });
    expect(await dagen(cohort.id)).toEqual([
      [een.id, '2027-01-27'],
      [twee.id, '2027-02-03'],
      [drie.id, '2027-03-03'],
    ]);
  });

  test('wat een rij weglaat blijft, null wist', async () => {
    const { cohort, een } = await cohortMetDrie();
    await academie.dataSource.manager.update(
      Bijeenkomst,
      { id: een.id },
      { link: 'https://video.example/1', onderwerp: 'Begin' },
    );
    await wijzig(cohort.id, { bijeenkomsten: [{ ...met(een), onderwerp: null }] });
    expect(await academie.dataSource.manager.findOneByOrFail(Bijeenkomst, { id: een.id })).toMatchObject({
      link: 'https://video.example/1',
      onderwerp: null,
      locatie: 'Utrecht',
    });
  });

  test('een id van een ander cohort of dubbel wordt geweigerd', async () => {
    const { cohort, een } = await cohortMetDrie();
    const ander = await cohortMetDrie();
    await expect(wijzig(cohort.id, { bijeenkomsten: [met(ander.een)] })).rejects.toMatchObject({
      code: 'bijeenkomst-onbekend',
      fouten: [{ veld: 'bijeenkomsten.0.id' }],
    });
    await expect(wijzig(cohort.id, { bijeenkomsten: [met(een), met(een)] })).rejects.toMatchObject({
      fouten: [{ veld: 'bijeenkomsten.1.id' }],
    });
  });

  test('waarvan bekend is wie er was kan niet weg, en de dag staat erbij', async () => {
    const { cohort, een, twee, drie } = await cohortMetDrie();
    const a = await meldLosAan(academie, cohort.id, systeem);
    await academie.dataSource.manager.insert(Aanwezigheid, {
      bijeenkomstId: een.id,
      aanmeldingId: a.id,
      stand: 'aanwezig',
      haaltInId: twee.id,
      op: academie.clock.now(),
    });
    const poging = wijzig(cohort.id, { bijeenkomsten: [met(drie)] });
    await expect(poging).rejects.toMatchObject({ code: 'bijeenkomst-heeft-aanwezigheid', kind: 'conflict' });
    await expect(poging).rejects.toThrow(/woensdag 20 januari 2027 en woensdag 3 februari 2027/);
    expect(await vanCohort(cohort.id)).toHaveLength(3);
  });

  test('alleen wie trainer is kan trainer zijn; wie het al was mag blijven', async () => {
    const { cohort, een, twee, drie } = await cohortMetDrie();
    const trainer = await maakGebruiker(academie.dataSource, { rol: 'trainer' });
    const ander = await maakGebruiker(academie.dataSource, { rol: 'beheer' });
    await expect(
      wijzig(cohort.id, { bijeenkomsten: [met(een), { ...met(twee), trainer: ander.id }, met(drie)] }),
    ).rejects.toMatchObject({ code: 'trainer-onbekend', fouten: [{ veld: 'bijeenkomsten.1.trainer' }] });
    const rijen = [{ ...met(een), trainer: trainer.id }, met(twee), met(drie)];
    await wijzig(cohort.id, { bijeenkomsten: rijen });
    await academie.dataSource.query(`UPDATE gebruiker_rol SET rol = 'beheer' WHERE gebruiker_id = $1`, [
      trainer.id,
    ]);
    await wijzig(cohort.id, { bijeenkomsten: [{ ...rijen[0]!, onderwerp: 'Nieuw' }, met(twee), met(drie)] });
    expect((await vanCohort(cohort.id))[0]).toMatchObject({ trainerId: trainer.id, onderwerp: 'Nieuw' });
    // Who is taught by whom is no news for deelnemers.
    expect(await mails(cohort.id)).toEqual([]);
  });
});

describe('wie het wist hoort het weer', () => {
  async function metMensen() {
    const gemaakt = await cohortMetDrie();
    const { id } = gemaakt.cohort;
    const [a, b, wacht] = [
      await meldLosAan(academie, id, systeem),
      await meldLosAan(academie, id, systeem),
      await meldLosAan(academie, id, systeem),
    ];
    return { ...gemaakt, id, plaats: [a, b], wacht };
  }

  test('een verplaatste dag: een mail aan elke plaats en aan de wachtlijst, met reden en agenda', async () => {
    const { id, een, twee, drie, plaats, wacht } = await metMensen();
    const onbevestigd = await academie.app.get(AanmeldenService).meldAan(id, verzoek(), anoniem);
    await wijzig(id, {
      bijeenkomsten: [met(een, dag('2027-01-21', '13:00', '16:00')), met(drie)],
      reden: 'De zaal is niet vrij',
    });
    const geschreven = await mails(id);
    expect(geschreven.map(({ sleutel }) => sleutel).sort()).toEqual(
      [...plaats, wacht].map((a) => `gewijzigd:${a.id}:${id}:2`).sort(),
    );
    expect(geschreven.map(({ aanmeldingId }) => aanmeldingId)).not.toContain(onbevestigd.aanmelding.id);
    const { tekst, bijlagen } = geschreven.find(({ aanmeldingId }) => aanmeldingId === plaats[0]!.id)!;
    expect(tekst).toContain('Was:   wo 20 jan 2027, 13:00 - 16:00 uur, Utrecht');
    expect(tekst).toContain('Wordt: do 21 jan 2027, 14:00 - 17:00 uur, Utrecht');
    expect(tekst).toContain('Vervalt: wo 3 feb 2027');
    expect(tekst).toContain('De zaal is niet vrij');
    expect(tekst).toContain(`/a/${plaats[0]!.token}?doe=annuleren`);
    expect(geschreven.find(({ aanmeldingId }) => aanmeldingId === wacht.id)!.tekst).toContain(
      'Je blijft op de wachtlijst',
    );
    expect(bijlagen).toMatchObject([
      { naam: 'agenda.ics', type: 'text/calendar; charset=utf-8; method=PUBLISH' },
    ]);
    const { kop, events } = leesAgenda(bijlagen[0]!.inhoud);
    expect(kop.METHOD).toBe('PUBLISH');
    expect(events.map(({ UID, SEQUENCE, DTSTART, STATUS }) => [UID, SEQUENCE, DTSTART, STATUS])).toEqual([
      [`${een.id}@academie.test`, '2', '20270121T130000Z', 'TENTATIVE'],
      [`${twee.id}@academie.test`, '2', '20270203T120000Z', 'CANCELLED'],
      [`${drie.id}@academie.test`, '2', '20270217T120000Z', 'TENTATIVE'],
    ]);
  });

  test('elke wijziging mailt een keer; opslaan zonder wijziging mailt en telt niet', async () => {
    const { id, een, twee, drie } = await metMensen();
    const rijen = [met(een, dag('2027-01-22')), met(twee), met(drie)];
    await wijzig(id, { bijeenkomsten: rijen });
    await wijzig(id, { bijeenkomsten: rijen, naam: undefined });
    expect(await mails(id)).toHaveLength(3);
    expect(await academie.dataSource.manager.findOneByOrFail(Cohort, { id })).toMatchObject({ versie: 2 });
    await wijzig(id, { bijeenkomsten: [met(een), met(twee), met(drie)] });
    expect(await mails(id)).toHaveLength(6);
  });

  test('een andere plaats van het cohort is nieuws, een ander onderwerp of een hogere capaciteit niet', async () => {
    const { id, een, twee, drie } = await metMensen();
    await wijzig(id, { capaciteit: 3, toelichting: 'Neem brood mee' });
    await wijzig(id, { bijeenkomsten: [{ ...met(een), onderwerp: 'Begin' }, met(twee), met(drie)] });
    expect(await mails(id)).toEqual([]);
    await wijzig(id, { locatie: 'Domplein 1' });
    const [mail] = await mails(id);
    expect(mail?.tekst).toContain('Waar: Domplein 1 (was: Utrecht)');
  });

  test('verleden recht zetten is geen nieuws', async () => {
    const { id, een, twee, drie } = await metMensen();
    academie.clock.set(new Date('2027-02-10T09:00:00Z'));
    try {
      await wijzig(id, {
        bijeenkomsten: [met(een, dag('2027-01-19')), met(twee, { locatie: 'Elders' }), met(drie)],
      });
      expect(await mails(id)).toEqual([]);
      await wijzig(id, { bijeenkomsten: [met(een), met(twee), met(drie, { locatie: 'Elders' })] });
      expect((await mails(id))[0]?.tekst).not.toContain('19 jan');
      expect(await mails(id)).toHaveLength(3);
    } finally {
      academie.clock.set(new Date('2026-11-10T09:00:00Z'));
    }
  });

  test.each(['concept', 'afgerond', 'peiling'] as const)(
    'in %s rekent niemand op het plan',
    async (status) => {
      const { id, een } = await metMensen();
      await academie.dataSource.manager.update(Cohort, { id }, { status });
      await wijzig(id, { bijeenkomsten: [met(een, dag('2027-01-21'))] });
      expect(await mails(id)).toEqual([]);
    },
  );

  test('de geplande momenten gaan mee', async () => {
    const { id, een, twee, drie } = await metMensen();
    const m = academie.dataSource.manager;
    await academie.dataSource.transaction((tx) => academie.app.get(MomentenService).leg(tx, id));
    const op = async () => (await m.findBy(Moment, { bijeenkomstId: een.id })).map((een) => een.op.getTime());
    const voor = await op();
    expect(voor.length).toBeGreaterThan(0);
    await wijzig(id, { bijeenkomsten: [met(een, dag('2027-01-21')), met(twee), met(drie)] });
    expect(await op()).toEqual(voor.map((moment) => moment + 86_400_000));
  });

  test('de geschiedenis weet wat er anders werd, en waarom', async () => {
    const { id, een, twee, drie } = await metMensen();
    await wijzig(id, {
      bijeenkomsten: [met(een, dag('2027-01-21')), met(twee, { locatie: 'Elders' }), met(drie)],
      reden: 'Zaal',
    });
    const [regel] = await academie.dataSource.query<{ gegevens: object }[]>(
      `SELECT gegevens FROM auditregel WHERE onderwerp_id = $1 AND code = 'cohort.gewijzigd' ORDER BY id DESC`,
      [id],
    );
    expect(regel?.gegevens).toEqual({
      velden: {},
      bijeenkomsten: {
        verplaatst: [{ id: een.id, van: '2027-01-20T12:00:00.000Z', naar: '2027-01-21T12:00:00.000Z' }],
        toegevoegd: [],
        vervallen: [],
        gewijzigd: [
          {
            begint: '2027-02-03T12:00:00.000Z',
            velden: { locatie: { van: 'Utrecht', naar: 'Elders' } },
          },
        ],
      },
      reden: 'Zaal',
    });
  });
});

describe('de agenda in de andere mails', () => {
  const agendaIn = async (a: Aanmelding, soort: string) => {
    const { bijlagen } = await academie.dataSource.manager.findOneByOrFail(Bericht, {
      aanmeldingId: a.id,
      soort,
    });
    return leesAgenda(bijlagen[0]!.inhoud).events.map(({ UID, STATUS }) => [UID?.split('@')[0], STATUS]);
  };

  test('een plaats brengt de data mee, afzeggen haalt ze er weer uit', async () => {
    const { cohort, een, twee, drie } = await cohortMetDrie();
    await wijzig(cohort.id, { bijeenkomsten: [met(een), met(drie)] });
    const a = await meldLosAan(academie, cohort.id, systeem);
    expect(await agendaIn(a, 'aanmeldingen/geplaatst')).toEqual([
      [een.id, 'TENTATIVE'],
      [drie.id, 'TENTATIVE'],
    ]);
    await vraag(academie, `/a/${a.token}/annulering`, { method: 'POST', body: new URLSearchParams() });
    expect(await agendaIn(a, 'aanmeldingen/geannuleerd')).toEqual([
      [een.id, 'CANCELLED'],
      [twee.id, 'CANCELLED'],
      [drie.id, 'CANCELLED'],
    ]);
  });

  test('een bijeenkomst alleen, achter de eigen link', async () => {
    const { cohort, een, twee } = await cohortMetDrie();
    const ander = await cohortMetDrie();
    const a = await meldLosAan(academie, cohort.id, systeem);
    const haal = (id: string) => vraag(academie, `/a/${a.token}/bijeenkomsten/${id}.ics`);
    const antwoord = await haal(twee.id);
    expect([antwoord.status, antwoord.header('content-type')]).toEqual([200, 'text/calendar; charset=utf-8']);
    expect(leesAgenda(antwoord.tekst).events.map(({ UID }) => UID)).toEqual([`${twee.id}@academie.test`]);
    for (const id of [ander.een.id, 'onzin', `${een.id}x`]) expect((await haal(id)).status).toBe(404);
  });
});

describe('de herinneringsdagen', () => {
  const herinneringen = async (cohortId: string) =>
    (
      await academie.dataSource.manager.find(Moment, {
        where: { cohortId, soort: 'herinnering' },
        order: { op: 'ASC' },
      })
    ).map(({ dagenVooraf, status }) => `${dagenVooraf} ${status}`);

  test('de momenten gaan mee in dezelfde transactie; een dag die al voorbij is wordt niet ingehaald', async () => {
    const cohort = await maakCohort(academie.dataSource);
    academie.clock.set(new Date('2027-01-15T12:00:00Z'));
    await wijzig(cohort.id, { herinneringsdagen: [7, 3, 0] });
    // Five days ahead, and a day that nobody had before: who has a place is not mailed out of the blue.
    expect(await herinneringen(cohort.id)).toEqual(['7 vervallen', '3 gepland', '0 gepland']);
    await wijzig(cohort.id, { herinneringsdagen: [] });
    expect(await herinneringen(cohort.id)).toEqual(['7 vervallen', '3 vervallen', '0 vervallen']);
    await wijzig(cohort.id, { herinneringsdagen: [1] });
    expect(await herinneringen(cohort.id)).toEqual([
      '7 vervallen',
      '3 vervallen',
      '1 gepland',
      '0 vervallen',
    ]);
    expect(await mails(cohort.id)).toEqual([]);
    academie.clock.set(DINSDAG);
  });

  test('wat begint voor negen uur heeft op de dag zelf geen herinnering meer', async () => {
    const cohort = await maakCohort(academie.dataSource);
    const [een] = await vanCohort(cohort.id);
    await wijzig(cohort.id, {
      herinneringsdagen: [1, 0],
      bijeenkomsten: [met(een!, { begint: new Date('2027-01-20T07:30:00Z') })],
    });
    expect(await herinneringen(cohort.id)).toEqual(['1 gepland']);
  });

  test('mislukt het leggen van de momenten, dan is er niets gewijzigd', async () => {
    const cohort = await maakCohort(academie.dataSource);
    jest.spyOn(academie.app.get(MomentenService), 'leg').mockRejectedValueOnce(new Error('weg'));
    await expect(wijzig(cohort.id, { herinneringsdagen: [2] })).rejects.toThrow('weg');
    expect(await academie.dataSource.manager.findOneByOrFail(Cohort, { id: cohort.id })).toMatchObject({
      herinneringsdagen: [7, 1],
      versie: 1,
    });
  });
});
