// A button that copies what stands in a field; without a script the field can be selected by hand.
for (const knop of document.querySelectorAll('[data-kopieer]')) {
  const vak = document.getElementById(knop.dataset.kopieer);
  const melding = document.querySelector('[data-gekopieerd]');
  knop.hidden = false;
  knop.addEventListener('click', async () => {
    vak.focus();
    vak.select();
    try {
      await navigator.clipboard.writeText(vak.value);
      melding.textContent = 'De nummers zijn gekopieerd.';
    } catch {
      melding.textContent = 'De nummers zijn geselecteerd. Kopieer ze met Ctrl en C.';
    }
  });
}
