import { opgemaakt } from '../../src/berichten/berichten.rules.js';
/** Fixed data for every mail, one or more cases each; the shape stands at the top of the template. */
const basis = {
  voornaam: 'Noor',
  link: 'https://academie.example/a/geheim',
  opleiding: { naam: 'LAS I & II: schoolleider worden', href: 'https://academie.example/opleidingen/las-1' },
  cohort: {
    naam: 'Najaar 2026',
    eerste: new Date('2026-09-24T12:00:00Z'),
    locatie: 'Utrecht, Café ’t Hoogt',
    bijeenkomsten: [
      {
        begint: new Date('2026-09-24T12:00:00Z'),
        eindigt: new Date('2026-09-24T15:00:00Z'),
        locatie: 'Utrecht, Café ’t Hoogt',
      },
      { begint: new Date('2026-11-05T13:00:00Z'), eindigt: new Date('2026-11-05T16:00:00Z'), locatie: null },
    ],
  },
};
const zonderData = {
  ...basis,
  cohort: { naam: 'Voorjaar 2027', eerste: null, locatie: null, bijeenkomsten: [] },
};
const voorjaar = {
  opleiding: basis.opleiding,
  cohort: {
    naam: 'Voorjaar 2027',
    eerste: new Date('2027-03-04T12:30:00Z'),
    locatie: 'Utrecht, De Bilt',
    bijeenkomsten: [
      { begint: new Date('2027-03-04T12:30:00Z'), eindigt: new Date('2027-03-04T16:00:00Z'), locatie: null },
    ],
  },
};
/** Its cohort carries the name of the opleiding, which is then said once. */
const eigenNaam = {
  opleiding: { naam: 'Begeleiding Zij-instroom', href: 'https://academie.example/opleidingen/BZI' },
  cohort: { ...basis.cohort, naam: 'Begeleiding Zij-instroom, nieuwe groep' },
};
const overgezet = {
  ...basis,
  ...voorjaar,
  van: { opleiding: basis.opleiding, cohort: basis.cohort },
  positie: null,
  vervaltOp: null,
  agendaLink: null,
  annuleerLink: `${basis.link}?doe=annuleren`,
};
const samengevoegd = {
  ...basis,
  ...voorjaar,
  van: { opleiding: basis.opleiding, cohort: basis.cohort },
  soort: 'verhuisd',
  status: 'geplaatst',
  stap: null,
  vervaltOp: null,
  positie: null,
  annuleerLink: `${basis.link}?doe=annuleren`,
};
const certificaat = {
  voornaam: 'Noor',
  nummer: 'ULA-2026-0047',
  naam: 'Noor van ’t Hof-Şahin',
  opleiding: 'Leiderschap & Academie, Stap I',
  leerjaar: null,
  datum: '2026-07-02',
  plaats: 'Rafaëlschool Utrecht',
  link: 'https://academie.example/certificaten/ULA-2026-0047',
  mijnLink: 'https://academie.example/mijn',
};
const vervaltOp = new Date('2026-09-15T15:00:00Z');
const aanmeldLink = 'https://academie.example/cohorten/x/aanmelden';
const opleidingLink = basis.opleiding.href;
const geplaatst = {
  ...basis,
  agendaLink: null,
  minimum: null,
  goNoGo: null,
  voorbij: false,
  kosten: null,
  vergoeding: null,
};
const afspraak = {
  begint: new Date('2026-09-24T12:00:00Z'),
  eindigt: new Date('2026-09-24T15:00:00Z'),
  plaats: 'Utrecht, Café ’t Hoogt',
  link: null,
};
const gewijzigd = {
  ...basis,
  bijeenkomsten: [],
  plaats: null,
  reden: null,
  stand: 'geplaatst',
  annuleerLink: `${basis.link}?doe=annuleren`,
};
const akkoord = {
  ...basis,
  link: 'https://academie.example/bestuur',
  bestuur: { naam: 'SPO Utrecht' },
  deelnemer: { naam: 'Noor de Hont', functie: 'leraar', school: 'OBS Overvecht' },
  vervaltOp,
};

