import type { NieuwBericht } from '../berichten/berichten.service.js';
import type { Persoon } from '../toegang/persoon.entity.js';

interface AdresBevestigenGegevens {
  voornaam: string;
  email: string;
  link: string;
  geldigTot: Date;
}

/** To the new address. @param kenmerk tells one request from the next. */
export const adresBevestigen = (
  persoon: Persoon,
  kenmerk: string,
  gegevens: Omit<AdresBevestigenGegevens, 'voornaam'>,
): NieuwBericht<AdresBevestigenGegevens> => ({
  sleutel: `adres-bevestigen:${kenmerk}`,
  sjabloon: 'inzage/adres-bevestigen',
  aan: gegevens.email,
  gegevens: { voornaam: persoon.voornaam, ...gegevens },
  persoonId: persoon.id,
  vervaltOp: gegevens.geldigTot,
});

interface AdresGewijzigdGegevens {
  voornaam: string;
  nieuw: string;
  op: Date;
}

/** To the old address, whose owner may not be the one who did it. @param oud as it was before. */
export const adresGewijzigd = (
  { id, voornaam }: Pick<Persoon, 'id' | 'voornaam'>,
  oud: string,
  gegevens: Omit<AdresGewijzigdGegevens, 'voornaam'>,
): NieuwBericht<AdresGewijzigdGegevens> => ({
  sleutel: `adres-gewijzigd:${id}:${gegevens.op.toISOString()}`,
  sjabloon: 'inzage/adres-gewijzigd',
  aan: oud,
  gegevens: { voornaam, ...gegevens },
  persoonId: id,
});
