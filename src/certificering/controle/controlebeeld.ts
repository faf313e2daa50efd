import type { Certificaatstand } from './controle.rules.js';
import type { Openbaar, Proef, Uitkomst } from './controle.service.js';

/** As it stands in the form. */
export interface Getypt {
  nummer?: string;
  naam?: string;
  controlecode?: string;
}

const standen: Record<Certificaatstand, { soort: 'goed' | 'fout' | 'let-op'; kop: string; zin: string }> = {
  geldig: { soort: 'goed', kop: 'Geldig', zin: 'Dit certificaat is door ons uitgereikt en is geldig.' },
  ingetrokken: {
    soort: 'fout',
    kop: 'Ingetrokken',
    zin: 'Dit certificaat is door ons uitgereikt, maar is niet meer geldig.',
  },
  vervangen: {
    soort: 'let-op',
    kop: 'Vervangen',
    zin: 'Dit certificaat is niet meer geldig. Er kwam een ander voor in de plaats.',
  },
};

/** The screen that answers; see pages/certificering/controle.hbs. */
export function controlebeeld(
  { certificaat: c, naamKlopt, codeKlopt }: Uitkomst,
  proef: Proef,
  getypt: Getypt,
  fouten?: Record<string, string>,
) {
  return {
    ...standen[c.stand],
    stand: c.stand,
    nummer: c.nummer,
    sinds: c.sinds,
    vervangenDoor: c.vervangenDoor && { nummer: c.vervangenDoor, href: `/certificaten/${c.vervangenDoor}` },
    naam: c.naam,
    naamGewist: c.naamGewist,
    opleiding: c.opleiding,
    feiten: feitenVan(c),
    proef: { naam: proef.naam ?? null, naamKlopt, codeKlopt },
    actie: `/certificaten/${c.nummer}`,
    waarden: { naam: getypt.naam ?? '', controlecode: getypt.controlecode ?? proef.controlecode ?? '' },
    fouten,
  };
}

export const zoekbeeld = (getypt: Getypt, fouten?: Record<string, string>) => ({
  onbekend: null,
  actie: '/certificaten',
  waarden: { nummer: '', naam: '', controlecode: '', ...getypt },
  fouten,
});

const uren = (n: number): string => `${n.toLocaleString('nl-NL')} uur`;

function feitenVan(c: Openbaar): { term: string; tekst?: string; dag?: string; tot?: string }[] {
  const alle = [
    c.leerjaren > 1 && { term: 'Leerjaar', tekst: `${c.leerjaar} van ${c.leerjaren}` },
    { term: 'Uitgereikt op', dag: c.datum },
    { term: 'Gevolgd', dag: c.periode.van, tot: c.periode.tot },
    c.studielastUren !== null && { term: 'Studielast', tekst: uren(c.studielastUren) },
    c.contacturen !== null && { term: 'Contacturen', tekst: uren(c.contacturen) },
    c.ects !== null && { term: 'ECTS', tekst: c.ects.toLocaleString('nl-NL') },
    c.herregistratiepunten !== null && { term: 'Herregistratiepunten', tekst: `${c.herregistratiepunten}` },
    c.niveau !== null && { term: 'Niveau', tekst: c.niveau },
    c.aanbieders.length > 0 && { term: 'Verzorgd door', tekst: c.aanbieders.join(', ') },
  ];
  return alle.filter((feit) => feit !== false);
}
