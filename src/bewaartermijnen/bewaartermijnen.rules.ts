import { IN_AFGEVALLEN, IN_ZEKER } from '../aanmeldingen/standen.js';
import { vrijeWoorden } from '../audit/auditcodes.rules.js';
import { inzagecodes } from '../audit/auditwoorden.rules.js';
import { GEWISTE_NAAM } from '../certificering/certificaat/certificaat.entity.js';
import { functiekeuzes } from '../opleidingen/opleidingen.rules.js';

/** The settings that say how many months something is kept. */
export type Termijn =
  | 'BEWAAR_BERICHTEN'
  | 'BEWAAR_AFGEVALLEN'
  | 'BEWAAR_DEELNAME'
  | 'BEWAAR_CERTIFICATEN'
  | 'BEWAAR_EVALUATIES'
  | 'BEWAAR_BELANGSTELLING'
  | 'BEWAAR_INZAGE';

/** One kind of record that is erased when its time is over. */
export interface Opruiming {
  /** The records in Dutch, one and more: "3 aanmeldingen van wie afviel". */
  wat: [een: string, meer: string];
  /** A setting, or a number of months that is nobody's choice. */
  termijn: Termijn | number;
  /** Chooses what is over: `id`s of at most $2 rows, from before $1. What was erased is not chosen again. */
  kies: string;
  /** Each gets the chosen ids as text in $1 and now in $2. */
  wis: string[];
}

/** How things are erased: SQL with the chosen ids as text in $1 and now in $2. */
const ids = (soort = 'uuid'): string => `unnest($1::text[]::${soort}[])`;

const weg = (tabel: string, sleutel = 'id', soort = 'uuid'): string =>
  `DELETE FROM ${tabel} WHERE ${sleutel} IN (SELECT ${ids(soort)}) AND $2::timestamptz IS NOT NULL`;

/** The words of a mail, also of one that never left; that it was written, and when, stays. */
const ZONDER_TEKST = `onderwerp = 'Onderwerp gewist', html = '', tekst = '', bijlagen = '[]', fout = NULL,
  gewist_op = $2, status = CASE WHEN status IN ('wacht', 'opnieuw') THEN 'vervallen' ELSE status END`;
/** The mail itself, and whom it went to. */
const ZONDER_MENS = `aan = 'gewist', persoon_id = NULL, ${ZONDER_TEKST}`;

const woorden = `ARRAY[${vrijeWoorden.map((veld) => `'${veld}'`).join(', ')}]`;

/** Lines of the audit in which somebody's own words stand; of an opleiding the values of fields are the catalogue's. */
const MET_WOORDEN = `(gegevens ?| ${woorden} OR (gegevens ? 'velden' AND onderwerp_soort <> 'opleiding'))`;

/** The event and the names of the changed fields stay; the text that was typed goes. */
const ZONDER_WOORDEN = `
  UPDATE auditregel SET gegevens = CASE WHEN onderwerp_soort = 'opleiding' THEN gegevens - ${woorden}
    ELSE ((gegevens - ${woorden}) - 'velden') #- '{bijeenkomsten,gewijzigd}' END
    || jsonb_build_object('gewist', CASE jsonb_typeof(gegevens -> 'velden')
         WHEN 'object' THEN (SELECT coalesce(jsonb_agg(veld), '[]') FROM jsonb_object_keys(gegevens -> 'velden') veld)
         WHEN 'array' THEN gegevens -> 'velden' ELSE '[]' END)
   WHERE $2::timestamptz IS NOT NULL AND ${MET_WOORDEN}`;

const zonderWoorden = `${ZONDER_WOORDEN} AND id IN (SELECT ${ids('bigint')})`;
/** @param soort of the records whose ids were chosen. */
const zonderWoordenOver = (soort: 'aanmelding' | 'persoon'): string =>
  `${ZONDER_WOORDEN} AND onderwerp_soort = '${soort}' AND onderwerp_id = ANY($1::text[])`;

