import { Controller, Get, Post, type DynamicModule } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AppModule } from '../../src/app.module.js';
import { AanmeldenService } from '../../src/aanmeldingen/aanmelden.service.js';
import { systeem, type Wie } from '../../src/toegang/wie.js';
import { createServer } from '../../src/platform/web/server.js';
import { bevoegdheden, mag, rechten, type Bevoegdheid, type Recht } from '../../src/toegang/rechten.js';
import { SleutelsService } from '../../src/koppelingen/sleutels.service.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { logIn, logPersoonIn, type Inlog } from '../support/inloggen.js';
import { maakBestuur, maakCohort, maakGebruiker, verzoek } from '../support/makers.js';
import { deurenVan } from '../support/routes.js';
import { vraag, type Antwoord } from '../support/vraag.js';

/** Who may open which door. Written out by hand: a change of the table in the code must be a change here. */
const allen = [
  'anoniem',
  'persoon',
  'gebruiker',
  'coordinator',
  'bestuur',
  'trainer',
  'schoolleider',
  'programmamanager',
  'beheer',
  'privacy',
  'academiesleutel',
  'bestuurssleutel',
] as const;
type Bezoeker = (typeof allen)[number];
const academie: Bezoeker[] = ['coordinator', 'academiesleutel'];
const bekend = allen.filter((wie) => wie !== 'anoniem');
const geeftRollen: Bezoeker[] = ['coordinator', 'bestuur', 'beheer'];
const bord: Bezoeker[] = ['bestuur', 'bestuurssleutel'];

/** Who has an account: everybody who logs in, whatever they may do besides. */
const ingelogd: Bezoeker[] = allen.filter((wie) => wie !== 'anoniem' && !wie.endsWith('sleutel'));

