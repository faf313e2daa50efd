import { inzagecodes } from '../audit/auditwoorden.rules.js';
import type { Gegevenssoort } from './soorten.rules.js';

/**
 * Who did something, without the name of a colleague: what they were that day. `r` is the auditregel.
 * The one it is about is called so in the file that staff hand over, too.
 */
const DOOR = `
  CASE WHEN r.wie_soort = 'persoon' THEN 'de deelnemer zelf'
       WHEN r.wie_soort = 'anoniem' THEN 'iemand die niet was ingelogd'
       WHEN r.wie_soort = 'systeem' THEN 'het platform'
       WHEN r.wie_soort = 'sleutel' THEN coalesce((SELECT 'systeem ' || k.naam FROM api_sleutel k WHERE k.id::text = r.wie_id), 'een systeem')
       WHEN r.wie_id IN (SELECT id::text FROM account) THEN 'de deelnemer zelf, als medewerker'
       ELSE coalesce('medewerker: ' || (
         SELECT string_agg(DISTINCT concat_ws(' ', replace(w.rol, 'coordinator', 'coördinator'), coalesce(bs.naam, bs.nummer, sc.naam)), ', ')
           FROM gebruiker_rol w LEFT JOIN bestuur bs ON bs.id = w.bestuur_id LEFT JOIN school sc ON sc.id = w.school_id
          WHERE w.gebruiker_id::text = r.wie_id AND w.begint_op <= r.op::date AND (w.eindigt_op IS NULL OR w.eindigt_op >= r.op::date)),
         'een medewerker') END`;

/** Records of which a line of the audit may tell. */
const ONDERWERPEN = `
  SELECT 'persoon' AS soort, id::text, NULL AS waarover FROM mensen
  UNION ALL SELECT 'aanmelding', id::text, opleiding || ', ' || cohort FROM eigen
  UNION ALL SELECT 'belangstelling', i.id::text, o.naam FROM belangstelling i JOIN opleiding o ON o.id = i.opleiding_id
             WHERE i.persoon_id IN (SELECT id FROM mensen)
  UNION ALL SELECT 'gebruiker', id::text, 'je account als medewerker' FROM account
  UNION ALL SELECT 'bericht', b.id::text, b.onderwerp FROM bericht b WHERE b.persoon_id IN (SELECT id FROM mensen)
  UNION ALL SELECT 'bericht', b.id::text, b.onderwerp FROM bericht b WHERE b.aanmelding_id IN (SELECT id FROM eigen)`;

/** Whether a line says only that somebody looked. */
const IS_INZAGE = `r.code IN (${inzagecodes.map((code) => `'${code}'`).join(', ')})`;

const REGEL = `r.op, r.code, r.gegevens, ${DOOR} AS door`;

