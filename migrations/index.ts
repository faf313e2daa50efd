import { Besturen1763800000000 } from './1763800000000-besturen.js';
import { Opleidingen1763800001000 } from './1763800001000-opleidingen.js';
import { Toegang1763800002000 } from './1763800002000-toegang.js';
import { Cohorten1763800003000 } from './1763800003000-cohorten.js';
import { Aanmeldingen1763800004000 } from './1763800004000-aanmeldingen.js';
import { Berichten1763800005000 } from './1763800005000-berichten.js';
import { Audit1763800006000 } from './1763800006000-audit.js';
import { Planner1763800007000 } from './1763800007000-planner.js';
import { ScholenUitDuo1763800008000 } from './1763800008000-scholen-uit-duo.js';
import { TaakRunDoor1763800009000 } from './1763800009000-taak-run-door.js';
import { VoortgezetOnderwijsUitDuo1763800009001 } from './1763800009001-voortgezet-onderwijs-uit-duo.js';
import { OpleidingVersies1763900000000 } from './1763900000000-opleiding-versies.js';
import { VervallenBijeenkomsten1763900001000 } from './1763900001000-vervallen-bijeenkomsten.js';
import { Belangstelling1763900002000 } from './1763900002000-belangstelling.js';
import { Overzetvoorstellen1763900003000 } from './1763900003000-overzetvoorstellen.js';
import { Aanwezigheid1763900004000 } from './1763900004000-aanwezigheid.js';
import { BijlagenEnMomenten1763900005000 } from './1763900005000-bijlagen-en-momenten.js';
import { Personen1763900006000 } from './1763900006000-personen.js';
import { BelangstellingPerOpleiding1763901000000 } from './1763901000000-belangstelling-per-opleiding.js';
import { BijeenkomstenOpTijd1763902000000 } from './1763902000000-bijeenkomsten-op-tijd.js';
import { PersonenZoeken1763905000000 } from './1763905000000-personen-zoeken.js';
import { ImportKolommen1763905001000 } from './1763905001000-import-kolommen.js';
import { Werklijst1763907000000 } from './1763907000000-werklijst.js';
import { SnelleLijsten1763908000000 } from './1763908000000-snelle-lijsten.js';
import { PlannerEnPost1764000000000 } from './1764000000000-planner-en-post.js';
import { Evaluaties1764000001000 } from './1764000001000-evaluaties.js';
import { Certificaten1764000002000 } from './1764000002000-certificaten.js';
import { TaakRunNu1764100000000 } from './1764100000000-taak-run-nu.js';
import { Verzenden1764200000000 } from './1764200000000-verzenden.js';
import { TaakRunHulp1764201000000 } from './1764201000000-taak-run-hulp.js';
import { EigenWoorden1764300000000 } from './1764300000000-eigen-woorden.js';
import { EvaluatieTellingen1764500000000 } from './1764500000000-evaluatie-tellingen.js';
import { EvaluatieBeelden1764500001000 } from './1764500001000-evaluatie-beelden.js';
import { Certificeringsvoorwaarden1764600000000 } from './1764600000000-certificeringsvoorwaarden.js';
import { Badges1764700000000 } from './1764700000000-badges.js';
import { PeEnVervolg1764800000000 } from './1764800000000-pe-en-vervolg.js';
import { RegisternummerZoeken1764800001000 } from './1764800001000-registernummer-zoeken.js';
import { Bewaartermijnen1764900000000 } from './1764900000000-bewaartermijnen.js';
import { AlleenAangekondigd1765100000000 } from './1765100000000-alleen-aangekondigd.js';
import { BuitenProductieGemaakt1765150000000 } from './1765150000000-buiten-productie-gemaakt.js';
import { HerkomstVanVasthouding1765150001000 } from './1765150001000-herkomst-van-vasthouding.js';
import { AdresBevestigd1765160000000 } from './1765160000000-adres-bevestigd.js';
import { AuditPerDag1765161000000 } from './1765161000000-audit-per-dag.js';
import { NamenVouwen1765170000000 } from './1765170000000-namen-vouwen.js';
import { PersonenOpNaam1765170001000 } from './1765170001000-personen-op-naam.js';
import { AdressenEender1765170002000 } from './1765170002000-adressen-eender.js';
import { BerichtenVouwen1765170003000 } from './1765170003000-berichten-vouwen.js';
import { ReferentiePerEigenaar1765180000000 } from './1765180000000-referentie-per-eigenaar.js';
import { Rollen1765200000000 } from './1765200000000-rollen.js';
import { Oidc1765201000000 } from './1765201000000-oidc.js';
import { AdressenMetHttps1765300000000 } from './1765300000000-adressen-met-https.js';
import { OpenbaarGewijzigd1765400000000 } from './1765400000000-openbaar-gewijzigd.js';
import { AuditVast1765500000000 } from './1765500000000-audit-vast.js';
import { Privacyverzoeken1765600000000 } from './1765600000000-privacyverzoeken.js';
import { Opruimverslagen1765700000000 } from './1765700000000-opruimverslagen.js';
import { OngebruikteAccounts1765700000010 } from './1765700000010-ongebruikte-accounts.js';
import { Toestemmingen1765710000000 } from './1765710000000-toestemmingen.js';
import { AgendaAdres1765800000000 } from './1765800000000-agenda-adres.js';
import { Rijen1765900000000 } from './1765900000000-rijen.js';
import { Organisaties1766000000000 } from './1766000000000-organisaties.js';
import { Duolezing1766000001000 } from './1766000001000-duolezing.js';
import { Cataloguslezing1766200000000 } from './1766200000000-cataloguslezing.js';
import { Werkplekken1766100000000 } from './1766100000000-werkplekken.js';
import { Contactpersonen1766300000000 } from './1766300000000-contactpersonen.js';
import { OpleidingSectoren1766300001000 } from './1766300001000-opleiding-sectoren.js';
import { Academie1766400000000 } from './1766400000000-academie.js';

