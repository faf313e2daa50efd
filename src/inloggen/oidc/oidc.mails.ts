import type { NieuwBericht } from '../../berichten/berichten.service.js';
import type { Persoon } from '../../toegang/persoon.entity.js';

interface KoppelenGegevens {
  voornaam: string | null;
  /** The provider, as its button says it. */
  aanbieder: string;
  link: string;
  geldigTot: Date;
}

/** @param kenmerk tells one link from the next. @param persoon null when it is of a gebruiker. */
export const koppelen = (
  aan: string,
  persoon: Persoon | null,
  kenmerk: string,
  gegevens: Omit<KoppelenGegevens, 'voornaam'>,
): NieuwBericht<KoppelenGegevens> => ({
  sleutel: `koppelen:${kenmerk}`,
  sjabloon: 'inloggen/koppelen',
  aan,
  gegevens: { voornaam: persoon?.voornaam ?? null, ...gegevens },
  ...(persoon ? { persoonId: persoon.id } : {}),
  vervaltOp: gegevens.geldigTot,
});
