/** Why a log-in by OpenID Connect was refused: what the audit keeps, and what the page says. A closed list. */
export const weigeringen = {
  'niet-begonnen': {
    status: 400,
    titel: 'Begin opnieuw met inloggen',
    uitleg:
      'We weten niet meer waar je mee bezig was. Misschien duurde het te lang, of houdt je browser geen cookies bij. Er is niets veranderd.',
  },
  'andere-poging': {
    status: 400,
    titel: 'Begin opnieuw met inloggen',
    uitleg:
      'Dit antwoord hoort niet bij de poging waarmee deze browser bezig was. Misschien had je twee tabbladen open. Er is niets veranderd.',
  },
  'antwoord-klopt-niet': {
    status: 400,
    titel: 'Inloggen is niet gelukt',
    uitleg: 'Het antwoord dat we kregen, klopt niet. Voor de zekerheid doen we er niets mee. Begin opnieuw.',
  },
  'code-gebruikt': {
    status: 400,
    titel: 'Begin opnieuw met inloggen',
    uitleg: 'Dit antwoord is al eens gebruikt, of het is te oud. Er is niets veranderd.',
  },
  afgebroken: {
    status: 403,
    titel: 'Je bent niet ingelogd',
    uitleg: 'Je hebt het inloggen afgebroken, of je kreeg daar geen toestemming. Er is niets veranderd.',
  },
  'fout-bij-aanbieder': {
    status: 502,
    titel: 'Inloggen is niet gelukt',
    uitleg:
      'De dienst waarmee je wilde inloggen, gaf een fout. Probeer het later nog eens, of log anders in.',
  },
  onbereikbaar: {
    status: 503,
    titel: 'Deze manier van inloggen werkt nu niet',
    uitleg:
      'De dienst waarmee je wilde inloggen, geeft geen antwoord. Probeer het over een paar minuten nog eens, of log anders in.',
  },
  leerling: {
    status: 403,
    titel: 'Hier kun je niet mee inloggen',
    uitleg:
      'Je logde in met een account van een leerling of student. De academie is voor wie op een school werkt.',
  },
  uitgeschakeld: {
    status: 403,
    titel: 'Je account is uitgeschakeld',
    uitleg: 'Je kunt niet meer inloggen. Klopt dat niet? Vraag het de academie.',
  },
  'uitnodiging-werkt-niet': {
    status: 410,
    titel: 'Deze uitnodiging werkt niet meer',
    uitleg:
      'Ze is al gebruikt, vervangen door een nieuwere, of te oud. Vraag wie je uitnodigde om een nieuwe.',
  },
  'link-werkt-niet': {
    status: 410,
    titel: 'Deze link werkt niet meer',
    uitleg:
      'De link is al gebruikt, vervangen door een nieuwere, of te oud. Log opnieuw in, dan kun je een nieuwe vragen.',
  },
  'andere-browser': {
    status: 403,
    titel: 'Open deze link in de browser waarin je begon',
    uitleg:
      'Alleen daar weten we zeker dat jij het bent. Kan dat niet? Log dan in deze browser opnieuw in en vraag een nieuwe link. Heb je er zelf niet om gevraagd? Dan hoef je niets te doen.',
  },
  'account-van-ander': {
    status: 409,
    titel: 'Dit account is van iemand anders',
    uitleg:
      'Je logde in met een account dat al bij een ander hoort. Log daar eerst uit, en begin dan opnieuw.',
  },
  'ander-account-bekend': {
    status: 409,
    titel: 'Er hoort al een ander account bij dit adres',
    uitleg:
      'Log in met het account dat je eerder gebruikte, of op een andere manier. Lukt dat niet meer? Vraag het de academie.',
  },
} as const satisfies Record<string, { status: number; titel: string; uitleg: string }>;

export type Weigerreden = keyof typeof weigeringen;

/** A log-in that goes no further. What was begun for it is undone. */
export class InlogGeweigerd extends Error {
  /** @param gebruikerId whom it is about, when we know. */
  constructor(
    readonly reden: Weigerreden,
    readonly gebruikerId?: string,
    cause?: unknown,
  ) {
    super(`log-in refused: ${reden}`, { cause });
  }
}