/** Every migration, oldest first. A new one is added at the end. */
export const alleMigraties = [
  Besturen1763800000000,
  Opleidingen1763800001000,
  Toegang1763800002000,
  Cohorten1763800003000,
  Aanmeldingen1763800004000,
  Berichten1763800005000,
  Audit1763800006000,
  Planner1763800007000,
  ScholenUitDuo1763800008000,
  TaakRunDoor1763800009000,
  VoortgezetOnderwijsUitDuo1763800009001,
  OpleidingVersies1763900000000,
  VervallenBijeenkomsten1763900001000,
  Belangstelling1763900002000,
  Overzetvoorstellen1763900003000,
  Aanwezigheid1763900004000,
  BijlagenEnMomenten1763900005000,
  Personen1763900006000,
  BelangstellingPerOpleiding1763901000000,
  BijeenkomstenOpTijd1763902000000,
  PersonenZoeken1763905000000,
  ImportKolommen1763905001000,
  Werklijst1763907000000,
  SnelleLijsten1763908000000,
  PlannerEnPost1764000000000,
  Evaluaties1764000001000,
  Certificaten1764000002000,
  TaakRunNu1764100000000,
  Verzenden1764200000000,
  TaakRunHulp1764201000000,
  EigenWoorden1764300000000,
  EvaluatieTellingen1764500000000,
  EvaluatieBeelden1764500001000,
  Certificeringsvoorwaarden1764600000000,
  Badges1764700000000,
  PeEnVervolg1764800000000,
  RegisternummerZoeken1764800001000,
  Bewaartermijnen1764900000000,
  AlleenAangekondigd1765100000000,
  BuitenProductieGemaakt1765150000000,
  HerkomstVanVasthouding1765150001000,
  AdresBevestigd1765160000000,
  AuditPerDag1765161000000,
  NamenVouwen1765170000000,
  PersonenOpNaam1765170001000,
  AdressenEender1765170002000,
  BerichtenVouwen1765170003000,
  ReferentiePerEigenaar1765180000000,
  Rollen1765200000000,
  Oidc1765201000000,
  AdressenMetHttps1765300000000,
  OpenbaarGewijzigd1765400000000,
  AuditVast1765500000000,
  Privacyverzoeken1765600000000,
  Opruimverslagen1765700000000,
  OngebruikteAccounts1765700000010,
  Toestemmingen1765710000000,
  AgendaAdres1765800000000,
  Rijen1765900000000,
  Organisaties1766000000000,
  Duolezing1766000001000,
  Werkplekken1766100000000,
  Cataloguslezing1766200000000,
  Contactpersonen1766300000000,
  OpleidingSectoren1766300001000,
  Academie1766400000000,
];
