import { reeksVan, type Vakantie } from '../../cohorten/lesdagen.rules.js';
import { MEESTE_BIJEENKOMSTEN, TE_VEEL_BIJEENKOMSTEN } from '../../cohorten/cohortbeheer.dto.js';
import { legeRij, volgendeN, type Planformulier, type Rij } from './planformulier.js';
import type { Fouten } from './planinvoer.js';
import { dagfout, opDeWandklok } from './planklok.rules.js';

/** What a button of the form does besides saving: the form comes back, with all that was typed. */
export interface Teruggave {
  formulier: Planformulier;
  fouten: Fouten;
}

/** @param actie the value of the button; undefined when the form is to be saved. */
export function voerActieUit(
  actie: unknown,
  formulier: Planformulier,
  vakanties: readonly Vakantie[],
): Teruggave | undefined {
  const { rijen } = formulier;
  const weg = /^weg-(\d{1,4})$/.exec(String(actie))?.[1];
  if (weg !== undefined)
    return { formulier: { ...formulier, rijen: rijen.filter(({ n }) => n !== Number(weg)) }, fouten: {} };
  if (actie === 'nog-een')
    return { formulier: { ...formulier, rijen: [...rijen, volgende(rijen)] }, fouten: {} };
  if (actie === 'reeks') return reeks(formulier, vakanties);
  return actie === 'controleer' ? { formulier, fouten: {} } : undefined;
}

/** The next one is mostly at the same time, in the same place, with the same trainer. */
function volgende(rijen: readonly Rij[]): Rij {
  const { van = '', tot = '', locatie = '', trainer = '', leerjaar = '1' } = rijen.at(-1) ?? {};
  return { ...legeRij(volgendeN(rijen)), van, tot, locatie, trainer, leerjaar };
}

function reeks(formulier: Planformulier, vakanties: readonly Vakantie[]): Teruggave {
  const { vanaf, keer, weken, van, tot, plaats } = formulier.reeks;
  const gevuld = formulier.rijen.filter(({ id, datum }) => id !== '' || datum !== '');
  const fouten = reeksfouten(formulier.reeks, gevuld.length);
  if (Object.keys(fouten).length > 0) return { formulier, fouten };
  const begin = volgendeN(gevuld);
  const dagen = reeksVan(vanaf, Number(keer), Number(weken) * 7, vakanties);
  const erbij = dagen.map((datum, i) => ({ ...legeRij(begin + i), datum, van, tot, locatie: plaats }));
  return { formulier: { ...formulier, rijen: [...gevuld, ...erbij] }, fouten: {} };
}

function reeksfouten({ vanaf, keer, weken, van, tot }: Planformulier['reeks'], al: number): Fouten {
  const fouten: Fouten = {};
  const dag = vanaf === '' ? 'Kies de eerste dag.' : dagfout(vanaf);
  if (dag) fouten['reeks-vanaf'] = dag;
  if (!/^\d{1,3}$/.test(keer) || Number(keer) < 1) fouten['reeks-keer'] = 'Geef een heel getal vanaf 1.';
  else if (al + Number(keer) > MEESTE_BIJEENKOMSTEN) fouten['reeks-keer'] = TE_VEEL_BIJEENKOMSTEN;
  if (!/^[1-9]\d?$/.test(weken)) fouten['reeks-weken'] = 'Geef een heel getal van 1 tot en met 99.';
  for (const [naam, tijd] of Object.entries({ van, tot })) {
    const { fout } = opDeWandklok('2001-01-01', tijd);
    if (fout) fouten[`reeks-${naam}`] = fout;
  }
  return fouten;
}
