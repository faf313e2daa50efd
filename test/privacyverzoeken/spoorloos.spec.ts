import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readXlsx } from 'hucre/xlsx';
import { inspect } from 'node:util';
import { AanmeldingenService } from '../../src/aanmeldingen/aanmeldingen.service.js';
import { BerichtenTaak } from '../../src/berichten/berichten.taken.js';
import { AanmeldingbeheerService } from '../../src/cohortbeheer/mensen/aanmeldingbeheer.service.js';
import { ContactpersonenService } from '../../src/besturen/contactpersonen.service.js';
import { PlanService } from '../../src/cohortbeheer/plan/plan.service.js';
import { MededelingenService } from '../../src/cohortbeheer/post/mededelingen.service.js';
import { PostService } from '../../src/cohortbeheer/post/post.service.js';
import { Bijeenkomst } from '../../src/cohorten/bijeenkomst.entity.js';
import { InloggenService } from '../../src/inloggen/inloggen.service.js';
import { SleutelsService } from '../../src/koppelingen/sleutels.service.js';
import { CATALOGUS, GETYPT } from '../../src/privacyverzoeken/wissen.rules.js';
import { Privacyverzoek } from '../../src/privacyverzoeken/privacyverzoek.entity.js';
import { SessiesService } from '../../src/toegang/sessies.service.js';
import { systeem } from '../../src/toegang/wie.js';
import { Verzendrij } from '../../src/berichten/verzendrij.service.js';
import { WerkplekkenQueries } from '../../src/werkplekken/werkplekken.queries.js';
import { WerkplekkenService } from '../../src/werkplekken/werkplekken.service.js';
import { maakCertificaten } from '../certificering/opstelling.js';
import { coordinator, meldLosAan, verwachtGaaf } from '../support/aanmeldingen.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { alsEigenaar } from '../support/database.js';
import { logIn, logPersoonIn, type Inlog } from '../support/inloggen.js';
import { startMailCatcher, type MailCatcher } from '../support/mail.js';
import { maakBestuur, maakCohort, maakGebruiker } from '../support/makers.js';
import { stuur, vraag } from '../support/vraag.js';

/** In every name, address, file name and text that anybody types about this one human. */
const MERK = 'Kwispelhuis';
const EMAIL = `${MERK.toLowerCase()}@school.example`;

let huis: Academie;
let post: MailCatcher;
let beheer: Inlog;
let log = '';
const m = () => huis.dataSource.manager;
const haal = <T>(soort: abstract new (...args: never[]) => T): T => huis.app.get(soort as never);

beforeAll(async () => {
  post = await startMailCatcher();
  // All that the server would write, down to the least.
  const schrijf = (...regel: unknown[]): void =>
    void (log += `${regel.map((deel) => (typeof deel === 'string' ? deel : inspect(deel))).join(' ')}\n`);
  const logger = { log: schrijf, error: schrijf, warn: schrijf, debug: schrijf, verbose: schrijf };
  huis = await startAcademie(
    { SMTP_URL: post.url, MAIL_FROM: 'academie@leert.example', LOG_LEVEL: 'debug' },
    ...([undefined, undefined, logger] as const),
  );
  beheer = await logIn(huis, await maakGebruiker(huis.dataSource));
});
afterAll(async () => {
  await huis?.sluit();
  await post?.sluit();
});

interface Kolom {
  tabel: string;
  kolom: string;
}

const tekstkolommen = (): Promise<Kolom[]> =>
  huis.dataSource.query(
    `SELECT c.table_name AS tabel, c.column_name AS kolom FROM information_schema.columns c
       JOIN information_schema.tables t USING (table_schema, table_name)
      WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'
        AND c.data_type IN ('text', 'character varying', 'json', 'jsonb', 'ARRAY', 'tsvector', 'bytea', 'USER-DEFINED')`,
  );