const bekendeFuncties = functiekeuzes.map(({ waarde }) => `'${waarde.replaceAll("'", "''")}'`).join(', ');

/**
 * An aanmelding that has to let go of its person: it goes on counting for its cohort and bestuur, under a name that
 * is the same for everybody. Each gets a stand-in of its own, so that two of one person are no longer one person's.
 */
const vergeet = [
  `INSERT INTO persoon (id, voornaam, achternaam, email, email_norm, aangemaakt_op, gewist_op)
   SELECT a, 'Naam', 'gewist', 'gewist-' || a || '@gewist.invalid', 'gewist-' || a || '@gewist.invalid', $2, $2
     FROM ${ids()} AS a`,
  `UPDATE bericht SET ${ZONDER_MENS} WHERE aanmelding_id IN (SELECT ${ids()})`,
  `UPDATE pe_doorgave SET registernummer = 'gewist'
    WHERE aanmelding_id IN (SELECT ${ids()}) AND $2::timestamptz IS NOT NULL`,
  `UPDATE certificeringsoordeel SET reden = 'gewist'
    WHERE aanmelding_id IN (SELECT ${ids()}) AND $2::timestamptz IS NOT NULL`,
  zonderWoordenOver('aanmelding'),
  `UPDATE aanmelding SET persoon_id = id, school_id = NULL, opmerking = NULL,
     reden = CASE WHEN status = 'afgewezen' THEN 'gewist' END,
     functie = CASE WHEN functie IN (${bekendeFuncties}) THEN functie ELSE 'anders' END,
     externe_referentie = NULL, token = 'gewist-' || gen_random_uuid()
    WHERE id IN (SELECT ${ids()}) AND $2::timestamptz IS NOT NULL`,
];

/** Ended for at least the term: counted from the last day of the cohort, or from the last change when that is later. */
const aanmeldingen = (statussen: string): string => `
  SELECT a.id FROM aanmelding a JOIN cohort c ON c.id = a.cohort_id
   WHERE a.persoon_id <> a.id AND a.status ${statussen}
     AND greatest(c.laatste, a.status_sinds) < $1
     AND NOT EXISTS (SELECT 1 FROM certificaat WHERE aanmelding_id = a.id AND gegevens ->> 'naam' <> '${GEWISTE_NAAM}')
   LIMIT $2 FOR UPDATE OF a SKIP LOCKED`;

const inzage = inzagecodes.map((code) => `'${code}'`).join(', ');

