import { Academie } from './academie/academie.entity.js';
import { Aanmelding, Overzetvoorstel } from './aanmeldingen/aanmelding.entity.js';
import { Aanwezigheid } from './aanwezigheid/aanwezigheid.entity.js';
import { Auditregel } from './audit/auditregel.entity.js';
import { Belangstelling } from './belangstelling/belangstelling.entity.js';
import { Bericht, Cohortalinea, Verzendstand } from './berichten/bericht.entity.js';
import { AndereOrganisatie } from './besturen/andere-organisatie.entity.js';
import { Bestuur } from './besturen/bestuur.entity.js';
import { Cataloguslezing } from './cohorten/catalogusbestand/cataloguslezing.entity.js';
import { Contactpersoon } from './besturen/contactpersoon.entity.js';
import { Duolezing } from './besturen/duolezing.entity.js';
import { School } from './besturen/school.entity.js';
import { Badge, Badgesleutel } from './certificering/badge/badge.entity.js';
import { Certificaat, Certificaatteller } from './certificering/certificaat/certificaat.entity.js';
import { PeDoorgave, PeOverdracht } from './certificering/pe/pe-overdracht.entity.js';
import { Uitreiking } from './certificering/uitreiken/uitreiking.entity.js';
import { Vervolguitnodiging } from './certificering/vervolg/vervolguitnodiging.entity.js';
import {
  Certificeringsoordeel,
  Onderdeel,
  OnderdeelVoltooid,
  OpleidingLeerjaar,
} from './certificering/voorwaarden/leerjaar.entity.js';
import { Mededeling } from './cohortbeheer/post/mededeling.entity.js';
import { Bijeenkomst, VervallenBijeenkomst } from './cohorten/bijeenkomst.entity.js';
import { Cohort, CohortTelling } from './cohorten/cohort.entity.js';
import { Moment } from './cohorten/moment.entity.js';
import { Schoolvakantie } from './cohorten/schoolvakantie.entity.js';
import { Deelnemersimport } from './deelnemers/deelnemersimport.entity.js';
import {
  Evaluatie,
  EvaluatieAntwoord,
  EvaluatieUitnodiging,
  Evaluatievraag,
} from './evaluaties/evaluatie.entity.js';
import { EvaluatieBeeld, EvaluatieTelling } from './evaluaties/uitkomst/uitkomst.entity.js';
import { Inloglink } from './inloggen/inloglink.entity.js';
import { Opleiding, OpleidingVersie } from './opleidingen/opleiding.entity.js';
import { OidcKoppeling, OidcVerzoek } from './inloggen/oidc/oidc.entity.js';
import { Opruimverslag } from './bewaartermijnen/opruimverslag.entity.js';
import { TaakRun } from './planner/taak-run.entity.js';
import { Privacyverzoek } from './privacyverzoeken/privacyverzoek.entity.js';
import { ApiSleutel } from './toegang/api-sleutel.entity.js';
import { GebruikerRol } from './toegang/gebruiker-rol.entity.js';
import { Gebruiker, Herstelcode, Passkey, Uitnodiging } from './toegang/gebruiker.entity.js';
import { Persoon } from './toegang/persoon.entity.js';
import { Sessie } from './toegang/sessie.entity.js';
import { Toestemming } from './toestemmingen/toestemming.entity.js';
/** The shared model: every table that the code maps. */
export const alleEntiteiten = [
  Academie,
  Aanmelding,
  Aanwezigheid,
  AndereOrganisatie,
  ApiSleutel,
  Auditregel,
  Badge,
  Badgesleutel,
  Belangstelling,
  Bericht,
  Bestuur,
  Cataloguslezing,
  Contactpersoon,
  Duolezing,
  Bijeenkomst,
  Certificaat,
  Certificaatteller,
  Certificeringsoordeel,
  Cohort,
  Cohortalinea,
  CohortTelling,
  Deelnemersimport,
  Evaluatie,
  EvaluatieAntwoord,
  EvaluatieBeeld,
  EvaluatieTelling,
  EvaluatieUitnodiging,
  Evaluatievraag,
  Gebruiker,
  GebruikerRol,
  Herstelcode,
  Inloglink,
  Mededeling,
  Moment,
  OidcKoppeling,
  OidcVerzoek,
  Onderdeel,
  OnderdeelVoltooid,
  Opleiding,
  OpleidingLeerjaar,
  OpleidingVersie,
  Opruimverslag,
  Overzetvoorstel,
  Passkey,
  PeDoorgave,
  PeOverdracht,
  Persoon,
  Privacyverzoek,
  School,
  Schoolvakantie,
  Sessie,
  TaakRun,
  Toestemming,
  Uitnodiging,
  Uitreiking,
  VervallenBijeenkomst,
  Vervolguitnodiging,
  Verzendstand,
];
