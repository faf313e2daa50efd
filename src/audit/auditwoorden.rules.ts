import { doelnamen, type Toestemmingsdoel } from '../toestemmingen/standen.js';
import { formatDate, formatDateTime } from '../platform/clock/dates.js';
import { ofAnders, rolnaam, rolVoluit, planwijziging, veldnaam, wijzigingen } from './wijzigingen.rules.js';
import { INZAGE, type Auditcodes } from './auditcodes.rules.js';

/** What happened, in words for staff. A code without words does not compile. */
type Woorden = { [C in keyof Auditcodes]: (gegevens: Auditcodes[C]) => string };

/** ", 12 keer", for what happened more often on that day. */
const keren = (keer = 1): string => (keer > 1 ? `, ${keer} keer` : '');
const redenBij = (reden: string | null | undefined): string => (reden ? `. Reden: ${reden}` : '');
/** A reason from a fixed list. */
const gekozen = (code: string | undefined): string =>
  code && code !== 'anders' ? ` (${code.replaceAll('-', ' ')})` : '';
const doorWie: Record<string, string> = {
  systeem: 'vanzelf',
  academie: 'door de academie',
  bestuur: 'door het bestuur',
  deelnemer: 'door de deelnemer',
};

/** `alle`, or the soort of a mail. */
const mailnaam = (soort: string): string =>
  soort === 'alle' ? 'alle mails' : `de mail "${soort.replace(/^.*\//, '').replaceAll('-', ' ')}"`;

const tweestapsoorten = { app: 'app met codes', passkey: 'passkey' };

const wachtredenen: Record<string, string> = {
  emailbevestiging: 'bevestiging van het e-mailadres',
  akkoord: 'akkoord van het bestuur',
  aanbod: 'een antwoord op het aanbod',
};

const verzoeken: Record<string, string> = { wissing: 'wissen', beperking: 'beperken' };

const soorten: Record<string, string> = { evaluatie: 'Evaluatie', nameting: 'Nameting' };

