// Small help for every form; each page works without it.

// A form that was open for long: whoever is no longer logged in would lose what they typed, so look first. Logged in
// again in another tab, the form gets the token of that session and goes on as if nothing had happened.
const LANG = 15 * 60 * 1000;
const geopend = Date.now();
const UITLOGGEN = 'form[action="/uitloggen"]';
if (document.querySelector(UITLOGGEN)) {
  for (const form of document.querySelectorAll('main form[method="post"]'))
    form.addEventListener('submit', (event) => kijkEerst(event, form), { capture: true });
}

function kijkEerst(event, form) {
  if (form.dataset.gekeken || Date.now() - geopend < LANG) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  void vraagSessie().then((token) => {
    if (token === null) return meldUitgelogd(form);
    for (const veld of document.querySelectorAll('input[name="_csrf"]')) if (token) veld.value = token;
    form.dataset.gekeken = 'ja';
    form.requestSubmit(event.submitter);
  });
}

/** The token of the session of now; null when there is none, empty when nobody can say. */
async function vraagSessie() {
  try {
    const antwoord = await fetch('/privacy', { cache: 'no-store' });
    const pagina = new DOMParser().parseFromString(await antwoord.text(), 'text/html');
    if (!antwoord.ok) return '';
    if (!pagina.querySelector(UITLOGGEN)) return null;
    return pagina.querySelector('meta[name="csrf-token"]')?.content ?? '';
  } catch {
    return '';
  }
}

function meldUitgelogd(form) {
  document.querySelector('#uitgelogd')?.remove();
  const vak = document.createElement('div');
  vak.id = 'uitgelogd';
  vak.className = 'utrecht-alert utrecht-alert--warning';
  vak.setAttribute('role', 'alert');
  vak.tabIndex = -1;
  const zin = document.createElement('p');
  zin.className = 'utrecht-paragraph';
  zin.textContent =
    'Je bent niet meer ingelogd. Wat je typte staat er nog. Log in en druk daarna hier nog een keer op de knop.';
  const link = document.createElement('a');
  link.className = 'utrecht-link utrecht-link--html-a ula-tik';
  // Back to the part of the site this page belongs to: that one this person may open.
  const hier = document.querySelector('.ula-kop nav a[aria-current]');
  link.href = `/inloggen${hier ? `?terug=${encodeURIComponent(hier.pathname)}` : ''}`;
  link.target = '_blank';
  link.rel = 'noopener';
  link.textContent = 'Log in (opent een nieuw tabblad)';
  const inhoud = document.createElement('div');
  inhoud.className = 'utrecht-alert__content';
  inhoud.append(zin, link);
  vak.append(inhoud);
  form.append(vak);
  vak.focus();
}

// A second press of the button must not send the form twice. The name and value of the pressed button
// still go along, because the button is switched off only after the browser has built the form data.
for (const form of document.querySelectorAll('form[method="post"]')) {
  form.addEventListener('submit', (event) => {
    if (form.dataset.verstuurd) {
      event.preventDefault();
      return;
    }
    form.dataset.verstuurd = 'ja';
    setTimeout(() => knoppen(form, true));
  });
}

// Back in the browser may show the page as it was left, so the buttons have to work again.
addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-verstuurd]')) {
    delete form.dataset.verstuurd;
    knoppen(form, false);
  }
});

function knoppen(form, uit) {
  for (const knop of form.querySelectorAll('button[type="submit"]')) knop.disabled = uit;
}

// How many characters still fit, said when three quarters are used. A browser that is told a greatest length cuts off
// what is pasted without a word; so nothing is cut, and what is too long comes back with a sentence.
for (const veld of document.querySelectorAll('[data-hoogstens]')) telTekens(veld);

function telTekens(veld) {
  const meest = Number(veld.dataset.hoogstens);
  const teller = veld.parentElement.querySelector('[data-teller]') ?? document.createElement('div');
  teller.className = 'utrecht-form-field-description ula-teller';
  teller.id = `teller-${veld.id}`;
  teller.setAttribute('aria-live', 'polite');
  veld.after(teller);
  veld.setAttribute(
    'aria-describedby',
    [veld.getAttribute('aria-describedby'), teller.id].filter(Boolean).join(' '),
  );
  let straks;
  const toon = () => {
    const over = meest - veld.value.normalize('NFC').trim().length;
    teller.hidden = over > (veld.tagName === 'TEXTAREA' ? meest / 4 : -1);
    teller.classList.toggle('ula-teller--te-veel', over < 0);
    teller.textContent =
      over < 0
        ? `${-over} ${over === -1 ? 'teken' : 'tekens'} te veel. Maak je tekst korter.`
        : `Nog ${over} van ${meest} tekens.`;
  };
  // Not at every letter: a screen reader would read each of them.
  veld.addEventListener('input', () => {
    clearTimeout(straks);
    straks = setTimeout(toon, 400);
  });
  toon();
}

// A refused form: the reader starts at the list of what was wrong.
document.querySelector('[data-foutoverzicht]')?.focus();

// A field that only matters for one answer of a list (<div data-bij="functie" data-waarde="anders">).
for (const vak of document.querySelectorAll('[data-bij]')) {
  const keuze = document.querySelector(`[name="${vak.dataset.bij}"]`);
  const toon = () => {
    vak.hidden = keuze.value !== vak.dataset.waarde;
  };
  keuze.addEventListener('change', toon);
  toon();
}

// A menu closes with Escape, and when something else is pressed or reached.
const menus = [...document.querySelectorAll('details[data-menu], details.ula-mens__meer')].filter(
  (menu) => !menu.closest('form'),
);
function sluitMenus(behalve) {
  for (const menu of menus) if (menu !== behalve && !menu.contains(behalve)) menu.open = false;
}
if (menus.length > 0) {
  for (const soort of ['click', 'focusin'])
    document.addEventListener(soort, ({ target }) => sluitMenus(target));
  document.addEventListener('keydown', ({ key }) => {
    const open = menus.find((menu) => menu.open);
    if (key !== 'Escape' || !open) return;
    open.open = false;
    open.querySelector('summary').focus();
  });
}

// What is folded is read on paper too.
addEventListener('beforeprint', () => {
  for (const vak of document.querySelectorAll('main details')) vak.open ||= !vak.querySelector('form');
});

// Light or dark at once, without going to another page and losing what was typed.
const kleuren = document.querySelector('form[data-kleuren]');
kleuren?.addEventListener('submit', (event) => {
  event.preventDefault();
  const { value } = event.submitter;
  if (value) document.documentElement.dataset.weergave = value;
  else delete document.documentElement.dataset.weergave;
  for (const knop of kleuren.querySelectorAll('button')) knop.ariaPressed = String(knop === event.submitter);
  const gekozen = new URLSearchParams(new FormData(kleuren, event.submitter));
  void fetch(kleuren.action, { method: 'POST', body: gekozen, redirect: 'manual' });
});
