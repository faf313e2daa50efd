import type { EntityManager } from 'typeorm';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Aanmelding } from '../../src/aanmeldingen/aanmelding.entity.js';
import { AanmeldingenService } from '../../src/aanmeldingen/aanmeldingen.service.js';
import { Bericht } from '../../src/berichten/bericht.entity.js';
import { PersonenSamenvoegenService } from '../../src/deelnemers/samenvoegen.service.js';
import { MijnVerzoekScherm } from '../../src/privacyverzoeken/mijn.scherm.js';
import { Privacyverzoek } from '../../src/privacyverzoeken/privacyverzoek.entity.js';
import { PrivacyverzoekenService } from '../../src/privacyverzoeken/verzoeken.service.js';
import { WissenService } from '../../src/privacyverzoeken/wissen.service.js';
import { Gebruiker } from '../../src/toegang/gebruiker.entity.js';
import { Persoon } from '../../src/toegang/persoon.entity.js';
import { systeem } from '../../src/toegang/wie.js';
import { coordinator, meldLosAan, verwachtGaaf } from '../support/aanmeldingen.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { logIn, logPersoonIn, type Inlog } from '../support/inloggen.js';
import { maakCohort, maakGebruiker, maakPersoon } from '../support/makers.js';
import { stuur, vraag } from '../support/vraag.js';

let huis: Academie;
let privacy: Inlog;
const m = () => huis.dataSource.manager;
beforeAll(async () => {
  huis = await startAcademie();
  privacy = await logIn(huis, await maakGebruiker(huis.dataSource, { rol: 'privacy' }));
});
afterAll(() => huis?.sluit());

