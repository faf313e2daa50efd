import type { NieuwBericht } from '../berichten/berichten.service.js';
import type { Persoon } from '../toegang/persoon.entity.js';

interface InloglinkGegevens {
  voornaam: string;
  link: string;
  geldigTot: Date;
}

/** @param kenmerk tells one link from the next. */
export const inloglink = (
  persoon: Persoon,
  kenmerk: string,
  link: string,
  geldigTot: Date,
): NieuwBericht<InloglinkGegevens> => ({
  sleutel: `inloglink:${kenmerk}`,
  sjabloon: 'inloggen/inloglink',
  aan: persoon.email,
  gegevens: { voornaam: persoon.voornaam, link, geldigTot },
  persoonId: persoon.id,
  vervaltOp: geldigTot,
});
