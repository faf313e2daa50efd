// npm run scherm: lists every screen and mail. `-- NAAM` writes those screens, or that mail, with pictures.
import fs from 'node:fs/promises';
import path from 'node:path';
import { Templates } from '../dist/src/platform/web/templates.js';
import { startBrowser } from '../test/support/chromium.mjs';
import { shapeOf } from './adressen.mjs';
import { Visit } from './bezoek.mjs';
import { OIDC, openDemo, readOidcPeople } from './demo.mjs';
import { readMails } from './mails.mjs';
import { readComponents, toonOnderdelen } from './onderdelen.mjs';
import { WALK } from './tocht.mjs';
import { pagesOf, vergelijk } from './vergelijk.mjs';
import { Vraagfout } from './vraagfout.mjs';

const project = path.resolve(import.meta.dirname, '..');
const folder = path.join(project, '.data/schermen');
const map = path.join(folder, 'alle');
/** Of one screen at most so many are shown. */
const MOST = 8;
const WIDTHS = [390, 1280];

/** Prints each screen with one address and who see it, each mail with its cases, and the components. @returns the exit code. */
export async function somOp(running) {
  const list = await readList(running);
  for (const name of namesOfPages()) {
    const found = list.filter(({ sjablonen }) => pagesOf(sjablonen).includes(name));
    const seen = found.filter(({ vraag, status }) => vraag === 'GET' && status < 400);
    const [example] = [...seen, ...found];
    const who = [...new Set((seen.length > 0 ? seen : found).map(({ wie }) => wie))].join(', ');
    console.log(
      `${name.padEnd(40)} ${example ? `${example.vraag} ${example.adres} (${who})` : '(geen voorbeeld)'}`,
    );
  }
  for (const [mail, gevallen] of Object.entries(await readMails()))
    console.log(`${`mail/${mail}`.padEnd(40)} ${Object.keys(gevallen).join(' · ')}`);
  const componenten = Object.values(await readComponents()).flatMap(Object.keys);
  console.log(`${'onderdelen'.padEnd(40)} ${componenten.join(' · ')}`);
  return 0;
}

/** Writes what NAAM looks like: a screen (`<feature>/<screen>`), an address, `mail/<feature>/<mail>` or `onderdelen`. */
export async function toon(running, name) {
  const target = path.join(folder, name.replace(/[^\w.-]+/g, '-').replace(/^-|-$/g, '') || 'start');
  await fs.rm(target, { recursive: true, force: true });
  await fs.mkdir(target, { recursive: true });
  const browser = await startBrowser();
  if (!browser) console.log('Geen Chromium gevonden: geen plaatjes.');
  try {
    if (name === 'onderdelen') await toonOnderdelen(target, browser, WIDTHS);
    else if (name.startsWith('mail/')) await toonMail(name.slice('mail/'.length), target, browser);
    else await toonSchermen(running, name, target, browser);
  } finally {
    await browser?.close();
  }
  console.log(`${(await fs.readdir(target)).length} bestanden in ${target}`);
  return 0;
}

async function toonMail(mail, target, browser) {
  const gevallen = (await readMails())[mail];
  if (!gevallen) throw new Vraagfout(`Er is geen mail ${mail}; \`npm run scherm\` noemt ze alle.`);
  for (const [geval, { onderwerp, html, tekst }] of Object.entries(gevallen)) {
    const file = path.join(target, geval.replace(/[^\w]+/g, '-'));
    await fs.writeFile(`${file}.txt`, `Onderwerp: ${onderwerp}\n\n${tekst}`);
    await fs.writeFile(`${file}.html`, html);
    await takePictures(browser, 'http://academie.test/', html, file);
  }
}

