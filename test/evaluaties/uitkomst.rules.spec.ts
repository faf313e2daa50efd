import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Evaluatiesoort } from '../../src/evaluaties/evaluatie.entity.js';
import { maten, verschil } from '../../src/evaluaties/uitkomst/cijfers.rules.js';
import {
  type Beeld,
  besluiten,
  bijdragen,
  bundeldag,
  type GeteldeEvaluatie,
  plus,
  samen,
  sleutelVan,
  verdeel,
  zicht,
  type Zicht,
  zoalsVerdeeld,
} from '../../src/evaluaties/uitkomst/uitkomst.rules.js';

/** Written out: the rule may not be loosened without this test. */
const KLEINSTE_GROEP = 5;
const opleidingen = ['o1', 'o2'];
const aanbieders = ['a1', 'a2'];
const schooljaren = ['2024-2025', '2025-2026'];
/** Looks at different times: before, between and after the days on which small ones are put together. */
const dagen = ['2025-09-30', '2025-10-01', '2026-10-01', '2028-10-01'];
const vragen = ['iedereen', 'cijfer', 'goed'];

/**
 * One closed evaluatie. Each "value" that was answered is the id of the evaluatie, so that what a view says tells whose
 * answers are in it; `iedereen` stands for having answered at all.
 */
const evaluatie = fc.record({
  cohort: fc.nat(11),
  soort: fc.constantFrom<Evaluatiesoort>('evaluatie', 'evaluatie', 'evaluatie', 'nameting'),
  opleidingId: fc.constantFrom(...opleidingen),
  schooljaar: fc.constantFrom(...schooljaren),
  aanbieders: fc.constantFrom<string[]>(['a1'], ['a1', 'a2'], ['a2', 'a1'], []),
  geslotenOp: fc.constantFrom(
    '2025-02-01',
    '2025-08-30',
    '2025-10-01',
    '2026-03-01',
    '2026-10-02',
    '2027-08-30',
  ),
  antwoorden: fc.oneof(fc.nat(4), fc.nat(9)),
  cijfer: fc.nat(9),
  goed: fc.nat(9),
  /** Its closing was seen only after all bundles were made. */
  laat: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, fc.constant(true)),
});
type Gesloten = GeteldeEvaluatie & { laat?: boolean };
const nieuw = { verdeeld: false, atoomId: null, bundelOp: null };
const wereld = fc
  .uniqueArray(evaluatie, { maxLength: 14, selector: ({ cohort, soort }) => `${cohort} ${soort}` })
  .map((lijst) =>
    lijst.map(({ cohort, cijfer, goed, antwoorden, ...rest }, i): Gesloten => {
      const tel = (n: number) => (n === 0 ? undefined : { [`e${i}`]: n });
      const telling = {
        iedereen: tel(antwoorden),
        cijfer: tel(Math.min(cijfer, antwoorden)),
        goed: tel(Math.min(goed, antwoorden)),
      };
      const gegeven = Object.entries(telling).flatMap(([vraag, n]) => (n ? [[vraag, n] as const] : []));
      return {
        ...rest,
        ...nieuw,
        id: `e${i}`,
        cohortId: `c${cohort}`,
        uitgenodigd: 10,
        antwoorden,
        telling: Object.fromEntries(gegeven),
      };
    }),
  );

/** The academie as it is kept: what TellenService has in its tables. */
class Boek {
  readonly geteld = new Map<string, GeteldeEvaluatie>();
  readonly beelden = new Map<string, Beeld>();

  sluit(evaluatie: GeteldeEvaluatie, dag: string): void {
    this.geteld.set(evaluatie.id, { ...evaluatie, ...nieuw });
    this.draai(dag);
  }

  draai(dag: string): void {
    const wacht = (e: GeteldeEvaluatie): boolean => !e.verdeeld || (e.bundelOp !== null && e.bundelOp <= dag);
    const verdeling = verdeel([...this.geteld.values()].filter(wacht), dag);
    for (const { id, ...besluit } of besluiten(verdeling, dag))
      this.geteld.set(id, { ...this.geteld.get(id)!, ...besluit, verdeeld: true });
    for (const beeld of bijdragen(verdeling)) {
      const was = this.beelden.get(beeld.sleutel);
      this.beelden.set(beeld.sleutel, was ? { ...beeld, zicht: plus(was.zicht, beeld.zicht) } : beeld);
    }
  }

  get verdeling() {
    return zoalsVerdeeld([...this.geteld.values()]);
  }
}

/** Lives through all of it, and looks on each day of `dagen`. */
function leef(alles: Gesloten[], kijk: (boek: Boek) => void): Boek {
  const boek = new Boek();
  const momenten = [...new Set([...dagen, ...alles.map(({ geslotenOp }) => geslotenOp)])].sort();
  for (const dag of momenten) {
    boek.draai(dag);
    for (const e of alles) if (e.geslotenOp === dag && !e.laat) boek.sluit(e, dag);
    if (dagen.includes(dag)) kijk(boek);
  }
  const laatste = momenten.at(-1)!;
  for (const e of alles) if (e.laat) boek.sluit(e, laatste);
  kijk(boek);
  return boek;
}

