import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Bericht } from '../../src/berichten/bericht.entity.js';
import { Privacyverzoek } from '../../src/privacyverzoeken/privacyverzoek.entity.js';
import type { Verzoeksoort } from '../../src/privacyverzoeken/standen.js';
import { PrivacyverzoekenService } from '../../src/privacyverzoeken/verzoeken.service.js';
import { Persoon } from '../../src/toegang/persoon.entity.js';
import { DINSDAG, startAcademie, type Academie } from '../support/academie.js';
import { logIn, logPersoonIn, type Inlog } from '../support/inloggen.js';
import { maakGebruiker, maakPersoon } from '../support/makers.js';
import { stuur, vraag } from '../support/vraag.js';

let huis: Academie;
let coordinator: Inlog;
const MIJN = '/mijn/gegevens/verzoek';
const m = () => huis.dataSource.manager;
beforeAll(async () => {
  huis = await startAcademie();
  coordinator = await logIn(huis, await maakGebruiker(huis.dataSource));
});
afterAll(() => huis?.sluit());

const lees = async (pad: string, wie: Inlog) =>
  (await vraag(huis, pad, { headers: { cookie: wie.cookie } })).tekst;
const verzoekenVan = (persoonId: string) => m().findBy(Privacyverzoek, { persoonId });
const mails = async (persoonId: string) =>
  (await m().findBy(Bericht, { persoonId })).map(({ soort }) => soort).sort();

async function iemand(): Promise<{ id: string; inlog: Inlog }> {
  const { id } = await maakPersoon(huis.dataSource);
  return { id, inlog: await logPersoonIn(huis, id) };
}

