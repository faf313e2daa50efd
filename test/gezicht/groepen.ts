import type { AanmeldingBeeld } from '../../src/aanmeldingen/aanmeldingen.queries.js';
import { mijnregel } from '../../src/aanmeldingen/mijn.scherm.js';
import { cohortregel, geld, tegelVan } from '../../src/cohorten/cohort.scherm.js';
import type { CohortBeeld } from '../../src/cohorten/cohorten.queries.js';
import type { Opleiding } from '../../src/opleidingen/opleiding.entity.js';
import { aanmelding, bladzijde, cohort, groepsrij, keren, LANG, nu, opleiding, ZIN } from './gegevens.js';
import type { Onderdelen } from './onderdeel.js';

/** What participants see of groups: in a list, on a page, in a month, and of their own. */
const vol = { bezet: 18, geplaatst: 18 };
const lang = { opleiding: LANG, naam: LANG, locatie: `${LANG}, ${ZIN}` };
const kaart = (c: Partial<CohortBeeld>, ...ook: Partial<CohortBeeld>[]) => ({
  ...bladzijde([{ ...c }, ...ook]).cohorten[0]!,
  enige: null,
});
const balk = (c: Partial<CohortBeeld> | null, o: Partial<Opleiding> = {}) => bladzijde(c ? [c] : [], o).balk;
const zonderData = { bijeenkomsten: [], eerste: null, laatste: null, aanmelden: 'dicht' as const };

const mijn = (a: Partial<AanmeldingBeeld>, c: Partial<CohortBeeld> = {}): ReturnType<typeof mijnregel> =>
  mijnregel(aanmelding(a), cohort(c), nu);

