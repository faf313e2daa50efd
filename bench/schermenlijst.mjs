import { createHash } from 'node:crypto';

/** What the addresses need: ids of records that are ordinary, and of those that are as large as they get. */
export async function leesKenmerken(client) {
  const een = async (sql) => Object.values((await client.query(sql)).rows[0] ?? {})[0];
  const cohort = (waar) => een(`SELECT id FROM cohort WHERE ${waar} ORDER BY code LIMIT 1`);
  const token = (waar) => een(`SELECT token FROM aanmelding WHERE ${waar} ORDER BY id LIMIT 1`);
  const persoon = await een(`SELECT persoon_id FROM aanmelding GROUP BY 1 ORDER BY count(*) DESC LIMIT 1`);
  const agenda = 'adres-van-de-agenda-voor-de-bench';
  await client.query('UPDATE persoon SET agenda_hash = $2 WHERE id = $1', [
    persoon,
    createHash('sha256').update(agenda).digest('base64url'),
  ]);
  const groot = await cohort(`capaciteit >= 400 AND status = 'open'`);
  return {
    groot,
    grootVoorbij: await cohort(`capaciteit >= 400 AND status IN ('afgerond', 'gecertificeerd')`),
    open: await een(`SELECT cohort_id FROM aanmelding a JOIN cohort c ON c.id = a.cohort_id
      WHERE c.status = 'open' AND c.aanmelden_vanaf <= now() AND c.aanmelden_voor > now() LIMIT 1`),
    voorbij: await een(`SELECT cohort_id FROM bijeenkomst WHERE trainer_id =
      (SELECT id FROM gebruiker WHERE email = 'trainer@demo.example') AND eindigt < now() ORDER BY eindigt DESC LIMIT 1`),
    peiling: await cohort(`status = 'peiling'`),
    belangstelling: await een('SELECT token FROM belangstelling ORDER BY id LIMIT 1'),
    bijeenkomstVoorbij: await een(`SELECT id FROM bijeenkomst WHERE cohort_id =
      (SELECT id FROM cohort WHERE capaciteit >= 400 AND status IN ('afgerond', 'gecertificeerd')
        ORDER BY eerste DESC LIMIT 1) ORDER BY begint LIMIT 1`),
    eigenBijeenkomst: await een(`SELECT id FROM bijeenkomst WHERE eindigt < now() AND trainer_id =
      (SELECT id FROM gebruiker WHERE email = 'trainer@demo.example') ORDER BY eindigt DESC LIMIT 1`),
    bijeenkomst: await een(`SELECT id FROM bijeenkomst WHERE cohort_id = '${groot}' ORDER BY begint LIMIT 1`),
    populair:
      await een(`SELECT o.code FROM cohort c JOIN opleiding o ON o.id = c.opleiding_id WHERE o.gepubliceerd
      GROUP BY o.code ORDER BY count(*) DESC LIMIT 1`),
    geplaatst: await token(`status = 'geplaatst' AND cohort_id = '${groot}'`),
    wachtend: await token(`status = 'wachtlijst' AND cohort_id = '${groot}'`),
    aanmelding: await een(`SELECT id FROM aanmelding WHERE cohort_id = '${groot}' ORDER BY id LIMIT 1`),
    bericht: await een(`SELECT id FROM bericht ORDER BY aangemaakt_op DESC LIMIT 1`),
    persoon,
    agenda,
    evaluatie: {
      schooljaar: await een('SELECT max(schooljaar) FROM evaluatie_beeld WHERE evaluaties > 10'),
      aanbieder:
        await een(`SELECT aanbieder FROM evaluatie_beeld WHERE aanbieder IS NOT NULL AND schooljaar IS NULL
        AND opleiding_id IS NULL ORDER BY evaluaties DESC LIMIT 1`),
      opleiding: await een(`SELECT o.code FROM evaluatie_beeld b JOIN opleiding o ON o.id = b.opleiding_id
        WHERE aanbieder IS NULL AND schooljaar IS NULL ORDER BY evaluaties DESC LIMIT 1`),
      cohort: await een(`SELECT e.cohort_id FROM evaluatie e JOIN evaluatie_telling t ON t.evaluatie_id = e.id
        WHERE e.soort = 'evaluatie' ORDER BY t.antwoorden DESC LIMIT 1`),
    },
    schooljaar: await een(`SELECT max(schooljaar) FROM cohort WHERE status = 'gestart'`),
    gebruikers: Object.fromEntries(
      (
        await client.query(`SELECT r.rol, g.id FROM gebruiker g JOIN gebruiker_rol r ON r.gebruiker_id = g.id
        WHERE g.demo ORDER BY g.email DESC`)
      ).rows.map(({ rol, id }) => [rol, id]),
    ),
    aantal: {
      cohorten: await een('SELECT count(*)::integer FROM cohort'),
      berichten: await een('SELECT count(*)::integer FROM bericht'),
      opleidingen: await een('SELECT count(*)::integer FROM opleiding WHERE gepubliceerd'),
      vanSpo:
        await een(`SELECT count(*)::integer FROM aanmelding a JOIN gebruiker_rol r ON r.bestuur_id = a.bestuur_id
        JOIN gebruiker g ON g.id = r.gebruiker_id WHERE g.email = 'bestuur.spo@demo.example'`),
      personen: await een('SELECT count(*)::integer FROM persoon'),
      aanmeldingen: await een('SELECT count(*)::integer FROM aanmelding'),
    },
  };
}