const bijeenkomst = {
  ...basis.cohort.bijeenkomsten[0]!,
  link: null,
  onderwerp: 'Leidinggeven aan je oude collega’s',
};
const herinnering = { ...basis, bijeenkomst, nummer: 2, aantal: 6 };
const besluit = {
  ontvanger: 'Co Ordinator',
  opleiding: basis.opleiding.naam,
  naam: basis.cohort.naam,
  eerste: basis.cohort.eerste,
  link: 'https://academie.example/beheer/cohorten/1/voortgang',
  bezet: 6,
  voorlopig: 1,
  wachtend: 0,
  capaciteit: 20,
  minimum: 8,
  minimumGehaald: false,
  goNoGoOp: '2026-09-10',
};

const evaluatie = {
  ...basis,
  link: 'https://academie.example/evaluatie/geheim',
  totEnMet: '2026-12-10',
};

const woorden = `Donderdag is de hoofdingang dicht. Kom binnen via de fietsenkelder: https://academie.example/route.

Vragen? Mail balie@academie.example
of bel de conciërge als 1 < 2.`;
const mededeling = { titel: 'Andere ingang & "parkeren"', tekst: woorden, opmaak: opgemaakt(woorden) };

/** A paragraph of the coördinator, as the shell of a mail shows it. */
export const alinea = { tekst: woorden, opmaak: opgemaakt(woorden) };

const privacy = { voornaam: 'Noor', link: 'https://academie.example/mijn/gegevens/verzoek' };

