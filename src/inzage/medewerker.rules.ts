import type { Gegevenssoort } from './soorten.rules.js';

/** Of who also works with the academie under the same address. */
export const medewerker: Gegevenssoort[] = [
  {
    naam: 'account',
    kop: 'Je account als medewerker',
    uitleg: 'Met hetzelfde e-mailadres werk je ook met de academie.',
    tabellen: ['gebruiker', 'herstelcode'],
    regelkop: ['naam'],
    sql: `
      SELECT g.naam, g.email, g.wachtwoord_hash IS NOT NULL AS "heeftWachtwoord", g.laatst_ingelogd_op AS "laatstIngelogdOp",
             g.totp_sinds AS "appMetCodesSinds", g.uitgeschakeld_op AS "uitgeschakeldOp",
             g.uit_ongebruikt AS "uitOmdatNiemandHetGebruikte", g.gewaarschuwd_op AS "gewaarschuwdOp", g.aan_sinds AS "aanSinds",
             (SELECT count(*)::integer FROM herstelcode h WHERE h.gebruiker_id = g.id AND h.gebruikt_op IS NULL)
               AS "herstelcodesOver"
        FROM gebruiker g WHERE g.id IN (SELECT id FROM account)`,
  },
  {
    naam: 'rollen',
    kop: 'Je rollen',
    uitleg: 'Wat je voor de academie mag, en van wanneer tot wanneer.',
    tabellen: ['gebruiker_rol'],
    regelkop: ['rol', 'bestuur', 'school'],
    sql: `
      SELECT r.rol, coalesce(b.naam, b.nummer) AS bestuur, s.naam AS school, r.begint_op::text AS begint,
             r.eindigt_op::text AS eindigt, v.naam AS "waarneemtVoor",
             r.gebruiker_id NOT IN (SELECT id FROM account) AS "vanWieJouVervangt"
        FROM gebruiker_rol r
        LEFT JOIN bestuur b ON b.id = r.bestuur_id
        LEFT JOIN school s ON s.id = r.school_id
        LEFT JOIN gebruiker v ON v.id = r.waarneemt_voor_id
       WHERE r.gebruiker_id IN (SELECT id FROM account) OR r.waarneemt_voor_id IN (SELECT id FROM account)
       ORDER BY r.begint_op DESC, r.id`,
  },
  {
    naam: 'contactpersoon',
    kop: 'Contactpersoon van een bestuur',
    uitleg:
      'Dat de academie je kent als wie voor een bestuur spreekt, onder een e-mailadres dat je bevestigde.',
    tabellen: ['contactpersoon'],
    regelkop: ['bestuur', 'naam'],
    sql: `
      SELECT coalesce(b.naam, b.nummer) AS bestuur, k.naam, k.rol, k.email, k.telefoon, k.opmerking,
             k.laatst_op::text AS "laatsteContact", k.laatst_over AS "waarover"
        FROM contactpersoon k JOIN bestuur b ON b.id = k.bestuur_id
       WHERE lower(btrim(k.email)) IN (SELECT email_norm FROM mensen WHERE email_bevestigd_op IS NOT NULL)
       ORDER BY bestuur, k.id`,
  },
  {
    naam: 'passkeys',
    kop: 'Je passkeys',
    uitleg: 'Waarmee je als medewerker inlogt.',
    tabellen: ['passkey'],
    regelkop: ['naam'],
    sql: `
      SELECT k.naam, k.aangemaakt_op AS sinds, k.laatst_gebruikt_op AS "laatstGebruiktOp", k.transports
        FROM passkey k WHERE k.gebruiker_id IN (SELECT id FROM account) ORDER BY k.aangemaakt_op`,
  },
  {
    naam: 'uitnodigingen',
    kop: 'Uitnodigingen en herstel',
    uitleg: 'Links waarmee je een wachtwoord kon kiezen, en die je voor een ander maakte.',
    tabellen: ['uitnodiging'],
    regelkop: ['soort', 'gemaaktOp'],
    sql: `
      SELECT u.soort, u.aangemaakt_op AS "gemaaktOp", u.vervalt_op AS "geldigTot", u.gebruikt_op AS "gebruiktOp",
             u.vervangen_op AS "vervangenOp", u.gebruiker_id NOT IN (SELECT id FROM account) AS "voorEenAnder"
        FROM uitnodiging u
       WHERE u.gebruiker_id IN (SELECT id FROM account) OR u.door_id IN (SELECT id FROM account)
       ORDER BY u.aangemaakt_op DESC, u.sleutel_hash`,
  },
  {
    naam: 'bijeenkomsten',
    kop: 'Bijeenkomsten die je geeft of gaf',
    uitleg: 'Waar je als trainer staat.',
    tabellen: ['bijeenkomst'],
    regelkop: ['opleiding', 'begint'],
    sql: `
      SELECT o.naam AS opleiding, c.naam AS cohort, k.begint, k.eindigt, k.locatie, k.onderwerp, k.link
        FROM bijeenkomst k JOIN cohort c ON c.id = k.cohort_id JOIN opleiding o ON o.id = c.opleiding_id
       WHERE k.trainer_id IN (SELECT id FROM account) ORDER BY k.begint DESC, k.id`,
  },
  {
    naam: 'werk',
    kop: 'Wat op je naam staat',
    uitleg: 'Bestanden, mededelingen en overdrachten die je als medewerker deed.',
    tabellen: ['deelnemersimport', 'pe_overdracht', 'mededeling', 'verzendstand', 'opruimverslag'],
    regelkop: ['wat', 'waarover'],
    sql: `
      SELECT 'Bestand ingelezen' AS wat, i.bestandsnaam AS waarover, NULL AS tekst, i.gemaakt_op AS op
        FROM deelnemersimport i WHERE i.gebruiker_id IN (SELECT id FROM account)
      UNION ALL SELECT 'Doorgegeven aan het schoolleidersregister', c.naam, NULL, o.op
        FROM pe_overdracht o JOIN cohort c ON c.id = o.cohort_id WHERE o.gebruiker_id IN (SELECT id FROM account)
      UNION ALL SELECT 'Mededeling', m.onderwerp, m.tekst, m.gemaakt_op
        FROM mededeling m WHERE m.door IN (SELECT naam FROM account)
      UNION ALL SELECT 'Mail stilgezet', v.stopreden, NULL, v.gestopt_op
        FROM verzendstand v WHERE v.gestopt_door IN (SELECT naam FROM account)
      UNION ALL SELECT 'Bewaartermijnen laten draaien', NULL, NULL, z.begonnen_op
        FROM opruimverslag z WHERE z.gebruiker_id IN (SELECT id FROM account)
       ORDER BY op DESC`,
  },
];
