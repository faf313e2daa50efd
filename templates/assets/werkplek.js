// Makes "where do you work" one search field (accessible-autocomplete by GOV.UK, MIT) that asks the server as somebody
// types. Without this script the form itself searches, with a button, and shows what it found to choose from.

const deel = document.querySelector('[data-werkplek]');
if (deel && window.accessibleAutocomplete) {
  const veld = deel.querySelector('[name="werkplek"]');
  const rondom = veld.parentElement;
  const keuzes = deel.querySelector('[data-keuzes]');
  const waar = deel.querySelector('[data-waar]');
  const gekozen = keuzes.querySelector('input:checked');
  const geenKnop = waar && keuzes.querySelector('[data-geen]');
  const geen = geenKnop && {
    waarde: geenKnop.querySelector('input').value,
    naam: geenKnop.textContent.trim(),
    bij: '',
  };

  const antwoord = document.createElement('input');
  antwoord.type = 'hidden';
  antwoord.name = 'vestigingscode';
  antwoord.value = gekozen?.value ?? '';

  const veilig = (tekst) => tekst.replace(/[&<>"']/g, (teken) => `&#${teken.charCodeAt(0)};`);
  let getoond = [];
  let nummer = 0;
  let straks;

  const daar = async (vraag) => {
    const adres = new URL(deel.dataset.werkplek, location.href);
    adres.searchParams.set('zoek', vraag.slice(0, 100));
    const gelezen = await fetch(adres);
    if (!gelezen.ok) throw new Error(String(gelezen.status));
    return (await gelezen.json()).items;
  };

  const zoek = (vraag, geef) => {
    const dit = (nummer += 1);
    clearTimeout(straks);
    straks = setTimeout(async () => {
      const gevonden = await daar(vraag).catch(() => []);
      if (dit !== nummer) return;
      getoond = gevonden;
      geef(geen ? [...gevonden, geen] : gevonden);
    }, 120);
  };

  const kies = (voorstel) => {
    antwoord.value = voorstel.waarde;
    if (!waar) return;
    waar.hidden = voorstel !== geen;
    const typ = waar.querySelector('input');
    if (voorstel === geen && typ.value === '' && laatst !== geen.naam) typ.value = laatst;
  };

  let laatst = gekozen ? '' : veld.value;
  const beschreven = veld.getAttribute('aria-describedby');
  const ongeldig = veld.getAttribute('aria-invalid');
  const bezig = document.activeElement === veld;
  const zoektNog = bezig && antwoord.value === '';
  const begin = zoektNog ? '' : geen && antwoord.value === geen.waarde ? geen.naam : veld.value;
  if (waar) waar.hidden = !geen || antwoord.value !== geen.waarde;
  keuzes.remove();
  deel.querySelector('[name="gezocht"]').remove();
  rondom.replaceChildren();
  rondom.className = 'utrecht-form-field__input';
  deel.append(antwoord);

  window.accessibleAutocomplete({
    element: rondom,
    id: veld.id,
    name: 'werkplek',
    source: zoek,
    defaultValue: begin,
    minLength: 2,
    autoselect: false,
    confirmOnBlur: false,
    required: veld.required,
    templates: {
      inputValue: (voorstel) => voorstel?.naam ?? '',
      suggestion: (voorstel) =>
        typeof voorstel === 'string'
          ? veilig(voorstel)
          : (voorstel === geen && getoond.length === 0 ? '<strong>Niets gevonden.</strong> ' : '') +
            veilig(voorstel.naam) +
            (voorstel.bij ? ` <small>${veilig(voorstel.bij)}</small>` : ''),
    },
    onConfirm: (voorstel) => {
      if (voorstel) kies(voorstel);
    },
    menuAttributes: { 'aria-label': 'Gevonden scholen en besturen' },
    tNoResults: () => 'Niets gevonden',
    tStatusQueryTooShort: (aantal) => `Typ ${aantal} of meer letters om te zoeken.`,
    tStatusNoResults: () => 'Niets gevonden.',
    tStatusSelectedOption: (naam, aantal, plek) => `${naam}, ${plek + 1} van ${aantal}, is gekozen.`,
    tStatusResults: (aantal, keuze) =>
      `${aantal === 1 ? 'Er is 1 resultaat.' : `Er zijn ${aantal} resultaten.`} ${keuze}`,
    tAssistiveHint: () => 'Gebruik de pijlen omhoog en omlaag om te kiezen en Enter om te bevestigen.',
  });

  const nieuw = document.getElementById(veld.id);
  if (beschreven) nieuw.setAttribute('aria-describedby', beschreven);
  if (ongeldig) nieuw.setAttribute('aria-invalid', ongeldig);
  // Other text is another answer, which the server reads when nothing was chosen for it.
  nieuw.addEventListener('input', () => {
    laatst = nieuw.value.trim();
    antwoord.value = '';
    if (waar) waar.hidden = true;
  });
  // Who types a whole name and goes on sees at once that it is known.
  nieuw.addEventListener('blur', () => {
    if (antwoord.value !== '') return;
    const typed = nieuw.value.trim().toLowerCase();
    const zo = getoond.filter(
      ({ naam }) => naam.toLowerCase() === typed || naam.toLowerCase().replace(/, [^,]*$/, '') === typed,
    );
    if (zo.length === 1) antwoord.value = zo[0].waarde;
  });
  // Who was typing when this script came goes on where they were.
  if (bezig) {
    nieuw.focus();
    if (zoektNog) {
      nieuw.value = veld.value;
      nieuw.dispatchEvent(new Event('input', { bubbles: true }));
    }
    // The component selects all text of a field that gets the focus: the next letter would take its place.
    setTimeout(() => nieuw.setSelectionRange(nieuw.value.length, nieuw.value.length), 30);
  }
}
