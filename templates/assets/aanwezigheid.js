// Marking who is there: each tap is saved at once. When the network fails the taps stay on the page and on this
// device, and go along as soon as it is back. Without this script the form is sent as a whole.

const formulier = document.querySelector('form[data-aanwezigheid]');
if (formulier) begin(formulier);

for (const knop of document.querySelectorAll('[data-afdrukken]')) {
  knop.hidden = false;
  knop.addEventListener('click', () => print());
}

function begin(form) {
  const rijen = new Map(
    [...form.querySelectorAll('[data-aanmelding]')].map((rij) => [rij.dataset.aanmelding, rij]),
  );
  const teller = form.querySelector('[data-tel]');
  const status = form.querySelector('[data-status]');
  const wacht = bewaarplek(form.dataset.bewaarplek);
  let bezig = false;
  let pauze = 0;
  let straks;

  const gekozen = (rij) => rij.querySelector('input[type="radio"]:checked')?.value ?? '';
  const naamVan = (rij) => rij.querySelector('legend').firstChild.textContent.trim();

  function meld(tekst, letOp = false) {
    status.textContent = tekst;
    status.classList.toggle('ula-zaal__status--let-op', letOp);
  }

  function toon() {
    for (const [id, rij] of rijen) rij.classList.toggle('ula-zaal__mens--wacht', wacht.heeft(id));
    teller.textContent = [...rijen.values()].filter((rij) => gekozen(rij) === 'aanwezig').length;
  }

  function zet(rij, stand) {
    for (const keuze of rij.querySelectorAll('input[type="radio"]')) keuze.checked = keuze.value === stand;
  }

  function legUit(rij, tekst) {
    const plek = rij.querySelector('[data-fout]');
    plek.textContent = tekst;
    plek.hidden = tekst === '';
    if (tekst) rij.setAttribute('aria-describedby', plek.id);
    else rij.removeAttribute('aria-describedby');
  }

  /** What the server knows now, also of somebody else who marks; what still waits here is left alone. */
  function neemOver(lijst) {
    for (const { aanmelding, stand } of lijst) {
      const rij = rijen.get(aanmelding);
      if (!rij || wacht.heeft(aanmelding)) continue;
      rij.dataset.stand = stand ?? '';
      rij.querySelector('input[type="hidden"]').value = stand ?? '';
      zet(rij, stand);
    }
    toon();
  }

  async function verstuur() {
    clearTimeout(straks);
    if (bezig || wacht.leeg()) return;
    bezig = true;
    const deel = wacht.alles().slice(0, 200);
    try {
      await verwerk(await stuur(deel), deel);
    } catch {
      later();
    } finally {
      bezig = false;
      toon();
    }
    if (!wacht.leeg() && pauze === 0) void verstuur();
  }

  function stuur(deel) {
    const aanwezigheid = deel.map(([aanmelding, stand]) => ({
      aanmelding,
      aanwezig: stand === 'aanwezig',
      ...(stand === 'afgemeld' ? { afgemeld: true } : {}),
    }));
    return fetch(form.dataset.api, {
      method: 'PUT',
      headers: {
        'content-type': 'application/json',
        'x-csrf-token': document.querySelector('meta[name="csrf-token"]').content,
      },
      body: JSON.stringify({ aanwezigheid }),
      signal: AbortSignal.timeout(15_000),
    });
  }

  async function verwerk(antwoord, deel) {
    if (antwoord.ok) {
      const { aanwezigheid } = await antwoord.json();
      pauze = 0;
      for (const [id, stand] of deel) wacht.klaar(id, stand);
      neemOver(aanwezigheid);
      const [eerste] = deel;
      const rij = deel.length === 1 ? rijen.get(eerste[0]) : undefined;
      meld(`Bewaard om ${uur()}`);
      // Only read aloud: the eye sees the button change.
      if (rij) status.append(onzichtbaar(`: ${naamVan(rij)}, ${eerste[1]}`));
    } else if (antwoord.status === 401 || antwoord.status === 403) {
      pauze = Infinity;
      meld('Je bent uitgelogd. Je keuzes blijven op dit apparaat. Log in en open dit scherm opnieuw.', true);
    } else if (antwoord.status >= 400 && antwoord.status < 500 && antwoord.status !== 429) {
      await weiger(await antwoord.json(), deel);
    } else {
      later();
    }
  }

  /** One row that cannot be kept must not hold up the others. */
  async function weiger({ detail, fouten = [] }, deel) {
    pauze = 0;
    const slecht = fouten.map(({ veld, melding }) => [deel[Number(veld.split('.')[1])]?.[0], melding]);
    const weg = slecht.some(([id]) => id) ? slecht : deel.map(([id]) => [id, detail]);
    for (const [id, melding] of weg) {
      const rij = rijen.get(id);
      wacht.vergeet(id);
      if (!rij) continue;
      zet(rij, rij.dataset.stand);
      legUit(rij, melding);
    }
    meld(detail, true);
  }

  function later() {
    pauze = Math.min(pauze === 0 ? 2 : pauze * 2, 30);
    straks = setTimeout(verstuur, pauze * 1000);
    const aantal = wacht.alles().length;
    const wat =
      aantal === 1
        ? '1 keuze staat op dit apparaat en gaat'
        : `${aantal} keuzes staan op dit apparaat en gaan`;
    meld(`Geen verbinding. ${wat} vanzelf mee.`, true);
  }

  function kies(rij, stand) {
    zet(rij, stand);
    legUit(rij, '');
    wacht.zet(rij.dataset.aanmelding, stand);
  }

  form.addEventListener('change', ({ target }) => {
    const rij = target.closest('[data-aanmelding]');
    if (!rij) return;
    kies(rij, target.value);
    toon();
    void verstuur();
  });
  form.querySelector('[data-iedereen]')?.addEventListener('click', (event) => {
    event.preventDefault();
    for (const rij of rijen.values()) if (gekozen(rij) === '') kies(rij, 'aanwezig');
    toon();
    if (wacht.leeg()) meld('Iedereen was al ingevuld.');
    void verstuur();
  });
  form.querySelector('[data-bewaar]').addEventListener('click', (event) => {
    event.preventDefault();
    if (wacht.leeg()) meld('Alles is bewaard.');
    void verstuur();
  });
  addEventListener('online', () => void verstuur());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void verstuur();
  });

  // What did not get away last time, on this device.
  for (const [id, stand] of wacht.alles()) {
    const rij = rijen.get(id);
    if (rij) zet(rij, stand);
    else wacht.vergeet(id);
  }
  toon();
  void verstuur();
  zoekOpNaam([...rijen.values()], naamVan);
}

