import { Page } from '../../platform/web/page.js';
import type { Certificaatstand } from '../certificaat/certificaten.rules.js';
import { certificeringpaden } from '../paden.js';
import type { Openbaar, Proef, Controleuitkomst } from './controle.service.js';

/** As it stands in the form. */
export interface GetypteControle {
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

/** The screen that answers. */
export function controlescherm(
  uitkomst: Controleuitkomst,
  proef: Proef,
  getypt: GetypteControle,
  fouten?: Record<string, string>,
): Page {
  const context = controlecontext(uitkomst, proef, getypt, fouten);
  const titel = `${context.kop}: certificaat ${context.nummer}`;
  return new Page('certificering/controle', context, { titel, status: fouten ? 422 : 200 });
}

export const zoekscherm = (getypt: GetypteControle, fouten?: Record<string, string>): Page =>
  new Page('certificering/controle-zoeken', zoekcontext(getypt, fouten), {
    titel: `${fouten ? 'Fout: ' : ''}Certificaat controleren`,
    status: fouten ? 422 : 200,
  });

export function onbekendscherm(getypt: string): Page {
  const nummer = getypt.slice(0, 40);
  const context = { ...zoekcontext({ nummer }), onbekend: nummer };
  return new Page('certificering/controle-zoeken', context, { titel: 'Onbekend nummer', status: 404 });
}

function controlecontext(
  { certificaat: c, naamKlopt, codeKlopt }: Controleuitkomst,
  proef: Proef,
  getypt: GetypteControle,
  fouten?: Record<string, string>,
) {
  return {
    ...standen[c.stand],
    stand: c.stand,
    nummer: c.nummer,
    sinds: c.sinds,
    vervangenDoor: c.vervangenDoor && {
      nummer: c.vervangenDoor,
      href: certificeringpaden.controle(c.vervangenDoor),
    },
    naam: c.naam,
    naamGewist: c.naamGewist,
    opleiding: c.opleiding,
    feiten: feitenVan(c),
    proef: { naam: proef.naam ?? null, naamKlopt, codeKlopt },
    actie: certificeringpaden.controle(c.nummer),
    waarden: { naam: getypt.naam ?? '', controlecode: getypt.controlecode ?? proef.controlecode ?? '' },
    fouten,
  };
}

const zoekcontext = (getypt: GetypteControle, fouten?: Record<string, string>) => ({
  onbekend: null,
  actie: certificeringpaden.zoeken,
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
