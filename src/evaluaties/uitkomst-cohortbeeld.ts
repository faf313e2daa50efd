import { cohortkop } from '../cohorten/cohortkop.js';
import { addDays, dateOf } from '../platform/clock/dates.js';
import type { Cohortdeel, Cohortuitkomst } from './uitkomst-cohort.service.js';
import { uitkomstbeeld } from './uitkomstbeeld.js';

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
export interface Sluitfout {
  evaluatieId: string;
  melding: string;
}

/** @param beheert may close an evaluatie; who may only look, also has no other screen of a cohort to go to. */
export function cohortbeeld(
  { cohort, evaluatie, nameting }: Cohortuitkomst,
  beheert: boolean,
  fout?: Sluitfout,
) {
  const kop = cohortkop(cohort, 'evaluatie');
  const delen = [evaluatie, nameting];
  const getoond = delen.some(({ uitkomst }) => uitkomst !== null);
  return {
    ...kop,
    ...(beheert
      ? {}
      : { tabs: [], naarWebsite: null, kruimels: [{ tekst: 'Evaluaties', href: '/beheer/evaluaties' }] }),
    csvHref: getoond ? `/beheer/cohorten/${cohort.id}/evaluatie.csv` : null,
    delen: delen.map((deel) => deelbeeld(deel, cohort, beheert, fout)),
  };
}

function deelbeeld(
  deel: Cohortdeel,
  cohort: Cohortuitkomst['cohort'],
  beheert: boolean,
  fout: Sluitfout | undefined,
) {
  const { soort, stand, sluitOp, uitkomst, teksten, teKlein } = deel;
  const sluitHref = `/beheer/cohorten/${cohort.id}/evaluatie/sluiting`;
  return {
    ...deel,
    ...woorden[soort],
    sleutel: soort,
    totEnMet: sluitOp && addDays(dateOf(sluitOp), -1),
    sluitHref: beheert && stand === 'open' ? sluitHref : null,
    fout: fout?.evaluatieId === deel.id ? fout?.melding : undefined,
    teKlein: teKlein && { ...teKlein, href: `/beheer/evaluaties?opleiding=${cohort.opleidingCode}` },
    uitkomst: uitkomst && uitkomstbeeld(uitkomst),
    open: (uitkomst?.vragen ?? [])
      .filter((vraag) => vraag.soort === 'open')
      .map((vraag) => ({ ...vraag, teksten: teksten.get(vraag.code) ?? [] })),
  };
}
