import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Aanmelding } from '../../src/aanmeldingen/aanmelding.entity.js';
import { AanmeldenService } from '../../src/aanmeldingen/aanmelden.service.js';
import { houdtPlaats, magOvergaan, overgangen } from '../../src/aanmeldingen/aanmeldingen.rules.js';
import { AanmeldingenService } from '../../src/aanmeldingen/aanmeldingen.service.js';
import { anoniem, systeem } from '../../src/toegang/wie.js';
import { DomainError } from '../../src/platform/errors/domain-error.js';
import { WachtlijstTaak } from '../../src/wachtlijst/wachtlijst.taken.js';
import { DINSDAG, startAcademie, type Academie } from '../support/academie.js';
import { coordinator, eigenaar, lees, verwachtGaaf, vul } from '../support/aanmeldingen.js';
import { maakBestuur, maakCohort, maakSchool, verzoek } from '../support/makers.js';
import { type Aanmeldstatus, aanmeldstatussen } from '../../src/aanmeldingen/standen.js';

let academie: Academie;
let metAkkoord: string;
beforeAll(async () => {
  academie = await startAcademie();
  const { id: bestuurId } = await maakBestuur(academie.dataSource, { vraagtAkkoord: true });
  metAkkoord = (await maakSchool(academie.dataSource, { bestuurId })).vestigingscode;
});
afterAll(() => academie.sluit());

test('elke stand is te bereiken', () => {
  const bereikt = new Set<'nieuw' | Aanmeldstatus>(['nieuw']);
  for (const stand of bereikt) for (const volgende of overgangen[stand]) bereikt.add(volgende);
  expect([...bereikt].sort()).toEqual(['nieuw', ...aanmeldstatussen].sort());
});

test('elke overgang die niet in de tabel staat wordt geweigerd en laat alles zoals het was', () => {
  for (const van of aanmeldstatussen) {
    for (const naar of aanmeldstatussen) {
      const a = Object.assign(new Aanmelding(), { status: van, plaatsnummer: 1, plaatsVan: 2, wachtOp: [] });
      if (magOvergaan(van, naar)) {
        a.gaNaar(naar, DINSDAG);
        expect([a.status, a.statusSinds]).toEqual([naar, DINSDAG]);
        expect(a.plaatsnummer === null).toBe(!houdtPlaats(naar));
      } else {
        expect(() => a.gaNaar(naar, DINSDAG)).toThrow(DomainError);
        expect([a.status, a.plaatsnummer]).toEqual([van, 1]);
      }
    }
  }
});

test('beëindigd is beëindigd; alleen een verlopen plaats kan terug', () => {
  expect(overgangen.geannuleerd).toEqual([]);
  expect(overgangen.afgewezen).toEqual([]);
  expect(overgangen.verlopen).toContain('wachtlijst');
});

const meldAan = async (capaciteit: number, vol: number, met: object, wie = anoniem): Promise<Aanmelding> => {
  const cohort = await maakCohort(academie.dataSource, { capaciteit, minimum: 0 });
  const bezetters = await vul(academie, cohort.id, vol);
  const { aanmelding } = await academie.app.get(AanmeldenService).meldAan(cohort.id, verzoek(met), wie);
  bezetterVan.set(aanmelding.id, bezetters[0]);
  return aanmelding;
};
const bezetterVan = new Map<string, Aanmelding | undefined>();

async function aangeboden(): Promise<Aanmelding> {
  const a = await meldAan(1, 1, {}, systeem);
  const bezetter = bezetterVan.get(a.id)!;
  await academie.app.get(AanmeldingenService).annuleer(bezetter.id, eigenaar(bezetter), null);
  return a;
}

async function na(
  a: Aanmelding,
  doe: (service: AanmeldingenService) => Promise<unknown>,
): Promise<Aanmelding> {
  await doe(academie.app.get(AanmeldingenService));
  return a;
}

async function verlopen(): Promise<Aanmelding> {
  const a = await meldAan(1, 0, {});
  academie.clock.advance(25 * 60);
  await academie.app.get(WachtlijstTaak).voerUit({ proef: false });
  return a;
}

async function voltooid(status: 'voltooid' | 'niet-voltooid'): Promise<Aanmelding> {
  const a = await meldAan(1, 0, {}, systeem);
  await academie.dataSource.query('UPDATE aanmelding SET status = $2 WHERE id = $1', [a.id, status]);
  return a;
}

