import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { AanmeldingenService } from '../../src/aanmeldingen/aanmeldingen.service.js';
import { AanmeldenService, type Aangemeld } from '../../src/aanmeldingen/aanmelden.service.js';
import { anoniem, systeem, type Wie } from '../../src/toegang/wie.js';
import type { Cohort } from '../../src/cohorten/cohort.entity.js';
import { Bericht } from '../../src/berichten/bericht.entity.js';
import { DomainError } from '../../src/platform/errors/domain-error.js';
import { Persoon, volledigeNaam } from '../../src/toegang/persoon.entity.js';
import { SleutelsService } from '../../src/koppelingen/sleutels.service.js';
import { DINSDAG, startAcademie, type Academie } from '../support/academie.js';
import { eigenaar, inCohort, lees, verwachtGaaf } from '../support/aanmeldingen.js';
import { logIn, type Inlog } from '../support/inloggen.js';
import {
  maakBestuur,
  maakCohort,
  maakGebruiker,
  maakPersoon,
  maakSchool,
  verzoek,
} from '../support/makers.js';
import { stuur, vraag } from '../support/vraag.js';
import { bijeenkomstOp, maakLopend } from '../aanwezigheid/opstelling.js';
import { stuurBestand, zichtbaar } from '../deelnemers/opstelling.js';

let academie: Academie;
let cohort: Cohort;
let inlog: Inlog;
let teller = 0;
beforeAll(async () => {
  academie = await startAcademie();
  inlog = await logIn(academie, await maakGebruiker(academie.dataSource));
});
afterAll(async () => {
  await verwachtGaaf(academie);
  await academie.sluit();
});
beforeEach(async () => {
  academie.clock.set(DINSDAG);
  cohort = await maakCohort(academie.dataSource, { capaciteit: 5, minimum: 0 });
});

const sleutelVan = (bestuurId: string | null): Promise<string> =>
  academie.app
    .get(SleutelsService)
    .maak(systeem, `HR ${(teller += 1)}`, bestuurId, ['aanmelden', 'aanmeldingen']);

interface Antwoord {
  status: number;
  body: { id: string; code?: string; bekend?: unknown; detail?: string; status?: unknown };
}
async function post(wie: string | Inlog | null, met: object, cohortId = cohort.id): Promise<Antwoord> {
  const koppen: Record<string, string> =
    typeof wie === 'string'
      ? { authorization: `Bearer ${wie}` }
      : wie
        ? { cookie: wie.cookie, 'x-csrf-token': wie.csrf }
        : {};
  const { status, json } = await vraag(academie, `/api/v1/cohorten/${cohortId}/aanmeldingen`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...koppen },
    body: JSON.stringify(verzoek(met)),
  });
  return { status, body: json<Antwoord['body']>() };
}
const naamBij = async (email: string): Promise<string> =>
  volledigeNaam(await academie.dataSource.manager.findOneByOrFail(Persoon, { emailNorm: email }));
const postAan = async (aan: string): Promise<string> =>
  (await academie.dataSource.manager.findBy(Bericht, { aan })).map(({ tekst }) => tekst).join();
const adres = (wie: string): string => `${wie}${(teller += 1)}@school.example`;
const bo = (email: string, met: object = {}) => ({ voornaam: 'Bo', achternaam: 'Wit', email, ...met });

/** Anna Smit, known by a confirmed address, or only by what somebody typed. */
async function anna(bevestigd = true): Promise<string> {
  const email = adres('anna');
  const emailBevestigdOp = bevestigd ? DINSDAG : null;
  await maakPersoon(academie.dataSource, { email, achternaam: 'Smit', emailBevestigdOp });
  return email;
}

