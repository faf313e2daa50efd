// Makes the form of a plan nicer: rows come and go without a new page, and what a plan collides with is looked up while
// somebody types. Without this script the same buttons ask the server.

const formulier = document.querySelector('form[data-plan]');
if (formulier) {
  const rijen = formulier.querySelector('[data-planrijen]');
  const lege = formulier.querySelector('[data-lege-planrij]');
  const nogEen = formulier.querySelector('[data-nog-een]');

  const veld = (rij, naam) => rij.querySelector(`[name$="-${naam}"]`);
  const nummerVan = (rij) => Number(/^rij-(\d+)-/.exec(veld(rij, 'datum').name)[1]);

  // The next one is mostly at the same time, in the same place, with the same trainer.
  const voegToe = () => {
    const alle = [...rijen.querySelectorAll('[data-planrij]')];
    const n = Math.max(-1, ...alle.map(nummerVan)) + 1;
    const mal = document.createElement('template');
    mal.innerHTML = lege.innerHTML.replaceAll('__n__', String(n));
    const rij = mal.content.firstElementChild;
    const vorige = alle.at(-1);
    if (vorige)
      for (const naam of ['van', 'tot', 'locatie', 'trainer', 'leerjaar'])
        veld(rij, naam).value = veld(vorige, naam).value;
    rijen.append(rij);
    veld(rij, 'datum').focus();
  };

  const haalWeg = (rij) => {
    const volgende = rij.nextElementSibling ?? rij.previousElementSibling;
    rij.remove();
    (volgende?.querySelector('[data-weg]') ?? nogEen).focus();
    controleerStraks();
  };

  formulier.addEventListener('click', (event) => {
    const knop = event.target.closest('button');
    if (!knop?.matches('[data-nog-een], [data-weg]')) return;
    event.preventDefault();
    if (knop === nogEen) voegToe();
    else haalWeg(knop.closest('[data-planrij]'));
  });

  let wacht;
  let bezig;
  const controleerStraks = () => {
    clearTimeout(wacht);
    wacht = setTimeout(controleer, 500);
  };

  const controleer = async () => {
    bezig?.abort();
    bezig = new AbortController();
    const velden = new URLSearchParams(new FormData(formulier));
    velden.set('actie', 'controleer');
    const token = document.querySelector('meta[name="csrf-token"]').content;
    try {
      const antwoord = await fetch(formulier.action, {
        method: 'POST',
        body: velden,
        headers: { 'X-CSRF-Token': token },
        signal: bezig.signal,
      });
      if (antwoord.ok) toon(new DOMParser().parseFromString(await antwoord.text(), 'text/html'));
    } catch {
      // Offline, or overtaken by the next key: the form itself still works.
    }
  };

  // Only when it says something else: a screen reader would read it out again.
  const toon = (pagina) => {
    const [nieuw, oud] = [pagina, document].map((bron) => bron.getElementById('plancontrole'));
    if (nieuw && nieuw.innerHTML !== oud.innerHTML) oud.replaceChildren(...nieuw.childNodes);
  };

  formulier.addEventListener('input', controleerStraks);
}