const uur = () =>
  new Date().toLocaleTimeString('nl-NL', {
    timeZone: 'Europe/Amsterdam',
    hour: '2-digit',
    minute: '2-digit',
  });

function onzichtbaar(tekst) {
  const span = document.createElement('span');
  span.className = 'ula-onzichtbaar';
  span.textContent = tekst;
  return span;
}

/** The taps that are not saved yet: ids and stands, no names. A device that keeps nothing has them in memory. */
function bewaarplek(sleutel) {
  const wacht = new Map(lees());

  function lees() {
    try {
      return Object.entries(JSON.parse(localStorage.getItem(sleutel) ?? '{}'));
    } catch {
      return [];
    }
  }

  function schrijf() {
    try {
      if (wacht.size === 0) localStorage.removeItem(sleutel);
      else localStorage.setItem(sleutel, JSON.stringify(Object.fromEntries(wacht)));
    } catch {
      // Private browsing, or full: they stay on the page.
    }
  }

  return {
    leeg: () => wacht.size === 0,
    heeft: (id) => wacht.has(id),
    alles: () => [...wacht],
    zet(id, stand) {
      wacht.set(id, stand);
      schrijf();
    },
    /** Saved as this; a later tap on the same row still waits. */
    klaar(id, stand) {
      if (wacht.get(id) === stand) wacht.delete(id);
      schrijf();
    },
    vergeet(id) {
      wacht.delete(id);
      schrijf();
    },
  };
}

function zoekOpNaam(rijen, naamVan) {
  const vak = document.querySelector('[data-zaalzoek]');
  if (!vak) return;
  const geen = vak.querySelector('[data-zaalgeen]');
  const kaal = (tekst) => tekst.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  vak.hidden = false;
  vak.querySelector('input').addEventListener('input', ({ target }) => {
    const woorden = kaal(target.value).split(/\s+/).filter(Boolean);
    for (const rij of rijen) rij.hidden = !woorden.every((woord) => kaal(naamVan(rij)).includes(woord));
    geen.textContent = rijen.every(({ hidden }) => hidden) ? 'Niemand met deze naam.' : '';
  });
}
