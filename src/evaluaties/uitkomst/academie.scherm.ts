import { Page } from '../../platform/web/page.js';
import { paged, pageLinks } from '../../platform/web/paging.js';
import { evaluatiepaden } from '../paden.js';
import { gevolg, type Gevolg, SCHALEN } from './cijfers.rules.js';
import { metKomma, strook } from './grafiek.rules.js';
import type { Lijstdeel } from './uitkomst.queries.js';
import { uitkomstcontext } from './uitkomst.scherm.js';
import type { Academiebeeld, Gevraagd, Uitkomstregel } from './uitkomst.service.js';

const PER_PAGINA = 25;
const verschilwoorden = { hoger: 'hoger dan de rest', lager: 'lager dan de rest', toeval: 'kan toeval zijn' };

/** The part of the list that a page of the screen holds. */
export const bladVan = (pagina: number): Lijstdeel => ({ skip: (pagina - 1) * PER_PAGINA, take: PER_PAGINA });

/** @param pagina of the opleidingen, or of the cohorten of one. */
export const academiescherm = (beeld: Academiebeeld, pagina: number): Page =>
  new Page('evaluaties/academie', academiecontext(beeld, pagina), { titel: 'Evaluaties' });

function academiecontext(beeld: Academiebeeld, pagina: number) {
  const { gevraagd, keuzes, totaal } = beeld;
  const leeg = totaal.evaluatie.antwoorden + totaal.nameting.antwoorden === 0;
  return {
    pad: evaluatiepaden.alle,
    filter: gevraagd,
    keuzes: keuzescontext(beeld),
    waarvan: waarvan(beeld),
    leeg,
    ietsGeteld: keuzes.opleidingen.length > 0,
    totaal: totaal.evaluatie.evaluaties > 0 ? uitkomstcontext(totaal.evaluatie) : null,
    weggelaten: totaal.evaluatie.evaluaties > 0 ? null : uitkomstcontext(totaal.evaluatie).weggelaten,
    vergelijkingen: vergelijkingen(beeld, pagina).filter(({ rijen }) => rijen.length > 0),
    nameting: nameting(beeld),
    csvHref: leeg ? null : `${evaluatiepaden.alle}.csv?${new URLSearchParams(gegeven(gevraagd)).toString()}`,
  };
}

function vergelijkingen(beeld: Academiebeeld, pagina: number) {
  const { gevraagd, opleiding } = beeld;
  const lijst = opleiding ? beeld.cohorten : beeld.opleidingen;
  const bladen = paged(lijst.regels, lijst.totaal, { pagina, paginaGrootte: PER_PAGINA });
  return [
    ...(gevraagd.aanbieder || beeld.aanbieders.length < 2 ? [] : [aanbieders(beeld)]),
    {
      ...(opleiding ? cohorten(lijst.regels) : opleidingen(lijst.regels, gevraagd)),
      paginering: pageLinks(bladen, evaluatiepaden.alle, gevraagd),
    },
    ...(gevraagd.schooljaar ? [] : [schooljaren(beeld)]),
  ];
}

const gegeven = (gevraagd: object): Record<string, string> =>
  Object.fromEntries(Object.entries(gevraagd).filter(([, v]) => v !== undefined));

const keuzescontext = ({ keuzes }: Academiebeeld) => ({
  opleidingen: keuzes.opleidingen.map(({ code, naam }) => ({ waarde: code, tekst: naam })),
  aanbieders: keuzes.aanbieders.map((naam) => ({ waarde: naam, tekst: naam })),
  schooljaren: keuzes.schooljaren.map((jaar) => ({ waarde: jaar, tekst: jaar })),
});

/** "Basistraining co-teaching, door Marnix Academie, in 2025-2026" */
function waarvan({ gevraagd, opleiding }: Academiebeeld): string {
  return [
    opleiding?.naam ?? 'Alle opleidingen',
    ...(gevraagd.aanbieder ? [`door ${gevraagd.aanbieder}`] : []),
    ...(gevraagd.schooljaar ? [`in ${gevraagd.schooljaar}`] : []),
  ].join(', ');
}