const ID = '00000000-0000-4000-8000-000000000000';
const deuren: [route: string, wie: readonly Bezoeker[]][] = [
  ['GET /', allen],
  ['GET /privacy', allen],
  ['POST /weergave', allen],
  ['GET /uitnodiging/x', allen],
  ['POST /uitnodiging/x', allen],
  ['GET /inloggen/wachtwoord-vergeten', allen],
  ['POST /inloggen/wachtwoord-vergeten', allen],
  ['GET /inloggen/oidc', allen],
  ['GET /inloggen/oidc/terug', allen],
  ['GET /inloggen/oidc/koppelen', allen],
  ['POST /inloggen/oidc/koppelen', allen],
  ['POST /inloggen/oidc/uitnodiging', allen],
  ['GET /inloggen/oidc/koppelen/onbekend', allen],
  ['POST /inloggen/oidc/koppelen/onbekend', allen],
  ['GET /api/v1/opleidingen', allen],
  ['GET /api/v1/cohorten', allen],
  ['GET /api/v1/scholen', allen],
  ['GET /api/v1/werkplekken', allen],
  ['GET /api/v1/besturen', allen],
  [`POST /api/v1/cohorten/${ID}/aanmeldingen`, allen],
  ['GET /account', ingelogd],
  ['POST /account/naam', ingelogd],
  ['POST /account/wachtwoord', ingelogd],
  ['GET /account/app', ingelogd],
  ['POST /account/app', ingelogd],
  ['POST /account/app/verwijdering', ingelogd],
  ['POST /account/passkeys', ingelogd],
  ['POST /account/passkeys/opties', ingelogd],
  [`POST /account/passkeys/${ID}/verwijdering`, ingelogd],
  ['POST /account/herstelcodes', ingelogd],
  ['POST /account/sessies/beeindiging', ingelogd],
  ['POST /account/sessies/onbekend/beeindiging', ingelogd],
  ['GET /mijn', ['persoon']],
  ['POST /mijn/agenda-adres', ['persoon']],
  ['GET /mijn/gegevens', ['persoon']],
  ['GET /mijn/gegevens.json', ['persoon']],
  ['POST /mijn/gegevens/naam', ['persoon']],
  ['POST /mijn/gegevens/adres', ['persoon']],
  ['GET /mijn/gegevens/adres/onbekend', ['persoon']],
  ['POST /mijn/gegevens/adres/onbekend', ['persoon']],
  [`GET /mijn/gegevens/aanmeldingen/${ID}`, ['persoon']],
  [`POST /mijn/gegevens/aanmeldingen/${ID}`, ['persoon']],
  [`GET /beheer/personen/${ID}/gegevens`, ['coordinator', 'privacy']],
  [`GET /beheer/personen/${ID}/gegevens.json`, ['coordinator', 'privacy']],
  [`GET /api/v1/personen/${ID}/gegevens`, ['coordinator', 'privacy']],
  ['GET /mijn/gegevens/toestemmingen', ['persoon']],
  ['POST /mijn/gegevens/toestemmingen', ['persoon']],
  [`GET /beheer/personen/${ID}/toestemmingen`, academie],
  [`POST /beheer/personen/${ID}/toestemmingen`, academie],
  ['GET /beheer/nieuwsbrief.csv', academie],
  ['GET /mijn/gegevens/verzoek', ['persoon']],
  ['POST /mijn/gegevens/verzoek', ['persoon']],
  ['POST /mijn/gegevens/verzoek/opheffing', ['persoon']],
  [`POST /mijn/gegevens/verzoek/${ID}/intrekking`, ['persoon']],
  ['GET /beheer/privacyverzoeken', ['coordinator', 'privacy']],
  [`GET /beheer/privacyverzoeken/${ID}`, ['coordinator', 'privacy']],
  [`POST /beheer/privacyverzoeken/${ID}/afwijzing`, ['coordinator', 'privacy']],
  [`GET /beheer/personen/${ID}/wissing`, ['coordinator', 'privacy']],
  [`POST /beheer/personen/${ID}/wissing`, ['coordinator', 'privacy']],
  [`POST /beheer/personen/${ID}/beperking`, ['coordinator', 'privacy']],
  [`POST /beheer/personen/${ID}/beperking/opheffing`, ['coordinator', 'privacy']],
  [`POST /api/v1/personen/${ID}/wissing`, ['coordinator', 'privacy']],
  ['GET /mijn/certificaten', ['persoon']],
  ['POST /mijn/certificaten/ULA-2026-0001/naam', ['persoon']],
  ['POST /mijn/register', ['persoon']],
  ['GET /mijn/certificaten/ULA-2026-0001.pdf', ['persoon']],
  ['GET /mijn/certificaten/ULA-2026-0001/badge', ['persoon']],
  [`GET /beheer/cohorten/${ID}/certificering/pe`, academie],
  [`GET /beheer/cohorten/${ID}/certificering/pe/deelname.xml`, academie],
  [`POST /beheer/cohorten/${ID}/certificering/pe/overdracht`, academie],
  [`POST /beheer/cohorten/${ID}/certificering/pe/vragen`, academie],
  [`POST /beheer/cohorten/${ID}/certificering/pe/nummers`, academie],
  ['GET /beheer/audit', ['beheer', 'privacy']],
  ['GET /beheer/audit.csv', ['beheer', 'privacy']],
  [`GET /beheer/audit/persoon/${ID}`, ['beheer', 'privacy', 'coordinator']],
  ['GET /agenda.ics', allen],
  ['GET /agenda/onbekend.ics', allen],
  ['GET /feed.xml', allen],
  ['GET /sitemap.xml', allen],
  [`POST /api/v1/aanmeldingen/${ID}/akkoord`, [...academie, ...bord]],
  [`POST /api/v1/aanmeldingen/${ID}/afwijzing`, [...academie, ...bord]],
  [`POST /api/v1/aanmeldingen/${ID}/overzetting`, allen.filter((wie) => wie !== 'bestuurssleutel')],
  [`POST /api/v1/aanmeldingen/${ID}/overzetvoorstel`, academie],
  [`GET /api/v1/cohorten/${ID}/aanmeldingen`, [...academie, ...bord, 'trainer']],
  ['GET /api/v1/deelnemerslijst', [...academie, ...bord]],
  ['GET /api/v1/certificaten', [...academie, ...bord]],
  ['GET /bestuur/certificaten', ['bestuur']],
  ['GET /bestuur/downloads', ['bestuur']],
  ['GET /bestuur/certificaten.csv', ['bestuur']],
  ['GET /bestuur/certificaten.xlsx', ['bestuur']],
  ['POST /api/v1/opleidingen', academie],
  ['PATCH /api/v1/opleidingen/X', academie],
  ['GET /api/v1/opleidingen/X/versies', allen],
  ['GET /api/v1/opleidingen/X/versies/1', allen],
  ['GET /opleidingen/X/versies/1', allen],
  ['GET /beheer/opleidingen', academie],
  ['GET /beheer/opleidingen/nieuw', academie],
  ['POST /beheer/opleidingen/nieuw', academie],
  ['GET /beheer/opleidingen/X', academie],
  ['POST /beheer/opleidingen/X', academie],
  ['GET /beheer/opleidingen/X/geschiedenis', academie],
  ['POST /api/v1/opleidingen/X/belangstelling', allen],
  [`POST /api/v1/cohorten/${ID}/belangstelling`, allen],
  ['GET /api/v1/opleidingen/X/belangstelling', academie],
  ['GET /opleidingen/X/belangstelling', allen],
  ['POST /opleidingen/X/belangstelling', allen],
  ['GET /opleidingen/X/belangstelling/ontvangen', allen],
  [`GET /cohorten/${ID}/belangstelling`, allen],
  [`POST /cohorten/${ID}/belangstelling`, allen],
  [`GET /cohorten/${ID}/belangstelling/ontvangen`, allen],
  ['GET /belangstelling/x', allen],
  ['POST /belangstelling/x/bevestiging', allen],
  ['POST /belangstelling/x/intrekking', allen],
  ['GET /beheer/opleidingen/X/belangstelling', academie],
  ['GET /evaluatie/x', allen],
  ['POST /evaluatie/x', allen],
  ['GET /evaluatie/bedankt', allen],
  ['GET /api/v1/evaluaties/x', allen],
  ['POST /api/v1/evaluaties/x/antwoorden', allen],
  ['GET /beheer/opleidingen/X/evaluatievragen', academie],
  ['POST /beheer/opleidingen/X/evaluatievragen', academie],
  ['GET /beheer/opleidingen/X/evaluatievragen/voorbeeld', academie],
  [`POST /beheer/opleidingen/X/evaluatievragen/${ID}/verplaatsing`, academie],
  [`POST /beheer/opleidingen/X/evaluatievragen/${ID}/verval`, academie],
  ['GET /api/v1/opleidingen/X/evaluatievragen', academie],
  ['POST /api/v1/opleidingen/X/evaluatievragen', academie],
  [`POST /api/v1/opleidingen/X/evaluatievragen/${ID}/verplaatsing`, academie],
  [`POST /api/v1/opleidingen/X/evaluatievragen/${ID}/verval`, academie],
  ['POST /api/v1/cohorten', academie],
  [`PATCH /api/v1/cohorten/${ID}`, academie],
  [`POST /api/v1/cohorten/${ID}/peiling`, academie],
  [`POST /api/v1/cohorten/${ID}/publicatie`, academie],
  [`POST /api/v1/cohorten/${ID}/besluit`, academie],
  [`POST /api/v1/cohorten/${ID}/afronding`, academie],
  [`POST /api/v1/cohorten/${ID}/annulering`, academie],
  [`GET /api/v1/cohorten/${ID}/certificering`, academie],
  ['GET /api/v1/opleidingen/X/certificering', academie],
  ['PUT /api/v1/opleidingen/X/certificering', academie],
  ['GET /beheer/opleidingen/X/certificering', academie],
  ['POST /beheer/opleidingen/X/certificering', academie],
  [`POST /api/v1/cohorten/${ID}/certificering`, academie],
  [`GET /api/v1/cohorten/${ID}/certificering/1`, academie],
  [`PUT /api/v1/cohorten/${ID}/certificering/1/onderdelen/${ID}`, academie],
  [`PUT /api/v1/cohorten/${ID}/certificering/1/uitreiking`, academie],
  [`POST /api/v1/cohorten/${ID}/certificering/1/uitnodigingen`, academie],
  ['POST /api/v1/certificaten/ULA-2026-0001/intrekking', academie],
  ['POST /api/v1/certificaten/ULA-2026-0001/correctie', academie],
  ['POST /api/v1/certificaten/ULA-2026-0001/heruitgave', academie],
  [`GET /beheer/cohorten/${ID}/certificering`, academie],
  [`POST /beheer/cohorten/${ID}/certificering/1/oordeel`, academie],
  [`POST /beheer/cohorten/${ID}/certificering/1/uitreiking`, academie],
  [`POST /beheer/cohorten/${ID}/certificering/1/onderdelen`, academie],
  [`POST /beheer/cohorten/${ID}/certificering/1/ceremonie`, academie],
  [`POST /beheer/cohorten/${ID}/certificering/1/uitnodiging`, academie],
  [`GET /beheer/cohorten/${ID}/certificering/1/namenlijst`, academie],
  ['GET /beheer/certificaten/ULA-2026-0001', academie],
  ['POST /beheer/certificaten/ULA-2026-0001/intrekking', academie],
  ['POST /beheer/certificaten/ULA-2026-0001/correctie', academie],
  ['POST /beheer/certificaten/ULA-2026-0001/heruitgave', academie],
  [`POST /api/v1/cohorten/${ID}/kopie`, academie],
  ['POST /api/v1/botsingen', academie],
  ['GET /api/v1/berichten', academie],
  [`POST /api/v1/berichten/${ID}/herverzending`, academie],
  [`POST /api/v1/berichten/${ID}/loslating`, academie],
  ['GET /api/v1/berichten/stilstand', [...academie, 'beheer']],
  ['POST /api/v1/berichten/stilstand', [...academie, 'beheer']],
  ['POST /api/v1/berichten/hervatting', [...academie, 'beheer']],
  [`POST /api/v1/personen/${ID}/herverzending`, academie],
  [`POST /beheer/personen/${ID}/herverzending`, academie],
  ['GET /afmelden/onbekend', allen],
  ['POST /afmelden/onbekend', allen],
  ['POST /afmelden/onbekend/herroeping', allen],
  ['GET /beheer', academie],
  ['GET /beheer/deze-week', academie],
  ['GET /beheer/academie', ['coordinator', 'beheer']],
  ['POST /beheer/academie', ['coordinator', 'beheer']],
  ['POST /beheer/inrichten/testmail', ['coordinator', 'beheer']],
  ['GET /beheer/inrichten', ['coordinator', 'beheer']],
  ['GET /beheer/catalogusbestand', ['coordinator', 'beheer']],
  ['POST /beheer/catalogusbestand', ['coordinator', 'beheer']],
  ['GET /beheer/catalogusbestand/catalogus.yaml', ['coordinator', 'beheer']],
  [`GET /beheer/catalogusbestand/${ID}`, ['coordinator', 'beheer']],
  [`POST /beheer/catalogusbestand/${ID}/uitvoering`, ['coordinator', 'beheer']],
  ['GET /beheer/werklijst/go-no-go', academie],
  ['GET /api/v1/werklijst', academie],
  ['GET /api/v1/werklijst/go-no-go', academie],
  ['GET /beheer/cohorten', academie],
  [`POST /beheer/cohorten/${ID}/capaciteit`, academie],
  [`GET /beheer/cohorten/${ID}/annulering`, academie],
  [`POST /beheer/cohorten/${ID}/annulering`, academie],
  [`GET /beheer/cohorten/${ID}/samenvoeging`, academie],
  [`POST /beheer/cohorten/${ID}/samenvoeging`, academie],
  [`GET /api/v1/cohorten/${ID}/samenvoeging?met=${ID}`, academie],
  [`POST /api/v1/cohorten/${ID}/samenvoeging`, academie],
  [`GET /beheer/aanmeldingen/${ID}/overzetting`, academie],
  [`POST /beheer/aanmeldingen/${ID}/overzetting`, academie],
  [`GET /beheer/cohorten/${ID}/voortgang`, academie],
  [`POST /beheer/cohorten/${ID}/peiling`, academie],
  [`POST /beheer/cohorten/${ID}/publicatie`, academie],
  [`POST /beheer/cohorten/${ID}/besluit`, academie],
  ['GET /beheer/cohorten/nieuw', academie],
  ['POST /beheer/cohorten/nieuw', academie],
  [`GET /beheer/cohorten/${ID}/plan`, academie],
  [`POST /beheer/cohorten/${ID}/plan`, academie],
  [`GET /beheer/cohorten/${ID}/kopie`, academie],
  [`POST /beheer/cohorten/${ID}/kopie`, academie],
  [`GET /beheer/cohorten/${ID}/afronding`, academie],
  [`POST /beheer/cohorten/${ID}/afronding`, academie],
  [`POST /beheer/aanmeldingen/${ID}/annulering`, academie],
  [`POST /beheer/aanmeldingen/${ID}/positie`, academie],
  [`GET /beheer/aanmeldingen/${ID}/gegevens`, academie],
  [`POST /beheer/aanmeldingen/${ID}/gegevens`, academie],
  [`POST /api/v1/aanmeldingen/${ID}/positie`, academie],
  [`PATCH /api/v1/aanmeldingen/${ID}`, academie],
  [`GET /beheer/cohorten/${ID}/deelnemers/nieuw`, academie],
  [`POST /beheer/cohorten/${ID}/deelnemers/nieuw`, academie],
  [`GET /beheer/cohorten/${ID}/deelnemers/team`, academie],
  [`POST /beheer/cohorten/${ID}/deelnemers/team`, academie],
  [`GET /beheer/cohorten/${ID}/deelnemers/import`, academie],
  [`POST /beheer/cohorten/${ID}/deelnemers/import`, academie],
  [`GET /beheer/cohorten/${ID}/deelnemers/import/${ID}`, academie],
  [`POST /beheer/cohorten/${ID}/deelnemers/import/${ID}/uitvoering`, academie],
  ['GET /beheer/personen', [...academie, 'privacy']],
  [`GET /beheer/personen/${ID}`, [...academie, 'privacy']],
  [`POST /beheer/personen/${ID}`, academie],
  [`GET /beheer/personen/${ID}/samenvoegen`, academie],
  [`POST /beheer/personen/${ID}/samenvoegen`, academie],
  ['GET /api/v1/personen', [...academie, 'privacy']],
  [`GET /api/v1/personen/${ID}`, academie],
  [`GET /api/v1/personen/${ID}/tijdlijn`, academie],
  [`PATCH /api/v1/personen/${ID}`, academie],
  [`POST /api/v1/personen/${ID}/samenvoeging`, academie],
  [`GET /beheer/cohorten/${ID}/deelnemerslijst.csv`, academie],
  [`GET /beheer/cohorten/${ID}/deelnemerslijst.xlsx`, academie],
  [`GET /beheer/cohorten/${ID}/geschiedenis`, academie],
  [`GET /beheer/cohorten/${ID}/berichten`, academie],
  [`GET /beheer/cohorten/${ID}/evaluatie`, [...academie, 'programmamanager']],
  [`GET /beheer/cohorten/${ID}/berichten/alinea`, academie],
  [`GET /beheer/cohorten/${ID}/berichten/mededeling`, academie],
  [`POST /beheer/cohorten/${ID}/berichten/mededeling`, academie],
  [`GET /beheer/cohorten/${ID}/berichten/mededeling/html`, academie],
  [`POST /api/v1/cohorten/${ID}/mededelingen`, academie],
  [`GET /api/v1/cohorten/${ID}/mededelingen/${ID}`, academie],
  [`POST /beheer/cohorten/${ID}/berichten/alinea`, academie],
  [`GET /beheer/cohorten/${ID}/berichten/aanmeldingen/geplaatst`, academie],
  [`GET /beheer/cohorten/${ID}/berichten/aanmeldingen/geplaatst/html`, academie],
  [`GET /beheer/cohorten/${ID}/evaluatie.csv`, [...academie, 'programmamanager']],
  [`POST /beheer/cohorten/${ID}/evaluatie/sluiting`, academie],
  ['GET /beheer/evaluaties', [...academie, 'programmamanager']],
  ['GET /beheer/evaluaties.csv', [...academie, 'programmamanager']],
  [`GET /api/v1/cohorten/${ID}/evaluatie`, [...academie, 'programmamanager']],
  ['GET /api/v1/evaluaties', [...academie, 'programmamanager']],
  ['GET /beheer/berichten', academie],
  ['GET /beheer/berichten/stilstand', [...academie, 'beheer']],
  ['POST /beheer/berichten/stilstand', [...academie, 'beheer']],
  ['POST /beheer/berichten/hervatting', [...academie, 'beheer']],
  [`GET /beheer/berichten/${ID}`, academie],
  [`GET /beheer/berichten/${ID}/html`, academie],
  [`POST /beheer/berichten/${ID}/herverzending`, academie],
  [`POST /beheer/berichten/${ID}/loslating`, academie],
  [`GET /api/v1/berichten/${ID}`, academie],
  ['GET /beheer/bewaartermijnen', ['privacy', 'beheer']],
  ['POST /beheer/bewaartermijnen/proef', ['privacy', 'beheer']],
  ['GET /beheer/bewaartermijnen/verslagen/0', ['privacy', 'beheer']],
  ['POST /beheer/planner/onbekend/run', ['coordinator', 'beheer']],
  ['POST /beheer/planner/onbekend/proef', ['coordinator', 'beheer']],
  ['GET /beheer/scholen', ['coordinator', 'beheer']],
  ['GET /beheer/organisaties/duo', ['coordinator', 'beheer']],
  ['POST /beheer/organisaties/duo', ['coordinator', 'beheer']],
  [`GET /beheer/organisaties/duo/${ID}`, ['coordinator', 'beheer']],
  [`POST /beheer/organisaties/duo/${ID}/uitvoering`, ['coordinator', 'beheer']],
  ['GET /beheer/organisaties', ['coordinator', 'beheer']],
  ['GET /beheer/organisaties/nieuw', ['coordinator', 'beheer']],
  ['POST /beheer/organisaties/nieuw', ['coordinator', 'beheer']],
  ['GET /beheer/organisaties/scholen/nieuw', ['coordinator', 'beheer']],
  ['POST /beheer/organisaties/scholen/nieuw', ['coordinator', 'beheer']],
  [`GET /beheer/organisaties/${ID}`, ['coordinator', 'beheer']],
  [`POST /beheer/organisaties/${ID}`, ['coordinator', 'beheer']],
  [`POST /beheer/organisaties/${ID}/sluiting`, ['coordinator', 'beheer']],
  [`POST /beheer/organisaties/${ID}/heropening`, ['coordinator', 'beheer']],
  [`GET /beheer/organisaties/${ID}/contactpersonen/nieuw`, ['coordinator', 'beheer']],
  [`POST /beheer/organisaties/${ID}/contactpersonen/nieuw`, ['coordinator', 'beheer']],
  [`GET /beheer/organisaties/${ID}/contactpersonen/${ID}`, ['coordinator', 'beheer']],
  [`POST /beheer/organisaties/${ID}/contactpersonen/${ID}`, ['coordinator', 'beheer']],
  [`POST /beheer/organisaties/${ID}/contactpersonen/${ID}/gesproken`, ['coordinator', 'beheer']],
  [`POST /beheer/organisaties/${ID}/contactpersonen/${ID}/verwijdering`, ['coordinator', 'beheer']],
  [`GET /beheer/organisaties/scholen/${ID}`, ['coordinator', 'beheer']],
  [`POST /beheer/organisaties/scholen/${ID}`, ['coordinator', 'beheer']],
  [`POST /beheer/organisaties/scholen/${ID}/verhuizing`, ['coordinator', 'beheer']],
  [`POST /beheer/organisaties/scholen/${ID}/verhuizing/intrekking`, ['coordinator', 'beheer']],
  [`POST /beheer/organisaties/scholen/${ID}/sluiting`, ['coordinator', 'beheer']],
  [`POST /beheer/organisaties/scholen/${ID}/heropening`, ['coordinator', 'beheer']],
  ['GET /beheer/organisaties/onbekend', academie],
  [`GET /beheer/organisaties/onbekend/${ID}`, academie],
  [`POST /beheer/organisaties/onbekend/${ID}/koppeling`, academie],
  [`GET /beheer/organisaties/onbekend/${ID}/school`, academie],
  [`POST /beheer/organisaties/onbekend/${ID}/school`, academie],
  [`POST /beheer/organisaties/onbekend/${ID}/geen-school`, academie],
  [`POST /beheer/organisaties/onbekend/${ID}/herziening`, academie],
  ['GET /beheer/planner', ['coordinator', 'beheer']],
  ['GET /beheer/sleutels', ['beheer']],
  ['POST /beheer/sleutels', ['beheer']],
  [`POST /beheer/sleutels/${ID}/intrekking`, ['beheer']],
  ['GET /beheer/badgesleutels', ['beheer']],
  ['POST /beheer/badgesleutels', ['beheer']],
  ['GET /certificaten/uitgever', allen],
  ['GET /certificaten/sleutels/x', allen],
  ['GET /certificaten/statuslijsten/0', allen],
  ['GET /.well-known/jwks.json', allen],
  ['GET /api/v1/certificaten/ULA-2026-9999/pdf', ['persoon', ...academie]],
  ['GET /api/v1/certificaten/ULA-2026-9999/badge', ['persoon', ...academie]],
  [`GET /beheer/cohorten/${ID}/certificering/1/certificaten.pdf`, academie],
  [`GET /beheer/cohorten/${ID}/certificering/1/certificaten.zip`, academie],
  ['GET /bestuur', ['bestuur']],
  ['GET /bestuur/deelnemerslijst.csv', ['bestuur']],
  ['GET /bestuur/deelnemerslijst.xlsx', ['bestuur']],
  [`POST /bestuur/aanmeldingen/${ID}/akkoord`, ['bestuur']],
  [`POST /bestuur/aanmeldingen/${ID}/afwijzing`, ['bestuur']],
  ['GET /trainer', ['trainer']],
  [`GET /trainer/cohorten/${ID}`, ['trainer']],
  [`GET /beheer/cohorten/${ID}/aanwezigheid`, academie],
  [`GET /beheer/cohorten/${ID}/aanwezigheid.csv`, academie],
  [`GET /beheer/aanmeldingen/${ID}/inhalen`, academie],
  [`POST /beheer/aanmeldingen/${ID}/inhalen`, academie],
  [`GET /beheer/bijeenkomsten/${ID}/aanwezigheid`, [...academie, 'trainer']],
  [`GET /trainer/bijeenkomsten/${ID}/aanwezigheid`, [...academie, 'trainer']],
  [`POST /trainer/bijeenkomsten/${ID}/aanwezigheid`, [...academie, 'trainer']],
  [`POST /beheer/bijeenkomsten/${ID}/aanwezigheid`, [...academie, 'trainer']],
  [`GET /trainer/bijeenkomsten/${ID}/presentielijst`, [...academie, 'trainer']],
  [`GET /beheer/bijeenkomsten/${ID}/presentielijst`, [...academie, 'trainer']],
  [`GET /trainer/bijeenkomsten/${ID}/inlopers`, [...academie, 'trainer']],
  [`GET /beheer/bijeenkomsten/${ID}/inlopers`, [...academie, 'trainer']],
  [`POST /trainer/bijeenkomsten/${ID}/inlopers`, [...academie, 'trainer']],
  [`POST /beheer/bijeenkomsten/${ID}/inlopers`, [...academie, 'trainer']],
  [`POST /trainer/bijeenkomsten/${ID}/inhalers`, [...academie, 'trainer']],
  [`POST /beheer/bijeenkomsten/${ID}/inhalers`, [...academie, 'trainer']],
  [`POST /trainer/bijeenkomsten/${ID}/inhalers/${ID}/intrekking`, [...academie, 'trainer']],
  [`POST /beheer/bijeenkomsten/${ID}/inhalers/${ID}/intrekking`, [...academie, 'trainer']],
  [`GET /api/v1/bijeenkomsten/${ID}/aanwezigheid`, [...academie, 'trainer']],
  [`PUT /api/v1/bijeenkomsten/${ID}/aanwezigheid`, [...academie, 'trainer']],
  [`POST /api/v1/bijeenkomsten/${ID}/inlopers`, [...academie, 'trainer']],
  [`POST /api/v1/bijeenkomsten/${ID}/inhalers`, [...academie, 'trainer']],
  [`DELETE /api/v1/bijeenkomsten/${ID}/inhalers/${ID}`, [...academie, 'trainer']],
  ...[
    '/certificaten',
    '/certificaten/ULA-2026-9999',
    '/cohorten/ID/aanmelden',
    '/cohorten/ID/aanmelden/ontvangen',
    '/cohorten/ID/agenda.ics',
    '/opleidingen/X',
    '/opleidingen/X/belangstelling',
    '/a/x',
    '/a/x/agenda.ics',
    '/a/x/bijeenkomsten/x.ics',
    '/api/v1/cohorten/ID',
    '/api/v1/opleidingen/X',
    '/api/v1/certificaten/ULA-2026-9999',
    '/api/v1/openapi.json',
    '/health/live',
    '/health/ready',
    '/inloggen',
    '/inloggen/link/x',
    '/inloggen/wachtwoord-vergeten',
    '/uitnodiging/x',
    '/robots.txt',
    '/toegankelijkheid',
    '/.well-known/security.txt',
  ].map((pad): [string, readonly Bezoeker[]] => [`GET ${pad.replace('ID', ID)}`, allen]),
  ...[
    '/certificaten',
    '/certificaten/ULA-2026-9999',
    '/cohorten/ID/aanmelden',
    '/a/x/aanbodacceptatie',
    '/a/x/aanbodafwijzing',
    '/a/x/annulering',
    '/a/x/emailbevestiging',
    '/a/x/herleving',
    '/a/x/overzetafwijzing',
    '/a/x/overzetting',
    '/api/v1/certificaten/ULA-2026-9999/controle',
    '/inloggen',
    '/inloggen/link',
    '/inloggen/link/x',
    '/inloggen/wachtwoord-vergeten',
    '/uitnodiging/x',
  ].map((pad): [string, readonly Bezoeker[]] => [`POST ${pad.replace('ID', ID)}`, allen]),
  // Open to who it is about, with a log-in or the link; a stranger without either has to log in.
  [`GET /api/v1/aanmeldingen/${ID}`, bekend],
  ...[...['aanbodacceptatie', 'aanbodafwijzing', 'annulering'], ...['emailbevestiging', 'herleving']].map(
    (daad): [string, readonly Bezoeker[]] => [`POST /api/v1/aanmeldingen/${ID}/${daad}`, bekend],
  ),
  [`POST /api/v1/aanmeldingen/${ID}/overzetafwijzing`, allen],
  ['GET /api/v1/gebruikers', geeftRollen],
  ['POST /api/v1/gebruikers', geeftRollen],
  [`GET /api/v1/gebruikers/${ID}`, geeftRollen],
  [`POST /api/v1/gebruikers/${ID}/uitschakeling`, geeftRollen],
  ['GET /beheer/gebruikers', geeftRollen],
  ['POST /beheer/gebruikers', geeftRollen],
  [`GET /beheer/gebruikers/${ID}`, geeftRollen],
  ...[
    ...['uitnodiging', 'herstel', 'uitschakeling', 'inschakeling'],
    ...['rollen', `rollen/${ID}/einde`, 'waarneming', 'overdracht'],
  ].map((daad): [string, readonly Bezoeker[]] => [`POST /beheer/gebruikers/${ID}/${daad}`, geeftRollen]),
  ['GET /beheer/rechten', ingelogd.filter((wie) => wie !== 'persoon')],
];

