-- Who completed a cohort that is certified holds a certificaat of the ceremony, numbered by year without gaps.
INSERT INTO uitreiking (id, cohort_id, leerjaar, datum, tijd, plaats, aangemaakt_op)
SELECT pg_temp.kenmerk('uitreiking', i), id, 1, least(laatste + 14, ({nu}::timestamptz)::date), '15:30', 'Academiegebouw',
       least(laatste::timestamptz, {nu})
  FROM plan WHERE status = 'gecertificeerd';

INSERT INTO certificaat (id, jaar, volgnummer, nummer, controlecode, uitreiking_id, aanmelding_id, leerjaar, gegevens,
  uitgereikt_op)
SELECT pg_temp.kenmerk('certificaat', nr), jaar, volgnummer, 'ULA-' || jaar || '-' || lpad(volgnummer::text, greatest(4, length(volgnummer::text)), '0'),
       upper(translate(left(md5('controle' || nr), 10), '01', 'xy')), uitreiking_id, aanmelding_id, 1,
       jsonb_build_object('naam', naam, 'opleiding', opleiding, 'opleidingCode', code, 'cohort', cohort, 'leerjaar', 1,
         'leerjaren', leerjaren, 'periode', jsonb_build_object('van', eerste, 'tot', laatste), 'niveau', 'hbo',
         'studielastUren', studielast_uren, 'contacturen', contacturen, 'bijgewoondeUren', 15, 'ects', ects,
         'herregistratiepunten', herregistratiepunten, 'aanbieders', aanbieders, 'datum', dag, 'plaats', 'Academiegebouw'),
       least(dag::timestamptz, {nu}) + interval '15 hours'
  FROM (
    SELECT d.nr, d.id AS aanmelding_id, d.eerste, d.laatste, u.id AS uitreiking_id, u.datum AS dag,
           extract(year FROM u.datum)::integer AS jaar,
           row_number() OVER (PARTITION BY extract(year FROM u.datum) ORDER BY u.datum, d.nr) AS volgnummer,
           concat_ws(' ', p.voornaam, p.tussenvoegsel, p.achternaam) AS naam, c.naam AS cohort, o.*
      FROM deelname d
      JOIN uitreiking u ON u.cohort_id = d.cohort_id
      JOIN persoon p ON p.id = d.persoon_id
      JOIN cohort c ON c.id = d.cohort_id
      JOIN (SELECT id AS opleiding_id, naam AS opleiding, code, leerjaren, studielast_uren, contacturen, ects, herregistratiepunten,
                   to_jsonb(aanbieders) AS aanbieders FROM opleiding) o ON o.opleiding_id = c.opleiding_id
     WHERE d.status = 'voltooid') wie;
INSERT INTO certificaatteller (jaar, laatste) SELECT jaar, max(volgnummer) FROM certificaat GROUP BY jaar;
