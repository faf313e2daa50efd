import { describe, expect, test } from '@jest/globals';
import { anoniem, systeem, type Wie } from '../../src/toegang/wie.js';
import {
  beheerdTot,
  dagZonderBeheerder,
  geefbareRollen,
  magGeven,
  magZien,
  waarneemperiode,
  weigering,
  type TeWijzigen,
} from '../../src/gebruikers/gebruikers.rules.js';
import { rollen, type Rol } from '../../src/toegang/gebruiker-rol.entity.js';

const DAG = '2026-11-10';
const gebruiker = (rol: Rol | null, bestuurId: string | null = null): Wie => ({
  soort: 'gebruiker',
  id: 'ik',
  naam: 'Ik',
  rol,
  bestuurId,
});
const doel = (...rijen: [rol: Rol, bestuurId?: string | null, eindigtOp?: string][]): TeWijzigen => ({
  id: 'ander',
  email: 'ander@academie.example',
  rollen: rijen.map(([rol, bestuurId = null, eindigtOp = null]) => ({ rol, bestuurId, eindigtOp })),
});

describe('wie welke rol geeft', () => {
  const verwacht: [wie: string, mag: readonly Rol[]][] = [
    ['coordinator', ['trainer', 'schoolleider', 'bestuur']],
    ['bestuur', ['bestuur', 'schoolleider']],
    ['trainer', []],
    ['schoolleider', []],
    ['programmamanager', []],
    ['beheer', rollen],
    ['privacy', []],
  ];

  test('staat voor elke rol vast', () => {
    expect(verwacht.map(([rol]) => rol)).toEqual([...rollen]);
    for (const [rol, mag] of verwacht)
      expect([rol, [...geefbareRollen(gebruiker(rol as Rol, 'b'))].sort()]).toEqual([rol, [...mag].sort()]);
  });

  test('niemand zonder rol, geen deelnemer, geen sleutel; de opdrachtregel wel', () => {
    const sleutel: Wie = { soort: 'sleutel', id: 's', naam: 's', bestuurId: null, bevoegdheden: ['beheer'] };
    const persoon: Wie = { soort: 'persoon', id: 'p', naam: 'p', email: 'p@school.example' };
    for (const wie of [gebruiker(null), anoniem, sleutel, persoon]) expect(geefbareRollen(wie)).toEqual([]);
    expect(geefbareRollen(systeem)).toEqual(rollen);
  });

  test('een bestuur alleen bij het eigen bestuur en de eigen scholen', () => {
    for (const rol of ['bestuur', 'schoolleider'] as const) {
      expect(magGeven(gebruiker('bestuur', 'spo'), { rol, bestuurId: 'spo' })).toBe(true);
      expect(magGeven(gebruiker('bestuur', 'spo'), { rol, bestuurId: 'ksu' })).toBe(false);
      expect(magGeven(gebruiker('bestuur', 'spo'), { rol, bestuurId: null })).toBe(false);
      expect(magGeven(gebruiker('coordinator'), { rol, bestuurId: 'ksu' })).toBe(true);
    }
  });
});

