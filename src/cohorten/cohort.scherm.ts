import { type CohortBeeld, vrijVan } from './cohorten.queries.js';
import type { Cohortstatus } from './standen.js';
import {
  addDays,
  dateOf,
  formatDateShort,
  formatTime,
  momentAt,
  weekdayOf,
} from '../platform/clock/dates.js';
import { geld } from '../opleidingen/feiten.rules.js';
import { isZaal } from './cohortplan.rules.js';
import type { Punt } from './maand.rules.js';
import { aanmeldpaden } from '../aanmeldingen/paden.js';
import { cohortpaden } from './paden.js';
import { opleidingpaden } from '../opleidingen/paden.js';
import { zonderLink } from './agenda.service.js';

/** What the coördinator's screens of one cohort have in common: its name, its state and the way to the other screens. */
export type Kleur = 'goed' | 'let-op' | 'fout' | 'info' | 'neutraal';
export type Cohorttab =
  | 'mensen'
  | 'plan'
  | 'voortgang'
  | 'aanwezigheid'
  | 'berichten'
  | 'evaluatie'
  | 'certificering'
  | 'geschiedenis';

const statussen: Record<Cohortstatus, [Kleur, string]> = {
  concept: ['neutraal', 'Concept'],
  peiling: ['info', 'Peiling'],
  open: ['info', 'Open'],
  bevestigd: ['goed', 'Gaat door'],
  gestart: ['goed', 'Gestart'],
  afgerond: ['neutraal', 'Afgerond'],
  gecertificeerd: ['goed', 'Gecertificeerd'],
  geannuleerd: ['fout', 'Geannuleerd'],
};

export const statusInWoorden = (status: Cohortstatus): string => statussen[status][1];

/** The state with what the calendar and the filling add to it. */
export function statusVan(c: CohortBeeld): { soort: Kleur; tekst: string } {
  const [soort, tekst] = statussen[c.status];
  if (c.status === 'open' && c.aanmelden === 'begonnen') return { soort: 'goed', tekst: 'Begonnen' };
  if (c.status === 'open' && c.aanmelden === 'voorbij')
    return { soort: 'neutraal', tekst: 'Aanmelden gesloten' };
  if (c.status === 'open' && vrijVan(c) === 0) return { soort: 'let-op', tekst: 'Vol' };
  return { soort, tekst };
}

const tabs: [Cohorttab, string][] = [
  ['mensen', 'Mensen'],
  ['plan', 'Plan'],
  ['voortgang', 'Voortgang'],
  ['aanwezigheid', 'Aanwezigheid'],
  ['berichten', 'Berichten'],
  ['evaluatie', 'Evaluatie'],
  ['certificering', 'Certificering'],
  ['geschiedenis', 'Geschiedenis'],
];

/** Context of partials/cohortkop.hbs. */
export function cohortkop(c: CohortBeeld, actief: Cohorttab) {
  return {
    kruimels: [{ tekst: 'Cohorten', href: cohortpaden.lijst }],
    opleiding: { naam: c.opleiding, href: opleidingpaden.een(c.opleidingCode) },
    naam: c.naam,
    status: statusVan(c),
    naarWebsite: c.status === 'concept' && actief !== 'voortgang' ? cohortpaden.voortgang(c.id) : null,
    tabs: tabs.map(([tab, tekst]) => ({
      tekst,
      href: tab === 'mensen' ? cohortpaden.een(c.id) : cohortpaden.tab(c.id, tab),
      actief: tab === actief,
    })),
  };
}

export { geld };

/** What a visitor may expect of a cohort, as the templates know it (partials/groepstand.hbs). */
export type Staat =
  | 'open'
  | 'wachtlijst'
  | 'nog-niet-open'
  | 'gesloten'
  | 'bezig'
  | 'afgerond'
  | 'aangekondigd'
  | 'geannuleerd'
  | 'gepland';

const BIJNA_VOL = 3;
const weekdagen = ['maandag', 'dinsdag', 'woensdag', 'donderdag', 'vrijdag', 'zaterdag', 'zondag'];

export function staatVan(c: CohortBeeld): Staat {
  if (c.status === 'geannuleerd') return 'geannuleerd';
  if (c.alleenAangekondigd) return 'aangekondigd';
  if (c.status === 'afgerond' || c.status === 'gecertificeerd') return 'afgerond';
  if (c.status === 'gestart' || c.aanmelden === 'begonnen') return 'bezig';
  if (c.aanmelden === 'nog-niet') return 'nog-niet-open';
  if (c.aanmelden === 'voorbij') return 'gesloten';
  if (c.aanmelden !== 'open') return 'gepland';
  return vrijVan(c) > 0 ? 'open' : 'wachtlijst';
}