describe('twee mensen op een adres', () => {
  test.each([true, false])(
    'een sleutel en de academie horen dat het adres van een ander is, en kunnen bevestigen (bevestigd adres: %s)',
    async (bevestigd) => {
      for (const wie of [await sleutelVan(null), inlog]) {
        const email = await anna(bevestigd);
        const nee = await post(wie, bo(email));
        expect([nee.status, nee.body.code, nee.body.bekend]).toEqual([
          409,
          'naam-anders',
          { voornaam: 'Anna', tussenvoegsel: null, achternaam: 'Smit' },
        ]);
        expect(nee.body.detail).toContain('Anna Smit');
        expect(await inCohort(academie, cohort.id)).toEqual([]);
        expect((await post(wie, bo(email, { bevestigNaam: true }))).status).toBe(201);
        expect(await naamBij(email)).toBe('Anna Smit');
        cohort = await maakCohort(academie.dataSource);
      }
    },
  );

  test('een bestuur hoort niet welke naam een onbekende bij een adres invulde', async () => {
    const { bestuurId, vestigingscode } = await maakSchool(academie.dataSource);
    const sleutel = await sleutelVan(bestuurId);
    const onbevestigd = await post(sleutel, bo(await anna(false), { vestigingscode }));
    expect(onbevestigd.body).toMatchObject({ code: 'naam-anders', bekend: null });
    expect(JSON.stringify(onbevestigd.body)).not.toContain('Smit');
    expect((await post(sleutel, bo(await anna(), { vestigingscode }))).body.bekend).not.toBeNull();
  });

  test('ook als Anna al in dit cohort zit, en als ze tegelijk nieuw zijn', async () => {
    const sleutel = await sleutelVan(null);
    const email = await anna();
    await post(sleutel, { email, achternaam: 'Smit' });
    expect((await post(sleutel, bo(email))).body.code).toBe('naam-anders');
    expect((await post(sleutel, bo(email, { bevestigNaam: true }))).body.code).toBe('al-aangemeld');
    for (const tweede of [cohort, await maakCohort(academie.dataSource)]) {
      const nieuw = adres('nieuw');
      const samen = await Promise.all([
        post(sleutel, { email: nieuw, achternaam: 'Smit' }),
        post(sleutel, bo(nieuw), tweede.id),
      ]);
      expect(samen.map(({ body }) => body.code ?? body.status).sort()).toEqual(['geplaatst', 'naam-anders']);
    }
  });

  test.each([
    ['hoofdletters', { voornaam: 'ZOË', achternaam: 'VAN DEN BERG' }],
    ['accenten', { voornaam: 'Zoe', tussenvoegsel: 'van den', achternaam: 'Berg' }],
    ['het tussenvoegsel in de achternaam', { voornaam: 'Zoë', achternaam: 'van den Berg' }],
    ['geen tussenvoegsel', { voornaam: 'Zoë', achternaam: 'Berg' }],
    ['alles aan elkaar', { voornaam: 'Zoë', achternaam: 'Vandenberg' }],
  ])('dezelfde naam anders geschreven is dezelfde mens: %s', async (_wat, naam) => {
    const email = adres('zoe');
    const zoe = { email, voornaam: 'Zoë', tussenvoegsel: 'van den', achternaam: 'Berg' };
    await maakPersoon(academie.dataSource, zoe);
    expect((await post(await sleutelVan(null), { ...naam, email })).status).toBe(201);
  });

  test('een bezoeker merkt er niets van, en leest in de mail en op de bladzijde voor wie het is', async () => {
    const email = await anna();
    const { status, body } = await post(null, bo(email));
    expect([status, body.status]).toEqual([201, 'voorlopig']);
    expect(await naamBij(email)).toBe('Anna Smit');
    expect(await postAan(email)).toContain('Deze aanmelding is voor Anna Smit');
    const { token } = await lees(academie, body.id);
    const bladzijde = await vraag(academie, `/a/${token}`);
    expect(zichtbaar(bladzijde)).toContain('Deze aanmelding is voor Anna Smit . Ben jij iemand anders?');
    await vraag(academie, `/cohorten/${cohort.id}/aanmelden`, {
      method: 'POST',
      body: new URLSearchParams({
        ...bo(email),
        functie: 'leraar',
        vestigingscode: 'geen',
        organisatie: 'zelfstandig',
      }),
    });
    expect(await postAan(email)).toContain('Deze aanmelding is van Anna Smit');
  });

  test('wie een nieuw adres bevestigt doet dat, ook als een vreemde het in dezelfde beslissing invult', async () => {
    const service = academie.app.get(AanmeldenService);
    const ander = await maakCohort(academie.dataSource);
    const email = 'samen@school.example';
    const [vreemd, bekend] = await Promise.all([
      service.meldAan(cohort.id, verzoek(bo(email)), anoniem),
      service.meldAan(ander.id, verzoek(bo(email)), systeem),
    ]);
    expect([vreemd.aanmelding.status, bekend.aanmelding.status]).toEqual(['voorlopig', 'geplaatst']);
    const persoon = await academie.dataSource.manager.findOneByOrFail(Persoon, { emailNorm: email });
    expect(persoon.emailBevestigdOp).not.toBeNull();
  });

  test('niemand krijgt een andere naam door het formulier van een ander, ook niet bij belangstelling', async () => {
    const email = await anna(false);
    await post(null, bo(email));
    await academie.app
      .get(AanmeldenService)
      .meldAllenAan(cohort.id, [{ verzoek: verzoek(bo(email, { bevestigNaam: true })), wie: systeem }]);
    const peiling = await maakCohort(academie.dataSource, { status: 'peiling' });
    const { status } = await vraag(academie, `/api/v1/cohorten/${peiling.id}/belangstelling`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(verzoek(bo(email))),
    });
    expect(status).toBeLessThan(300);
    expect(await naamBij(email)).toBe('Anna Smit');
  });
});

