// One copy of the demo and those who look at it.
import pg from 'pg';
import { AfterAnswer } from '../dist/src/platform/web/after-answer.js';
import { mostOf, readKnown, routesFor, sends, shapeOf, startsOf } from './adressen.mjs';
import { logIn, readPeople, startCopy } from './demo.mjs';
import { bodyOf, Forms, searches, variants } from './formulieren.mjs';
import { formsIn, linksIn, ownPath } from './html.mjs';
import { asRequest } from './willekeur.mjs';

const KEPT_HEADERS = ['content-type', 'location', 'cache-control', 'content-disposition', 'allow'];
const TEXT = /^(text\/|application\/(problem\+)?(json|xml|\w+\+xml|\w+\+json))/;

/** One copy of the demo and those who look at it. */
export class Visit {
  /** @param keep gets each answer: `{ wie, vraag, adres, tekst }`. */
  static async start(running, demo, keep = () => undefined) {
    const visit = new Visit();
    visit.keep = keep;
    /** Per visitor what was asked, in order. */
    visit.answers = {};
    visit.counts = new Map();
    visit.copy = await startCopy(running, demo);
    visit.client = new pg.Client(visit.copy.database);
    // The database may go first, when all is broken off.
    visit.client.on('error', () => undefined);
    await visit.client.connect();
    visit.known = await readKnown(visit.client);
    visit.people = await readPeople(visit.client, visit.copy.moment);
    await logIn(visit.client, visit.people);
    return visit;
  }

  async stop() {
    await this.client.end();
    await this.copy.stop();
  }

  /** All GETs of a visitor. @returns the forms on those pages. */
  async look(wie, routes) {
    const forms = new Forms();
    const starts = startsOf(wie, this.known);
    const queue = [...starts, ...routesFor(wie, routes, this.known)];
    const seen = new Set();
    const shapes = new Map();
    for (let address = queue.shift(); address !== undefined; address = queue.shift()) {
      const shape = shapeOf(address);
      const count = shapes.get(shape) ?? 0;
      const enough = count >= mostOf(wie, shape) && !starts.includes(address);
      if (seen.has(address) || enough || /^\/assets\//.test(address)) continue;
      seen.add(address);
      shapes.set(shape, count + 1);
      const answer = await this.ask(wie, 'GET', address, {});
      if (answer.naar) queue.push(answer.naar);
      if (!answer.isHtml) continue;
      queue.push(...linksIn(answer.body, address));
      for (const form of formsIn(answer.body, address)) {
        if (form.method === 'get') queue.push(...searches(form));
        else if (sends(wie, form.action)) forms.add(form);
      }
    }
    return forms;
  }

  /** Where this visitor begins, after all that was done. */
  async lookAgain(wie) {
    for (const address of startsOf(wie, this.known)) await this.ask(wie, 'GET daarna', address, {});
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
    const answer = await this.ask(wie, vraag, form.action, bodyOf(form, fields, button));
    if (manner === 'leeg' || manner === 'onzin') return;
    if (answer.isHtml)
      for (const next of formsIn(answer.body, form.action)) if (next.method === 'post') found.add(next, true);
    if (answer.naar) await this.ask(wie, `${vraag} ${form.action} en dan`, answer.naar, {}, answer.cookies);
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
      await this.copy.app.get(AfterAnswer).settled();
      return read;
    });
    (this.answers[wie] ??= []).push({ wie, vraag, adres, status: answer.status, sjablonen: noted, init });
    await this.keep({ wie, vraag, adres, tekst: this.known.hide(`${answer.head}\n\n${answer.body}`) });
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
