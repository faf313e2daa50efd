import { addDays, dateOf } from '../platform/clock/dates.js';
import type { DomainError } from '../platform/errors/domain-error.js';
import { byFieldOf } from '../platform/web/form-input.js';
import { Page } from '../platform/web/page.js';
import type { Evaluatieformulier } from './antwoorden.service.js';
import type { Formuliervraag } from './evaluatie.entity.js';
import { evaluatiepaden } from './paden.js';
import { BEREIK, MAXIMUM_OPEN } from './vragenlijst.rules.js';

type Getypt = Readonly<Record<string, unknown>>;

/** Where the form posts to; of the example, which posts nowhere, the way back. */
type Wegen = { actie: string; terug: null } | { actie: null; terug: string };

/** The form behind a link, or why there is none any more. */
export function formulierscherm(
  token: string,
  formulier: Evaluatieformulier,
  getypt: Getypt = {},
  fout?: DomainError,
): Page {
  const { opleiding, cohort, soort, stand } = formulier;
  const naam = soort === 'nameting' ? 'Wat heeft het opgeleverd?' : 'Wat vond je ervan?';
  if (stand !== 'open')
    return new Page(
      'evaluaties/klaar',
      { opleiding, cohort, beantwoord: stand === 'beantwoord' },
      { titel: stand === 'beantwoord' ? 'Je hebt al geantwoord' : 'Deze vragenlijst is gesloten' },
    );
  const codes = formulier.vragen.map(({ code }) => code);
  const fouten = fout ? byFieldOf(codes, fout.fouten) : {};
  const context = formuliercontext(
    formulier,
    { actie: evaluatiepaden.formulier(token), terug: null },
    getypt,
    fouten,
  );
  return new Page('evaluaties/formulier', context, {
    titel: fout ? `Fout: ${naam}` : naam,
    status: fout ? 422 : 200,
  });
}

/** The example of an opleiding shows the same form. */
export function formuliercontext(
  { soort, opleiding, cohort, vragen, sluitOp }: Evaluatieformulier,
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
    vragen: vragen.map((vraag, i) => ({
      ...vraagcontext(vraag, getypt[vraag.code], fouten[vraag.code]),
      nummer: i + 1,
      aantal: vragen.length,
    })),
  };
}

function vraagcontext({ code, soort, tekst, keuzes }: Formuliervraag, getypt: unknown, fout?: string) {
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

const einden = (soort: Formuliervraag['soort']) =>
  soort === 'cijfer' || soort === 'schaal' ? BEREIK[soort] : { laag: null, hoog: null };

function opties(
  soort: Formuliervraag['soort'],
  keuzes: Formuliervraag['keuzes'],
): { waarde: string; tekst: string }[] {
  if (soort !== 'cijfer' && soort !== 'schaal')
    return keuzes!.map(({ code, tekst }) => ({ waarde: code, tekst }));
  const { van, tot } = BEREIK[soort];
  return Array.from({ length: tot - van + 1 }, (_, i) => ({ waarde: `${van + i}`, tekst: `${van + i}` }));
}