const laatste = (aantal, perPagina) => Math.ceil(aantal / perPagina);

/** `[who, address, expected status]`; the first word of a route says whose it is. */
export const schermen = (k) => [
  ...openbaar(k),
  ...vanPersoon(k),
  ...vanCoordinator(k),
  ...vanAnderen(k),
  ...api(k),
];

const openbaar = (k) => [
  ['niemand', '/'],
  ['niemand', '/?pagina=2'],
  ['niemand', `/?pagina=${laatste(k.aantal.opleidingen, 20)}`],
  ['niemand', '/?zoek=leiderschap'],
  ['niemand', '/?zoek=xyzxyz'],
  ['niemand', '/?doelgroep=leraar'],
  ['niemand', '/?soort=training'],
  ['niemand', '/?van=2027-01&tot=2027-06'],
  ['niemand', '/?dag=3'],
  ['niemand', '/?plaats=Online'],
  ['niemand', '/?vrij=ja'],
  ['niemand', '/?zoek=rekenen&doelgroep=leraar&dag=2&vrij=ja&plaats=Academiegebouw'],
  ['niemand', '/opleidingen/VOL-0002'],
  ['niemand', `/opleidingen/${k.populair}`],
  ['niemand', `/cohorten/${k.open}/aanmelden`],
  ['niemand', `/cohorten/${k.groot}/aanmelden`],
  ['niemand', `/cohorten/${k.groot}/agenda.ics`],
  ['niemand', '/opleidingen/VOL-0024/belangstelling'],
  ['niemand', `/cohorten/${k.peiling}/belangstelling`],
  ['niemand', `/belangstelling/${k.belangstelling}`],
  ['niemand', '/agenda.ics'],
  ['niemand', `/agenda/${k.agenda}.ics`],
  ['niemand', '/feed.xml'],
  ['niemand', '/sitemap.xml'],
  ['niemand', '/privacy'],
  ['niemand', '/toegankelijkheid'],
  ['niemand', '/inloggen'],
  ['niemand', '/bestaat-niet', 404],
  ['niemand', '/health/ready'],
];

const vanPersoon = (k) => [
  ['persoon', '/mijn'],
  ['niemand', `/a/${k.geplaatst}`],
  ['niemand', `/a/${k.wachtend}`],
  ['niemand', `/a/${k.geplaatst}/agenda.ics`],
];

const werkgroepen = [
  ...['wachtlijst-naast-plaats', 'berichten-mislukt', 'planner', 'go-no-go', 'inlopers', 'aanwezigheid'],
  ...['aanmelden-sluit', 'overzetvoorstellen', 'akkoord', 'af-te-ronden', 'te-certificeren', 'concept'],
];

