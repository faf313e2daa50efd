import { plural } from '../platform/web/template-helpers.js';
import type { Persoon } from '../toegang/persoon.entity.js';
import { rolInWoorden, type Rol } from '../toegang/gebruiker-rol.entity.js';

/** What an erasure leaves, in words: what, and why. */
export interface Blijver {
  wat: string;
  waarom: string;
}

/** What goes of the person itself, before all that hangs on it. */
export const zelfVan = ({
  registernummer,
  agendaHash,
}: Pick<Persoon, 'registernummer' | 'agendaHash'>): string =>
  `naam en e-mailadres${registernummer ? ', registernummer' : ''}${agendaHash ? ', agenda-adres' : ''}`;

interface Achtergelaten {
  certificaten: number;
  catalogus: number;
  doelwit: { account: { uit: boolean; rollen: Rol[] } | undefined };
}

/** "7 jaar", "18 maanden" */
const duur = (maanden: number): string =>
  maanden % 12 === 0 ? `${maanden / 12} jaar` : plural(maanden, 'maand', 'maanden');

const accountVan = (rollen: Rol[]): Blijver => ({
  wat: `Het account als medewerker${rollen.length > 0 ? ` (${rollen.map(rolInWoorden).join(', ')})` : ''}: naam, e-mailadres, rollen en log-ins`,
  waarom:
    'Dat is nodig zolang iemand voor de academie werkt. Stopt dat? Zet het account dan eerst uit bij Gebruikers. Dan wissen we het mee.',
});

/**
 * Names everything of which something is left.
 * @param maanden that the name in the register of certificaten is kept.
 */
export function blijftVan({ certificaten, catalogus, doelwit }: Achtergelaten, maanden: number): Blijver[] {
  const alle: (Blijver | false)[] = [
    certificaten > 0 && {
      wat: `${plural(certificaten, 'certificaat', 'certificaten')} in het register: nummer, controlecode, naam, opleiding, uren en datum`,
      waarom: `Zo kan iemand nagaan of een certificaat echt is. De naam staat niet meer op de openbare pagina. De academie en het bestuur zien die nog bij de certificaten. De naam gaat ${duur(maanden)} na de uitreiking vanzelf weg.`,
    },
    doelwit.account !== undefined && !doelwit.account.uit && accountVan(doelwit.account.rollen),
    catalogus > 0 && {
      wat: `De naam of het adres in de catalogus of bij een bestuur (${plural(catalogus, 'plek', 'plekken')})`,
      waarom:
        'Dat zijn geen gegevens van een deelnemer. Moet het daar ook weg? Wijzig dan de opleiding, het cohort of het bestuur.',
    },
    {
      wat: 'De geschiedenis: wat er wanneer gebeurde, zonder naam, adres of getypte woorden',
      waarom: 'Zo kunnen we laten zien dat het goed is gegaan, ook dit wissen zelf.',
    },
    {
      wat: 'Wat al los van de persoon was opgeslagen: antwoorden op evaluaties en uitkomsten',
      waarom: 'Niemand kan zien van wie die zijn. Staat de naam in zo’n antwoord, dan halen we die eruit.',
    },
    {
      wat: 'Het e-mailadres, voor één laatste mail met de uitkomst',
      waarom: 'We wissen het zodra die mail weg is, en anders na een week.',
    },
    {
      wat: 'Een naam van vroeger, of een los woord van de naam dat ook van een ander is, in wat anderen typten',
      waarom:
        'We zoeken naar de hele naam van nu en naar elk e-mailadres dat we mailden. Teksten gaan na hun bewaartermijn vanzelf weg.',
    },
    {
      wat: 'Reservekopieën',
      waarom: 'Die verlopen vanzelf. Wordt er een teruggezet, dan moet dit opnieuw.',
    },
  ];
  return alle.filter((een) => een !== false);
}
