import { fold } from '../platform/text/fold.js';

/** Characters. */
export const KORTSTE = 10;
export const LANGSTE = 200;

/**
 * Words that those who guess try first, also with digits and marks around them. Of the lists of what leaked most, as far
 * as they can be ten characters long with something added, and what lies at hand here.
 */
const GERADEN = new Set(
  `academie academy admin administrator amsterdam azerty azertyuiop baseball basisschool bestuur changeme computer
   coordinator december dragon dropbox eindhoven februari feyenoord football geheim geheimpje hallo hallohallo herfst
   iloveyou januari kerst kwaliteit lente leraar leren letmein linkedin login master michael monkey nederland november
   oktober onderwijs opleiding passw passwd password passwoord pokemon princess qazwsx qazwsxedc qwerty qwertyui
   qwertyuiop rotterdam school schoolleider secret september standaard starwars student sunshine superman trainer
   trustno utrecht utrechtleert utrechtleertacademie voetbal voorjaar wachtwoord wachtwoordwachtwoord welcome welkom
   welkomwelkom whatever winter wintertijd zomer zomervakantie zonnetje zxcvbnm zxcvbn`.split(/\s+/),
);
const RIJEN = ['0123456789012345678901234567890', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiopasdfghjklzxcvbnm'];

/** Takes off the digits and marks before and behind a word. */
function kern(wachtwoord: string): string {
  const tekens = [...fold(wachtwoord).toLowerCase()];
  const isLetter = (teken: string): boolean => /[a-z]/.test(teken);
  return tekens.slice(tekens.findIndex(isLetter), tekens.findLastIndex(isLetter) + 1).join('');
}

const isRij = (tekst: string): boolean =>
  new Set(tekst).size < 4 ||
  RIJEN.some((rij) => rij.includes(tekst) || [...rij].reverse().join('').includes(tekst));

/** @returns why somebody may not take this password, in Dutch; null when they may. */
export function wachtwoordFout(
  wachtwoord: string,
  { naam, email }: { naam: string; email: string },
): string | null {
  const aantal = [...wachtwoord].length;
  if (aantal < KORTSTE) return `Kies een wachtwoord van minstens ${KORTSTE} tekens.`;
  if (aantal > LANGSTE) return `Kies een wachtwoord van hoogstens ${LANGSTE} tekens.`;
  const klein = fold(wachtwoord).toLowerCase();
  const woord = kern(wachtwoord);
  if (isRij(klein) || (woord.length < 4 && isRij(klein.replace(/[^0-9]/g, ''))) || GERADEN.has(woord))
    return 'Dit wachtwoord wordt als een van de eerste geraden. Kies een ander, bijvoorbeeld vier woorden achter elkaar.';
  const eigen = [email, email.split('@')[0]!, naam, naam.replace(/\s+/g, '')].map((deel) =>
    fold(deel).toLowerCase(),
  );
  if (eigen.some((deel) => deel.length >= 4 && (deel === klein || kern(deel) === woord)))
    return 'Kies een wachtwoord dat niet je naam of e-mailadres is.';
  return null;
}