/** What would spoil the knocking of who comes after; each has a test of its own. */
const elders: Record<string, string> = {
  ...Object.fromEntries(
    ['GET ', 'POST ', 'POST /passkey', 'POST /passkey/opties'].map((een) => [
      een.replace(' ', ' /inloggen/tweede-stap'),
      'sends who is not half-way a log-in to the log-in; test/inloggen',
    ]),
  ),
  'POST /uitloggen': 'logs out whoever knocks; test/inloggen',
  'POST /account/hoed':
    'is refused for what was not chosen, by whoever knocks; test/gebruikers/hoeden.spec.ts',
};

let huis: Academie;
const bezoekers = new Map<Bezoeker, Record<string, string>>();
const sleutels: Record<'academie' | 'bestuur', (b: Bevoegdheid[]) => Promise<string>> = {
  academie: (b) => huis.app.get(SleutelsService).maak(systeem, 'proef', null, b),
  bestuur: async (b) =>
    huis.app.get(SleutelsService).maak(systeem, 'proef', (await maakBestuur(huis.dataSource)).id, b),
};

const browser = ({ cookie, csrf }: Inlog) => ({ cookie, 'x-csrf-token': csrf });
const systeemMet = (sleutel: string) => ({ authorization: `Bearer ${sleutel}` });

