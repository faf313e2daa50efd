import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { alleMigraties } from '../../migrations/index.js';
import { AanmeldenService, type Aangemeld } from '../../src/aanmeldingen/aanmelden.service.js';
import type { Aanmeldverzoek } from '../../src/aanmeldingen/aanvraag.rules.js';
import { anoniem, systeem, type Wie } from '../../src/toegang/wie.js';
import type { Cohort } from '../../src/cohorten/cohort.entity.js';
import { momentAt } from '../../src/platform/clock/dates.js';
import { dataSourceOptions, migrate } from '../../src/platform/database/data-source.js';
import { ApiSleutel } from '../../src/toegang/api-sleutel.entity.js';
import { Persoon } from '../../src/toegang/persoon.entity.js';
import { WachtlijstTaak } from '../../src/wachtlijst/wachtlijst.taken.js';
import { DINSDAG, startAcademie, type Academie } from '../support/academie.js';
import {
  allen,
  berichtenVan,
  bestuurder,
  coordinator,
  eigenaar,
  inCohort,
  lees,
  reeks,
  verwachtGaaf,
  vul,
} from '../support/aanmeldingen.js';
import { maakBestuur, maakBijeenkomst, maakCohort, maakSchool, verzoek } from '../support/makers.js';
import { alsEigenaar, rollenVan } from '../support/database.js';

let academie: Academie;
let cohort: Cohort;
beforeAll(async () => {
  academie = await startAcademie();
});
afterAll(() => academie.sluit());
beforeEach(async () => {
  academie.clock.set(DINSDAG);
  cohort = await maakCohort(academie.dataSource, { capaciteit: 2, minimum: 0 });
});

const meldAan = (
  met: Partial<Aanmeldverzoek> = {},
  wie: Wie = anoniem,
  cohortId = cohort.id,
): Promise<Aangemeld> => academie.app.get(AanmeldenService).meldAan(cohortId, verzoek(met), wie);

const weigering = (met: Partial<Aanmeldverzoek>, wie: Wie = anoniem, cohortId = cohort.id): Promise<string> =>
  meldAan(met, wie, cohortId).then(
    ({ aanmelding }) => aanmelding.status,
    (fout: { code: string }) => fout.code,
  );

async function maakSleutel(bestuurId: string | null): Promise<Wie> {
  const sleutel = { naam: 'Systeem', sleutelHash: `${Math.random()}`, bestuurId, aangemaaktOp: DINSDAG };
  const { id } = await academie.dataSource.manager.save(ApiSleutel, sleutel);
  return { soort: 'sleutel', id, naam: 'Systeem', bestuurId, bevoegdheden: [] };
}

/** A database as somebody's own server may have it: without ICU, in the C locale. Goes with the test server. */
async function maakKaleDatabase(): Promise<string> {
  const naam = `kaal_${randomUUID().replaceAll('-', '')}`;
  await alsEigenaar(() =>
    academie.dataSource.query(
      `CREATE DATABASE ${naam} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C' LOCALE_PROVIDER libc`,
    ),
  );
  const url = new URL(academie.databaseUrl);
  url.pathname = `/${naam}`;
  const model = { entities: [], migrations: alleMigraties };
  const dataSource = await new DataSource(dataSourceOptions(rollenVan(url.href), model)).initialize();
  await migrate(dataSource);
  await dataSource.destroy();
  return url.href;
}

