import type { Invariant } from './invarianten.js';

export const certificaten: Invariant[] = [
  {
    code: 'certificaatnummers-zonder-gaten',
    zin: 'De certificaten van elk jaar zijn genummerd van 1 tot het laatste, zonder gaten.',
    van: 'certificaatteller',
    sql: `SELECT coalesce(t.jaar, c.jaar)::text AS id
            FROM (SELECT jaar, count(*) AS aantal, min(volgnummer) AS eerste, max(volgnummer) AS laatste
                    FROM certificaat GROUP BY jaar) c
            FULL JOIN certificaatteller t ON t.jaar = c.jaar
           WHERE c.jaar IS NULL AND t.laatste > 0 OR t.jaar IS NULL
              OR c.eerste <> 1 OR c.laatste <> t.laatste OR c.aantal <> t.laatste`,
  },
  {
    code: 'certificaat-van-deelnemer',
    zin: 'Elk geldig certificaat hoort bij een deelnemer van het cohort van de uitreiking, en bij het jaar van zijn datum.',
    van: 'certificaat WHERE ingetrokken_op IS NULL AND vervangen_op IS NULL',
    sql: `SELECT c.id::text FROM certificaat c
            JOIN uitreiking u ON u.id = c.uitreiking_id
            JOIN aanmelding a ON a.id = c.aanmelding_id
            JOIN persoon p ON p.id = a.persoon_id
           WHERE c.ingetrokken_op IS NULL AND c.vervangen_op IS NULL
             AND (a.cohort_id <> u.cohort_id OR c.leerjaar <> u.leerjaar OR p.samengevoegd_met_id IS NOT NULL
                  OR c.jaar <> left(c.gegevens->>'datum', 4)::integer)`,
  },
];