/** One cohort as every public screen shows it (partials/groepskaart.hbs). */
export function cohortregel(c: CohortBeeld) {
  const staat = staatVan(c);
  const neemtAan = staat === 'open' || staat === 'wachtlijst';
  return {
    anker: `cohort-${c.code.toLowerCase()}`,
    naam: c.naam,
    href: cohortpaden.inCatalogus(c.opleidingCode, c.code),
    aanmeldHref: neemtAan ? aanmeldpaden.aanmelden(c.id) : null,
    eerste: c.eerste,
    laatste: c.laatste,
    aantalBijeenkomsten: c.bijeenkomsten.length,
    dag: dagVan(c),
    tijden: tijdenVan(c),
    locatie: c.locatie ?? c.bijeenkomsten[0]?.locatie ?? null,
    staat,
    vrij: vrijVan(c),
    bijnaVol: staat === 'open' && vrijVan(c) <= BIJNA_VOL,
    wachtend: c.wachtend,
    capaciteit: c.capaciteit,
    bezet: c.bezet,
    minimum: c.minimum,
    minimumGehaald: c.status === 'bevestigd' || c.bezet >= (c.minimum ?? 0),
    goNoGo: c.goNoGoOp,
    ...geld(c),
    aanmeldenVanaf: c.aanmeldenVanaf,
    aanmeldenTotEnMet: c.aanmeldenVoor && addDays(c.aanmeldenVoor, -1),
    reden: c.annuleringsreden?.replace(/\.$/, '') ?? null,
    toelichting: c.toelichting,
    bron: c.bron,
    voorbeeld: c.voorbeeldvelden.length > 0,
    bijeenkomsten: c.bijeenkomsten.map((b, i) => ({
      ...zonderLink(b),
      nummer: i + 1,
      locatie: b.locatie ?? c.locatie,
    })),
  };
}

/** "woensdag", when all bijeenkomsten are on that day. */
function dagVan({ bijeenkomsten }: CohortBeeld): string | null {
  const dagen = new Set(bijeenkomsten.map(({ begint }) => weekdayOf(begint)));
  const [dag] = dagen;
  return dagen.size === 1 && dag ? (weekdagen[dag - 1] ?? null) : null;
}

/** The tile with the first day: "di", "5", "jan". */
export function tegelVan(eerste: Date) {
  const [weekdag = '', dag = '', maand = ''] = formatDateShort(eerste).split(' ');
  return { weekdag, dag, maand };
}

/** "8 woensdagmiddagen", "1 avond", "3 bijeenkomsten"; null while no day is known. */
export function kerenVan(c: CohortBeeld): string | null {
  const n = c.bijeenkomsten.length;
  if (n === 0) return null;
  const delen = new Set(c.bijeenkomsten.map(dagdeel));
  const deel = delen.size === 1 ? ([...delen][0] ?? '') : null;
  if (n === 1) return `1 ${deel || 'dag'}`;
  const dag = dagVan(c);
  return dag && deel !== null ? `${n} ${dag}${deel ? `${deel}en` : 'en'}` : `${n} bijeenkomsten`;
}

/** Longer than this is a day; a shorter one has the name of the part of the day in which it begins. */
const LANGE_DAG_UREN = 5;

function dagdeel({ begint, eindigt }: { begint: Date; eindigt: Date }): string {
  if ((eindigt.getTime() - begint.getTime()) / 3_600_000 > LANGE_DAG_UREN) return '';
  const uur = Number(formatTime(begint).slice(0, 2));
  if (uur < 12) return 'ochtend';
  return uur < 17 ? 'middag' : 'avond';
}

/** "13:30–17:00", when that is so for all bijeenkomsten. */
export const urenVan = (c: CohortBeeld): string | null =>
  tijdenVan(c)?.replace(' tot ', '–').replace(' uur', '') ?? null;

/** "13:30 tot 17:00 uur", when that is so for all bijeenkomsten and none goes past its day. */
function tijdenVan({ bijeenkomsten }: CohortBeeld): string | null {
  const tijden = new Set(
    bijeenkomsten.map(({ begint, eindigt }) =>
      dateOf(begint) === dateOf(eindigt) ? `${formatTime(begint)} tot ${formatTime(eindigt)} uur` : '',
    ),
  );
  const [tijd] = tijden;
  return tijden.size === 1 && tijd ? tijd : null;
}

const zaalVan = (locatie: string | null, link: string | null): string | null =>
  isZaal(locatie, link) ? locatie!.trim().toLowerCase() : null;

/**
 * The times of cohorten on the days of a calendar, each leading to `href` of its cohort.
 * @param dagen first and last day, both included.
 */
export function puntenVan(
  cohorten: readonly CohortBeeld[],
  dagen: { van: string; totEnMet: string },
  href: (c: CohortBeeld) => string,
): Punt[] {
  const [vanaf, tot] = [momentAt(dagen.van), momentAt(addDays(dagen.totEnMet, 1))];
  return cohorten
    .filter(({ status }) => status !== 'geannuleerd')
    .flatMap((c) =>
      c.bijeenkomsten.map(({ begint, eindigt, locatie, link, trainerId }, i) => ({
        begint,
        eindigt,
        naam: c.opleiding,
        href: href(c),
        zaal: zaalVan(locatie ?? c.locatie, link),
        trainer: trainerId,
        soort: i > 0 ? ('vervolg' as const) : startsoort(c),
      })),
    )
    .filter(({ begint }) => begint >= vanaf && begint < tot)
    .toSorted((a, b) => Number(a.begint) - Number(b.begint));
}

function startsoort(c: CohortBeeld): Punt['soort'] {
  const staat = staatVan(c);
  if (staat === 'open') return 'start';
  return staat === 'wachtlijst' ? 'vol' : 'dicht';
}
