import { SCHALEN, type Evaluatieuitkomst, type Vraaguitkomst } from './cijfers.rules.js';
import { metKomma } from './grafiek.rules.js';
import type { Academiebeeld, Cohortuitkomst, Uitkomstregel } from './uitkomst.service.js';

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