const vanCoordinator = (k) =>
  [
    '/beheer',
    '/beheer/deze-week',
    ...werkgroepen.map((groep) => `/beheer/werklijst/${groep}`),
    '/beheer/cohorten',
    '/beheer/cohorten?pagina=2',
    `/beheer/cohorten?pagina=${laatste(k.aantal.cohorten, 25)}`,
    '/beheer/cohorten?zoek=rekenen',
    '/beheer/cohorten?zoek=C012345',
    '/beheer/cohorten?zoek=xyzxyz',
    `/beheer/cohorten?schooljaar=${k.schooljaar}`,
    '/beheer/cohorten?status=open',
    '/beheer/cohorten?status=gecertificeerd&pagina=100',
    `/beheer/cohorten/${k.open}`,
    `/beheer/cohorten/${k.groot}`,
    `/beheer/cohorten/${k.grootVoorbij}`,
    `/beheer/cohorten/${k.groot}/plan`,
    `/beheer/cohorten/${k.groot}/kopie`,
    `/beheer/cohorten/${k.groot}/geschiedenis`,
    `/beheer/cohorten/${k.grootVoorbij}/aanwezigheid`,
    `/beheer/cohorten/${k.grootVoorbij}/aanwezigheid.csv`,
    `/beheer/bijeenkomsten/${k.bijeenkomstVoorbij}/aanwezigheid`,
    `/beheer/bijeenkomsten/${k.bijeenkomstVoorbij}/presentielijst`,
    `/beheer/bijeenkomsten/${k.bijeenkomstVoorbij}/inlopers?zoek=jansen`,
    `/beheer/cohorten/${k.groot}/afronding`,
    `/beheer/cohorten/${k.groot}/annulering`,
    `/beheer/cohorten/${k.groot}/samenvoeging`,
    '/beheer/cohorten/nieuw',
    `/beheer/aanmeldingen/${k.aanmelding}/inhalen`,
    `/beheer/aanmeldingen/${k.aanmelding}/overzetting`,
    '/beheer/opleidingen/VOL-0024/belangstelling',
    `/beheer/cohorten/${k.groot}/voortgang`,
    `/beheer/cohorten/${k.grootVoorbij}/voortgang`,
    `/beheer/cohorten/${k.peiling}/voortgang`,
    `/beheer/cohorten/${k.groot}/deelnemers/nieuw`,
    `/beheer/cohorten/${k.groot}/deelnemers/team`,
    `/beheer/cohorten/${k.groot}/deelnemers/import`,
    `/beheer/cohorten/${k.groot}/deelnemerslijst.csv`,
    `/beheer/cohorten/${k.groot}/deelnemerslijst.xlsx`,
    `/beheer/aanmeldingen/${k.aanmelding}/gegevens`,
    '/beheer/personen',
    `/beheer/personen?pagina=${laatste(k.aantal.personen, 50)}`,
    '/beheer/personen?zoek=jansen',
    '/beheer/personen?zoek=persoon12345@',
    '/beheer/personen?zoek=xyzxyz',
    `/beheer/personen/${k.persoon}`,
    `/beheer/personen/${k.persoon}/samenvoegen`,
    `/beheer/personen/${k.persoon}/samenvoegen?zoek=jansen`,
    '/beheer/opleidingen',
    '/beheer/opleidingen?zoek=rekenen',
    '/beheer/opleidingen/nieuw',
    '/beheer/opleidingen/VOL-0004',
    `/beheer/opleidingen/${k.populair}`,
    '/beheer/opleidingen/VOL-0004/geschiedenis',
    '/beheer/berichten',
    '/beheer/berichten?pagina=2',
    `/beheer/berichten?pagina=${laatste(k.aantal.berichten, 50)}`,
    '/beheer/berichten?zoek=persoon12345',
    '/beheer/berichten?zoek=rekenen',
    '/beheer/berichten?zoek=xyzxyz',
    '/beheer/berichten?staat=mislukt',
    '/beheer/berichten?staat=verzonden',
    '/beheer/berichten?soort=aanmeldingen/geplaatst',
    '/beheer/berichten?staat=mislukt&zoek=persoon1',
    `/beheer/berichten?aanmelding=${k.aanmelding}`,
    `/beheer/berichten/${k.bericht}`,
    `/beheer/berichten/${k.bericht}/html`,
    '/beheer/organisaties',
    '/beheer/organisaties?pagina=3',
    '/beheer/organisaties?zoek=regenboog',
    '/beheer/planner',
    '/beheer/evaluaties',
    '/beheer/evaluaties?pagina=20',
    `/beheer/evaluaties?schooljaar=${k.evaluatie.schooljaar}`,
    `/beheer/evaluaties?aanbieder=${encodeURIComponent(k.evaluatie.aanbieder)}`,
    `/beheer/evaluaties?opleiding=${k.evaluatie.opleiding}`,
    `/beheer/evaluaties.csv`,
    `/beheer/cohorten/${k.evaluatie.cohort}/evaluatie`,
  ].map((adres) => ['coordinator', ...[adres].flat()]);

