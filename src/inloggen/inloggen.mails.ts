import type { NieuwBericht } from '../berichten/berichten.service.js';
import type { Gebruiker } from '../toegang/gebruiker.entity.js';
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

/** What changed in how somebody logs in. */
export type Beveiligingsnieuws =
  | 'wachtwoord'
  | 'app-ingesteld'
  | 'app-verwijderd'
  | 'passkey-ingesteld'
  | 'passkey-verwijderd'
  | 'herstelcodes'
  | 'herstelcode-gebruikt';

interface BeveiligingGegevens {
  naam: string;
  wat: Beveiligingsnieuws;
  op: Date;
  apparaat: string;
  accountLink: string;
}

/** To the owner, who may not be the one who did it. @param apparaat in words */
export const beveiligingGewijzigd = (
  { id, naam, email }: Pick<Gebruiker, 'id' | 'naam' | 'email'>,
  gegevens: Omit<BeveiligingGegevens, 'naam'>,
): NieuwBericht<BeveiligingGegevens> => ({
  sleutel: `beveiliging:${id}:${gegevens.wat}:${gegevens.op.toISOString()}`,
  sjabloon: 'inloggen/beveiliging-gewijzigd',
  aan: email,
  gegevens: { naam, ...gegevens },
});

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
