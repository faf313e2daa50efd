// Runs inside the page, next to axe: what axe does not look at. Answers with sentences, none when all is well.
globalThis.bekijkPagina = () => {
  const mis = [];
  const kop = document.querySelectorAll('h1');
  if (kop.length !== 1) mis.push(`${kop.length} h1's`);
  if (!kop[0]?.textContent.trim()) mis.push('an empty h1');
  if (!/^\S.* – Utrecht Leert Academie$/.test(document.title)) mis.push(`title: ${document.title}`);
  if (document.documentElement.lang !== 'nl') mis.push(`lang: ${document.documentElement.lang}`);
  mis.push(...bekijkBreedte());
  for (const veld of document.querySelectorAll('[tabindex]')) {
    if (Number(veld.getAttribute('tabindex')) > 0) mis.push(`tabindex of ${naamVan(veld)}`);
  }
  for (const doel of document.querySelectorAll('a[href], button, input, select, textarea, summary')) {
    const { width, height } = doel.getBoundingClientRect();
    if (!doel.checkVisibility() || isVerborgen(doel) || isInTekst(doel)) continue;
    if (width < 24 || height < 24)
      mis.push(`small: ${naamVan(doel)} ${Math.round(width)} × ${Math.round(height)}`);
  }
  for (const wijst of document.querySelectorAll('[aria-describedby], [aria-labelledby], label[for]')) {
    const ids = ['aria-describedby', 'aria-labelledby', 'for'].flatMap(
      (naam) => wijst.getAttribute(naam)?.split(/\s+/) ?? [],
    );
    for (const id of ids) if (id && !document.getElementById(id)) mis.push(`points at no #${id}`);
  }
  for (const [lek] of document.documentElement.outerHTML.matchAll(
    /.{0,40}(?:\[object|\bundefined\b|\bNaN\b).{0,20}/g,
  ))
    mis.push(`says what no person can read: ${lek}`);
  return mis;
};

/** Whether the page is wider than the screen; `groter` sets all text that much larger first, 2 is what WCAG 1.4.4 asks. */
globalThis.bekijkBreedte = (groter = 1) => {
  const html = document.documentElement;
  html.style.fontSize = groter === 1 ? '' : `${groter * 100}%`;
  const { scrollWidth, clientWidth } = html;
  html.style.fontSize = '';
  return scrollWidth > clientWidth ? [`scrolls sideways: ${scrollWidth} of ${clientWidth}`] : [];
};

/** What stands in the room of a page for everybody and has a style on the desks of staff only. */
globalThis.bekijkKlassen = (klassen) =>
  klassen
    .map((klasse) => [
      klasse,
      [...document.getElementsByClassName(klasse)].find((ding) => !ding.closest('.ula-dicht')),
    ])
    .flatMap(([klasse, ding]) => (ding ? [`has no style here: ${klasse} of ${naamVan(ding)}`] : []));

/** Where the focus is and whether it can be seen; `plek` grows in the order of the document. */
globalThis.bekijkFocus = () => {
  const hier = document.activeElement;
  const stijl = getComputedStyle(hier);
  const vak = hier.getBoundingClientRect();
  return {
    naam: naamVan(hier),
    plek: [...document.querySelectorAll('*')].indexOf(hier),
    begin: hier === document.body,
    zichtbaar:
      vak.bottom > 0 &&
      vak.top < innerHeight &&
      (stijl.outlineStyle !== 'none' || stijl.boxShadow !== 'none'),
  };
};

// A link in running text may be as small as the text (WCAG 2.5.8).
const isInTekst = (doel) => doel.tagName === 'A' && getComputedStyle(doel).display === 'inline';

const isVerborgen = (doel) => {
  const { clipPath, opacity, position } = getComputedStyle(doel);
  const { width, height, top } = doel.getBoundingClientRect();
  return (
    clipPath !== 'none' ||
    opacity === '0' ||
    (position === 'absolute' && (width <= 1 || height <= 1 || top < 0))
  );
};

const naamVan = (ding) =>
  `${ding.tagName.toLowerCase()}${ding.id ? `#${ding.id}` : ''} “${(ding.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 40)}”`;
