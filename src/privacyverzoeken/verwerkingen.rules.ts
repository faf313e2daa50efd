/** Why we may, in the words of the AVG (article 6, first paragraph). */
export const gronden = {
  overeenkomst: 'Het is nodig om je te laten meedoen (AVG artikel 6, lid 1b).',
  belang: 'De academie en de besturen hebben er een goede reden voor, die zwaarder weegt (lid 1f).',
  plicht: 'De wet vraagt het (lid 1c).',
  toestemming: 'Alleen als jij het goedvindt (lid 1a). Je kunt je ja altijd terugnemen.',
} as const;

/** One thing that is done with data of people. */
export interface Verwerking {
  code: string;
  kop: string;
  /** Which data, of whom, in the words of who it is about. */
  wat: string;
  waarom: string;
  grond: keyof typeof gronden;
  /** The rules of bewaartermijnen.rules.ts that end it, by their codes: the page shows the real terms. */
  bewaar: readonly string[];
  /** What ends it otherwise. */
  ookBewaard?: string;
  ziet: string;
  /** Who outside of the academie gets it. */
  deelt?: string;
  /** The tables that it is about; a test holds every table with people against these. */
  tabellen: readonly string[];
}

const COORDINATOR = 'De coördinator van de academie en jijzelf.';

/** Everything that we do with data of people: the page /privacy is made of this list, and a test walks the tables past it. */
export const verwerkingen: readonly Verwerking[] = [
  {
    code: 'meedoen',
    kop: 'Je aanmelden en meedoen',
    wat: 'Je naam, e-mailadres, functie en school of waar je anders werkt, wat je erbij schreef, of je een plek hebt of welk nummer in de rij.',
    waarom: 'Om je plek te regelen en je te vertellen waar je staat.',
    grond: 'overeenkomst',
    bewaar: ['afgevallen', 'deelnemers', 'personen', 'werkplekken'],
    ziet: 'De coördinator. De trainer van jouw groep: je naam, functie en school. Jouw eigen bestuur, als je je adres hebt bevestigd.',
    tabellen: ['persoon', 'aanmelding', 'overzetvoorstel', 'onderdeel_voltooid', 'vervolguitnodiging'],
  },
  {
    code: 'bestuurslijst',
    kop: 'De lijst voor je bestuur',
    wat: 'Wie van de eigen mensen waaraan meedoet, met school, functie, stand en certificaat.',
    waarom:
      'Je bestuur betaalt vaak mee en plant vervanging. Het kan de lijst ophalen of er een eigen systeem mee vullen.',
    grond: 'belang',
    bewaar: ['inzage', 'sleutelnamen'],
    ziet: 'Alleen jouw eigen bestuur. Wie de lijst ophaalde staat vast, en jij kunt dat lezen bij Mijn gegevens.',
    deelt: 'Jouw eigen bestuur, ook via een koppeling met het systeem van dat bestuur.',
    tabellen: ['api_sleutel'],
  },
  {
    code: 'belangstelling',
    kop: 'Laten weten dat je belangstelling hebt',
    wat: 'Je naam, e-mailadres, functie en school, en voor welke opleiding.',
    waarom: 'Om je te mailen als er een groep komt, en om te weten hoeveel vraag er is.',
    grond: 'overeenkomst',
    bewaar: ['belangstelling'],
    ziet: COORDINATOR,
    tabellen: ['belangstelling'],
  },
  {
    code: 'aanwezigheid',
    kop: 'Aanwezigheid',
    wat: 'Bij welke bijeenkomsten je was, en welke je inhaalde.',
    waarom: 'Een certificaat vraagt dat je er vaak genoeg was.',
    grond: 'overeenkomst',
    bewaar: ['aanwezigheid'],
    ziet: 'De coördinator en de trainer van jouw groep.',
    tabellen: ['aanwezigheid'],
  },
  {
    code: 'inloper',
    kop: 'Een trainer zoekt wie binnenloopt',
    wat: 'Namen en scholen van mensen van dezelfde opleiding, van wie vier letters of meer van de naam passen. Geen adressen.',
    waarom: 'Om iemand die op een andere dag komt op de lijst te zetten.',
    grond: 'belang',
    bewaar: ['inzage'],
    ziet: 'De trainer van de bijeenkomst. Elke keer dat er wordt gezocht leggen we vast, ook bij wie werd gevonden.',
    tabellen: [],
  },
  {
    code: 'mails',
    kop: 'Mails over je plek',
    wat: 'Welke mails we je stuurden, met hun tekst, en of je adres werkt.',
    waarom: 'Om je op tijd te laten weten wat je moet weten, en om na te kunnen gaan wat er is gestuurd.',
    grond: 'overeenkomst',
    bewaar: ['berichtteksten', 'berichtadressen', 'mededelingen', 'alineas'],
    ziet: COORDINATOR,
    deelt: 'De mailserver van de academie en die van jou.',
    tabellen: ['bericht', 'mededeling', 'verzendstand'],
  },
  {
    code: 'evaluaties',
    kop: 'Evaluaties',
    wat: 'Dat je een vragenlijst kreeg en dat er een antwoord kwam. Het antwoord zelf bewaren we zonder naam.',
    waarom: 'Om opleidingen beter te maken. We tonen niets onder de vijf antwoorden.',
    grond: 'belang',
    bewaar: ['evaluaties'],
    ziet: 'Niemand ziet welk antwoord van wie is.',
    tabellen: ['evaluatie_uitnodiging'],
  },
  {
    code: 'certificaten',
    kop: 'Certificaten',
    wat: 'Je naam op het certificaat, het nummer, de opleiding, de datum, uren en punten, en waarom je het wel of niet kreeg.',
    waarom: 'Om je certificaat te geven, en om jaren later te kunnen nagaan of het echt is.',
    grond: 'belang',
    bewaar: ['certificaatnamen', 'gastheren'],
    ziet: 'De coördinator en jouw eigen bestuur. Wie het nummer heeft, ziet op de site of het geldig is.',
    tabellen: ['certificaat', 'badge', 'certificeringsoordeel'],
  },
  {
    code: 'register',
    kop: 'Punten voor het schoolleidersregister',
    wat: 'Je registernummer, alleen als je dat zelf invult, en welke opleiding je afrondde.',
    waarom: 'Om je punten door te geven.',
    grond: 'toestemming',
    bewaar: ['deelnemers'],
    ziet: COORDINATOR,
    deelt: 'Het schoolleidersregister, met een bestand dat de coördinator inlevert.',
    tabellen: ['pe_doorgave', 'pe_overdracht'],
  },
  {
    code: 'toestemmingen',
    kop: 'Je naam op een lijst of pagina, en nieuws',
    wat: 'Of je naam op de controlepagina van je certificaat mag, of op de naamlijst van een uitreiking, en of je nieuws wilt.',
    waarom: 'Zonder jouw ja doen we dit niet.',
    grond: 'toestemming',
    bewaar: ['personen'],
    ziet: COORDINATOR,
    tabellen: ['toestemming'],
  },
  {
    code: 'inloggen',
    kop: 'Inloggen',
    wat: 'Waar je bent ingelogd, op wat voor apparaat en sinds wanneer, en gekoppelde accounts van elders.',
    waarom: 'Om te weten dat jij het bent, en om wie raadt tegen te houden.',
    grond: 'belang',
    bewaar: ['sessies', 'inloglinks', 'koppelverzoeken', 'tellers'],
    ziet: 'Alleen jij.',
    deelt: 'Wie je daarvoor kiest: de school of dienst waarmee je inlogt.',
    tabellen: ['sessie', 'inloglink', 'oidc_koppeling', 'oidc_verzoek'],
  },
  {
    code: 'bestanden',
    kop: 'Lijsten die een school of bestuur aanlevert',
    wat: 'Een bestand met namen, adressen en functies van wie zo wordt aangemeld.',
    waarom: 'Om een heel team in een keer aan te melden, na controle.',
    grond: 'overeenkomst',
    bewaar: ['importen'],
    ziet: 'De coördinator.',
    tabellen: ['deelnemersimport'],
  },
  {
    code: 'logboek',
    kop: 'Het logboek',
    wat: 'Wie wat veranderde, en wie wiens gegevens bekeek of meenam.',
    waarom:
      'Om na te kunnen gaan of er goed met je gegevens wordt omgegaan. Niemand kan er iets in veranderen.',
    grond: 'plicht',
    bewaar: ['inzage', 'geschiedenis'],
    ziet: 'De privacymedewerker en de beheerder. Wat over jou gaat lees je bij Mijn gegevens.',
    tabellen: ['auditregel', 'opruimverslag'],
  },
  {
    code: 'verzoeken',
    kop: 'Vragen over je gegevens',
    wat: 'Dat je vroeg om te wissen of om je gegevens op slot te zetten, en het antwoord.',
    waarom: 'Om je binnen een maand te antwoorden.',
    grond: 'plicht',
    bewaar: [],
    ookBewaard: 'Je woorden gaan weg met je gegevens. Dat er iets is gevraagd blijft, zonder je naam.',
    ziet: 'De privacymedewerker en de coördinator.',
    tabellen: ['privacyverzoek'],
  },
  {
    code: 'medewerkers',
    kop: 'Wie voor de academie werkt',
    wat: 'Naam, e-mailadres, rol en de manieren om in te loggen van trainers, coördinatoren, besturen en schoolleiders.',
    waarom: 'Om hen binnen te laten, en alleen bij wat bij hun werk hoort.',
    grond: 'overeenkomst',
    bewaar: [],
    ookBewaard: 'Een account dat een jaar niet is gebruikt gaat uit, een maand na een mail daarover.',
    ziet: 'De beheerder en wie iemand uitnodigde.',
    tabellen: ['gebruiker', 'gebruiker_rol', 'passkey', 'herstelcode', 'uitnodiging', 'bijeenkomst'],
  },
  {
    code: 'contactpersonen',
    kop: 'Wie voor een bestuur spreekt',
    wat: 'Naam, rol, e-mailadres en telefoonnummer van contactpersonen, een opmerking, en wanneer en waarover we elkaar voor het laatst spraken.',
    waarom: 'Om te weten wie de academie bij een bestuur kan bellen.',
    grond: 'belang',
    bewaar: ['contactpersonen'],
    ookBewaard: 'Tot het bestuur sluit, of eerder als iemand anders het overneemt.',
    ziet: 'De coördinator en de beheerder.',
    tabellen: ['contactpersoon'],
  },
];