export const voorbeelden: Record<string, Record<string, object>> = {
  'privacyverzoeken/ontvangen': {
    wissen: { ...privacy, soort: 'wissing', termijnOp: '2026-12-10' },
    'op slot': { ...privacy, soort: 'beperking', termijnOp: '2026-12-10' },
  },
  'privacyverzoeken/afgewezen': {
    wissen: { ...privacy, soort: 'wissing', reden: 'We weten niet zeker dat jij het bent. Bel ons even.' },
    'op slot': { ...privacy, soort: 'beperking', reden: 'Je gegevens zijn al verbeterd.' },
  },
  'privacyverzoeken/beperkt': { 'op slot': privacy },
  'privacyverzoeken/opgeheven': { 'slot eraf': privacy },
  'privacyverzoeken/gewist': {
    'er was niets meer': { afgemeld: [], certificaten: 0 },
    'met een plek en een certificaat': { afgemeld: ['LAS I & II, Najaar 2026'], certificaten: 1 },
    'met twee certificaten': { afgemeld: [], certificaten: 2 },
  },
  'aanwezigheid/inloper-zonder-plaats': {
    'een trainer zag iemand': {
      naam: 'Noor de Hont',
      door: 'Tra Iner',
      opleiding: 'LAS I & II: schoolleider worden',
      cohort: 'Najaar 2026',
      begint: new Date('2026-09-24T12:00:00Z'),
      capaciteit: 16,
      link: 'https://academie.example/beheer/cohorten/1',
    },
  },
  'cohortbeheer/herinnering': {
    'over een week, in een zaal': { ...herinnering, overDagen: 7 },
    'morgen, online': {
      ...herinnering,
      overDagen: 1,
      bijeenkomst: { ...bijeenkomst, locatie: null, onderwerp: null, link: 'https://online.example/zaal-1' },
    },
    'vandaag, de plaats volgt': { ...herinnering, overDagen: 0, bijeenkomst: { ...bijeenkomst, locatie: null } },
  },
  'cohortbeheer/go-no-go': {
    'drie dagen ervoor, met prognose': {
      ...besluit,
      overDagen: 3,
      prognose: { verwacht: 9, laagst: 7, hoogst: 12, cohorten: 3 },
    },
    'op de dag, gehaald, zonder prognose': {
      ...besluit,
      overDagen: 0,
      bezet: 20,
      voorlopig: 0,
      wachtend: 4,
      minimumGehaald: true,
      prognose: null,
    },
  },
  'cohortbeheer/gaat-door': {
    'met een plaats': { ...basis, stand: 'geplaatst', wachtOp: null },
    'met een aanbod': { ...basis, stand: 'voorlopig', wachtOp: 'aanbod' },
    'wacht op akkoord': { ...basis, stand: 'voorlopig', wachtOp: 'akkoord' },
    'op de wachtlijst': { ...basis, stand: 'wachtlijst', wachtOp: null },
  },
  'aanmeldingen/bevestig-adres': {
    'met een plaats': { ...basis, voor: null, opWachtlijst: false, positie: null, vervaltOp },
    'van een bekend adres': { ...basis, voor: 'Noor Smit', opWachtlijst: false, positie: null, vervaltOp },
    'op de wachtlijst': { ...basis, voor: null, opWachtlijst: true, positie: 3, vervaltOp: null },
    'in de rij om wie er al wachten, met plek': {
      ...basis,
      ...{ voornaam: null, voor: null, opWachtlijst: true, plekNaBevestiging: true, positie: 1, vervaltOp: null },
    },
    'het cohort heeft nog geen data': { ...zonderData, voor: null, opWachtlijst: false, positie: null, vervaltOp },
  },
  'aanmeldingen/geplaatst': {
    zeker: geplaatst,
    'nog onder het minimum, met kosten en agenda': {
      ...geplaatst,
      agendaLink: `${basis.link}/agenda.ics`,
      minimum: 8,
      goNoGo: '2026-09-10',
      kosten: 1250,
      vergoeding: '50% vergoed voor Utrechtse basisscholen',
    },
    'achteraf ingevoerd': { ...geplaatst, voorbij: true },
  },
  'aanmeldingen/wachtlijst': {
    'in de rij': {
      ...basis,
      positie: 3,
      wachtend: 12,
      reactietijd: '48 uur',
    },
    'eerste in de rij': { ...basis, positie: 1, wachtend: 1, reactietijd: '48 uur' },
  },
  'aanmeldingen/al-aangemeld': {
    'heeft een plaats': { ...basis, voor: null, stand: 'Je hebt een plek' },
    'van een bevestigd adres': { ...basis, voor: 'Noor Smit', stand: 'Je hebt een plek' },
  },
  'aanmeldingen/akkoord-gevraagd': {
    'met kosten': { ...akkoord, kosten: 1250, vergoeding: '50% vergoed' },
    'zonder kosten': { ...akkoord, kosten: null, vergoeding: null },
  },
  'aanmeldingen/afgewezen': {
    'door het bestuur': { ...basis, door: 'bestuur', reden: 'Geen vervanging mogelijk', opleidingLink },
    'door de academie, zonder reden': { ...basis, door: 'academie', reden: null, opleidingLink },
  },
  'aanmeldingen/geannuleerd': {
    'door de deelnemer': { ...basis, door: 'deelnemer', reden: null, alternatieven: [], opleidingLink },
    'door de academie': {
      ...basis,
      door: 'academie',
      reden: 'Dubbel aangemeld',
      alternatieven: [],
      opleidingLink,
    },
    'het hele cohort': {
      ...basis,
      door: 'cohort',
      reden: 'Te weinig aanmeldingen',
      alternatieven: [],
      opleidingLink,
    },
    'het hele cohort, met andere cohorten': {
      ...basis,
      door: 'cohort',
      reden: 'Te weinig aanmeldingen',
      alternatieven: [
        {
          opleiding: basis.opleiding.naam,
          naam: 'Voorjaar 2027',
          eerste: new Date('2027-03-04T12:00:00Z'),
          locatie: 'Utrecht, Café ’t Hoogt',
          link: `${basis.link}#overstap-1`,
        },
        { opleiding: 'Inspiratiedag', naam: 'Data volgen', eerste: null, locatie: null, link: `${basis.link}#overstap-2` },
      ],
      opleidingLink,
    },
  },
  'aanmeldingen/overgezet': {
    'met een plaats': { ...overgezet, status: 'geplaatst', agendaLink: `${basis.link}/agenda.ics` },
    'op de wachtlijst, uit een cohort zonder data': { ...overgezet, van: zonderData, status: 'wachtlijst', positie: 4 },
    'wacht op akkoord': { ...overgezet, status: 'voorlopig', vervaltOp },
    'naar een andere opleiding': { ...overgezet, van: eigenNaam, status: 'geplaatst', andereOpleiding: true },
  },
  'aanmeldingen/overzetvoorstel': {
    'met een plaats': { ...basis, ander: voorjaar, heeftPlaats: true, loopt: true },
    'op de wachtlijst': { ...basis, ander: voorjaar, heeftPlaats: false, loopt: true },
    'het cohort gaat niet door': { ...basis, ander: voorjaar, heeftPlaats: false, loopt: false },
    'naar een andere opleiding': {
      ...basis,
      ...eigenNaam,
      ...{ ander: voorjaar, andereOpleiding: true, heeftPlaats: true, loopt: true },
    },
  },
  'cohortbeheer/mededeling': {
    'aan een deelnemer, met links': { ...basis, ...mededeling },
    'aan een trainer': { ...basis, ...mededeling, voornaam: 'Tra Iner', link: null },
  },
  'cohortbeheer/gewijzigd': {
    'verplaatst, erbij en vervallen, met reden': {
      ...gewijzigd,
      bijeenkomsten: [
        { oud: afspraak, nieuw: { ...afspraak, begint: new Date('2026-09-25T12:00:00Z'), eindigt: new Date('2026-09-25T15:00:00Z') } },
        { oud: null, nieuw: { ...afspraak, plaats: null, link: 'https://video.example/1' } },
        { oud: { ...afspraak, plaats: null }, nieuw: null },
      ],
      reden: 'De zaal is die dag niet vrij',
    },
    'alleen een andere plaats, op de wachtlijst': {
      ...gewijzigd,
      plaats: { oud: 'Domplein 1, Utrecht', nieuw: 'Utrecht, Café ’t Hoogt' },
      stand: 'wachtlijst',
    },
  },
  'cohortbeheer/samengevoegd': {
    'verhuisd, met een plaats': samengevoegd,
    'verhuisd, wacht op akkoord': { ...samengevoegd, status: 'voorlopig', stap: 'akkoord', vervaltOp },
    'verhuisd, met een aanbod': { ...samengevoegd, status: 'voorlopig', stap: 'aanbod', vervaltOp },
    'verhuisd, adres nog niet bevestigd': { ...samengevoegd, status: 'voorlopig', stap: 'emailbevestiging', vervaltOp },
    'verhuisd, op de wachtlijst': { ...samengevoegd, status: 'wachtlijst', positie: 5 },
    'stond in beide': { ...samengevoegd, soort: 'dubbel' },
    'stond al in de rij': { ...samengevoegd, soort: 'rij', status: 'wachtlijst', positie: 5 },
  },
  'wachtlijst/aanbod': {
    'een plaats vrij': {
      ...basis,
      vervaltOp,
      accepteerLink: `${basis.link}?doe=accepteren`,
      wijsAfLink: `${basis.link}?doe=afwijzen`,
    },
  },
  'wachtlijst/verlopen': {
    'het aanbod, kan nog': {
      ...basis,
      reden: 'aanbod',
      kanHerleven: true,
      aanmeldenTotEnMet: '2026-09-13',
      opleidingLink,
    },
    'het adres niet bevestigd, kan niet meer': {
      ...basis,
      reden: 'emailbevestiging',
      kanHerleven: false,
      aanmeldenTotEnMet: '2026-09-13',
      opleidingLink,
    },
    'het bestuur zei niets': {
      ...basis,
      reden: 'akkoord',
      kanHerleven: true,
      aanmeldenTotEnMet: null,
      opleidingLink,
    },
  },
  'belangstelling/bevestig': {
    'voor een opleiding': { ...basis, cohort: null },
    'voor een cohort': basis,
  },
  'belangstelling/genoteerd': { 'voor een cohort': basis },
  'belangstelling/al-bekend': {
    bevestigd: { ...basis, cohort: null, bevestigd: true },
    'nog te bevestigen': { ...basis, bevestigd: false },
  },
  'belangstelling/opening': {
    'kan nu': { ...basis, link: aanmeldLink, aanmeldenVanaf: null, aanmeldenTotEnMet: '2026-09-13' },
    'kan straks, data volgen nog': {
      ...zonderData,
      link: aanmeldLink,
      aanmeldenVanaf: '2026-08-20',
      aanmeldenTotEnMet: '2026-09-13',
    },
  },
  'certificering/uitgereikt': {
    'een leerjaar': certificaat,
    'het eerste van twee leerjaren': { ...certificaat, leerjaar: 1 },
  },
  'certificering/uitnodiging': {
    'de eerste keer': {
      ...certificaat,
      link: basis.link,
      begint: new Date('2026-07-02T13:30:00Z'),
      gastheer: 'Rafaëlschool',
      gewijzigd: false,
    },
    'gewijzigd, plaats volgt': {
      ...certificaat,
      link: basis.link,
      leerjaar: 2,
      begint: new Date('2026-07-02T13:30:00Z'),
      plaats: null,
      gastheer: null,
      gewijzigd: true,
    },
  },
  'certificering/vervangen': {
    'de naam verbeterd': { ...certificaat, vorige: 'ULA-2026-0012', soort: 'correctie' },
    'ingetrokken en opnieuw uitgereikt': {
      ...certificaat,
      leerjaar: 2,
      vorige: 'ULA-2026-0012',
      soort: 'heruitgave',
    },
  },
  'certificering/ingetrokken': {
    'met reden': { ...certificaat, reden: 'De eindopdracht bleek van iemand anders.' },
  },
  'evaluaties/uitnodiging': { 'na de laatste bijeenkomst': evaluatie },
  'evaluaties/herinnering': { 'een week later': evaluatie },
  'evaluaties/nameting': { 'een half jaar later': evaluatie },
  'evaluaties/nameting-herinnering': { 'twee weken na de vraag': evaluatie },
  'certificering/vraag-registernummer': {
    'na afronden': {
      voornaam: 'Noor',
      opleiding: { naam: basis.opleiding.naam },
      link: 'https://academie.example/mijn/certificaten#register',
    },
  },
  'certificering/vervolg': {
    'twee cohorten': {
      voornaam: 'Noor',
      gedaan: { naam: 'LAS I' },
      opleiding: { naam: 'LAS II' },
      cohorten: [
        {
          naam: 'Najaar 2026',
          eerste: new Date('2026-09-24T12:00:00Z'),
          laatste: new Date('2027-06-10T15:00:00Z'),
          bijeenkomsten: 12,
          locatie: 'Utrecht, Café ’t Hoogt',
          vrij: 1,
          aanmeldenTotEnMet: '2026-09-13',
          link: 'https://academie.example/cohorten/x/aanmelden?voornaam=Noor',
        },
        {
          naam: 'Voorjaar 2027',
          eerste: null,
          laatste: null,
          bijeenkomsten: 0,
          locatie: null,
          vrij: 14,
          aanmeldenTotEnMet: null,
          link: 'https://academie.example/cohorten/y/aanmelden?voornaam=Noor',
        },
      ],
    },
  },
  'gebruikers/uitnodiging': {
    'met een rol': { rollen: ['bestuur SPO Utrecht'], link: 'https://academie.example/uitnodiging/geheim', geldigTot: vervaltOp },
    'met rollen': {
      rollen: ['coördinator', 'trainer'],
      link: 'https://academie.example/uitnodiging/geheim',
      geldigTot: vervaltOp,
    },
    'begint later': { rollen: [], link: 'https://academie.example/uitnodiging/geheim', geldigTot: vervaltOp },
  },
  'gebruikers/wachtwoord-vergeten': {
    gewoon: { rollen: ['trainer'], link: 'https://academie.example/uitnodiging/geheim', geldigTot: vervaltOp },
  },
  'gebruikers/herstel': {
    gewoon: { rollen: ['trainer'], link: 'https://academie.example/uitnodiging/geheim', geldigTot: vervaltOp },
  },
  'gebruikers/rol-erbij': {
    gewoon: { naam: 'Noor Smit', rol: 'bestuur SPO Utrecht', link: 'https://academie.example/inloggen' },
  },
  'gebruikers/account-ongebruikt': {
    gewoon: { naam: 'Noor Smit', uitOp: vervaltOp, link: 'https://academie.example/inloggen' },
  },
  'inloggen/koppelen': {
    'een gebruiker': {
      voornaam: null,
      aanbieder: 'Entree',
      link: 'https://academie.example/inloggen/oidc/koppelen/geheim',
      geldigTot: vervaltOp,
    },
  },
  'inloggen/beveiliging-gewijzigd': Object.fromEntries(
    [
      'wachtwoord',
      'app-ingesteld',
      'app-verwijderd',
      'passkey-ingesteld',
      'passkey-verwijderd',
      'herstelcodes',
      'herstelcode-gebruikt',
    ].map((wat) => [
      wat,
      {
        naam: 'Co Ordinator',
        wat,
        op: vervaltOp,
        apparaat: 'Firefox op Windows',
        accountLink: 'https://academie.example/account',
      },
    ]),
  ),
  'inzage/adres-bevestigen': {
    'met naam': {
      voornaam: 'Noor',
      email: 'noor@nieuw.example',
      link: 'https://academie.example/mijn/gegevens/adres/geheim',
      geldigTot: vervaltOp,
    },
  },
  'inzage/adres-gewijzigd': {
    'met naam': { voornaam: 'Noor', nieuw: 'noor@nieuw.example', op: vervaltOp },
  },
  'inloggen/inloglink': {
    'met naam': { voornaam: 'Noor', link: 'https://academie.example/inloggen/geheim', geldigTot: vervaltOp },
  },
};