beforeAll(async () => {
  huis = await startAcademie();
  const { dataSource: ds } = huis;
  bezoekers.set('anoniem', {});
  for (const rol of [
    'coordinator',
    'trainer',
    'schoolleider',
    'programmamanager',
    'beheer',
    'privacy',
  ] as const)
    bezoekers.set(rol, browser(await logIn(huis, await maakGebruiker(ds, { rol }))));
  bezoekers.set('gebruiker', browser(await logIn(huis, await maakGebruiker(ds, { rol: null }))));
  const bestuurId = (await maakBestuur(ds)).id;
  const bestuurder = await maakGebruiker(ds, { rol: 'bestuur', bestuurId });
  bezoekers.set('bestuur', browser(await logIn(huis, bestuurder)));
  const cohort = await maakCohort(ds);
  const { aanmelding } = await huis.app.get(AanmeldenService).meldAan(cohort.id, verzoek(), systeem);
  bezoekers.set('persoon', browser(await logPersoonIn(huis, aanmelding.persoonId)));
  bezoekers.set('academiesleutel', systeemMet(await sleutels.academie([...bevoegdheden])));
  bezoekers.set(
    'bestuurssleutel',
    systeemMet(await sleutels.bestuur(['aanmelden', 'aanmeldingen', 'deelnemerslijst'])),
  );
});
afterAll(() => huis?.sluit());