describe('een plaats of een plaats in de rij', () => {
  test('zonder log-in: de plaats wordt vastgehouden tot het adres is bevestigd', async () => {
    const { aanmelding } = await meldAan();
    expect(aanmelding).toMatchObject({ status: 'voorlopig', wachtOp: ['emailbevestiging'], plaatsnummer: 1 });
    expect(aanmelding.vervaltOp).toEqual(new Date('2026-11-11T09:00:00Z'));
    expect(await berichtenVan(academie, aanmelding.id)).toEqual(['bevestig-adres']);
  });

  test('door de coördinator of een sleutel: het adres geldt als bevestigd', async () => {
    const een = await meldAan({}, coordinator);
    const twee = await meldAan({}, await maakSleutel(null));
    expect([een, twee].map(({ aanmelding }) => aanmelding.status)).toEqual(['geplaatst', 'geplaatst']);
    expect(await berichtenVan(academie, een.aanmelding.id)).toEqual(['geplaatst']);
  });

  test('wie via de eigen postbus is ingelogd hoeft het adres niet te bevestigen, voor een ander wel', async () => {
    const ik = eigenaar({ persoonId: 'x' });
    const zelf = await meldAan({ email: 'ANNA@school.example ' }, ik);
    const collega = await meldAan({ email: 'collega@school.example' }, ik);
    expect([zelf, collega].map(({ aanmelding }) => aanmelding.status)).toEqual(['geplaatst', 'voorlopig']);
  });

  test('vol: positie 1, 2, 3 en een bericht daarover', async () => {
    await vul(academie, cohort.id, 2);
    const rij = [await meldAan({}, systeem), await meldAan(), await meldAan({}, systeem)];
    expect(rij.map(({ wachtlijstpositie }) => wachtlijstpositie)).toEqual([1, 2, 3]);
    const [a, b] = rij.map(({ aanmelding }) => aanmelding.id);
    expect(await berichtenVan(academie, a!)).toEqual(['wachtlijst:1']);
    expect(await berichtenVan(academie, b!)).toEqual(['bevestig-adres']);
  });

  test('een lijst voor één cohort is één besluit, in volgorde, met een antwoord voor ieder', async () => {
    const aanvragen = [
      { verzoek: verzoek({ email: 'a@school.example' }), wie: systeem },
      { verzoek: verzoek({ email: 'A@school.example' }), wie: systeem },
      { verzoek: verzoek({ vestigingscode: '99ZZ99' }), wie: systeem },
      { verzoek: verzoek(), wie: systeem },
      { verzoek: verzoek(), wie: systeem },
    ];
    const besluiten = await academie.app.get(AanmeldenService).meldAllenAan(cohort.id, aanvragen);
    expect(besluiten.map((b) => ('code' in b ? b.code : b.aanmelding.status))).toEqual([
      'geplaatst',
      'al-aangemeld',
      'school-onbekend',
      'geplaatst',
      'wachtlijst',
    ]);
  });
});

describe('dezelfde persoon', () => {
  test.each(['Jan@School.example', ' jan@school.example', 'JAN@SCHOOL.EXAMPLE  '])(
    'herkend als %p, en bij een weigering blijft niets achter',
    async (email) => {
      const { aanmelding } = await meldAan({ email: 'jan@school.example' });
      const ander = { email, voornaam: 'Iemand', achternaam: 'Anders' };
      expect(await weigering({ email }, systeem)).toBe('al-aangemeld');
      expect(await weigering(ander, systeem)).toBe('naam-anders');
      expect(await weigering(ander)).toBe('voorlopig');
      expect(await inCohort(academie, cohort.id)).toHaveLength(1);
      const personen = await academie.dataSource.manager.findBy(Persoon, { emailNorm: 'jan@school.example' });
      expect(personen).toMatchObject([{ id: aanmelding.persoonId, voornaam: 'Anna' }]);
    },
  );

  test.each(['ΟΔΥΣΣΕΥΣ@school.example', 'İpek@school.example', 'Zoë.ß@school.example', 'ǅ@school.example'])(
    'ook met letters die niet overal hetzelfde klein worden: %s',
    async (email) => {
      expect(await weigering({ email }, systeem)).toBe('geplaatst');
      expect(await weigering({ email: email.toLowerCase() }, systeem)).toBe('al-aangemeld');
      expect(await weigering({ email: ` ${email}` }, systeem)).toBe('al-aangemeld');
    },
  );

  test('ook in een database die alleen gewone letters klein maakt', async () => {
    const anders = await startAcademie({}, await maakKaleDatabase());
    try {
      const { id } = await maakCohort(anders.dataSource);
      const service = anders.app.get(AanmeldenService);
      const pogingen = ['ÉVA@school.example', ' ÉVA@school.example', 'ΟΔΥΣΣΕΥΣ@school.example'];
      const { gelukt, geweigerd } = await allen(
        pogingen.map((email) => service.meldAan(id, verzoek({ email }), systeem)),
      );
      expect([gelukt.length, geweigerd.map(({ code }) => code)]).toEqual([2, ['al-aangemeld']]);
    } finally {
      await anders.sluit();
    }
  });

  test('de naam bij een bevestigd adres verandert niet door wie dat adres alleen maar typt', async () => {
    await meldAan({ email: 'piet@school.example', voornaam: 'Piet' }, systeem);
    const ander = await maakCohort(academie.dataSource);
    await meldAan({ email: 'piet@school.example', voornaam: 'Grappenmaker' }, anoniem, ander.id);
    const { voornaam } = await academie.dataSource.manager.findOneByOrFail(Persoon, {
      emailNorm: 'piet@school.example',
    });
    expect(voornaam).toBe('Piet');
  });

  test('wie geannuleerd heeft, mag zich opnieuw aanmelden', async () => {
    await meldAan({ email: 'weer@school.example' }, systeem);
    await academie.dataSource.query(
      `UPDATE aanmelding SET status = 'geannuleerd', plaatsnummer = NULL, plaats_van = NULL, beeindigd_door = 'deelnemer'
        WHERE cohort_id = $1`,
      [cohort.id],
    );
    expect(await weigering({ email: 'weer@school.example' }, systeem)).toBe('geplaatst');
  });
});

