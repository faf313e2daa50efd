import { DomainError } from '../../platform/errors/domain-error.js';

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
