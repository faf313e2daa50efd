import type { Vraagsoort } from './evaluatie.entity.js';
import type { Evaluatievraag } from './evaluatievraag.entity.js';
import { BEREIK, MAXIMUM_EIGEN, NAMETINGVRAGEN, STANDAARDVRAGEN } from './vragenlijst.rules.js';

const { cijfer, schaal } = BEREIK;
const soorten: Record<Vraagsoort, string> = {
  cijfer: `Cijfer van ${cijfer.van} tot ${cijfer.tot}`,
  schaal: `Stelling, schaal van ${schaal.van} tot ${schaal.tot}`,
  open: 'Open vraag',
  keuze: 'Keuze',
};

/** Context of templates/pages/evaluaties/vragen.hbs, besides the head and the form. */
export function vragenbeeld(pad: string, eigen: readonly Evaluatievraag[]) {
  return {
    actie: pad,
    voorbeeldHref: `${pad}/voorbeeld`,
    maximum: MAXIMUM_EIGEN,
    vol: eigen.length >= MAXIMUM_EIGEN,
    soorten: (['schaal', 'open'] as const).map((soort) => ({ waarde: soort, tekst: soorten[soort] })),
    eigen: eigen.map(({ id, soort, tekst }, i) => ({
      tekst,
      soort: soorten[soort],
      verplaatsing: `${pad}/${id}/verplaatsing`,
      verval: `${pad}/${id}/verval`,
      omhoog: i > 0 ? i : null,
      omlaag: i < eigen.length - 1 ? i + 2 : null,
    })),
    vast: STANDAARDVRAGEN.map(({ soort, tekst }) => ({ tekst, soort: soorten[soort] })),
    nameting: NAMETINGVRAGEN.map(({ tekst }) => ({ tekst })),
  };
}
