import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ModulesContainer } from '@nestjs/core';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { startAcademie, type Academie } from './support/academie.js';
import { RECHT } from '../src/toegang/rechten.js';

const project = path.resolve(import.meta.dirname, '..');

/** A feature may use those above it; architecture and README tell why. */
const VOLGORDE = [
  'platform',
  'audit',
  'toegang',
  'academie',
  'berichten',
  'inloggen',
  'besturen',
  'inrichten',
  'gebruikers',
  'account',
  'personen',
  'toestemmingen',
  'opleidingen',
  'cohorten',
  'wachtlijst',
  'belangstelling',
  'aanmeldingen',
  'werkplekken',
  'aanwezigheid',
  'evaluaties',
  'certificering',
  'invarianten',
  'cohortbeheer',
  'deelnemers',
  'deelnemerslijsten',
  'sporen',
  'inzage',
  'koppelingen',
  'werklijst',
  'bewaartermijnen',
  'privacyverzoeken',
  'planner',
  'demo',
  'opdrachten',
];
/** What puts the features together. */
const BUITEN = ['main.ts', 'start.ts', 'app.module.ts', 'entiteiten.ts'];

interface Bestand {
  /** Below the folder, with `/`. */
  naam: string;
  tekst: string;
}

function bestanden(map: string, einde: string): Bestand[] {
  return readdirSync(path.join(project, map), { recursive: true, encoding: 'utf8' })
    .filter((naam) => naam.endsWith(einde))
    .map((naam) => naam.split(path.sep).join('/'))
    .map((naam) => ({ naam, tekst: readFileSync(path.join(project, map, naam), 'utf8') }));
}

const bron = bestanden('src', '.ts');
const mapVan = (naam: string): string => naam.split('/')[0]!;
const zonderUitleg = (tekst: string): string => tekst.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
/** The files in which something stands, comments left out. */
const waar = (wat: RegExp, lijst = bron): string[] =>
  lijst.filter(({ tekst }) => wat.test(zonderUitleg(tekst))).map(({ naam }) => naam);
const treffers = (tekst: string, wat: RegExp): string[] =>
  [...tekst.matchAll(wat)].map((treffer) => treffer[1]!);

describe('wie wie mag gebruiken', () => {
  const imports = bron.flatMap(({ naam, tekst }) =>
    treffers(tekst, /(?:from|import)\s*\(?\s*'(\.[^']+)'/g).map((doel) => ({
      van: naam,
      naar: path.posix.join(path.posix.dirname(naam), doel).replace(/\.js$/, '.ts'),
    })),
  );

  test('elke map heeft haar plaats in de volgorde', () => {
    const mappen = new Set(bron.map(({ naam }) => naam).filter((naam) => !BUITEN.includes(naam)));
    expect([...new Set([...mappen].map(mapVan))].filter((map) => !VOLGORDE.includes(map))).toEqual([]);
  });

  /** The shared model and its words: these import nothing but each other, so everybody may use them. */
  const VAN_IEDEREEN = /\.entity\.ts$|\/(?:standen|paden|wie)\.ts$/;

  test('alleen wat erboven staat; entiteiten en de woorden ervan zijn van iedereen', () => {
    const rang = ({ van, naar }: { van: string; naar: string }) =>
      VOLGORDE.indexOf(mapVan(naar)) - VOLGORDE.indexOf(mapVan(van));
    const fout = imports.filter(
      ({ van, naar }) =>
        VOLGORDE.includes(mapVan(van)) &&
        VOLGORDE.includes(mapVan(naar)) &&
        !VAN_IEDEREEN.test(naar) &&
        rang({ van, naar }) > 0,
    );
    expect(fout).toEqual([]);
  });

  test('standen en paden kennen niets', () => {
    const fout = imports.filter(
      ({ van, naar }) => /\/(?:standen|paden)\.ts$/.test(van) && mapVan(naar) !== 'platform',
    );
    expect(fout).toEqual([]);
  });

  test('platform kent niets van de academie, ook geen entiteiten', () => {
    const fout = imports.filter(({ van, naar }) => mapVan(van) === 'platform' && mapVan(naar) !== 'platform');
    expect(fout).toEqual([]);
  });

  test('alleen de opdrachten beginnen het product zelf', () => {
    const fout = imports.filter(
      ({ van, naar }) => BUITEN.includes(naar) && !BUITEN.includes(van) && mapVan(van) !== 'opdrachten',
    );
    expect(fout).toEqual([]);
  });

  test('regels rekenen alleen: geen database, geen klok, geen instellingen', () => {
    const regels = bron.filter(({ naam }) => naam.endsWith('.rules.ts'));
    expect(regels.length).toBeGreaterThan(5);
    expect(waar(/from 'typeorm'|from '@nestjs|clock\/clock\.js|settings\.js|node:fs/, regels)).toEqual([]);
  });

  test('diensten kennen geen HTTP', () => {
    const diensten = bron.filter(({ naam }) => naam.endsWith('.service.ts') && mapVan(naam) !== 'platform');
    expect(
      waar(/HttpException|from 'fastify'|\b(NotFound|Forbidden|Conflict|BadRequest)Exception/, diensten),
    ).toEqual([]);
  });
});

