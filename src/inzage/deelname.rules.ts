import { doelen } from '../toestemmingen/standen.js';
import { doelwoorden } from '../toestemmingen/toestemmingen.rules.js';
import type { Gegevenssoort } from './soorten.rules.js';

/** Who somebody is, what they follow and what came of it. */
/** What each purpose is called; `t` is the toestemming. */
const DOEL = `CASE t.doel ${doelen.map((doel) => `WHEN '${doel}' THEN '${doelwoorden[doel].kop}'`).join(' ')} END`;

export const deelname: Gegevenssoort[] = [
  {
    naam: 'persoon',
    kop: 'Wie je bent',
    uitleg: 'Hiermee herkennen we je, en hierheen mailen we.',
    tabellen: ['persoon'],
    regelkop: ['voornaam', 'tussenvoegsel', 'achternaam'],
    sql: `
      SELECT p.id, p.voornaam, p.tussenvoegsel, p.achternaam, p.email, p.email_bevestigd_op AS "emailBevestigdOp",
             p.aangemaakt_op AS "bekendSinds", p.onbestelbaar_op AS "mailKomtNietAanSinds",
             p.onbestelbaar_reden AS "antwoordVanMailserver", p.registernummer,
             p.registerperiode_begin::text AS "registerperiodeBegin", p.agenda_hash IS NOT NULL AS "heeftAgendaAdres",
             p.samengevoegd_met_id IS NOT NULL AS samengevoegd,
             p.beperkt_op AS "opSlotSinds"
        FROM persoon p WHERE p.id IN (SELECT id FROM mensen)
       ORDER BY p.samengevoegd_met_id NULLS FIRST, p.email`,
  },
  {
    naam: 'toestemmingen',
    kop: 'Wat je goedvindt',
    uitleg: 'Je kunt dit altijd weer veranderen.',
    tabellen: ['persoon', 'certificaat', 'toestemming'],
    regelkop: ['waarvoor'],
    sql: `
      SELECT 'Mails die niet over je eigen plek gaan' AS waarvoor, p.geen_uitnodigingen_op IS NULL AS goedgevonden,
             p.geen_uitnodigingen_op AS "afgemeldOp", NULL::timestamptz AS "gegevenOp",
             NULL::text AS "gegevenDoor", NULL::text AS "ingetrokkenDoor"
        FROM persoon p WHERE p.id = $1
      UNION ALL
      SELECT 'Je naam op de controlepagina van certificaat ' || t.nummer, t.naam_openbaar_op IS NOT NULL, NULL,
             t.naam_openbaar_op, NULL, NULL
        FROM certificaat t WHERE t.aanmelding_id IN (SELECT id FROM eigen)
      UNION ALL
      SELECT ${DOEL}, t.ingetrokken_op IS NULL, t.ingetrokken_op, t.gegeven_op,
             t.gegeven_door, t.ingetrokken_door
        FROM toestemming t WHERE t.persoon_id IN (SELECT id FROM mensen)`,
  },
  {
    naam: 'aanmeldingen',
    kop: 'Aanmeldingen',
    uitleg: 'Met je school en functie zoals je ze toen invulde, en hoe het ermee staat.',
    tabellen: ['aanmelding'],
    regelkop: ['opleiding', 'cohort'],
    sql: `
      SELECT a.id, e.opleiding, e.cohort, c.schooljaar,
             CASE WHEN a.vervalt_op <= nu.nu THEN 'verlopen' ELSE a.status END AS status,
             a.status_sinds AS "statusSinds", a.reden, a.beeindigd_door AS "beeindigdDoor",
             a.aangemeld_op AS "aangemeldOp", a.functie, coalesce(s.naam, a.organisatie) AS school, coalesce(b.naam, b.nummer) AS bestuur,
             a.opmerking, a.wacht_op AS "wachtOp", a.vervalt_op AS "vervaltOp", a.plaatsnummer,
             CASE WHEN a.wachtlijst_rang IS NOT NULL THEN
               (SELECT count(*)::integer FROM aanmelding r
                 WHERE r.cohort_id = a.cohort_id AND r.wachtlijst_rang <= a.wachtlijst_rang) END AS wachtlijstpositie,
             a.aanbod_nummer AS "aantalAanbiedingen", a.adres_bevestigd AS "adresBevestigd",
             a.beperkt AS "opSlot",
             k.naam AS "aangemeldDoorSysteem", a.externe_referentie AS "externeReferentie",
             a.referentie_van AS "referentieVan", a.herkomst AS "kenmerkVanHerkomst"
        FROM aanmelding a JOIN eigen e ON e.id = a.id CROSS JOIN nu
        JOIN cohort c ON c.id = a.cohort_id
        LEFT JOIN school s ON s.id = a.school_id
        LEFT JOIN bestuur b ON b.id = a.bestuur_id
        LEFT JOIN api_sleutel k ON k.id = a.api_sleutel_id
       ORDER BY a.aangemeld_op DESC, a.id`,
  },
  {
    naam: 'privacyverzoeken',
    kop: 'Wat je vroeg over je gegevens',
    uitleg: 'Je verzoeken om ze te wissen of op slot te zetten, met ons antwoord.',
    tabellen: ['privacyverzoek'],
    regelkop: ['soort'],
    sql: `
      SELECT v.id, v.soort, v.status, v.toelichting, v.ontvangen_op AS "ontvangenOp", v.termijn_op::text AS "antwoordUiterlijk",
             v.afgehandeld_op AS "afgehandeldOp", v.door_id IS NOT NULL AS "doorMedewerker", v.reden
        FROM privacyverzoek v WHERE v.persoon_id IN (SELECT id FROM mensen) ORDER BY v.ontvangen_op DESC, v.id`,
  },
  {
    naam: 'voorstellen',
    kop: 'Voorstellen voor een andere groep',
    uitleg: 'Wat we je aanboden in plaats van je eigen groep, en wat je antwoordde.',
    tabellen: ['overzetvoorstel'],
    regelkop: ['opleiding', 'naarCohort'],
    sql: `
      SELECT e.opleiding, e.cohort AS "vanCohort", n.naam AS "naarCohort", v.status, v.gemaakt_op AS "gemaaktOp",
             v.beantwoord_op AS "beantwoordOp"
        FROM overzetvoorstel v JOIN eigen e ON e.id = v.aanmelding_id JOIN cohort n ON n.id = v.naar_cohort_id
       ORDER BY v.gemaakt_op DESC, v.id`,
  },
  {
    naam: 'aanwezigheid',
    kop: 'Aanwezigheid',
    uitleg: 'Bij welke bijeenkomsten je was.',
    tabellen: ['aanwezigheid'],
    regelkop: ['opleiding', 'begint'],
    sql: `
      SELECT e.opleiding, e.cohort, k.begint, w.stand, h.begint AS "haaltIn", w.op AS "vastgelegdOp"
        FROM aanwezigheid w JOIN eigen e ON e.id = w.aanmelding_id
        JOIN bijeenkomst k ON k.id = w.bijeenkomst_id
        LEFT JOIN bijeenkomst h ON h.id = w.haalt_in_id
       ORDER BY k.begint DESC, w.aanmelding_id`,
  },
  {
    naam: 'evaluaties',
    kop: 'Evaluaties',
    uitleg:
      'Dat we je iets vroegen en of er een antwoord kwam. Het antwoord zelf staat er niet bij: dat bewaren we zonder naam, en niemand kan zien welk antwoord van jou is.',
    tabellen: ['evaluatie_uitnodiging'],
    regelkop: ['opleiding', 'soort'],
    sql: `
      SELECT e.opleiding, e.cohort, v.soort, u.uitgenodigd_op AS "gevraagdOp", u.herinnerd_op AS "herinnerdOp", u.beantwoord
        FROM evaluatie_uitnodiging u JOIN eigen e ON e.id = u.aanmelding_id JOIN evaluatie v ON v.id = u.evaluatie_id
       ORDER BY u.uitgenodigd_op DESC, u.id`,
  },
  {
    naam: 'onderdelen',
    kop: 'Voltooide onderdelen',
    uitleg: 'Wat je af hebt voor je certificaat.',
    tabellen: ['onderdeel_voltooid'],
    regelkop: ['onderdeel'],
    sql: `
      SELECT d.naam AS onderdeel, d.leerjaar, e.opleiding, e.cohort, v.op::text AS "voltooidOp"
        FROM onderdeel_voltooid v JOIN eigen e ON e.id = v.aanmelding_id JOIN onderdeel d ON d.id = v.onderdeel_id
       ORDER BY v.op DESC, d.naam`,
  },
  {
    naam: 'oordelen',
    kop: 'Oordelen over je certificaat',
    uitleg: 'Als de academie anders besliste dan de voorwaarden zeggen.',
    tabellen: ['certificeringsoordeel'],
    regelkop: ['opleiding'],
    sql: `
      SELECT e.opleiding, e.cohort, o.leerjaar, o.besluit AS certificaat, o.reden, o.op
        FROM certificeringsoordeel o JOIN eigen e ON e.id = o.aanmelding_id ORDER BY o.op DESC`,
  },
  {
    naam: 'certificaten',
    kop: 'Certificaten',
    uitleg:
      'De tekst van een certificaat blijft zoals hij bij de uitreiking was, ook als je naam later verandert.',
    tabellen: ['certificaat', 'badge'],
    regelkop: ['nummer', 'opleiding'],
    sql: `
      SELECT t.nummer, e.opleiding, e.cohort, t.leerjaar, t.versie, t.gegevens, t.controlecode,
             t.uitgereikt_op AS "uitgereiktOp", t.vervangen_op AS "vervangenOp", v.nummer AS vervangt,
             t.ingetrokken_op AS "ingetrokkenOp", t.intrekkingsreden, t.naam_openbaar_op AS "naamOpenbaarOp",
             t.statusindex AS "nummerInStatuslijst",
             CASE WHEN g.jwt IS NOT NULL THEN json_build_object('kid', g.kid, 'jwt', g.jwt,
               'ondertekendOp', g.ondertekend_op) END AS badge
        FROM certificaat t JOIN eigen e ON e.id = t.aanmelding_id
        LEFT JOIN certificaat v ON v.id = t.vervangt_id
        LEFT JOIN badge g ON g.certificaat_id = t.id
       ORDER BY t.uitgereikt_op DESC, t.nummer`,
  },
  {
    naam: 'schoolleidersregister',
    kop: 'Doorgegeven aan het schoolleidersregister',
    uitleg: 'Met welk nummer we doorgaven dat je iets hebt afgerond.',
    tabellen: ['pe_doorgave'],
    regelkop: ['opleiding'],
    sql: `
      SELECT e.opleiding, e.cohort, d.registernummer, o.op AS "doorgegevenOp"
        FROM pe_doorgave d JOIN eigen e ON e.id = d.aanmelding_id JOIN pe_overdracht o ON o.id = d.pe_overdracht_id
       ORDER BY o.op DESC`,
  },
  {
    naam: 'vervolg',
    kop: 'Uitgenodigd voor een vervolg',
    uitleg: 'Dat we je op een vervolgopleiding wezen.',
    tabellen: ['vervolguitnodiging'],
    regelkop: ['vervolg'],
    sql: `
      SELECT o.naam AS vervolg, e.opleiding AS na, v.op
        FROM vervolguitnodiging v JOIN eigen e ON e.id = v.aanmelding_id JOIN opleiding o ON o.id = v.opleiding_id
       ORDER BY v.op DESC`,
  },
  {
    naam: 'belangstelling',
    kop: 'Belangstelling',
    uitleg: 'Waarvan je wilde horen wanneer je je kunt aanmelden.',
    tabellen: ['belangstelling'],
    regelkop: ['opleiding', 'cohort'],
    sql: `
      SELECT i.id, o.naam AS opleiding, c.naam AS cohort, i.functie, coalesce(s.naam, i.organisatie) AS school, coalesce(b.naam, b.nummer) AS bestuur,
             i.opmerking, i.aangemaakt_op AS "gegevenOp", i.bevestigd_op AS "bevestigdOp",
             i.ingetrokken_op AS "ingetrokkenOp", i.gemeld_op AS "gemeldOp"
        FROM belangstelling i JOIN opleiding o ON o.id = i.opleiding_id
        LEFT JOIN cohort c ON c.id = i.cohort_id
        LEFT JOIN school s ON s.id = i.school_id
        LEFT JOIN bestuur b ON b.id = i.bestuur_id
       WHERE i.persoon_id IN (SELECT id FROM mensen)
       ORDER BY i.aangemaakt_op DESC, i.id`,
  },
];
