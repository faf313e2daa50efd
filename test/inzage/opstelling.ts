import { hashVan } from '../../src/platform/secrets.js';
import { Aanmelding } from '../../src/aanmeldingen/aanmelding.entity.js';
import type { Persoon } from '../../src/toegang/persoon.entity.js';
import { maakCertificaten } from '../certificering/opstelling.js';
import type { Academie } from '../support/academie.js';
import { alsEigenaar } from '../support/database.js';
import { logIn, logPersoonIn } from '../support/inloggen.js';
import { maakBestuur, maakCohort, maakGebruiker, maakPersoon, maakSchool } from '../support/makers.js';

export const ADRES = 'mens@merk.example';

/**
 * Somebody of whom there is something in every table: a deelnemer with a certificaat, two records that were merged, and
 * an account of staff at the same address. `ander` sits beside them in the same cohort.
 */
export async function maakMens(
  huis: Academie,
): Promise<{ mens: Persoon; ander: Persoon; geheimen: string[] }> {
  const { dataSource: ds } = huis;
  const nu = huis.clock.now();
  const naam = { voornaam: 'Merkvoor', tussenvoegsel: 'van den', achternaam: 'Merkachter' };
  const klas = await maakCertificaten(huis, {
    mensen: [
      { ...naam, email: ADRES },
      { voornaam: 'Vreemde', achternaam: 'Buur', email: 'buur@ander.example' },
    ],
  });
  const [mens, ander] = klas.personen as [Persoon, Persoon];
  const [a, b] = klas.aanmeldingen as [Aanmelding, Aanmelding];
  const school = await maakSchool(ds, { bestuurId: (await maakBestuur(ds)).id });
  await maakPersoon(ds, { email: 'dubbel@merk.example', samengevoegdMetId: mens.id });
  const gebruiker = await maakGebruiker(ds, { rol: 'trainer', naam: 'Merk Medewerker', email: ADRES });
  const collega = await maakGebruiker(ds, { rol: 'coordinator', naam: 'Collega Onbekend' });
  const volgend = await maakCohort(ds, { opleidingId: klas.opleiding.id });
  await logPersoonIn(huis, mens.id);
  await logIn(huis, gebruiker);
  const doe = (sql: string, waarden: unknown[]) => ds.query(sql, waarden);
  const geheimen = [
    'geheim-aanmelding-1',
    'geheim-belangstelling-1',
    'geheim-evaluatie-1',
    'geheim-agenda-1',
  ];
  await doe(
    `UPDATE persoon SET onbestelbaar_op = $2, onbestelbaar_reden = 'Merkonbestelbaar', registernummer = 'MERK-REG',
       registerperiode_begin = '2024-08-01', geen_uitnodigingen_op = $2, agenda_hash = $3 WHERE id = $1`,
    [mens.id, nu, geheimen[3]],
  );
  await doe(
    `UPDATE aanmelding SET opmerking = 'Merkopmerking', reden = 'Merkreden', beeindigd_door = 'academie', token = $2,
       externe_referentie = 'Merkreferentie', school_id = $3, bestuur_id = $4, functie = 'Merkfunctie' WHERE id = $1`,
    [a.id, geheimen[0], school.id, school.bestuurId],
  );
  await doe(
    `INSERT INTO aanmelding (cohort_id, persoon_id, functie, status, wacht_op, wachtlijst_rang, token, aangemeld_op, status_sinds)
     VALUES ($1, $2, 'Merkfunctie-dubbel', 'wachtlijst', '{emailbevestiging}', 3, 'geheim-aanmelding-2', $3, $3)`,
    [volgend.id, mens.id, nu],
  );
  await doe(
    `INSERT INTO contactpersoon (bestuur_id, naam, rol, email, telefoon, opmerking, laatst_op, laatst_over)
     VALUES ($1, 'Merkcontact', 'Merkcontactrol', upper($2), '030-Merktel', 'Merkcontactopmerking', '2026-10-01', 'Merkcontactover'),
            ($1, 'Vreemde Contact', 'Vreemd', 'vreemd@ander.example', NULL, NULL, NULL, NULL)`,
    [school.bestuurId, ADRES],
  );
  await doe(`INSERT INTO overzetvoorstel (aanmelding_id, naar_cohort_id, gemaakt_op) VALUES ($1, $2, $3)`, [
    a.id,
    volgend.id,
    nu,
  ]);
  const [evaluatie] = await ds.query<{ id: string }[]>(
    `INSERT INTO evaluatie (cohort_id, soort, vragen, aanbieders, schooljaar, geopend_op, sluit_op)
     VALUES ($1, 'nameting', '[]', '{}', '2026-2027', $2, $2::timestamptz + interval '1 day') RETURNING id`,
    [klas.cohort.id, nu],
  );
  await doe(
    `INSERT INTO evaluatie_uitnodiging (evaluatie_id, aanmelding_id, token, uitgenodigd_op) VALUES ($1, $2, $3, $4)`,
    [evaluatie!.id, a.id, geheimen[2], nu],
  );
  const [onderdeel] = await ds.query<{ id: string }[]>(
    `INSERT INTO onderdeel (opleiding_id, leerjaar, naam) VALUES ($1, 1, 'Merkonderdeel') RETURNING id`,
    [klas.opleiding.id],
  );
  await doe(`INSERT INTO onderdeel_voltooid VALUES ($1, $2, $3)`, [onderdeel!.id, a.id, '2026-05-01']);
  await doe(
    `INSERT INTO certificeringsoordeel (aanmelding_id, leerjaar, besluit, reden, op) VALUES ($1, 1, 'wel', 'Merkoordeel', $2)`,
    [a.id, nu],
  );
  const [pe] = await ds.query<{ id: string }[]>(
    `INSERT INTO pe_overdracht (cohort_id, op, gebruiker_id, aantal, zonder_nummer) VALUES ($1, $2, $3, 1, 0) RETURNING id`,
    [klas.cohort.id, nu, gebruiker.id],
  );
  await doe(
    `INSERT INTO pe_doorgave (aanmelding_id, pe_overdracht_id, registernummer) VALUES ($1, $2, 'Merkregister')`,
    [a.id, pe!.id],
  );
  await doe(`INSERT INTO vervolguitnodiging VALUES ($1, $2, $3)`, [a.id, klas.opleiding.id, nu]);
  await doe(
    `INSERT INTO belangstelling (opleiding_id, persoon_id, functie, opmerking, token, aangemaakt_op)
     VALUES ($1, $2, 'Merkbelang', 'Merkbelangopmerking', $3, $4)`,
    [klas.opleiding.id, mens.id, geheimen[1], nu],
  );
  const mail = `INSERT INTO bericht (sleutel, soort, aan, onderwerp, html, tekst, status, aangemaakt_op, verzenden_op, fout,
                  persoon_id, aanmelding_id, bijlagen) VALUES ($1, $2, $3, $4, '', $5, 'mislukt', $6, $6, 'Merkfout', $7, $8, $9)`;
  const bijlage = [
    { naam: 'Merkbijlage.ics', type: 'text/calendar', inhoud: 'URL:http://x/a/geheim-aanmelding-1' },
  ];
  const tekst = `Merktekst http://x/a/${geheimen[0]} en http://x/evaluatie/${geheimen[2]}?x=1`;
  await doe(mail, [
    'm1',
    'aanmeldingen/geplaatst',
    ADRES,
    'Merkonderwerp',
    tekst,
    nu,
    mens.id,
    null,
    JSON.stringify(bijlage),
  ]);
  await doe(mail, [
    'm2',
    'aanmeldingen/akkoord-gevraagd',
    'bestuur@x.example',
    'Merkakkoord',
    'Merkbestuur',
    nu,
    null,
    a.id,
    '[]',
  ]);
  await doe(mail, [
    'm3',
    'gebruikers/rol-erbij',
    ADRES,
    'Merkrol',
    'Merkmedewerkertekst',
    nu,
    null,
    null,
    '[]',
  ]);
  await doe(mail, [
    'm4',
    'inloggen/inloglink',
    ADRES,
    'Merkinloglink',
    'http://x/inloggen/link/geheim-inlog-1',
    nu,
    mens.id,
    null,
    '[]',
  ]);
  await doe(mail, [
    'm5',
    'aanmeldingen/geplaatst',
    ander.email,
    'Vreemdonderwerp',
    'Vreemdtekst',
    nu,
    ander.id,
    b.id,
    '[]',
  ]);
  await doe(`INSERT INTO inloglink VALUES ($1, $2, $3, $3, NULL, true)`, [
    hashVan('geheim-inlog-1'),
    mens.id,
    nu,
  ]);
  await doe(
    `INSERT INTO oidc_koppeling (uitgever, sub, persoon_id, brin, gekoppeld_op, laatst_gebruikt_op)
     VALUES ('https://merk-uitgever.example', 'Merksub', $1, '12AB', $2, $2)`,
    [mens.id, nu],
  );
  await doe(
    `INSERT INTO oidc_verzoek (sleutel_hash, link_hash, uitgever, sub, email, mfa, terug, gebruiker_id, aangemaakt_op, vervalt_op)
     VALUES ('h1', 'h2', 'https://merk-uitgever.example', 'Merkverzoek', 'merkverzoek@x.example', false, '/merkterug', $1, $2, $2)`,
    [gebruiker.id, nu],
  );
  const rijen = [
    { rij: 2, verzoek: { ...naam, email: ADRES.toUpperCase(), opmerking: 'Merkbestandsregel' } },
    { rij: 3, verzoek: { voornaam: 'Vreemdbestand', achternaam: 'Buur', email: 'buur@ander.example' } },
  ];
  await doe(
    `INSERT INTO deelnemersimport (cohort_id, gebruiker_id, bestandsnaam, rijen, gemaakt_op) VALUES ($1, $2, 'Merkbestand.csv', $3, $4)`,
    [volgend.id, gebruiker.id, JSON.stringify(rijen), nu],
  );
  await doe(
    `INSERT INTO passkey (gebruiker_id, credential_id, publieke_sleutel, teller, naam, aangemaakt_op) VALUES ($1, 'c1', '', 0, 'Merktelefoon', $2)`,
    [gebruiker.id, nu],
  );
  await doe(`INSERT INTO herstelcode VALUES ($1, 'hash')`, [gebruiker.id]);
  await doe(
    `INSERT INTO uitnodiging (sleutel_hash, gebruiker_id, soort, door_id, aangemaakt_op, vervalt_op) VALUES ('u1', $1, 'herstel', $2, $3, $3)`,
    [gebruiker.id, collega.id, nu],
  );
  await doe(`UPDATE bijeenkomst SET trainer_id = $2, locatie = 'Merklocatie' WHERE cohort_id = $1`, [
    volgend.id,
    gebruiker.id,
  ]);
  await doe(
    `INSERT INTO mededeling (id, cohort_id, onderwerp, tekst, aan, ook_trainers, aantal, gemaakt_op, door)
     VALUES (gen_random_uuid(), $1, 'Merkmededeling', 'Merkmededelingtekst', 'plaats', false, 1, $2, 'Merk Medewerker')`,
    [klas.cohort.id, nu],
  );
  const regel = `INSERT INTO auditregel (op, wie_soort, wie_id, code, onderwerp_soort, onderwerp_id, gegevens) VALUES ($1, $2, $3, $4, $5, $6, $7)`;
  await doe(regel, [
    nu,
    'gebruiker',
    collega.id,
    'aanmelding.geannuleerd',
    'aanmelding',
    a.id,
    { van: 'geplaatst', door: 'academie', reden: 'Merkaudit' },
  ]);
  await doe(regel, [nu, 'gebruiker', collega.id, 'persoon.bekeken', 'persoon', mens.id, {}]);
  await doe(regel, [
    nu,
    'gebruiker',
    collega.id,
    'deelnemerslijst.gedownload',
    'bestuur',
    school.bestuurId,
    { formaat: 'csv', aantal: 7, filter: {} },
  ]);
  await doe(regel, [
    nu,
    'gebruiker',
    collega.id,
    'aanmelding.geannuleerd',
    'aanmelding',
    b.id,
    { van: 'geplaatst', door: 'academie', reden: 'Vreemdaudit' },
  ]);
  await alsEigenaar(() =>
    doe(
      `UPDATE certificaat SET intrekkingsreden = 'Merkintrekking', ingetrokken_op = $2 WHERE aanmelding_id = $1`,
      [a.id, nu],
    ),
  );
  await doe(
    `INSERT INTO privacyverzoek (persoon_id, soort, toelichting, status, ontvangen_op, termijn_op, afgehandeld_op, reden)
     VALUES ($1, 'wissing', 'Merktoelichting', 'afgewezen', $2, '2026-12-10', $2, 'Merkafwijzing')`,
    [mens.id, nu],
  );
  await doe(
    `INSERT INTO badgesleutel (kid, publiek, geheim, actief, sinds, vervangen_op) VALUES ('Merkkid', '{}', 'x', false, $1, $1)`,
    [nu],
  );
  await doe(
    `INSERT INTO badge SELECT id, 'Merkkid', 'Merkjwt', $2 FROM certificaat WHERE aanmelding_id = $1
     ON CONFLICT (certificaat_id) DO UPDATE SET kid = EXCLUDED.kid, jwt = EXCLUDED.jwt`,
    [a.id, nu],
  );
  return { mens, ander, geheimen: [...geheimen, 'geheim-aanmelding-2', 'geheim-inlog-1'] };
}
