import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { systeem } from '../../src/toegang/wie.js';
import { Opleiding, OpleidingVersie } from '../../src/opleidingen/opleiding.entity.js';
import { OpleidingenService } from '../../src/opleidingen/opleidingen.service.js';
import { DomainError } from '../../src/platform/errors/domain-error.js';
import { allen, meldLosAan } from '../support/aanmeldingen.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { logIn, type Inlog } from '../support/inloggen.js';
import { maakCohort, maakGebruiker, maakOpleiding } from '../support/makers.js';
import { vraag } from '../support/vraag.js';
import { VersiesService } from '../../src/opleidingen/versies.service.js';

let academie: Academie;
let coordinator: Inlog;
let dienst: OpleidingenService;
beforeAll(async () => {
  academie = await startAcademie();
  coordinator = await logIn(academie, await maakGebruiker(academie.dataSource));
  dienst = academie.app.get(OpleidingenService);
});
afterAll(() => academie.sluit());

const versiesVan = ({ id }: Opleiding): Promise<OpleidingVersie[]> =>
  academie.dataSource.manager.find(OpleidingVersie, {
    where: { opleidingId: id },
    order: { nummer: 'ASC' },
  });

/** Ten minutes later. */
function later(): Date {
  academie.clock.advance(10);
  return academie.clock.now();
}

async function patch(code: string, body: object, { cookie, csrf } = coordinator) {
  const headers = { cookie, 'x-csrf-token': csrf, 'content-type': 'application/json' };
  return vraag(academie, `/api/v1/opleidingen/${code}`, {
    method: 'PATCH',
    headers,
    body: JSON.stringify(body),
  });
}

