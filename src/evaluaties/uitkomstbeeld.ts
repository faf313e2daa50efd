import { plural } from '../platform/web/template-helpers.js';
import { balk, liggend, metKomma, staven } from './grafiek.js';
import type { Uitkomst, Vraaguitkomst } from './uitkomst-vragen.rules.js';
import { BEREIK } from './vragenlijst.rules.js';

/** Context of partials/uitkomst.hbs. */
export function uitkomstbeeld(uitkomst: Uitkomst) {
  const van = (soort: string): Vraaguitkomst[] => uitkomst.vragen.filter((vraag) => vraag.soort === soort);
  const [cijfer] = van('cijfer');
  const schalen = van('schaal');
  return {
    feiten: feiten(uitkomst, cijfer),
    weggelaten: weggelatenInWoorden(uitkomst),
    cijfer: cijfer?.maten
      ? { kop: cijfer.tekst, grafiek: staven(cijfer), rijen: cijfer.verdeling.toReversed() }
      : null,
    schalen: schalen.length > 0 ? schaalbeeld(schalen) : null,
    keuzes: van('keuze').map((vraag) => ({ ...vraag, grafiek: vraag.antwoorden ? liggend(vraag) : null })),
  };
}

function feiten({ respons, antwoorden, uitgenodigd }: Uitkomst, cijfer: Vraaguitkomst | undefined) {
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

const schaalbeeld = (schalen: Vraaguitkomst[]) => ({
  kop: 'Wat mensen vonden',
  trappen,
  rijen: schalen.map((vraag) => ({
    ...vraag,
    grafiek: vraag.antwoorden ? balk(vraag) : null,
    gemiddelde: vraag.maten ? metKomma(vraag.maten.gemiddelde) : '',
  })),
});

/** What is not in the figures, in a sentence. */
export function weggelatenInWoorden({ weggelaten }: Pick<Uitkomst, 'weggelaten'>): string | null {
  const { antwoorden, evaluaties } = weggelaten;
  if (evaluaties === 0) return null;
  return `${plural(antwoorden, 'antwoord telt', 'antwoorden tellen')} niet mee: ${
    evaluaties === 1 ? 'die groep is' : `die ${evaluaties} groepen zijn`
  } te klein om te laten zien zonder dat je kunt raden wie het was.`;
}
