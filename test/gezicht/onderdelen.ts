import { bladen } from './bladen.js';
import { formulieren } from './formulieren.js';
import { grafieken } from './grafieken.js';
import { groepen } from './groepen.js';
import { zoeken } from './zoeken.js';
import type { Onderdelen } from './onderdeel.js';
import { overal } from './overal.js';
import { plannen } from './plan.js';
import { velden } from './velden.js';
import { werk } from './werk.js';

/** Every component of the design in its states, by what it is about; the name of each is that of its partial. */
export const onderdelen = {
  'Op elke pagina': overal,
  'Groepen en plekken': groepen,
  Zoeken: zoeken,
  Invullen: velden,
  'Hele vragen': formulieren,
  'Aan het werk': werk,
  'Plannen en mensen toevoegen': plannen,
  Grafieken: grafieken,
  Bladen: bladen,
} satisfies Record<string, Onderdelen>;

/** Partials that are no component, each with why. */
export const geenOnderdeel: Record<string, string> = {
  csrf: 'a hidden field: there is nothing to see',
  beschreven: 'an attribute of a field',
  plaatspatroon: 'the patterns that `plaatsen` and `nummer` are drawn with; once on a page, in its shell',
  'mail-afspraak': 'part of a mail: npm run scherm -- mail/… shows every mail',
  'mail-afspraak-tekst': 'the same',
  'mail-cohort': 'the same',
  'mail-cohort-tekst': 'the same',
  'mail-knop': 'the same',
  'mail-tekst': 'the same',
  'mail-termijn': 'the same',
};
