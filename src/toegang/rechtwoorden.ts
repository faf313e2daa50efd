import type { Recht } from './rechten.js';

/** Every right as a sentence for people; a right without one does not compile. */
export const rechtwoorden: Record<Recht, string> = {
  openbaar: 'De catalogus en de openbare pagina’s bekijken',
  aanmelden: 'Iemand aanmelden voor een cohort',
  'aanmelding.eigen': 'De eigen aanmelding bekijken en wijzigen, ook met de link uit de mail',
  'aanmelding.overzetten': 'Een voorstel voor een ander cohort beantwoorden, of iemand overzetten',
  'mijn.bekijken': 'De eigen aanmeldingen en certificaten bij elkaar zien',
  'account.eigen': 'Het eigen account bekijken en van rol wisselen',
  'rechten.bekijken': 'Deze tabel bekijken',
  'gebruikers.beheren':
    'Collega’s uitnodigen, rollen geven en beëindigen: beheer alle rollen, de coördinator trainer, schoolleider en bestuur, een bestuur het eigen bestuur en de eigen scholen',
  'aanmelding.akkoord':
    'Akkoord geven op een aanmelding, of die afwijzen; een bestuur alleen voor de eigen mensen',
  'aanmeldingen.bekijken':
    'Aanmeldingen van een cohort bekijken; een bestuur alleen de eigen mensen, een trainer alleen de eigen cohorten',
  'aanmeldingen.beheren': 'Aanmeldingen, wachtlijsten en wat er vandaag te doen is beheren',
  'belangstelling.beheren': 'Zien wie belangstelling heeft voor een opleiding',
  'aanwezigheid.vastleggen': 'Aanwezigheid vastleggen; een trainer alleen bij de eigen cohorten',
  'personen.beheren': 'Mensen opzoeken, hun gegevens verbeteren en samenvoegen',
  'opleidingen.beheren': 'Opleidingen maken en wijzigen',
  'cohorten.beheren': 'Cohorten maken, wijzigen, openstellen, annuleren en afronden',
  'cohorten.bekijken': 'Cohorten bekijken zonder de mensen erin',
  'trainer.bekijken': 'De eigen cohorten als trainer bekijken',
  'bestuur.bekijken': 'De deelnemers van het eigen bestuur bekijken',
  'besturen.beheren': 'Besturen en scholen beheren',
  'berichten.bekijken': 'Mails lezen die de academie verstuurde',
  'berichten.herverzenden': 'Een mail opnieuw versturen',
  'deelnemerslijst.bekijken':
    'Deelnemerslijsten bekijken en downloaden; een bestuur alleen van de eigen mensen',
  'evaluaties.bekijken': 'Uitkomsten van evaluaties bekijken, nooit van één persoon',
  'evaluaties.beheren': 'Vragen van evaluaties wijzigen en evaluaties sluiten',
  'certificaten.beheren': 'Certificaten uitreiken, verbeteren en intrekken',
  'certificaat.eigen': 'Het eigen certificaat downloaden; de academie elk certificaat',
  'certificaten.bestuur':
    'Certificaten in een lijst bekijken en downloaden; een bestuur alleen van de eigen mensen',
  'berichten.stoppen': 'Alle mail stilzetten en weer laten gaan',
  'planner.bekijken': 'Zien wat er gepland staat en wat er is gedraaid',
  'planner.draaien': 'Een taak van de planner nu laten draaien',
  'sleutels.beheren': 'Sleutels voor andere systemen maken en intrekken',
};
