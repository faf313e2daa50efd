import { DomainError } from '../../platform/errors/domain-error.js';

const bijCode = (code: string, melding: string) =>
  new DomainError('ongeldig', code, melding, [{ veld: 'code', melding }]);
const bijPasskey = (code: string, melding: string) => new DomainError('ongeldig', code, melding);

export const codeOnjuist = () =>
  bijCode('code-onjuist', 'Deze code klopt niet. Kijk welke code er nu in je app staat en vul die in.');
export const codeGebruikt = () =>
  bijCode('code-gebruikt', 'Deze code is al gebruikt. Wacht tot je app een nieuwe laat zien.');
export const herstelcodeOnjuist = () =>
  bijCode('herstelcode-onjuist', 'Deze code klopt niet, of is al gebruikt. Vul een andere code in.');
export const appOnleesbaar = () =>
  bijCode(
    'app-onleesbaar',
    'We kunnen de codes van je app niet meer controleren. Log in met een herstelcode of een passkey, of vraag een beheerder om herstel.',
  );
export const teVaak = () =>
  bijCode(
    'code-te-vaak',
    'Er zijn te veel codes geprobeerd. Log in met een passkey of een herstelcode, of probeer het morgen opnieuw.',
  );
export const geenVoorstel = () =>
  bijCode('geen-voorstel', 'Dit duurde te lang. Scan de nieuwe QR-code en vul de code van je app in.');

export const passkeyVerlopen = () =>
  bijPasskey('passkey-verlopen', 'Dit duurde te lang, of het was al een keer gebruikt. Probeer het opnieuw.');
export const passkeyMislukt = () =>
  bijPasskey('passkey-mislukt', 'We kunnen deze passkey niet controleren. Probeer het opnieuw.');
export const passkeyOnbekend = () =>
  bijPasskey('passkey-onbekend', 'Deze passkey kennen we niet. Kies een andere, of vul een code in.');
export const passkeyVanElders = () =>
  bijPasskey(
    'passkey-van-elders',
    'Deze passkey is voor een andere website. Ga naar het adres van de academie en log daar in.',
  );
export const passkeyTeller = () =>
  bijPasskey(
    'passkey-teller',
    'Van deze passkey lijkt een kopie te bestaan. Daarom mag je er niet mee inloggen. Gebruik een code, haal de passkey weg en vertel het de beheerder.',
  );
export const passkeyBekend = () =>
  bijPasskey('passkey-bekend', 'Deze passkey staat al bij een account. Kies een andere.');

export const tweedeStapBestaat = () =>
  new DomainError('conflict', 'tweede-stap-bestaat', 'Je hebt al een tweede stap ingesteld.');
export const tweedeStapOnbekend = () =>
  new DomainError('niet-gevonden', 'tweede-stap-onbekend', 'Dit heb je niet ingesteld.');
export const laatsteTweedeStap = () =>
  new DomainError(
    'conflict',
    'laatste-tweede-stap',
    'Met jouw rol moet je een tweede stap hebben. Stel eerst een andere in, dan kun je deze weghalen.',
  );

export const wachtwoordOnjuist = () =>
  new DomainError('ongeldig', 'wachtwoord-onjuist', 'Dit is niet je wachtwoord.', [
    { veld: 'wachtwoord', melding: 'Dit is niet je wachtwoord. Vul het wachtwoord in waarmee je nu inlogt.' },
  ]);
