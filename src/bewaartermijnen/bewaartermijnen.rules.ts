import { IN_AFGEVALLEN, IN_ZEKER } from '../aanmeldingen/standen.js';
import { tekstsleutel } from '../besturen/besturen.rules.js';
import { inzagecodes } from '../audit/auditwoorden.rules.js';
import { GEWISTE_NAAM } from '../certificering/certificaat/certificaat.entity.js';
import { plural } from '../platform/web/template-helpers.js';
import type { Opruiming } from './opruiming.rules.js';
import {
  ids,
  MET_WOORDEN,
  perCohort,
  perJaar,
  vergeet,
  weg,
  zonderWoorden,
  zonderWoordenOver,
  ZONDER_MENS,
  ZONDER_TEKST,
} from './wissen.rules.js';

/** Who asked that it is kept and not used may need it: then its time does not end by itself. @param persoon SQL for an id. */
const nietOpSlot = (persoon: string): string =>
  `NOT EXISTS (SELECT FROM persoon slot WHERE slot.id = ${persoon} AND slot.beperkt_op IS NOT NULL)`;

/** Ended for at least the term: counted from the last day of the cohort, or from the last change when that is later. */
const aanmeldingen = (statussen: string): string => `
  SELECT a.id FROM aanmelding a JOIN cohort c ON c.id = a.cohort_id
   WHERE a.persoon_id <> a.id AND a.status ${statussen} AND NOT a.beperkt
     AND greatest(c.laatste, a.status_sinds) < $1
     AND NOT EXISTS (SELECT 1 FROM certificaat WHERE aanmelding_id = a.id AND gegevens ->> 'naam' <> '${GEWISTE_NAAM}')
   LIMIT $2 FOR UPDATE OF a SKIP LOCKED`;

const VAN_AANMELDING = perCohort(`SELECT cohort_id FROM aanmelding WHERE id IN (SELECT ${ids()})`);
const inzage = inzagecodes.map((code) => `'${code}'`).join(', ');