describe('wat een opleiding eerder zei', () => {
  test('blijft zoals het was, ook na twee wijzigingen en als ze van de site gaat', async () => {
    const opleiding = await maakOpleiding(academie.dataSource, { naam: 'Eerst', kostenCent: 10_000 });
    const { code } = opleiding;
    const voor = academie.clock.now();
    const eerste = later();
    await dienst.wijzig(systeem, code, { naam: 'Daarna', kostenCent: 20_000 });
    const tussen = later();
    const tweede = later();
    await dienst.wijzig(systeem, code, { naam: 'Nu' });
    later();
    await dienst.wijzig(systeem, code, { gepubliceerd: false });
    const daarna = later();

    const versies = await versiesVan(opleiding);
    expect(versies.map(({ nummer, geldigTot, gegevens }) => [nummer, geldigTot, gegevens.naam])).toEqual([
      [1, eerste, 'Eerst'],
      [2, tweede, 'Daarna'],
      [3, new Date(tweede.getTime() + 600_000), 'Nu'],
    ]);
    expect(versies[0]!.gegevens).toMatchObject({ code, kostenCent: 10_000, gepubliceerd: true, versie: 1 });
    const queries = academie.app.get(VersiesService);
    expect(await queries.opMoment(opleiding.code, voor)).toBe(1);
    expect(await queries.opMoment(opleiding.code, tussen)).toBe(2);
    expect(await queries.opMoment(opleiding.code, daarna)).toBeNull();

    expect((await vraag(academie, `/api/v1/opleidingen/${code}`)).status).toBe(404);
    const oud = await vraag(academie, `/api/v1/opleidingen/${code.toLowerCase()}/versies/1`);
    expect(oud.json()).toMatchObject({ naam: 'Eerst', kostenCent: 10_000, versie: 1 });
    expect(oud.json()).toMatchObject({ geldigTot: eerste.toISOString() });
    const lijst = await vraag(academie, `/api/v1/opleidingen/${code}/versies?paginaGrootte=2`);
    expect(lijst.json()).toMatchObject({ items: [{ versie: 3 }, { versie: 2 }], totaal: 3 });
  });

  test('is alleen voor de academie als het nooit is gepubliceerd', async () => {
    const { code } = await maakOpleiding(academie.dataSource, { gepubliceerd: false });
    const voor = academie.clock.now();
    later();
    await dienst.wijzig(systeem, code, { naam: 'Nog een keer', gepubliceerd: true });
    const pad = `/api/v1/opleidingen/${code}/versies`;
    expect((await vraag(academie, `${pad}/1`)).status).toBe(404);
    expect((await vraag(academie, pad)).json()).toMatchObject({ items: [], totaal: 0 });
    const { cookie } = coordinator;
    expect((await vraag(academie, `${pad}/1`, { headers: { cookie } })).status).toBe(200);
    expect((await vraag(academie, pad, { headers: { cookie } })).json()).toMatchObject({ totaal: 1 });
    expect(await academie.app.get(VersiesService).opMoment(code, voor)).toBeNull();
    for (const onzin of ['/2', '/0', '/99999999999', '/x'])
      expect([400, 404]).toContain((await vraag(academie, pad + onzin)).status);
    expect((await vraag(academie, '/api/v1/opleidingen/NIETS/versies')).status).toBe(404);
  });

  test('is waar iemand die zich toen aanmeldde naartoe wordt geleid, en alleen die', async () => {
    const { code, id } = await maakOpleiding(academie.dataSource, { naam: 'Beloofd' });
    const cohort = await maakCohort(academie.dataSource, { opleidingId: id });
    const vroeg = await meldLosAan(academie, cohort.id, systeem);
    const pagina = async ({ token }: { token: string }): Promise<string> =>
      (await vraag(academie, `/a/${token}`)).tekst;
    const link = `/opleidingen/${code}/versies/1">Zo stond het er toen je je aanmeldde</a>`;
    expect(await pagina(vroeg)).not.toContain('Zo stond het er toen');
    later();
    await dienst.wijzig(systeem, code, { naam: 'Anders' });
    later();
    const laat = await meldLosAan(academie, cohort.id, systeem);
    expect(await pagina(vroeg)).toContain(link);
    expect(await pagina(laat)).not.toContain('Zo stond het er toen');
    later();
    await dienst.wijzig(systeem, code, { naam: 'Weer anders' });
    expect(await pagina(vroeg)).toContain(link);
    expect(await pagina(laat)).toContain(link.replace('/1"', '/2"'));
  });

  test('wordt niet twee keer bewaard als er niets wijzigt', async () => {
    const opleiding = await maakOpleiding(academie.dataSource, {
      doelgroepen: ['schoolleider', 'leraar'],
      omschrijving: 'Zo.',
    });
    const zelfde = { naam: opleiding.naam, doelgroepen: ['leraar', 'Directeur'], omschrijving: 'Zo.' };
    const { versie } = await dienst.wijzig(systeem, opleiding.code, zelfde);
    expect(versie).toBe(1);
    expect(await versiesVan(opleiding)).toEqual([]);
  });

  test('verliest het merk van wat verzonnen was zodra iemand het invult', async () => {
    const { code } = await maakOpleiding(academie.dataSource, {
      kostenCent: 1,
      duur: 'x',
      voorbeeldvelden: ['kostenCent', 'duur'],
    });
    const { voorbeeldvelden } = await dienst.wijzig(systeem, code, { kostenCent: 5 });
    expect(voorbeeldvelden).toEqual(['duur']);
  });
});

describe('twee tegelijk', () => {
  test('de tweede wordt geweigerd en hoort wat de eerste wijzigde', async () => {
    const { code } = await maakOpleiding(academie.dataSource, { naam: 'Begin', kostenCent: 10_000 });
    expect((await patch(code, { versie: 1, naam: 'Eerste' })).json()).toMatchObject({ versie: 2 });
    const tweede = await patch(code, { versie: 1, naam: 'Tweede', kostenCent: 5 });
    expect(tweede.status).toBe(409);
    expect(tweede.json()).toMatchObject({
      code: 'opleiding-gewijzigd',
      fouten: [{ veld: 'naam', melding: 'Naam: was Begin, is nu Eerste.' }],
    });
    expect((await patch(code, { versie: 2, naam: 'Tweede' })).json()).toMatchObject({ versie: 3 });
    expect((await patch(code, { naam: 'Zonder versie' })).json()).toMatchObject({ versie: 4 });
  });

  test('van tien op hetzelfde moment wint er een, en elke versie wordt een keer bewaard', async () => {
    const opleiding = await maakOpleiding(academie.dataSource);
    const namen = Array.from({ length: 10 }, (_, i) => `Naam ${i}`);
    const { gelukt, geweigerd } = await allen(
      namen.map((naam) => dienst.wijzig(systeem, opleiding.code, { versie: 1, naam })),
    );
    expect([gelukt.length, geweigerd.length]).toEqual([1, 9]);
    expect(new Set(geweigerd.map(({ code }) => code))).toEqual(new Set(['opleiding-gewijzigd']));
    await Promise.all(namen.map((naam) => dienst.wijzig(systeem, opleiding.code, { naam: `${naam}!` })));
    const nummers = (await versiesVan(opleiding)).map(({ nummer }) => nummer);
    expect(nummers).toEqual(Array.from({ length: 11 }, (_, i) => i + 1));
  });
});

