import { ZONDER_MENS } from '../bewaartermijnen/wissen.rules.js';

/** One kind of record that an erasure reaches; the preview counts just what the act changes. */
export interface Wisstap {
  /** The records in Dutch, one and more: "3 mails". */
  wat: [een: string, meer: string];
  /** `anoniem` goes on counting, and nobody knows whose it was. */
  afloop: 'weg' | 'anoniem';
  tabel: string;
  /** Which rows `t`; `w` is the one row of `METEEN`. */
  waar: string;
  /** What becomes of them; without it they are deleted. */
  zet?: string;
}

/**
 * Whom it is about: $1 their records, those that were merged included, $2 their aanmeldingen, $3 their addresses, $4 words
 * to look for, as LIKE wants them, $5 the same as one expression, $6 now, $7 their accounts as staff that are off, $8 whether
 * one is on, $9 the cohorten in whose mails their name may stand.
 */
const METEEN = `WITH w AS MATERIALIZED (
  SELECT $1::uuid[] AS personen, $2::uuid[] AS aanmeldingen, $3::text[] AS adressen, $4::text[] AS zoek,
         $5::text AS patroon, $6::timestamptz AS nu, $7::uuid[] AS accounts, $8::boolean AS werkt,
         $9::uuid[] AS cohorten)`;

export const telSql = ({ tabel, waar }: Pick<Wisstap, 'tabel' | 'waar'>): string =>
  `${METEEN} SELECT count(*)::integer AS n FROM ${tabel} t, w WHERE ${waar}`;

export const wisSql = ({ tabel, waar, zet }: Wisstap): string =>
  zet
    ? `${METEEN} UPDATE ${tabel} t SET ${zet} FROM w WHERE ${waar}`
    : `${METEEN} DELETE FROM ${tabel} t USING w WHERE ${waar}`;

const vanPersoon = 't.persoon_id = ANY(w.personen)';
const vanAanmelding = 't.aanmelding_id = ANY(w.aanmeldingen)';
/** To the same address as somebody of the staff: those stay as long as the account is on. */
const EIGEN_POST = `(${vanPersoon} OR ${vanAanmelding}
  OR (t.persoon_id IS NULL AND NOT w.werkt AND lower(btrim(t.aan)) = ANY(w.adressen)))`;

/** Who speaks for a bestuur, under one of their addresses. */
const ALS_CONTACT = `coalesce(lower(btrim(t.email)) = ANY(w.adressen), false)`;

/** What is of the person, in this order; the aanmeldingen themselves let go with the statements of the bewaartermijnen. */
export const eigen: Wisstap[] = [
  {
    wat: ['mail: adres, onderwerp en tekst', 'mails: adres, onderwerp en tekst'],
    afloop: 'weg',
    tabel: 'bericht',
    waar: EIGEN_POST,
    zet: ZONDER_MENS.replaceAll('$2', 'w.nu'),
  },
  {
    wat: ['belangstelling', 'keer belangstelling'],
    afloop: 'weg',
    tabel: 'belangstelling',
    waar: vanPersoon,
  },
  {
    wat: ['sessie in een browser', 'sessies in browsers'],
    afloop: 'weg',
    tabel: 'sessie',
    waar: `(${vanPersoon} OR t.gebruiker_id = ANY(w.accounts))`,
  },
  { wat: ['toestemming', 'toestemmingen'], afloop: 'weg', tabel: 'toestemming', waar: vanPersoon },
  { wat: ['inloglink', 'inloglinks'], afloop: 'weg', tabel: 'inloglink', waar: vanPersoon },
  {
    wat: ['gekoppeld account', 'gekoppelde accounts'],
    afloop: 'weg',
    tabel: 'oidc_koppeling',
    waar: `(${vanPersoon} OR t.gebruiker_id = ANY(w.accounts))`,
  },
  {
    wat: ['begonnen koppeling', 'begonnen koppelingen'],
    afloop: 'weg',
    tabel: 'oidc_verzoek',
    waar: `(${vanPersoon} OR t.gebruiker_id = ANY(w.accounts)
      OR (t.gebruiker_id IS NULL AND lower(btrim(t.email)) = ANY(w.adressen)))`,
  },
  { wat: ['contactpersoon', 'contactpersonen'], afloop: 'weg', tabel: 'contactpersoon', waar: ALS_CONTACT },
  {
    wat: ['uitnodiging voor een evaluatie', 'uitnodigingen voor een evaluatie'],
    afloop: 'anoniem',
    tabel: 'evaluatie_uitnodiging',
    waar: vanAanmelding,
    zet: `token = 'gewist-' || gen_random_uuid()`,
  },
  {
    // It carries a fingerprint of the mail address.
    wat: ['badge', 'badges'],
    afloop: 'weg',
    tabel: 'badge',
    waar: `t.certificaat_id IN (SELECT c.id FROM certificaat c WHERE c.aanmelding_id = ANY(w.aanmeldingen))`,
  },
  {
    wat: ['verzoek: de toelichting en het antwoord', 'verzoeken: de toelichting en het antwoord'],
    afloop: 'weg',
    tabel: 'privacyverzoek',
    waar: vanPersoon,
    zet: `toelichting = NULL, reden = NULL, afgehandeld_op = coalesce(t.afgehandeld_op, w.nu),
      status = CASE WHEN t.status <> 'open' THEN t.status WHEN t.soort = 'wissing' THEN 'uitgevoerd' ELSE 'ingetrokken' END`,
  },
];

