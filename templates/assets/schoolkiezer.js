// Makes the list of schools a search field (accessible-autocomplete by GOV.UK, MIT). The select stays in the
// form, hidden, and carries the answer; without this script it is the field.

const lijst = document.querySelector('select[data-schoolkiezer]');
if (lijst && window.accessibleAutocomplete) {
  const scholen = [...lijst.options]
    .filter((optie) => optie.value !== '')
    .map((optie) => ({
      optie,
      naam: optie.textContent.trim(),
      bestuur: optie.parentElement.label ?? '',
    }));
  const geen = scholen.find(({ optie }) => optie.value === 'geen');

  const kaal = (tekst) => tekst.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const veilig = (tekst) => tekst.replace(/[&<>"']/g, (teken) => `&#${teken.charCodeAt(0)};`);

  const perCode = new Map(scholen.map((school) => [school.optie.value, school]));
  let niets = false;
  let nummer = 0;
  let straks;

  const hier = (vraag) => {
    const woorden = kaal(vraag).split(/\s+/).filter(Boolean);
    const past = ({ naam, bestuur, optie }) => {
      const alles = kaal(`${naam} ${bestuur} ${optie.value}`);
      return woorden.every((woord) => alles.includes(woord));
    };
    return scholen.filter((school) => school !== geen && past(school));
  };

  // The server knows a school by how people call it, its street, and with a letter wrong.
  const daar = async (vraag) => {
    const vragen = new URLSearchParams({ zoek: vraag.slice(0, 100), paginaGrootte: '25' });
    const antwoord = await fetch(`/api/v1/scholen?${vragen}`);
    if (!antwoord.ok) return [];
    const { items } = await antwoord.json();
    return items.flatMap(({ vestigingscode }) => perCode.get(vestigingscode) ?? []);
  };

  const zoek = (vraag, geef) => {
    const dit = (nummer += 1);
    clearTimeout(straks);
    straks = setTimeout(async () => {
      const verder = await daar(vraag).catch(() => []);
      if (dit !== nummer) return;
      const gevonden = [...new Set([...verder, ...hier(vraag)])].slice(0, 25);
      niets = gevonden.length === 0;
      geef(geen ? [...gevonden, geen] : gevonden);
    }, 120);
  };

  const uitleg = document.getElementById('uitleg-vestigingscode');
  uitleg.textContent = uitleg.dataset.metScript;
  const beschreven = lijst.getAttribute('aria-describedby');
  const ongeldig = lijst.getAttribute('aria-invalid');

  window.accessibleAutocomplete.enhanceSelectElement({
    selectElement: lijst,
    source: zoek,
    defaultValue: lijst.value ? lijst.selectedOptions[0].textContent.trim() : '',
    minLength: 2,
    autoselect: false,
    confirmOnBlur: false,
    templates: {
      inputValue: (school) => school?.naam ?? '',
      suggestion: (school) =>
        typeof school === 'string'
          ? veilig(school)
          : (niets && school === geen ? '<strong>Niets gevonden.</strong> ' : '') +
            veilig(school.naam) +
            (school.bestuur ? ` <small>${veilig(school.bestuur)}</small>` : ''),
    },
    onConfirm: (school) => {
      if (school) school.optie.selected = true;
    },
    menuAttributes: { 'aria-label': 'Gevonden scholen' },
    tNoResults: () => 'Geen scholen gevonden',
    tStatusQueryTooShort: (aantal) => `Typ ${aantal} of meer letters om te zoeken.`,
    tStatusNoResults: () => 'Geen scholen gevonden.',
    tStatusSelectedOption: (naam, aantal, plek) => `${naam}, ${plek + 1} van ${aantal}, is gekozen.`,
    tStatusResults: (aantal, gekozen) =>
      `${aantal === 1 ? 'Er is 1 resultaat.' : `Er zijn ${aantal} resultaten.`} ${gekozen}`,
    tAssistiveHint: () => 'Gebruik de pijlen omhoog en omlaag om te kiezen en Enter om te bevestigen.',
  });

  const veld = document.getElementById('veld-vestigingscode');
  if (beschreven) veld.setAttribute('aria-describedby', beschreven);
  if (ongeldig) veld.setAttribute('aria-invalid', ongeldig);
  // Text that is no school (any more) is no answer: the select goes back to empty.
  veld.addEventListener('input', () => {
    if (veld.value.trim() !== lijst.selectedOptions[0]?.textContent.trim()) lijst.value = '';
  });
  // Who types the whole name and goes on has chosen, when only one school is called so.
  veld.addEventListener('blur', () => {
    if (lijst.value !== '') return;
    const getypt = kaal(veld.value.trim());
    const zo = scholen.filter(({ naam }) =>
      [kaal(naam), kaal(naam).replace(/, [^,]*$/, '')].includes(getypt),
    );
    if (zo.length === 1) zo[0].optie.selected = true;
  });
}
