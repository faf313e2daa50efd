import { GEWISTE_NAAM } from '../certificering/certificaat.entity.js';

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
  /** What is erased, in Dutch: "3 aanmeldingen van wie afviel". */
  wat: [een: string, meer: string];
  /** A setting, or a number of months that is nobody's choice. */
  termijn: Termijn | number;
  /** Chooses what is over: `id`s of at most $2 rows, from before $1. What was erased is not chosen again. */
  kies: string;
  /** Each gets the chosen ids as text in $1 and now in $2. */
  wis: string[];
}

const ids = (soort = 'uuid'): string => `unnest($1::text[]::${soort}[])`;

/**
 * An aanmelding that has to let go of its person: it goes on counting for its cohort and bestuur, under a name that
 * is the same for everybody. Each gets a stand-in of its own, so that two of one person are no longer one person's.
 */
const vergeet = [
  `INSERT INTO persoon (id, voornaam, achternaam, email, email_norm, aangemaakt_op, gewist_op)
   SELECT a, 'Naam', 'gewist', 'gewist-' || a || '@gewist.invalid', 'gewist-' || a || '@gewist.invalid', $2, $2
     FROM ${ids()} AS a`,
  `UPDATE bericht SET aan = 'gewist', persoon_id = NULL, html = '', tekst = '', bijlagen = '[]', gewist_op = $2
    WHERE aanmelding_id IN (SELECT ${ids()})`,
  `UPDATE pe_doorgave SET registernummer = 'gewist'
    WHERE aanmelding_id IN (SELECT ${ids()}) AND $2::timestamptz IS NOT NULL`,
  `UPDATE aanmelding SET persoon_id = id, school_id = NULL, opmerking = NULL, reden = NULL,
     externe_referentie = NULL, token = 'gewist-' || gen_random_uuid()
    WHERE id IN (SELECT ${ids()}) AND $2::timestamptz IS NOT NULL`,
];

/** Ended for at least the term: counted from the last day of the cohort, or from the last change when that is later. */
const aanmeldingen = (statussen: string): string => `
  SELECT a.id FROM aanmelding a JOIN cohort c ON c.id = a.cohort_id
   WHERE a.persoon_id <> a.id AND a.status IN (${statussen})
     AND greatest(c.laatste, a.status_sinds) < $1
     AND NOT EXISTS (SELECT 1 FROM certificaat WHERE aanmelding_id = a.id AND gegevens ->> 'naam' <> '${GEWISTE_NAAM}')
   LIMIT $2 FOR UPDATE OF a SKIP LOCKED`;

const weg = (tabel: string, sleutel = 'id', soort = 'uuid'): string =>
  `DELETE FROM ${tabel} WHERE ${sleutel} IN (SELECT ${ids(soort)}) AND $2::timestamptz IS NOT NULL`;

const inzage = ['deelnemerslijst.gedownload', 'certificaat.gedownload', 'certificaten.gedownload']
  .concat('evaluatie.gedownload', 'gebruiker.ingelogd')
  .map((code) => `'${code}'`)
  .join(', ');

/** In this order: a person goes after everything that was of that person. */
export const opruimingen: Opruiming[] = [
  {
    wat: ['tekst van een bericht', 'teksten van berichten'],
    termijn: 'BEWAAR_BERICHTEN',
    kies: `SELECT id FROM bericht WHERE gewist_op IS NULL AND status IN ('verzonden', 'mislukt', 'vervallen')
            AND aangemaakt_op < $1 ORDER BY aangemaakt_op LIMIT $2 FOR UPDATE SKIP LOCKED`,
    wis: [
      `UPDATE bericht SET html = '', tekst = '', bijlagen = '[]', gewist_op = $2 WHERE id IN (SELECT ${ids()})`,
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
      `UPDATE certificaat SET gegevens = gegevens || '{"naam": "${GEWISTE_NAAM}"}', naam_openbaar_op = NULL
        WHERE id IN (SELECT ${ids()}) AND $2::timestamptz IS NOT NULL`,
    ],
  },
  {
    wat: ['aanmelding van wie afviel', 'aanmeldingen van wie afviel'],
    termijn: 'BEWAAR_AFGEVALLEN',
    kies: aanmeldingen(`'verlopen', 'geannuleerd', 'afgewezen', 'wachtlijst', 'voorlopig'`),
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
    kies: aanmeldingen(`'geplaatst', 'voltooid', 'niet-voltooid'`),
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
      `UPDATE bericht SET aan = 'gewist', persoon_id = NULL, html = '', tekst = '', bijlagen = '[]', gewist_op = $2
        WHERE persoon_id IN (SELECT id FROM persoon WHERE id IN (SELECT ${ids()}) OR samengevoegd_met_id IN (SELECT ${ids()}))`,
      weg('persoon', 'samengevoegd_met_id'),
      weg('persoon'),
    ],
  },
];