/** An account of the staff that is off already goes along; it keeps its id, for what its owner did still counts. */
export const account: Wisstap[] = [
  ...['passkey', 'herstelcode', 'uitnodiging'].map((tabel): Wisstap => ({
    wat: ['sleutel van een account', 'sleutels van een account'],
    afloop: 'weg',
    tabel,
    waar: 't.gebruiker_id = ANY(w.accounts)',
  })),
  {
    wat: ['uitgezet account als medewerker', 'uitgezette accounts als medewerker'],
    afloop: 'anoniem',
    tabel: 'gebruiker',
    waar: 't.id = ANY(w.accounts)',
    zet: `naam = 'Naam gewist', email = 'gewist-' || t.id || '@gewist.invalid',
      email_norm = 'gewist-' || t.id || '@gewist.invalid', wachtwoord_hash = NULL,
      totp_geheim = NULL, totp_sinds = NULL, totp_stap = NULL`,
  },
];

/** The certificaat itself stays: only what is not needed to check it goes. */
export const register: Wisstap = {
  wat: ['certificaat', 'certificaten'],
  afloop: 'anoniem',
  tabel: 'certificaat',
  waar: `${vanAanmelding} AND t.gegevens ->> 'naam' <> 'Gewist'`,
  zet: `naam_openbaar_op = NULL, intrekkingsreden = CASE WHEN t.intrekkingsreden IS NOT NULL THEN 'gewist' END`,
};

/** Every column in which somebody types what they like, of whatever record; a test walks all columns past this list. */
export const GETYPT: Record<string, readonly string[]> = {
  aanmelding: ['organisatie', 'functie', 'opmerking', 'reden'],
  api_sleutel: ['naam'],
  auditregel: ['gegevens'],
  belangstelling: ['organisatie', 'functie', 'opmerking'],
  bericht: ['onderwerp', 'html', 'tekst', 'bijlagen', 'fout'],
  bijeenkomst: ['locatie', 'onderwerp'],
  certificaat: ['intrekkingsreden'],
  certificeringsoordeel: ['reden'],
  cohort: ['annuleringsreden'],
  cohortalinea: ['tekst'],
  contactpersoon: ['naam', 'rol', 'email', 'telefoon', 'opmerking', 'laatst_over'],
  evaluatie_antwoord: ['waarden'],
  mededeling: ['onderwerp', 'tekst', 'door'],
  passkey: ['naam'],
  persoon: ['onbestelbaar_reden'],
  privacyverzoek: ['toelichting', 'reden'],
  sessie: ['apparaat'],
  taak_run: ['fout'],
  uitreiking: ['gastheer', 'plaats'],
  vervallen_bijeenkomst: ['locatie', 'onderwerp'],
  verzendstand: ['gestopt_door', 'stopreden'],
};

const JSON_KOLOMMEN = ['gegevens', 'bijlagen', 'waarden'];

/** What of these is the person's own goes by itself, and is not counted twice. */
const NIET_EIGEN: Record<string, string> = {
  aanmelding: 'NOT t.id = ANY(w.aanmeldingen)',
  belangstelling: `NOT ${vanPersoon}`,
  // Other mails are far too many to read: those to staff, why a request was refused, and those of a cohort that the name
  // was found with. A mail need not be about an aanmelding, so whether it is their own may be unknown.
  bericht: `${EIGEN_POST} IS NOT TRUE AND (t.persoon_id IS NULL OR t.soort = 'privacyverzoeken/afgewezen'
    OR t.cohort_id = ANY(w.cohorten))`,
  certificaat: `NOT ${vanAanmelding}`,
  certificeringsoordeel: `NOT ${vanAanmelding}`,
  contactpersoon: `NOT ${ALS_CONTACT}`,
  auditregel: `NOT (t.onderwerp_soort = 'aanmelding' AND t.onderwerp_id = ANY(w.aanmeldingen::text[])
    OR t.onderwerp_soort = 'persoon' AND t.onderwerp_id = ANY(w.personen::text[]))`,
  passkey: 'NOT t.gebruiker_id = ANY(w.accounts)',
  persoon: 'NOT t.id = ANY(w.personen)',
  privacyverzoek: `(t.persoon_id IS NULL OR NOT ${vanPersoon})`,
  sessie: `(t.persoon_id IS NULL OR NOT ${vanPersoon})`,
};

/** What the database holds to a length. */
const LANGSTE: Record<string, number> = { cohortalinea: 1000 };

