import { addDays, dateOf } from '../platform/clock/dates.js';
import type { Formulier } from './antwoorden.service.js';
import type { Vraag } from './evaluatie.entity.js';
import { BEREIK, MAXIMUM_OPEN } from './vragenlijst.rules.js';

type Getypt = Readonly<Record<string, unknown>>;

/** Where the form posts to; of the example, which posts nowhere, the way back. */
type Wegen = { actie: string; terug: null } | { actie: null; terug: string };

/** Context of templates/pages/evaluaties/formulier.hbs. */
export function formulierbeeld(
  { soort, opleiding, cohort, vragen, sluitOp }: Formulier,
  wegen: Wegen,
  getypt: Getypt = {},
  fouten: Record<string, string> = {},
) {
  return {
    nameting: soort === 'nameting',
    opleiding,
    cohort,
    totEnMet: addDays(dateOf(sluitOp), -1),
    ...wegen,
    fouten,
    vragen: vragen.map((vraag) => vraagbeeld(vraag, getypt[vraag.code], fouten[vraag.code])),
  };
}

function vraagbeeld({ code, soort, tekst, keuzes }: Vraag, getypt: unknown, fout?: string) {
  const waarde = typeof getypt === 'string' ? getypt : '';
  const kern = { code, soort, tekst, waarde, fout: fout ?? null, open: soort === 'open' };
  if (soort === 'open') return { ...kern, maximum: MAXIMUM_OPEN, verplicht: false };
  return {
    ...kern,
    verplicht: soort === 'cijfer',
    ...einden(soort),
    opties: opties(soort, keuzes).map((optie, i) => ({
      ...optie,
      // The list of errors leads to the first.
      id: i === 0 ? `veld-${code}` : `veld-${code}-${optie.waarde}`,
      gekozen: optie.waarde === waarde,
    })),
  };
}

const einden = (soort: Vraag['soort']) =>
  soort === 'cijfer' || soort === 'schaal' ? BEREIK[soort] : { laag: null, hoog: null };

function opties(soort: Vraag['soort'], keuzes: Vraag['keuzes']): { waarde: string; tekst: string }[] {
  if (soort !== 'cijfer' && soort !== 'schaal')
    return keuzes!.map(({ code, tekst }) => ({ waarde: code, tekst }));
  const { van, tot } = BEREIK[soort];
  return Array.from({ length: tot - van + 1 }, (_, i) => ({ waarde: `${van + i}`, tekst: `${van + i}` }));
}