/** Everything that can be seen of this world, ever: each view that is kept, each atom of an opleiding, each cohort. */
function gezien(alles: Gesloten[]): Zicht[] {
  const zichten: Zicht[] = [];
  leef(alles, ({ beelden, verdeling, geteld }) => {
    const cohorten = new Set([...geteld.values()].map(({ cohortId }) => cohortId));
    zichten.push(
      ...[...beelden.values()].map((beeld) => beeld.zicht),
      ...verdeling.atomen.map((atoom) => samen([atoom], [])),
      ...[...cohorten].flatMap((cohort) => [
        zicht(verdeling, { soort: 'evaluatie', cohort }),
        zicht(verdeling, { soort: 'nameting', cohort }),
      ]),
    );
  });
  return zichten;
}

/**
 * Groups of people whom no arithmetic on these views can tell apart, but can tell from the others: whoever is in exactly
 * the same views. Any sum or difference of views counts whole groups, so none may be smaller than five.
 * @returns the sizes that are too small.
 */
function lekken(zichten: Zicht[], vraag: string): number[] {
  const inZicht = new Map<string, { n: number; waar: string }>();
  zichten.forEach(({ telling }, i) => {
    for (const [id, n] of Object.entries(telling[vraag] ?? {})) {
      const waar = `${inZicht.get(id)?.waar ?? ''}${i},`;
      inZicht.set(id, { n, waar });
    }
  });
  const groepen = new Map<string, number>();
  for (const { n, waar } of inZicht.values()) groepen.set(waar, (groepen.get(waar) ?? 0) + n);
  return [...groepen.values()].filter((n) => n < KLEINSTE_GROEP);
}

const aantal = ({ telling }: Zicht, vraag: string): number =>
  Object.values(telling[vraag] ?? {}).reduce((n, m) => n + m, 0);

const los = (geteld: GeteldeEvaluatie[]): Zicht => ({
  evaluaties: geteld.length,
  uitgenodigd: 0,
  antwoorden: 0,
  telling: { iedereen: Object.fromEntries(geteld.map(({ id, antwoorden }) => [id, antwoorden])) },
  weggelaten: { evaluaties: 0, antwoorden: 0 },
});