describe('wanneer aanmelden kan', () => {
  /** The last day is the day before; both changes of the clock, and an ordinary night. */
  test.each(['2026-10-25', '2026-10-26', '2027-03-28', '2027-03-29', '2026-12-01'])(
    'aanmelden vóór %s kan tot middernacht in Utrecht',
    async (voor) => {
      const { id } = await maakCohort(academie.dataSource, {
        aanmeldenVanaf: '2026-09-01',
        aanmeldenVoor: voor,
      });
      await academie.dataSource.query(
        `UPDATE bijeenkomst SET begint = '2027-06-01T10:00Z', eindigt = '2027-06-01T12:00Z' WHERE cohort_id = $1`,
        [id],
      );
      const middernacht = momentAt(voor, '00:00');
      academie.clock.set(new Date(middernacht.getTime() - 1));
      expect(await weigering({}, anoniem, id)).toBe('voorlopig');
      academie.clock.set(middernacht);
      expect(await weigering({}, anoniem, id)).toBe('aanmelden-gesloten');
      expect(await weigering({}, systeem, id)).toBe('geplaatst');
    },
  );

  test('de eerste dag begint om middernacht in Utrecht', async () => {
    const { id } = await maakCohort(academie.dataSource, { aanmeldenVanaf: '2026-11-20' });
    academie.clock.set(new Date(momentAt('2026-11-20').getTime() - 1));
    expect(await weigering({}, anoniem, id)).toBe('aanmelden-nog-niet-open');
    academie.clock.set(momentAt('2026-11-20'));
    expect(await weigering({}, anoniem, id)).toBe('voorlopig');
  });

  test('na het begin niet meer, behalve door de academie', async () => {
    const { id } = await maakCohort(academie.dataSource, { aanmeldenVoor: null });
    await maakBijeenkomst(academie.dataSource, {
      cohortId: id,
      begint: new Date('2026-11-10T09:00:00Z'),
      eindigt: new Date('2026-11-10T12:00:00Z'),
    });
    expect(await weigering({}, anoniem, id)).toBe('cohort-begonnen');
    expect(await weigering({}, coordinator, id)).toBe('geplaatst');
  });

  test.each([
    ['concept', 'cohort-niet-open', 'cohort-niet-open'],
    ['peiling', 'cohort-niet-open', 'cohort-niet-open'],
    ['bevestigd', 'voorlopig', 'geplaatst'],
    ['gestart', 'cohort-niet-open', 'geplaatst'],
    ['afgerond', 'cohort-niet-open', 'geplaatst'],
    ['gecertificeerd', 'cohort-niet-open', 'cohort-niet-open'],
    ['geannuleerd', 'cohort-geannuleerd', 'cohort-geannuleerd'],
  ] as const)('een cohort dat %s is: %s, en voor de academie %s', async (status, zelf, academieZelf) => {
    const annuleringsreden = status === 'geannuleerd' ? 'Te weinig' : null;
    const { id } = await maakCohort(academie.dataSource, { status, annuleringsreden });
    expect(await weigering({}, anoniem, id)).toBe(zelf);
    expect(await weigering({}, coordinator, id)).toBe(academieZelf);
  });
});

describe('de school', () => {
  test('een onbekende of gesloten school wordt geweigerd, en er blijft niets achter', async () => {
    const voor = await academie.dataSource.manager.count(Persoon);
    const dicht = await maakSchool(academie.dataSource, { geslotenOp: '2026-08-01' });
    expect(await weigering({ vestigingscode: '99ZZ99' })).toBe('school-onbekend');
    expect(await weigering({ vestigingscode: dicht.vestigingscode })).toBe('school-gesloten');
    expect(await academie.dataSource.manager.count(Persoon)).toBe(voor);
    expect(await weigering({ vestigingscode: dicht.vestigingscode }, coordinator)).toBe('geplaatst');
  });

  test('school en bestuur blijven zoals ze bij het aanmelden waren', async () => {
    const school = await maakSchool(academie.dataSource);
    const { aanmelding } = await meldAan({ vestigingscode: ` ${school.vestigingscode.toLowerCase()} ` });
    const ander = await maakBestuur(academie.dataSource);
    await academie.dataSource.query('UPDATE school SET bestuur_id = $2 WHERE id = $1', [school.id, ander.id]);
    expect(await lees(academie, aanmelding.id)).toMatchObject({
      schoolId: school.id,
      bestuurId: school.bestuurId,
    });
  });

  test('een bestuur meldt alleen eigen mensen aan', async () => {
    const school = await maakSchool(academie.dataSource);
    const ander = await maakSchool(academie.dataSource);
    for (const wie of [bestuurder(school.bestuurId!), await maakSleutel(school.bestuurId)]) {
      expect(await weigering({ vestigingscode: ander.vestigingscode }, wie)).toBe('ander-bestuur');
      expect(await weigering({}, wie)).toBe('ander-bestuur');
      expect(await weigering({ vestigingscode: school.vestigingscode }, wie)).toMatch(/voorlopig|geplaatst/);
    }
  });
});

