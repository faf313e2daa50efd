import type { NieuwBericht } from '../berichten/berichten.service.js';
import { laatstGebruikt } from './gebruikers.rules.js';
import type { Gebruiker, Uitnodigingsoort } from '../toegang/gebruiker.entity.js';

interface UitnodigingGegevens {
  /** In words: "coördinator", "bestuur SPO Utrecht". */
  rollen: string[];
  link: string;
  geldigTot: Date;
}

const sjablonen = {
  uitnodiging: 'gebruikers/uitnodiging',
  wachtwoord: 'gebruikers/wachtwoord-vergeten',
  herstel: 'gebruikers/herstel',
} as const satisfies Record<Uitnodigingsoort, string>;

/** @param kenmerk tells one link from the next. */
export const uitnodiging = (
  soort: Uitnodigingsoort,
  { email }: Gebruiker,
  kenmerk: string,
  gegevens: UitnodigingGegevens,
): NieuwBericht<UitnodigingGegevens> => ({
  sleutel: `${soort}:${kenmerk}`,
  sjabloon: sjablonen[soort],
  aan: email,
  gegevens,
  vervaltOp: gegevens.geldigTot,
});

/** A role beside those that somebody had. @param kenmerk of the role */
export const rolErbij = (
  { email, naam }: Gebruiker,
  kenmerk: string,
  gegevens: { rol: string; link: string },
): NieuwBericht<{ naam: string; rol: string; link: string }> => ({
  sleutel: `rol-erbij:${kenmerk}`,
  sjabloon: 'gebruikers/rol-erbij',
  aan: email,
  gegevens: { naam, ...gegevens },
});

/** @param gebruiker with the last use in it, so that after another year of nothing a new one goes. */
export const accountOngebruikt = (
  { id, email, naam, laatstIngelogdOp, aanSinds }: Gebruiker,
  gegevens: { uitOp: Date; link: string },
): NieuwBericht<{ naam: string; uitOp: Date; link: string }> => ({
  sleutel: `account-ongebruikt:${id}:${laatstGebruikt({ laatstIngelogdOp, aanSinds }).getTime()}`,
  sjabloon: 'gebruikers/account-ongebruikt',
  aan: email,
  gegevens: { naam, ...gegevens },
  vervaltOp: gegevens.uitOp,
});