const vanAnderen = (k) => [
  ['bestuur', '/bestuur'],
  ['bestuur', '/bestuur?pagina=2'],
  ['bestuur', `/bestuur?pagina=${laatste(k.aantal.vanSpo, 50)}`],
  ['bestuur', `/bestuur?schooljaar=${k.schooljaar}`],
  ['bestuur', '/bestuur?status=geplaatst'],
  ['bestuur', `/bestuur?cohort=${k.groot}`],
  ['trainer', '/trainer'],
  ['trainer', `/trainer/cohorten/${k.voorbij}`],
  ['trainer', `/trainer/bijeenkomsten/${k.eigenBijeenkomst}/aanwezigheid`],
  ['trainer', `/trainer/bijeenkomsten/${k.eigenBijeenkomst}/presentielijst`],
  ['beheer', '/beheer/sleutels'],
];

const api = (k) => [
  ['niemand', '/api/v1/opleidingen'],
  ['niemand', '/api/v1/opleidingen?pagina=3&paginaGrootte=200'],
  ['niemand', '/api/v1/opleidingen/VOL-0002'],
  ['niemand', `/api/v1/opleidingen/${k.populair}`],
  ['niemand', '/api/v1/cohorten'],
  ['niemand', '/api/v1/cohorten?pagina=200'],
  ['niemand', '/api/v1/cohorten?aanmelden=open'],
  ['niemand', '/api/v1/cohorten?opleiding=VOL-0002'],
  ['niemand', `/api/v1/cohorten/${k.groot}`],
  ['niemand', '/api/v1/scholen'],
  ['niemand', '/api/v1/scholen?zoek=kompas'],
  ['niemand', '/api/v1/besturen'],
  ['niemand', '/api/v1/openapi.json'],
  ['coordinator', '/api/v1/werklijst'],
  ['coordinator', '/api/v1/werklijst/te-certificeren'],
  ['coordinator', '/api/v1/personen'],
  ['coordinator', '/api/v1/personen?zoek=jansen'],
  ['coordinator', `/api/v1/personen/${k.persoon}`],
  ['coordinator', `/api/v1/personen/${k.persoon}/tijdlijn`],
  ['coordinator', '/api/v1/opleidingen/VOL-0004/versies'],
  ['coordinator', `/api/v1/bijeenkomsten/${k.bijeenkomst}/aanwezigheid`],
  ['coordinator', '/api/v1/cohorten'],
  ['coordinator', `/api/v1/cohorten/${k.groot}/aanmeldingen`],
  ['coordinator', `/api/v1/aanmeldingen/${k.aanmelding}`],
  ['coordinator', '/api/v1/deelnemerslijst'],
  ['coordinator', `/api/v1/deelnemerslijst?pagina=${laatste(k.aantal.aanmeldingen, 50)}`],
  ['coordinator', `/api/v1/deelnemerslijst?schooljaar=${k.schooljaar}`],
  ['coordinator', `/api/v1/deelnemerslijst?opleiding=${k.populair}`],
  ['coordinator', '/api/v1/deelnemerslijst?status=voorlopig'],
  ['coordinator', '/api/v1/evaluaties?per=aanbieder'],
  ['coordinator', '/api/v1/evaluaties?paginaGrootte=200'],
  ['coordinator', '/api/v1/berichten'],
  ['coordinator', `/api/v1/berichten?aanmelding=${k.aanmelding}`],
  ['bestuur', '/api/v1/deelnemerslijst'],
];