describe('de wegen van de coördinator', () => {
  const TWEE = { functie: 'leraar', vestigingscode: 'geen', organisatie: 'zelfstandig' };
  const ingang = (pad: string, velden: Record<string, string>) => stuur(academie, pad, inlog, velden);
  const basis = () => `/beheer/cohorten/${cohort.id}/deelnemers`;

  test.each<
    [string, (email: string, extra: Record<string, string>) => Promise<{ status: number; tekst: string }>]
  >([
    ['met de hand', (email, extra) => ingang(`${basis()}/nieuw`, { ...TWEE, ...bo(email), ...extra })],
    [
      'op de website',
      (email, extra) => ingang(`/cohorten/${cohort.id}/aanmelden`, { ...TWEE, ...bo(email), ...extra }),
    ],
    [
      'een team',
      (email, extra) =>
        ingang(`${basis()}/team`, {
          ...TWEE,
          mensen: `Cas Blij <cas.${email}>\nBo Wit <${email}>`,
          actie: 'aanmelden',
          ...extra,
        }),
    ],
    [
      'een bestand',
      async (email, extra) => {
        const csv = `naam;email;functie\nCas Blij;cas.${email};leraar\nBo Wit;${email};leraar\n`;
        const gelezen = await stuurBestand(academie, inlog, `${basis()}/import`, csv);
        return ingang(`${gelezen.header('location')}/uitvoering`, extra);
      },
    ],
    [
      'in de zaal',
      async (email, extra) => {
        const vandaag = await bijeenkomstOp(academie, cohort, '2026-11-10');
        return ingang(`/beheer/bijeenkomsten/${vandaag.id}/inlopers`, { ...TWEE, ...bo(email), ...extra });
      },
    ],
  ])('%s: eerst de vraag, dan pas de aanmelding', async (_naam, meld) => {
    cohort = await maakLopend(academie, { capaciteit: 5, minimum: 0, aanmeldenVoor: '2026-12-01' });
    await bijeenkomstOp(academie, cohort, '2026-12-10');
    const email = await anna();
    const vragen = await meld(email, {});
    expect([409, 422]).toContain(vragen.status);
    expect(vragen.tekst).toContain('Anna Smit');
    expect(vragen.tekst).toContain('name="bevestigNaam"');
    expect(await inCohort(academie, cohort.id)).toEqual([]);
    expect((await meld(email, { bevestigNaam: 'true' })).status).toBe(303);
    const namen = await Promise.all(
      (await inCohort(academie, cohort.id)).map(async ({ persoonId }) =>
        volledigeNaam(await academie.dataSource.manager.findOneByOrFail(Persoon, { id: persoonId })),
      ),
    );
    expect(namen).toContain('Anna Smit');
    expect(namen).not.toContain('Bo Wit');
  });
});