/** What was sent, where somebody logged in, and who did and looked at what. */
export const sporen: Gegevenssoort[] = [
  {
    naam: 'berichten',
    kop: 'Mails',
    uitleg:
      'De mails aan jou en over jou, zoals ze zijn verstuurd. Geheime links staan er niet in: wie dit bestand heeft, zou anders namens jou kunnen klikken.',
    tabellen: ['bericht'],
    regelkop: ['onderwerp'],
    sql: `
      SELECT b.id, b.onderwerp, b.aan, b.soort, b.status, b.aangemaakt_op AS "geschrevenOp", b.verzenden_op AS "geplandOp",
             b.verzonden_op AS "verzondenOp", b.vervalt_op AS "heeftZinTot", b.pogingen, b.fout,
             b.adres_geweigerd AS "adresGeweigerd", b.gewist_op AS "tekstGewistOp", b.tekst, b.bijlagen
        FROM bericht b
       WHERE b.id IN (SELECT id FROM bericht WHERE persoon_id IN (SELECT id FROM mensen)
                      UNION SELECT id FROM bericht WHERE aanmelding_id IN (SELECT id FROM eigen)
                      UNION SELECT b.id FROM bericht b JOIN mensen p ON lower(btrim(b.aan)) = p.email_norm
                             WHERE b.persoon_id IS NULL AND b.aanmelding_id IS NULL AND p.email_bevestigd_op IS NOT NULL)
       ORDER BY coalesce(b.verzonden_op, b.aangemaakt_op) DESC, b.id`,
  },
  {
    naam: 'sessies',
    kop: 'Waar je bent ingelogd',
    uitleg: 'Je kunt jezelf overal uitloggen bij Mijn account.',
    tabellen: ['sessie'],
    regelkop: ['apparaat'],
    sql: `
      SELECT s.apparaat, s.aangemaakt_op AS sinds, s.laatst_gezien_op AS "laatstGezienOp", s.vervalt_op AS "vervaltOp",
             s.rol, coalesce(b.naam, b.nummer) AS bestuur, s.stap AS "nogTeDoen"
        FROM sessie s LEFT JOIN bestuur b ON b.id = s.bestuur_id
       WHERE s.persoon_id IN (SELECT id FROM mensen) OR s.gebruiker_id IN (SELECT id FROM account)
       ORDER BY s.aangemaakt_op DESC, s.sleutel_hash`,
  },
  {
    naam: 'inloglinks',
    kop: 'Links om in te loggen',
    uitleg: 'Wanneer je om zo’n link vroeg en hem gebruikte.',
    tabellen: ['inloglink'],
    regelkop: ['gevraagdOp'],
    sql: `
      SELECT l.aangemaakt_op AS "gevraagdOp", l.vervalt_op AS "geldigTot", l.gebruikt_op AS "gebruiktOp"
        FROM inloglink l WHERE l.persoon_id IN (SELECT id FROM mensen) ORDER BY l.aangemaakt_op DESC, l.sleutel_hash`,
  },
  {
    naam: 'koppelingen',
    kop: 'Gekoppelde accounts van elders',
    uitleg: 'Waarmee je ook kunt inloggen, en hoe je daar heet.',
    tabellen: ['oidc_koppeling', 'oidc_verzoek'],
    regelkop: ['uitgever'],
    sql: `
      SELECT k.uitgever, k.sub AS kenmerk, k.brin AS "schoolVolgensAanbieder", NULL AS email, k.gekoppeld_op AS "gekoppeldOp",
             k.laatst_gebruikt_op AS "laatstGebruiktOp", NULL::timestamptz AS "gevraagdOp", NULL::timestamptz AS "geldigTot",
             NULL AS "gaatDaarnaNaar", NULL::boolean AS "tweedeStapGevraagd"
        FROM oidc_koppeling k
       WHERE k.persoon_id IN (SELECT id FROM mensen) OR k.gebruiker_id IN (SELECT id FROM account)
      UNION ALL
      SELECT v.uitgever, v.sub, v.brin, v.email, NULL, NULL, v.aangemaakt_op, v.vervalt_op, v.terug, v.mfa
        FROM oidc_verzoek v
       WHERE v.persoon_id IN (SELECT id FROM mensen) OR v.gebruiker_id IN (SELECT id FROM account)`,
  },
  {
    naam: 'inkijk',
    kop: 'Wie je gegevens bekeek of ophaalde',
    uitleg:
      'Elke dag dat iemand naar jou keek. We noemen de rol en niet de naam van de collega: zo blijft ook die beschermd.',
    tabellen: ['auditregel'],
    regelkop: ['wat'],
    bijregel: ['op', 'door', 'waarover'],
    sql: `
      SELECT ${REGEL}, w.waarover FROM (${ONDERWERPEN}) w
        JOIN auditregel r ON r.onderwerp_soort = w.soort AND r.onderwerp_id = w.id
       WHERE ${IS_INZAGE} ORDER BY r.id DESC`,
  },
  {
    naam: 'lijsten',
    kop: 'Lijsten waar je op kon staan',
    uitleg:
      'Lijsten van je groep, je bestuur of de hele academie die iemand bekeek of ophaalde nadat je je had aangemeld. Of jij erop stond, hangt af van wat diegene koos.',
    tabellen: ['auditregel'],
    regelkop: ['wat'],
    bijregel: ['op', 'door', 'waarover'],
    sql: `
      SELECT ${REGEL}, w.waarover FROM (
        SELECT 'cohort' AS soort, cohort_id::text AS id, min(aangemeld_op) AS vanaf, min(opleiding || ', ' || cohort) AS waarover
          FROM eigen GROUP BY cohort_id
        UNION ALL SELECT 'bestuur', e.bestuur_id::text, min(e.aangemeld_op), min(coalesce(b.naam, b.nummer))
          FROM eigen e JOIN bestuur b ON b.id = e.bestuur_id WHERE e.adres_bevestigd GROUP BY e.bestuur_id) w
        JOIN auditregel r ON r.onderwerp_soort = w.soort AND r.onderwerp_id = w.id AND r.op >= w.vanaf
       WHERE ${IS_INZAGE}
      UNION ALL
      SELECT ${REGEL}, 'de hele academie' FROM auditregel r
       WHERE r.onderwerp_soort = ANY(ARRAY['gebruiker', 'sleutel'])
         AND r.code = ANY(ARRAY['deelnemerslijst.gedownload', 'certificatenlijst.gedownload'])
         AND r.op >= (SELECT min(aangemeld_op) FROM eigen)
       ORDER BY op DESC`,
  },
  {
    naam: 'geschiedenis',
    kop: 'Wat er gebeurde',
    uitleg: 'Elke verandering bij jou, je aanmeldingen en je belangstelling.',
    tabellen: ['auditregel'],
    regelkop: ['wat'],
    bijregel: ['op', 'door', 'waarover'],
    sql: `
      SELECT ${REGEL}, w.waarover FROM (${ONDERWERPEN}) w
        JOIN auditregel r ON r.onderwerp_soort = w.soort AND r.onderwerp_id = w.id
       WHERE NOT ${IS_INZAGE} ORDER BY r.id DESC`,
  },
  {
    naam: 'bestanden',
    kop: 'Ingelezen bestanden',
    uitleg: 'Je regel in een bestand waarmee de academie mensen aanmeldt. We bewaren hem hooguit een maand.',
    tabellen: ['deelnemersimport'],
    regelkop: ['bestandsnaam'],
    sql: `
      SELECT i.bestandsnaam, c.naam AS cohort, i.gemaakt_op AS "ingelezenOp", i.uitgevoerd_op AS "uitgevoerdOp",
             rij -> 'verzoek' AS regel
        FROM deelnemersimport i JOIN cohort c ON c.id = i.cohort_id CROSS JOIN jsonb_array_elements(i.rijen) AS rij
       WHERE lower(btrim(rij -> 'verzoek' ->> 'email')) IN (SELECT email_norm FROM mensen)
       ORDER BY i.gemaakt_op DESC`,
  },
];