/** In this order: a person goes after everything that was of that person. */
export const opruimingen: Opruiming[] = [
  {
    wat: ['tekst van een bericht', 'teksten van berichten'],
    termijn: 'BEWAAR_BERICHTEN',
    // One that has not left in all that time never will, unless it was planned for later.
    kies: `SELECT id FROM bericht WHERE gewist_op IS NULL AND status <> 'bezig' AND aangemaakt_op < $1
            AND (status NOT IN ('wacht', 'opnieuw') OR verzenden_op < $1)
            ORDER BY aangemaakt_op LIMIT $2 FOR UPDATE SKIP LOCKED`,
    wis: [`UPDATE bericht SET ${ZONDER_TEKST} WHERE id IN (SELECT ${ids()})`],
  },
  {
    wat: [
      'adres van een medewerker of bestuur bij een bericht',
      'adressen van medewerkers en besturen bij berichten',
    ],
    termijn: 'BEWAAR_DEELNAME',
    kies: `SELECT id FROM bericht WHERE gewist_op IS NOT NULL AND aan <> 'gewist' AND persoon_id IS NULL
            AND aangemaakt_op < $1 LIMIT $2 FOR UPDATE SKIP LOCKED`,
    wis: [`UPDATE bericht SET ${ZONDER_MENS} WHERE id IN (SELECT ${ids()})`],
  },
  {
    wat: ['mededeling', 'mededelingen'],
    termijn: 'BEWAAR_BERICHTEN',
    kies: 'SELECT id FROM mededeling WHERE gemaakt_op < $1 LIMIT $2',
    wis: [weg('mededeling')],
  },
  {
    wat: ['eigen alinea in mails', 'eigen alinea’s in mails'],
    termijn: 'BEWAAR_BERICHTEN',
    kies: `SELECT DISTINCT cohort_id AS id FROM cohortalinea a JOIN cohort c ON c.id = a.cohort_id
            WHERE greatest(c.laatste, a.gewijzigd_op) < $1 LIMIT $2`,
    wis: [weg('cohortalinea', 'cohort_id')],
  },
  {
    wat: ['woord in de geschiedenis', 'woorden in de geschiedenis'],
    termijn: 'BEWAAR_DEELNAME',
    kies: `SELECT id FROM auditregel WHERE op < $1 AND ${MET_WOORDEN} AND onderwerp_soort <> 'aanmelding'
            LIMIT $2 FOR UPDATE SKIP LOCKED`,
    wis: [zonderWoorden],
  },
  {
    wat: ['teller van een limiet', 'tellers van limieten'],
    termijn: 0,
    kies: 'SELECT key AS id FROM limiet WHERE expire < extract(epoch FROM $1::timestamptz) * 1000 LIMIT $2',
    wis: [weg('limiet', 'key', 'text')],
  },
  {
    wat: ['naam van een ingetrokken sleutel', 'namen van ingetrokken sleutels'],
    termijn: 'BEWAAR_DEELNAME',
    kies: `SELECT id FROM api_sleutel WHERE ingetrokken_op < $1 AND naam <> 'gewist' LIMIT $2`,
    wis: [
      `UPDATE api_sleutel SET naam = 'gewist' WHERE id IN (SELECT ${ids()}) AND $2::timestamptz IS NOT NULL`,
    ],
  },
  {
    wat: ['gastheer van een uitreiking', 'gastheren van uitreikingen'],
    termijn: 'BEWAAR_DEELNAME',
    kies: 'SELECT id FROM uitreiking WHERE gastheer IS NOT NULL AND datum < $1::date LIMIT $2',
    wis: [
      `UPDATE uitreiking SET gastheer = NULL WHERE id IN (SELECT ${ids()}) AND $2::timestamptz IS NOT NULL`,
    ],
  },
  {
    wat: ['regel over inzage', 'regels over inzage'],
    termijn: 'BEWAAR_INZAGE',
    kies: `SELECT id FROM auditregel WHERE code IN (${inzage}) AND op < $1 LIMIT $2`,
    wis: [weg('auditregel', 'id', 'bigint')],
  },
  {
    wat: ['ingelezen bestand', 'ingelezen bestanden'],
    termijn: 1,
    kies: 'SELECT id FROM deelnemersimport WHERE gemaakt_op < $1 LIMIT $2',
    wis: [weg('deelnemersimport')],
  },
  {
    wat: ['oude sessie', 'oude sessies'],
    termijn: 1,
    kies: 'SELECT sleutel_hash AS id FROM sessie WHERE vervalt_op < $1 LIMIT $2',
    wis: [weg('sessie', 'sleutel_hash', 'text')],
  },
  {
    wat: ['oude inloglink', 'oude inloglinks'],
    termijn: 1,
    kies: 'SELECT sleutel_hash AS id FROM inloglink WHERE vervalt_op < $1 LIMIT $2',
    wis: [weg('inloglink', 'sleutel_hash', 'text')],
  },
  {
    wat: ['account dat niet werd gekoppeld', 'accounts die niet werden gekoppeld'],
    termijn: 1,
    kies: 'SELECT sleutel_hash AS id FROM oidc_verzoek WHERE vervalt_op < $1 LIMIT $2',
    wis: [weg('oidc_verzoek', 'sleutel_hash', 'text')],
  },
  {
    wat: ['belangstelling', 'keer belangstelling'],
    termijn: 'BEWAAR_BELANGSTELLING',
    kies: `SELECT id FROM belangstelling WHERE aangemaakt_op < $1 LIMIT $2 FOR UPDATE SKIP LOCKED`,
    wis: [weg('belangstelling')],
  },
  {
    wat: ['evaluatie met haar antwoorden', 'evaluaties met hun antwoorden'],
    termijn: 'BEWAAR_EVALUATIES',
    kies: `SELECT id FROM evaluatie e WHERE gesloten_op < $1
            AND EXISTS (SELECT 1 FROM evaluatie_uitnodiging WHERE evaluatie_id = e.id) LIMIT $2`,
    wis: [weg('evaluatie_antwoord', 'evaluatie_id'), weg('evaluatie_uitnodiging', 'evaluatie_id')],
  },
  {
    wat: ['naam op een certificaat', 'namen op certificaten'],
    termijn: 'BEWAAR_CERTIFICATEN',
    kies: `SELECT id FROM certificaat WHERE uitgereikt_op < $1 AND gegevens ->> 'naam' <> '${GEWISTE_NAAM}'
            LIMIT $2 FOR UPDATE SKIP LOCKED`,
    wis: [
      // The badge carries a fingerprint of the mail address.
      weg('badge', 'certificaat_id'),
      `UPDATE certificaat SET gegevens = gegevens || '{"naam": "${GEWISTE_NAAM}"}', naam_openbaar_op = NULL,
         intrekkingsreden = CASE WHEN intrekkingsreden IS NOT NULL THEN 'gewist' END
        WHERE id IN (SELECT ${ids()}) AND $2::timestamptz IS NOT NULL`,
    ],
  },
  {
    wat: ['aanmelding van wie afviel', 'aanmeldingen van wie afviel'],
    termijn: 'BEWAAR_AFGEVALLEN',
    kies: aanmeldingen(IN_AFGEVALLEN),
    wis: vergeet,
  },
  {
    wat: ['aanwezigheid', 'keer aanwezigheid'],
    termijn: 'BEWAAR_DEELNAME',
    kies: `SELECT DISTINCT w.aanmelding_id AS id FROM aanwezigheid w
             JOIN aanmelding a ON a.id = w.aanmelding_id JOIN cohort c ON c.id = a.cohort_id
            WHERE greatest(c.laatste, a.status_sinds) < $1 LIMIT $2`,
    wis: [weg('aanwezigheid', 'aanmelding_id')],
  },
  {
    wat: ['aanmelding van een deelnemer', 'aanmeldingen van deelnemers'],
    termijn: 'BEWAAR_DEELNAME',
    kies: aanmeldingen(IN_ZEKER),
    wis: vergeet,
  },
  {
    wat: ['persoon', 'personen'],
    termijn: 'BEWAAR_AFGEVALLEN',
    kies: `SELECT p.id FROM persoon p
            WHERE p.gewist_op IS NULL AND p.samengevoegd_met_id IS NULL AND p.aangemaakt_op < $1
              AND NOT EXISTS (SELECT 1 FROM aanmelding WHERE persoon_id = p.id)
              AND NOT EXISTS (SELECT 1 FROM belangstelling WHERE persoon_id = p.id)
              AND NOT EXISTS (SELECT 1 FROM sessie WHERE persoon_id = p.id)
            LIMIT $2 FOR UPDATE OF p SKIP LOCKED`,
    wis: [
      zonderWoordenOver('persoon'),
      `UPDATE bericht SET ${ZONDER_MENS}
        WHERE persoon_id IN (SELECT id FROM persoon WHERE id IN (SELECT ${ids()}) OR samengevoegd_met_id IN (SELECT ${ids()}))`,
      weg('persoon', 'samengevoegd_met_id'),
      weg('persoon'),
    ],
  },
];
