import { berichtstaten } from '../berichten/berichten.scherm.js';
import { standVan } from '../aanmeldingen/standwoorden.rules.js';
import { volledigeNaam, type Persoon } from '../toegang/persoon.entity.js';
import type { PersoonInLijst } from '../personen/personen.queries.js';
import type { AanmeldingVanPersoon, BelangstellingVanPersoon, Tijdlijnregel } from './levensloop.queries.js';
import { gebeurtenisVan } from './persoon.dto.js';

/** How the coördinator's screens show people. Plain functions from what was read to what the template asks. */
export const persoonInLijst = (p: PersoonInLijst) => ({
  href: `/beheer/personen/${p.id}`,
  id: p.id,
  naam: volledigeNaam(p),
  email: p.email,
  aanmeldingen: p.aanmeldingen,
  laatste: p.laatste,
});

export function aanmeldingOpPersoon(a: AanmeldingVanPersoon) {
  return {
    opleiding: a.opleiding,
    cohort: a.cohort,
    schooljaar: a.schooljaar,
    href: `/beheer/cohorten/${a.cohortId}`,
    wijzigHref: `/beheer/aanmeldingen/${a.id}/gegevens`,
    status: standVan(a),
    eerste: a.eerste,
    werk: [a.functie, a.school, a.bestuur && `(${a.bestuur})`]
      .filter(Boolean)
      .join(', ')
      .replace(', (', ' ('),
    aangemeldOp: a.aangemeldOp,
    reden: a.reden,
    aanwezigheid: aanwezigheidVan(a),
  };
}

/** "3 van 5 keer aanwezig, 1 keer afgemeld", of what was recorded; null as long as nothing was. */
function aanwezigheidVan({ aanwezig, afgemeld, afwezig }: AanmeldingVanPersoon): string | null {
  const van = aanwezig + afgemeld + afwezig;
  if (van === 0) return null;
  return `${aanwezig} van ${van} keer aanwezig${afgemeld > 0 ? `, ${afgemeld} keer afgemeld` : ''}`;
}

export function belangstellingOpPersoon(b: BelangstellingVanPersoon) {
  const einde = b.gemeldOp
    ? { op: b.gemeldOp, tekst: 'kreeg bericht dat aanmelden kan' }
    : b.ingetrokkenOp
      ? { op: b.ingetrokkenOp, tekst: 'ingetrokken' }
      : null;
  return {
    opleiding: b.opleiding,
    cohort: b.cohort,
    op: b.aangemaaktOp,
    bevestigd: b.bevestigdOp !== null,
    einde,
  };
}

export function tijdlijnregel(regel: Tijdlijnregel, persoon: Persoon) {
  const waarover = [regel.opleiding, regel.cohort].filter(Boolean).join(', ') || null;
  const gebeurtenis = gebeurtenisVan(regel);
  if (gebeurtenis) return { isBericht: false, ...gebeurtenis, waarover };
  const staat = regel.status && berichtstaten[regel.status];
  return {
    isBericht: true,
    op: regel.op,
    tekst: regel.onderwerp,
    href: `/beheer/berichten/${regel.berichtId}`,
    staat,
    aan: regel.aan === persoon.email ? null : regel.aan,
    gemaakt: regel.aangemaaktOp,
    verzonden: regel.verzondenOp,
    gepland: regel.verzondenOp ? null : regel.verzendenOp,
    waarover,
  };
}

/** Since when mail comes back, and what the mail server said; null while it arrives. */
export const onbestelbaarVan = ({ onbestelbaarOp, onbestelbaarReden }: Persoon) =>
  onbestelbaarOp && { op: onbestelbaarOp, reden: onbestelbaarReden };