/** Every column of every table that holds the marked word, as the owner sees it. */
const vindplaatsen = (): Promise<string[]> =>
  alsEigenaar(async () => {
    const gevonden: string[] = [];
    for (const { tabel, kolom } of await tekstkolommen()) {
      const [row] = await huis.dataSource.query<{ n: number }[]>(
        `SELECT count(*)::integer AS n FROM "${tabel}" t
          WHERE (CASE pg_typeof("${kolom}")::text WHEN 'bytea' THEN encode(("${kolom}")::text::bytea, 'escape')
                 ELSE "${kolom}"::text END) ILIKE '%${MERK}%'`,
      );
      if (row!.n > 0) gevonden.push(`${tabel}.${kolom}`);
    }
    return gevonden.sort();
  });

const api = (pad: string, body: object) =>
  vraag(huis, `/api/v1${pad}`, {
    method: 'POST',
    headers: { cookie: beheer.cookie, 'x-csrf-token': beheer.csrf, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

async function leesIn(cohortId: string): Promise<void> {
  const body = new FormData();
  body.append('_csrf', beheer.csrf);
  const regels = `voornaam;achternaam;email;functie\n${MERK};Van ${MERK};${EMAIL};leraar\nBo;Wit;bo@school.example;leraar\n`;
  body.append('bestand', new Blob([regels]), `lijst van ${MERK}.csv`);
  const pad = `/beheer/cohorten/${cohortId}/deelnemers/import`;
  const antwoord = await vraag(huis, pad, { method: 'POST', headers: { cookie: beheer.cookie }, body });
  expect(antwoord.status).toBe(303);
}

/** The human in every form, and in what others type. @returns whose record it is, and the other cohort. */
async function plant(): Promise<string> {
  const persoon = { voornaam: MERK, achternaam: `Van ${MERK}`, email: EMAIL };
  const klas = await maakCertificaten(huis, { mensen: [persoon] });
  const persoonId = klas.personen[0]!.id;
  const inlog = await logPersoonIn(huis, persoonId);
  await stuur(huis, `/mijn/certificaten/${klas.certificaten[0]!.nummer}/naam`, inlog, { aan: 'ja' });
  await stuur(huis, '/mijn/register', inlog, { registernummer: '', periodeBegin: '' });
  const cohort = await maakCohort(huis.dataSource, {
    opleidingId: klas.opleiding.id,
    capaciteit: 2,
    minimum: 0,
  });
  const aangemeld = await api(`/cohorten/${cohort.id}/aanmeldingen`, {
    ...persoon,
    functie: `hoofd ${MERK}`,
    opmerking: `${MERK} komt later`,
    externeReferentie: `ref-${MERK}`,
  });
  expect(aangemeld.status).toBe(201);
  const ander = await meldLosAan(huis, cohort.id, systeem, { opmerking: `Rijdt mee met ${MERK}` });
  const weg = await meldLosAan(huis, cohort.id, systeem);
  const peiling = await maakCohort(huis.dataSource, { status: 'peiling' });
  const interesse = await api(`/cohorten/${peiling.id}/belangstelling`, {
    ...persoon,
    functie: `juf ${MERK}`,
  });
  expect(interesse.status).toBeLessThan(300);
  await plantBijAnderen(cohort.id, ander.id, weg.id);
  await m().query('UPDATE aanmelding SET organisatie = $2 WHERE id = $1', [ander.id, `Bureau ${MERK}`]);
  await haal(WerkplekkenService).isGeenSchool(coordinator, await werkplekId());
  await leesIn((await maakCohort(huis.dataSource)).id);
  await haal(InloggenService).stuurLink(EMAIL);
  await haal(SessiesService).begin(m(), { persoonId }, `Telefoon van ${MERK}`);
  await stuur(huis, '/mijn/gegevens/verzoek', inlog, {
    soort: 'beperking',
    toelichting: `${MERK} vraagt dit`,
  });
  const [eerder] = await m().findBy(Privacyverzoek, { persoonId });
  await stuur(huis, `/beheer/privacyverzoeken/${eerder!.id}/afwijzing`, beheer, {
    reden: `${MERK} moet bellen`,
  });
  await stuur(huis, '/mijn/gegevens/verzoek', inlog, { soort: 'wissing', toelichting: MERK });
  // A search that finds nobody, and a page that is not there: what logs are made of.
  await vraag(huis, `/beheer/personen?zoek=${MERK}`, { headers: { cookie: beheer.cookie } });
  await vraag(huis, `/bestaat-niet/${MERK}`);
  return persoonId;
}

const werkplekId = async (): Promise<string> => (await haal(WerkplekkenQueries).open({})).items[0]!.id;

async function plantBijAnderen(cohortId: string, ander: string, weg: string): Promise<void> {
  const { id } = await m().findOneByOrFail(Bijeenkomst, { cohortId });
  await haal(MededelingenService).verstuur(coordinator, cohortId, {
    onderwerp: `Over ${MERK}`,
    tekst: `Beste allen, ${MERK} Van ${MERK} is jarig.`,
    aan: 'plaats-en-rij',
  });
  await haal(PostService).bewaarAlinea(coordinator, cohortId, 'alle', `Vraag het ${MERK}`);
  await haal(PlanService).wijzig(coordinator, cohortId, {
    bijeenkomsten: [
      { id, begint: new Date('2027-01-21T12:00:00Z'), eindigt: new Date('2027-01-21T15:00:00Z') },
    ],
    reden: `${MERK} is ziek`,
  });
  await haal(AanmeldingbeheerService).wijzig(coordinator, ander, { opmerking: `Zit naast ${MERK}` });
  await haal(AanmeldingenService).annuleer(weg, coordinator, `Ruzie met ${EMAIL}`);
  await haal(Verzendrij).stop(coordinator, `${MERK} vroeg erom`);
  await haal(Verzendrij).hervat(coordinator);
  const { id: bestuurId } = await maakBestuur(huis.dataSource);
  await haal(ContactpersonenService).voegToe(coordinator, bestuurId, { naam: MERK, email: EMAIL });
  await haal(ContactpersonenService).voegToe(coordinator, bestuurId, {
    ...{ naam: 'Bea Smit', rol: `vervangt ${MERK}`, email: 'bea@bestuur.example', telefoon: `via ${MERK}` },
    ...{ opmerking: `Zus van ${MERK}`, laatstOp: '2026-11-01', laatstOver: `de aanmelding van ${MERK}` },
  });
  await haal(SleutelsService).maak(systeem, `Koppeling van ${MERK}`, null, []);
  await m().query(
    `UPDATE bericht SET status = 'mislukt', fout = $1 WHERE id = (SELECT id FROM bericht WHERE aan = $2 LIMIT 1)`,
    [`550 5.1.1 <${EMAIL}>: unknown`, EMAIL],
  );
  await m().query(
    `WITH e AS (INSERT INTO evaluatie (cohort_id, soort, vragen, aanbieders, schooljaar, geopend_op, sluit_op)
                VALUES ($1, 'evaluatie', '[]', '{}', '2026-2027', now(), now() + interval '1 day') RETURNING id),
          u AS (INSERT INTO evaluatie_uitnodiging (evaluatie_id, aanmelding_id, token, uitgenodigd_op, beantwoord)
                SELECT id, $3, 'ander', now(), true FROM e)
     INSERT INTO evaluatie_antwoord (evaluatie_id, waarden) SELECT id, $2 FROM e`,
    [cohortId, JSON.stringify({ open: `${MERK} leidde het goed` }), ander],
  );
}

test('gemerkt in elk formulier, elke mail, elke bestandsnaam en elke reden; na het verzoek nergens meer, behalve wat de proef noemt', async () => {
  const persoonId = await plant();
  // A mail server that repeats the address, and a fault of ours with the name in it: what logs are made of.
  post.gedrag = { bijOntvanger: (adres) => ({ code: 450, tekst: `${adres} later` }) };
  await haal(BerichtenTaak).voerUit({ proef: false });
  post.gedrag = {};
  const voor = await vindplaatsen();
  const geplant = [
    ...['andere_organisatie.naam', 'andere_organisatie.sleutel', 'aanmelding.organisatie'],
    ...['aanmelding.functie', 'aanmelding.opmerking', 'aanmelding.reden', 'aanmelding.externe_referentie'],
    ...['api_sleutel.naam', 'auditregel.gegevens', 'belangstelling.functie', 'bericht.aan', 'bericht.fout'],
    ...['bericht.onderwerp', 'bericht.zoektekst', 'certificaat.gegevens', 'cohortalinea.tekst'],
    ...[
      'contactpersoon.email',
      'contactpersoon.laatst_over',
      'contactpersoon.naam',
      'contactpersoon.opmerking',
    ],
    ...['contactpersoon.rol', 'contactpersoon.telefoon'],
    ...['deelnemersimport.bestandsnaam', 'deelnemersimport.rijen', 'evaluatie_antwoord.waarden'],
    ...['mededeling.onderwerp', 'mededeling.tekst', 'persoon.email', 'persoon.sorteernaam'],
    ...['privacyverzoek.reden', 'privacyverzoek.toelichting', 'sessie.apparaat'],
  ];
  expect(geplant.filter((plek) => !voor.includes(plek))).toEqual([]);
  const proef = (await api(`/personen/${persoonId}/wissing`, { proef: true })).json<{
    blijft: { wat: string; waarom: string }[];
  }>();
  expect(proef.blijft[0]!.wat).toMatch(/^1 certificaat in het register: .*naam/);
  // Who has an account goes on seeing it in the lists of certificaten.
  expect(proef.blijft[0]!.waarom).toMatch(/De academie en het bestuur zien die nog/);

  expect((await stuur(huis, `/beheer/personen/${persoonId}/wissing`, beheer)).status).toBe(303);
  // The last mail still has to go; with it goes the address.
  expect(await vindplaatsen()).toEqual(['bericht.aan', 'bericht.zoektekst', 'certificaat.gegevens']);
  await haal(BerichtenTaak).voerUit({ proef: false });
  const laatste = post.naar(EMAIL).at(-1)!;
  expect(laatste.mail.subject).toBe('Je gegevens zijn gewist');
  expect(laatste.mail.text).not.toMatch(new RegExp(MERK, 'i'));
  expect(await vindplaatsen()).toEqual(['certificaat.gegevens']);
  // The log is there, and tells what was asked and that a mail was refused; of whom it says nothing.
  expect(log).toContain('/beheer/personen/:id/wissing');
  expect(log).not.toMatch(new RegExp(MERK, 'i'));
  await verwachtGaaf(huis);

  const contacten = await m().query<object[]>('SELECT naam, opmerking FROM contactpersoon');
  expect(contacten).toEqual([{ naam: 'Bea Smit', opmerking: 'Zus van (gewist)' }]);

  const [{ tekst: mededeling }] = await m().query<[{ tekst: string }]>('SELECT tekst FROM mededeling');
  expect(mededeling).toBe('Beste allen, (gewist) is jarig.');
});

test('geen lijst, bestand of scherm noemt de mens nog; het register wel, en de openbare pagina niet', async () => {
  const get = async (pad: string, accept = 'text/html') =>
    (await vraag(huis, pad, { headers: { cookie: beheer.cookie, accept } })).tekst;
  const werkboek = async (pad: string) => {
    const accept = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    const antwoord = await fetch(huis.url + pad, { headers: { cookie: beheer.cookie, accept } });
    return Buffer.from(await antwoord.arrayBuffer());
  };
  const [{ nummer }] = await m().query<[{ nummer: string }]>('SELECT nummer FROM certificaat');
  const [{ id: cohortId }] = await m().query<[{ id: string }]>(
    `SELECT cohort_id AS id FROM aanmelding GROUP BY 1 ORDER BY count(*) DESC LIMIT 1`,
  );
  const elders = [
    await get('/api/v1/deelnemerslijst', 'text/csv'),
    await get('/api/v1/deelnemerslijst', 'application/json'),
    await get('/api/v1/personen', 'application/json'),
    await get(`/beheer/cohorten/${cohortId}`),
    await get(`/beheer/cohorten/${cohortId}/geschiedenis`),
    await get('/beheer/berichten'),
    await get('/beheer/privacyverzoeken'),
    await get('/beheer'),
    JSON.stringify(await readXlsx(await werkboek('/api/v1/deelnemerslijst'))),
    (await vraag(huis, `/certificaten/${nummer}`)).tekst,
  ];
  expect(elders.filter((tekst) => /kwispel/i.test(tekst))).toEqual([]);
  expect(elders.every((tekst) => tekst.length > 100)).toBe(true);
  expect(await get('/api/v1/certificaten', 'text/csv')).toContain(MERK);
});

test('elke kolom met tekst wordt doorzocht, gaat met de mens weg, of er staat waarom niet', async () => {
  const anders: Record<string, string[]> = {
    'goes with the person, or with what is of the person': [
      ...[
        'persoon.*',
        'deelnemersimport.*',
        'andere_organisatie.*',
        'belangstelling.token',
        'oidc_koppeling.*',
        'oidc_verzoek.*',
        'inloglink.*',
      ],
      ...[
        'sessie.*',
        'badge.*',
        'pe_doorgave.registernummer',
        'evaluatie_uitnodiging.token',
        'aanmelding.token',
      ],
      ...['aanmelding.externe_referentie', 'bericht.aan', 'bericht.zoektekst', 'aanmelding.herkomst'],
    ],
    'of staff, who keep an account for their work': [
      ...['gebruiker.*', 'gebruiker_rol.*', 'passkey.*', 'herstelcode.*', 'uitnodiging.*'],
    ],
    'the register of certificaten': ['certificaat.gegevens'],
    'the catalogue and the besturen, that the preview counts': CATALOGUS.map((tabel) => `${tabel}.*`),
    'codes, states, hashes, numbers and figures that no human types': [
      ...[
        'aanmelding.status',
        'aanmelding.wacht_op',
        'aanmelding.beeindigd_door',
        'aanmelding.referentie_van',
      ],
      ...[
        'aanwezigheid.stand',
        'api_sleutel.*',
        'auditregel.*',
        'badgesleutel.*',
        'bericht.sleutel',
        'bericht.soort',
      ],
      ...[
        'bericht.status',
        'certificaat.nummer',
        'certificaat.controlecode',
        'certificeringsoordeel.besluit',
      ],
      ...[
        'cohort_telling.*',
        'cohortalinea.soort',
        'evaluatie_beeld.*',
        'evaluatie_telling.*',
        'limiet.*',
        'mededeling.aan',
      ],
      ...[
        'migrations.*',
        'moment.*',
        'opruimverslag.*',
        'overzetvoorstel.*',
        'privacyverzoek.*',
        'schoolvakantie.*',
        'toestemming.*',
        'duolezing.*',
        'cataloguslezing.*',
        'academie.*',
      ],
      ...['taak_run.*', 'uitreiking.tijd', 'bijeenkomst.link'],
    ],
  };
  const elders = Object.values(anders).flat();
  const vergeten = (await tekstkolommen()).filter(
    ({ tabel, kolom }) =>
      !GETYPT[tabel]?.includes(kolom) &&
      !elders.includes(`${tabel}.*`) &&
      !elders.includes(`${tabel}.${kolom}`),
  );
  expect(vergeten).toEqual([]);
});
