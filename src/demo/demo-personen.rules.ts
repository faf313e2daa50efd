/** An invented person; the same number is always the same person. */
export interface DemoPersoon {
  voornaam: string;
  tussenvoegsel: string | null;
  achternaam: string;
  email: string;
}

// prettier-ignore
const voornamen = [
  'Anna', 'Bram', 'Chaima', 'Daan', 'Eva', 'Fatima', 'Gijs', 'Hanna', 'Ilias', 'Julia', 'Kaan', 'Lotte', 'Mohamed',
  'Noor', 'Oscar', 'Pien', 'Quinten', 'Roos', 'Sem', 'Tess', 'Umit', 'Vera', 'Wouter', 'Xandra', 'Yara', 'Zoë',
];
// prettier-ignore
const achternamen = [
  'de Vries', 'Jansen', 'van den Berg', 'Bakker', 'Yilmaz', 'Visser', 'Smit', 'el Amrani', 'Meijer', 'de Boer',
  'Mulder', 'de Groot', 'Bos', 'Vos', 'Peters', 'Hendriks', 'van Leeuwen', 'Dekker', 'Brouwer', 'de Wit', 'Dijkstra',
  'Smits', 'de Graaf', 'van der Meer', 'van der Linden', 'Kok', 'Jacobs', 'Haddad', 'Vermeulen', 'van Dam', 'Postma',
];

/** Number 0 to 805 are all different: 26 first names and 31 last names have no common divisor. */
export function demoPersoon(nummer: number): DemoPersoon {
  const voornaam = voornamen[nummer % voornamen.length]!;
  const volledig = achternaamBij(voornaam, achternamen[nummer % achternamen.length]!);
  const [, tussenvoegsel = null, achternaam = volledig] = /^((?:[a-z]+ )+)(.+)$/.exec(volledig) ?? [];
  const email = `${adresdeel(voornaam)}.${adresdeel(volledig)}@school.example`;
  return { voornaam, tussenvoegsel: tussenvoegsel?.trim() ?? null, achternaam, email };
}

/** This pair is the name of somebody in the documents. */
const achternaamBij = (voornaam: string, achternaam: string): string =>
  voornaam === 'Lotte' && achternaam === 'Bakker' ? 'van Beek' : achternaam;

function adresdeel(naam: string): string {
  return naam
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z]/g, '');
}
