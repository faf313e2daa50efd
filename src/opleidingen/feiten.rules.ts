import { sectorInWoorden } from '../besturen/standen.js';
import type { Opleiding } from './opleiding.entity.js';
import { doelgroepnaam } from './opleidingen.rules.js';
import { cohortpaden } from '../cohorten/paden.js';

/** How public pages show what an opleiding says, as it stands now or as it stood before. */
type Gegevens = Omit<Opleiding, 'id'>;
interface Link {
  naam: string;
  href: string;
}

export const hoofdletter = (tekst: string): string => tekst.charAt(0).toUpperCase() + tekst.slice(1);

export const alineas = (tekst: string): string[] =>
  tekst
    .split(/\n\s*\n/)
    .map((alinea) => alinea.trim())
    .filter(Boolean);

export function externVan({ externUrl, aanbieders }: Gegevens): { href: string; bij: string } | null {
  return externUrl ? { href: externUrl, bij: aanbieders[0] ?? 'de aanbieder' } : null;
}

export const linkNaar = (o: Pick<Opleiding, 'naam' | 'code'> | null): Link | null =>
  o ? { naam: o.naam, href: cohortpaden.opleiding(o.code) } : null;

/** Price in euros and what is reimbursed of it. */
export function geld(o: Pick<Opleiding, 'kostenCent' | 'vergoedingPct' | 'vergoedingVoor'>) {
  const voor = o.vergoedingVoor ? ` voor ${o.vergoedingVoor}` : '';
  return {
    kosten: o.kostenCent === null ? null : o.kostenCent / 100,
    vergoeding: o.vergoedingPct ? `${o.vergoedingPct}% vergoed${voor}` : null,
  };
}

/** Context of partials/opleidingsfeiten.hbs and of the text around it. */
export function opleidingsfeiten(o: Gegevens, vervolgOp: Link | null, vervolg: Link | null) {
  const [samenvatting = null, ...omschrijving] = alineas(o.omschrijving);
  return {
    naam: o.naam,
    soort: hoofdletter(o.soort),
    samenvatting,
    omschrijving,
    extern: externVan(o),
    voorWie: o.doelgroepen.map(doelgroepnaam).map(hoofdletter),
    sectoren: o.sectoren.map(sectorInWoorden).map(hoofdletter),
    niveau: o.niveau,
    leerjaren: o.leerjaren > 1 ? o.leerjaren : null,
    duur: o.duur,
    studielast: o.studielastUren,
    contacturen: o.contacturen,
    ects: o.ects,
    punten: o.herregistratiepunten,
    ...geld(o),
    voorwaarden: alineas(o.voorwaarden ?? ''),
    vervolgOp,
    vervolg,
    aanbieders: o.aanbieders,
    bekostiging: o.bekostiging,
    voorbeeld: o.voorbeeldvelden.length > 0,
  };
}