async function toonSchermen(running, name, target, browser) {
  const list = await readList(running);
  const isAddress = name.startsWith('/');
  const chosen = isAddress ? atAddress(list, name) : ofTemplate(list, name);
  const demo = await openDemo(running, map);
  const visits = new Map();
  for (const screen of chosen) {
    const isOidc = screen.wie.startsWith('oidc-');
    if (!visits.has(isOidc))
      visits.set(
        isOidc,
        await Visit.start(running, demo, isOidc ? { people: readOidcPeople, settings: OIDC } : {}),
      );
    const visit = visits.get(isOidc);
    const answer = await askAgain(visit, list, screen);
    const title = `${screen.wie}: ${screen.vraag} ${screen.adres}`;
    if (!(isAddress ? answer.isHtml && answer.status < 400 : answer.pages.includes(name))) {
      if (!isAddress)
        console.log(`${title}: alleen na andere stappen, zie ${path.join(map, 'schermen', screen.file)}`);
      continue;
    }
    console.log(`${title}: ${answer.status}`);
    const short = title.replace(/[^\w.=-]+/g, '-').slice(0, 90);
    await fs.writeFile(path.join(target, `${short}.html`), answer.body);
    await takePictures(browser, `${visit.copy.url}${screen.adres}`, answer.body, path.join(target, short));
  }
  for (const visit of visits.values()) await visit.stop();
}

/** Asks what was asked on the walk; a page that came after a form, after that form. */
async function askAgain(visit, list, { wie, vraag, adres, init = {} }) {
  const form = list.find((each) => each.wie === wie && `${each.vraag} ${each.adres} en dan` === vraag);
  let asked = [adres, init, {}];
  if (form) {
    const { naar, cookies } = await visit.ask(wie, form.vraag, form.adres, form.init);
    asked = [naar ?? adres, {}, cookies];
  }
  const answer = await visit.ask(wie, vraag, ...asked);
  return { ...answer, pages: pagesOf(visit.answers[wie].at(-1).sjablonen) };
}

/** How this screen looks to each visitor, at addresses of each shape, and when its form is refused. */
function ofTemplate(list, name) {
  const found = list.filter(({ sjablonen }) => pagesOf(sjablonen).includes(name));
  const seen = new Set();
  const unlike = found.filter(({ wie, vraag, adres, status }) => {
    const key = `${wie} ${vraag} ${status} ${shapeOf(adres)}`;
    return !/daarna|even/.test(vraag) && !seen.has(key) && seen.add(key);
  });
  if (unlike.length === 0)
    throw new Vraagfout(`Er is geen scherm ${name}; \`npm run scherm\` noemt ze alle, met een voorbeeld.`);
  // As it is, and refused; what only shows after a form when there is nothing else.
  const rank = ({ vraag }) => (vraag === 'GET' ? 0 : /leeg|onzin/.test(vraag) ? 1 : 2);
  return unlike.sort((a, b) => rank(a) - rank(b)).slice(0, MOST);
}

function atAddress(list, address) {
  const everybody = [...new Set(list.map(({ wie }) => wie))].filter((wie) => !wie.startsWith('oidc-'));
  return everybody.map((wie) => ({ wie, vraag: 'GET', adres: address }));
}

/** What a walk saw; the first time it is walked, which takes a minute or two. */
async function readList(running) {
  const read = (file) => fs.readFile(path.join(map, 'schermen', file), 'utf8').catch(() => undefined);
  if ((await read('gang.txt')) !== String(WALK)) {
    console.log(`Even alle schermen langs, voor de lijst in ${map} …`);
    await fs.rm(map, { recursive: true, force: true });
    await vergelijk(running, map);
  }
  return JSON.parse(await read('lijst.json'));
}

const namesOfPages = () => pagesOf(new Templates().names).sort();

/** @param address where the page would stand: what it shows beside its own text comes from there. */
async function takePictures(browser, address, html, file) {
  if (!browser) return;
  for (const width of WIDTHS) {
    const page = await browser.newPage({ viewport: { width, height: 800 }, reducedMotion: 'reduce' });
    await page.route(
      (url) => url.href === new URL(address).href,
      (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }),
    );
    await page.goto(address);
    await page.screenshot({ path: `${file}-${width}.png`, fullPage: true });
    await page.close();
  }
}
