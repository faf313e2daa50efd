import { LANG, scholen, werkplek, ZIN } from './gegevens.js';
import type { Onderdelen } from './onderdeel.js';

/** What somebody fills in, as it is and as it comes back when it is refused. */
const uitleg = 'Zoals het in je paspoort staat.';
const naam = { naam: 'achternaam', label: 'Achternaam' };
const lang = { naam: 'lang', label: LANG, uitleg: `${LANG} ${ZIN}`, fout: `${LANG} ${ZIN}` };
const opties = [
  { waarde: 'po', tekst: 'Basisonderwijs' },
  { waarde: 'so', tekst: LANG },
];

export const velden = {
  formveld: {
    dicht: 'ook',
    smal: true,
    staten: [
      { wat: 'leeg', context: naam },
      { wat: 'ingevuld, met uitleg', context: { ...naam, waarde: 'Van ’t Hof-Şahin', uitleg } },
      { wat: 'niet verplicht', context: { ...naam, vrijblijvend: true } },
      { wat: 'geweigerd', context: { ...naam, uitleg, fout: 'Vul je achternaam in.', verplicht: true } },
      {
        wat: 'een getal, heel smal',
        context: {
          naam: 'getal',
          label: 'Aantal plaatsen',
          type: 'number',
          inputmode: 'numeric',
          min: '1',
          max: 99_999,
          waarde: 12_345,
          smal: 'heel',
        },
      },
      {
        wat: 'een datum',
        context: { naam: 'dag', label: 'Dag', type: 'date', waarde: '2026-10-07', smal: true },
      },
      {
        wat: 'een code',
        context: {
          naam: 'code',
          label: 'Code',
          spelling: 'uit',
          autocomplete: 'one-time-code',
          maxlengte: 6,
          smal: true,
          sleutel: 'app',
        },
      },
      { wat: 'alles lang', context: { ...lang, waarde: LANG } },
    ],
  },
  tekstvak: {
    dicht: 'ook',
    smal: true,
    staten: [
      { wat: 'leeg', context: { naam: 'reden', label: 'Reden', verplicht: true } },
      {
        wat: 'ingevuld, met teller',
        context: { naam: 'reden', label: 'Reden', uitleg, waarde: ZIN, maxlengte: 500, rijen: 5 },
      },
      {
        wat: 'niet verplicht',
        context: { naam: 'reden', label: 'Toelichting', vrijblijvend: true, rijen: 2, sleutel: 'twee' },
      },
      {
        wat: 'geweigerd',
        context: {
          naam: 'reden',
          label: 'Reden',
          uitleg,
          waarde: ZIN.repeat(4),
          fout: 'Dit is te lang: ten hoogste 500 tekens.',
          maxlengte: 500,
        },
      },
      { wat: 'alles lang', context: { ...lang, waarde: LANG } },
    ],
  },
  keuze: {
    dicht: 'ook',
    smal: true,
    staten: [
      {
        wat: 'nog niets gekozen',
        context: { naam: 'soort', label: 'Soort onderwijs', leeg: 'Kies', opties },
      },
      {
        wat: 'gekozen, met uitleg',
        context: {
          naam: 'soort',
          label: 'Soort onderwijs',
          uitleg,
          waarde: 'po',
          opties,
          vrijblijvend: true,
        },
      },
      {
        wat: 'geweigerd',
        context: {
          naam: 'soort',
          label: 'Soort onderwijs',
          uitleg,
          leeg: 'Kies',
          opties,
          fout: 'Kies het soort onderwijs.',
          verplicht: true,
        },
      },
      {
        wat: 'niets om uit te kiezen',
        context: { naam: 'soort', label: 'Soort onderwijs', leeg: 'Geen', opties: [] },
      },
      { wat: 'alles lang', context: { ...lang, waarde: 'so', opties, sleutel: 'lang' } },
    ],
  },
  vinkje: {
    dicht: 'ook',
    smal: true,
    staten: [
      { wat: 'uit', context: { naam: 'akkoord', label: 'Ik ga akkoord' } },
      { wat: 'aan, met uitleg', context: { naam: 'akkoord', label: 'Ik ga akkoord', aan: true, uitleg } },
      {
        wat: 'geweigerd',
        context: {
          naam: 'akkoord',
          label: 'Ik ga akkoord',
          uitleg,
          fout: 'Zonder akkoord kan het niet.',
          sleutel: 'een',
          waarde: 'true',
        },
      },
      { wat: 'alles lang', context: lang },
    ],
  },
  werkplek: {
    smal: true,
    staten: [
      { wat: 'leeg', context: { veld: werkplek() } },
      {
        wat: 'gezocht en gekozen',
        context: { veld: werkplek({ getypt: 'raf', waarde: '01AB00', keuzes: scholen('01AB00') }) },
      },
      {
        wat: 'niets gevonden',
        context: {
          veld: werkplek({ getypt: 'hogwarts', niets: true }),
          fouten: { vestigingscode: 'We vinden niets dat op ‘hogwarts’ lijkt.' },
        },
      },
      {
        wat: 'staat er niet bij, niet ingevuld',
        context: { veld: werkplek({ waarde: 'geen' }), fouten: { organisatie: 'Vul in waar je werkt.' } },
      },
      {
        wat: 'alleen een school',
        context: {
          veld: werkplek({ label: 'Welke school?', uitleg: ZIN, geenWaarde: null, keuzes: scholen() }),
        },
      },
    ],
  },
} satisfies Onderdelen;