describe('wie wie wijzigt', () => {
  test('nooit zichzelf, ook een beheerder niet', () => {
    for (const rol of rollen)
      expect(weigering(gebruiker(rol, 'spo'), { ...doel(['trainer']), id: 'ik' }, DAG)).toBe('jezelf');
  });

  test('niemand die een rol heeft of krijgt die je niet mag geven', () => {
    const co = gebruiker('coordinator');
    const bestuur = gebruiker('bestuur', 'spo');
    expect(weigering(co, doel(['trainer'], ['beheer']), DAG)).toBe('andere-rol');
    expect(weigering(co, doel(['trainer'], ['coordinator', null, '2026-11-10']), DAG)).toBe('andere-rol');
    expect(weigering(co, doel(['trainer'], ['coordinator', null, '2026-11-09']), DAG)).toBeNull();
    expect(weigering(bestuur, doel(['bestuur', 'spo'], ['coordinator']), DAG)).toBe('andere-rol');
    expect(weigering(bestuur, doel(['bestuur', 'spo'], ['bestuur', 'ksu']), DAG)).toBe('andere-rol');
    expect(weigering(bestuur, doel(['bestuur', 'spo'], ['schoolleider', 'spo']), DAG)).toBeNull();
    expect(weigering(gebruiker('beheer'), doel(['beheer'], ['privacy']), DAG)).toBeNull();
    expect(weigering(gebruiker('trainer'), doel(['trainer']), DAG)).toBe('andere-rol');
  });

  test('ziet wie een rol heeft of had die je geeft, en zichzelf', () => {
    const bestuur = gebruiker('bestuur', 'spo');
    expect(magZien(bestuur, doel(['bestuur', 'spo', '2020-01-01']))).toBe(true);
    expect(magZien(bestuur, doel(['bestuur', 'ksu']))).toBe(false);
    expect(magZien(bestuur, doel(['trainer']))).toBe(false);
    expect(magZien(bestuur, doel())).toBe(false);
    expect(magZien(bestuur, { ...doel(), id: 'ik' })).toBe(true);
    expect(magZien(gebruiker('coordinator'), doel(['beheer']))).toBe(false);
    expect(magZien(gebruiker('beheer'), doel())).toBe(true);
  });
});

describe('er blijft een beheerder', () => {
  const altijd = { begintOp: '2020-01-01', eindigtOp: null };
  const tot = (eindigtOp: string, begintOp = '2020-01-01') => ({ begintOp, eindigtOp });

  test('tot wanneer, over opvolgers heen en niet over een gat', () => {
    expect(beheerdTot([], DAG)).toBe('2026-11-09');
    expect(beheerdTot([tot('2026-11-09')], DAG)).toBe('2026-11-09');
    expect(beheerdTot([tot('2026-11-10')], DAG)).toBe('2026-11-10');
    expect(beheerdTot([tot('2027-03-01', '2026-12-01'), tot('2026-11-30')], DAG)).toBe('2027-03-01');
    expect(beheerdTot([tot('2027-03-01', '2026-12-02'), tot('2026-11-30')], DAG)).toBe('2026-11-30');
    expect(beheerdTot([tot('2026-12-31'), tot('2026-11-30')], DAG)).toBe('2026-12-31');
    expect(beheerdTot([altijd, tot('2026-11-30')], DAG) > '9000').toBe(true);
    expect(beheerdTot([{ ...altijd, begintOp: '2026-11-11' }], DAG)).toBe('2026-11-09');
  });

  test('weg mag alleen wie de laatste niet is, ook niet op een latere dag', () => {
    expect(dagZonderBeheerder([altijd], [], DAG)).toBe(DAG);
    expect(dagZonderBeheerder([altijd, altijd], [altijd], DAG)).toBeUndefined();
    expect(dagZonderBeheerder([altijd], [tot('2026-12-31')], DAG)).toBe('2027-01-01');
    expect(dagZonderBeheerder([altijd, tot('2026-12-31')], [tot('2026-12-31')], DAG)).toBe('2027-01-01');
    expect(dagZonderBeheerder([altijd, tot('2026-12-31')], [altijd], DAG)).toBeUndefined();
    expect(dagZonderBeheerder([], [], DAG)).toBeUndefined();
  });
});

test('waarnemen duurt niet langer dan de rol zelf', () => {
  const rol = { begintOp: '2026-01-01', eindigtOp: '2026-12-15' };
  expect(waarneemperiode(rol, '2026-11-10', '2026-12-01')).toEqual({
    begintOp: '2026-11-10',
    eindigtOp: '2026-12-01',
  });
  expect(waarneemperiode(rol, '2025-11-10', '2027-01-01')).toEqual(rol);
  expect(waarneemperiode(rol, '2026-12-16', '2027-01-01')).toBeNull();
  expect(waarneemperiode({ ...rol, eindigtOp: null }, '2026-11-10', '2027-01-01')?.eindigtOp).toBe(
    '2027-01-01',
  );
});
