// One copy of the demo and those who look at it.
import { Secret, TOTP } from 'otpauth';
import pg from 'pg';
import { mostOf, readKnown, routesFor, sends, shapeOf, startsOf } from './adressen.mjs';
import { logIn, part, readPeople, startCopy } from './demo.mjs';
import { bodyOf, Forms, searches, variants } from './formulieren.mjs';
import { formsIn, linksIn, ownPath } from './html.mjs';
import { asRequest } from './willekeur.mjs';

const FILE = /\.(csv|xlsx|pdf|zip|xml|ics)(\?|$)/;

const KEPT_HEADERS = ['content-type', 'location', 'cache-control', 'content-disposition', 'allow'];
const TEXT = /^(text\/|application\/(problem\+)?(json|xml|\w+\+xml|\w+\+json))/;

/** One copy of the demo and those who look at it. */
export class Visit {
  /**
   * @param keep gets each answer: `{ wie, vraag, adres, tekst }`.
   * @param people reads who look, see `readPeople`.
   * @param settings of the product, that are otherwise than in the demo.
   */
  static async start(running, demo, { keep = () => undefined, people = readPeople, settings = {} } = {}) {
    const visit = new Visit();
    visit.keep = keep;
    /** Per visitor what was asked, in order. */
    visit.answers = {};
    visit.counts = new Map();
    visit.copy = await startCopy(running, demo, settings);
    visit.client = new pg.Client(visit.copy.database);
    // The database may go first, when all is broken off.
    visit.client.on('error', () => undefined);
    await visit.client.connect();
    visit.known = await readKnown(visit.client);
    visit.people = await people(visit.client, visit.copy.moment);
    await logIn(visit.client, visit.people);
    return visit;
  }

  async stop() {
    await this.client.end();
    await this.copy.stop();
  }

  /**
   * All GETs of a visitor.
   * @param atOnce how many of them are under way together.
   * @returns the forms on those pages.
   */
  async look(wie, routes, atOnce = 3) {
    const forms = new Forms();
    const road = new Road(wie, startsOf(wie, this.known), routesFor(wie, routes, this.known));
    for (let next = road.next(atOnce); next.length > 0; next = road.next(atOnce)) {
      // Together, and then in their own order: the database works while we do.
      const answers = await Promise.all(next.map((address) => this.ask(wie, 'GET', address, {})));
      for (const [i, { naar, isHtml, body }] of answers.entries()) {
        if (naar) road.add(naar);
        if (!isHtml) continue;
        road.add(...linksIn(body, next[i]).filter((link) => this.known.hide(link) === link));
        for (const form of formsIn(body, next[i])) {
          if (form.method === 'get') road.add(...searches(form));
          else if (sends(wie, form.action)) forms.add({ ...form, page: next[i] });
        }
      }
    }
    return forms;
  }

  /** Where this visitor begins, after all that was done; what can be sent now that could not before, is. */
  async lookAgain(wie, forms) {
    const fresh = new Forms(forms);
    const before = fresh.list.length;
    for (const address of startsOf(wie, this.known)) {
      const { isHtml, body } = await this.ask(wie, 'GET daarna', address, {});
      if (isHtml)
        for (const form of formsIn(body, address))
          if (form.method === 'post' && sends(wie, form.action)) fresh.add(form);
    }
    fresh.list.splice(0, before);
    await this.send(wie, fresh, ['leeg', 'onzin']);
  }

  /** Sends these forms in these manners, see `variants`. */
  async send(wie, forms, manners) {
    // Forms that only an answer shows are added while we go.
    const found = new Forms(forms);
    for (const form of found.each())
      for (const variant of variants(form, manners)) await this.sendOne(wie, form, variant, found);
  }

  async sendOne(wie, form, { manner, button, fields }, found) {
    // A form may have ended our session, or changed what we act in.
    await logIn(this.client, { [wie]: this.people[wie] });
    const vraag = this.numbered(
      `POST ${manner}${button ? ` ${button.name}=${button.value}` : ''}`,
      form.action,
      wie,
    );
    const code = manner === 'ingevuld' && (await this.codeFor(wie, form));
    const typed = fields.map(([name, ...rest]) => (code && name === 'code' ? [name, code] : [name, ...rest]));
    const answer = await this.ask(wie, vraag, form.action, bodyOf(form, typed, button));
    if (manner === 'leeg' || manner === 'onzin') return;
    if (answer.isHtml)
      for (const next of formsIn(answer.body, form.action)) if (next.method === 'post') found.add(next, true);
    if (answer.naar)
      await this.ask(wie, `${vraag} ${this.known.hide(form.action)} en dan`, answer.naar, {}, answer.cookies);
  }