/** Every situation that somebody can be in. */
const situaties: Record<string, () => Promise<Aanmelding>> = {
  'voorlopig, wacht op emailbevestiging': () => meldAan(1, 0, {}),
  'voorlopig, wacht op akkoord': async () => {
    const a = await meldAan(1, 0, { vestigingscode: metAkkoord });
    return na(a, (service) => service.bevestigEmail(a.id, eigenaar(a)));
  },
  'voorlopig, wacht op aanbod': aangeboden,
  geplaatst: () => meldAan(1, 0, {}, systeem),
  'wachtlijst, onbevestigd': () => meldAan(1, 1, {}),
  'wachtlijst, bevestigd': () => meldAan(1, 1, {}, systeem),
  verlopen,
  geannuleerd: async () => {
    const a = await meldAan(1, 0, {}, systeem);
    return na(a, (service) => service.annuleer(a.id, eigenaar(a), null));
  },
  afgewezen: async () => {
    const a = await meldAan(1, 0, {}, systeem);
    return na(a, (service) => service.wijsAf(a.id, coordinator, 'Past niet'));
  },
  voltooid: () => voltooid('voltooid'),
  'niet-voltooid': () => voltooid('niet-voltooid'),
};

const daden: Record<string, (service: AanmeldingenService, a: Aanmelding) => Promise<Aanmelding>> = {
  bevestig: (service, a) => service.bevestigEmail(a.id, eigenaar(a)),
  accepteer: (service, a) => service.accepteerAanbod(a.id, eigenaar(a)),
  'wijs aanbod af': (service, a) => service.wijsAanbodAf(a.id, eigenaar(a)),
  annuleer: (service, a) => service.annuleer(a.id, eigenaar(a), null),
  herleef: (service, a) => service.herleef(a.id, eigenaar(a)),
  'geef akkoord': (service, a) => service.geefAkkoord(a.id, coordinator),
  'wijs af': (service, a) => service.wijsAf(a.id, coordinator, 'Past niet'),
};

/** What comes of it; whatever does not stand here is 409. */
const gevolgen: Record<string, Partial<Record<keyof typeof daden, Aanmeldstatus>>> = {
  'voorlopig, wacht op emailbevestiging': {
    bevestig: 'geplaatst',
    annuleer: 'geannuleerd',
    'wijs af': 'afgewezen',
  },
  'voorlopig, wacht op akkoord': {
    'geef akkoord': 'geplaatst',
    annuleer: 'geannuleerd',
    'wijs af': 'afgewezen',
  },
  'voorlopig, wacht op aanbod': {
    accepteer: 'geplaatst',
    'wijs aanbod af': 'geannuleerd',
    annuleer: 'geannuleerd',
    'wijs af': 'afgewezen',
  },
  geplaatst: { annuleer: 'geannuleerd', 'wijs af': 'afgewezen' },
  'wachtlijst, onbevestigd': { bevestig: 'wachtlijst', annuleer: 'geannuleerd', 'wijs af': 'afgewezen' },
  'wachtlijst, bevestigd': { annuleer: 'geannuleerd', 'wijs af': 'afgewezen' },
  verlopen: { herleef: 'geplaatst' },
  geannuleerd: {},
  afgewezen: {},
  voltooid: {},
  'niet-voltooid': {},
};

test.each(Object.keys(situaties))('wie %s is: wat kan en wat 409 is', async (situatie) => {
  const uitkomsten: Record<string, string> = {};
  let a = await situaties[situatie]!();
  for (const [daad, doe] of Object.entries(daden)) {
    const voor = await lees(academie, a.id);
    const uitkomst = await doe(academie.app.get(AanmeldingenService), a).catch((fout: DomainError) => fout);
    if (uitkomst instanceof DomainError) {
      expect(uitkomst).toMatchObject({
        kind: 'conflict',
        code: expect.stringMatching(/^(overgang-niet-mogelijk|wacht-daar-niet-op|al-aangemeld)$/),
      });
      expect(await lees(academie, a.id)).toEqual(voor);
    } else {
      uitkomsten[daad] = uitkomst.status;
      a = await situaties[situatie]!();
    }
  }
  expect(uitkomsten).toEqual(gevolgen[situatie]);
  await verwachtGaaf(academie);
});
