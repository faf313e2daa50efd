// Which forms there are, and how they are sent.
import { shapeOf } from './adressen.mjs';

/** Of the same form of different cohorten, which may be in another state, this many are sent. */
const OF_A_COHORT = 2;

/** Forms by shape: where it goes to, its fields and its buttons. */
export class Forms {
  constructor(from) {
    this.known = new Map(from?.known);
    this.list = [...(from?.list ?? [])];
  }

  /** @param coarse whether forms that go to one address are one, whatever their fields. */
  add(form, coarse = false) {
    if (!form.action) return;
    const names = [
      ...new Set(form.fields.map(({ name }) => name.replace(/[0-9a-f-]{36}|\d+/g, ':n'))),
    ].sort();
    const buttons = form.buttons.map(({ name, value }) => `${name}=${value.replace(/\d+/g, ':n')}`);
    const end = shapeOf(form.action).replace(/\?.*/, '');
    const key = [end, ...(coarse ? ['daarna'] : [...names, ...new Set(buttons)])].join(' ');
    const actions = this.known.get(key) ?? [];
    const most = !coarse && end.includes('/cohorten/:id') ? OF_A_COHORT : 1;
    if (actions.length >= most || actions.includes(form.action)) return;
    this.known.set(key, [...actions, form.action]);
    this.list.push(form);
  }

  /** Also what is added meanwhile. Forms with something to fill in first: a button alone does what it says. */
  *each() {
    const asks = ({ fields }) => fields.some(({ kind }) => kind !== 'hidden');
    const ends = ({ action }) =>
      /uitloggen|hoed|sessies|uitschakeling|verwijdering|annulering|intrekking/.test(action);
    const rank = (form) => (asks(form) ? 0 : 1) + (ends(form) ? 2 : 0);
    const order = this.list
      .map((form, i) => ({ form, i }))
      .sort((a, b) => rank(a.form) - rank(b.form) || a.i - b.i);
    const begin = this.list.length;
    for (const { form } of order) yield form;
    for (let i = begin; i < this.list.length && i < begin + 60; i += 1) yield this.list[i];
  }
}

/** What a search form can ask: something that is not there, something that is, and a few of its choices. */
export function searches({ action, fields }) {
  const asked = (changes) => {
    const query = new URLSearchParams();
    for (const { kind, name, value, checked } of fields)
      if (kind !== 'tick' || checked || name in changes) query.append(name, changes[name] ?? value);
    return `${action.replace(/\?.*/, '')}?${query}`;
  };
  const texts = fields.filter(({ kind }) => kind === 'text');
  const choices = fields.flatMap(({ kind, name, options, value }) =>
    kind === 'select'
      ? options.slice(1, 4).map((option) => ({ [name]: option }))
      : kind === 'tick'
        ? [{ [name]: value }]
        : [],
  );
  const typed = texts.flatMap(({ name }) => [{ [name]: 'xyzxyz' }, { [name]: 'an' }]);
  return [...typed, ...choices].map(asked);
}

/**
 * The ways in which a form is sent: `leeg` with nothing filled in, `onzin` with an x everywhere, `zoals` as it stands,
 * `ingevuld` with something that fits. A form without anything to fill in is only sent as it stands.
 */
export function variants(form, manners) {
  const asks = form.fields.some(({ kind }) => kind !== 'hidden');
  const buttons = [];
  const seen = new Set();
  for (const button of form.buttons) {
    const key = `${button.name}=${button.value.replace(/\d+/g, '')}`;
    if (!seen.has(key)) buttons.push(button);
    seen.add(key);
  }
  if (buttons.length === 0) buttons.push(undefined);
  return manners
    .filter((manner) => asks || manner === 'zoals')
    .flatMap((manner) =>
      buttons.slice(0, 6).map((button) => ({ manner, button, fields: filled(form.fields, manner) })),
    );
}

const FITTING = [
  [/mail/i, 'noor.werkbank@school.example'],
  [/datum|Op$|dag|begin|einde?$|vanaf|voor$|tot$/i, '2027-03-10'],
  [/tijd|van$|begint|eindigt/i, '10:00'],
  [/aantal|nummer|capaciteit|minimum|uren|punten|jaar/i, '3'],
];

const HEAD = 'voornaam;achternaam;email;school;functie';
const FILES = {
  leeg: '',
  zoals: '',
  onzin: `${HEAD}\nx;;x;x;x\n`,
  ingevuld: `${HEAD}\nNoor;Werkbank;noor.werkbank@school.example;99ZZ01;leraar\n`,
};

function filled(fields, manner) {
  const picked = new Set();
  return fields.flatMap(({ kind, type, name, value, checked, options }) => {
    if (kind === 'hidden' || (kind !== 'file' && manner === 'zoals' && (kind !== 'tick' || checked)))
      return [[name, value]];
    if (kind === 'file') return [[name, FILES[manner], true]];
    if (kind === 'tick') {
      if (manner !== 'ingevuld' || (type === 'radio' && picked.has(name))) return [];
      picked.add(name);
      return [[name, value]];
    }
    if (manner === 'leeg') return [[name, '']];
    if (manner === 'onzin') return [[name, 'x']];
    if (kind === 'select') return [[name, value || options.find((option) => option !== '') || '']];
    return [[name, value || FITTING.find(([pattern]) => pattern.test(name))?.[1] || 'Werkbank']];
  });
}

export function bodyOf({ multipart }, fields, button) {
  const pairs = button ? [...fields, [button.name, button.value]] : fields;
  if (!multipart)
    return {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' },
      body: new URLSearchParams(pairs.map(([name, value]) => [name, value])).toString(),
    };
  // Written out, because FormData draws a boundary of its own.
  const parts = pairs.map(([name, value, isFile]) => {
    const file = isFile ? `; filename="${value ? 'werkbank.csv' : ''}"\r\ncontent-type: text/csv` : '';
    return `--werkbank\r\ncontent-disposition: form-data; name="${name}"${file}\r\n\r\n${value}\r\n`;
  });
  return {
    method: 'POST',
    headers: { 'content-type': 'multipart/form-data; boundary=werkbank' },
    body: `${parts.join('')}--werkbank--\r\n`,
  };
}
