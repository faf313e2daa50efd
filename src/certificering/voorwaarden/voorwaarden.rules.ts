import type { Aanmeldstatus } from '../../aanmeldingen/standen.js';
import { type Cohortstatus, MET_CERTIFICATEN } from '../../cohorten/standen.js';
import { addDays, dateOf, formatDate } from '../../platform/clock/dates.js';
import type { DomainError } from '../../platform/errors/domain-error.js';
import {
  accreditatieGeldtNiet,
  datumTeVer,
  datumVoorEinde,
  leerjaarNietVoorbij,
  leerjaarOnbekend,
  statusLaatNietToe,
} from '../certificering.errors.js';
import type { Besluit } from './leerjaar.entity.js';

/** The values that a leerjaar counts for; each null when nobody said. */
interface Leerjaarwaarden {
  studielastUren: number | null;
  contacturen: number | null;
  ects: number | null;
  herregistratiepunten: number | null;
}
const waardevelden = ['studielastUren', 'contacturen', 'ects', 'herregistratiepunten'] as const;

/** The same with the norm, in percent. */
export type Leerjaarvoorwaarden = Leerjaarwaarden & { leerjaar: number; normPct: number };

interface Heel extends Leerjaarwaarden {
  leerjaren: number;
  aanwezigheidsnormPct: number;
}

type Ingesteld = Leerjaarwaarden & { leerjaar: number; aanwezigheidsnormPct: number | null };

/**
 * Tells what one leerjaar counts for. A value that no leerjaar has of its own is that of the whole: in the only leerjaar, or in
 * the last one, because an opleiding of two years must not promise everything after the first.
 */
export function voorwaardenVan(
  opleiding: Heel,
  ingesteld: readonly Ingesteld[],
  leerjaar: number,
): Leerjaarvoorwaarden {
  const eigen = ingesteld.find((jaar) => jaar.leerjaar === leerjaar);
  const waarde = (veld: keyof Leerjaarwaarden): number | null => {
    const apart = ingesteld.some((jaar) => jaar.leerjaar <= opleiding.leerjaren && jaar[veld] !== null);
    if (apart) return eigen?.[veld] ?? null;
    return leerjaar === opleiding.leerjaren ? opleiding[veld] : null;
  };
  return {
    leerjaar,
    normPct: eigen?.aanwezigheidsnormPct ?? opleiding.aanwezigheidsnormPct,
    studielastUren: waarde('studielastUren'),
    contacturen: waarde('contacturen'),
    ects: waarde('ects'),
    herregistratiepunten: waarde('herregistratiepunten'),
  };
}

/** The sum of what is known; null when nothing is. */
export function som(getallen: readonly (number | null)[]): number | null {
  const bekend = getallen.filter((getal) => getal !== null);
  return bekend.length === 0 ? null : Math.round(bekend.reduce((a, b) => a + b, 0) * 10) / 10;
}

/** "19 + 28 = 47"; of one leerjaar just the number. */
export const optelling = (getallen: readonly number[]): string =>
  getallen.length < 2
    ? String(getallen[0] ?? 0)
    : `${getallen.join(' + ')} = ${getallen.reduce((a, b) => a + b, 0)}`;

/** All that is known of somebody in one leerjaar. */
export interface Toets {
  normPct: number;
  /** Bijeenkomsten attended or made up, and all of this leerjaar. */
  aanwezig: number;
  totaal: number;
  /** Of those not attended: how many are still to come. */
  komend: number;
  /** Whether any attendance of this leerjaar was recorded for anybody; if not, it is held against nobody. */
  vastgelegd: boolean;
  /** Names of the onderdelen that are not completed. */
  onderdelenOpen: readonly string[];
  oordeel: { besluit: Besluit; reden: string } | null;
  status: Aanmeldstatus;
  /** The last leerjaar of the cohort: what was decided when the cohort was finished counts. */
  laatste: boolean;
  /** Why the coördinator decided otherwise than attendance when the cohort was finished. */
  afrondingsreden: string | null;
}

export type Uitslaggroep = 'wel' | 'bijna' | 'niet';

export interface Uitslag {
  groep: Uitslaggroep;
  /** How many bijeenkomsten are missing to the norm. */
  tekort: number;
  /** Who decided: the rule, the coördinator here, or the coördinator when the cohort was finished. */
  door: 'regel' | 'oordeel' | 'afronding';
}

/** How many bijeenkomsten somebody must have attended. */
export const nodig = (normPct: number, totaal: number): number => Math.ceil((normPct * totaal) / 100);

/** Up to a quarter of a leerjaar, and at least one bijeenkomst, one can hope to make up. */
const inhaalbaar = (totaal: number): number => Math.max(1, Math.floor(totaal / 4));

