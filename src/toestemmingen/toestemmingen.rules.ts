import type { Toestemmingsdoel } from './standen.js';

/** Each purpose in the words of who agrees: what it is, and what happens with yes and with no. */
export const doelwoorden: Record<Toestemmingsdoel, { kop: string; uitleg: string; ja: string; nee: string }> =
  {
    certificaatcontrole: {
      kop: 'Mijn naam op de controlepagina van mijn certificaten',
      uitleg: 'Wie het nummer van je certificaat heeft, kan op de site zien of het echt is.',
      ja: 'Ook je naam staat erbij, op elk certificaat dat je hebt en nog krijgt.',
      nee: 'Alleen dat het certificaat geldig is staat er. Per certificaat kun je het anders kiezen.',
    },
    naamlijst: {
      kop: 'Mijn naam op de naamlijst van de uitreiking',
      uitleg: 'Bij een uitreiking wordt een lijst met namen geprint en voorgelezen.',
      ja: 'Je naam en school staan op die lijst.',
      nee: 'Je staat niet op de geprinte lijst. Je certificaat krijg je gewoon.',
    },
    nieuwsbrief: {
      kop: 'Nieuws van de academie per mail',
      uitleg: 'Bijvoorbeeld over nieuwe opleidingen. Mails over je eigen aanmelding krijg je altijd.',
      ja: 'De academie mag je adres gebruiken om je nieuws te sturen.',
      nee: 'Je krijgt geen nieuws van de academie.',
    },
  };
