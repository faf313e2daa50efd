import { cohortkop } from '../../cohorten/cohort.scherm.js';
import { addDays, dateOf } from '../../platform/clock/dates.js';
import { Page } from '../../platform/web/page.js';
import { inFull, plural } from '../../platform/web/template-helpers.js';
import { evaluatiepaden } from '../paden.js';
import { BEREIK } from '../vragenlijst.rules.js';
import { type Evaluatieuitkomst, SCHALEN, type Vraaguitkomst } from './cijfers.rules.js';
import { balk, liggend, metKomma, staven } from './grafiek.rules.js';
import type { Academiebeeld, Cohortdeel, Cohortuitkomst, Uitkomstregel } from './uitkomst.service.js';

const woorden = {
  evaluatie: {
    titel: 'Wat vonden de deelnemers?',
    uitleg: 'Na de laatste bijeenkomst vragen we wie er was wat die ervan vond.',
  },
  nameting: {
    titel: 'Wat leverde het op?',
    uitleg: 'Een half jaar later vragen we wat de opleiding opleverde.',
  },
};

/** Closing was refused; of which evaluatie, and why. */
interface Sluitfout {
  evaluatieId: string;
  melding: string;
}

/** The tab Evaluatie of a cohort. @param beheert may close an evaluatie. */
export function cohortscherm(gevonden: Cohortuitkomst, beheert: boolean, fout?: Sluitfout): Page {
  const { opleiding, naam } = gevonden.cohort;
  return new Page('evaluaties/cohort', cohortcontext(gevonden, beheert, fout), {
    titel: fout ? `Fout: Evaluatie: ${opleiding}` : `Evaluatie: ${inFull(opleiding, naam)}`,
    status: fout ? 422 : 200,
  });
}

/** Those who may only look have no other screen of a cohort to go to. */
function cohortcontext({ cohort, evaluatie, nameting }: Cohortuitkomst, beheert: boolean, fout?: Sluitfout) {
  const kop = cohortkop(cohort, 'evaluatie');
  const delen = [evaluatie, nameting];
  const getoond = delen.some(({ uitkomst }) => uitkomst !== null);
  return {
    ...kop,
    ...(beheert
      ? {}
      : { tabs: [], naarWebsite: null, kruimels: [{ tekst: 'Evaluaties', href: evaluatiepaden.alle }] }),
    csvHref: getoond ? `${evaluatiepaden.cohort(cohort.id)}.csv` : null,
    delen: delen.map((deel) => deelcontext(deel, cohort, beheert, fout)),
  };
}

function deelcontext(
  deel: Cohortdeel,
  cohort: Cohortuitkomst['cohort'],
  beheert: boolean,
  fout: Sluitfout | undefined,
) {
  const { soort, stand, sluitOp, uitkomst, teksten, teKlein } = deel;
  return {
    ...deel,
    ...woorden[soort],
    sleutel: soort,
    totEnMet: sluitOp && addDays(dateOf(sluitOp), -1),
    sluitHref: beheert && stand === 'open' ? evaluatiepaden.sluiting(cohort.id) : null,
    fout: fout?.evaluatieId === deel.id ? fout?.melding : undefined,
    teKlein: teKlein && { ...teKlein, href: `${evaluatiepaden.alle}?opleiding=${cohort.opleidingCode}` },
    uitkomst: uitkomst && uitkomstcontext(uitkomst),
    open: (uitkomst?.vragen ?? [])
      .filter((vraag) => vraag.soort === 'open')
      .map((vraag) => ({ ...vraag, teksten: teksten.get(vraag.code) ?? [] })),
  };
}

/** The outcome of one view, as partials/uitkomst.hbs shows it. */
export function uitkomstcontext(uitkomst: Evaluatieuitkomst) {
  const van = (soort: string): Vraaguitkomst[] => uitkomst.vragen.filter((vraag) => vraag.soort === soort);
  const [cijfer] = van('cijfer');
  const schalen = van('schaal');
  return {
    feiten: feiten(uitkomst, cijfer),
    weggelaten: weggelatenInWoorden(uitkomst),
    cijfer: cijfer?.maten
      ? { kop: cijfer.tekst, grafiek: staven(cijfer), rijen: cijfer.verdeling.toReversed() }
      : null,
    schalen: schalen.length > 0 ? schaalcontext(schalen) : null,
    keuzes: van('keuze').map((vraag) => ({ ...vraag, grafiek: vraag.antwoorden ? liggend(vraag) : null })),
  };
}

function feiten({ respons, antwoorden, uitgenodigd }: Evaluatieuitkomst, cijfer: Vraaguitkomst | undefined) {
  const respondenten = {
    naam: 'Respons',
    waarde: respons === null ? '–' : `${respons}%`,
    uitleg: `${antwoorden} van ${uitgenodigd} uitgenodigd`,
  };
  if (!cijfer) return [respondenten];
  if (!cijfer.maten)
    return [respondenten, { naam: 'Cijfer', waarde: '–', uitleg: 'minder dan vijf gaven er een' }];
  const { gemiddelde, mediaan, spreiding, van, tot, n } = cijfer.maten;
  return [
    respondenten,
    {
      naam: 'Gemiddeld cijfer',
      waarde: metKomma(gemiddelde),
      uitleg: `van ${n} mensen; tussen ${metKomma(van)} en ${metKomma(tot)} is aannemelijk`,
    },
    { naam: 'Middelste cijfer', waarde: metKomma(mediaan), uitleg: 'de helft gaf dit of hoger' },
    { naam: 'Spreiding', waarde: metKomma(spreiding), uitleg: spreidingInWoorden(spreiding) },
  ];
}