/** Whether somebody qualifies for the certificaat of a leerjaar. */
export function toets(t: Toets): Uitslag {
  const tekort = t.vastgelegd ? Math.max(0, nodig(t.normPct, t.totaal) - t.aanwezig) : 0;
  if (t.oordeel) return { groep: t.oordeel.besluit, tekort, door: 'oordeel' };
  const besloten = t.laatste && (t.afrondingsreden !== null || !t.vastgelegd);
  if (besloten && t.status === 'niet-voltooid') return { groep: 'niet', tekort, door: 'afronding' };
  const vrijgesteld = besloten && t.status === 'voltooid' && t.afrondingsreden !== null;
  const mist = vrijgesteld ? 0 : tekort;
  const door = vrijgesteld ? 'afronding' : 'regel';
  if (mist === 0 && t.onderdelenOpen.length === 0) return { groep: 'wel', tekort, door };
  return { groep: mist - t.komend <= inhaalbaar(t.totaal) ? 'bijna' : 'niet', tekort, door: 'regel' };
}

/** Why the accreditation does not cover a day; null when it does, or when none was entered. */
export function accreditatiebezwaar(
  { accreditatieVan, accreditatieTot }: { accreditatieVan: string | null; accreditatieTot: string | null },
  datum: string,
): { stand: 'nog-niet' | 'verlopen'; dag: string } | null {
  if (accreditatieVan && datum < accreditatieVan) return { stand: 'nog-niet', dag: accreditatieVan };
  if (accreditatieTot && datum >= accreditatieTot) return { stand: 'verlopen', dag: accreditatieTot };
  return null;
}

/** Errors for leerjaren that the opleiding does not have. */
export const onbekendeLeerjaren = (
  leerjaren: number,
  gevraagd: readonly { leerjaar: number }[],
): { veld: string; melding: string }[] =>
  gevraagd.flatMap(({ leerjaar }, i) =>
    leerjaar > leerjaren
      ? [{ veld: `leerjaren.${i}.leerjaar`, melding: `Deze opleiding heeft geen leerjaar ${leerjaar}.` }]
      : [],
  );

const eenheden: Record<keyof Leerjaarwaarden, string> = {
  studielastUren: 'uur studielast',
  contacturen: 'contacturen',
  ects: 'ECTS',
  herregistratiepunten: 'punten',
};

/** Errors where the leerjaren together count for more than the whole; at the last leerjaar that says something. */
export function teVeelBeloofd(
  opleiding: Leerjaarwaarden,
  jaren: readonly (Leerjaarwaarden & { leerjaar: number })[],
): { veld: string; melding: string }[] {
  return waardevelden.flatMap((veld) => {
    const heel = opleiding[veld];
    const samen = som(jaren.map((jaar) => jaar[veld]));
    if (heel === null || samen === null || samen <= heel) return [];
    const laatste = jaren.findLastIndex((jaar) => jaar[veld] !== null);
    const getal = (n: number): string => String(n).replace('.', ',');
    const melding = `De leerjaren zijn samen ${getal(samen)}; de hele opleiding is ${getal(heel)} ${eenheden[veld]}.`;
    return [{ veld: `leerjaren.${laatste}.${veld}`, melding }];
  });
}

interface Stand {
  status: Cohortstatus;
  leerjaar: number;
  leerjaren: readonly number[];
  /** End of the last bijeenkomst of the leerjaar. */
  einde: Date | null;
}

/** Why a leerjaar can not be certified now; null when it can. */
export function bezwaar({ status, leerjaar, leerjaren, einde }: Stand, nu: Date): DomainError | null {
  if (!leerjaren.includes(leerjaar)) return leerjaarOnbekend(leerjaar);
  if (status === 'geannuleerd')
    return statusLaatNietToe('Dit cohort is geannuleerd. Wie al een certificaat heeft, houdt het.');
  if (einde && einde > nu) return leerjaarNietVoorbij(leerjaar, einde);
  if (!MET_CERTIFICATEN.includes(status))
    return statusLaatNietToe('Dit cohort is nog niet begonnen of nog niet afgerond. Rond het eerst af.');
  if (leerjaar === leerjaren.at(-1) && status === 'gestart')
    return statusLaatNietToe('Dit is het laatste leerjaar. Rond het cohort eerst af, bij Voortgang.');
  return null;
}

/** Why a day can not be that of the ceremony; null when it can. */
export function datumbezwaar(datum: string, { einde }: Pick<Stand, 'einde'>, nu: Date): DomainError | null {
  if (einde && datum < dateOf(einde)) return datumVoorEinde(dateOf(einde));
  return datum > addDays(dateOf(nu), 366) ? datumTeVer() : null;
}

interface Accreditatie {
  accreditatieVan: string | null;
  accreditatieTot: string | null;
}

/** Warns before issuing on this day; null when there is nothing to warn of. */
export function accreditatiewaarschuwing(opleiding: Accreditatie, datum: string): string | null {
  const geen = accreditatiebezwaar(opleiding, datum);
  if (!geen) return null;
  return geen.stand === 'verlopen'
    ? `De accreditatie liep tot ${formatDate(geen.dag)}. Op ${formatDate(datum)} geldt zij niet meer.`
    : `De accreditatie begint pas op ${formatDate(geen.dag)}. Op ${formatDate(datum)} geldt zij nog niet.`;
}

export function accreditatiefout(opleiding: Accreditatie, datum: string): DomainError | null {
  const zin = accreditatiewaarschuwing(opleiding, datum);
  return zin === null ? null : accreditatieGeldtNiet(zin);
}
