import { maten, verschil, type Maten, type Verschil } from './uitkomst-cijfers.rules.js';
import { LEEG, type Groep } from './uitkomst-overzicht.rules.js';
import { gevolg, procent, uitkomstVan, type Gevolg } from './uitkomst-vragen.rules.js';
import { zonder, type Zicht } from './uitkomst.rules.js';
import { BEREIK, NAMETINGVRAGEN } from './vragenlijst.rules.js';

const { van, tot } = BEREIK.cijfer;
const { van: laag, tot: hoog } = BEREIK.schaal;

/** The four scales that every evaluatie has, so that anything can be laid beside anything. */
export const SCHALEN = ['inhoud', 'trainer', 'toepasbaar', 'organisatie'] as const;
export type Schaal = (typeof SCHALEN)[number];

/** One line of a comparison. What too few people answered is null. */
export interface Vergelijking {
  sleutel: string;
  evaluaties: number;
  uitgenodigd: number;
  antwoorden: number;
  respons: number | null;
  cijfer: Maten | null;
  schalen: Record<Schaal, number | null>;
  /** Beside all others of the comparison together; null when one of the two says too little. */
  verschil: Verschil | null;
  /** Antwoorden that are in no figure, because they are too few. */
  weggelaten: number;
  nameting: { antwoorden: number; stap: Gevolg | null; blijven: Gevolg | null } | null;
}

/** @param totaal everything that is compared; without it nothing is said about differences. */
export function vergelijk(groepen: Map<string, Groep>, totaal?: Zicht): Vergelijking[] {
  return [...groepen].map(([sleutel, { evaluatie, nameting }]) => ({
    ...kengetallen(sleutel, evaluatie ?? LEEG),
    verschil: totaal && evaluatie ? verschilMet(evaluatie, totaal, groepen.size) : null,
    nameting: nameting ? nametingVan(nameting) : null,
  }));
}

function kengetallen(sleutel: string, zicht: Zicht): Omit<Vergelijking, 'verschil' | 'nameting'> {
  const { evaluaties, uitgenodigd, antwoorden, telling, weggelaten } = zicht;
  const schalen = SCHALEN.map((code) => [code, maten(telling[code], [laag, hoog])?.gemiddelde ?? null]);
  return {
    sleutel,
    evaluaties,
    uitgenodigd,
    antwoorden,
    respons: procent(antwoorden, uitgenodigd),
    cijfer: maten(telling.cijfer, [van, tot]),
    schalen: Object.fromEntries(schalen) as Record<Schaal, number | null>,
    weggelaten: weggelaten.antwoorden,
  };
}

/** One cohort is one trainer in one year: from that nothing is concluded. */
function verschilMet(eigen: Zicht, totaal: Zicht, keren: number): Verschil | null {
  if (eigen.evaluaties < 2 || totaal.evaluaties - eigen.evaluaties < 2) return null;
  const anderen = maten(zonder(totaal.telling, eigen.telling).cijfer, [van, tot]);
  const hier = maten(eigen.telling.cijfer, [van, tot]);
  return hier && anderen && hier.n > 1 && anderen.n > 1 ? verschil(hier, anderen, keren) : null;
}

function nametingVan(zicht: Zicht): Vergelijking['nameting'] {
  const uitkomst = uitkomstVan(zicht, NAMETINGVRAGEN);
  return { antwoorden: uitkomst.antwoorden, ...gevolg(uitkomst) };
}
