import { demoGebruikers, DEMO_WACHTWOORD } from '../inloggen/demogebruikers.js';

/** What someone who just started the demo needs to know. */
export function demoUitleg(): string {
  const gebruikers = demoGebruikers.map(({ email, rol }) => `  ${email.padEnd(32)} ${rol}`);
  return [`Voorbeeldgebruikers, wachtwoord ${DEMO_WACHTWOORD}:`, ...gebruikers].join('\n');
}