describe('een externe referentie', () => {
  test('nog eens dezelfde van dezelfde eigenaar is dezelfde aanmelding', async () => {
    const sleutel = await maakSleutel(null);
    const een = await meldAan({ email: 'x@school.example', externeReferentie: 'r1' }, sleutel);
    const weer = await meldAan({ email: 'x@school.example', externeReferentie: 'r1' }, sleutel);
    expect([een.nieuw, weer.nieuw, weer.aanmelding.id]).toEqual([true, false, een.aanmelding.id]);
    const ander = await maakCohort(academie.dataSource);
    for (const wie of [sleutel, await maakSleutel(null)])
      expect(await weigering({ externeReferentie: 'r1' }, wie, ander.id)).toBe('referentie-elders');
    const { bestuurId, vestigingscode } = await maakSchool(academie.dataSource);
    const elders = await maakSleutel(bestuurId);
    expect(await weigering({ externeReferentie: 'r1', vestigingscode }, elders)).toBe('geplaatst');
  });

  test('in de rij komt ook de positie mee terug', async () => {
    await vul(academie, cohort.id, 3);
    const sleutel = await maakSleutel(null);
    const een = await meldAan({ email: 'rij@school.example', externeReferentie: 'r2' }, sleutel);
    const weer = await meldAan({ email: 'rij@school.example', externeReferentie: 'r2' }, sleutel);
    expect([een.wachtlijstpositie, weer.wachtlijstpositie]).toEqual([2, 2]);
  });

  test.each(['zelfde@school.example', undefined])(
    'twintig keer tegelijk is één aanmelding, en van wie een ander is een weigering (%s)',
    async (email) => {
      const sleutel = await maakSleutel(null);
      const externeReferentie = `r3 ${email}`;
      const { gelukt, geweigerd } = await allen(
        reeks(20).map(() => meldAan({ ...(email ? { email } : {}), externeReferentie }, sleutel)),
      );
      expect(geweigerd.map(({ code }) => code)).toEqual(
        email ? [] : Array<string>(19).fill('referentie-elders'),
      );
      expect(new Set(gelukt.map(({ aanmelding }) => aanmelding.id)).size).toBe(1);
      expect(gelukt.filter(({ nieuw }) => nieuw)).toHaveLength(1);
      expect(await inCohort(academie, cohort.id)).toHaveLength(1);
    },
  );

  test('twee keer in één lijst is één aanmelding, en wie daarna komt krijgt gewoon een eigen', async () => {
    const wie = await maakSleutel(null);
    const aanvragen = ['r4', 'r4', undefined, undefined].map((externeReferentie, i) => ({
      verzoek: verzoek({ email: `lijst${i || 1}@school.example`, externeReferentie }),
      wie,
    }));
    const besluiten = await academie.app.get(AanmeldenService).meldAllenAan(cohort.id, aanvragen);
    const gelukt = besluiten.map((besluit) => besluit as Aangemeld);
    expect(gelukt.map(({ nieuw, aanmelding }) => [nieuw, aanmelding.status])).toEqual([
      [true, 'geplaatst'],
      [false, 'geplaatst'],
      [true, 'geplaatst'],
      [true, 'wachtlijst'],
    ]);
    expect(gelukt[1]!.aanmelding.id).toBe(gelukt[0]!.aanmelding.id);
  });

  test('tegelijk naar twee cohorten: één wordt het, de andere is een duidelijke weigering', async () => {
    const sleutel = await maakSleutel(null);
    for (const ronde of reeks(5)) {
      const ander = await maakCohort(academie.dataSource);
      const { gelukt, geweigerd } = await allen(
        [cohort.id, ander.id].map((id) =>
          meldAan({ email: `beide${ronde}@school.example`, externeReferentie: `beide${ronde}` }, sleutel, id),
        ),
      );
      expect([gelukt.length, geweigerd.map(({ code }) => code)]).toEqual([1, ['referentie-elders']]);
    }
    await academie.app.get(WachtlijstTaak).voerUit({ proef: false });
    await verwachtGaaf(academie);
  });
});
