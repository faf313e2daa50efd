import { deelname } from './deelname.rules.js';
import { medewerker } from './medewerker.rules.js';
import type { Gegevenssoort } from './soorten.rules.js';
import { sporen } from './sporen.rules.js';

/** All that is held of somebody, in the order of the page and the file. */
export const gegevenssoorten: readonly Gegevenssoort[] = [...deelname, ...sporen, ...medewerker];

/** Columns of those tables that are not shown, as `table.column`, with why. */
export const weggelaten: Record<string, string> = {
  'persoon.email_norm': 'is het e-mailadres in kleine letters',
  'persoon.sorteernaam': 'is de naam, om op te sorteren',
  'persoon.agenda_hash': 'is een geheim: er staat dat het er is',
  'persoon.agenda_geheim': 'is een geheim: er staat dat het er is',
  'persoon.gewist_op': 'is leeg zolang iemand niet gewist is',
  'aanmelding.token': 'is een geheim: wie het heeft, handelt namens de deelnemer',
  'aanmelding.plaats_van': 'is het aantal plaatsen van het cohort',
  'belangstelling.token': 'is een geheim: wie het heeft, handelt namens de deelnemer',
  'evaluatie_uitnodiging.token': 'is een geheim: wie het heeft, kan antwoorden',
  'bericht.html': 'zegt hetzelfde als de tekst',
  'bericht.sleutel': 'noemt waar de mail over ging, met nummers van binnen',
  'bericht.zoektekst': 'is het adres en het onderwerp, om op te zoeken',
  'bericht.bezig_tot': 'zegt welke server hem nu verstuurt',
  'sessie.sleutel_hash': 'is een afdruk van een geheim',
  'sessie.totp_voorstel': 'is een versleuteld geheim van hooguit een half uur',
  'sessie.uitdaging': 'is een willekeurig getal van hooguit een half uur',
  'sessie.uitdaging_tot': 'hoort bij dat getal',
  'sessie.demo': 'zegt iets over de server',
  'inloglink.sleutel_hash': 'is een afdruk van een geheim',
  'inloglink.demo': 'zegt iets over de server',
  'oidc_koppeling.demo': 'zegt iets over de server',
  'oidc_verzoek.sleutel_hash': 'is een afdruk van een geheim',
  'oidc_verzoek.link_hash': 'is een afdruk van een geheim',
  'oidc_verzoek.uitnodiging_hash': 'is een afdruk van een geheim',
  'oidc_verzoek.demo': 'zegt iets over de server',
  'certificaat.jaar': 'staat in het nummer',
  'certificaat.volgnummer': 'staat in het nummer',
  'auditregel.dagsleutel': 'telt regels van een dag bij elkaar op',
  'deelnemersimport.resultaat': 'is een telling van het hele bestand',
  'deelnemersimport.overgeslagen_kolommen': 'zijn koppen van het bestand',
  'gebruiker.email_norm': 'is het e-mailadres in kleine letters',
  'gebruiker.wachtwoord_hash': 'is een afdruk van een geheim: er staat dat het er is',
  'gebruiker.totp_geheim': 'is een versleuteld geheim: er staat sinds wanneer het er is',
  'gebruiker.totp_stap': 'is het nummer van de laatste code',
  'gebruiker.demo': 'zegt iets over de server',
  'herstelcode.code_hash': 'is een afdruk van een geheim',
  'passkey.credential_id': 'is het kenmerk van een sleutel, en zegt niets over een mens',
  'passkey.publieke_sleutel': 'is de openbare kant van een sleutel',
  'passkey.teller': 'telt hoe vaak de sleutel tekende',
  'uitnodiging.sleutel_hash': 'is een afdruk van een geheim',
  'uitnodiging.demo': 'zegt iets over de server',
  'bijeenkomst.leerjaar': 'is van het cohort',
  'pe_overdracht.aantal': 'is een telling van het hele cohort',
  'pe_overdracht.zonder_nummer': 'is een telling van het hele cohort',
  'mededeling.aan': 'zegt aan welke deelnemers',
  'mededeling.aantal': 'is een telling van het hele cohort',
  'mededeling.ook_trainers': 'zegt aan wie',
  'opruimverslag.geeindigd_op': 'is van het opruimen zelf',
  'opruimverslag.nu': 'is van het opruimen zelf',
  'opruimverslag.aanleiding': 'is van het opruimen zelf',
  'opruimverslag.afgebroken': 'is van het opruimen zelf',
  'opruimverslag.totaal': 'is van het opruimen zelf',
  'opruimverslag.regels': 'is van het opruimen zelf',
  'verzendstand.volgende_op': 'is van alle mail samen',
};

/** Tables in which nobody stands, with why. */
export const zonderMens: Record<string, string> = {
  academie: 'is de academie zelf, met haar algemene adres',
  andere_organisatie: 'is de naam van een organisatie die geen school is',
  api_sleutel: 'is van een systeem, bestuur of de academie',
  badgesleutel: 'is van de academie',
  bestuur: 'is een organisatie, met haar algemene adres',
  cataloguslezing: 'is een bestand met opleidingen en cohorten dat iemand aan het inlezen is',
  certificaatteller: 'is een getal per jaar',
  cohort: 'is een groep',
  cohort_telling: 'zijn aantallen',
  cohortalinea: 'is tekst in mails aan een hele groep',
  duolezing: 'is een lijst van DUO met scholen die iemand aan het inlezen is: open gegevens',
  evaluatie: 'is een vragenlijst van een groep',
  evaluatie_antwoord: 'is een antwoord zonder naam, tijd of volgorde: niemand kan zien van wie',
  evaluatie_beeld: 'zijn aantallen',
  evaluatie_telling: 'zijn aantallen',
  evaluatievraag: 'is een vraag van een opleiding',
  limiet: 'telt pogingen bij een afdruk van een adres, die niemand terug kan rekenen',
  migrations: 'is van de database',
  moment: 'is de planning van een groep',
  onderdeel: 'is van een opleiding',
  opleiding: 'is de catalogus',
  opleiding_leerjaar: 'is de catalogus',
  opleiding_versie: 'is de catalogus',
  school: 'is een organisatie, uit open gegevens van DUO',
  schoolvakantie: 'is een kalender',
  taak_run: 'is het verslag van een taak, met aantallen',
  uitreiking: 'is een bijeenkomst van een groep; wie ontvangt staat er alleen met de naam die iemand typte',
  vervallen_bijeenkomst: 'is van een groep',
};

/** Addresses in which a secret stands: who has the rest of it acts for somebody, or is let in. */
const geheim =
  /\/(a|agenda|afmelden|belangstelling|evaluatie|uitnodiging|akkoord|behoefte|inloggen\/link|inloggen\/oidc\/koppelen|mijn\/gegevens\/adres)\/[\w.~%-]{12,}/g;

/** A text as it was sent, without what would let its reader act for somebody. */
export const zonderGeheimen = (tekst: string): string => tekst.replace(geheim, '/$1/…');

/** What else there is to say, where no table can show it. */
export const nietHier: readonly string[] = [
  'Antwoorden op evaluaties: die bewaren we zonder naam. Niemand kan zien welk antwoord van wie is.',
  'Reservekopieën: daarin staat hetzelfde, en ze verdwijnen na een tijd vanzelf.',
  'Verslagen van de server: daarin staan geen namen en geen e-mailadressen.',
  'Wachtwoorden en geheime links: die bewaren we zo dat ook wij ze niet kunnen lezen, of we tonen ze niet.',
];
