import { DomainError, InputError } from '../platform/errors/domain-error.js';
import { formatDateTime } from '../platform/clock/dates.js';
import { statusInWoorden } from '../cohorten/cohort.scherm.js';
import type { Cohortstatus } from '../cohorten/standen.js';

export const nogNietVoorbij = (laatste: Date) =>
  new DomainError(
    'conflict',
    'nog-niet-voorbij',
    `De laatste bijeenkomst eindigt pas ${formatDateTime(laatste)}. Daarna kun je dit cohort afronden.`,
  );

export const geenBijeenkomsten = () =>
  new DomainError(
    'conflict',
    'geen-bijeenkomsten',
    'Dit cohort heeft geen bijeenkomsten. Vul eerst in wanneer die waren.',
  );

export const geenBesluitMogelijk = (status: Cohortstatus) =>
  new DomainError(
    'conflict',
    'geen-besluit-mogelijk',
    `Over dit cohort valt nu niets te beslissen: de status is ${statusInWoorden(status).toLowerCase()}. Dat kan alleen als het open is.`,
  );

export const nieuweDatumKanNiet = (melding: string) => new InputError([{ veld: 'nieuweDatum', melding }]);

export const vensterVoorbij = () =>
  new DomainError(
    'conflict',
    'venster-voorbij',
    'De laatste dag om je aan te melden is al voorbij. Verander die eerst bij Plan. Daarna kan het cohort open.',
  );

export const plaatsenOnbekend = () =>
  new DomainError(
    'conflict',
    'plaatsen-onbekend',
    'Vul eerst in hoeveel plaatsen er zijn. Daarna kan het cohort open.',
  );

const bij = (veld: string, code: string, melding: string) =>
  new DomainError('ongeldig', code, melding, [{ veld, melding }]);

export const samenvoegenMetZichzelf = () =>
  bij('met', 'samenvoegen-met-zichzelf', 'Kies een ander cohort dan dit.');

export const samenvoegenAndereOpleiding = () =>
  bij(
    'met',
    'andere-opleiding',
    'Dit cohort hoort bij een andere opleiding. Samenvoegen kan alleen binnen één opleiding.',
  );

export const samenvoegenKanNiet = (naam: string) =>
  new DomainError(
    'conflict',
    'samenvoegen-kan-niet',
    `${naam} kan niet worden samengevoegd: dat kan alleen met cohorten die open, bevestigd of gestart zijn.`,
  );

/** @param nodig places held together. */
export const samenvoegenTeVol = (nodig: number, capaciteit: number) => {
  const melding = `Samen hebben ${nodig} mensen een plaats en het andere cohort heeft er ${capaciteit}. Maak het aantal plaatsen ${nodig} of hoger.`;
  return new DomainError('conflict', 'capaciteit-te-laag', melding, [{ veld: 'capaciteit', melding }]);
};

export const samenvoegenNietLager = (capaciteit: number) =>
  bij(
    'capaciteit',
    'capaciteit-niet-lager',
    `Het andere cohort heeft nu ${capaciteit} plaatsen. Minder kan hier niet.`,
  );
