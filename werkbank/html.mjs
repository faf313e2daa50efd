// What the walk needs of a page: its links and its forms. Our own templates always quote attributes.

const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'", '#39': "'", '#x3D': '=', '#x60': '`' };
const decode = (text) => text.replace(/&(#?\w+);/g, (all, name) => ENTITIES[name] ?? all);

function attributes(text) {
  const found = {};
  for (const [, name, value] of text.matchAll(/([\w:-]+)(?:\s*=\s*"([^"]*)")?/g))
    found[name] ??= decode(value ?? '');
  return found;
}

/** @returns the own addresses that this page links to or shows in a frame, in the order of the page, each once. */
export function linksIn(html, address) {
  const found = new Set();
  for (const [, link] of html.matchAll(/<(?:a|iframe)\b[^>]*?\s(?:href|src)="([^"]*)"/g)) {
    const path = ownPath(decode(link), address);
    if (path) found.add(path);
  }
  return [...found];
}

/** The path of a link on the page `address`; null when it leads elsewhere. */
export function ownPath(link, address) {
  if (/^(mailto|tel|data|webcal|webcals):/.test(link)) return null;
  const url = new URL(link, `http://academie.test${address}`);
  return url.host === 'academie.test' ? `${url.pathname}${url.search}` : null;
}

/**
 * @returns the forms of this page: method, address, encoding, fields `{ kind, name, value, checked, options }` and the
 * buttons with a name that send it.
 */
export function formsIn(html, address) {
  return [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map(([, head, body]) => {
    const { method = 'get', action, enctype } = attributes(head);
    return {
      method: method.toLowerCase(),
      action: action === undefined ? address : ownPath(action, address),
      multipart: enctype === 'multipart/form-data',
      ...fieldsIn(body),
    };
  });
}

function fieldsIn(body) {
  const fields = [];
  const buttons = [];
  const tags = /<(input|textarea|select|button)\b([^>]*)>(?:([\s\S]*?)<\/\1>)?/g;
  // An input has no end, so what follows it must not be taken for its content.
  const closed = body.replace(/<input\b([^>]*)>/g, '<input$1></input>');
  for (const [, tag, head, inner = ''] of closed.matchAll(tags)) {
    const found = attributes(head);
    const { name, value, type } = found;
    if (!name || 'disabled' in found) continue;
    if (tag === 'button' || type === 'submit') {
      if (tag !== 'button' || type !== 'button') buttons.push({ name, value: value ?? '' });
    } else if (tag === 'textarea')
      fields.push({ kind: 'text', name, value: decode(inner.replace(/^\n/, '')) });
    else if (tag === 'select') fields.push(selectField(name, inner));
    else fields.push(inputField(found));
  }
  return { fields, buttons };
}

function inputField({ name, value, type = 'text', ...rest }) {
  if (type === 'checkbox' || type === 'radio')
    return { kind: 'tick', type, name, value: value ?? 'on', checked: 'checked' in rest };
  return { kind: type === 'hidden' || type === 'file' ? type : 'text', name, value: value ?? '' };
}

function selectField(name, inner) {
  const options = [...inner.matchAll(/<option\b([^>]*)>([^<]*)/g)].map(([, head, text]) => {
    const { value, selected } = attributes(head);
    return { value: value ?? decode(text).trim(), selected: selected !== undefined };
  });
  const value = (options.find(({ selected }) => selected) ?? options[0])?.value ?? '';
  return { kind: 'select', name, value, options: options.map((option) => option.value) };
}
