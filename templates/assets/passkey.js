// Makes or uses a passkey at the press of a button, and sends what the browser signed with the form around it. Without
// this script, or in a browser that knows no passkeys, the part of the page stays hidden and a code does the same.
const { browserSupportsWebAuthn, startAuthentication, startRegistration } = globalThis.SimpleWebAuthnBrowser;

if (browserSupportsWebAuthn()) {
  for (const vak of document.querySelectorAll('[data-passkey-vak]')) vak.hidden = false;
  for (const form of document.querySelectorAll('form[data-passkey]'))
    form.querySelector('[data-passkey-knop]').addEventListener('click', () => void begin(form));
}

async function begin(form) {
  const knop = form.querySelector('[data-passkey-knop]');
  if (!form.reportValidity()) return;
  meld(form, '');
  knop.disabled = true;
  try {
    const optionsJSON = await vraagOpties(form);
    // What is wrong with the rest of the form, its own answer tells.
    if (!optionsJSON.challenge) return form.requestSubmit();
    const doe = form.dataset.passkeySoort === 'maak' ? startRegistration : startAuthentication;
    form.elements.antwoord.value = JSON.stringify(await doe({ optionsJSON }));
    form.requestSubmit();
  } catch (fout) {
    meld(form, zinVoor(fout));
  } finally {
    knop.disabled = false;
  }
}

async function vraagOpties(form) {
  const { wachtwoord } = form.elements;
  const antwoord = await fetch(form.dataset.passkey, {
    method: 'POST',
    headers: { 'x-csrf-token': form.elements._csrf.value },
    body: new URLSearchParams(wachtwoord ? { wachtwoord: wachtwoord.value } : {}),
  });
  if (!antwoord.ok) throw new Error(`status ${antwoord.status}`);
  return antwoord.json();
}

function zinVoor({ name, code }) {
  if (name === 'InvalidStateError' || code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED')
    return 'Deze passkey heb je al ingesteld.';
  if (name === 'NotAllowedError' || name === 'AbortError')
    return 'Het is niet gelukt, of je hebt het afgebroken. Probeer het opnieuw.';
  if (name === 'SecurityError') return 'Passkeys werken alleen op het gewone adres van de academie.';
  return 'Het is niet gelukt. Laad deze pagina opnieuw en probeer het nog een keer.';
}

function meld(form, zin) {
  const vak = form.querySelector('[data-passkey-melding]');
  vak.textContent = zin;
  vak.className = zin ? 'utrecht-form-field-error-message' : '';
}