export const groepen = {
  dagtegel: {
    smal: true,
    staten: [
      { wat: 'gewoon', context: tegelVan(new Date('2026-10-07T11:30:00Z')) },
      { wat: 'een dag van één cijfer, in juni', context: tegelVan(new Date('2027-06-01T11:30:00Z')) },
    ],
  },
  groepstand: {
    smal: true,
    staten: [
      { wat: 'plek genoeg', context: cohortregel(cohort()) },
      { wat: 'bijna vol', context: cohortregel(cohort({ bezet: 16 })) },
      { wat: 'nog één plek', context: cohortregel(cohort({ bezet: 17 })) },
      { wat: 'duizenden plekken', context: cohortregel(cohort({ capaciteit: 12_345, bezet: 0 })) },
      { wat: 'vol', context: cohortregel(cohort(vol)) },
      { wat: 'vol, met een wachtlijst', context: cohortregel(cohort({ ...vol, wachtend: 12_345 })) },
      { wat: 'nog niet open', context: cohortregel(cohort({ aanmelden: 'nog-niet' })) },
      { wat: 'gesloten', context: cohortregel(cohort({ aanmelden: 'voorbij' })) },
      { wat: 'begonnen', context: cohortregel(cohort({ aanmelden: 'begonnen' })) },
      { wat: 'afgerond', context: cohortregel(cohort({ status: 'afgerond' })) },
      { wat: 'alleen aangekondigd', context: cohortregel(cohort({ alleenAangekondigd: true })) },
      { wat: 'geannuleerd', context: cohortregel(cohort({ status: 'geannuleerd' })) },
      { wat: 'zonder datum', context: cohortregel(cohort(zonderData)) },
    ],
  },
  plaatsen: {
    dicht: 'ook',
    smal: true,
    staten: [
      { wat: 'een deel bezet, minimum nog niet gehaald', context: cohortregel(cohort()) },
      { wat: 'minimum gehaald', context: cohortregel(cohort({ bezet: 12 })) },
      { wat: 'niemand', context: cohortregel(cohort({ bezet: 0 })) },
      { wat: 'vol', context: cohortregel(cohort(vol)) },
      { wat: 'één plek', context: cohortregel(cohort({ capaciteit: 1, bezet: 0, minimum: null })) },
      { wat: 'veertig plekken', context: cohortregel(cohort({ capaciteit: 40, bezet: 23 })) },
      { wat: 'meer dan veertig', context: cohortregel(cohort({ capaciteit: 250, bezet: 97, minimum: 120 })) },
      { wat: 'meer mensen dan plekken', context: cohortregel(cohort({ bezet: 20 })) },
      { wat: 'aantal plekken onbekend: niets', context: cohortregel(cohort({ capaciteit: null })) },
    ],
  },
  nummer: {
    smal: true,
    staten: [
      { wat: 'de derde van zeven', context: { positie: 3, van: 7 } },
      { wat: 'de enige', context: { positie: 1, van: 1 } },
      { wat: 'de laatste van twintig', context: { positie: 20, van: 20 } },
      { wat: 'van meer dan twintig: alleen het getal', context: { positie: 12_345, van: 54_321 } },
    ],
  },
  groepsrij: {
    in: 'rijen',
    staten: [
      { wat: 'gewoon', context: groepsrij({}) },
      { wat: 'bijna vol, met punten', context: groepsrij({ bezet: 16 }, { herregistratiepunten: 12 }) },
      { wat: 'vol, met een wachtlijst', context: groepsrij({ ...vol, wachtend: 4 }) },
      { wat: 'nog niet open', context: groepsrij({ aanmelden: 'nog-niet', aanmeldenVanaf: '2026-09-20' }) },
      { wat: 'gesloten, gratis', context: groepsrij({ aanmelden: 'voorbij', kostenCent: 0 }) },
      { wat: 'geannuleerd', context: groepsrij({ status: 'geannuleerd', bezet: 0 }) },
      {
        wat: 'één middag, meer dan veertig plekken',
        context: groepsrij({ capaciteit: 120, bezet: 31, bijeenkomsten: keren(1) }),
      },
      {
        wat: 'weinig bekend',
        context: groepsrij(
          { capaciteit: null, minimum: null, locatie: null, kostenCent: null, aanmeldenVoor: null },
          { doelgroepen: [] },
        ),
      },
      {
        wat: 'lange namen en grote getallen',
        context: groepsrij(
          { ...lang, capaciteit: 12_345, wachtend: 12_345, bezet: 12_345, kostenCent: 1_234_500 },
          { naam: LANG, herregistratiepunten: 12_345 },
        ),
      },
    ],
  },
  groepskaart: {
    staten: [
      { wat: 'gewoon', context: kaart({}) },
      {
        wat: 'minimum gehaald, met toelichting en bron',
        context: kaart({ bezet: 12, toelichting: `${ZIN}\n\n${ZIN}`, bron: 'De folder van 2026' }),
      },
      {
        wat: 'vol, met een wachtlijst en een andere groep',
        context: kaart({ ...vol, wachtend: 4 }, { id: 'ander', code: 'VJ-27', naam: 'Voorjaar 2027' }),
      },
      { wat: 'vol, nog niemand op de wachtlijst', context: kaart(vol) },
      { wat: 'nog niet open', context: kaart({ aanmelden: 'nog-niet', aanmeldenVanaf: '2026-09-20' }) },
      { wat: 'gesloten', context: kaart({ aanmelden: 'voorbij' }) },
      { wat: 'gepland, zonder data', context: kaart({ ...zonderData, minimum: null }) },
      { wat: 'we peilen wie mee wil doen', context: kaart({ ...zonderData, status: 'peiling' }) },
      {
        wat: 'geannuleerd, met reden',
        context: kaart({ status: 'geannuleerd', bezet: 0, annuleringsreden: 'Te weinig deelnemers.' }),
      },
      {
        wat: 'de enige groep: op een telefoon staat de knop in de balk',
        context: { ...kaart({}), enige: cohortregel(cohort()) },
      },
      {
        wat: 'veertig keer, met lange namen',
        context: kaart({
          ...lang,
          bijeenkomsten: keren(40, { locatie: LANG }),
          capaciteit: 12_345,
          bezet: 12_340,
        }),
      },
    ],
  },
  feitenbalk: {
    staten: [
      { wat: 'gewoon', context: balk({}) },
      {
        wat: 'één dag, gratis',
        context: balk(
          { bijeenkomsten: keren(1), locatie: null },
          { kostenCent: 0, contacturen: null, vergoedingPct: null, bekostiging: null },
        ),
      },
      {
        wat: 'zonder groep',
        context: balk(null, { contacturen: null, studielastUren: null, duur: '2 jaar' }),
      },
      {
        wat: 'niets bekend',
        context: balk(null, {
          contacturen: null,
          studielastUren: null,
          kostenCent: null,
          vergoedingPct: null,
          bekostiging: null,
        }),
      },
      {
        wat: 'lange namen en grote getallen',
        context: balk(
          { ...lang, bijeenkomsten: keren(40) },
          {
            contacturen: 12_345,
            studielastUren: 54_321,
            kostenCent: 12_345_67,
            bekostiging: ZIN,
            vergoedingVoor: LANG,
          },
        ),
      },
    ],
  },
  opleidingsfeiten: {
    staten: [
      { wat: 'onder de balk', context: { ...bladzijde([{}]), balk: true } },
      {
        wat: 'alles wat er te zeggen is',
        context: {
          ...bladzijde([], {
            leerjaren: 2,
            duur: '2 jaar',
            ects: 7.5,
            herregistratiepunten: 40,
            voorwaarden: `${ZIN}\n\n${ZIN}`,
            aanbieders: ['Hogeschool Utrecht', LANG],
          }),
          vervolg: { naam: LANG, href: '#' },
          vervolgOp: { naam: 'Co-teaching, de eerste stap', href: '#' },
          balk: false,
        },
      },
      {
        wat: 'weinig bekend',
        context: {
          ...bladzijde([], {
            doelgroepen: [],
            aanbieders: [],
            kostenCent: null,
            vergoedingPct: null,
            bekostiging: null,
            contacturen: null,
            studielastUren: null,
            duur: '3 dagen',
          }),
          balk: false,
        },
      },
    ],
  },
  bijeenkomsten: {
    staten: [
      { wat: 'drie keer', context: { ...cohortregel(cohort()), stil: false, metOnderwerp: false } },
      {
        wat: 'één keer, online, met een link',
        context: {
          bijeenkomsten: [{ ...keren(1)[0]!, nummer: 1, online: true, link: '#', onderwerp: 'Kennismaken' }],
          stil: true,
          metOnderwerp: true,
        },
      },
      { wat: 'nog geen data', context: { bijeenkomsten: [], stil: true, metOnderwerp: true } },
      {
        wat: 'veertig keer, met lange namen',
        context: {
          bijeenkomsten: keren(40, { locatie: LANG, onderwerp: LANG }),
          stil: false,
          metOnderwerp: true,
        },
      },
    ],
  },
  prijs: {
    smal: true,
    staten: [
      { wat: 'een prijs', context: { kosten: 450 } },
      { wat: 'met centen', context: { kosten: 12_345.67 } },
      { wat: 'gratis', context: { kosten: 0 } },
    ],
  },
  kosten: {
    smal: true,
    staten: [
      { wat: 'een prijs, met vergoeding', context: geld(opleiding()) },
      { wat: 'gratis', context: geld(opleiding({ kostenCent: 0, vergoedingPct: null })) },
      { wat: 'niet bekend', context: geld(opleiding({ kostenCent: null, vergoedingPct: null })) },
    ],
  },
  voorbeeld: { smal: true, staten: [{ wat: 'het merkje', context: {} }] },
  mijnregel: {
    in: 'lijst',
    staten: [
      { wat: 'doet mee', context: mijn({}) },
      { wat: 'online, nu', context: mijn({}, { bijeenkomsten: keren(3, { link: '#' }) }) },
      {
        wat: 'heeft een aanbod',
        context: mijn({
          status: 'voorlopig',
          wachtOp: ['aanbod'],
          vervaltOp: new Date('2026-09-16T15:00:00Z'),
        }),
      },
      {
        wat: 'moet nog bevestigen',
        context: mijn(
          { status: 'voorlopig', wachtOp: ['emailbevestiging'], vervaltOp: new Date('2026-09-16T15:00:00Z') },
          { bijeenkomsten: [] },
        ),
      },
      { wat: 'wacht', context: mijn({ status: 'wachtlijst', wachtlijstpositie: 3 }) },
      { wat: 'voorbij', context: mijn({ status: 'geannuleerd' }, { bijeenkomsten: [], locatie: null }) },
      {
        wat: 'een lange naam',
        context: mijn(
          { opleiding: LANG, status: 'wachtlijst', wachtlijstpositie: 12_345 },
          { locatie: LANG },
        ),
      },
    ],
  },
} satisfies Onderdelen;
