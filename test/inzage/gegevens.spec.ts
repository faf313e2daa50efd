import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { gegevenssoorten, weggelaten, zonderGeheimen, zonderMens } from '../../src/inzage/gegevens.rules.js';
import { inzagepaden } from '../../src/inzage/paden.js';
import type { Persoon } from '../../src/toegang/persoon.entity.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { logIn, logPersoonIn, type Inlog } from '../support/inloggen.js';
import { maakGebruiker, maakPersoon } from '../support/makers.js';
import { vraag } from '../support/vraag.js';
import { maakMens } from './opstelling.js';

let huis: Academie;
let mens: Persoon;
let ander: Persoon;
let geheimen: string[];
let zelf: Inlog;
let privacy: Inlog;
beforeAll(async () => {
  huis = await startAcademie();
  ({ mens, ander, geheimen } = await maakMens(huis));
  zelf = await logPersoonIn(huis, mens.id);
  privacy = await logIn(huis, await maakGebruiker(huis.dataSource, { rol: 'privacy' }));
});
afterAll(() => huis?.sluit());

const haal = ({ cookie }: Inlog, pad: string) => vraag(huis, pad, { headers: { cookie } });

interface Kolom {
  tabel: string;
  kolom: string;
  soort: string;
}
const kolommen = (): Promise<Kolom[]> =>
  huis.dataSource.query(
    `SELECT table_name AS tabel, column_name AS kolom, data_type AS soort FROM information_schema.columns
      WHERE table_schema = 'public' ORDER BY 1, ordinal_position`,
  );

interface Verwijzing {
  van: string;
  kolom: string;
  naar: string;
  doel: string;
}
/** Every foreign key of one column. */
const verwijzingen = (): Promise<Verwijzing[]> =>
  huis.dataSource.query(
    `SELECT r.conrelid::regclass::text AS van, k.attname AS kolom, r.confrelid::regclass::text AS naar, d.attname AS doel
       FROM pg_constraint r
       JOIN pg_attribute k ON k.attrelid = r.conrelid AND k.attnum = r.conkey[1]
       JOIN pg_attribute d ON d.attrelid = r.confrelid AND d.attnum = r.confkey[1]
      WHERE r.contype = 'f' AND cardinality(r.conkey) = 1`,
  );

const MENSEN = ['persoon', 'gebruiker'];
/** What hangs on a key, a cohort or the like of somebody is not theirs. */
const GEEN_WEG = ['gebruiker_rol.waarneemt_voor_id', 'uitnodiging.door_id', 'certificaat.vervangt_id'];

describe('niets wordt vergeten', () => {
  test('elke tabel staat bij een soort gegevens, of bij wat van niemand is', async () => {
    const tabellen = [...new Set((await kolommen()).map(({ tabel }) => tabel))];
    const getoond = new Set(gegevenssoorten.flatMap((soort) => soort.tabellen));
    expect(tabellen.filter((tabel) => !getoond.has(tabel) && !(tabel in zonderMens))).toEqual([]);
    expect([...getoond, ...Object.keys(zonderMens)].filter((tabel) => !tabellen.includes(tabel))).toEqual([]);
    expect(Object.keys(zonderMens).filter((tabel) => getoond.has(tabel))).toEqual([]);
  });

  test('wat naar een mens verwijst, ook via iets anders, is van die mens', async () => {
    const alle = await verwijzingen();
    const vanMensen = new Set(MENSEN);
    for (let eerder = 0; eerder < vanMensen.size;) {
      eerder = vanMensen.size;
      for (const { van, naar } of alle)
        if (vanMensen.has(naar) && naar !== 'bijeenkomst' && naar !== 'pe_overdracht') vanMensen.add(van);
    }
    expect([...vanMensen]).toEqual(
      expect.arrayContaining(['aanmelding', 'badge', 'bericht', 'sessie', 'pe_doorgave']),
    );
    expect([...vanMensen].filter((tabel) => tabel in zonderMens)).toEqual([]);
  });

  test('elke kolom daarvan wordt gelezen, of er staat waarom niet', async () => {
    const alle = await kolommen();
    // An id leads to what is read under its name.
    const mist = alle.filter(({ tabel, kolom, soort }) => {
      if (soort === 'uuid') return false;
      const vragen = gegevenssoorten.filter((soort) => soort.tabellen.includes(tabel)).map(({ sql }) => sql);
      const gelezen = vragen.some((sql) => new RegExp(`\\b${kolom}\\b`).test(sql));
      return vragen.length > 0 && !gelezen && !(`${tabel}.${kolom}` in weggelaten);
    });
    expect(mist.map(({ tabel, kolom }) => `${tabel}.${kolom}`)).toEqual([]);
    const namen = alle.map(({ tabel, kolom }) => `${tabel}.${kolom}`);
    expect(Object.keys(weggelaten).filter((naam) => !namen.includes(naam))).toEqual([]);
  });

  test('elke tekst in elke rij die aan de mens hangt, staat in het bestand', async () => {
    const bestand = (await haal(zelf, inzagepaden.mijnBestand)).tekst;
    const mist: string[] = [];
    let geteld = 0;
    for (const { tabel, rij } of await rijenVan(mens.id))
      for (const [kolom, waarde] of Object.entries(rij)) {
        if (typeof waarde !== 'string' || waarde === '' || `${tabel}.${kolom}` in weggelaten) continue;
        if (/_id$|^id$/.test(kolom)) continue;
        geteld += 1;
        // The file has milliseconds.
        const moment = /^\d{4}-\d{2}-\d{2}T/.test(waarde) ? new Date(waarde).toISOString() : waarde;
        const verwacht = tabel === 'bericht' && kolom === 'tekst' ? zonderGeheimen(waarde) : moment;
        if (!bestand.includes(JSON.stringify(verwacht).slice(1, -1)))
          mist.push(`${tabel}.${kolom}: ${waarde}`);
      }
    expect(geteld).toBeGreaterThan(80);
    // What lets somebody in is shown to nobody.
    expect(mist).toEqual(['bericht.tekst: http://x/inloggen/link/geheim-inlog-1']);
  });
});