describe('wat niet bij elkaar past', () => {
  const fouten = async (belofte: Promise<unknown>): Promise<string[]> => {
    const fout: unknown = await belofte.catch((error: unknown) => error);
    if (!(fout instanceof DomainError)) throw fout;
    return fout.fouten.map(({ veld }) => veld);
  };

  test('wordt met elk veld geweigerd', async () => {
    const { code } = await maakOpleiding(academie.dataSource);
    const extern = dienst.wijzig(systeem, code, { soort: 'extern', peiling: true });
    expect(await fouten(extern)).toEqual(['externUrl', 'peiling']);
    expect(await fouten(dienst.wijzig(systeem, code, { studielastUren: 10, contacturen: 11 }))).toEqual([
      'contacturen',
    ]);
    expect(await fouten(dienst.wijzig(systeem, code, { doelgroepen: ['leraar', 'tovenaar'] }))).toEqual([
      'doelgroepen',
    ]);
    expect((await patch(code, { externUrl: 'javascript:alert(1)' })).status).toBe(400);
    expect((await patch(code, { externUrl: 'https://elders.example/x?y=1' })).status).toBe(200);
    expect((await patch(code, { soort: 'extern' })).json()).toMatchObject({ soort: 'extern' });
    expect((await patch(code, { aanwezigheidsnormPct: 101 })).status).toBe(400);
    expect((await patch(code, { aanwezigheidsnormPct: 75, externUrl: null })).status).toBe(422);
  });

  test('een opleiding volgt nooit op zichzelf, ook niet om een hoek', async () => {
    const een = await maakOpleiding(academie.dataSource);
    const twee = await maakOpleiding(academie.dataSource, { vervolgOpId: een.id });
    const drie = await maakOpleiding(academie.dataSource, { vervolgOpId: twee.id });
    for (const vervolgOp of [een.code, twee.code, drie.code])
      expect(await fouten(dienst.wijzig(systeem, een.code, { vervolgOp }))).toEqual(['vervolgOp']);
    const los = await maakOpleiding(academie.dataSource);
    expect((await dienst.wijzig(systeem, een.code, { vervolgOp: los.code })).vervolgOpId).toBe(los.id);
  });
});

test('een cohort publiceren publiceert zijn opleiding als een wijziging zoals elke andere: een formulier dat toen open stond vraagt ernaar', async () => {
  const opleiding = await maakOpleiding(academie.dataSource, { gepubliceerd: false });
  const cohort = await maakCohort(academie.dataSource, { opleidingId: opleiding.id, status: 'concept' });
  expect(
    (
      await vraag(academie, `/api/v1/cohorten/${cohort.id}/publicatie`, {
        method: 'POST',
        headers: {
          cookie: coordinator.cookie,
          'x-csrf-token': coordinator.csrf,
          'content-type': 'application/json',
        },
        body: '{}',
      })
    ).status,
  ).toBe(200);
  const oud = { versie: opleiding.versie, naam: 'Nieuwe naam', gepubliceerd: false };
  const antwoord = await patch(opleiding.code, oud);
  expect([antwoord.status, antwoord.json().code]).toEqual([409, 'opleiding-gewijzigd']);
  const na = await academie.dataSource.manager.findOneByOrFail(Opleiding, { id: opleiding.id });
  expect([na.gepubliceerd, na.versie]).toEqual([true, opleiding.versie + 1]);
  expect((await versiesVan(opleiding)).map(({ gegevens }) => gegevens.gepubliceerd)).toEqual([false]);
});