  /** The code of an app that was set up with what this page shows; undefined when it shows no such thing. */
  async codeFor(wie, { page, fields }) {
    if (!page || !fields.some(({ name }) => name === 'code')) return undefined;
    const { body } = await this.ask(wie, 'GET even', page, {});
    const secret = /(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}/.exec(body)?.[0].replaceAll(' ', '');
    const timestamp = this.copy.moment.getTime();
    return secret && TOTP.generate({ secret: Secret.fromBase32(secret), timestamp });
  }

  /** Several forms may go to one address. */
  numbered(vraag, action, wie) {
    const key = `${wie} ${vraag} ${action}`;
    const count = (this.counts.get(key) ?? 0) + 1;
    this.counts.set(key, count);
    return count === 1 ? vraag : `${vraag} (${count})`;
  }

  /**
   * Asks one thing, as this visitor.
   * @param vraag how it is asked, in words; with `adres` it is the name of the answer.
   * @param extra cookies beside those of the visitor.
   */
  async ask(wie, vraag, adres, init, extra = {}) {
    const place = { wie, vraag, adres: this.known.hide(adres), init };
    (this.answers[wie] ??= []).push(place);
    const cookies = Object.entries({ ...this.people[wie].cookies, ...extra });
    const { answer, noted } = await asRequest(`${wie} ${vraag} ${adres}`, async (header) => {
      const response = await fetch(`${this.copy.url}${adres}`, {
        redirect: 'manual',
        ...init,
        headers: {
          ...init.headers,
          ...header,
          'user-agent': 'Werkbank',
          cookie: cookies.map((pair) => pair.join('=')).join('; '),
        },
      });
      const read = await this.read(response);
      await part(this.copy.app, 'AfterAnswer').settled();
      return read;
    });
    Object.assign(place, { status: answer.status, sjablonen: noted });
    await this.keep({ ...place, tekst: this.known.hide(`${answer.head}\n\n${answer.body}`) });
    const { location } = answer.headers;
    return { ...answer, naar: location ? ownPath(location, adres) : null };
  }

  async read(response) {
    const headers = Object.fromEntries(
      KEPT_HEADERS.map((name) => [name, response.headers.get(name)]).filter(([, value]) => value !== null),
    );
    const type = headers['content-type'] ?? '';
    const bytes = Buffer.from(await response.arrayBuffer());
    const head = [
      response.status,
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ].join('\n');
    const cookies = Object.fromEntries(
      response.headers.getSetCookie().map((line) => {
        const [pair] = line.split(';');
        return [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
      }),
    );
    // A PDF, a workbook or an archive holds the moment at which it was made.
    const body = TEXT.test(type) ? bytes.toString('utf8') : bytes.length > 0 ? '(geen tekst)' : '';
    return { status: response.status, head, headers, body, cookies, isHtml: type.startsWith('text/html') };
  }
}

/** The addresses that a visitor still has to look at, each once, and not too many of one shape. */
class Road {
  constructor(wie, starts, more) {
    this.wie = wie;
    this.starts = new Set(starts);
    this.queue = [...starts, ...more];
    this.seen = new Set();
    this.shapes = new Map();
  }

  add(...addresses) {
    this.queue.push(...addresses);
  }

  /** @returns the next ones, at most so many; none at the end. A file alone, because it is written down who fetched which, in order. */
  next(most) {
    const found = [];
    while (found.length < most && this.queue.length > 0) {
      if (FILE.test(this.queue[0]) && found.length > 0) break;
      const address = this.queue.shift();
      if (!this.isWorthIt(address)) continue;
      found.push(address);
      if (FILE.test(address)) break;
    }
    return found;
  }

  isWorthIt(address) {
    if (this.seen.has(address) || address.startsWith('/assets/')) return false;
    const shape = shapeOf(address);
    const count = this.shapes.get(shape) ?? 0;
    if (count >= mostOf(this.wie, shape) && !this.starts.has(address)) return false;
    this.seen.add(address);
    this.shapes.set(shape, count + 1);
    return true;
  }
}
