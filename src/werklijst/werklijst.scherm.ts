import { hoofdletter } from '../opleidingen/feiten.rules.js';
import { addDays, dateOf, formatDate } from '../platform/clock/dates.js';
import { paged, pageLinks, type PagingQuery } from '../platform/web/paging.js';
import type { Groep, Weekregel } from './werklijst.queries.js';
import { dagkop, type Dringendheid, type Groepcode } from './werklijst.rules.js';
import { werklijstpaden } from './paden.js';
import { aanwezigheidpaden } from '../aanwezigheid/paden.js';

/** How the start screen shows what was read. */
const secties: Record<Dringendheid, { kop: string; icoon: 'fout' | 'let-op' | 'wacht' }> = {
  nu: { kop: 'Nu', icoon: 'fout' },
  binnenkort: { kop: 'Deze week', icoon: 'let-op' },
  straks: { kop: 'Straks', icoon: 'wacht' },
};

/** The deed that a task asks for, on its button. */
const daden: Record<Groepcode, string> = {
  'wachtlijst-naast-plaats': 'Bekijk',
  post: 'Bekijk',
  adressen: 'Verbeter adres',
  'berichten-mislukt': 'Bekijk de mail',
  planner: 'Bekijk',
  'go-no-go': 'Beslis',
  privacyverzoeken: 'Behandel',
  inlopers: 'Geef een plaats',
  aanwezigheid: 'Vul in',
  'aanmelden-sluit': 'Bekijk',
  overzetvoorstellen: 'Bekijk',
  akkoord: 'Bekijk',
  organisaties: 'Zoek uit',
  'af-te-ronden': 'Rond af',
  'te-certificeren': 'Reik uit',
  concept: 'Open',
};

function groepbeeld({ code, titel, dringend, uitleg, totaal, regels }: Groep) {
  return {
    code,
    titel,
    dringend,
    icoon: secties[dringend].icoon,
    daad: daden[code],
    uitleg,
    totaal,
    regels,
    restHref: totaal > regels.length ? werklijstpaden.groep(code) : null,
  };
}

/** The bijeenkomsten per day, in the order in which they were read. */
function weekbeeld(regels: Weekregel[], nu: Date) {
  const vandaag = dateOf(nu);
  const perDag = new Map<string, Weekregel[]>();
  for (const regel of regels) {
    const dag = dateOf(regel.begint);
    perDag.set(dag, [...(perDag.get(dag) ?? []), regel]);
  }
  return [...perDag].map(([dag, bijeenkomsten]) => ({
    kop: dagkop(dag, vandaag, addDays(vandaag, 1)),
    voorbij: dag < vandaag,
    bijeenkomsten: bijeenkomsten.map(({ cohortId, ...b }) => ({
      ...b,
      href: aanwezigheidpaden.cohort(cohortId),
      geweest: b.eindigt <= nu,
    })),
  }));
}

const dringendheden = ['nu', 'binnenkort', 'straks'] as const;

function sectie(dringend: Dringendheid, alle: Groep[]) {
  const groepen = alle.filter((groep) => groep.dringend === dringend).map(groepbeeld);
  const totaal = groepen.reduce((som, groep) => som + groep.totaal, 0);
  return totaal > 0 ? [{ code: dringend, kop: secties[dringend].kop, totaal, groepen }] : [];
}

interface Gelezen {
  groepen: Groep[];
  week: { totaal: number; regels: Weekregel[] };
  volgende: Date | null;
  nu: Date;
}

export function vandaagbeeld({ groepen, week, volgende, nu }: Gelezen) {
  return {
    vandaag: hoofdletter(formatDate(nu)),
    totaal: groepen.reduce((som, { totaal }) => som + totaal, 0),
    secties: dringendheden.flatMap((dringend) => sectie(dringend, groepen)),
    week: {
      totaal: week.totaal,
      dagen: weekbeeld(week.regels, nu),
      restHref: week.totaal > week.regels.length ? werklijstpaden.dezeWeek : null,
    },
    volgende,
  };
}

const kruimels = [{ tekst: 'Vandaag', href: werklijstpaden.vandaag }];

/** All bijeenkomsten of this week, page by page. */
export function weekpagina({ totaal, regels }: Gelezen['week'], paging: PagingQuery, nu: Date) {
  return {
    kruimels,
    totaal,
    dagen: weekbeeld(regels, nu),
    paginering: pageLinks(paged(regels, totaal, paging), werklijstpaden.dezeWeek, {}),
  };
}

/** One group of the list, page by page. */
export function groeppagina(groep: Groep, paging: PagingQuery) {
  const { code, regels, totaal } = groep;
  return {
    kruimels,
    ...groepbeeld(groep),
    paginering: pageLinks(paged(regels, totaal, paging), werklijstpaden.groep(code), {}),
  };
}