describe('wat nergens mag staan', () => {
  const buitenPlatform = bron.filter(({ naam }) => mapVan(naam) !== 'platform');

  test('de omgeving en de tijd komen uit platform', () => {
    expect(waar(/process\.env/, buitenPlatform)).toEqual([]);
    expect(waar(/new Date\(\s*\)|Date\.now\(|Temporal\.Now/, buitenPlatform)).toEqual([]);
  });

  test('wie iets verstuurt, zegt het in het formulier: een adresregel telt daar niet', () => {
    const daden = bron
      .filter(({ naam }) => naam.endsWith('.controller.ts'))
      .flatMap(({ naam, tekst }) =>
        zonderUitleg(tekst)
          .split(/^ {2}@(?=(?:Get|Post|Put|Patch|Delete)\()/m)
          .slice(1)
          .filter((route) => !route.startsWith('Get('))
          .map((route) => ({ naam, kop: route.split(/^ {2}\}/m)[0]! })),
      );
    expect(daden.length).toBeGreaterThan(50);
    expect(daden.filter(({ kop }) => /@Query\(|\.query\b/.test(kop))).toEqual([]);
  });

  test('geen forwardRef, geen synchronize', () => {
    expect(waar(/forwardRef/)).toEqual([]);
    expect(waar(/synchronize:\s*true/)).toEqual([]);
  });

  test('een module onthoudt alleen wat altijd hetzelfde uitkomt', () => {
    // The test files of a worker share the modules of the source, and so do the requests of a server.
    const onthoudt =
      /^(export )?(let|var) |^(export )?const \w+(: [^=]+)? = (new (Map|Set|WeakMap|WeakSet)(<.*>)?\(\)|\[\]|\{\});|^ +(\w+ )*static (\w+ )*\w+(: [^=]+)? = /m;
    expect(
      bron
        .filter(({ tekst }) => onthoudt.test(tekst))
        .map(({ naam }) => naam)
        .sort(),
    ).toEqual([
      'certificering/pdf/lettertypen.ts', // the files with the letters
      'planner/rooster.rules.ts', // when a schedule has its turns
      'platform/clock/dates.ts', // the hours between Utrecht and UTC
      'platform/prepared.ts', // who writes down what is asked for: only the build
      'platform/web/assets.ts', // the version of a file, for as long as it is not written again
      'platform/web/draining.ts', // what each server is still doing
      'platform/worker-thread.ts', // the last job that began in its thread
    ]);
  });
});

describe('wie wat mag', () => {
  let academie: Academie;
  beforeAll(async () => {
    academie = await startAcademie();
  });
  afterAll(() => academie.sluit());

  test('elke route noemt haar regel in de tabel van rechten', () => {
    const routes = [...academie.app.get(ModulesContainer).values()].flatMap(({ controllers }) =>
      [...controllers.values()].flatMap(({ metatype }) => routesVan(metatype as Controller)),
    );
    expect(routes.length).toBeGreaterThan(25);
    expect(routes.filter(({ recht }) => recht === undefined).map(({ naam }) => naam)).toEqual([]);
  });
});

type Controller = (new () => unknown) & { prototype: Record<string, object> };

function routesVan(controller: Controller): { naam: string; recht: unknown }[] {
  return Object.getOwnPropertyNames(controller.prototype)
    .filter((naam) => naam !== 'constructor')
    .map((naam) => ({ naam: `${controller.name}.${naam}`, functie: controller.prototype[naam]! }))
    .filter(({ functie }) => Reflect.getMetadata('path', functie) !== undefined)
    .map(({ naam, functie }) => ({
      naam,
      recht: (Reflect.getMetadata(RECHT, functie) ?? Reflect.getMetadata(RECHT, controller)) as unknown,
    }));
}