/** All rows that hang on somebody by foreign keys, however far, and those of the account at the same address. */
async function rijenVan(id: string): Promise<{ tabel: string; rij: Record<string, unknown> }[]> {
  const alle = (await verwijzingen()).filter(({ van, kolom }) => !GEEN_WEG.includes(`${van}.${kolom}`));
  const gezien = new Map<string, Set<string>>();
  const uit: { tabel: string; rij: Record<string, unknown> }[] = [];
  const erbij = async (tabel: string, kolom: string, waarden: string[]): Promise<void> => {
    const rijen = await huis.dataSource.query<{ rij: Record<string, unknown> }[]>(
      `SELECT to_jsonb(t) AS rij FROM "${tabel}" t WHERE "${kolom}"::text = ANY($1)`,
      [waarden],
    );
    const eerder = gezien.get(tabel) ?? new Set<string>();
    gezien.set(tabel, eerder);
    const nieuw = rijen.map(({ rij }) => rij).filter((rij) => !eerder.has(JSON.stringify(rij)));
    for (const rij of nieuw) {
      eerder.add(JSON.stringify(rij));
      uit.push({ tabel, rij });
    }
    if (nieuw.length === 0 || tabel === 'bijeenkomst' || tabel === 'pe_overdracht') return;
    for (const { van, kolom: sleutel, naar, doel } of alle)
      if (naar === tabel)
        await erbij(
          van,
          sleutel,
          nieuw.map((rij) => String(rij[doel])),
        );
  };
  await erbij('persoon', 'id', [id]);
  await erbij('gebruiker', 'email_norm', [mens.emailNorm]);
  await erbij('contactpersoon', 'email', [mens.emailNorm.toUpperCase()]);
  return uit;
}