/** Standard deviation of a cijfer. */
function spreidingInWoorden(spreiding: number): string {
  if (spreiding < 1) return 'mensen waren het eens';
  return spreiding < 2 ? 'mensen verschilden wat van mening' : 'mensen verschilden sterk van mening';
}

const trappen = ['1', '2', '3', '4', '5'].map((waarde) => ({
  waarde,
  tekst: waarde === '1' ? BEREIK.schaal.laag : waarde === '5' ? BEREIK.schaal.hoog : '',
}));

const schaalcontext = (schalen: Vraaguitkomst[]) => ({
  kop: 'Wat mensen vonden',
  trappen,
  rijen: schalen.map((vraag) => ({
    ...vraag,
    grafiek: vraag.antwoorden ? balk(vraag) : null,
    gemiddelde: vraag.maten ? metKomma(vraag.maten.gemiddelde) : '',
  })),
});

/** Says in a sentence how much is not in the figures. */
function weggelatenInWoorden({ weggelaten }: Pick<Evaluatieuitkomst, 'weggelaten'>): string | null {
  const { antwoorden, evaluaties } = weggelaten;
  if (evaluaties === 0) return null;
  return `${plural(antwoorden, 'antwoord telt', 'antwoorden tellen')} niet mee: ${
    evaluaties === 1 ? 'die groep is' : `die ${evaluaties} groepen zijn`
  } te klein om te laten zien zonder dat je kunt raden wie het was.`;
}

/** One figure a line, of a group and never of a person: what the screen shows, for a spreadsheet. */
const KOP = ['Beeld', 'Naam', 'Vraag', 'Waarde', 'Getal'];

export function cohorttabel({ cohort, evaluatie, nameting }: Cohortuitkomst): string[][] {
  const naam = `${cohort.opleiding}, ${cohort.naam}`;
  const rijen = [evaluatie, nameting].flatMap(({ soort, uitkomst }) =>
    uitkomst ? uitkomstrijen(soort === 'evaluatie' ? 'Evaluatie' : 'Nameting', naam, uitkomst) : [],
  );
  return [KOP, ...rijen];
}

export function academietabel(beeld: Academiebeeld): string[][] {
  const { opleiding, aanbieder, schooljaar } = beeld.gevraagd;
  const naam = [opleiding, aanbieder, schooljaar].filter(Boolean).join(', ') || 'Alles';
  return [
    KOP,
    ...uitkomstrijen('Evaluatie', naam, beeld.totaal.evaluatie),
    ...uitkomstrijen('Nameting', naam, beeld.totaal.nameting),
    ...beeld.aanbieders.flatMap((regel) => regelrijen('Aanbieder', regel)),
    ...beeld.opleidingen.regels.flatMap((regel) => regelrijen('Opleiding', regel)),
    ...beeld.cohorten.regels.flatMap((regel) => regelrijen('Cohort', regel)),
    ...beeld.schooljaren.flatMap((regel) => regelrijen('Schooljaar', regel)),
  ];
}

function uitkomstrijen(beeld: string, naam: string, uitkomst: Evaluatieuitkomst): string[][] {
  const rij = (vraag: string, waarde: string, getal: string): string[] => [beeld, naam, vraag, waarde, getal];
  return [
    rij('', 'uitgenodigd', `${uitkomst.uitgenodigd}`),
    rij('', 'antwoorden', `${uitkomst.antwoorden}`),
    rij('', 'niet meegeteld', `${uitkomst.weggelaten.antwoorden}`),
    ...uitkomst.vragen.flatMap((vraag) => vraagrijen(vraag).map(([w, g]) => rij(vraag.tekst, w, g))),
  ];
}

function vraagrijen({ antwoorden, maten, verdeling }: Vraaguitkomst): [string, string][] {
  if (antwoorden === null) return [['antwoorden', 'minder dan 5']];
  const figuren: [string, string][] = maten
    ? [
        ['gemiddelde', metKomma(maten.gemiddelde)],
        ['mediaan', metKomma(maten.mediaan)],
        ['spreiding', metKomma(maten.spreiding)],
      ]
    : [];
  const aantallen = verdeling.map(({ tekst, aantal }): [string, string] => [tekst, `${aantal}`]);
  return [['antwoorden', `${antwoorden}`], ...figuren, ...aantallen];
}

const getal = (n: number | null | undefined): string => (typeof n === 'number' ? metKomma(n) : '');

function regelrijen(beeld: string, regel: Uitkomstregel): string[][] {
  const rij = (vraag: string, waarde: string, g: string): string[] => [beeld, regel.naam, vraag, waarde, g];
  const { stap, blijven } = regel.nameting ?? {};
  return [
    rij('', 'groepen', `${regel.evaluaties}`),
    rij('', 'uitgenodigd', `${regel.uitgenodigd}`),
    rij('', 'antwoorden', `${regel.antwoorden}`),
    rij('', 'niet meegeteld', `${regel.weggelaten}`),
    rij('cijfer', 'gemiddelde', getal(regel.cijfer?.gemiddelde)),
    rij('cijfer', 'spreiding', getal(regel.cijfer?.spreiding)),
    ...SCHALEN.map((schaal) => rij(schaal, 'gemiddelde', getal(regel.schalen[schaal]))),
    ...(stap
      ? [rij('volgende stap', 'ja', `${stap.aantal}`), rij('volgende stap', 'van', `${stap.van}`)]
      : []),
    ...(blijven
      ? [rij('gebleven', 'ja', `${blijven.aantal}`), rij('gebleven', 'van', `${blijven.van}`)]
      : []),
  ];
}