const wis = (id: string, body: object = {}) =>
  vraag(huis, `/api/v1/personen/${id}/wissing`, {
    method: 'POST',
    headers: { cookie: privacy.cookie, 'x-csrf-token': privacy.csrf, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
/** Begins `doe` while another transaction holds this person, and lets go once `doe` waits for it. */
async function terwijlVast<T>(
  id: string,
  doe: () => Promise<T>,
  daarna?: (db: EntityManager) => Promise<unknown>,
): Promise<T> {
  let bezig!: Promise<T>;
  await m().transaction(async (db) => {
    await db.query('SELECT id FROM persoon WHERE id = $1 FOR UPDATE', [id]);
    bezig = doe();
    bezig.catch(() => undefined);
    await pause(400);
    await daarna?.(db);
  });
  return bezig;
}
const codesVan = async (id: string): Promise<string[]> =>
  (
    await m().query<{ code: string }[]>(
      `SELECT code FROM auditregel WHERE onderwerp_soort = 'persoon' AND onderwerp_id = $1 ORDER BY id`,
      [id],
    )
  ).map(({ code }) => code);

interface Antwoordlijf {
  weg: { wat: string; aantal: number }[];
  anoniem: { wat: string; aantal: number }[];
  blijft: { wat: string; waarom: string }[];
  afgemeld: { aanmelding: string }[];
  afmeldenNodig: boolean;
}

describe('wissen', () => {
  test('eerst de proef, die niets verandert; dan is de mens weg en telt de aanmelding nog', async () => {
    const cohort = await maakCohort(huis.dataSource, { capaciteit: 1, minimum: 0 });
    const weg = await meldLosAan(huis, cohort.id, systeem, {
      achternaam: 'Wegman',
      email: 'weg@school.example',
    });
    const wacht = await meldLosAan(huis, cohort.id, systeem);
    const proef = await wis(weg.persoonId, { proef: true });
    expect(proef.status).toBe(200);
    const { afgemeld, weg: gaat } = proef.json<Antwoordlijf>();
    expect(afgemeld).toEqual([
      expect.objectContaining({ aanmelding: weg.id, status: 'geplaatst', dichtbij: false }),
    ]);
    expect(gaat.map(({ wat }) => wat).join()).toMatch(/mail/);
    expect(await m().existsBy(Persoon, { id: weg.persoonId })).toBe(true);

    const gedaan = await wis(weg.persoonId);
    expect(gedaan.status).toBe(200);
    // What the preview said is what happened.
    expect(gedaan.json<Antwoordlijf>().blijft).toEqual(proef.json<Antwoordlijf>().blijft);
    expect(await m().existsBy(Persoon, { id: weg.persoonId })).toBe(false);
    const over = await m().findOneByOrFail(Aanmelding, { id: weg.id });
    expect(over).toMatchObject({ status: 'geannuleerd', persoonId: weg.id, beeindigdDoor: 'deelnemer' });
    // The place went to the line in the same act.
    expect((await m().findOneByOrFail(Aanmelding, { id: wacht.id })).status).toBe('voorlopig');
    const [mail] = await m().findBy(Bericht, { soort: 'privacyverzoeken/gewist' });
    expect(mail).toMatchObject({ aan: 'weg@school.example', persoonId: null });
    expect(mail!.tekst).not.toMatch(/wegman/i);
    await verwachtGaaf(huis);

    const nogEens = await wis(weg.persoonId);
    expect([nogEens.status, nogEens.json().code]).toEqual([409, 'al-gewist']);
    expect((await wis('00000000-0000-4000-8000-000000000000')).json().code).toBe('persoon-onbekend');
    expect(await codesVan(weg.persoonId)).toEqual(['persoon.gewist', 'persoon.wissing-tegengehouden']);
  });

  test('wie morgen een plaats heeft, wordt niet ongemerkt gewist: het wordt gezegd, vastgelegd, en kan in één keer', async () => {
    const cohort = await maakCohort(huis.dataSource);
    const { id, persoonId } = await meldLosAan(huis, cohort.id, systeem);
    await huis.dataSource.query(
      `UPDATE bijeenkomst SET begint = '2026-11-11T09:00:00Z', eindigt = '2026-11-11T12:00:00Z' WHERE cohort_id = $1`,
      [cohort.id],
    );
    const geweigerd = await wis(persoonId);
    expect([geweigerd.status, geweigerd.json().code]).toEqual([409, 'doet-binnenkort-mee']);
    expect(geweigerd.json<{ detail: string }>().detail).toMatch(/Meld de persoon eerst af/);
    expect((await m().findOneByOrFail(Aanmelding, { id })).status).toBe('geplaatst');
    expect(await codesVan(persoonId)).toEqual(['persoon.wissing-tegengehouden']);
    const pad = `/beheer/personen/${persoonId}/wissing`;
    const zonder = await stuur(huis, pad, privacy);
    expect(zonder.status).toBe(422);
    expect(zonder.tekst).toContain('Er is niets gewist');
    expect((await stuur(huis, pad, privacy, { afmelden: 'ja' })).status).toBe(303);
    expect((await m().findOneByOrFail(Aanmelding, { id })).status).toBe('geannuleerd');
  });

  test('van samengevoegde personen gaan beide, bij welke van de twee je ook begint', async () => {
    const [blijft, gaatOp] = [await maakPersoon(huis.dataSource), await maakPersoon(huis.dataSource)];
    await huis.app.get(PersonenSamenvoegenService).voegSamen(systeem, blijft.id, gaatOp.id);
    expect((await wis(gaatOp.id)).status).toBe(200);
    for (const { id } of [blijft, gaatOp]) {
      expect(await m().existsBy(Persoon, { id })).toBe(false);
      expect((await wis(id)).json().code).toBe('al-gewist');
    }
  });

  test('twee keer tegelijk is één keer, en de ander hoort dat het al gedaan is', async () => {
    const { id } = await maakPersoon(huis.dataSource);
    const service = huis.app.get(WissenService);
    const uitkomsten = await terwijlVast(id, () =>
      Promise.allSettled([service.wis(systeem, id, false), service.wis(systeem, id, false)]),
    );
    const mis = uitkomsten.flatMap((een) => (een.status === 'rejected' ? [een.reason as unknown] : []));
    expect(mis).toEqual([expect.objectContaining({ code: 'al-gewist' })]);
    const wie = { soort: 'persoon' as const, id, naam: '', email: '' };
    await expect(huis.app.get(PrivacyverzoekenService).vraag(wie, 'wissing', null)).rejects.toMatchObject({
      code: 'persoon-onbekend',
    });
    await expect(huis.app.get(MijnVerzoekScherm).toon(id)).rejects.toMatchObject({
      code: 'persoon-onbekend',
    });
  });

  test('ook in mail aan anderen, waar die ook over gaat, aan welk adres ook en hoe de naam er ook in staat', async () => {
    const [hier, elders] = [await maakCohort(huis.dataSource), await maakCohort(huis.dataSource)];
    const naam = { voornaam: 'Reden=merk', achternaam: 'O<Merk', email: 'oudmerk@school.example' };
    const { persoonId } = await meldLosAan(huis, hier.id, systeem, naam);
    const nieuw = 'nieuwmerk@school.example';
    await m().update(Persoon, { id: persoonId }, { email: nieuw, emailNorm: nieuw });
    const ander = await meldLosAan(huis, elders.id, systeem);
    const reden = 'Ruzie met Reden=merk O<Merk, oudmerk@school.example';
    await huis.app.get(AanmeldingenService).annuleer(ander.id, coordinator, reden);
    const vrager = await maakPersoon(huis.dataSource);
    const inlog = await logPersoonIn(huis, vrager.id);
    await stuur(huis, '/mijn/gegevens/verzoek', inlog, { soort: 'wissing', toelichting: '' });
    const verzoek = await m().findOneByOrFail(Privacyverzoek, { persoonId: vrager.id });
    const afwijzing = `/beheer/privacyverzoeken/${verzoek.id}/afwijzing`;
    await stuur(huis, afwijzing, privacy, { reden: 'Vraag Reden=merk' });
    const waar = [{ persoonId: vrager.id }, { aanmeldingId: ander.id }];
    const tekst = async () => (await m().findBy(Bericht, waar)).map(({ html, tekst }) => html + tekst).join();
    expect((await tekst()).match(/merk/gi)!.length).toBeGreaterThan(5);
    const { weg } = (await wis(persoonId)).json<{ weg: { wat: string }[] }>();
    expect(weg[0]!.wat).toBe('naam en e-mailadres');
    expect(await tekst()).not.toMatch(/merk/i);
    expect(await tekst()).toContain('(gewist)');
  });

  test('wie intussen wordt samengevoegd, gaat helemaal', async () => {
    const [blijft, gaatOp] = [await maakPersoon(huis.dataSource), await maakPersoon(huis.dataSource)];
    const voegSamen = (db: EntityManager) =>
      db.query('UPDATE persoon SET samengevoegd_met_id = $2 WHERE id = $1', [gaatOp.id, blijft.id]);
    const service = huis.app.get(WissenService);
    await terwijlVast(gaatOp.id, () => service.wis(systeem, gaatOp.id, false), voegSamen);
    for (const { id } of [blijft, gaatOp]) expect(await m().existsBy(Persoon, { id })).toBe(false);
  });

  test.each(['trainer', 'beheer'] as const)(
    'een %s houdt het account, en de proef zegt waarom',
    async (rol) => {
      const email = `${rol}@academie.example`;
      const account = await maakGebruiker(huis.dataSource, { rol, email, naam: 'Tra Iner' });
      const { id } = await maakPersoon(huis.dataSource, { email });
      const proef = (await wis(id, { proef: true })).json<Antwoordlijf>();
      expect(proef.blijft[0]!.wat).toContain(`Het account als medewerker (${rol})`);
      expect((await wis(id)).status).toBe(200);
      const over = await m().findOneByOrFail(Gebruiker, { id: account.id });
      expect([over.email, over.uitgeschakeldOp]).toEqual([email, null]);
    },
  );

  test('een account dat uit staat gaat mee', async () => {
    const email = 'oud@academie.example';
    const account = await maakGebruiker(huis.dataSource, { rol: 'trainer', email, naam: 'Oud Trainer' });
    await m().update(Gebruiker, { id: account.id }, { uitgeschakeldOp: huis.clock.now() });
    const { id } = await maakPersoon(huis.dataSource, { email });
    expect((await wis(id)).status).toBe(200);
    const over = await m().findOneByOrFail(Gebruiker, { id: account.id });
    expect(over).toMatchObject({
      naam: 'Naam gewist',
      email: `gewist-${account.id}@gewist.invalid`,
      wachtwoordHash: null,
    });
    const beheer = await logIn(huis, await maakGebruiker(huis.dataSource, { rol: 'beheer' }));
    const pad = `/beheer/gebruikers/${account.id}`;
    const { tekst } = await vraag(huis, pad, { headers: { cookie: beheer.cookie } });
    expect([tekst.includes('Deze gebruiker is gewist'), tekst.includes('inschakeling')]).toEqual([
      true,
      false,
    ]);
    await stuur(huis, `${pad}/inschakeling`, beheer);
    expect((await m().findOneByOrFail(Gebruiker, { id: account.id })).uitgeschakeldOp).not.toBeNull();
  });

  test('wie ingelogd was, is het daarna niet meer', async () => {
    const { id } = await maakPersoon(huis.dataSource);
    const { cookie } = await logPersoonIn(huis, id);
    expect((await vraag(huis, '/mijn', { headers: { cookie } })).status).toBe(200);
    await wis(id);
    expect((await vraag(huis, '/mijn', { headers: { cookie } })).status).toBe(303);
  });

  test('wat halverwege afbreekt, laat alles zoals het was', async () => {
    const cohort = await maakCohort(huis.dataSource);
    const { id, persoonId } = await meldLosAan(huis, cohort.id, systeem, { opmerking: 'ik kom later' });
    const service = huis.app.get(WissenService);
    const beeld = () =>
      m().query<unknown[]>(
        `SELECT p.*, a.*, (SELECT json_agg(b ORDER BY b.id) FROM bericht b WHERE b.persoon_id = p.id) AS mails
           FROM persoon p JOIN aanmelding a ON a.persoon_id = p.id WHERE p.id = $1`,
        [persoonId],
      );
    const voor = await beeld();
    const echt = service['sluitAf'].bind(service);
    service['sluitAf'] = () => Promise.reject(new Error('het licht ging uit'));
    await expect(service.wis(systeem, persoonId, false)).rejects.toThrow('het licht ging uit');
    service['sluitAf'] = echt;
    expect(await beeld()).toEqual(voor);
    expect((await m().findOneByOrFail(Aanmelding, { id })).status).toBe('geplaatst');
  });
});