describe('een referentie hoort bij het bestuur of de academie', () => {
  const meld = (wie: Wie, met: object, id = cohort.id): Promise<Aangemeld | DomainError> =>
    academie.app
      .get(AanmeldenService)
      .meldAllenAan(id, [{ verzoek: verzoek(met), wie }])
      .then(([besluit]) => besluit!);

  test('met een ander mens is het 409, en de tweede hoort dat', async () => {
    const sleutel = await sleutelVan(null);
    const [een, ander] = [adres('een'), adres('ander')];
    expect((await post(sleutel, { email: een, externeReferentie: 'P1' })).status).toBe(201);
    expect((await post(sleutel, { email: een, externeReferentie: 'P1' })).status).toBe(200);
    const nee = await post(sleutel, { email: ander, externeReferentie: 'P1' });
    expect([nee.status, nee.body.code]).toEqual([409, 'referentie-elders']);
    expect(await inCohort(academie, cohort.id)).toHaveLength(1);
  });

  test('een nieuwe sleutel en iemand die is ingelogd kennen de oude, een ander bestuur niet', async () => {
    const { bestuurId, vestigingscode } = await maakSchool(academie.dataSource);
    const p = { email: adres('p'), vestigingscode, externeReferentie: 'P2' };
    const een = await post(await sleutelVan(bestuurId), p);
    const weer = await post(await sleutelVan(bestuurId), p);
    expect([een.status, weer.status, weer.body.id]).toEqual([201, 200, een.body.id]);
    const gebruiker = await maakGebruiker(academie.dataSource, { rol: 'bestuur', bestuurId });
    const sessie = await logIn(academie, gebruiker);
    expect((await post(sessie, p)).body.id).toBe(een.body.id);
    const q = { email: adres('q'), vestigingscode, externeReferentie: 'P3' };
    const zelf = await post(sessie, q);
    expect((await post(await sleutelVan(bestuurId), q)).body.id).toBe(zelf.body.id);
    const school = await maakSchool(academie.dataSource, {
      bestuurId: (await maakBestuur(academie.dataSource)).id,
    });
    const elders = { email: adres('r'), vestigingscode: school.vestigingscode, externeReferentie: 'P2' };
    expect((await post(await sleutelVan(school.bestuurId), elders)).status).toBe(201);
  });

  test('wat een bezoeker uit een link meestuurt neemt niemand een referentie af', async () => {
    expect((await post(null, { externeReferentie: 'P4' })).status).toBe(201);
    expect((await post(null, { externeReferentie: 'P4' })).status).toBe(201);
    expect((await post(await sleutelVan(null), { externeReferentie: 'P4' })).status).toBe(201);
  });

  test('na een annulering kan zij opnieuw, en wie dan terugkomt raakt haar kwijt', async () => {
    const sleutel = await sleutelVan(null);
    const p = { email: adres('p'), externeReferentie: 'P5' };
    const een = await post(sleutel, p);
    await academie.app.get(AanmeldingenService).annuleer(een.body.id, systeem, 'ziek');
    const twee = await post(sleutel, p);
    expect([twee.status, twee.body.id === een.body.id]).toEqual([201, false]);

    const [verlopend] = [await meld(anoniem, { email: adres('v') })] as Aangemeld[];
    const { id } = verlopend!.aanmelding;
    await academie.dataSource.query(
      `UPDATE aanmelding SET externe_referentie = 'P6', referentie_van = 'academie' WHERE id = $1`,
      [id],
    );
    academie.clock.advance(25 * 60);
    await meld(systeem, {});
    expect((await post(sleutel, { externeReferentie: 'P6' })).status).toBe(201);
    const terug = await academie.app.get(AanmeldingenService).herleef(id, eigenaar(verlopend!.aanmelding));
    expect([terug.status, terug.externeReferentie]).toEqual(['geplaatst', null]);
  });

  test('twee tegelijk, ook door twee sleutels: één 201 en één 200', async () => {
    const sleutels = [await sleutelVan(null), await sleutelVan(null)];
    const p = { email: adres('p'), externeReferentie: 'P7' };
    const antwoorden = await Promise.all(sleutels.map((sleutel) => post(sleutel, p)));
    expect(antwoorden.map(({ status }) => status).sort()).toEqual([200, 201]);
    const los = { ...p, externeReferentie: 'P8', email: adres('los') };
    const besluiten = await Promise.all([meld(systeem, los), meld(systeem, los)]);
    expect(besluiten.map((besluit) => (besluit as Aangemeld).nieuw).sort()).toEqual([false, true]);
  });
});
