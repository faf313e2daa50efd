-- What the bare server of the benchmark calls: it decides the same as the product for who enrols without a log-in, and
-- keeps the same rows (persoon, aanmelding, auditregel, bericht). No rules beside those: no school, no window, no key.
CREATE OR REPLACE FUNCTION kaal_meld_aan(gevraagd jsonb, html text, tekst text)
RETURNS TABLE (nummer bigint, id uuid, status text, positie bigint)
LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
  PERFORM FROM cohort c
    WHERE c.id IN (SELECT (g ->> 'cohort')::uuid FROM jsonb_array_elements(gevraagd) g)
    ORDER BY c.id FOR NO KEY UPDATE;
  RETURN QUERY
  WITH vraag AS MATERIALIZED (
    SELECT ordinality AS nr, r ->> 'email' AS email, r ->> 'voornaam' AS voornaam, r ->> 'achternaam' AS achternaam,
           r ->> 'functie' AS functie, r ->> 'token' AS token, (r ->> 'cohort')::uuid AS cohort
      FROM jsonb_array_elements(gevraagd) WITH ORDINALITY AS e (r, ordinality)
  ), mens AS (
    INSERT INTO persoon (voornaam, achternaam, email, email_norm, aangemaakt_op)
    SELECT v.voornaam, v.achternaam, v.email, lower(btrim(v.email)), now() FROM vraag v ORDER BY lower(btrim(v.email))
    ON CONFLICT (email_norm) DO UPDATE SET email_bevestigd_op = persoon.email_bevestigd_op
    RETURNING persoon.id AS persoon, email_norm
  ), lijn AS (
    SELECT c.id AS cohort, c.capaciteit,
           ARRAY(SELECT n FROM generate_series(1, c.capaciteit) n
                  WHERE n NOT IN (SELECT a.plaatsnummer FROM aanmelding a
                                   WHERE a.cohort_id = c.id AND a.plaatsnummer IS NOT NULL) ORDER BY n) AS vrij,
           coalesce((SELECT max(a.wachtlijst_rang) FROM aanmelding a WHERE a.cohort_id = c.id), 0) AS rang,
           (SELECT count(*) FROM aanmelding a WHERE a.cohort_id = c.id AND a.status = 'wachtlijst') AS wachtend
      FROM cohort c WHERE c.id IN (SELECT v.cohort FROM vraag v)
  ), beurt AS MATERIALIZED (
    SELECT v.*, m.persoon, l.capaciteit, l.vrij, l.rang, l.wachtend, gen_random_uuid() AS aanmelding,
           row_number() OVER (PARTITION BY v.cohort ORDER BY v.nr) AS n
      FROM vraag v JOIN mens m ON m.email_norm = lower(btrim(v.email)) JOIN lijn l ON l.cohort = v.cohort
     WHERE NOT EXISTS (SELECT FROM aanmelding a WHERE a.cohort_id = v.cohort AND a.persoon_id = m.persoon
                          AND a.status IN ('voorlopig', 'wachtlijst', 'geplaatst'))
  ), besluit AS MATERIALIZED (
    SELECT b.*, b.vrij[b.n] AS plaats, b.n - coalesce(cardinality(b.vrij), 0) AS achter FROM beurt b
  ), gemaakt AS (
    INSERT INTO aanmelding (id, cohort_id, persoon_id, functie, status, wacht_op, vervalt_op, plaatsnummer, plaats_van,
                            wachtlijst_rang, token, aangemeld_op, status_sinds)
    SELECT b.aanmelding, b.cohort, b.persoon, b.functie,
           CASE WHEN b.plaats IS NULL THEN 'wachtlijst' ELSE 'voorlopig' END, ARRAY['emailbevestiging'],
           CASE WHEN b.plaats IS NOT NULL THEN now() + interval '24 hours' END, b.plaats,
           CASE WHEN b.plaats IS NOT NULL THEN b.capaciteit END,
           CASE WHEN b.plaats IS NULL THEN b.rang + b.achter END, b.token, now(), now()
      FROM besluit b
  ), vastgelegd AS (
    INSERT INTO auditregel (op, wie_soort, code, onderwerp_soort, onderwerp_id, gegevens)
    SELECT now(), 'anoniem', 'aanmelding.aangemeld', 'aanmelding', b.aanmelding::text,
           jsonb_build_object('cohort', b.cohort, 'status', CASE WHEN b.plaats IS NULL THEN 'wachtlijst' ELSE 'voorlopig' END)
      FROM besluit b
  ), geschreven AS (
    INSERT INTO bericht (sleutel, soort, aan, onderwerp, html, tekst, aangemaakt_op, verzenden_op, vervalt_op,
                         aanmelding_id, cohort_id, persoon_id)
    SELECT 'bevestig-adres:' || b.aanmelding, 'aanmeldingen/bevestig-adres', b.email, 'Bevestig je e-mailadres',
           html || b.token, tekst || b.token, now(), now(),
           CASE WHEN b.plaats IS NOT NULL THEN now() + interval '24 hours' END, b.aanmelding, b.cohort, b.persoon
      FROM besluit b
  )
  SELECT b.nr, b.aanmelding, CASE WHEN b.plaats IS NULL THEN 'wachtlijst' ELSE 'voorlopig' END,
         CASE WHEN b.plaats IS NULL THEN b.wachtend + b.achter END
    FROM besluit b;
END $$;
