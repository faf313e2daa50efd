import { demogebruikers, demowachtwoord, rolVanDemo } from '../inloggen/demogebruikers.rules.js';

/** What someone who just started the demo needs to know. */
export function demoUitleg(): string {
  const gebruikers = demogebruikers.map((g) => `  ${g.email.padEnd(28)} ${rolVanDemo(g)}`);
  return [`Voorbeeldgebruikers, wachtwoord ${demowachtwoord}:`, ...gebruikers].join('\n');
}