const aanbieders = ({ aanbieders: regels, gevraagd }: Academiebeeld) => ({
  ...vergelijkingscontext('aanbieders', 'Aanbieders naast elkaar', 'Aanbieder', regels, ({ naam }) =>
    href({ ...gevraagd, aanbieder: naam }),
  ),
  metVerschil: true,
  opvallend: regels.flatMap(({ naam, verschil }) =>
    verschil === 'hoger' || verschil === 'lager' ? [{ naam, verschil: verschilwoorden[verschil] }] : [],
  ),
});

const opleidingen = (regels: Uitkomstregel[], gevraagd: Gevraagd) =>
  vergelijkingscontext('opleidingen', 'Opleidingen', 'Opleiding', regels, ({ code }) =>
    href({ ...gevraagd, opleiding: code }),
  );

const cohorten = (regels: Uitkomstregel[]) =>
  vergelijkingscontext('cohorten', 'Door de tijd', 'Cohort', regels, ({ cohortId }) =>
    cohortId ? evaluatiepaden.cohort(cohortId) : null,
  );

const schooljaren = ({ schooljaren: regels, gevraagd }: Academiebeeld) =>
  vergelijkingscontext('schooljaren', 'Schooljaren', 'Schooljaar', regels, ({ naam }) =>
    href({ ...gevraagd, schooljaar: naam }),
  );

const href = (vraag: object): string =>
  `${evaluatiepaden.alle}?${new URLSearchParams(gegeven(vraag)).toString()}`;

function vergelijkingscontext(
  sleutel: string,
  titel: string,
  wat: string,
  regels: Uitkomstregel[],
  naar: (regel: Uitkomstregel) => string | null,
) {
  const gevraagd = regels.filter(({ evaluaties, weggelaten }) => evaluaties > 0 || weggelaten > 0);
  const punten = gevraagd.flatMap(({ naam, cijfer }) => (cijfer ? [{ naam, ...cijfer }] : []));
  return {
    sleutel,
    titel,
    wat,
    metVerschil: false,
    opvallend: [] as { naam: string; verschil: string }[],
    grafiek: punten.length > 0 ? strook(punten, `${titel}: gemiddeld cijfer`) : null,
    rijen: gevraagd.map((regel) => rijcontext(regel, naar(regel))),
  };
}

function rijcontext(regel: Uitkomstregel, naar: string | null) {
  const { cijfer, schalen, verschil } = regel;
  return {
    ...regel,
    href: naar,
    cijfer: cijfer && {
      gemiddelde: metKomma(cijfer.gemiddelde),
      marge: `${metKomma(cijfer.van)}–${metKomma(cijfer.tot)}`,
      spreiding: metKomma(cijfer.spreiding),
      n: cijfer.n,
    },
    schalen: SCHALEN.map((schaal) => (schalen[schaal] === null ? '–' : metKomma(schalen[schaal]))),
    verschil: verschil ? verschilwoorden[verschil] : 'te weinig om te zeggen',
  };
}

function nameting(beeld: Academiebeeld) {
  const { nameting: uitkomst } = beeld.totaal;
  if (uitkomst.evaluaties === 0) return null;
  const { stap, blijven } = gevolg(uitkomst);
  return {
    ...uitkomstcontext(uitkomst),
    feiten: [
      ...uitkomstcontext(uitkomst).feiten,
      { naam: 'Zette een stap', waarde: deel(stap), uitleg: woorden(stap, 'andere functie, taak of rol') },
      {
        naam: 'Bleef bij het bestuur',
        waarde: deel(blijven),
        uitleg: woorden(blijven, 'werkt nog bij hetzelfde bestuur'),
      },
    ],
    rijen: beeld.opleiding
      ? []
      : beeld.opleidingen.regels.flatMap(({ naam, code, nameting: n }) =>
          n && n.antwoorden > 0
            ? [
                {
                  naam,
                  href: href({ opleiding: code }),
                  n: n.antwoorden,
                  stap: metAantal(n.stap),
                  blijven: metAantal(n.blijven),
                },
              ]
            : [],
        ),
  };
}

const deel = (gevolg_: Gevolg | null): string => (gevolg_ ? `${gevolg_.pct}%` : '–');
const metAantal = (g: Gevolg | null): string => (g ? `${g.pct}% (${g.aantal} van ${g.van})` : 'minder dan 5');
const woorden = (g: Gevolg | null, wat: string): string =>
  g ? `${g.aantal} van ${g.van}: ${wat}` : 'minder dan vijf mensen antwoordden';
