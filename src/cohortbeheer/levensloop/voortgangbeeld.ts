import type { AuditBeeld } from '../../audit/audit.queries.js';
import type { Auditcodes } from '../../audit/auditcodes.js';
import { geschiedenisVan, type Gebeurtenis } from '../../audit/auditwoorden.js';
import { cohortkop, statusInWoorden } from '../../cohorten/cohortkop.js';
import { cohortovergangen } from '../../cohorten/cohorten.rules.js';
import type { CohortBeeld } from '../../cohorten/cohorten.queries.js';
import { addDays, dateOf } from '../../platform/clock/dates.js';
import type { Besluitstand } from './besluit.queries.js';
import type { Cohortstatus } from '../../cohorten/standen.js';

/** How the tab Voortgang shows the life of a cohort. */
interface Stap {
  tekst: string;
  stand: 'klaar' | 'nu' | 'straks';
  op: Date | null;
  wie: string | null;
}

const lijn: Cohortstatus[] = [
  'concept',
  'peiling',
  'open',
  'bevestigd',
  'gestart',
  'afgerond',
  'gecertificeerd',
];

/** The states in order; what was passed over is left out, and a cancelled cohort ends with that. */
export function stappenVan(status: Cohortstatus, audit: readonly AuditBeeld[]): Stap[] {
  const bereikt = new Map<Cohortstatus, AuditBeeld>();
  for (const regel of audit) {
    const naar = statusNa(regel);
    if (naar) bereikt.set(naar, regel);
  }
  const stap = (s: Cohortstatus, stand: Stap['stand']): Stap => {
    const regel = bereikt.get(s);
    const wie = regel && geschiedenisVan([regel])[0]!.wie;
    return { tekst: statusInWoorden(s), stand, op: regel?.op ?? null, wie: wie ?? null };
  };
  if (status === 'geannuleerd') {
    const voorbij = lijn.filter((s) => bereikt.has(s));
    return [...voorbij.map((s) => stap(s, 'klaar')), stap('geannuleerd', 'nu')];
  }
  const nu = lijn.indexOf(status);
  return lijn
    .filter((s, i) => i >= nu || bereikt.has(s) || s === 'open' || s === 'concept')
    .filter((s) => s !== 'peiling' || status === 'concept' || status === 'peiling' || bereikt.has(s))
    .map((s) => stap(s, s === status ? 'nu' : lijn.indexOf(s) < nu ? 'klaar' : 'straks'));
}

const codes: Partial<Record<keyof Auditcodes, Cohortstatus>> = {
  'cohort.gemaakt': 'concept',
  'cohort.peiling': 'peiling',
  'cohort.gepubliceerd': 'open',
  'cohort.gestart': 'gestart',
  'cohort.afgerond': 'afgerond',
  'cohort.geannuleerd': 'geannuleerd',
};

function statusNa({ code, gegevens }: AuditBeeld): Cohortstatus | undefined {
  if (code === 'cohort.besluit') return gegevens.besluit === 'go' ? 'bevestigd' : undefined;
  return codes[code];
}

/** Everything that was decided about this cohort, newest first. */
export function besluitenVan(audit: readonly AuditBeeld[]): Gebeurtenis[] {
  return geschiedenisVan(
    audit.filter(({ code }) => code === 'cohort.besluit' || code === 'cohort.geannuleerd'),
  );
}

/** A no-go that was recorded, but nobody has heard of it yet. @returns its reason. */
function noGoOnderweg(status: Cohortstatus, audit: readonly AuditBeeld[]): string | null {
  const laatste = audit.findLast(({ code }) => code === 'cohort.besluit')?.gegevens;
  return status === 'open' && laatste?.besluit === 'no-go' ? String(laatste.toelichting) : null;
}

/** Context of pages/cohortbeheer/voortgang.hbs, without what was typed. */
export function voortgangpagina(
  c: CohortBeeld,
  stand: Besluitstand,
  audit: readonly AuditBeeld[],
  momenten: { tekst: string; op: Date }[],
  nu: Date,
) {
  const basis = `/beheer/cohorten/${c.id}`;
  const kan = (naar: Cohortstatus): boolean => cohortovergangen[c.status].includes(naar);
  const noGo = noGoOnderweg(c.status, audit);
  return {
    ...cohortkop(c, 'voortgang'),
    versie: c.versie,
    stappen: stappenVan(c.status, audit),
    reden: c.annuleringsreden,
    acties: {
      peil: c.status === 'concept' ? `${basis}/peiling` : null,
      publiceer: c.status === 'concept' || c.status === 'peiling' ? `${basis}/publicatie` : null,
      besluit: c.status === 'open' ? `${basis}/besluit` : null,
      rondAf: kan('afgerond') && c.laatste !== null && c.laatste <= nu ? `${basis}/afronding` : null,
      annuleer: kan('geannuleerd') ? `${basis}/annulering` : null,
      voegSamen: c.status === 'open' || c.status === 'bevestigd' ? `${basis}/samenvoeging` : null,
    },
    noGo:
      noGo === null ? null : { reden: noGo, href: `${basis}/annulering?reden=${encodeURIComponent(noGo)}` },
    wachtOpLaatste: kan('afgerond') && c.laatste !== null && c.laatste > nu ? c.laatste : null,
    stand: { ...stand, minimumGehaald: stand.bezet >= (stand.minimum ?? 0) },
    datumVoorbij: c.status === 'open' && c.goNoGoOp !== null && c.goNoGoOp < dateOf(nu),
    nieuweDatum: { van: addDays(dateOf(nu), 1), totEnMet: c.eerste && addDays(dateOf(c.eerste), -1) },
    besluiten: besluitenVan(audit),
    momenten,
  };
}
