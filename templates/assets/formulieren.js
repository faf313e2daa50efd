// Small help for every form; each page works without it.

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