describe('niets van minder dan vijf mensen, ook niet door aftrekken', () => {
  test('welke beelden ook worden vergeleken, op welke momenten ook, per vraag', () => {
    fc.assert(
      fc.property(wereld, (alles) => {
        const zichten = gezien(alles);
        for (const vraag of vragen) expect(lekken(zichten, vraag)).toEqual([]);
        expect(zichten.filter((z) => z.antwoorden !== aantal(z, 'iedereen'))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('twee beelden die zijn gezien, en kleine sommen ervan: wat overblijft is niemand of ten minste vijf', () => {
    const tellers = fc.array(fc.tuple(fc.nat(), fc.integer({ min: -2, max: 2 })), {
      minLength: 2,
      maxLength: 5,
    });
    fc.assert(
      fc.property(wereld, tellers, fc.constantFrom(...vragen), (alles, keuzes, vraag) => {
        const zichten = gezien(alles);
        const keer = new Map<string, { n: number; keer: number }>();
        for (const [i, k] of keuzes)
          for (const [id, n] of Object.entries(zichten[i % zichten.length]?.telling[vraag] ?? {}))
            keer.set(id, { n, keer: (keer.get(id)?.keer ?? 0) + k });
        const rest = [...keer.values()].filter((e) => e.keer !== 0).reduce((som, { n }) => som + n, 0);
        expect(rest === 0 || rest >= KLEINSTE_GROEP).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('wat wordt bewaard is, na wat ook in welke volgorde sloot, de som van de atomen van dat beeld', () => {
    const of = <T>(lijst: T[]): (T | undefined)[] => [undefined, ...lijst];
    fc.assert(
      fc.property(wereld, (alles) => {
        const { beelden, verdeling, geteld } = leef(alles, () => undefined);
        for (const soort of ['evaluatie', 'nameting'] as const)
          for (const opleiding of of(opleidingen))
            for (const aanbieder of of(aanbieders))
              for (const schooljaar of of(schooljaren)) {
                const keuze = { soort, opleiding, aanbieder, schooljaar };
                const sleutel = sleutelVan({
                  soort,
                  opleidingId: opleiding ?? null,
                  aanbieder: aanbieder ?? null,
                  schooljaar: schooljaar ?? null,
                });
                const hoort = zicht(verdeling, keuze);
                expect(beelden.get(sleutel)?.zicht ?? zicht({ atomen: [], los: [] }, keuze)).toEqual(hoort);
                const past = alles.filter(
                  (e) =>
                    e.soort === soort &&
                    (!opleiding || e.opleidingId === opleiding) &&
                    (!aanbieder || e.aanbieders.includes(aanbieder)) &&
                    (!schooljaar || e.schooljaar === schooljaar),
                );
                const groot = past
                  .filter(({ antwoorden }) => antwoorden >= KLEINSTE_GROEP)
                  .map(({ id }) => id);
                const ids = Object.keys(hoort.telling.iedereen ?? {});
                expect(ids).toEqual(expect.arrayContaining(groot));
                expect(past.map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
                expect(hoort.evaluaties + hoort.weggelaten.evaluaties).toBe(past.length);
              }
        expect([...geteld.values()].every(({ verdeeld }) => verdeeld)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('deze tests zien een lek als het er is: een totaal dat een klein cohort meeneemt', () => {
    const basis = { soort: 'evaluatie', opleidingId: 'o1', schooljaar: '2025-2026', aanbieders: [] } as const;
    const van = (id: string, antwoorden: number): GeteldeEvaluatie => ({
      ...basis,
      aanbieders: [],
      id,
      cohortId: id,
      geslotenOp: '2026-02-01',
      uitgenodigd: 10,
      antwoorden,
      telling: { iedereen: { [id]: antwoorden } },
      ...nieuw,
    });
    const [groot, klein] = [van('e1', 8), van('e2', 1)];
    expect(lekken([los([groot]), los([groot, klein])], 'iedereen')).toEqual([1]);
    expect(lekken(gezien([groot, klein]), 'iedereen')).toEqual([]);
    expect(zicht(verdeel([groot, klein], '2027-01-01'), { soort: 'evaluatie' })).toMatchObject({
      antwoorden: 8,
      weggelaten: { evaluaties: 1, antwoorden: 1 },
    });
  });

  test('kleine komen op 1 oktober samen, en wat later sluit komt er nooit bij', () => {
    const klein = (id: string, geslotenOp: string, antwoorden: number): GeteldeEvaluatie => ({
      id,
      cohortId: id,
      soort: 'evaluatie',
      opleidingId: 'o1',
      schooljaar: '2025-2026',
      aanbieders: ['a1'],
      geslotenOp,
      uitgenodigd: 4,
      antwoorden,
      telling: {},
      ...nieuw,
    });
    const drie = [klein('e1', '2026-02-01', 2), klein('e2', '2026-08-30', 3), klein('e3', '2026-10-01', 4)];
    const boek = new Boek();
    const op = (dag: string): string[][] => {
      boek.draai(dag);
      return boek.verdeling.atomen.map(({ evaluaties }) => evaluaties.map(({ id }) => id));
    };
    for (const e of drie) boek.sluit(e, e.geslotenOp === '2026-10-01' ? '2026-09-30' : e.geslotenOp);
    expect(op('2026-09-30')).toEqual([]);
    expect(op('2026-10-01')).toEqual([['e1', 'e2']]);
    // Closed before that day, but seen after it.
    boek.sluit(klein('e4', '2026-09-30', 4), '2026-10-01');
    expect(op('2028-01-01')).toEqual([['e1', 'e2']]);
    // It is the outcome of neither of the two cohorten.
    expect(zicht(boek.verdeling, { soort: 'evaluatie', cohort: 'e1' }).evaluaties).toBe(0);
    const nameting = { soort: 'nameting', schooljaar: '2025-2026', geslotenOp: '2026-03-01' } as const;
    expect(bundeldag(nameting)).toBe('2027-10-01');
  });
});

describe('figures', () => {
  test('gemiddelde, mediaan, spreiding, en een marge die geen vijf gelijke antwoorden wegnemen', () => {
    const m = maten({ '6': 1, '7': 2, '8': 3 }, [1, 10])!;
    expect(m).toMatchObject({ n: 6, mediaan: 7.5 });
    expect(m.gemiddelde).toBeCloseTo(7.333, 3);
    expect(m.spreiding).toBeCloseTo(0.8165, 4);
    const gelijk = maten({ '8': 5 }, [1, 10])!;
    // t of 4 degrees of freedom is 2.776, the standard error sqrt(1/12/5).
    expect(gelijk.tot - 8).toBeCloseTo(0.358, 2);
    expect(maten({ '10': 5 }, [1, 10])!.tot).toBe(10);
    expect(maten({}, [1, 10])).toBeNull();
  });

  test('een verschil wordt alleen genoemd als toeval onwaarschijnlijk is, en onder velen minder snel', () => {
    const a = maten({ '6': 4, '7': 8, '8': 4 }, [1, 10])!;
    const beter = maten({ '7': 4, '8': 8, '9': 4 }, [1, 10])!;
    const iets = maten({ '6': 3, '7': 6, '8': 5, '9': 2 }, [1, 10])!;
    expect(verschil(beter, a, 2)).toBe('hoger');
    expect(verschil(a, beter, 2)).toBe('lager');
    expect(verschil(iets, a, 2)).toBe('toeval');
    const net = maten({ '6': 2, '7': 7, '8': 6, '9': 1 }, [1, 10])!;
    const dan = maten({ '6': 7, '7': 7, '8': 2 }, [1, 10])!;
    expect([verschil(net, dan, 1), verschil(net, dan, 200)]).toEqual(['hoger', 'toeval']);
  });
});