function klop(route: string, headers: Record<string, string>, waar: Pick<Academie, 'url'> = huis) {
  const [method = '', pad = ''] = route.split(' ');
  if (method === 'GET') return vraag(waar, pad, { headers });
  return vraag(waar, pad, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: '{}',
  });
}

/** `open` says only that the door is: behind it may be nothing, or a form that was not filled in. */
function uitkomst({ status, header }: Antwoord): 'open' | 'log in' | 'verboden' {
  if (status === 401 || header('location').startsWith('/inloggen')) return 'log in';
  if (status >= 500) throw new Error(`status ${status}`);
  return status === 403 ? 'verboden' : 'open';
}

const routes = () => deurenVan(huis);

describe('elke route vraagt een recht', () => {
  test('en op elke wordt hierboven geklopt, of hieronder staat waarom niet', () => {
    const alle = routes();
    const geklopt = (route: string): boolean => {
      const vorm = new RegExp(`^${route.replace(/[.]/g, '\\.').replace(/:\w+/g, '[^/]+')}$`);
      return deuren.some(([deur]) => vorm.test(deur.split('?')[0]!)) || route in elders;
    };
    expect(alle.length).toBeGreaterThan(300);
    expect(alle.map(({ route }) => route).filter((route) => !geklopt(route))).toEqual([]);
    expect(Object.keys(elders).filter((een) => !alle.some(({ route }) => route === een))).toEqual([]);
  });

  test('en noemt een regel van de tabel', () => {
    expect(routes().filter(({ recht }) => !(recht in rechten))).toEqual([]);
  });

  @Controller('vergeten')
  class Vergeten {
    @Get()
    lees(): string {
      return 'geheim';
    }

    @Post()
    schrijf(): string {
      return 'geheim';
    }
  }

  test('en een die het vergat is dicht voor iedereen', async () => {
    const met: DynamicModule = {
      module: class Proef {},
      imports: [AppModule.with(huis.settings, huis.databaseUrl, huis.clock)],
      controllers: [Vergeten],
    };
    const app: NestFastifyApplication = await createServer(met, huis.settings, false);
    try {
      await app.listen(0, '127.0.0.1');
      const url = await app.getUrl();
      for (const [wie, headers] of bezoekers)
        for (const route of ['GET /vergeten', 'POST /vergeten']) {
          const { status, tekst } = await klop(route, headers, { url });
          expect([wie, route, status, tekst.includes('geheim')]).toEqual([wie, route, 403, false]);
        }
    } finally {
      await app.close();
    }
  });
});