/** In this order: a person goes after everything that was of that person. */
export const opruimingen: Opruiming[] = [
  {
    code: 'berichtteksten',
    wat: ['tekst van een bericht', 'teksten van berichten'],
    gevolg: 'Onderwerp, tekst en bijlagen gaan weg. Dat de mail is verstuurd, aan wie en wanneer blijft.',
    termijn: 'BEWAAR_BERICHTEN',
    // One that has not left in all that time never will, unless it was planned for later.
    kies: `SELECT id FROM bericht WHERE gewist_op IS NULL AND status <> 'bezig' AND aangemaakt_op < $1
            AND (status NOT IN ('wacht', 'opnieuw') OR verzenden_op < $1) AND ${nietOpSlot('persoon_id')}
            ORDER BY aangemaakt_op LIMIT $2 FOR UPDATE SKIP LOCKED`,
    waar: perJaar('bericht', 'aangemaakt_op'),
    wis: [`UPDATE bericht SET ${ZONDER_TEKST} WHERE id IN (SELECT ${ids()})`],
  },
  {
    code: 'berichtadressen',
    wat: [
      'adres van een medewerker of bestuur bij een bericht',
      'adressen van medewerkers en besturen bij berichten',
    ],
    gevolg: 'Het adres gaat weg. Dat er een mail was blijft.',
    termijn: 'BEWAAR_DEELNAME',
    kies: `SELECT id FROM bericht WHERE gewist_op IS NOT NULL AND aan <> 'gewist' AND persoon_id IS NULL
            AND aangemaakt_op < $1 LIMIT $2 FOR UPDATE SKIP LOCKED`,
    waar: perJaar('bericht', 'aangemaakt_op'),
    wis: [`UPDATE bericht SET ${ZONDER_MENS} WHERE id IN (SELECT ${ids()})`],
  },
  {
    code: 'mededelingen',
    wat: ['mededeling', 'mededelingen'],
    gevolg: 'De mededeling gaat weg.',
    termijn: 'BEWAAR_BERICHTEN',
    kies: 'SELECT id FROM mededeling WHERE gemaakt_op < $1 LIMIT $2',
    waar: perCohort(`SELECT cohort_id FROM mededeling WHERE id IN (SELECT ${ids()})`),
    wis: [weg('mededeling')],
  },
  {
    code: 'alineas',
    wat: ['eigen alinea in mails', 'eigen alinea’s in mails'],
    gevolg: 'De tekst gaat weg.',
    termijn: 'BEWAAR_BERICHTEN',
    kies: `SELECT DISTINCT cohort_id AS id FROM cohortalinea a JOIN cohort c ON c.id = a.cohort_id
            WHERE greatest(c.laatste, a.gewijzigd_op) < $1 LIMIT $2`,
    waar: perCohort(`SELECT ${ids()} AS cohort_id`),
    wis: [weg('cohortalinea', 'cohort_id')],
  },
  {
    code: 'geschiedenis',
    wat: ['woord in de geschiedenis', 'woorden in de geschiedenis'],
    gevolg: 'Redenen en andere getypte woorden gaan weg. Wat er gebeurde blijft.',
    termijn: 'BEWAAR_DEELNAME',
    kies: `SELECT id FROM auditregel WHERE op < $1 AND ${MET_WOORDEN} AND onderwerp_soort <> 'aanmelding'
            LIMIT $2 FOR UPDATE SKIP LOCKED`,
    waar: perJaar('auditregel', 'op', 'bigint'),
    wis: [zonderWoorden],
  },
  {
    code: 'tellers',
    wat: ['teller van een limiet', 'tellers van limieten'],
    gevolg: 'De teller gaat weg.',
    termijn: 0,
    kies: 'SELECT key AS id FROM limiet WHERE expire < extract(epoch FROM $1::timestamptz) * 1000 LIMIT $2',
    wis: [weg('limiet', 'key', 'text')],
  },
  {
    code: 'werkplekken',
    wat: ['werkplek die niemand meer invulde', 'werkplekken die niemand meer invulde'],
    gevolg: 'De tekst en dat het geen school is gaan weg.',
    termijn: 1,
    kies: `SELECT o.sleutel AS id FROM andere_organisatie o WHERE o.beoordeeld_op < $1 AND NOT EXISTS (
             SELECT FROM aanmelding a WHERE a.organisatie IS NOT NULL AND ${tekstsleutel('a.organisatie')} = o.sleutel)
             AND NOT EXISTS (
             SELECT FROM belangstelling i WHERE i.organisatie IS NOT NULL AND ${tekstsleutel('i.organisatie')} = o.sleutel)
            LIMIT $2`,
    wis: [weg('andere_organisatie', 'sleutel', 'text')],
  },
  {
    code: 'sleutelnamen',
    wat: ['naam van een ingetrokken sleutel', 'namen van ingetrokken sleutels'],
    gevolg: 'De naam gaat weg. Dat er een sleutel was blijft.',
    termijn: 'BEWAAR_DEELNAME',
    kies: `SELECT id FROM api_sleutel WHERE ingetrokken_op < $1 AND naam <> 'gewist' LIMIT $2`,
    wis: [
      `UPDATE api_sleutel SET naam = 'gewist' WHERE id IN (SELECT ${ids()}) AND $2::timestamptz IS NOT NULL`,
    ],
  },
  {
    code: 'gastheren',
    wat: ['gastheer van een uitreiking', 'gastheren van uitreikingen'],
    gevolg: 'De gastheer gaat weg. De uitreiking blijft.',
    termijn: 'BEWAAR_DEELNAME',
    kies: 'SELECT id FROM uitreiking WHERE gastheer IS NOT NULL AND datum < $1::date LIMIT $2',
    waar: perCohort(`SELECT cohort_id FROM uitreiking WHERE id IN (SELECT ${ids()})`),
    wis: [
      `UPDATE uitreiking SET gastheer = NULL WHERE id IN (SELECT ${ids()}) AND $2::timestamptz IS NOT NULL`,
    ],
  },
  {
    code: 'inzage',
    wat: ['regel over inzage', 'regels over inzage'],
    gevolg: 'De regel gaat weg.',
    termijn: 'BEWAAR_INZAGE',
    kies: `SELECT id FROM auditregel WHERE code IN (${inzage}) AND op < $1 LIMIT $2`,
    waar: perJaar('auditregel', 'op', 'bigint'),
    wis: [weg('auditregel', 'id', 'bigint')],
  },
  {
    code: 'importen',
    wat: ['ingelezen bestand', 'ingelezen bestanden'],
    gevolg: 'Het bestand gaat weg. Wie ermee is aangemeld blijft.',
    termijn: 1,
    kies: 'SELECT id FROM deelnemersimport WHERE gemaakt_op < $1 LIMIT $2',
    wis: [weg('deelnemersimport')],
  },
  {
    code: 'sessies',
    wat: ['oude sessie', 'oude sessies'],
    gevolg: 'De sessie gaat weg.',
    termijn: 1,
    kies: 'SELECT sleutel_hash AS id FROM sessie WHERE vervalt_op < $1 LIMIT $2',
    wis: [weg('sessie', 'sleutel_hash', 'text')],
  },
  {
    code: 'inloglinks',
    wat: ['oude inloglink', 'oude inloglinks'],
    gevolg: 'De link gaat weg.',
    termijn: 1,
    kies: 'SELECT sleutel_hash AS id FROM inloglink WHERE vervalt_op < $1 LIMIT $2',
    wis: [weg('inloglink', 'sleutel_hash', 'text')],
  },
  {
    code: 'koppelverzoeken',
    wat: ['account dat niet werd gekoppeld', 'accounts die niet werden gekoppeld'],
    gevolg: 'Het verzoek om te koppelen gaat weg.',
    termijn: 1,
    kies: 'SELECT sleutel_hash AS id FROM oidc_verzoek WHERE vervalt_op < $1 LIMIT $2',
    wis: [weg('oidc_verzoek', 'sleutel_hash', 'text')],
  },
  {
    code: 'contactpersonen',
    wat: ['contactpersoon van een gesloten bestuur', 'contactpersonen van gesloten besturen'],
    gevolg: 'De contactpersoon gaat weg.',
    termijn: 1,
    kies: `SELECT k.id FROM contactpersoon k JOIN bestuur b ON b.id = k.bestuur_id WHERE b.gesloten_op < $1
            AND NOT EXISTS (SELECT FROM persoon p WHERE p.email_norm = lower(btrim(k.email)) AND p.beperkt_op IS NOT NULL)
            LIMIT $2`,
    wis: [weg('contactpersoon')],
  },
  {
    code: 'belangstelling',
    wat: ['belangstelling', 'keer belangstelling'],
    gevolg: 'De belangstelling gaat weg.',
    termijn: 'BEWAAR_BELANGSTELLING',
    kies: `SELECT id FROM belangstelling WHERE aangemaakt_op < $1 AND ${nietOpSlot('persoon_id')} LIMIT $2 FOR UPDATE SKIP LOCKED`,
    waar: perJaar('belangstelling', 'aangemaakt_op'),
    wis: [weg('belangstelling')],
  },
  {
    code: 'evaluaties',
    wat: ['evaluatie met haar antwoorden', 'evaluaties met hun antwoorden'],
    gevolg: 'De antwoorden en wie ze kreeg gaan weg.',
    termijn: 'BEWAAR_EVALUATIES',
    kies: `SELECT id FROM evaluatie e WHERE gesloten_op < $1
            AND EXISTS (SELECT 1 FROM evaluatie_uitnodiging WHERE evaluatie_id = e.id) LIMIT $2`,
    waar: perCohort(`SELECT cohort_id FROM evaluatie WHERE id IN (SELECT ${ids()})`),
    wis: [weg('evaluatie_antwoord', 'evaluatie_id'), weg('evaluatie_uitnodiging', 'evaluatie_id')],
  },
  {
    code: 'certificaatnamen',
    wat: ['naam op een certificaat', 'namen op certificaten'],
    gevolg: 'De naam en de badge gaan weg. Nummer, opleiding en geldigheid blijven te controleren.',
    termijn: 'BEWAAR_CERTIFICATEN',
    kies: `SELECT id FROM certificaat WHERE uitgereikt_op < $1 AND gegevens ->> 'naam' <> '${GEWISTE_NAAM}'
            AND NOT EXISTS (SELECT FROM aanmelding a WHERE a.id = aanmelding_id AND a.beperkt)
            LIMIT $2 FOR UPDATE SKIP LOCKED`,
    waar: perCohort(`SELECT a.cohort_id FROM certificaat k JOIN aanmelding a ON a.id = k.aanmelding_id
      WHERE k.id IN (SELECT ${ids()})`),
    wis: [
      // The badge carries a fingerprint of the mail address.
      weg('badge', 'certificaat_id'),
      `UPDATE certificaat SET gegevens = gegevens || '{"naam": "${GEWISTE_NAAM}"}', naam_openbaar_op = NULL,
         intrekkingsreden = CASE WHEN intrekkingsreden IS NOT NULL THEN 'gewist' END
        WHERE id IN (SELECT ${ids()}) AND $2::timestamptz IS NOT NULL`,
    ],
  },
  {
    code: 'afgevallen',
    wat: ['aanmelding van wie afviel', 'aanmeldingen van wie afviel'],
    gevolg: 'De aanmelding raakt los van de persoon en telt nog mee.',
    termijn: 'BEWAAR_AFGEVALLEN',
    kies: aanmeldingen(IN_AFGEVALLEN),
    waar: VAN_AANMELDING,
    wis: vergeet,
  },
  {
    code: 'aanwezigheid',
    wat: ['aanwezigheid', 'keer aanwezigheid'],
    gevolg: 'Bij welke bijeenkomst iemand was gaat weg.',
    termijn: 'BEWAAR_DEELNAME',
    kies: `SELECT DISTINCT w.aanmelding_id AS id FROM aanwezigheid w
             JOIN aanmelding a ON a.id = w.aanmelding_id JOIN cohort c ON c.id = a.cohort_id
            WHERE greatest(c.laatste, a.status_sinds) < $1 AND NOT a.beperkt LIMIT $2`,
    waar: VAN_AANMELDING,
    wis: [weg('aanwezigheid', 'aanmelding_id')],
  },
  {
    code: 'deelnemers',
    wat: ['aanmelding van een deelnemer', 'aanmeldingen van deelnemers'],
    gevolg: 'De aanmelding raakt los van de persoon en telt nog mee.',
    termijn: 'BEWAAR_DEELNAME',
    kies: aanmeldingen(IN_ZEKER),
    waar: VAN_AANMELDING,
    wis: vergeet,
  },
  {
    code: 'personen',
    wat: ['persoon', 'personen'],
    gevolg: 'Naam, adres en alles wat nog naar deze persoon wijst gaat weg.',
    termijn: 'BEWAAR_AFGEVALLEN',
    kies: `SELECT p.id FROM persoon p
            WHERE p.gewist_op IS NULL AND p.beperkt_op IS NULL AND p.samengevoegd_met_id IS NULL AND p.aangemaakt_op < $1
              AND NOT EXISTS (SELECT 1 FROM aanmelding WHERE persoon_id = p.id)
              AND NOT EXISTS (SELECT 1 FROM belangstelling WHERE persoon_id = p.id)
              AND NOT EXISTS (SELECT 1 FROM sessie WHERE persoon_id = p.id)
            LIMIT $2 FOR UPDATE OF p SKIP LOCKED`,
    waar: perJaar('persoon', 'aangemaakt_op'),
    wis: [
      zonderWoordenOver('persoon'),
      `UPDATE bericht SET ${ZONDER_MENS}
        WHERE persoon_id IN (SELECT id FROM persoon WHERE id IN (SELECT ${ids()}) OR samengevoegd_met_id IN (SELECT ${ids()}))`,
      weg('persoon', 'samengevoegd_met_id'),
      weg('persoon'),
    ],
  },
];

/** "3 aanmeldingen van wie afviel"; of a kind that is no longer erased, its code. */
export function inWoorden({ code, aantal }: { code: string; aantal: number }): string {
  const soort = opruimingen.find((een) => een.code === code);
  return soort ? plural(aantal, ...soort.wat) : `${aantal} keer ${code}`;
}

/** "7 jaar", "6 maanden"; nothing is kept for 0 months longer than it is used. */
export function duurInWoorden(maanden: number): string {
  if (maanden === 0) return 'tot het niet meer nodig is';
  return maanden % 12 === 0 ? `${maanden / 12} jaar` : plural(maanden, 'maand', 'maanden');
}
