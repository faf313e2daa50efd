import { textOf, type Typed } from '../../platform/web/form-input.js';
import type { Certificaatbeeld, Certificaatstand } from './certificaten.queries.js';
import type { Gebeurtenis } from '../../audit/auditwoorden.js';

/** A form of the screen that was refused. */
export interface Certificaatformulier {
  soort: 'intrekking' | 'correctie' | 'heruitgave';
  waarden: Typed;
  fouten: Record<string, string>;
}

const badges: Record<Certificaatstand, { soort: 'goed' | 'fout' | 'neutraal'; tekst: string }> = {
  geldig: { soort: 'goed', tekst: 'Geldig' },
  ingetrokken: { soort: 'fout', tekst: 'Ingetrokken' },
  vervangen: { soort: 'neutraal', tekst: 'Vervangen' },
};

const pad = (nummer: string): string => `/beheer/certificaten/${nummer}`;

/** Context of pages/certificering/certificaat.hbs. @param reeks all of this person and leerjaar, oldest first. */
export function certificaatcontext(
  c: Certificaatbeeld,
  reeks: readonly Certificaatbeeld[],
  regels: readonly Gebeurtenis[],
  geweigerd?: Certificaatformulier,
) {
  const { gegevens } = c;
  const geldt = reeks.some(({ stand }) => stand === 'geldig');
  const formulier = (soort: Certificaatformulier['soort']) => {
    const hier = geweigerd?.soort === soort ? geweigerd : null;
    return {
      actie: `${pad(c.nummer)}/${soort}`,
      reden: textOf(hier?.waarden.reden),
      naam: textOf(hier?.waarden.naam),
      fouten: hier?.fouten ?? {},
      open: hier !== null,
    };
  };
  return {
    kruimels: [
      { tekst: 'Cohorten', href: '/beheer/cohorten' },
      { tekst: gegevens.cohort, href: `/beheer/cohorten/${c.cohortId}/certificering` },
    ],
    nummer: c.nummer,
    badge: badges[c.stand],
    gegevens,
    meerdere: gegevens.leerjaren > 1,
    versie: c.versie,
    controlecode: c.controlecode,
    ingetrokkenOp: c.ingetrokkenOp,
    intrekkingsreden: c.intrekkingsreden,
    vervangenDoor: c.vervangenDoor && { nummer: c.vervangenDoor, href: pad(c.vervangenDoor) },
    vervangt: c.vervangt && { nummer: c.vervangt, href: pad(c.vervangt) },
    publiekHref: `/certificaten/${c.nummer}`,
    pdfHref: `/api/v1/certificaten/${c.nummer}/pdf`,
    badgeHref: c.stand === 'geldig' ? `/api/v1/certificaten/${c.nummer}/badge` : null,
    persoonHref: `/beheer/personen/${c.persoonId}`,
    intrekking: c.stand === 'geldig' ? formulier('intrekking') : null,
    correctie: c.stand === 'geldig' ? formulier('correctie') : null,
    heruitgave: c.stand === 'ingetrokken' && !geldt && !c.vervangenDoor ? formulier('heruitgave') : null,
    regels,
    fouten:
      geweigerd &&
      Object.fromEntries(
        Object.entries(geweigerd.fouten).map(([veld, tekst]) => [
          ['naam', 'reden'].includes(veld) ? `${geweigerd.soort}-${veld}` : '_',
          tekst,
        ]),
      ),
  };
}