describe('elke deur', () => {
  test.each(deuren)('%s', async (route, wieMogen) => {
    const gezien: Partial<Record<Bezoeker, string>> = {};
    const verwacht: Partial<Record<Bezoeker, string>> = {};
    for (const wie of allen) {
      gezien[wie] = uitkomst(await klop(route, bezoekers.get(wie)!));
      verwacht[wie] = wieMogen.includes(wie) ? 'open' : wie === 'anoniem' ? 'log in' : 'verboden';
    }
    expect(gezien).toEqual(verwacht);
  });
});

describe('een sleutel', () => {
  const van: [Bevoegdheid, string][] = [
    ['aanmelden', `POST /api/v1/cohorten/${ID}/aanmeldingen`],
    ['aanmeldingen', `GET /api/v1/aanmeldingen/${ID}`],
    ['aanmeldingen', `POST /api/v1/aanmeldingen/${ID}/annulering`],
    ['aanmeldingen', `POST /api/v1/aanmeldingen/${ID}/akkoord`],
    ['aanmeldingen', `GET /api/v1/cohorten/${ID}/aanmeldingen`],
    ['deelnemerslijst', 'GET /api/v1/deelnemerslijst'],
    ['beheer', 'POST /api/v1/cohorten'],
    ['beheer', 'POST /api/v1/opleidingen'],
    ['beheer', `POST /api/v1/aanmeldingen/${ID}/overzetting`],
    ['beheer', 'GET /api/v1/berichten'],
    ['beheer', `PUT /api/v1/bijeenkomsten/${ID}/aanwezigheid`],
  ];

  test.each(van)('heeft %s nodig voor %s, en niets anders volstaat', async (nodig, route) => {
    const met = systeemMet(await sleutels.academie([nodig]));
    const zonder = systeemMet(await sleutels.academie(bevoegdheden.filter((naam) => naam !== nodig)));
    expect(uitkomst(await klop(route, met))).toBe('open');
    expect(uitkomst(await klop(route, zonder))).toBe('verboden');
  });

  test('zonder enige bevoegdheid ziet wat iedereen ziet', async () => {
    const niets = systeemMet(await sleutels.bestuur([]));
    expect(uitkomst(await klop('GET /api/v1/cohorten', niets))).toBe('open');
    for (const [, route] of van) expect(uitkomst(await klop(route, niets))).toBe('verboden');
  });

  test('opent nooit wat de tabel haar niet geeft', () => {
    const van = (bestuurId: string | null): Wie => ({
      soort: 'sleutel',
      id: ID,
      naam: 'x',
      bestuurId,
      bevoegdheden: [...bevoegdheden],
    });
    const nooit: Recht[] = ['sleutels.beheren', 'planner.draaien', 'bestuur.bekijken', 'mijn.bekijken'];
    for (const recht of nooit)
      for (const bestuurId of [null, ID]) expect(mag(van(bestuurId), recht)).toBe(false);
    for (const recht of ['cohorten.beheren', 'opleidingen.beheren', 'aanmeldingen.beheren'] as Recht[])
      expect(mag(van(ID), recht)).toBe(false);
  });

  test('die onbekend is komt nergens, ook niet waar iedereen mag', async () => {
    expect((await klop('GET /api/v1/cohorten', systeemMet('ula_geraden'))).status).toBe(401);
  });
});