/** What happened, by its code; see `gebeurtenis`. */
export const woorden: Woorden = {
  'aanmelding.aangemeld': ({ status }) => `Aangemeld: ${status}`,
  'aanmelding.email-bevestigd': () => 'E-mailadres bevestigd',
  'aanmelding.akkoord': () => 'Akkoord van het bestuur',
  'aanmelding.aanbod': ({ nummer, vervaltOp }) =>
    `Plaats aangeboden (aanbod ${nummer}), te kiezen tot ${formatDateTime(vervaltOp)}`,
  'aanmelding.aanbod-geaccepteerd': () => 'Aanbod aangenomen',
  'aanmelding.verlopen': ({ wachtteOp }) =>
    `Verlopen, wachtte op ${wachtteOp.map((reden) => wachtredenen[reden] ?? reden).join(' en ')}`,
  'aanmelding.herleefd': ({ status }) => `Weer aangemeld: ${status}`,
  'aanmelding.geannuleerd': ({ door, reden }) => `Geannuleerd ${doorWie[door] ?? door}${redenBij(reden)}`,
  'aanmelding.afgewezen': ({ door, reden }) => `Afgewezen ${doorWie[door] ?? door}${redenBij(reden)}`,
  'aanmelding.overgezet': ({ naar, toelichting }) =>
    `Overgezet naar ${ofAnders(naar, 'een ander cohort')}${toelichting ? `. Akkoord: ${toelichting}` : ''}`,
  'aanmelding.overzetting-voorgesteld': ({ naar }) =>
    `Voorgesteld: ${naar.map((id) => ofAnders(id, 'een ander cohort')).join('; ')}`,
  'aanmelding.overzetting-afgewezen': ({ naar }) =>
    `Wil niet naar ${ofAnders(naar, 'het voorgestelde cohort')}`,
  'aanmelding.verplaatst-in-rij': ({ van, naar, redencode, reden }) =>
    `Op de wachtlijst van plaats ${van} naar ${naar}${gekozen(redencode)}${redenBij(reden)}`,
  'aanmelding.ingehaald-in-rij': ({ van, naar, redencode }) =>
    `Op de wachtlijst van plaats ${van} naar ${naar}: iemand anders kwam ervoor${gekozen(redencode)}`,
  'aanmelding.gewijzigd': ({ velden }) => `Gewijzigd: ${wijzigingen(velden)}`,
  'aanmelding.aanwezigheid': ({ bijeenkomst, van, naar, inhalen }) =>
    `Aanwezigheid ${ofAnders(bijeenkomst, 'bij een bijeenkomst')}: ${van ?? 'nog niet ingevuld'} → ${naar ?? 'leeg'}${inhalen ? `, haalt ${ofAnders(inhalen, 'een andere bijeenkomst')} in` : ''}`,
  'aanmelding.ingelopen': ({ status }) => `Kwam naar een bijeenkomst: ${status}`,
  'aanmelding.afgerond': ({ status, reden }) => `Afgerond: ${status}${redenBij(reden)}`,
  'belangstelling.gegeven': () => 'Belangstelling gemeld',
  'belangstelling.bevestigd': () => 'E-mailadres bevestigd',
  'belangstelling.ingetrokken': () => 'Belangstelling ingetrokken',
  'belangstelling.gemeld': () => 'Bericht gekregen dat aanmelden kan',
  'belangstelling.gewijzigd': ({ velden }) => `Gewijzigd: ${wijzigingen(velden)}`,
  'cohort.gemaakt': ({ kopieVan }) =>
    kopieVan ? `Gemaakt als kopie van ${ofAnders(kopieVan, 'een eerder cohort')}` : 'Gemaakt',
  'cohort.gewijzigd': ({ velden, bijeenkomsten, reden }) =>
    [wijzigingen(velden), bijeenkomsten && planwijziging(bijeenkomsten)].filter(Boolean).join('; ') +
      redenBij(reden) || 'Opgeslagen zonder wijziging',
  'cohort.peiling': () => 'Peiling begonnen',
  'cohort.gepubliceerd': () => 'Opengesteld',
  'cohort.besluit': ({ besluit, bezet, minimum, toelichting, nieuweDatum }) =>
    `Besluit: ${besluiten[besluit]}${nieuweDatum ? ` op ${formatDate(nieuweDatum)}` : ''}, bij ${bezet} van minimaal ${minimum ?? 0}${redenBij(toelichting)}`,
  'cohort.gestart': () => 'Gestart',
  'cohort.samengevoegd': ({ met, richting, aantal }) =>
    richting === 'hierheen'
      ? `${aantal} mensen hierheen gehaald uit ${ofAnders(met, 'een ander cohort')}`
      : `Samengevoegd met ${ofAnders(met, 'een ander cohort')}: ${aantal} mensen gingen mee`,
  'cohort.geannuleerd': ({ reden, aantal }) =>
    `Geannuleerd, ${aantal} mensen kregen bericht${redenBij(reden)}`,
  'cohort.afgerond': ({ voltooid, nietVoltooid }) =>
    `Afgerond: ${voltooid} voltooid, ${nietVoltooid} niet voltooid`,
  'opleiding.gemaakt': () => 'Gemaakt',
  'opleiding.gewijzigd': ({ velden, reden }) => `Gewijzigd: ${wijzigingen(velden)}${redenBij(reden)}`,
  'bestuur.gemaakt': () => 'Toegevoegd',
  'bestuur.gewijzigd': ({ velden }) => `Gewijzigd: ${wijzigingen(velden)}`,
  'bestuur.gesloten': () => 'Gesloten',
  'bestuur.heropend': () => 'Heropend',
  'bestuur.contact-toegevoegd': () => 'Contactpersoon erbij',
  'bestuur.contact-gewijzigd': ({ wat }) => `Contactpersoon gewijzigd: ${wat.map(veldnaam).join(', ')}`,
  'bestuur.contact-gesproken': () => 'Contact gehad met een contactpersoon',
  'bestuur.contact-verwijderd': () => 'Contactpersoon verwijderd',
  'school.gemaakt': () => 'Toegevoegd',
  'school.gewijzigd': ({ velden }) => `Gewijzigd: ${wijzigingen(velden)}`,
  'school.verhuisd': ({ van, naar, vanaf }) =>
    `Ging met ingang van ${formatDate(vanaf)} van ${van === null ? 'geen bestuur' : ofAnders(van, 'een ander bestuur')} naar ${ofAnders(naar, 'een ander bestuur')}`,
  'school.verhuizing-gepland': ({ naar, vanaf }) =>
    `Gaat op ${formatDate(vanaf)} naar ${ofAnders(naar, 'een ander bestuur')}`,
  'school.verhuizing-ingetrokken': ({ naar, vanaf }) =>
    `Gaat niet meer op ${formatDate(vanaf)} naar ${ofAnders(naar, 'een ander bestuur')}`,
  'school.gesloten': ({ vanaf }) => `Gesloten met ingang van ${formatDate(vanaf)}`,
  'school.heropend': () => 'Heropend',
  'werkplek.geen-school': () => 'Beoordeeld: geen school uit de lijst',
  'werkplek.weer-gevraagd': () => 'Staat weer op de werklijst',
  'persoon.gewijzigd': ({ velden, reden }) =>
    `Gewijzigd: ${velden.map(veldnaam).join(', ')}${redenBij(reden)}`,
  'persoon.verzoek-gedaan': ({ soort }) => `Vroeg om ${verzoeken[soort] ?? soort}`,
  'persoon.verzoek-ingetrokken': ({ soort }) => `Verzoek om ${verzoeken[soort] ?? soort} ingetrokken`,
  'persoon.verzoek-afgewezen': ({ soort, reden }) =>
    `Verzoek om ${verzoeken[soort] ?? soort} afgewezen${redenBij(reden)}`,
  'persoon.gewist': ({ aanmeldingen, certificaten }) =>
    `Gewist: ${aanmeldingen} aanmeldingen los van de persoon${certificaten > 0 ? `, ${certificaten} certificaten blijven in het register` : ''}`,
  'persoon.wissing-tegengehouden': ({ waarom }) => `Wissen ging niet door: ${waarom.replaceAll('-', ' ')}`,
  'persoon.beperkt': () => 'Gegevens worden bewaard en niet meer gebruikt',
  'persoon.beperking-opgeheven': () => 'Gegevens worden weer gebruikt',
  'persoon.samengevoegd': ({ met, richting, aanmeldingen }) =>
    richting === 'hierheen'
      ? `Samengevoegd: ${aanmeldingen} aanmeldingen kwamen erbij`
      : `Samengevoegd met ${ofAnders(met, 'een andere persoon')}`,
  'academie.gewijzigd': ({ velden }) => `De academie gewijzigd: ${wijzigingen(velden)}`,
  'import.duo': ({ nieuw, gewijzigd, gesloten }) =>
    `Scholen van DUO ingelezen: ${nieuw} nieuw, ${gewijzigd} gewijzigd, ${gesloten} gesloten`,
  'import.catalogus': ({ opleidingen, cohorten }) =>
    `Catalogus ingelezen: ${opleidingen} opleidingen, ${cohorten} cohorten`,
  'import.catalogus-gedownload': ({ opleidingen, cohorten }) =>
    `Catalogus als bestand opgehaald: ${opleidingen} opleidingen, ${cohorten} cohorten`,
  'import.deelnemers': ({ nieuw, overgeslagen }) =>
    `Bestand met deelnemers ingelezen: ${nieuw} nieuw, ${overgeslagen} overgeslagen`,
  'deelnemerslijst.gedownload': ({ formaat, aantal, keer }) =>
    `Deelnemerslijst gedownload (${formaat}, ${aantal} regels${keren(keer)})`,
  'bestuurslijst.gedownload': ({ lijst, formaat, aantal, keer }) =>
    `In een lijst van de academie: ${lijst.replaceAll('-', ' ')} (${formaat}, ${aantal} regels van dit bestuur${keren(keer)})`,
  'deelnemerslijst.bekeken': ({ aantal, keer }) =>
    `Deelnemerslijst op het scherm bekeken (${aantal} regels${keren(keer)})`,
  'inlopers.gezocht': ({ bijeenkomst, gevonden }) =>
    `Gezocht wie er zonder aanmelding kwam, ${ofAnders(bijeenkomst, 'bij een bijeenkomst')}: ${gevonden} gevonden`,
  'persoon.gevonden': ({ bijeenkomst }) =>
    `Gevonden bij zoeken op naam, ${ofAnders(bijeenkomst, 'bij een bijeenkomst')}`,
  'presentielijst.bekeken': ({ bijeenkomst, keer }) =>
    `Presentielijst ${ofAnders(bijeenkomst, 'van een bijeenkomst')} bekeken${keren(keer)}`,
  'audit.bekeken': ({ keer }) => `Logboek bekeken${keren(keer)}`,
  'toestemming.gewijzigd': ({ doel, aan }) =>
    `${aan ? 'Vindt goed' : 'Vindt niet meer goed'}: ${doelnamen[doel as Toestemmingsdoel] ?? doel}`,
  'nieuwsbrief.gedownload': ({ aantal }) => `Adressen voor nieuws gedownload (${aantal})`,
  'audit.gedownload': ({ aantal }) => `Logboek gedownload (${aantal} regels)`,
  'persoon.bekeken': ({ keer }) => `Gegevens bekeken${keren(keer)}`,
  'persoon.gegevens-bekeken': ({ keer }) => `Alles bekeken wat we van deze persoon hebben${keren(keer)}`,
  'persoon.gegevens-gedownload': ({ keer }) => `Alles opgehaald wat we van deze persoon hebben${keren(keer)}`,
  'bericht.bekeken': ({ keer }) => `Bericht bekeken${keren(keer)}`,
  'bericht.herverzonden': () => 'Bericht opnieuw verstuurd',
  'bericht.losgelaten': () => 'Mislukt bericht losgelaten: het hoeft niet meer verstuurd',
  'bericht.adres-onbestelbaar': ({ reden }) => `Mail komt niet aan: ${reden}`,
  'berichten.gestopt': ({ reden }) => `Alle mail stilgezet${redenBij(reden)}`,
  'berichten.hervat': () => 'Mail gaat weer uit',
  'cohort.alinea': ({ soort, weg }) =>
    weg ? `Eigen alinea weggehaald uit ${mailnaam(soort)}` : `Eigen alinea in ${mailnaam(soort)}`,
  'cohort.mededeling': ({ onderwerp, aantal }) => `Mededeling aan ${aantal} mensen: ${onderwerp}`,
  'evaluatie.geopend': ({ soort, uitgenodigd }) =>
    `${soorten[soort] ?? soort} gevraagd aan ${uitgenodigd} mensen`,
  'evaluatie.gesloten': ({ soort, antwoorden, reden }) =>
    `${soorten[soort] ?? soort} gesloten met ${antwoorden} antwoorden${redenBij(reden)}`,
  'evaluatie.vragen-gewijzigd': ({ toegevoegd, vervallen }) =>
    toegevoegd + vervallen === 0
      ? 'Eigen vragen in een andere volgorde'
      : `Eigen vragen: ${toegevoegd} erbij, ${vervallen} weg`,
  'evaluatie.gedownload': () => 'Uitkomsten gedownload',
  'persoon.geen-uitnodigingen': ({ aan }) =>
    aan ? 'Wil geen uitnodigingen meer' : 'Wil weer uitnodigingen krijgen',
  'aanmelding.onderdeel': ({ onderdeel, voltooid }) =>
    voltooid ? `${onderdeel} voltooid` : `${onderdeel} toch niet voltooid`,
  'certificaat.oordeel': ({ leerjaar, besluit, reden }) =>
    besluit === null
      ? `Oordeel over leerjaar ${leerjaar} ingetrokken`
      : `Oordeel over leerjaar ${leerjaar}: ${besluit} een certificaat${redenBij(reden)}`,
  'certificaat.uitgereikt': ({ nummer }) => `Certificaat ${nummer} uitgereikt`,
  'certificaat.ingetrokken': ({ nummer, reden }) => `Certificaat ${nummer} ingetrokken${redenBij(reden)}`,
  'certificaat.vervangen': ({ nummer, door, reden }) =>
    `Certificaat ${nummer} vervangen door ${door}${redenBij(reden)}`,
  'certificaat.gedownload': ({ nummer, vorm }) => `Certificaat ${nummer} gedownload (${vorm})`,
  'certificaten.gedownload': ({ leerjaar, vorm, aantal }) =>
    `${aantal} certificaten van leerjaar ${leerjaar} gedownload (${vorm})`,
  'certificaat.naam-openbaar': ({ nummer, aan }) =>
    aan ? `Naam zichtbaar bij certificaat ${nummer}` : `Naam niet meer zichtbaar bij certificaat ${nummer}`,
  'cohort.certificering-gewijzigd': ({ leerjaar, velden }) =>
    `Uitreiking leerjaar ${leerjaar}: ${wijzigingen(velden)}`,
  'cohort.gecertificeerd': ({ leerjaar, aantal }) =>
    `${aantal} certificaten uitgereikt, leerjaar ${leerjaar}`,
  'cohort.pe-gedownload': ({ aantal }) => `Bestand voor PE-online opgehaald: ${aantal} mensen`,
  'certificatenlijst.gedownload': ({ formaat, aantal, keer }) =>
    `Lijst van certificaten gedownload (${formaat}, ${aantal} regels${keren(keer)})`,
  'cohort.pe-overgedragen': ({ aantal, zonderNummer }) =>
    `Doorgegeven aan PE-online: ${aantal} mensen${zonderNummer > 0 ? `, ${zonderNummer} nog zonder nummer` : ''}`,
  'gebruiker.uitgenodigd': (gegevens) => `Uitgenodigd als ${rolVoluit(gegevens)}`,
  'gebruiker.rol-gegeven': (gegevens) => `Rol erbij: ${rolVoluit(gegevens)}`,
  'gebruiker.opnieuw-uitgenodigd': () => 'Uitnodiging opnieuw verstuurd',
  'gebruiker.rol-beeindigd': (gegevens) => `Rol beëindigd: ${rolVoluit(gegevens)}`,
  'gebruiker.rol-gewisseld': ({ rol }) => `Ging verder als ${rolnaam(rol)}`,
  'gebruiker.overgedragen': ({ aan, aantal }) =>
    `Werk overgedragen aan ${ofAnders(aan, 'iemand anders')} (${aantal})`,
  'gebruiker.geweigerd': ({ waarom, keer }) => `Geweigerd: ${waarom.replaceAll('-', ' ')}${keren(keer)}`,
  'gebruiker.hersteld': () => 'Nieuw wachtwoord en nieuwe tweede stap gevraagd',
  'gebruiker.uitgeschakeld': () => 'Uitgeschakeld',
  'gebruiker.uit-ongebruikt': () => 'Uitgeschakeld: een jaar niet gebruikt',
  'gebruiker.gewaarschuwd': () => 'Gewaarschuwd: het account gaat uit als het niet wordt gebruikt',
  'gebruiker.ingeschakeld': () => 'Weer aangezet',
  'gebruiker.wachtwoord-gekozen': ({ met }) =>
    met === 'uitnodiging' ? 'Uitnodiging aangenomen' : 'Nieuw wachtwoord gekozen',
  'gebruiker.ingelogd': () => 'Ingelogd',
  'gebruiker.gekoppeld': ({ uitgever }) => `Account gekoppeld van ${uitgever}`,
  'persoon.gekoppeld': ({ uitgever }) => `Account gekoppeld van ${uitgever}`,
  'persoon.ingelogd': () => 'Ingelogd met een gekoppeld account',
  'gebruiker.inloggen-mislukt': ({ keer }) => `Inloggen mislukt${keren(keer)}`,
  'gebruiker.gewijzigd': ({ velden }) => `Gewijzigd: ${velden.map(veldnaam).join(', ')}`,
  'gebruiker.tweede-stap-ingesteld': ({ soort }) => `Tweede stap ingesteld: ${tweestapsoorten[soort]}`,
  'gebruiker.tweede-stap-verwijderd': ({ soort }) => `Tweede stap weggehaald: ${tweestapsoorten[soort]}`,
  'gebruiker.herstelcodes-vernieuwd': () => 'Nieuwe herstelcodes gemaakt',
  'gebruiker.herstelcode-gebruikt': ({ over }) => `Ingelogd met een herstelcode, nog ${over} over`,
  'gebruiker.tweede-stap-mislukt': ({ waarom, keer }) =>
    `Tweede stap mislukt (${waarom.replaceAll('-', ' ')}${keren(keer)})`,
  'account.sessies-beeindigd': ({ aantal }) => `Sessies beëindigd: ${aantal}`,
  'badgesleutel.vervangen': () => 'Nieuwe sleutel voor de badges',
  'sleutel.gemaakt': ({ naam }) => `Sleutel ${naam} gemaakt`,
  'sleutel.ingetrokken': ({ naam }) => `Sleutel ${naam} ingetrokken`,
};

const besluiten = { go: 'gaat door', 'no-go': 'gaat niet door', later: 'later beslissen' };

/** All there are. */
export const auditcodes = Object.keys(woorden) as (keyof Auditcodes)[];
export const inzagecodes = auditcodes.filter((code) => INZAGE.test(code));
