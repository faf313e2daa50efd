/** One state of a component: what it shows, in words, and what its partial is given. */
interface Toestand {
  wat: string;
  context: object;
}

/** A component of the design: the partial of that name, or the page, in the states in which people meet it. */
export interface Onderdeel {
  staten: Toestand[];
  /** Stands on the desks of staff, only there or there too, and is shown as close together as it stands there. */
  dicht?: true | 'ook';
  /** Takes so little room that some stand beside each other. */
  smal?: true;
  /** What it stands in: without it, it would be no table row, or no line of a list. */
  in?: keyof typeof omhulsels;
}

export type Onderdelen = Record<string, Onderdeel>;

export const sjabloonVan = (naam: string): string =>
  naam.includes('/') ? `pages/${naam}` : `partials/${naam}`;

const kop = (tekst: string): string => `<th scope="col" class="utrecht-table__header-cell">${tekst}</th>`;

/** Before and after a component that cannot stand alone; each as the page has it that uses it. */
export const omhulsels = {
  rijen: ['<ul class="ula-rijen">', '</ul>'],
  lijst: ['<ul class="ula-lijst">', '</ul>'],
  week: ['<div class="ula-week">', '</div>'],
  mensen: [
    `<table class="utrecht-table ula-tabel ula-tabel--dicht ula-mensen"><caption class="ula-onzichtbaar">Mensen</caption>
     <thead class="utrecht-table__header"><tr class="utrecht-table__row">${['Naam', 'School', 'Stand', 'Aangemeld', 'Doen'].map(kop).join('')}</tr></thead>
     <tbody class="utrecht-table__body">`,
    '</tbody></table>',
  ],
} as const satisfies Record<string, readonly [string, string]>;