describe('wat erin staat', () => {
  test('ook wat met geen sleutel aan de mens hangt: geschiedenis, inkijk, lijsten, bestand en mail aan het account', async () => {
    const { gegevens } = (await haal(zelf, inzagepaden.mijnBestand)).json<{
      gegevens: Record<string, Record<string, unknown>[]>;
    }>();
    const json = (soort: string): string => JSON.stringify(gegevens[soort]);
    expect(gegevens.geschiedenis!.map(({ wat, door }) => [wat, door])).toContainEqual([
      'Geannuleerd door de academie. Reden: Merkaudit',
      'medewerker: coördinator',
    ]);
    expect(gegevens.inkijk!.map(({ wat, door }) => [wat, door])).toContainEqual([
      'Gegevens bekeken',
      'medewerker: coördinator',
    ]);
    expect(json('lijsten')).toContain('Deelnemerslijst gedownload (csv, 7 regels)');
    expect(json('bestanden')).toContain('Merkbestandsregel');
    expect(json('berichten')).toContain('Merkmedewerkertekst');
    expect(json('werk')).toContain('Merkmededelingtekst');
    expect(json('contactpersoon')).toContain('Merkcontactover');
    expect(json('toestemmingen')).toContain('controlepagina van certificaat');
  });

  test('niets van een ander, geen naam van wie keek en geen geheim', async () => {
    const bestand = (await haal(zelf, inzagepaden.mijnBestand)).tekst;
    const scherm = (await haal(zelf, inzagepaden.mijn)).tekst;
    for (const tekst of [bestand, scherm]) {
      for (const vreemd of ['Vreemd', 'buur@ander.example', 'Collega Onbekend', ...geheimen])
        expect([vreemd, tekst.includes(vreemd)]).toEqual([vreemd, false]);
      expect(tekst).toContain('Merktekst');
    }
    for (const merk of [
      'Merkopmerking',
      'Merkreden',
      'Merkbelangopmerking',
      'Merkaudit',
      'Merkoordeel',
      'Merktelefoon',
    ])
      expect([merk, scherm.includes(merk)]).toEqual([merk, true]);
  });

  test('wie niets bij ons heeft, leest dat ook', async () => {
    const leeg = await maakPersoon(huis.dataSource);
    const inlog = await logPersoonIn(huis, leeg.id);
    const scherm = await haal(inlog, inzagepaden.mijn);
    expect([scherm.status, scherm.tekst.includes('Hiervan hebben we niets: Aanmeldingen')]).toEqual([
      200,
      true,
    ]);
    const { gegevens } = (await haal(inlog, inzagepaden.mijnBestand)).json<{
      gegevens: Record<string, object[]>;
    }>();
    expect(gegevens.aanmeldingen).toEqual([]);
    expect(Object.keys(gegevens)).toEqual(gegevenssoorten.map(({ naam }) => naam));
  });
});

describe('voor wie belt', () => {
  test('privacy vindt de mens, ziet alles, en nergens een deur die dicht is', async () => {
    const lijst = await haal(privacy, '/beheer/personen?zoek=merkachter');
    expect(lijst.tekst).toContain(`/beheer/personen/${mens.id}`);
    const door = await haal(privacy, `/beheer/personen/${mens.id}`);
    expect([door.status, door.header('location')]).toEqual([303, inzagepaden.persoon(mens.id)]);
    const scherm = await haal(privacy, inzagepaden.persoon(mens.id));
    expect([scherm.status, scherm.tekst.includes('Merkopmerking')]).toEqual([200, true]);
    for (const { tekst } of [lijst, scherm])
      for (const [, href] of tekst.matchAll(/<a [^>]*href="(\/[^"#]*)"/g)) {
        const { status } = await haal(privacy, href!.replaceAll('&amp;', '&').replaceAll('&#x3D;', '='));
        expect([href, status < 400]).toEqual([href, true]);
      }
  });

  test('het bestand over de API is hetzelfde, en wie het haalde staat vast en leest de mens zelf', async () => {
    const api = await haal(privacy, `/api/v1/personen/${mens.id}/gegevens`);
    expect(api.status).toBe(200);
    const bestand = await haal(privacy, inzagepaden.persoonBestand(mens.id));
    expect(bestand.header('content-disposition')).toContain('attachment');
    const zonderSporen = (json: { gegevens: Record<string, unknown> }) => ({
      ...json.gegevens,
      inkijk: null,
      sessies: null,
    });
    expect(zonderSporen(api.json())).toEqual(zonderSporen(bestand.json()));
    const eigen = (await haal(zelf, inzagepaden.mijnBestand)).json<{
      gegevens: { inkijk: { wat: string; door: string }[] };
    }>();
    expect(eigen.gegevens.inkijk.map(({ wat, door }) => [wat, door])).toEqual(
      expect.arrayContaining([
        [
          expect.stringMatching(/^Alles opgehaald wat we van deze persoon hebben, \d keer$/),
          'medewerker: privacy',
        ],
        ['Alles bekeken wat we van deze persoon hebben', 'medewerker: privacy'],
      ]),
    );
  });

  test('een samengevoegde mens leidt naar wie hij werd; een onbekende bestaat niet', async () => {
    const [dubbel] = await huis.dataSource.query<{ id: string }[]>(
      'SELECT id FROM persoon WHERE samengevoegd_met_id = $1',
      [mens.id],
    );
    const door = await haal(privacy, inzagepaden.persoon(dubbel!.id));
    expect(door.header('location')).toBe(inzagepaden.persoon(mens.id));
    const api = await haal(privacy, `/api/v1/personen/${dubbel!.id}/gegevens`);
    expect(api.json<{ persoon: string }>().persoon).toBe(mens.id);
    const weg = await haal(privacy, '/api/v1/personen/00000000-0000-4000-8000-000000000000/gegevens');
    expect(weg.status).toBe(404);
    expect(ander.id).not.toBe(mens.id);
  });
});