describe('een verzoek', () => {
  test('eerst wat het betekent, dan gevraagd, met de termijn van een maand; twee keer is één', async () => {
    const { id, inlog } = await iemand();
    expect(await lees(`${MIJN}?soort=wissing`, inlog)).toContain('Dit kan niet terug');
    expect(await verzoekenVan(id)).toEqual([]);
    expect((await stuur(huis, MIJN, inlog, { soort: 'wissing', toelichting: 'Ik stop ermee' })).status).toBe(
      303,
    );
    expect(await verzoekenVan(id)).toEqual([
      expect.objectContaining({
        soort: 'wissing',
        termijnOp: '2026-12-10',
        toelichting: 'Ik stop ermee',
        status: 'open',
      }),
    ]);
    await stuur(huis, MIJN, inlog, { soort: 'wissing' });
    expect(await verzoekenVan(id)).toHaveLength(1);
    const wie = { soort: 'persoon' as const, id, naam: '', email: '' };
    await expect(huis.app.get(PrivacyverzoekenService).vraag(wie, 'wissing', null)).rejects.toMatchObject({
      code: 'verzoek-loopt-al',
      melding: expect.stringContaining('Dat verzoek loopt nog'),
    });
    expect(await lees(MIJN, inlog)).toContain('uiterlijk op');
    expect(await mails(id)).toEqual(['privacyverzoeken/ontvangen']);
    const te_lang = await stuur(huis, MIJN, inlog, { soort: 'beperking', toelichting: 'x'.repeat(1001) });
    expect([te_lang.status, te_lang.tekst.includes('xxx')]).toEqual([422, true]);
  });

  test('kort na elkaar twee keer is ook één', async () => {
    const { id } = await iemand();
    const wie = { soort: 'persoon' as const, id, naam: '', email: '' };
    const vragen = [1, 2, 3].map(() => huis.app.get(PrivacyverzoekenService).vraag(wie, 'beperking', null));
    const uitkomsten = await Promise.allSettled(vragen);
    expect(uitkomsten.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await verzoekenVan(id)).toHaveLength(1);
  });

  test('intrekken kan alleen wie het vroeg, en één keer', async () => {
    const [vrager, ander] = [await iemand(), await iemand()];
    await stuur(huis, MIJN, vrager.inlog, { soort: 'wissing' });
    const [verzoek] = await verzoekenVan(vrager.id);
    const pad = `${MIJN}/${verzoek!.id}/intrekking`;
    expect((await stuur(huis, pad, ander.inlog)).status).toBe(404);
    expect((await verzoekenVan(vrager.id))[0]!.status).toBe('open');
    expect((await stuur(huis, pad, vrager.inlog)).status).toBe(303);
    expect((await verzoekenVan(vrager.id))[0]!.status).toBe('ingetrokken');
    await stuur(huis, pad, vrager.inlog);
    expect(await lees(MIJN, vrager.inlog)).toContain('ingetrokken');
  });

  test('afwijzen vraagt een reden, die de mens leest; op de lijst valt op wat te laat is', async () => {
    const { id, inlog } = await iemand();
    await stuur(huis, MIJN, inlog, { soort: 'wissing' });
    const [verzoek] = await verzoekenVan(id);
    const een = `/beheer/privacyverzoeken/${verzoek!.id}`;
    expect(await lees(een, coordinator)).toContain('Blijft, en waarom');
    // A session of staff ends after two quiet hours, so it is another day with another log-in.
    huis.clock.set(new Date('2026-12-12T09:00:00Z'));
    const later = await logIn(huis, await maakGebruiker(huis.dataSource, { rol: 'privacy' }));
    expect(await lees('/beheer/privacyverzoeken', later)).toContain('2 dagen te laat');
    // Whatever a request, its preview and the list lead to opens for privacy too.
    const schermen = [een, `/beheer/personen/${id}/wissing`, '/beheer/privacyverzoeken'];
    const links = (await Promise.all(schermen.map((pad) => lees(pad, later)))).flatMap((tekst) =>
      [...tekst.matchAll(/href="(\/beheer[^"#]*)"/g)].map(([, href]) => href!.replaceAll('&amp;', '&')),
    );
    for (const href of new Set(links))
      expect([href, (await vraag(huis, href, { headers: { cookie: later.cookie } })).status]).toEqual([
        href,
        200,
      ]);
    const leeg = await stuur(huis, `${een}/afwijzing`, later, { reden: '' });
    expect(leeg.status).toBe(422);
    expect((await stuur(huis, `${een}/afwijzing`, later, { reden: 'Bel ons even' })).status).toBe(303);
    const weer = await logPersoonIn(huis, id);
    expect(await mails(id)).toEqual(['privacyverzoeken/afgewezen', 'privacyverzoeken/ontvangen']);
    expect(await lees(MIJN, weer)).toContain('Bel ons even');
    expect((await stuur(huis, `${een}/afwijzing`, later, { reden: 'nog eens' })).status).toBe(422);
    huis.clock.set(DINSDAG);
    coordinator = await logIn(huis, await maakGebruiker(huis.dataSource));
  });

  test('uitvoeren sluit het: het verzoek blijft, zonder van wie', async () => {
    const { id, inlog } = await iemand();
    await stuur(huis, MIJN, inlog, { soort: 'wissing', toelichting: 'Weg ermee' });
    const [verzoek] = await verzoekenVan(id);
    const antwoord = await stuur(huis, `/beheer/personen/${id}/wissing`, coordinator);
    expect([antwoord.status, antwoord.header('location')]).toEqual([303, '/beheer/privacyverzoeken']);
    const na = await m().findOneByOrFail(Privacyverzoek, { id: verzoek!.id });
    expect(na).toMatchObject({ status: 'uitgevoerd', persoonId: null, toelichting: null });
    expect(na.doorId).not.toBeNull();
    expect(await lees(`/beheer/privacyverzoeken/${na.id}`, coordinator)).toContain('Gewist');
    expect(await m().existsBy(Persoon, { id })).toBe(false);
  });

  test('de termijn is een maand op de kalender, ook waar die dag er niet is', async () => {
    huis.clock.set(new Date('2027-01-31T22:30:00Z'));
    const { id } = await maakPersoon(huis.dataSource);
    const vragen = (soort: Verzoeksoort) =>
      huis.app.get(PrivacyverzoekenService).vraag({ soort: 'persoon', id, naam: '', email: '' }, soort, null);
    expect((await vragen('wissing')).termijnOp).toBe('2027-02-28');
    huis.clock.set(DINSDAG);
  });
});
