import type { Evaluatiesoort } from './evaluatie.entity.js';
import {
  losseAtomen,
  verdeel,
  zicht,
  zichten,
  type Geteld,
  type Keuze,
  type Per,
  type Zicht,
} from './uitkomst.rules.js';

export type Filter = Omit<Keuze, 'soort' | 'cohort'>;

/** One line of a comparison; a soort that nobody was asked is absent. */
export type Groep = Partial<Record<Evaluatiesoort, Zicht>>;

/** Everything that the screen, the export and the API tell of a filter: they have no other way to a figure. */
export interface Overzicht {
  totaal: Record<Evaluatiesoort, Zicht>;
  /** By id of the opleiding, name of the aanbieder or schooljaar. */
  per: Record<Per, Map<string, Groep>>;
  /** Of one opleiding: each evaluatie by itself in order of time; small ones that are shown together have several cohorten. */
  groepen: { cohortIds: string[]; schooljaar: string; zicht: Zicht }[];
}

/** @param vandaag `YYYY-MM-DD` */
export function overzicht(geteld: Geteld[], filter: Filter, vandaag: string): Overzicht {
  const verdeling = verdeel(geteld, vandaag);
  const per = (wat: Per): Map<string, Groep> => {
    const evaluatie = zichten(verdeling, { ...filter, soort: 'evaluatie' }, wat);
    const nameting = zichten(verdeling, { ...filter, soort: 'nameting' }, wat);
    const namen = new Set([...evaluatie.keys(), ...nameting.keys()]);
    return new Map([...namen].map((naam) => [naam, groep(evaluatie.get(naam), nameting.get(naam))]));
  };
  return {
    totaal: {
      evaluatie: zicht(verdeling, { ...filter, soort: 'evaluatie' }),
      nameting: zicht(verdeling, { ...filter, soort: 'nameting' }),
    },
    per: { opleiding: per('opleiding'), aanbieder: per('aanbieder'), schooljaar: per('schooljaar') },
    groepen: filter.opleiding ? losseAtomen(verdeling, { ...filter, soort: 'evaluatie' }) : [],
  };
}

const groep = (evaluatie: Zicht | undefined, nameting: Zicht | undefined): Groep => ({
  ...(evaluatie ? { evaluatie } : {}),
  ...(nameting ? { nameting } : {}),
});
