import { DomainError } from '../platform/errors/domain-error.js';

export const wachtwoordGeweigerd = (melding: string) =>
  new DomainError('ongeldig', 'wachtwoord-geweigerd', melding, [{ veld: 'nieuw', melding }]);

export const geenWachtwoord = () =>
  new DomainError(
    'conflict',
    'geen-wachtwoord',
    'Je hebt nog geen wachtwoord. Kies er een via “Wachtwoord vergeten” bij het inloggen.',
  );

export const sessieVoorbij = () =>
  new DomainError('conflict', 'sessie-voorbij', 'Je bent niet meer ingelogd. Log in en probeer het opnieuw.');

export const sessieOnbekend = () =>
  new DomainError('niet-gevonden', 'sessie-onbekend', 'Deze plek is al uitgelogd.');

export const alleenMedewerkers = () =>
  new DomainError('niet-gevonden', 'geen-gebruiker', 'Je logt in met een link. Daar hoort dit niet bij.');