const zonderNaam = (tabel: string, kolom: string): string =>
  JSON_KOLOMMEN.includes(kolom)
    ? `${kolom} = zonder_naam(t.${kolom}, w.patroon)`
    : `${kolom} = left(regexp_replace(t.${kolom}, w.patroon, '(gewist)', 'gi'), ${LANGSTE[tabel] ?? 1_000_000})`;

/** In what others typed the name and the address give way to "(gewist)"; the rest of the sentence stays. */
export const getypt: Wisstap[] = Object.entries(GETYPT).map(([tabel, kolommen]) => {
  const alles = `concat_ws(' ', ${kolommen.map((kolom) => `t.${kolom}::text`).join(', ')})`;
  return {
    wat: ['tekst van een ander met de naam of het adres', 'teksten van anderen met de naam of het adres'],
    afloop: 'anoniem',
    tabel,
    // Whose it is costs little to see, and a text is long: it is read only where the name may stand.
    waar: `CASE WHEN ${NIET_EIGEN[tabel] ?? 'true'} THEN lower(${alles}) LIKE ANY (w.zoek) AND ${alles} ~* w.patroon END`,
    zet: kolommen.map((kolom) => zonderNaam(tabel, kolom)).join(', '),
  };
});

/** A file with people that somebody read in, kept for a month: it goes as a whole. */
export const bestanden: Wisstap = {
  wat: ['ingelezen bestand waar de naam in staat', 'ingelezen bestanden waar de naam in staat'],
  afloop: 'weg',
  tabel: 'deelnemersimport',
  waar: `lower(concat_ws(' ', t.bestandsnaam, t.rijen::text, t.overgeslagen_kolommen::text)) LIKE ANY (w.zoek)`,
};

/** What people typed as where they work and is no school: a name of somebody goes as a whole, and is asked again. */
export const werkplekken: Wisstap = {
  wat: ['beoordeelde werkplek waar de naam in staat', 'beoordeelde werkplekken waar de naam in staat'],
  afloop: 'weg',
  tabel: 'andere_organisatie',
  waar: `lower(concat_ws(' ', t.naam, t.sleutel)) LIKE ANY (w.zoek) AND concat_ws(' ', t.naam, t.sleutel) ~* w.patroon`,
};

/** What the academie tells the world is no record of a participant, and stays as it is: only counted. */
export const CATALOGUS = [
  'bestuur',
  'school',
  'opleiding',
  'opleiding_versie',
  'cohort',
  'onderdeel',
  'evaluatie',
  'evaluatievraag',
];

export const catalogus: Wisstap[] = CATALOGUS.map((tabel) => ({
  wat: ['plek in de catalogus', 'plekken in de catalogus'],
  afloop: 'anoniem',
  tabel,
  waar: `lower(to_jsonb(t)::text) LIKE ANY (w.zoek) AND to_jsonb(t)::text ~* w.patroon`,
}));

interface Genaamd {
  voornaam: string;
  tussenvoegsel: string | null;
  achternaam: string;
  email: string;
}

/** Words of a name that are shorter are part of too many other words. */
const KORTSTE_WOORD = 4;

/** The single words of these names, in small letters: which of them are nobody else's, the database knows. */
export function losseWoorden(namen: readonly Genaamd[]): string[] {
  const woorden = namen.flatMap(({ voornaam, achternaam }) => `${voornaam} ${achternaam}`.split(' '));
  return [
    ...new Set(woorden.filter((woord) => woord.length >= KORTSTE_WOORD).map((woord) => woord.toLowerCase())),
  ];
}

/** How the names and addresses may stand in a text, without the single words. */
function voluit(namen: readonly Genaamd[]): string[] {
  return namen.flatMap(({ voornaam, tussenvoegsel, achternaam, email }) => [
    [voornaam, tussenvoegsel, achternaam].filter(Boolean).join(' '),
    `${voornaam} ${achternaam}`,
    `${achternaam}, ${voornaam}`,
    email,
  ]);
}

/** As the templates write it; the ampersand first. */
const HTML = [
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#x27;'],
  ['`', '&#x60;'],
  ['=', '&#x3D;'],
] as const;

const inHtml = (tekst: string): string =>
  [...HTML].reduce((uit, [teken, code]) => uit.replaceAll(teken, code), tekst);

const voorLike = (tekst: string): string => `%${tekst.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`;
const letterlijk = (tekst: string): string => tekst.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * What to look for in texts.
 * @param woorden single words that are nobody else's.
 * @returns `zoek` for LIKE, on text in small letters; `patroon` for an expression of PostgreSQL: no letter before or after.
 */
export function zoekNaar(
  namen: readonly Genaamd[],
  woorden: readonly string[],
): { zoek: string[]; patroon: string } {
  const gewoon = [...voluit(namen), ...woorden];
  const alle = [...new Set([...gewoon, ...gewoon.map(inHtml)])];
  const langsteEerst = alle.toSorted((a, b) => b.length - a.length);
  return {
    zoek: [...new Set(alle.map(voorLike))],
    patroon: `(?<![[:alpha:]])(?:${langsteEerst.map(letterlijk).join('|')})(?![[:alpha:]])`,
  };
}
